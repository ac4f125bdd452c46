package knowledge

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

func TestErrorsNameLineAndFault(t *testing.T) {
	good := `{"id":"x","names":["Harbour Board"],"kind":"organization"}`
	for line, want := range map[string]string{
		`{"id":"x","names":["A"],"kind":"organization"`:                                                      "neither ','",
		`{"id":"x","names":["A"],"kind":"organization"} {}`:                                                  "more than one JSON value",
		`{"id":"x","names":["A"],"kind":"organization","size":"2"}`:                                          `unknown field "size"`,
		`{"id":"x","id":"y","names":["A"],"kind":"organization"}`:                                            `field "id" stands twice`,
		`{"ID":"x","names":["A"],"kind":"organization"}`:                                                     `unknown field "ID"`,
		`{"names":["A"],"kind":"organization"}`:                                                              `id "" is empty`,
		`{"id":"x","kind":"organization"}`:                                                                   "no names",
		`{"id":"x","names":[],"kind":"organization"}`:                                                        "no names",
		`{"id":"x","names":["A",""],"kind":"organization"}`:                                                  `name "" is empty`,
		`{"id":"x","names":[" A"],"kind":"organization"}`:                                                    `name " A" is empty or`,
		`{"id":"x","names":["A\nB"],"kind":"organization"}`:                                                  "one line of text",
		`{"id":"x","names":["A"]}`:                                                                           `kind "" is none of`,
		`{"id":"x","names":["A"],"kind":"company"}`:                                                          `kind "company" is none of`,
		`{"id":"x","names":"A","kind":"organization"}`:                                                       "no '['",
		`{"id":"x","names":["A"],"kind":"organization","country":"us"}`:                                      `country "us"`,
		`{"id":"x","names":["A"],"kind":"organization","wikidata":"76"}`:                                     `wikidata "76"`,
		`{"id":"x","names":["A"],"kind":"organization","surname":"A"}`:                                       "not of a person",
		`{"id":"x","names":["A B"],"kind":"person","roles":[{"from":"2009"}]}`:                               `title "" is empty`,
		`{"id":"x","names":["A B"],"kind":"person","roles":[{"title":"T","from":"2009-13"}]}`:                `"2009-13" is no day`,
		`{"id":"x","names":["A B"],"kind":"person","roles":[{"title":"T","from":"2009-02-30"}]}`:             `"2009-02-30" is no day`,
		`{"id":"x","names":["A B"],"kind":"person","roles":[{"title":"T","from":"2010","to":"2009-12-31"}]}`: "2010 is after 2009-12-31",
		`{"id":"x","names":["A B"],"kind":"person","roles":[{"title":"T","until":"2010"}]}`:                  `unknown field "until" of a role`,
		`{"id":"Q76","names":["A"],"kind":"organization"}`:                                                   `"Q76" is known as a person`,
		"{\"id\":\"x\",\"names\":[\"\xff\"],\"kind\":\"organization\"}":                                      "not UTF-8",
		`{"id":"x","names":["` + strings.Repeat("a", maxLine) + `"],"kind":"organization"}`:                  "longer than 1048576 bytes",
		`{"id":"x","names":["A"` + strings.Repeat(`,"A"`, maxNames) + `],"kind":"x"}`:                        `kind "x"`,
		`null`: "no '{'",
		`[]`:   "no '{'",
	} {
		_, err := New(strings.NewReader(good + "\n\n" + line + "\n"))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "file 1, line 3: ") {
			t.Errorf("%.80s: the error is %v, not %q", line, err, want)
		}
	}
}

// No entity grows without bound, however many lines speak of it.
func TestTooManyNames(t *testing.T) {
	var b strings.Builder
	for i := range 2 * maxNames {
		b.WriteString(`{"id":"x","names":["Board` + strings.Repeat("i", i) + `"],"kind":"organization"}` + "\n")
	}
	if _, err := New(strings.NewReader(b.String())); err == nil || !strings.Contains(err.Error(), "line 1001") {
		t.Errorf("the error is %v", err)
	}
}

// The embedded table keeps its own rules: each entity on one line, known
// countries, and no person under a single word.
func TestEmbeddedTable(t *testing.T) {
	data, err := files.ReadFile("entities.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 600_000 {
		t.Errorf("%d bytes", len(data))
	}
	d := directory(t)
	codes := map[string]bool{"": true}
	for _, c := range d.countries {
		codes[c.Code] = true
		if !isQID(c.Wikidata) {
			t.Errorf("%v has no QID", c)
		}
	}
	ids, qids := map[string]bool{}, map[string]string{}
	for line := range strings.Lines(string(data)) {
		e, err := parseEntity(strings.TrimSuffix(line, "\n"))
		if err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if ids[e.ID] {
			t.Errorf("%s stands twice", e.ID)
		}
		ids[e.ID] = true
		if isQID(e.ID) == strings.HasPrefix(e.ID, string(e.Kind)+":") || isQID(e.ID) && e.Wikidata != e.ID {
			t.Errorf("%s is neither a QID nor a slug of its kind", e.ID)
		}
		if other, ok := qids[e.Wikidata]; ok && e.Wikidata != "" {
			t.Errorf("%s is %s and %s", e.Wikidata, other, e.Names[0])
		}
		qids[e.Wikidata] = e.Names[0]
		if !codes[e.Country] {
			t.Errorf("%s: no country %s", e.ID, e.Country)
		}
		for _, tenure := range e.Tenures {
			if !codes[tenure.Country] || tenure.From == "" {
				t.Errorf("%s: %+v", e.ID, tenure)
			}
		}
	}
	for key, entries := range d.byName {
		for _, e := range entries {
			if e.Kind == onrecord.Person && !strings.Contains(key, " ") {
				t.Errorf("%s is found by %q", e.ID, key)
			}
		}
	}
}

// No bytes make the reader or the look-ups panic, and what is read once is
// read again alike.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"id":"Q76","names":["Barack Obama"],"kind":"person","roles":[{"title":"President of the United States","short":["president"],"country":"US","from":"2009-01-20"}]}`))
	f.Add([]byte("\ufeff{\"id\":\"x\",\"names\":[\"U.N.\",\"the \u2019s\"],\"kind\":\"group\"}\r\n\n{"))
	f.Add([]byte(`{"id":"x","names":["A \ud800"],"kind":"person","surname":"al-"}`))
	known := directory(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range []string{string(data), string(data) + " of the United States", "President of " + string(data)} {
			known.Named(s)
			known.Seat(s)
			known.Holding(s, s, "", "")
			known.Holder(s, "US", s)
		}
		var b, again builder
		err := b.read(strings.NewReader(string(data)))
		if err2 := again.read(strings.NewReader(string(data))); (err == nil) != (err2 == nil) || len(b.entries) != len(again.entries) {
			t.Fatalf("%v, then %v", err, err2)
		}
		d := &Directory{}
		d.index(b.entries)
		d.indexOffices()
		for _, e := range b.entries {
			if e.ID == "" || e.Name == "" || len(e.Names) == 0 {
				t.Errorf("%+v", e)
			}
		}
	})
}
