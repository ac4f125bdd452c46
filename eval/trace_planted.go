package eval

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/trace"
)

// planting is a way in which newspapers change what they quote.
type planting struct {
	label    string
	from, to int // words that are cut out
	quotes   int // of one transcript in the article
	change   func(r *rand.Rand, words []string) string
}

func plantings() []planting {
	plain := func(_ *rand.Rand, w []string) string { return strings.Join(w, " ") }
	return []planting{
		{"8 to 30 words as they are", 8, 30, 1, plain},
		{"7 words as they are", 7, 7, 1, plain},
		{"5 or 6 words as they are", 5, 6, 1, plain},
		{"4 words as they are", 4, 4, 1, plain},
		{"3 words as they are", 3, 3, 1, plain},
		{"three times 4 or 5 words", 4, 5, 3, plain},
		{"capitals, dashes, no contractions", 8, 30, 1, func(_ *rand.Rand, w []string) string {
			s := strings.Join(w, " – ")
			return strings.ToUpper(strings.NewReplacer("n't", " not", "'re", " are", "’re", " are").Replace(s))
		}},
		{"a word in six changed", 10, 30, 1, func(r *rand.Rand, w []string) string {
			w[r.IntN(len(w))] = "xyzzy"
			for i := 5 + r.IntN(3); i < len(w); i += 6 {
				w[i] = []string{"the", "really", "people", "said", "because"}[r.IntN(5)]
			}
			return strings.Join(w, " ")
		}},
		{"words left out in the middle", 16, 40, 1, func(r *rand.Rand, w []string) string {
			at := 5 + r.IntN(3)
			return strings.Join(w[:at], " ") + " ... " + strings.Join(w[len(w)-at:], " ")
		}},
		{"an editor's [words] within", 10, 30, 1, func(r *rand.Rand, w []string) string {
			w[4+r.IntN(3)] = "[Ada Stone]"
			return strings.Join(w, " ")
		}},
	}
}

// trials is how many articles are planted for each way.
const trials = 150

// planted traces quotations cut out of transcripts at random.
func (l *library) planted() Table {
	table := Table{Title: "planted quotations", Columns: []string{"number", "right first", "in first three", "first and found"}}
	for n, p := range plantings() {
		var dated, bare traced
		r := seeded(uint64(n))
		for range trials {
			d := &l.docs[r.IntN(max(1, len(l.docs)))]
			var quotes, without []trace.Quote
			for range p.quotes {
				w := cutOut(r, d.Text, p.from+r.IntN(p.to-p.from+1))
				if w == nil {
					continue
				}
				q := trace.Quote{Text: p.change(r, w), Day: laterDay(r, d.Day)}
				without = append(without, trace.Quote{Text: q.Text})
				if len(d.Speakers) > 0 {
					q.Speaker = d.Speakers[r.IntN(len(d.Speakers))]
				}
				quotes = append(quotes, q)
			}
			if len(quotes) == 0 {
				continue
			}
			is := func(id string) bool { return id == d.ID }
			l.find(&dated, quotes, is)
			l.find(&bare, without, is)
		}
		dated.row(&table, p.label)
		bare.row(&table, "  without day and speaker")
	}
	table.Notes = []string{"cut out of transcripts at random, of any words; several transcripts may hold the same"}
	return table
}

// cutOut takes words in a row out of one paragraph of a text, nil where it has
// none so long.
func cutOut(r *rand.Rand, text string, n int) []string {
	paragraphs := strings.Split(text, "\n")
	for range 50 {
		w := strings.Fields(paragraphs[r.IntN(len(paragraphs))])
		if len(w) >= n {
			from := r.IntN(len(w) - n + 1)
			return append([]string(nil), w[from:from+n]...)
		}
	}
	return nil
}

// laterDay gives the day of an article on what was said: the same or one of
// the next, now and then much later.
func laterDay(r *rand.Rand, day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	after := []int{0, 0, 0, 1, 1, 1, 2, 3, 12, 200}[r.IntN(10)]
	return t.AddDate(0, 0, after).Format(time.DateOnly)
}

// withoutBoth is what is added to a row's name where neither day nor speaker
// are given.
const withoutBoth = ", without day and speaker"

// nowhereTally counts what is found of quotations that stand nowhere.
type nowhereTally map[string]*metric.Share

func (t nowhereTally) add(kind string, list []trace.Candidate) {
	if t[kind] == nil {
		t[kind] = &metric.Share{}
	}
	t[kind].Whole++
	if len(list) > 0 && list[0].Confidence >= trace.Found {
		t[kind].Part++
	}
}

func (t nowhereTally) table() Table {
	table := Table{Title: "quotations that stand nowhere", Columns: []string{"number", "found by mistake"}}
	for _, kind := range slices.Sorted(maps.Keys(t)) {
		table.row(kind, count(t[kind].Whole), share(*t[kind]))
	}
	table.Notes = []string{"of seven words or more, no seven of them in a row in any transcript; those in the same news that print changed are rightly found,",
		"and so is wording that notices and releases held out have in common with those in the index"}
	return table
}

// notice tells the collection that holds proclamations, press releases and
// readouts besides what was spoken: their wording is common to many.
var notice = regexp.MustCompile(`^(tapp|wh17)-`)

// elsewhere traces quotations of other events, of another country and of
// transcripts that are not in the index.
func (l *library) elsewhere(b *bench, no nowhereTally) error {
	r := seeded(99)
	try := func(kind string, quotes []trace.Quote) {
		if quotes = l.standNowhere(quotes); len(quotes) > 0 {
			no.add(kind, l.index.Find(quotes, trace.Options{}))
			for i := range quotes {
				quotes[i].Day, quotes[i].Speaker = "", ""
			}
			no.add(kind+withoutBoth, l.index.Find(quotes, trace.Options{}))
		}
	}
	for s, err := range corpus.File(b.path("stories", "basil-dev.jsonl.gz"), corpus.Stories) {
		if err != nil {
			return err
		}
		for _, q := range marksOf(s.Text, s.Date) {
			try("other events", []trace.Quote{q})
		}
	}
	n := 0 // an eighth is enough
	for t, err := range corpus.File(b.path("bulk", "guardian-3k.jsonl.gz"), corpus.Texts) {
		if err != nil {
			return err
		}
		if n++; n%8 != 0 {
			continue
		}
		for _, q := range marksOf(t.Text, "") {
			q.Day = l.docs[r.IntN(len(l.docs))].Day
			try("other country", []trace.Quote{q})
		}
	}
	for _, d := range l.held {
		for range 4 {
			var quotes []trace.Quote
			for range 3 {
				q := trace.Quote{Text: strings.Join(cutOut(r, d.Text, runWords+r.IntN(20)), " "), Day: laterDay(r, d.Day)}
				if len(d.Speakers) > 0 {
					q.Speaker = d.Speakers[r.IntN(len(d.Speakers))]
				}
				quotes = append(quotes, q)
			}
			kind := "held out, spoken"
			if notice.MatchString(d.ID) {
				kind = "held out, notices and releases too"
			}
			try(kind, quotes[:1:1])
			try(kind+", three at once", quotes)
		}
	}
	return nil
}

// standNowhere keeps the quotations that no transcript has a run of.
func (l *library) standNowhere(quotes []trace.Quote) []trace.Quote {
	var out []trace.Quote
	for _, q := range quotes {
		if _, any := l.runs.holders(q.Text, ""); !any && len(strings.Fields(q.Text)) >= runWords {
			out = append(out, q)
		}
	}
	return out
}
