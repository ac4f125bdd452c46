package byline

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNames(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"By Jane Doe and John Roe, Political Editor | Reuters", []string{"Jane Doe", "John Roe"}},
		{"Jane Doe", []string{"Jane Doe"}},
		{"by JANE DOE", []string{"Jane Doe"}},
		{"By JANE DOE and JOHN ROE Associated Press", []string{"Jane Doe", "John Roe"}},
		{"By JANE McDONALD, Associated Press", []string{"JANE McDONALD"}},
		{"Jane Doe, John Roe and Mary-Ann O’Neill", []string{"Jane Doe", "John Roe", "Mary-Ann O’Neill"}},
		{"By Jane Doe & John Roe", []string{"Jane Doe", "John Roe"}},
		{"Written by: Jane van der Berg", []string{"Jane van der Berg"}},
		{"By The Associated Press", []string{"The Associated Press"}},
		{"Reuters", []string{"Reuters"}},
		{"Jane Doe, Reuters", []string{"Jane Doe"}},
		{"Jane Doe and Agence France-Presse", []string{"Jane Doe", "Agence France-Presse"}},
		{"Jane Doe Staff Writer", []string{"Jane Doe"}},
		{"Jane Doe, Senior Political Correspondent, Daily Bugle", []string{"Jane Doe"}},
		{"By Jane Doe of The Daily Bugle", []string{"Jane Doe"}},
		{"By Jane Doe in Paris and John Roe in Rome", []string{"Jane Doe", "John Roe"}},
		{"Jane Doe, Ph.D.", []string{"Jane Doe"}},
		{"John Roe, Jr.", []string{"John Roe Jr"}},
		{"Jane Doe @janedoe", []string{"Jane Doe"}},
		{"Jane Doe | 12 May 2019 | 4 min read", []string{"Jane Doe"}},
		{"Jane Doe • Updated May 12, 2019", []string{"Jane Doe"}},
		{"jane@example.com", nil},
		{"https://example.com/author/jane", nil},
		{"Daily Bugle Staff", nil},
		{"Editorial Board", nil},
		{"Published on Monday", nil},
		{"admin", nil},
		{"", nil},
		{"Jane Doe, Jane Doe", []string{"Jane Doe"}},
		{"Special to the Bugle", nil},
		{"王小明 李小红", []string{"王小明 李小红"}},
		{"J. R. Smith, George T. Roe III", []string{"J. R. Smith", "George T. Roe III"}},
		{"By Jane Doe, CNN", []string{"Jane Doe"}},
		{"By Jane Doe, USA TODAY", []string{"Jane Doe"}},
		{"Story by Jane Doe; photographs by John Roe", []string{"Jane Doe"}},
		{"By Jane Doe Edited by John Roe", []string{"Jane Doe"}},
	} {
		if got := Names(c.in); !slices.Equal(got, c.want) {
			t.Errorf("Names(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzNames(f *testing.F) {
	f.Add("By Jane Doe and John Roe, Political Editor | Reuters")
	f.Add("JANE DOE -- AP, Jr., Ph.D. & @x \xff")
	f.Fuzz(func(t *testing.T, s string) {
		names := Names(s)
		seen := map[string]bool{}
		for _, n := range names {
			if strings.TrimSpace(n) == "" || len(n) > maxLength || seen[n] {
				t.Fatalf("Names(%q) = %q", s, names)
			}
			if utf8.ValidString(s) && !utf8.ValidString(n) {
				t.Fatalf("Names(%q) made invalid UTF-8: %q", s, n)
			}
			seen[n] = true
		}
		if len(names) > maxNames || !slices.Equal(names, Names(s)) {
			t.Fatalf("Names(%q) = %q", s, names)
		}
	})
}

func BenchmarkNames(b *testing.B) {
	for b.Loop() {
		Names("By Jane Doe and John Roe, Political Editor | Reuters | Updated 12 May 2019")
	}
}
