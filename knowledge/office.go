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

// titleKeys are what a title is compared by.
type titleKeys struct {
	heads []string // its own head and its shorts
	whole string   // with the country or place that it names
}

// is tells whether a tenure is of the office.
func (o office) is(t Tenure, keys titleKeys) bool {
	return (o.country == "" || o.country == t.Country) && slices.Contains(keys.heads, o.head) &&
		(o.place == "" || names(keys.whole, o.place))
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
	var o office
	words := d.leading(strings.Fields(strings.ReplaceAll(title, "’", "'")), &o)
	if o.country == "" {
		words, o.country = d.trailingCountry(words)
	}
	if o.country == "" {
		o.country = country
	}
	o.head = d.writeOut(titleKey(strings.Join(words, " ")))
	return o, o.head != "" && (country == "" || country == o.country)
}

// leading cuts what stands before a title: "Republican U.S.", "the Florida",
// "South Korean"; it notes the country and the place that it names.
func (d *Directory) leading(words []string, o *office) []string {
	for cut := true; cut; {
		cut = false
		for n := min(4, len(words)-1); n > 0 && !cut; n-- {
			name := strings.TrimSuffix(strings.Join(words[:n], " "), "'s")
			place, known := d.qualifiers[titleKey(name)]
			code := d.stateOf(name)
			switch {
			case known && place != "":
				o.place = place
			case !known && code != "" && o.country == "":
				o.country = code
			case !known && !strings.EqualFold(name, "the"):
				continue
			}
			words, cut = words[n:], true
		}
	}
	return words
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
	if _, place := d.qualifiers[titleKey(name)]; place {
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

// writeOut gives a title's key the form that all titles are compared in:
// abbreviations written out, "minister of finance" as "finance minister", and
// one of the words that mean the same.
func (d *Directory) writeOut(key string) string {
	words := strings.Fields(key)
	for i, w := range words {
		if full, ok := d.abbreviations[w]; ok {
			words[i] = full
		}
	}
	key = turned(strings.Join(words, " "))
	if same, ok := d.synonyms[key]; ok {
		return same
	}
	return key
}

// turned puts the department first: "secretary of the treasury" is "treasury
// secretary". A secretary of state stays one.
func turned(key string) string {
	for _, noun := range []string{"minister", "secretary"} {
		rest, ok := strings.CutPrefix(key, noun+" of ")
		if !ok {
			rest, ok = strings.CutPrefix(key, noun+" for ")
		}
		if ok && !strings.HasPrefix(rest, "state") {
			return strings.TrimPrefix(rest, "the ") + " " + noun
		}
	}
	return key
}

// titleKeys makes the keys of a tenure's title: heads are its shorts, and the
// title without the country that it is of.
func (d *Directory) titleKeys(t Tenure) titleKeys {
	words, _ := d.trailingCountry(strings.Fields(strings.ReplaceAll(t.Title, "’", "'")))
	keys := titleKeys{heads: []string{d.writeOut(titleKey(strings.Join(words, " ")))}, whole: titleKey(t.Title)}
	for _, s := range t.Short {
		if k := d.writeOut(titleKey(s)); !slices.Contains(keys.heads, k) {
			keys.heads = append(keys.heads, k)
		}
	}
	return keys
}
