package knowledge

import (
	"regexp"
	"testing"
)

func TestBlocsAreSound(t *testing.T) {
	d, err := New()
	if err != nil {
		t.Fatal(err)
	}
	day := regexp.MustCompile(`^(\d{4}(-\d\d(-\d\d)?)?)?$`)
	strong := map[string]string{}
	for _, b := range d.Blocs() {
		if !regexp.MustCompile(`^bloc:[a-z0-9-]+$`).MatchString(b.ID) || b.Kind == "" || !day.MatchString(b.From) || !day.MatchString(b.To) {
			t.Errorf("%+v", b)
		}
		for _, n := range b.Names {
			if other := strong[n.Text]; other != "" && !n.Weak {
				t.Errorf("%s is a name of %s and %s", n.Text, other, b.ID)
			}
			if !n.Weak {
				strong[n.Text] = b.ID
			}
		}
	}
	for name, want := range map[string]string{"NATO": "bloc:nato", "the european union": "bloc:eu", "bloc:tpp": "bloc:tpp", "a nobody": ""} {
		got := ""
		if b := d.Bloc(name); b != nil {
			got = b.ID
		}
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if b := d.Bloc("EU"); b == nil || !b.Numbers(28) || b.Numbers(29) || b.Name() != "European Union" {
		t.Errorf("EU: %+v", b)
	}
}
