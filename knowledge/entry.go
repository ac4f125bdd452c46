package knowledge

import (
	"slices"

	"github.com/onrecord/onrecord"
)

// Entry is an entity known beyond one article. Entries are shared: whoever
// gets one must not change it.
type Entry struct {
	ID       string // a Wikidata QID, or a slug such as "person:josh-earnest"
	Name     string // the first of Names
	Names    []string
	Kind     onrecord.EntityKind // person, organization, country, place or group
	Country  string              // ISO 3166-1 alpha-2, or ""
	Wikidata string              // QID, or ""
	Tenures  []Tenure
	Pronoun  string // "he", "she" or "they", as the person is publicly spoken of, or ""; never told by a name

	surnames []string // a person's, as keys
}

// Tenure is an office that somebody holds or held.
type Tenure struct {
	Title    string   // "President of the United States"
	Short    []string // what it is called before a name: "president"
	Country  string   // ISO 3166-1 alpha-2 of the country that it is an office of, or ""
	From, To string   // a day, month or year (ISO 8601), or "" where open
}

// Covers tells whether somebody held the office on a day: both ends are part
// of the tenure, so on a day of handing over two holders are right. A month or
// year is covered where some of it is; no day is not covered.
func (t Tenure) Covers(day string) bool {
	return day != "" && (t.From == "" || compareDates(day, t.From) >= 0) && (t.To == "" || compareDates(day, t.To) <= 0)
}

// compareDates orders two ISO dates as far as the less precise one says.
func compareDates(a, b string) int {
	n := min(len(a), len(b))
	switch {
	case a[:n] < b[:n]:
		return -1
	case a[:n] > b[:n]:
		return 1
	}
	return 0
}

// Named is every entry that bears the very name, as written; "the" before it,
// the stops of abbreviations and the form of apostrophes do not count ("the
// U.N." is "UN"). Persons are found by two words or more, never by a surname
// or given name alone. The order is that of the tables.
func (d *Directory) Named(name string) []*Entry {
	return slices.Clone(d.byName[nameKey(name)])
}

// Holding is the persons of a surname who hold an office: "Obama" as
// "President", of country "US" unless it is "", on a day; with "" for the day,
// at any time. The title may be abbreviated ("Sen."), name its country
// ("Russian President", "President of Russia") or place ("Florida Governor");
// "vice president" is another office than "president".
func (d *Directory) Holding(surname, title, country, day string) []*Entry {
	o, ok := d.office(title, country)
	if !ok {
		return nil
	}
	d.offices.Do(d.indexOffices)
	var out []*Entry
	for _, p := range d.bySurname[surnameKey(surname)] {
		if p.holds(o, func(t Tenure) bool { return day == "" || t.Covers(day) }) {
			out = append(out, p.entry)
		}
	}
	return out
}

// Holder is the persons who hold an office of a country on a day:
// ("president", "US", "2015-11-24"). There may be more than one, on a day of
// handing over or of an office that many hold. Without a day there is none.
func (d *Directory) Holder(title, country, day string) []*Entry {
	o, ok := d.office(title, country)
	if !ok || day == "" {
		return nil
	}
	d.offices.Do(d.indexOffices)
	var out []*Entry
	for _, p := range d.byOffice[o.head] {
		if p.holds(o, func(t Tenure) bool { return t.Covers(day) }) {
			out = append(out, p.entry)
		}
	}
	return out
}

// Seat is the country that a seat of power speaks for: a capital or a quarter
// of it stands for the government ("Moscow", "Whitehall"), while a body such as
// the White House, the Kremlin or the Pentagon is an organisation that speaks
// on the country's behalf.
func (d *Directory) Seat(name string) (c Country, organisation, ok bool) {
	if s, ok := d.seats[nameKey(name)]; ok {
		return s.country, s.organisation, true
	}
	c, ok = d.Capital(name)
	return c, false, ok
}
