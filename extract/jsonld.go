package extract

import (
	"encoding/json"
	"slices"
	"sort"
	"strings"

	"github.com/onrecord/onrecord/extract/dom"
)

// thing is one object of a page's JSON-LD.
type thing map[string]any

// things parses a page's JSON-LD scripts and gives every object in them that
// has a type, outer ones first, in order of the page. What cannot be parsed
// even after the usual slips are mended is left out.
func things(scripts []string) []thing {
	var found []thing
	for _, s := range scripts {
		v, ok := parseJSON(s)
		if !ok {
			continue
		}
		found = collect(found, v, 0)
	}
	return found
}

const maxThings = 2000

func collect(found []thing, v any, depth int) []thing {
	if depth > 24 || len(found) >= maxThings {
		return found
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			found = collect(found, e, depth+1)
		}
	case map[string]any:
		if len(thing(v).types()) > 0 {
			found = append(found, thing(v))
		}
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			found = collect(found, v[k], depth+1)
		}
	}
	return found
}

// parseJSON parses a script's text; it forgives comments around it, raw
// control characters in strings, commas before a closing bracket and a
// semicolon at the end.
func parseJSON(s string) (any, bool) {
	s = strings.TrimSpace(s)
	for _, affix := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		s = strings.TrimSpace(strings.TrimPrefix(s, affix))
	}
	for _, affix := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, affix))
	}
	var v any
	if json.Unmarshal([]byte(s), &v) == nil {
		return v, true
	}
	// A decoder takes the first value and leaves what is glued on behind it.
	d := json.NewDecoder(strings.NewReader(mendJSON(s)))
	return v, d.Decode(&v) == nil
}

func mendJSON(s string) string {
	var b strings.Builder
	inString, escaped := false, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if inString {
			switch {
			case escaped:
				escaped = false
				if !strings.ContainsRune(`"\/bfnrtu`, rune(c)) {
					b.WriteByte('\\') // \' and the like: the backslash is meant as a character
				}
			case c == '\\':
				escaped = true
			case c == '"':
				inString = false
			case c < 0x20:
				b.WriteByte(' ')
				continue
			}
			b.WriteByte(c)
			continue
		}
		if c == ',' {
			j := i + 1
			for j < len(s) && (s[j] == ' ' || s[j] == '\n' || s[j] == '\t' || s[j] == '\r') {
				j++
			}
			if j < len(s) && (s[j] == '}' || s[j] == ']' || s[j] == ',') {
				i = j - 1
				continue
			}
		}
		inString = c == '"'
		b.WriteByte(c)
	}
	return b.String()
}

// types are the object's types without the vocabulary's address.
func (t thing) types() []string {
	var out []string
	for _, s := range strs(t["@type"]) {
		out = append(out, s[strings.LastIndexAny(s, "/#:")+1:])
	}
	return out
}

func (t thing) is(types ...string) bool {
	for _, own := range t.types() {
		if slices.Contains(types, own) {
			return true
		}
	}
	return false
}

// str is a property's first string: itself, an element's, or the @value,
// name or @id of an object.
func (t thing) str(keys ...string) string {
	for _, k := range keys {
		for _, s := range strs(t[k]) {
			if s = dom.Fold(unescape(s)); s != "" {
				return s
			}
		}
	}
	return ""
}

func strs(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if len(out) < 100 {
				out = append(out, strs(e)...)
			}
		}
		return out
	case map[string]any:
		for _, k := range []string{"@value", "name", "@id"} {
			if s, ok := v[k].(string); ok {
				return []string{s}
			}
		}
	}
	return nil
}

// isArticle tells whether the object is the story, or a page that tells it.
func (t thing) isArticle() bool {
	for _, s := range t.types() {
		if strings.HasSuffix(s, "Article") || strings.HasSuffix(s, "NewsArticle") || s == "BlogPosting" || s == "LiveBlogPosting" || s == "Report" || s == "Review" && t["headline"] != nil {
			return true
		}
	}
	return false
}

// byID gives the object that a reference {"@id": …} points to, or v itself.
func byID(all []thing, v any) any {
	ref, ok := v.(map[string]any)
	if !ok || len(ref) > 2 {
		return v
	}
	id, _ := ref["@id"].(string)
	if id == "" || ref["name"] != nil {
		return v
	}
	for _, t := range all {
		if s, _ := t["@id"].(string); s == id && t["name"] != nil {
			return map[string]any(t)
		}
	}
	return v
}
