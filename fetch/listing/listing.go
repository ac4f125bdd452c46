// Package listing reads the documents that list pages: feeds (RSS, Atom, JSON
// Feed), sitemaps and their indexes (sitemaps.org 0.9, with Google's news
// extension), and OPML, which lists feeds. Input: bytes; output: addresses with
// what the document says of them. It fetches nothing. Documents are foreign:
// their size, depth and number of entries are bounded, and one that declares
// entities is refused, since no listing needs them and a few lines of them can
// stand for gigabytes.
package listing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"golang.org/x/text/encoding/htmlindex"
)

// Entry is one page that a document lists.
type Entry struct {
	URL       string // absolute, http or https
	ID        string // the feed's own name for it, or its URL
	Title     string
	Published time.Time // zero where the document does not say
	Updated   time.Time
}

// The bounds on documents.
const (
	maxElements = 400_000 // of a feed
	maxDepth    = 500
	maxOutlines = 10_000 // of an OPML file
)

// The errors of documents that are refused.
var (
	ErrEntities = errors.New("it declares XML entities")
	ErrElements = fmt.Errorf("it has more than %d elements", maxElements)
	ErrDepth    = fmt.Errorf("its elements are nested more than %d deep", maxDepth)
)

// Root is the local name of an XML document's first element, in small letters,
// or "" where data, which may be a document's beginning, shows none.
func Root(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	for {
		data = bytes.TrimLeft(data, " \t\r\n")
		end := ">"
		switch {
		case bytes.HasPrefix(data, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(data, []byte("<?")):
			end = "?>"
		case bytes.HasPrefix(data, []byte("<!")):
			if open := bytes.IndexAny(data, "[>"); open >= 0 && data[open] == '[' {
				end = "]>"
			}
		case bytes.HasPrefix(data, []byte("<")):
			name := data[1:]
			if at := bytes.IndexAny(name, " \t\r\n/>"); at >= 0 {
				name = name[:at]
			}
			return strings.ToLower(string(name[bytes.LastIndexByte(name, ':')+1:]))
		default:
			return ""
		}
		at := bytes.Index(data, []byte(end))
		if at < 0 {
			return ""
		}
		data = data[at+len(end):]
	}
}

// bounded tells what is wrong with the size of an XML document, by its bytes
// alone, before anything is made of it.
func bounded(data []byte) error {
	elements, depth := 0, 0
	for {
		at := bytes.IndexByte(data, '<')
		if at < 0 || at+1 >= len(data) {
			return nil
		}
		data = data[at:]
		switch {
		case bytes.HasPrefix(data, []byte("<![CDATA[")):
			data = after(data, "]]>")
			continue
		case bytes.HasPrefix(data, []byte("<!--")):
			data = after(data, "-->")
			continue
		case len(data) > 8 && bytes.EqualFold(data[:8], []byte("<!entity")):
			return ErrEntities
		case data[1] == '/':
			depth--
		case data[1] != '!' && data[1] != '?':
			elements++
			if end := bytes.IndexByte(data, '>'); end < 1 || data[end-1] != '/' {
				depth++
			}
		}
		if elements > maxElements {
			return ErrElements
		}
		if depth > maxDepth {
			return ErrDepth
		}
		data = data[1:]
	}
}

func after(data []byte, end string) []byte {
	at := bytes.Index(data, []byte(end))
	if at < 0 {
		return nil
	}
	return data[at+len(end):]
}

// absolute is a link as an absolute http or https address, or "".
func absolute(base *url.URL, link string) string {
	link = strings.TrimSpace(link)
	if link == "" {
		return ""
	}
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// moment reads a W3C date (a profile of ISO 8601), or is zero.
func moment(text string) time.Time {
	text = strings.TrimSpace(text)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", time.DateOnly, "2006-01", "2006"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	return time.Time{}
}

// decoded is an XML decoder's CharsetReader.
func decoded(label string, in io.Reader) (io.Reader, error) {
	encoding, err := htmlindex.Get(label)
	if err != nil {
		return nil, fmt.Errorf("encoding %q: %w", label, err)
	}
	return encoding.NewDecoder().Reader(in), nil
}
