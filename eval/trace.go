package eval

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/trace"
)

// heldOut is of how many transcripts one stays out of the index, to be quoted from as
// words that stand nowhere in it.
const heldOut = 20

// library is the transcripts that articles are traced in.
type library struct {
	docs  []trace.Doc // in the index
	held  []trace.Doc // kept out of it, with those that repeat them
	index *trace.Index
	runs  *runIndex // the same transcripts, searched by brute force
	bytes int       // of their texts
}

// measureTrace builds an index over all transcripts at hand, looks articles'
// quotations up in it and compares with an exhaustive search.
func measureTrace(ctx context.Context, b *bench) ([]Table, error) {
	l, size, err := b.library()
	if err != nil {
		return nil, err
	}
	verbatim, nowhere, err := l.news(ctx, b)
	if err != nil {
		return nil, err
	}
	gold, err := l.gold(b)
	if err != nil {
		return nil, err
	}
	planted := l.planted()
	return []Table{verbatim, gold, planted, nowhere, size}, ctx.Err()
}

var dayInName = regexp.MustCompile(`\d{4}-\d\d-\d\d`)

// library reads all transcripts and builds their index.
func (b *bench) library() (*library, Table, error) {
	var docs []trace.Doc
	seen := map[string]bool{}
	for _, path := range [][]string{{"transcripts", "briefings-dev.jsonl.gz"}, {"transcripts", "presidency-dev.jsonl.gz"},
		{"transcripts", "campaign-dev.jsonl.gz"}, {"gold", "verify-transcripts-dev.jsonl.gz"}} {
		for s, err := range corpus.File(b.path(path...), corpus.SpokenTexts) {
			if err != nil {
				return nil, Table{}, err
			}
			day := s.Date
			if day == "" {
				day = dayInName.FindString(s.ID)
			}
			if !seen[s.ID] {
				seen[s.ID] = true
				docs = append(docs, trace.Doc{ID: s.ID, Text: s.Text, Day: day, Speakers: s.Labels()})
			}
		}
	}
	l := &library{}
	for i, d := range docs {
		if i%heldOut == heldOut-1 {
			l.held = append(l.held, d)
		} else {
			l.docs = append(l.docs, d)
			l.bytes += len(d.Text)
		}
	}
	start := time.Now()
	segment, err := trace.Build(slices.Values(l.docs))
	if err != nil {
		return nil, Table{}, err
	}
	took := time.Since(start)
	start = time.Now()
	if l.index, err = trace.Open(segment); err != nil {
		return nil, Table{}, err
	}
	fmt.Fprintf(b.timing, "trace: built at %.0f MB/s, opened in %v\n", float64(l.bytes)/1e6/took.Seconds(), time.Since(start))
	l.runs = newRunIndex(l.docs)
	size := Table{Title: "index", Columns: []string{"transcripts", "text MB", "index MB", "index over text"}}
	size.row("one segment", count(len(l.docs)), percent(float64(l.bytes)/1e6), percent(float64(len(segment))/1e6), thousandth(float64(len(segment))/float64(max(1, l.bytes))))
	return l, size, nil
}

// traced counts how articles fared.
type traced struct {
	n, first, third, found int
	took                   time.Duration
	slowest                time.Duration
}

func (t *traced) row(table *Table, label string) {
	of := func(part int) Value { return share(metric.Share{Part: part, Whole: t.n}) }
	table.row(label, count(t.n), of(t.first), of(t.third), of(t.found))
}

// find traces quotations and tells whether one of the right transcripts, or a
// near-copy of one, is the first candidate and is among the first three.
func (l *library) find(t *traced, quotes []trace.Quote, right func(string) bool) []trace.Candidate {
	start := time.Now()
	list := l.index.Find(quotes, trace.Options{})
	took := time.Since(start)
	t.took += took
	t.slowest = max(t.slowest, took)
	t.n++
	for i, c := range list[:min(3, len(list))] {
		if right(c.ID) || slices.ContainsFunc(c.Copies, right) {
			t.third++
			if i == 0 {
				t.first++
				if c.Confidence >= trace.Found {
					t.found++
				}
			}
			break
		}
	}
	return list
}

// quotingArticle is a news article whose quotations are traced.
type quotingArticle struct {
	id, day string
	quotes  []trace.Quote
}

var doubleMarks = regexp.MustCompile(`“([^“”\n]+)”|"([^"\n]+)"`)

// quotingArticles gives what stands in double marks in news articles, with the words
// that name the speaker where gold has them.
func (b *bench) quotingArticles() ([]quotingArticle, error) {
	var out []quotingArticle
	for a, err := range corpus.File(b.path("polnear", "train.jsonl.gz"), corpus.Articles) {
		if err != nil {
			return nil, err
		}
		q := quotingArticle{id: a.ID, day: a.Date, quotes: marksOf(a.Text, a.Date)}
		text := []rune(a.Text)
		for i := range q.quotes {
			q.quotes[i].Speaker = sourceOf(a, text, q.quotes[i].Text)
		}
		if a.ID != sharesWire && len(q.quotes) > 0 {
			out = append(out, q)
		}
	}
	return out, nil
}

func marksOf(text, day string) []trace.Quote {
	var out []trace.Quote
	for _, m := range doubleMarks.FindAllStringSubmatch(text, -1) {
		out = append(out, trace.Quote{Text: m[1] + m[2], Day: day})
	}
	return out
}

