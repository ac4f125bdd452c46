package knowledge

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// The bounds of what is read, so that no file takes all memory.
const (
	maxLine     = 1 << 20
	maxEntities = 1 << 20
	maxNames    = 1000 // of an entity; and as many roles
)

// kinds are the kinds that an entity of the directory may have.
var kinds = []onrecord.EntityKind{onrecord.Person, onrecord.Organization, onrecord.Country, onrecord.Place, onrecord.Group}

// builder gathers entities.
type builder struct {
	entries []*Entry
	byID    map[string]*Entry
}

// sourceName says which file an error is in.
func sourceName(r io.Reader, i int) string {
	if f, ok := r.(interface{ Name() string }); ok {
		return f.Name()
	}
	if i == 0 {
		return "entities.jsonl"
	}
	return fmt.Sprintf("file %d", i)
}

// read adds the entities of a file, one a line.
func (b *builder) read(r io.Reader) error {
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, maxLine)
	n := 0
	for scan.Scan() {
		n++
		line := scan.Text()
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		e, err := parseEntity(line)
		if err == nil {
			err = b.add(e)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := scan.Err(); errors.Is(err, bufio.ErrTooLong) {
		return fmt.Errorf("line %d: longer than %d bytes", n+1, maxLine)
	} else if err != nil {
		return fmt.Errorf("after line %d: %w", n, err)
	}
	return nil
}

// add puts an entity into the directory, or what is new of it into the one
// that has its ID.
func (b *builder) add(e *Entry) error {
	if b.byID == nil {
		b.byID = map[string]*Entry{}
	}
	old, ok := b.byID[e.ID]
	names, roles := len(e.Names), len(e.Tenures)
	if ok {
		names, roles = names+len(old.Names), roles+len(old.Tenures)
	}
	if names > maxNames || roles > maxNames {
		return fmt.Errorf("%q has more than %d names or roles", e.ID, maxNames)
	}
	if !ok {
		if len(b.entries) >= maxEntities {
			return fmt.Errorf("more than %d entities", maxEntities)
		}
		b.byID[e.ID] = e
		b.entries = append(b.entries, e)
		return nil
	}
	if old.Kind != e.Kind {
		return fmt.Errorf("%q is known as a %s, not a %s", e.ID, old.Kind, e.Kind)
	}
	old.Names = union(old.Names, e.Names)
	old.surnames = union(old.surnames, e.surnames)
	for _, t := range e.Tenures {
		if !slices.ContainsFunc(old.Tenures, t.same) {
			old.Tenures = append(old.Tenures, t)
		}
	}
	if e.Country != "" {
		old.Country = e.Country
	}
	if e.Pronoun != "" {
		old.Pronoun = e.Pronoun
	}
	if e.Wikidata != "" {
		old.Wikidata = e.Wikidata
	}
	return nil
}

// union is a with what is in b alone.
func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

// same tells whether two tenures are of the same office and time.
func (t Tenure) same(u Tenure) bool {
	return t.Title == u.Title && t.Country == u.Country && t.From == u.From && t.To == u.To
}

// parseEntity reads an entity's line.
func parseEntity(line string) (*Entry, error) {
	if !utf8.ValidString(line) {
		return nil, errors.New("not UTF-8")
	}
	p := parser{text: line}
	e, err := p.entity()
	if err != nil {
		return nil, err
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	if e.Wikidata == "" && isQID(e.ID) {
		e.Wikidata = e.ID
	}
	for i, s := range e.surnames {
		e.surnames[i] = surnameKey(s)
	}
	return &e, nil
}

// check says what is wrong with an entity as it was read.
func (e *Entry) check() error {
	switch {
	case !isName(e.ID):
		return fmt.Errorf("id %q is empty or not one line of text", e.ID)
	case len(e.Names) == 0:
		return errors.New("no names")
	case !slices.Contains(kinds, e.Kind):
		return fmt.Errorf("kind %q is none of %v", e.Kind, kinds)
	case !isCountry(e.Country):
		return fmt.Errorf("country %q is no code of two capitals", e.Country)
	case e.Pronoun != "" && e.Pronoun != "he" && e.Pronoun != "she" && e.Pronoun != "they":
		return fmt.Errorf("pronoun %q is none of he, she, they", e.Pronoun)
	case e.Wikidata != "" && !isQID(e.Wikidata):
		return fmt.Errorf("wikidata %q is no QID", e.Wikidata)
	case len(e.surnames) > 0 && e.Kind != onrecord.Person:
		return errors.New("a surname, but not of a person")
	}
	for _, names := range [][]string{e.Names, e.surnames} {
		for _, n := range names {
			if !isName(n) {
				return fmt.Errorf("name %q is empty or not one line of text", n)
			}
		}
	}
	for i := range e.Tenures {
		if err := e.Tenures[i].check(); err != nil {
			return err
		}
	}
	return nil
}

// check says what is wrong with a role as it was read.
func (t *Tenure) check() error {
	if !isName(t.Title) {
		return fmt.Errorf("title %q is empty or not one line of text", t.Title)
	}
	for _, s := range t.Short {
		if !isName(s) {
			return fmt.Errorf("short title %q is empty or not one line of text", s)
		}
	}
	for _, day := range []string{t.From, t.To} {
		if day != "" && !isDate(day) {
			return fmt.Errorf("%q is no day, month or year", day)
		}
	}
	if !isCountry(t.Country) {
		return fmt.Errorf("country %q is no code of two capitals", t.Country)
	}
	if t.From != "" && t.To != "" && compareDates(t.From, t.To) > 0 {
		return fmt.Errorf("%s is after %s", t.From, t.To)
	}
	return nil
}

// isName tells text of one line that is not empty and has no space around it.
func isName(s string) bool {
	return s != "" && s == strings.TrimSpace(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// isCountry tells a country's code, or none.
func isCountry(s string) bool {
	return s == "" || len(s) == 2 && 'A' <= s[0] && s[0] <= 'Z' && 'A' <= s[1] && s[1] <= 'Z'
}

// isQID tells the ID of a Wikidata item.
func isQID(s string) bool {
	return len(s) > 1 && len(s) < 16 && s[0] == 'Q' && s[1] != '0' && strings.Trim(s[1:], "0123456789") == ""
}

// isDate tells a day, month or year.
func isDate(s string) bool {
	for _, form := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(s) == len(form) {
			_, err := time.Parse(form, s)
			return err == nil
		}
	}
	return false
}
