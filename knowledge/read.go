package knowledge

import (
	"bufio"
	"bytes"
	"encoding/json"
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

// entityJSON is an entity's line.
type entityJSON struct {
	ID       string              `json:"id"`
	Names    []string            `json:"names"`
	Kind     onrecord.EntityKind `json:"kind"`
	Surname  words               `json:"surname"`
	Roles    []roleJSON          `json:"roles"`
	Country  string              `json:"country"`
	Wikidata string              `json:"wikidata"`
}

// roleJSON is an office within an entity's line.
type roleJSON struct {
	Title   string `json:"title"`
	Short   words  `json:"short"`
	Country string `json:"country"`
	From    string `json:"from"`
	To      string `json:"to"`
}

// words is a string or a list of strings.
type words []string

// UnmarshalJSON takes both forms.
func (w *words) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		*w = words{""}
		return json.Unmarshal(data, &(*w)[0])
	}
	return json.Unmarshal(data, (*[]string)(w))
}

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
		line := scan.Bytes()
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(line)) == 0 {
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
func parseEntity(line []byte) (*Entry, error) {
	if !utf8.Valid(line) {
		return nil, errors.New("not UTF-8")
	}
	var in entityJSON
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("more than one JSON value")
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	e := &Entry{ID: in.ID, Names: union(nil, in.Names), Kind: in.Kind, Country: in.Country, Wikidata: in.Wikidata}
	if e.Wikidata == "" && isQID(e.ID) {
		e.Wikidata = e.ID
	}
	for _, s := range in.Surname {
		e.surnames = append(e.surnames, surnameKey(s))
	}
	for _, r := range in.Roles {
		e.Tenures = append(e.Tenures, Tenure{Title: r.Title, Short: r.Short, Country: r.Country, From: r.From, To: r.To})
	}
	return e, nil
}

// check says what is wrong with a line.
func (in *entityJSON) check() error {
	switch {
	case !isName(in.ID):
		return fmt.Errorf("id %q is empty or not one line of text", in.ID)
	case len(in.Names) == 0:
		return errors.New("no names")
	case !slices.Contains(kinds, in.Kind):
		return fmt.Errorf("kind %q is none of %v", in.Kind, kinds)
	case !isCountry(in.Country):
		return fmt.Errorf("country %q is no code of two capitals", in.Country)
	case in.Wikidata != "" && !isQID(in.Wikidata):
		return fmt.Errorf("wikidata %q is no QID", in.Wikidata)
	case len(in.Surname) > 0 && in.Kind != onrecord.Person:
		return errors.New("a surname, but not of a person")
	}
	for _, n := range slices.Concat(in.Names, in.Surname) {
		if !isName(n) {
			return fmt.Errorf("name %q is empty or not one line of text", n)
		}
	}
	for _, r := range in.Roles {
		if err := r.check(); err != nil {
			return err
		}
	}
	return nil
}

// check says what is wrong with a role.
func (r *roleJSON) check() error {
	for _, n := range append(words{r.Title}, r.Short...) {
		if !isName(n) {
			return fmt.Errorf("title %q is empty or not one line of text", n)
		}
	}
	for _, day := range []string{r.From, r.To} {
		if day != "" && !isDate(day) {
			return fmt.Errorf("%q is no day, month or year", day)
		}
	}
	if !isCountry(r.Country) {
		return fmt.Errorf("country %q is no code of two capitals", r.Country)
	}
	if r.From != "" && r.To != "" && compareDates(r.From, r.To) > 0 {
		return fmt.Errorf("%s is after %s", r.From, r.To)
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
