package attribute_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/attribute"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/segment"
)

var update = flag.Bool("update", false, "write what is found as what is wanted")

// chain is the stages up to this one.
func chain(t testing.TB) func(text string) nlp.Attributed {
	t.Helper()
	segmenter, err := segment.New()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := attribute.NewRules()
	if err != nil {
		t.Fatal(err)
	}
	return func(text string) nlp.Attributed {
		return rules.Attribute(quote.Pair(segmenter.Segment(onrecord.Article{Text: text})))
	}
}

// show writes attributions one a line: kind, rule, source, cue, content.
func show(a nlp.Attributed) string {
	var b strings.Builder
	words := func(spans []onrecord.Span) string {
		var out []string
		for _, s := range spans {
			out = append(out, strings.ReplaceAll(s.In(a.Text), "\n", "¶"))
		}
		return strings.Join(out, " | ")
	}
	for i, x := range a.Attributions {
		fmt.Fprintf(&b, "%d %s by %s: [%s] [%s] %s", i, x.Kind, x.Rule, words(x.Source), words(x.Cue), words(x.Content))
		if x.Parent >= 0 {
			fmt.Fprintf(&b, " (in %d)", x.Parent)
		}
		if x.Carried >= 0 {
			fmt.Fprintf(&b, " (carried from %d)", x.Carried)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestCases(t *testing.T) {
	run := chain(t)
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := show(run(strings.TrimSuffix(string(archive.Files[0].Data), "\n")))
			if *update {
				archive.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(archive.Files[1].Data); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}
