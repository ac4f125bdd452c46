package extract

import (
	"bytes"
	"cmp"
	"mime"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// decode turns a page's bytes into valid UTF-8. It asks, in this order: the
// byte-order mark, the pattern of UTF-16, whether the bytes are UTF-8 (a
// label that says otherwise is then wrong), the HTTP header, the <meta> tag,
// and gogs/chardet's guess. Bytes that fit nothing become U+FFFD.
func decode(body []byte, contentType string) string {
	if order := utf16Order(body); order != nil {
		return decodeWith(order, body)
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	valid := utf8.Valid(body)
	var label string
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		label = params["charset"]
	}
	if label == "" {
		label = metaCharset(body)
	}
	declared, name := charset.Lookup(label)
	if name == "iso-2022-jp" && bytes.Contains(body, []byte("\x1b$")) {
		return decodeWith(declared, body)
	}
	switch {
	case valid:
		return string(body)
	case strings.HasPrefix(name, "utf-16"): // a page that is UTF-16 cannot say so in ASCII
		declared, name = nil, ""
	case name == "utf-8" && mostlyUTF8(body):
		declared = nil
		return strings.ToValidUTF8(string(body), "\uFFFD")
	case name == "utf-8", name == "replacement", name == "x-user-defined":
		declared, name = nil, ""
	}
	if declared == nil && mostlyUTF8(body) {
		return strings.ToValidUTF8(string(body), "\uFFFD")
	}
	if declared == nil {
		declared = guess(body)
	}
	return decodeWith(declared, body)
}

var metaLabel = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.\-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*["']([a-z0-9_:.\-]{2,40})`)

// metaCharset is the label that the page gives itself in its first bytes.
func metaCharset(body []byte) string {
	m := metaLabel.FindSubmatch(body[:min(len(body), 4096)])
	if m == nil {
		return ""
	}
	return string(m[1]) + string(m[2])
}

// mostlyUTF8 tells whether bytes that are not all UTF-8 are so but for a few:
// a page with a cut character or one pasted from elsewhere.
func mostlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 3*bad
}

// guess is the encoding that the bytes look like, windows-1252 where nothing
// can be told.
func guess(body []byte) encoding.Encoding {
	// Not DetectBest: of equally likely charsets it gives any one.
	results, _ := chardet.NewHtmlDetector().DetectAll(foreign(body, 1<<16))
	slices.SortFunc(results, func(a, b chardet.Result) int {
		return cmp.Or(b.Confidence-a.Confidence, westernFirst(a.Charset, b.Charset), strings.Compare(a.Charset, b.Charset))
	})
	for _, r := range results[:min(1, len(results))] {
		if e, name := charset.Lookup(r.Charset); r.Confidence >= 20 && e != nil && name != "utf-8" && !strings.HasPrefix(name, "utf-16") && name != "replacement" {
			return e
		}
	}
	e, _ := charset.Lookup("windows-1252")
	return e
}

func westernFirst(a, b string) int {
	const western = "ISO-8859-1"
	switch {
	case a == b:
		return 0
	case a == western:
		return -1
	case b == western:
		return 1
	}
	return 0
}

// foreign is the part of the bytes, up to n of them, where characters outside
// ASCII begin to appear.
func foreign(body []byte, n int) []byte {
	for i, c := range body {
		if c >= utf8.RuneSelf {
			start := max(0, i-n/4)
			return body[start:min(len(body), start+n)]
		}
	}
	return body[:min(len(body), n)]
}

func decodeWith(e encoding.Encoding, body []byte) string {
	text, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return strings.ToValidUTF8(string(body), "\uFFFD")
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}

// utf16Order is the UTF-16 encoding of the bytes, by their byte-order mark or
// by zero bytes in every other place; nil where they are not UTF-16.
func utf16Order(body []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
	}
	head := body[:min(len(body), 1024)&^1]
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 && head[i+1] != 0 {
			even++
		}
		if head[i+1] == 0 && head[i] != 0 {
			odd++
		}
	}
	pairs := len(head) / 2
	switch {
	case pairs < 4:
		return nil
	case odd*10 > pairs*7 && even == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case even*10 > pairs*7 && odd == 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}
