package story

import (
	"bytes"
	"math/rand"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// told makes a record of a text with one statement for each part of it that is
// given, as who's.
func told(t *testing.T, id, day, text string, statements ...[2]string) onrecord.Record {
	t.Helper()
	r := onrecord.Record{Article: onrecord.Article{ID: id, Outlet: id, Text: text, Title: text[:30],
		Dates: []onrecord.Date{{Kind: onrecord.Published, Value: day, Confidence: 1}}}}
	for _, s := range statements {
		at := strings.Index(text, s[1])
		if at < 0 {
			t.Fatalf("%q is not in the text", s[1])
		}
		kind := onrecord.Indirect
		if n := strings.Count(s[1], "“"); n > 0 && strings.HasPrefix(s[1], "“") {
			kind = onrecord.Direct
		} else if n > 0 {
			kind = onrecord.Mixed
		}
		r.Statements = append(r.Statements, onrecord.Statement{ID: id + "-" + s[1][:min(8, len(s[1]))], Kind: kind,
			Content: []onrecord.Span{{Start: at, End: at + len(s[1])}}, Speaker: onrecord.Speaker{Name: s[0], Kind: onrecord.Person}})
	}
	return r
}

func papers(t *testing.T) []onrecord.Record {
	return []onrecord.Record{
		told(t, "gazette", "2031-04-02", "The harbour of Port Ellery will close in June, its keeper Ada Quill said on Tuesday. “We will not open the basin again unless the council pays for the dredging,” Quill told reporters. “Gulls are better tenants than trawlers.”",
			[2]string{"Ada Quill", "“We will not open the basin again unless the council pays for the dredging,”"}, [2]string{"Ada Quill", "“Gulls are better tenants than trawlers.”"}),
		told(t, "courier", "2031-04-02", "Port Ellery loses its harbour. Keeper Ada Quill said of the basin: “We will not open the basin again.” The trawlers must leave Port Ellery by June. She called gulls “better tenants than trawlers.”",
			[2]string{"Ada Quill", "“We will not open the basin again.”"}, [2]string{"Quill", "gulls “better tenants than trawlers.”"}),
		told(t, "mirror", "2031-04-03", "In Lower Marsh the school choir won a medal, and its teacher Tom Reed said: “They sang like angels with colds.” The choir of Lower Marsh travels home on Friday.",
			[2]string{"Tom Reed", "“They sang like angels with colds.”"}),
	}
}

func matcher(t testing.TB) *Matcher {
	t.Helper()
	m, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTwoCutsOfOneStatementAreFoundWithWhatIsLeftOut(t *testing.T) {
	found := matcher(t).Group(papers(t))
	if len(found.Stories) != 2 || len(found.Stories[0].Articles) != 2 {
		t.Fatalf("stories: %+v", found.Stories)
	}
	if len(found.Utterances) != 2 {
		t.Fatalf("utterances: %+v", found.Utterances)
	}
	u := found.Utterances[0]
	r := u.Relations[0]
	if len(u.Relations) != 1 || r.Kind != onrecord.Trimmed || u.Speaker != "Ada Quill" {
		t.Fatalf("%+v", u)
	}
	span, terms, of := r.Missing, r.MissingTerms, r.A
	if len(span) == 0 {
		span, terms, of = r.Added, r.AddedTerms, r.B
	}
	text := found.Records[u.Reports[of].Article].Article.Text
	if got := span[0].In(text); got != "unless the council pays for the dredging" || terms[0] != "condition" {
		t.Errorf("left out: %q, %v", got, terms)
	}
}

func TestTheOrderOfArrivalDoesNotMatter(t *testing.T) {
	m := matcher(t)
	var want bytes.Buffer
	first := m.Group(papers(t))
	if err := first.WriteLines(&want); err != nil {
		t.Fatal(err)
	}
	for seed := range int64(6) {
		records := papers(t)
		rand.New(rand.NewSource(seed)).Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		var got bytes.Buffer
		found := m.Group(records)
		if err := found.WriteLines(&got); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Fatalf("seed %d:\n%s\nwant\n%s", seed, got.String(), want.String())
		}
	}
}
