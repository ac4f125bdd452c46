// Package knowledge holds small tables of public facts and words: countries
// with their capitals and demonyms, honorifics, nouns for offices and callings,
// nouns that say what kind of thing a source is, abbreviations of well-known
// organisations, and common given names. Names are looked up as written;
// nothing is matched by sound or likeness, and no pronoun is told by a name.
package knowledge

import (
	"embed"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
)

//go:embed *.tsv given-names.txt
var files embed.FS

// Country is a state of the world.
type Country struct {
	Code string // ISO 3166-1 alpha-2
	Name string
}

// Directory answers what a name or noun stands for. It is immutable and safe
// for concurrent use.
type Directory struct {
	countries, capitals, demonyms map[string]Country
	honorifics, roles             map[string]string
	nouns                         map[string]onrecord.EntityKind
	organizations                 map[string]string
	given                         map[string]bool
}

// New reads the embedded tables; it fails only where one is damaged.
func New() (*Directory, error) {
	d := &Directory{countries: map[string]Country{}, capitals: map[string]Country{}, demonyms: map[string]Country{},
		honorifics: map[string]string{}, roles: map[string]string{}, nouns: map[string]onrecord.EntityKind{},
		organizations: map[string]string{}, given: map[string]bool{}}
	read := func(name string, cells int, use func([]string)) error {
		data, err := files.ReadFile(name)
		if err != nil {
			return fmt.Errorf("knowledge: %w", err)
		}
		for line := range strings.Lines(string(data)) {
			line = strings.TrimRight(line, "\r\n")
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			row := strings.Split(line, "\t")
			if len(row) != cells {
				return fmt.Errorf("knowledge: %s: %q has %d cells, not %d", name, line, len(row), cells)
			}
			use(row)
		}
		return nil
	}
	put := func(into map[string]Country, names string, c Country) {
		for n := range strings.SplitSeq(names, "|") {
			if n != "" {
				into[n] = c
			}
		}
	}
	for _, table := range []struct {
		name  string
		cells int
		use   func([]string)
	}{
		{"countries.tsv", 5, func(r []string) {
			c := Country{r[0], r[1]}
			put(d.countries, r[1]+"|"+r[2], c)
			put(d.capitals, r[3], c)
			put(d.demonyms, r[4], c)
		}},
		{"honorifics.tsv", 2, func(r []string) { d.honorifics[r[0]] = r[1] }},
		{"roles.tsv", 2, func(r []string) { d.roles[r[0]] = r[1] }},
		{"nouns.tsv", 2, func(r []string) { d.nouns[r[0]] = onrecord.EntityKind(r[1]) }},
		{"organizations.tsv", 2, func(r []string) { d.organizations[r[0]] = r[1] }},
		{"given-names.txt", 1, func(r []string) { d.given[r[0]] = true }},
	} {
		if err := read(table.name, table.cells, table.use); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// Country is the state that bears the name ("the" apart).
func (d *Directory) Country(name string) (Country, bool) {
	c, ok := d.countries[strings.TrimPrefix(strings.TrimPrefix(name, "the "), "The ")]
	return c, ok
}

// Capital is the state whose government the name of a seat may stand for.
func (d *Directory) Capital(name string) (Country, bool) {
	c, ok := d.capitals[name]
	return c, ok
}

// Demonym is the state that an adjective or a people's name belongs to.
func (d *Directory) Demonym(name string) (Country, bool) {
	c, ok := d.demonyms[name]
	return c, ok
}

// Honorific tells whether a word, without its stop, is put before names, and
// the pronoun that it tells ("he", "she" or "").
func (d *Directory) Honorific(word string) (pronoun string, ok bool) {
	pronoun, ok = d.honorifics[strings.ToLower(strings.TrimSuffix(word, "."))]
	return pronoun, ok
}

// Role tells whether a noun, singular, says what somebody is, and the pronoun
// that it tells ("he", "she" or "").
func (d *Directory) Role(noun string) (pronoun string, ok bool) {
	pronoun, ok = d.roles[strings.ToLower(noun)]
	return pronoun, ok
}

// Noun is what kind of source a noun, singular, names, persons apart.
func (d *Directory) Noun(noun string) (onrecord.EntityKind, bool) {
	k, ok := d.nouns[strings.ToLower(noun)]
	return k, ok
}

// Organization tells whether a name or abbreviation is a well-known
// organisation's, and its full name ("" where it is the name itself).
func (d *Directory) Organization(name string) (full string, ok bool) {
	full, ok = d.organizations[name]
	return full, ok
}

// GivenName tells whether a word is a common given name.
func (d *Directory) GivenName(word string) bool { return d.given[word] }
