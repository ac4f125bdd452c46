// Package robots reads robots.txt (RFC 9309). Input: the file's bytes; output:
// for one crawler, which paths it may fetch and how long it should wait
// between them. It fetches nothing. It is our own since the one library at
// hand gives a file up at its first error, prefers rules by the length of
// their regular expressions, and lets the first of two equal rules win, where
// the RFC wants errors passed over, octets counted and Allow preferred.
package robots

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// MaxBytes is how much of a file is read (RFC 9309, 2.5).
const MaxBytes = 500 << 10

// maxPattern is how long a rule may be; longer ones are passed over.
const maxPattern = 2 << 10

// Rules are what a robots.txt says to one crawler. The zero value allows all.
type Rules struct {
	Delay time.Duration // Crawl-delay, which the RFC does not know; 0 where none is given
	rules []rule
}

// rule is one Allow or Disallow line: pieces of a path with anything between.
type rule struct {
	pieces []string
	ends   bool // nothing may follow the last piece
	length int  // of the pattern, in octets
	allow  bool
}

// Parse reads a file for the crawler with this product token, "onrecord". All
// groups that name it are joined; where none does, those for "*" count. What
// is no rule is passed over.
func Parse(file []byte, token string) Rules {
	file = bytes.TrimPrefix(file[:min(len(file), MaxBytes)], []byte("\xef\xbb\xbf"))
	var named, others Rules
	found := false               // a group names the token
	var forUs, forAll, open bool // of the group being read; open while its User-agent lines go on
	for line := range bytes.FieldsFuncSeq(file, func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value := field(string(line))
		if key == "user-agent" {
			if !open {
				forUs, forAll, open = false, false, true
			}
			forAll = forAll || value == "*"
			forUs = forUs || strings.EqualFold(product(value), token)
			found = found || forUs
			continue
		}
		if key != "allow" && key != "disallow" && key != "crawl-delay" {
			continue
		}
		open = false
		if forUs {
			named.add(key, value)
		}
		if forAll {
			others.add(key, value)
		}
	}
	if found {
		return named
	}
	return others
}

// field parts "key: value # comment".
func field(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, _ = strings.Cut(line, ":")
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// product is the product token that a User-agent line begins with.
func product(value string) string {
	end := strings.IndexFunc(value, func(r rune) bool {
		return (r|0x20 < 'a' || r|0x20 > 'z') && r != '-' && r != '_'
	})
	if end < 0 {
		return value
	}
	return value[:end]
}

func (r *Rules) add(key, value string) {
	switch {
	case key == "crawl-delay":
		if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 && seconds < 1e6 {
			r.Delay = time.Duration(seconds * float64(time.Second))
		}
	case value == "" || len(value) > maxPattern || value[0] != '/' && value[0] != '*':
	default:
		pattern, ends := strings.CutSuffix(value, "$")
		pattern = normal(pattern)
		r.rules = append(r.rules, rule{strings.Split(pattern, "*"), ends, len(pattern), key == "allow"})
	}
}

// Allows tells whether a path, with its query, may be fetched: the longest
// rule that fits decides, and Allow among equals (RFC 9309, 2.2.2).
func (r Rules) Allows(path string) bool {
	path = normal(path)
	if path == "/robots.txt" {
		return true
	}
	best, allow := -1, true
	for _, rule := range r.rules {
		if rule.length < best || rule.length == best && allow || !rule.fits(path) {
			continue
		}
		best, allow = rule.length, rule.allow
	}
	return allow
}

// fits tells whether the pieces occur in the path, one after the other, the
// first at its beginning. It is linear: the first place for each piece is as
// good as any.
func (r rule) fits(path string) bool {
	rest, ok := strings.CutPrefix(path, r.pieces[0])
	if !ok {
		return false
	}
	if len(r.pieces) == 1 {
		return !r.ends || rest == ""
	}
	last := len(r.pieces) - 1
	for _, piece := range r.pieces[1:last] {
		at := strings.Index(rest, piece)
		if at < 0 {
			return false
		}
		rest = rest[at+len(piece):]
	}
	if r.ends {
		return strings.HasSuffix(rest, r.pieces[last])
	}
	return strings.Contains(rest, r.pieces[last])
}

// normal writes a path or pattern so that equal ones are the same bytes:
// unreserved characters as they are, all that is not ASCII percent-encoded, in
// capitals (RFC 3986, 6.2.2). A percent sign that encodes nothing is one itself.
func normal(path string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	for i := 0; i < len(path); i++ {
		b := path[i]
		encoded := false
		if b == '%' && i+2 < len(path) {
			if n, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				b, encoded, i = byte(n), true, i+2
			}
		}
		if b <= ' ' || b >= 0x7f || b == '%' || encoded && !unreserved(b) {
			out.Write([]byte{'%', hex[b>>4], hex[b&15]})
		} else {
			out.WriteByte(b)
		}
	}
	return out.String()
}

func unreserved(b byte) bool {
	return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9' || strings.IndexByte("-._~", b) >= 0
}
