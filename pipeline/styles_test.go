package pipeline

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/txtar"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/model"
)

var updateStyles = flag.Bool("update", false, "write the cases that fail to known-failures.txt")

// styleFailures lists the cases that a tagger is known to fail, with why.
const styleFailures = "testdata/styles/known-failures.txt"

// wanted is one statement that a case expects. A speaker of "*" is not
// compared; " / " parts names that are right alike; none means unknown.
type wanted struct {
	kind                           onrecord.Kind
	source, cue, content, speakers string
	nested                         bool
}

// styleCase is a passage in a style that the training articles lack.
type styleCase struct {
	name, text string
	exact      bool // no statement at top level but the wanted ones
	want       []wanted
}

// TestStyles runs every case with every tagger. A case passes where each
// statement wanted is found, its kind and speaker exactly, its content to a
// Jaccard index of 0.8, its source and cue by overlap, and where no other one
// is given with a confidence of 0.6 or more (with any, where the case's
// comment has a line "exact"). The list of known failures must be true: a
// case in it that passes fails the test, too.
func TestStyles(t *testing.T) {
	cases := readStyles(t)
	listed := readFailures(t)
	found := map[string]string{}
	for _, tagger := range []Tagger{Accurate, Fast} {
		if _, err := model.File("tagger-" + string(tagger) + ".safetensors"); err != nil {
			if tagger == Accurate {
				t.Fatalf("the tagger that is embedded in every build is missing: %v", err)
			}
			continue
		}
		reader, err := NewWith(tagger)
		if err != nil {
			t.Fatal(err)
		}
		passed := 0
		for _, c := range cases {
			key := string(tagger) + " " + c.name
			record, err := reader.Read(t.Context(), onrecord.Page{Form: onrecord.Text, Body: []byte(c.text)})
			if err != nil {
				t.Fatal(err)
			}
			why := c.check(record)
			reason, known := listed[key]
			switch {
			case why == "":
				passed++
				if known && !*updateStyles {
					t.Errorf("%s passes: take it out of %s", key, styleFailures)
				}
			case *updateStyles:
				if found[key] = reason; reason == "" {
					found[key], _, _ = strings.Cut(why, "\n")
				}
			case !known:
				t.Errorf("%s: %s\nfound\n%s", key, why, showRecord(record))
			default:
				t.Logf("%s is known to fail: %s\nfound\n%s", key, why, showRecord(record))
			}
			delete(listed, key)
		}
		t.Logf("%s: %d of %d cases pass", tagger, passed, len(cases))
	}
	if *updateStyles {
		writeFailures(t, found)
		return
	}
	for key := range listed {
		if _, err := model.File("tagger-" + strings.Fields(key)[0] + ".safetensors"); err == nil {
			t.Errorf("%s lists %s, which is no case", styleFailures, key)
		}
	}
}

func readStyles(t *testing.T) []styleCase {
	t.Helper()
	files, err := filepath.Glob("testdata/styles/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	var out []styleCase
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil || len(archive.Files) != 2 {
			t.Fatalf("%s: %v, %d files", file, err, len(archive.Files))
		}
		c := styleCase{name: strings.TrimSuffix(filepath.Base(file), ".txtar"),
			text:  strings.TrimSuffix(string(archive.Files[0].Data), "\n"),
			exact: slices.Contains(strings.Split(string(archive.Comment), "\n"), "exact")}
		for line := range strings.Lines(string(archive.Files[1].Data)) {
			cells := strings.Split(line, "|")
			if len(cells) != 5 {
				t.Fatalf("%s: %q has %d cells", file, line, len(cells))
			}
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			kind, nested := strings.CutPrefix(cells[0], ">")
			w := wanted{onrecord.Kind(kind), cells[1], cells[2], cells[3], cells[4], nested}
			for _, part := range append(strings.Split(w.content, " … "), w.source, w.cue) {
				if !strings.Contains(c.text, part) {
					t.Fatalf("%s: the text has no %q", file, part)
				}
			}
			c.want = append(c.want, w)
		}
		out = append(out, c)
	}
	return out
}

