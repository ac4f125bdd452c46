package scrape

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

func TestLoad(t *testing.T) {
	if err := Load(); err != nil {
		t.Fatal(err)
	}
}

// TestCases runs testdata/cases: "dump" in, and what must come out: "title",
// "section" (one step a line), "dates" (kind and value a line), "dateline" and
// "text".
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			for _, f := range txtar.Parse(data).Files {
				parts[f.Name] = strings.TrimSuffix(string(f.Data), "\n")
			}
			a := Extract(parts["dump"])
			var dates []string
			for _, d := range a.Dates {
				dates = append(dates, string(d.Kind)+" "+d.Value)
			}
			got := map[string]string{"title": a.Title, "section": strings.Join(a.Section, "\n"), "dates": strings.Join(dates, "\n"), "text": a.Text, "dateline": ""}
			if a.Dateline != nil {
				got["dateline"] = a.Dateline.Place
			}
			for name, want := range parts {
				if name != "dump" && got[name] != want {
					t.Errorf("%s:\n%s\nwant:\n%s", name, got[name], want)
				}
			}
		})
	}
}

func TestExtractBounds(t *testing.T) {
	for name, dump := range map[string]string{
		"nothing":       "",
		"new lines":     strings.Repeat("\n", 100000),
		"NUL":           "\x00\x00The mayor\x00 said.\x00",
		"one line":      strings.Repeat("The mayor of the town said that it was late. ", 20000),
		"short lines":   strings.Repeat("Sport\nNews\n", 25000),
		"bad UTF-8":     "\xff\xfe The mayor said\xc3 so.\n\xf0\x9f",
		"one long word": strings.Repeat("a", 1<<20),
		"marks":         strings.Repeat(`.”“"A`, 1<<16),
		"dates":         strings.Repeat("28 May 2017\n", 5000),
	} {
		checkArticle(t, name, dump)
	}
}

// squeeze drops what Extract may drop or add anywhere: white space, control
// characters and bytes that are not UTF-8.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff' || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}

// checkArticle asserts what holds for every dump.
func checkArticle(t *testing.T, name, dump string) {
	t.Helper()
	a := Extract(dump)
	if !utf8.ValidString(a.Text) || !utf8.ValidString(a.Title) {
		t.Fatalf("%s: not UTF-8", name)
	}
	if strings.TrimSpace(a.Text) != a.Text || strings.Contains(a.Text, "\n\n\n") {
		t.Fatalf("%s: ragged text %.80q", name, a.Text)
	}
	from, want := squeeze(dump), squeeze(a.Text)
	for _, paragraph := range strings.Split(a.Text, "\n\n") {
		piece := squeeze(paragraph)
		if strings.Contains(from, piece) {
			_, from, _ = strings.Cut(from, piece)
			continue
		}
		for _, word := range strings.Fields(paragraph) { // joined of two blocks
			piece := squeeze(word)
			at := strings.Index(from, piece)
			if at < 0 {
				t.Fatalf("%s: %q is not in the dump, or not in this order", name, word)
			}
			from = from[at+len(piece):]
		}
	}
	if len(want) > len(squeeze(dump)) {
		t.Fatalf("%s: more text than dump", name)
	}
	if a.Title != "" && !strings.Contains(squeeze(dump), squeeze(a.Title)) {
		t.Fatalf("%s: title %q is not in the dump", name, a.Title)
	}
	if d := a.Dateline; d != nil && !d.Span.Empty() && !strings.EqualFold(d.Span.In(a.Text), d.Place) {
		t.Fatalf("%s: dateline %+v", name, d)
	}
	for _, d := range a.Dates {
		if d.Basis != "text" || d.Evidence == "" || d.Confidence <= 0 || d.Confidence > 1 {
			t.Fatalf("%s: date %+v", name, d)
		}
	}
}

func TestDeterministic(t *testing.T) {
	dump := strings.Repeat("Home\nThe mayor of the town said on Monday that it was not for him to say.\nBy Jane Roe\n3 May 2016\n", 20)
	first := Extract(dump)
	for range 5 {
		if again := Extract(dump); again.Text != first.Text || again.Title != first.Title || !slices.Equal(again.Dates, first.Dates) {
			t.Fatal("not the same twice")
		}
	}
}

func FuzzExtract(f *testing.F) {
	for _, s := range []string{
		"Sunday , May 28 2017\nHome / News / Town / Bridge closed\n\nBridge closed\n\nPARIS: The bridge was closed.Then it fell.",
		"a\x00b\r\nc", "By Jane Roe\nPublished 3 May 2016\nThe mayor said that he did not know what to\n\ndo about the flood.",
		strings.Repeat("The town is so old that it was there before the sea came to it.\n", 5), "“a.”B “c”.D",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, dump string) { checkArticle(t, "fuzz", dump) })
}

func BenchmarkExtract(b *testing.B) {
	var s strings.Builder
	for range 100 {
		s.WriteString("Menu\nThe mayor of the town said on Monday that it was not for him to say why the bridge was closed.\nShare this\n")
	}
	b.SetBytes(int64(s.Len()))
	for b.Loop() {
		Extract(s.String())
	}
}
