// Package knowledge holds small tables of public facts and words: countries
// with their capitals and demonyms, honorifics, nouns for offices and callings,
// nouns that say what kind of thing a source is, abbreviations of well-known
// organisations, common given names, alliances and treaties (blocs.tsv), and a directory of entities known beyond
// one article (entities.jsonl): countries, bodies, and who held which office
// when. Names are looked up as written; nothing is matched by sound or
// likeness, and no pronoun is told by a name.
//
// # The directory's format
//
// The embedded directory and a user's own are lines of JSON (UTF-8), one
// entity a line:
//
//	{"id": "Q76", "names": ["Barack Obama", "Barack H. Obama"], "kind": "person",
//	 "roles": [{"title": "President of the United States", "short": ["president"],
//	            "country": "US", "from": "2009-01-20", "to": "2017-01-20"}],
//	 "country": "US", "wikidata": "Q76"}
//
// id, names and kind (person, organization, country, place or group) must be
// there, the rest may be. The first name is the one shown. surname (a word or a
// list) says by which name a person is called where that is not the last word
// of a name: "surname": "Kim" for Kim Jong-un. short is what an office is
// called before a name. Countries are ISO 3166-1 alpha-2. from and to are days,
// months or years ("2009-01-20", "2009-01", "2009"); without one the tenure is
// open on that side. An id that is a Wikidata QID stands for wikidata too.
// pronoun (he, she or they) is how a person is publicly spoken of.
//
// A line whose id is known adds its names and roles to the entity and, where
// it gives them, replaces country, wikidata and pronoun; the kind must be the same.
// Unknown fields, empty names, dates that are none, text that is not UTF-8 and
// lines of more than 1 MB are errors, which name the line.
package knowledge

import (
	"embed"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/onrecord/onrecord"
)

//go:embed *.tsv given-names.txt entities.jsonl
var files embed.FS

// Country is a state of the world.
type Country struct {
	Code     string // ISO 3166-1 alpha-2
	Name     string
	Wikidata string // QID
}

// Directory answers what a name or noun stands for. It is immutable and safe
// for concurrent use.
type Directory struct {
	countries, capitals, demonyms map[string]Country
	honorifics, roles             map[string]string
	nouns                         map[string]onrecord.EntityKind
	organizations                 map[string]string
	given                         map[string]bool
	seats                         map[string]seat
	abbreviations                 map[string]string // words of titles written out
	qualifiers                    map[string]string // words before titles, and what the whole title must name
	synonyms                      map[string]string // titles that mean another

	entries             []*Entry
	byName              map[string][]*Entry
	bySurname, byOffice map[string][]*person // once offices has run
	offices             sync.Once
	byCode              map[string]Country

	blocs []*Bloc
}

// seat is a seat of power and what it speaks for.
type seat struct {
	country      Country
	organisation bool
}

// New reads the embedded tables and adds the entities of further files, in the
// format that the package documents. It fails where a table is damaged or a
// file is not of the format; the error names the file, if it has a name, and
// the line.
func New(extra ...io.Reader) (*Directory, error) {
	d := &Directory{countries: map[string]Country{}, capitals: map[string]Country{}, demonyms: map[string]Country{},
		honorifics: map[string]string{}, roles: map[string]string{}, nouns: map[string]onrecord.EntityKind{},
		organizations: map[string]string{}, given: map[string]bool{}, seats: map[string]seat{},
		abbreviations: map[string]string{}, qualifiers: map[string]string{}, synonyms: map[string]string{}}
	var b builder
	if err := d.readTables(&b); err != nil {
		return nil, err
	}
	if err := d.readBlocs(); err != nil {
		return nil, err
	}
	own, err := files.Open("entities.jsonl")
	if err != nil {
		return nil, fmt.Errorf("knowledge: %w", err)
	}
	for i, r := range append([]io.Reader{own}, extra...) {
		if err := b.read(r); err != nil {
			return nil, fmt.Errorf("knowledge: %s, %w", sourceName(r, i), err)
		}
	}
	d.index(b.entries)
	return d, nil
}

// readTables reads the embedded tables of words and countries; the countries
// are entities too.
func (d *Directory) readTables(b *builder) error {
	byCode := map[string]Country{}
	d.byCode = byCode
	for _, table := range []struct {
		name  string
		cells int
		use   func([]string)
	}{
		{"countries.tsv", 6, func(r []string) {
			c := Country{Code: r[0], Name: r[1], Wikidata: r[5]}
			byCode[c.Code] = c
			put(d.countries, r[1]+"|"+r[2], c)
			put(d.capitals, r[3], c)
			put(d.demonyms, r[4], c)
			b.add(countryEntry(c, r[2]))
		}},
		{"seats.tsv", 3, func(r []string) { d.seats[nameKey(r[0])] = seat{byCode[r[1]], r[2] == "organization"} }},
		{"titles.tsv", 3, func(r []string) {
			map[string]map[string]string{"for": d.abbreviations, "before": d.qualifiers, "is": d.synonyms}[r[1]][r[0]] = r[2]
		}},
		{"honorifics.tsv", 2, func(r []string) { d.honorifics[r[0]] = r[1] }},
		{"roles.tsv", 2, func(r []string) { d.roles[r[0]] = r[1] }},
		{"nouns.tsv", 2, func(r []string) { d.nouns[r[0]] = onrecord.EntityKind(r[1]) }},
		{"organizations.tsv", 2, func(r []string) { d.organizations[r[0]] = r[1] }},
		{"given-names.txt", 1, func(r []string) { d.given[r[0]] = true }},
	} {
		if err := readTable(table.name, table.cells, table.use); err != nil {
			return err
		}
	}
	return nil
}

// readTable gives each row of an embedded table to use.
func readTable(name string, cells int, use func([]string)) error {
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

// put notes a country under each of the names, which a | parts.
func put(into map[string]Country, names string, c Country) {
	for n := range strings.SplitSeq(names, "|") {
		if n != "" {
			into[n] = c
		}
	}
}

// countryEntry is a country as an entity, with its other names, which a | parts.
func countryEntry(c Country, others string) *Entry {
	e := &Entry{ID: c.Wikidata, Names: []string{c.Name}, Kind: onrecord.Country, Country: c.Code, Wikidata: c.Wikidata}
	for n := range strings.SplitSeq(others, "|") {
		if n != "" {
			e.Names = append(e.Names, n)
		}
	}
	return e
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
