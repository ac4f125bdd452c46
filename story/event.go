package story

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// sketch is an article as it is compared with others for its story.
type sketch struct {
	day   int // days since 1970, or noDay
	terms bag // what it is about, at most termsKept words
	runs  []uint32
}

const (
	noDay     = -1 << 30
	termsKept = 80
	headWords = 220 // of the text: what a story is about stands at its beginning
	leastTerm = 0.25
)

// sketchOf sketches an article by title and text.
func (m *Matcher) sketchOf(a *onrecord.Article) sketch {
	ws := m.lexicon.read(a.Text, []onrecord.Span{{Start: 0, End: len(a.Text)}}, false)
	title := m.lexicon.read(a.Title, []onrecord.Span{{Start: 0, End: len(a.Title)}}, false)
	type tally struct{ count, weight float64 }
	seen := map[uint32]tally{}
	take := func(w *word, n float64) {
		x := float64(w.weight)
		if w.name {
			x *= 1.3
		}
		if x > leastTerm && !w.number {
			t := seen[w.stem]
			seen[w.stem] = tally{t.count + n, max(t.weight, x)}
		}
	}
	for i := range title {
		take(&title[i], 2)
	}
	for i := range ws {
		if i < headWords {
			take(&ws[i], 1.5)
		} else {
			take(&ws[i], 1)
		}
	}
	out := sketch{day: dayOf(a), runs: runsOf(ws), terms: make(bag, 0, len(seen))}
	for stem, t := range seen {
		out.terms = append(out.terms, term{stem, float32(t.weight * t.weight * t.count / (t.count + 1.5))})
	}
	slices.SortFunc(out.terms, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.stem, b.stem)) })
	out.terms = slices.Clone(out.terms[:min(len(out.terms), termsKept)])
	slices.SortFunc(out.terms, func(a, b term) int { return cmp.Compare(a.stem, b.stem) })
	return out
}

// dayOf is the day of an article's publication.
func dayOf(a *onrecord.Article) int {
	d, ok := a.PublishedDate()
	if !ok {
		return noDay
	}
	day, _, _ := strings.Cut(d.Value, "T")
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return noDay
	}
	return int(t.Unix() / 86400)
}

const (
	daysApart    = 4    // articles on one event are published within so many days
	sameEvent    = 0.2  // likeness from which two articles may be about one event
	dayless      = 0.1  // what more is asked of articles of which one has no day
	perDay       = 0.02 // and of each day between them
	perRun       = 0.02 // what each rare run of words in common adds
	mostRuns     = 8
	fewSharing   = 12   // articles that have a rare run
	storyAverage = 0.24 // of two groups of articles on one event
	crowd        = 1000 // articles that are thought to be there beside those that are
)

// rarity weighs a word by how few articles of the index have it.
func (x *Index) rarity(stem uint32) float64 {
	n := float64(len(x.articles) + crowd)
	return math.Log(n/float64(len(x.having[stem])+3)) / math.Log(n/4)
}

// alike is how alike two articles are, as reports on one event: 0 where they are too
// far apart, else a cosine with what distance asks taken off.
func (x *Index) alike(i, j int, a, b bag) float64 {
	off := 0.0
	switch di, dj := x.articles[i].day, x.articles[j].day; {
	case di == noDay || dj == noDay:
		off = dayless
	case max(di-dj, dj-di) > daysApart:
		return 0
	default:
		off = perDay * float64(max(di-dj, dj-di))
	}
	return max(0, a.cosine(b)-off+perRun*float64(min(mostRuns, x.rareRuns(i, j))))
}

// rareRuns counts the runs of words that two articles and few others have: as
// a rule, words that both quote.
func (x *Index) rareRuns(i, j int) (n int) {
	a, b := x.articles[i].runs, x.articles[j].runs
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			if len(x.sharing[a[0]]) <= fewSharing {
				n++
			}
			a, b = a[1:], b[1:]
		}
	}
	return n
}

// weighed is an article's bag by the rarity of words in the index.
func (x *Index) weighed(i int) bag { return x.articles[i].terms.reweigh(x.rarity) }

// neighbours gives the articles that may be about the same event, in order of
// their numbers.
func (x *Index) neighbours(i int) []likeness {
	mine := x.weighed(i)
	rough := map[int32]float64{}
	limit := 100 + len(x.articles)/20
	for _, t := range mine {
		if list := x.having[t.stem]; len(list) <= limit {
			for _, j := range list {
				rough[j] += float64(t.weight)
			}
		}
	}
	var out []likeness
	enough := 0.1 * mine.mass()
	for j, m := range rough {
		if int(j) == i || m < enough {
			continue
		}
		if v := x.alike(i, int(j), mine, x.weighed(int(j))); v >= sameEvent {
			out = append(out, likeness{j, v})
		}
	}
	slices.SortFunc(out, func(a, b likeness) int { return cmp.Compare(a.article, b.article) })
	return out
}