// sourceOf gives the name that an article's gold has for the source of a
// quotation, or "".
func sourceOf(a corpus.Article, text []rune, quote string) string {
	for _, attribution := range a.Attributions {
		for _, c := range attribution.Content {
			if !strings.Contains(string(text[c.Start:c.End]), quote) {
				continue
			}
			for _, s := range attribution.Source {
				name := strings.Fields(strings.TrimRight(string(text[s.Start:s.End]), " ,.’'s"))
				if len(name) > 0 && name[len(name)-1][0] >= 'A' && name[len(name)-1][0] <= 'Z' && len(name[len(name)-1]) > 3 {
					return strings.Join(name, " ")
				}
			}
		}
	}
	return ""
}

// news traces the articles that quote a library transcript word for word,
// and those that quote nothing in it.
func (l *library) news(ctx context.Context, b *bench) (verbatim, nowhere Table, err error) {
	articles, err := b.quotingArticles()
	if err != nil {
		return verbatim, nowhere, err
	}
	var all, without, quoted, alone traced
	no := nowhereTally{}
	var whole metric.Share
	for _, a := range articles {
		if ctx.Err() != nil {
			return verbatim, nowhere, ctx.Err()
		}
		right := map[string]int{}
		for i, q := range a.quotes {
			holders, any := l.runs.holders(q.Text, a.day)
			for id, n := range holders {
				right[id] += n
			}
			one := []trace.Quote{q}
			is := func(id string) bool { return holders[id] > 0 }
			switch {
			case len(holders) > 0:
				l.find(&quoted, one, is)
				l.find(&alone, []trace.Quote{{Text: q.Text}}, is)
			case !any && len(strings.Fields(q.Text)) >= runWords && i%3 == 0:
				no.add("same news", l.index.Find(one, trace.Options{}))
			}
		}
		if len(right) == 0 {
			continue
		}
		list := l.find(&all, a.quotes, func(id string) bool { return right[id] > 0 })
		whole.Whole++
		if len(list) > 0 && mostIn(right, list[0]) {
			whole.Part++
		}
		plain := slices.Clone(a.quotes)
		for i := range plain {
			plain[i] = trace.Quote{Text: plain[i].Text}
		}
		l.find(&without, plain, func(id string) bool { return right[id] > 0 })
	}
	if err := l.elsewhere(b, no); err != nil {
		return verbatim, nowhere, err
	}
	verbatim = Table{Title: "quoted word for word (seven words or more) in news", Columns: []string{"number", "right first", "in first three", "first and found"}}
	all.row(&verbatim, "articles")
	without.row(&verbatim, "articles, without day and speaker")
	quoted.row(&verbatim, "quotations")
	alone.row(&verbatim, "quotations, without day and speaker")
	f, _ := whole.Percent()
	verbatim.Notes = []string{"right: an exhaustive search finds three fifths of a quotation's runs of seven words in it, or in a near-copy, or twelve words in a row;",
		"and it was spoken no later than the day after the article",
		fmt.Sprintf("the first holds most such words, or within a tenth of it: %.1f %% of the articles", f)}
	for _, t := range []struct {
		what string
		*traced
	}{{"an article", &all}, {"a quotation", &quoted}} {
		fmt.Fprintf(b.timing, "trace: %v for %s, %v at most\n", (t.took / time.Duration(max(1, t.n))).Round(time.Microsecond), t.what, t.slowest.Round(time.Microsecond))
	}
	return verbatim, no.table(), nil
}

// mostIn tells whether a candidate or a copy holds nearly most of the words.
func mostIn(right map[string]int, c trace.Candidate) bool {
	most := 0
	for _, n := range right {
		most = max(most, n)
	}
	return slices.ContainsFunc(append([]string{c.ID}, c.Copies...), func(id string) bool { return right[id]*10 >= most*9 })
}

// gold traces the quotations of the verification's gold set.
func (l *library) gold(b *bench) (Table, error) {
	type group struct {
		quotes []trace.Quote
		right  map[string]bool
	}
	var order []string
	groups := map[string]*group{}
	var single traced
	held := map[string]bool{}
	for _, d := range l.held {
		held[d.ID] = true
	}
	for s, err := range corpus.File(b.path("gold", "verify-dev.jsonl"), corpus.SourcesOf) {
		if err != nil {
			return Table{}, err
		}
		if s.Verdict == "not_found" || held[s.Transcript] {
			continue
		}
		g := groups[s.Article]
		if g == nil {
			g = &group{right: map[string]bool{}}
			groups[s.Article] = g
			order = append(order, s.Article)
		}
		q := trace.Quote{Text: s.Text, Day: dayInName.FindString(s.Article), Speaker: s.Speaker}
		g.quotes = append(g.quotes, q)
		g.right[s.Transcript] = true
		l.find(&single, []trace.Quote{q}, func(id string) bool { return id == s.Transcript })
	}
	var all traced
	for _, id := range order {
		g := groups[id]
		l.find(&all, g.quotes, func(id string) bool { return g.right[id] })
	}
	table := Table{Title: "gold quotations, altered ones too", Columns: []string{"number", "right first", "in first three", "first and found"}}
	all.row(&table, "articles")
	single.row(&table, "quotations, each alone")
	table.Notes = []string{"those that gold finds in a transcript; right: that one or a near-copy"}
	return table, nil
}

// seeded gives random numbers that are the same on every run.
func seeded(n uint64) *rand.Rand { return rand.New(rand.NewPCG(n, 7)) }
