package knowledge

import (
	"slices"

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

// indexOffices makes the look-ups of persons by surname and office. That takes
// as long as reading the table does and is left until somebody asks.
func (d *Directory) indexOffices() {
	d.bySurname = make(map[string][]*Entry, len(d.entries))
	d.byOffice = map[string][]*Entry{}
	titles := map[string]Tenure{}
	for _, e := range d.entries {
		if e.Kind == onrecord.Person {
			d.indexPerson(e, titles)
		}
	}
}

// indexPerson files a person under surname and offices; titles remembers the
// keys of titles, which many share.
func (d *Directory) indexPerson(e *Entry, titles map[string]Tenure) {
	surnames := e.surnames
	if len(surnames) == 0 {
		for _, n := range e.Names {
			surnames = append(surnames, surnamesOf(n)...)
		}
	}
	for _, s := range surnames {
		file(d.bySurname, s, e)
	}
	for i := range e.Tenures {
		t := &e.Tenures[i]
		known, ok := titles[t.Title]
		if !ok || !slices.Equal(known.Short, t.Short) {
			known = *t
			known.heads, known.title = d.heads(*t), titleKey(t.Title)
			titles[t.Title] = known
		}
		t.heads, t.title = known.heads, known.title
		for _, h := range t.heads {
			file(d.byOffice, h, e)
		}
	}
}

// file puts an entry under a key, once; all calls for an entry come together.
func file(into map[string][]*Entry, key string, e *Entry) {
	if under := into[key]; len(under) == 0 || under[len(under)-1] != e {
		into[key] = append(under, e)
	}
}
