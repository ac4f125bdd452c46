package scrape

import "testing"

func TestPart(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"They had no information.The minister left.", "They had no information. The minister left."},
		{"in 2015.Then came war", "in 2015. Then came war"},
		{"Is it?No!Yes.", "Is it? No! Yes."},
		{"“We won.”The crowd", "“We won.” The crowd"},
		{"he said.“We won”", "he said. “We won”"},
		{`"We won."The crowd`, `"We won." The crowd`},
		{`he said."We won"`, `he said. "We won"`},
		{"Acme Inc.The firm", "Acme Inc. The firm"},
		{"in the U.S.The law", "in the U.S. The law"},
		{"(see below).The", "(see below). The"},
		{"gone.A man", "gone. A man"},
		{"a U.S.A team", "a U.S.A team"},
		{"a Ph.D thesis", "a Ph.D thesis"},
		{"U.K.Labour", "U.K.Labour"},
		{"see example.com or Example.Com", "see example.com or Example.Com"},
		{"at http://host/a.The/b and www.a.Be", "at http://host/a.The/b and www.a.Be"},
		{"mail jane.Roe@host.org", "mail jane.Roe@host.org"},
		{"rose 3.5 to 1.2M", "rose 3.5 to 1.2M"},
		{"node.JS and v2.API", "node.JS and v2.API"},
		{"wait...What", "wait... What"},
		{"end.", "end."},
		{"", ""},
	} {
		if got := part(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCrumbs(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int
	}{
		{"Home / News / World / Bridge closed for a week", 4},
		{"Home » Politics", 2},
		{"Home > Sport > Football", 3},
		{"You are here: Home › Business", 2},
		{"Home is where the heart is / was", 0},
		{"News / World", 0},
		{"Home | News | Sport | Weather | Money | Travel | Arts | Shop", 0},
		{"Home", 0},
	} {
		if got := crumbs(c.in); len(got) != c.want {
			t.Errorf("%q: %q, want %d steps", c.in, got, c.want)
		}
	}
}
