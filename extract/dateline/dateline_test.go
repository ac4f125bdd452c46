package dateline

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ in, place string }{
		{"Washington: The minister has said no.", "Washington"},
		{"LONDON (Reuters) — The bank cut its rate.", "LONDON"},
		{"LONDON (Reuters) - Britain's bank", "LONDON"},
		{"NEW DELHI, Nov 24 (PTI) - The House rose", "NEW DELHI"},
		{"New Delhi, Nov 24: The House rose", "New Delhi"},
		{"WASHINGTON/MOSCOW, The two said", "WASHINGTON/MOSCOW"},
		{"WASHINGTON/MOSCOW (AFP) - The two said", "WASHINGTON/MOSCOW"},
		{"HOBOKEN, N.J. — The mayor said", "HOBOKEN, N.J."},
		{"HOBOKEN, N.J. (AP) — The mayor said", "HOBOKEN, N.J."},
		{"MIDDLETOWN (AP) -- The mayor said", "MIDDLETOWN"},
		{"PARIS — “Never again,” she said", "PARIS"},
		{"Paris – The president spoke", "Paris"},
		{"Washington (CNN)Congress rose", "Washington"},
		{"By Jane Roe in Kuala Lumpur", "Kuala Lumpur"},
		{"By Jane Roe and John van Doe in Lyon and Max Poe in Rome", "Lyon"},
		{"By Jane Roe, Moscow\n\nThe Kremlin said", "Moscow"},
		{"By Jane Roe\n\nBEIJING: Trade fell", "BEIJING"},
		{"Bank cuts its rate.\n\nLONDON (Reuters) — The bank", "LONDON"},
		{"Where to go\n\nParis: The city of light", ""},
		{"\n  Houston, Texas: The dam broke", "Houston, Texas"},
		{"SÃO PAULO, May 3, 2016 – Brazil's", "SÃO PAULO"},

		{"Update: The minister has said no.", ""},
		{"Trump: The wall will be built.", ""},
		{"BREAKING — The minister resigned", ""},
		{"NASA — The agency that", ""},
		{"Houston: We have a problem", ""},
		{"Washington: what went wrong", ""},
		{"Washington is a city.", ""},
		{"London - the city of fog - woke", ""},
		{"Paris, The city", ""},
		{"Russia: The bear wakes", ""},
		{"By the time the vote came in Paris", ""},
		{"By Jane Roe, Political Editor", ""},
		{"Q: What did he say?", ""},
		{"", ""},
	} {
		d, ok := Find(c.in)
		if ok != (c.place != "") || !strings.EqualFold(d.Place, c.place) || ok && d.Span.In(c.in) != c.place {
			t.Errorf("%q: %+v %v, want %q", c.in, d, ok, c.place)
		}
	}
}

func TestByline(t *testing.T) {
	if got := Byline(" By Jane Roe in Rome "); got != "Rome" {
		t.Errorf("got %q", got)
	}
	if got := Byline("Washington: The"); got != "" {
		t.Errorf("got %q", got)
	}
}

func FuzzDateline(f *testing.F) {
	for _, s := range []string{"Washington: The", "NEW DELHI, Nov 24 (PTI) - A", "By Jane Roe in Rome", "A/B/C — D", "\xff: A", "By A\n\nROME — Ä"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := Find(s)
		if !ok {
			return
		}
		if d.Span.Start < 0 || d.Span.End > len(s) || d.Span.Empty() || !strings.EqualFold(d.Span.In(s), d.Place) {
			t.Fatalf("%q: %+v", s, d)
		}
		if utf8.ValidString(s) && !utf8.ValidString(d.Place) {
			t.Fatalf("%q cuts a character", d.Place)
		}
	})
}

func TestPlacesInCapitalsAreNamedAsInRunningText(t *testing.T) {
	for printed, want := range map[string]string{"LONDON": "London", "NEW DELHI": "New Delhi", "HOBOKEN, N.J.": "Hoboken, N.J.",
		"WASHINGTON, DC": "Washington, DC", "Oslo": "Oslo", "ÅLESUND": "Ålesund"} {
		if got := name(printed); got != want {
			t.Errorf("%s is named %s, want %s", printed, got, want)
		}
	}
}
