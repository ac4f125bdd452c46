package knowledge

import (
	"slices"
	"strings"
)

// office is what a title in a text asks for.
type office struct {
	head    string // "foreign minister"
	country string // ISO 3166-1 alpha-2, or ""
	place   string // what the whole title must name besides, or ""
}

// is tells whether a tenure is of the office.
func (o office) is(t Tenure) bool {
	return (o.country == "" || o.country == t.Country) && slices.Contains(t.heads, o.head) &&
		(o.place == "" || names(t.title, o.place))
}

// names tells whether a title's key says that the office is of a place.
func names(title, place string) bool {
	for _, link := range []string{" of ", " from ", " for ", " to "} {
		if _, rest, ok := strings.Cut(title, link); ok && strings.HasPrefix(strings.TrimPrefix(rest, "the ")+" ", place+" ") {
			return true
		}
	}
	return false
}

// office reads a title as it stands in a text. It fails where there is none,
// or where the title names another country than the one given.
func (d *Directory) office(title, country string) (office, bool) {
	o := office{country: country}
	words := strings.Fields(strings.ReplaceAll(title, "’", "'"))
	words, named := d.leadingCountry(words)
	if named == "" {
		words, named = d.trailingCountry(words)
	}
	if named != "" && country != "" && named != country {
		return o, false
	}
	if named != "" {
		o.country = named
	}
	o.head, o.place = d.titleHead(words)
	return o, o.head != ""
}

// leadingCountry cuts the country from "South Korean President", "US President"
// and "the UK's Prime Minister".
func (d *Directory) leadingCountry(words []string) ([]string, string) {
	if len(words) > 0 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	for n := min(4, len(words)-1); n > 0; n-- {
		if code := d.stateOf(strings.TrimSuffix(strings.Join(words[:n], " "), "'s")); code != "" {
			return words[n:], code
		}
	}
	return words, ""
}

// trailingCountry cuts the country from "President of the United States".
func (d *Directory) trailingCountry(words []string) ([]string, string) {
	i := lastOf(words)
	if i < 1 {
		return words, ""
	}
	if code := d.stateOf(strings.Join(words[i+1:], " ")); code != "" {
		return words[:i], code
	}
	return words, ""
}

// lastOf is the place of the last "of" in a title, or -1.
func lastOf(words []string) int {
	for i := len(words) - 1; i >= 0; i-- {
		if words[i] == "of" {
			return i
		}
	}
	return -1
}

// stateOf is the country that a name or demonym belongs to, or "". A name
// that is also another place's (Georgia) tells none.
func (d *Directory) stateOf(name string) string {
	if _, place := d.qualifiers[strings.ToLower(name)]; place {
		return ""
	}
	if c, ok := d.Country(name); ok {
		return c.Code
	}
	if c, ok := d.Demonym(name); ok {
		return c.Code
	}
	return ""
}

// titleHead is the office's name with abbreviations written out, and the place
// or body that stands before it.
func (d *Directory) titleHead(words []string) (head, place string) {
	key := titleKey(strings.Join(words, " "))
	for cut := true; cut; {
		cut = false
		for _, n := range []int{3, 2, 1} {
			first, rest, ok := cutWords(key, n)
			q, known := d.qualifiers[first]
			if !ok || !known {
				continue
			}
			if q != "" {
				place = q
			}
			key, cut = rest, true
			break
		}
	}
	return d.writeOut(key), place
}

// writeOut replaces the abbreviations of a title's key by the words they stand for.
func (d *Directory) writeOut(key string) string {
	words := strings.Fields(key)
	for i, w := range words {
		if full, ok := d.abbreviations[w]; ok {
			words[i] = full
		}
	}
	return strings.Join(words, " ")
}

// cutWords parts a key after its first n words; it fails where nothing is left.
func cutWords(key string, n int) (first, rest string, ok bool) {
	at := 0
	for range n {
		i := strings.IndexByte(key[at:], ' ')
		if i < 0 {
			return "", "", false
		}
		at += i + 1
	}
	return key[:at-1], key[at:], true
}

// heads are the keys that a tenure is found by: its shorts, and its title
// without the country that it is of.
func (d *Directory) heads(t Tenure) []string {
	words := strings.Fields(strings.ReplaceAll(t.Title, "’", "'"))
	words, _ = d.trailingCountry(words)
	out := []string{d.writeOut(titleKey(strings.Join(words, " ")))}
	for _, s := range t.Short {
		if k := d.writeOut(titleKey(s)); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