// check tells what is wrong with a record, or "".
func (c styleCase) check(record onrecord.Record) string {
	text := record.Article.Text
	used := make([]bool, len(record.Statements))
	for i := 0; i < len(c.want); {
		// What goes on without a cue may be given as one with what it goes on from.
		end := i + 1
		for end < len(c.want) && c.want[end].source == "" && c.want[end].cue == "" {
			end++
		}
		at := -1
		for ; end > i && at < 0; end-- {
			joined := c.want[i]
			for _, w := range c.want[i+1 : end] {
				joined.content += " " + w.content
			}
			at = slices.IndexFunc(record.Statements, func(s onrecord.Statement) bool { return joined.is(s, text) })
			if at >= 0 && used[at] {
				at = -1
			}
			if at >= 0 {
				i = end - 1
			}
		}
		if at < 0 {
			return fmt.Sprintf("not found: %s %s", c.want[i].kind, c.want[i].content)
		}
		used[at] = true
		i++
	}
	for i, s := range record.Statements {
		if !used[i] && s.Parent == "" && (c.exact || s.Confidence >= 0.6) {
			return fmt.Sprintf("not wanted: %s %s", s.Kind, wordsOf(text, s.Content))
		}
	}
	return ""
}

// is tells whether a statement is the one that is wanted.
func (w wanted) is(s onrecord.Statement, text string) bool {
	return s.Kind == w.kind && (s.Parent != "") == w.nested &&
		jaccard(bag(wordsOf(text, s.Content)), bag(w.content)) >= 0.8 &&
		overlaps(wordsOf(text, s.Source), w.source) && overlaps(wordsOf(text, s.Cue), w.cue) &&
		(w.speakers == "*" || slices.Contains(strings.Split(w.speakers, " / "), s.Speaker.Name))
}

func wordsOf(text string, spans []onrecord.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, s.In(text))
	}
	return strings.Join(out, " ")
}

// bag counts the words of a text without their marks; marks alone (a
// headline's colon) count as they are.
func bag(s string) map[string]int {
	out := map[string]int{}
	for _, w := range strings.Fields(strings.ToLower(s)) {
		if bare := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); bare != "" {
			w = bare
		}
		out[w]++
	}
	return out
}

func jaccard(x, y map[string]int) float64 {
	both, either := 0, 0
	for w, n := range x {
		both += min(n, y[w])
		either += max(n, y[w])
	}
	for w, n := range y {
		if x[w] == 0 {
			either += n
		}
	}
	if either == 0 {
		return 1
	}
	return float64(both) / float64(either)
}

// overlaps tells whether two texts share a word that is no article, or both
// are empty.
func overlaps(x, y string) bool {
	if x == "" || y == "" {
		return x == y
	}
	in := bag(y)
	for w := range bag(x) {
		if in[w] > 0 && w != "the" && w != "a" && w != "an" {
			return true
		}
	}
	return false
}

func showRecord(record onrecord.Record) string {
	var b strings.Builder
	for _, s := range record.Statements {
		if s.Parent != "" {
			b.WriteString(">")
		}
		var content []string
		for _, part := range s.Content {
			content = append(content, part.In(record.Article.Text))
		}
		fmt.Fprintf(&b, "%s | %s | %s | %s | %s (%.2f, %s)\n", s.Kind, wordsOf(record.Article.Text, s.Source), wordsOf(record.Article.Text, s.Cue),
			strings.Join(content, " … "), s.Speaker.Name, s.Confidence, s.Rule)
	}
	return b.String()
}

// readFailures reads lines of "tagger case: reason".
func readFailures(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	data, err := os.ReadFile(styleFailures)
	if err != nil {
		if *updateStyles && os.IsNotExist(err) {
			return out
		}
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if key, reason, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && key[0] != '#' {
			out[key] = reason
		}
	}
	return out
}

// writeFailures keeps the reasons that were written by hand.
func writeFailures(t *testing.T, found map[string]string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("# Cases that a tagger is known to fail: tagger, case, reason. go test ./pipeline -run TestStyles -update writes it.\n")
	for _, key := range slices.Sorted(maps.Keys(found)) {
		fmt.Fprintf(&b, "%s: %s\n", key, found[key])
	}
	if err := os.WriteFile(styleFailures, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
