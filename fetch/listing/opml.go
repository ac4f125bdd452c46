package listing

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Feeds reads a list of feeds: an OPML 2.0 document, or one address a line,
// where blank lines and those that begin with # are passed over. Each address
// is given once, in order.
func Feeds(data []byte) ([]string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if Root(data) == "opml" {
		return opml(data)
	}
	var out []string
	seen := map[string]bool{}
	number := 0
	for line := range bytes.Lines(data) {
		number++
		text := strings.TrimSpace(string(line[:min(len(line), maxElement)]))
		if text == "" || text[0] == '#' {
			continue
		}
		address := absolute(nil, text)
		if address == "" {
			return out, fmt.Errorf("line %d is no http or https address: %.60q", number, text)
		}
		var err error
		if out, err = once(out, seen, address); err != nil {
			return out, err
		}
	}
	return out, nil
}

// once appends an address unless it is known.
func once(list []string, seen map[string]bool, address string) ([]string, error) {
	if seen[address] {
		return list, nil
	}
	if len(list) == maxOutlines {
		return list, fmt.Errorf("it lists more than %d feeds", maxOutlines)
	}
	seen[address] = true
	return append(list, address), nil
}

func opml(data []byte) (out []string, err error) {
	if err := bounded(data); err != nil {
		return nil, err
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict, d.Entity, d.CharsetReader = false, xml.HTMLEntity, decoded
	seen := map[string]bool{}
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		element, ok := token.(xml.StartElement)
		if !ok || !strings.EqualFold(element.Name.Local, "outline") {
			continue
		}
		for _, a := range element.Attr {
			if !strings.EqualFold(a.Name.Local, "xmlUrl") {
				continue
			}
			if address := absolute(nil, a.Value); address != "" {
				if out, err = once(out, seen, address); err != nil {
					return out, err
				}
			}
		}
	}
}
