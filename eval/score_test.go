package eval

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/dump"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/pipeline"
)

// outside is the scorer that the reference data comes with: a program apart,
// in another language, that knows nothing of this one.
type outside struct{ python, script, data string }

func newOutside(t *testing.T) outside {
	t.Helper()
	data := os.Getenv("ONRECORD_DATA")
	if data == "" {
		t.Skip("ONRECORD_DATA is not set")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not there")
	}
	script := filepath.Join(data, "..", "tools", "score.py")
	if _, err := os.Stat(script); err != nil {
		t.Skip("tools/score.py beside the data folder is not there")
	}
	return outside{python, script, data}
}

// score writes the records as a file of lines and has them scored.
func (o outside) score(t *testing.T, what string, gold string, records []onrecord.Record) map[string]any {
	t.Helper()
	var lines bytes.Buffer
	for _, r := range records {
		if err := json.NewEncoder(&lines).Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "records.jsonl")
	if err := os.WriteFile(path, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(o.python, o.script, what, filepath.Join(o.data, gold), path).Output()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	var result map[string]any
	if err := json.Unmarshal(bytes.TrimSpace(out), &result); err != nil {
		t.Fatal(err)
	}
	return result
}

// same compares a figure of ours with one of theirs to one decimal (or three,
// for shares of one), to which theirs is rounded.
func same(t *testing.T, what string, ours Value, theirs any) {
	t.Helper()
	if theirs == nil && !ours.given {
		return
	}
	f, ok := theirs.(float64)
	step := math.Pow10(-ours.decimals)
	if !ok || math.Abs(ours.number-f) > 0.501*step {
		t.Errorf("%s: ours %v, outside %v", what, ours.number, theirs)
	}
}

func samePRF(t *testing.T, what string, ours metric.PRF, theirs any) {
	t.Helper()
	m, ok := theirs.(map[string]any)
	if !ok {
		t.Fatalf("%s: outside has %v", what, theirs)
	}
	same(t, what+" P", percent(ours.P()), m["p"])
	same(t, what+" R", percent(ours.R()), m["r"])
	same(t, what+" F", percent(ours.F()), m["f"])
	same(t, what+" predicted", count(ours.Predicted), m["n_pred"])
	same(t, what+" gold", count(ours.Gold), m["n_gold"])
}

// blur makes statements out of gold attributions that are wrong in all the
// ways that a reader can be wrong: shifted, missing, doubled, nested, invented.
func blur(a corpus.Article, r *rand.Rand) []onrecord.Statement {
	offsets := byteOffsets(a.Text)
	size := len(offsets) - 1
	shift := func(in []metric.Range) []metric.Range {
		out := slices.Clone(in)
		for i := range out {
			if r.IntN(3) == 0 {
				out[i].Start = max(0, min(size, out[i].Start+r.IntN(21)-10))
				out[i].End = max(out[i].Start, min(size, out[i].End+r.IntN(41)-20))
			}
		}
		return out
	}
	var out []onrecord.Statement
	for i, g := range a.Attributions {
		if r.IntN(6) == 0 || len(g.Content) == 0 {
			continue
		}
		s := onrecord.Statement{ID: fmt.Sprint(i), Kind: kinds[r.IntN(3)], Content: spans(offsets, shift(g.Content)),
			Cue: spans(offsets, shift(g.Cue)), Source: spans(offsets, shift(g.Source))}
		switch r.IntN(12) {
		case 0:
			s.Source = nil
		case 1:
			s.Parent = "0"
		case 2:
			start := r.IntN(size)
			s.Content = spans(offsets, []metric.Range{{Start: start, End: min(size, start+40)}})
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b onrecord.Statement) int { return a.Content[0].Start - b.Content[0].Start })
	return out
}

func TestAttributionAgreesWithOutsideScorer(t *testing.T) {
	o := newOutside(t)
	reader := newReader(t)
	gold := filepath.Join("polnear", "dev.jsonl.gz")
	for _, way := range []struct {
		name string
		read func(corpus.Article) onrecord.Record
	}{
		{"blurred gold", func(a corpus.Article) onrecord.Record {
			return onrecord.Record{Article: onrecord.Article{ID: a.ID, Text: a.Text}, Statements: blur(a, rand.New(rand.NewPCG(7, uint64(len(a.Text)))))}
		}},
		{"as read", func(a corpus.Article) onrecord.Record {
			record, _ := reader.Read(context.Background(), onrecord.Page{ID: a.ID, Form: onrecord.Text, Body: []byte(a.Text)})
			return record
		}},
	} {
		t.Run(way.name, func(t *testing.T) {
			tally := newAttributionTally()
			var records []onrecord.Record
			for a, err := range corpus.File(filepath.Join(o.data, gold), corpus.Articles) {
				if err != nil {
					t.Fatal(err)
				}
				record := way.read(a)
				tally.add(a, record, true)
				records = append(records, record)
			}
			theirs := o.score(t, "attribution", gold, records)
			for name, ours := range map[string]metric.PRF{"source": tally.all.Source, "cue": tally.all.Cue, "content": tally.all.Content,
				"whole_exact": tally.all.Whole, "content_lenient": tally.all.ContentLenient, "relation_lenient": tally.all.RelationLenient} {
				samePRF(t, name, ours, theirs[name])
			}
			f, _ := tally.all.SourceGivenContent.Percent()
			same(t, "source_given_content", percent(f), theirs["source_given_content"])
			same(t, "text_differs", count(0), theirs["text_differs"])
			t.Logf("outside: %v", theirs)
		})
	}
}

func TestSpeakersAgreeWithOutsideScorer(t *testing.T) {
	o := newOutside(t)
	goldPath := filepath.Join("gold", "speakers-dev.jsonl")
	gold, err := collect(corpus.File(filepath.Join(o.data, goldPath), corpus.Speakers))
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{reader: newReader(t), data: o.data}
	articles, err := b.articlesOf(gold)
	if err != nil {
		t.Fatal(err)
	}
	for _, way := range []string{"blurred gold", "as read"} {
		t.Run(way, func(t *testing.T) {
			statements := map[string][]metric.Statement{}
			var records []onrecord.Record
			for a, err := range articles {
				if err != nil {
					t.Fatal(err)
				}
				record, _ := b.readText(context.Background(), a.ID, a.Text)
				if way == "blurred gold" {
					record = onrecord.Record{Article: onrecord.Article{ID: a.ID, Text: a.Text}, Statements: blur(a, rand.New(rand.NewPCG(3, uint64(len(a.Text)))))}
					guess(gold, &record)
				}
				statements[a.ID] = said(record)
				records = append(records, record)
			}
			var score speakerScore
			for _, g := range gold {
				score.add(g, judge(g, statements[g.Doc]))
			}
			theirs := o.score(t, "speakers", goldPath, records)
			of := func(part, whole int) Value { return share(metric.Share{Part: part, Whole: whole}) }
			all := score.all
			same(t, "given_match", of(all.right, all.matched), theirs["given_match"])
			same(t, "end_to_end", of(all.right, all.gold), theirs["end_to_end"])
			same(t, "matched", of(all.matched, all.gold), theirs["matched"])
			same(t, "type", of(all.kindRight, all.matched), theirs["type"])
			for _, group := range []string{"easy", "coref", "hard", "person", "organization", "group", "document"} {
				same(t, group, of(score.groups[group].right, score.groups[group].matched), theirs[group])
			}
			t.Logf("outside: %v", theirs)
		})
	}
}

// guess gives each statement the speaker of some gold statement of the same
// article, in some spelling.
func guess(gold []corpus.Speaker, record *onrecord.Record) {
	r := rand.New(rand.NewPCG(5, uint64(len(record.Article.Text))))
	for i := range record.Statements {
		s := &record.Statements[i]
		at := corpus.Points(record.Article.Text, s.Content)[0].Start
		for _, g := range gold {
			if g.Doc != record.Article.ID || r.IntN(4) > 0 && (at < g.ContentStart-30 || at > g.ContentEnd) {
				continue
			}
			names := append([]string{"the " + g.Name, strings.ToUpper(g.Name) + "’s", "Mr. " + g.Name}, g.Accept...)
			s.Speaker = onrecord.Speaker{Name: names[r.IntN(len(names))], Confidence: r.Float64()}
		}
	}
}

func TestPagesAgreeWithOutsideScorer(t *testing.T) {
	o := newOutside(t)
	b := &bench{reader: newReader(t), data: o.data}
	gold := filepath.Join("pages", "aet-dev.jsonl.gz")
	ways := map[string]func(corpus.Page) onrecord.Record{
		"blurred gold": blurPage,
		"HTML as read": func(p corpus.Page) onrecord.Record {
			record, _ := b.read(context.Background(), onrecord.Page{ID: p.ID, URL: p.URL, Form: onrecord.HTML, Body: []byte(p.HTML)})
			return record
		},
		"dump as read": func(p corpus.Page) onrecord.Record {
			record, _ := b.read(context.Background(), onrecord.Page{ID: p.ID, Form: onrecord.Scrape, Body: []byte(dump.Text(p.HTML))})
			return record
		},
	}
	for name, read := range ways {
		t.Run(name, func(t *testing.T) {
			var score metric.PageScore
			var records []onrecord.Record
			for p, err := range corpus.File(filepath.Join(o.data, gold), corpus.Pages) {
				if err != nil {
					t.Fatal(err)
				}
				record := read(p)
				record.Article.ID = p.ID
				score.Add(pageGold(p), pagePrediction(record))
				records = append(records, record)
			}
			theirs := o.score(t, "body", gold, records)
			p, r, f := score.Body()
			same(t, "p", thousandth(p), theirs["p"])
			same(t, "r", thousandth(r), theirs["r"])
			same(t, "f1", thousandth(f), theirs["f1"])
			same(t, "pages", count(score.Pages), theirs["pages"])
			same(t, "title", share(score.Title), theirs["title"])
			same(t, "date", share(score.Date), theirs["date"])
			same(t, "date_none", share(score.DateNone), theirs["date_none"])
			same(t, "authors", share(score.Authors), theirs["authors"])
			t.Logf("outside: %v", theirs)
		})
	}
}

// blurPage makes an article out of gold that is wrong in many ways.
func blurPage(p corpus.Page) onrecord.Record {
	r := rand.New(rand.NewPCG(11, uint64(len(p.HTML))))
	a := onrecord.Article{Title: p.Title}
	lines := bufio.NewScanner(strings.NewReader(dump.Text(p.HTML)))
	lines.Buffer(nil, len(p.HTML)+1)
	for lines.Scan() {
		if inBody := strings.Contains(p.Body, lines.Text()); inBody && r.IntN(8) > 0 || !inBody && r.IntN(8) == 0 {
			a.Text += lines.Text() + "\n\n"
		}
	}
	switch r.IntN(4) {
	case 0:
		a.Title = strings.ToUpper(p.Title) + "!"
	case 1:
		a.Title = "The Sound Courier: " + p.Title
	}
	if r.IntN(4) > 0 && p.Date != "" {
		value := p.Date
		if r.IntN(4) == 0 {
			value = "2001-02-03T04:05:06Z"
		}
		a.Dates = []onrecord.Date{{Kind: onrecord.Published, Value: value, Confidence: 1}}
	}
	switch r.IntN(3) {
	case 0:
		a.Authors = []string{p.Authors}
	case 1:
		a.Authors = strings.Split(p.Authors, ",")
	}
	return onrecord.Record{Article: a}
}

func newReader(t *testing.T) *pipeline.Reader {
	t.Helper()
	reader, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	return reader
}
