package knowledge

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// index makes the look-ups of the entities by name.
func (d *Directory) index(entries []*Entry) {
	d.entries = entries
	d.byName = make(map[string][]*Entry, 2*len(entries))
	for _, e := range entries {
		e.Name = e.Names[0]
		for _, n := range e.Names {
			if key := nameKey(n); findable(e.Kind, key) {
				file(d.byName, key, e)
			}
		}
	}
}

// person is a person with the keys of each tenure.
type person struct {
	entry *Entry
	keys  []titleKeys
}

// holds tells whether one of a person's tenures is of an office and at the time.
func (p *person) holds(o office, then func(Tenure) bool) bool {
	for i, t := range p.entry.Tenures {
		if o.is(t, p.keys[i]) && then(t) {
			return true
		}
	}
	return false
}

// indexOffices makes the look-ups of persons by surname and office. That takes
// as long as reading the table does and is left until somebody asks.
func (d *Directory) indexOffices() {
	d.bySurname = make(map[string][]*person, len(d.entries))
	d.byOffice = map[string][]*person{}
	known := map[string]titleKeys{} // titles are shared by many
	for _, e := range d.entries {
		if e.Kind != onrecord.Person || len(e.Tenures) == 0 {
			continue
		}
		p := &person{entry: e}
		for _, t := range e.Tenures {
			title := t.Title + "\n" + strings.Join(t.Short, "\n")
			keys, ok := known[title]
			if !ok {
				keys = d.titleKeys(t)
				known[title] = keys
			}
			p.keys = append(p.keys, keys)
			for _, h := range keys.heads {
				file(d.byOffice, h, p)
			}
		}
		for _, s := range e.surnameKeys() {
			file(d.bySurname, s, p)
		}
	}
}

// surnameKeys are the keys that a person's surnames are found by.
func (e *Entry) surnameKeys() []string {
	if len(e.surnames) > 0 {
		return e.surnames
	}
	var out []string
	for _, n := range e.Names {
		out = append(out, surnamesOf(n)...)
	}
	return out
}

// file puts something under a key, once; all calls for it come together.
func file[T comparable](into map[string][]T, key string, x T) {
	if under := into[key]; len(under) == 0 || under[len(under)-1] != x {
		into[key] = append(under, x)
	}
}
