package knowledge

import "github.com/onrecord/onrecord"

// index makes the look-ups of the entities.
func (d *Directory) index(entries []*Entry) {
	d.byName = make(map[string][]*Entry, 2*len(entries))
	d.bySurname = make(map[string][]*Entry, len(entries))
	d.byOffice = map[string][]*Entry{}
	heads := map[string][]string{}
	for _, e := range entries {
		e.Name = e.Names[0]
		for _, n := range e.Names {
			if key := nameKey(n); findable(e.Kind, key) {
				file(d.byName, key, e)
			}
		}
		if e.Kind == onrecord.Person {
			d.indexPerson(e, heads)
		}
	}
}

// indexPerson files a person under surname and offices; heads remembers the
// keys of titles, which many share.
func (d *Directory) indexPerson(e *Entry, heads map[string][]string) {
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
		key := t.Title
		for _, s := range t.Short {
			key += "\n" + s
		}
		if _, ok := heads[key]; !ok {
			heads[key] = d.heads(*t)
		}
		t.heads, t.title = heads[key], titleKey(t.Title)
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
