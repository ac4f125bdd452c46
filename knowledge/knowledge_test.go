package knowledge

import (
	"testing"

	"github.com/onrecord/onrecord"
)

func TestLookUps(t *testing.T) {
	d, err := New()
	if err != nil {
		t.Fatal(err)
	}
	country := func(c Country, ok bool) string {
		if !ok {
			return "none"
		}
		return c.Code
	}
	for what, got := range map[string]string{
		"RU by its capital":            country(d.Capital("Moscow")),
		"FR by its demonym":            country(d.Demonym("French")),
		"KE by its name":               country(d.Country("Kenya")),
		"GB with an article":           country(d.Country("United Kingdom")),
		"none: a word that is no name": country(d.Country("coalition")),
		"none: small letters":          country(d.Capital("moscow")),
	} {
		want := what[:2]
		if want == "no" {
			want = "none"
		}
		if got != want {
			t.Errorf("%s: got %s", what, got)
		}
	}
	if kind, ok := d.Noun("report"); !ok || kind != onrecord.Document {
		t.Errorf("a report is %q, %v", kind, ok)
	}
	if _, ok := d.Honorific("Mr"); !ok {
		t.Error("Mr is no honorific")
	}
	if pronoun, ok := d.Role("senator"); !ok || pronoun != "" {
		t.Errorf("a senator tells the pronoun %q, %v", pronoun, ok)
	}
}

// A given name tells that a word names a person, and nothing more.
func TestGivenNamesTellNoPronoun(t *testing.T) {
	d, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"John", "Mary"} {
		if !d.GivenName(name) {
			t.Errorf("%s is not known", name)
		}
		if pronoun, ok := d.Honorific(name); ok || pronoun != "" {
			t.Errorf("%s tells the pronoun %q", name, pronoun)
		}
		if pronoun, ok := d.Role(name); ok || pronoun != "" {
			t.Errorf("%s tells the pronoun %q", name, pronoun)
		}
	}
}
