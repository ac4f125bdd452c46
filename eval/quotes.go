package eval

import (
	"context"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/nlp"
)

// quoteTally counts gold contents that stand in marks, by how they were found.
type quoteTally struct {
	gold, paired, speech int
	segments, within     int // quotations of speech found, and those of them within any gold content
}

// measureQuotes looks for each contiguous gold content that begins and ends
// with double marks among the quotations found, edges apart.
func measureQuotes(ctx context.Context, b *bench) ([]Table, error) {
	var total quoteTally
	err := each(ctx, corpus.File(b.path("polnear", "dev.jsonl.gz"), corpus.Articles), func(a corpus.Article) quoteTally {
		return scoreQuotes(a, b.reader.Analyse(onrecord.Article{ID: a.ID, Text: a.Text}).Quoted)
	}, func(_ corpus.Article, t quoteTally) {
		total.gold += t.gold
		total.paired += t.paired
		total.speech += t.speech
		total.segments += t.segments
		total.within += t.within
	})
	of := func(part, whole int) Value { return share(metric.Share{Part: part, Whole: whole}) }
	table := Table{Title: "quotation marks", Columns: []string{"number", "percent"}}
	table.row("gold contents in double marks", count(total.gold), none())
	table.row("paired exactly", count(total.paired), of(total.paired, total.gold))
	table.row("and held to be speech", count(total.speech), of(total.speech, total.gold))
	table.row("segments held to be speech", count(total.segments), none())
	table.row("that share words with a gold content", count(total.within), of(total.within, total.segments))
	return []Table{table}, err
}

func scoreQuotes(a corpus.Article, found nlp.Quoted) quoteTally {
	text := []rune(a.Text)
	var t quoteTally
	use := map[metric.Range]bool{} // trimmed segment: is it speech
	var speech []metric.Range
	for _, q := range found.Quotes {
		is := q.Use == nlp.Speech
		for _, r := range corpus.Points(a.Text, slices.Concat(q.Segments, []onrecord.Span{q.Outer})) {
			trimmed := metric.Trim(text, r)
			use[trimmed] = use[trimmed] || is
		}
		if is {
			speech = append(speech, corpus.Points(a.Text, q.Segments)...)
		}
	}
	covered := make([]bool, len(text))
	for _, g := range a.Attributions {
		for _, r := range g.Content {
			for i := r.Start; i < r.End; i++ {
				covered[i] = true
			}
			if !marked(string(text[r.Start:r.End])) {
				continue
			}
			t.gold++
			if is, ok := use[metric.Trim(text, r)]; ok {
				t.paired++
				if is {
					t.speech++
				}
			}
		}
	}
	for _, r := range speech {
		t.segments++
		for i := r.Start; i < min(r.End, len(text)); i++ {
			if covered[i] {
				t.within++
				break
			}
		}
	}
	return t
}

// marked tells whether a content is one quotation in double marks.
func marked(s string) bool {
	s = strings.Trim(s, " \t\r\n.,;:")
	for _, pair := range [][2]string{{"“", "”"}, {`"`, `"`}, {"``", "''"}, {"''", "''"}} {
		inner, opened := strings.CutPrefix(s, pair[0])
		inner, closed := strings.CutSuffix(inner, pair[1])
		if opened && closed && !strings.ContainsAny(inner, `“”"`) && !strings.Contains(inner, "''") {
			return true
		}
	}
	return false
}
