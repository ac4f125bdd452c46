package resolve_test

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/attribute"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/resolve"
	"github.com/onrecord/onrecord/nlp/segment"
)

var update = flag.Bool("update", false, "write what is found as what is wanted")

// chain is the stages up to this one.
func chain(t testing.TB) func(text string) nlp.Resolved {
	t.Helper()
	read := articles(t)
	return func(text string) nlp.Resolved { return read(onrecord.Article{Text: text}) }
}

// articles is the same for whole articles, with entities of the user's own.
func articles(t testing.TB, own ...io.Reader) func(onrecord.Article) nlp.Resolved {
	t.Helper()
	segmenter, err := segment.New()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := attribute.NewRules()
	if err != nil {
		t.Fatal(err)
	}
	resolver, err := resolve.New(own...)
	if err != nil {
		t.Fatal(err)
	}
	return func(article onrecord.Article) nlp.Resolved {
		return resolver.Resolve(rules.Attribute(quote.Pair(segmenter.Segment(article))))
	}
}

// show writes the speaker of each statement and the entities, one a line.
func show(r nlp.Resolved) string {
	var b strings.Builder
	for i, s := range r.Speakers {
		content := r.Attributions[i].Content[0].In(r.Text)
		if words := strings.Fields(content); len(words) > 5 {
			content = strings.Join(words[:5], " ") + " …"
		}
		behalf := ""
		if s.OnBehalfOf != "" {
			behalf = ", for " + s.OnBehalfOf
		}
		fmt.Fprintf(&b, "%s: %s (%s, %q%s) by %s\n", content, s.Name, s.Kind, s.Role, behalf, strings.Join(s.Evidence, " → "))
	}
	for _, e := range r.Entities {
		fmt.Fprintf(&b, "%s %s %s %q", e.ID, e.Kind, e.Name, e.Aliases)
		for _, role := range e.Roles {
			fmt.Fprintf(&b, " %q", role.Title)
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
