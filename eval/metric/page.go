package metric

import (
	"slices"
	"strings"
)

// shingle is how many words in a row are compared when bodies are.
const shingle = 4

// PageScore averages over pages: body precision and recall by 4-word shingles
// as article-extraction-benchmark has them (each page weighs the same), and
// the shares of titles, days and authors that are right.
type PageScore struct {
	Pages                    int
	precisions, recalls      float64
	precisionOf, recallOf    int
	Title, Date, DateNone    Share
	Authors                  Share // the gold field taken as one name where it is one string
	AuthorsSplit, AuthorNone Share // the gold field parted at its commas
}

// PageGold is what a page should give. Empty fields are not scored, save Body.
type PageGold struct {
	Body, Title, Day string
	Authors          []string // as in the gold set
	AuthorsSplit     []string // one name each
}

// PagePrediction is what was read from a page. Day is YYYY-MM-DD, or "".
type PagePrediction struct {
	Body, Title, Day string
	Authors          []string
}

// Add scores one page.
func (s *PageScore) Add(gold PageGold, said PagePrediction) {
	s.Pages++
	if c := Body(gold.Body, said.Body); c.Predicted > 0 || c.Gold > 0 {
		total := float64(c.Predicted + c.Gold - c.Hit)
		hit, extra, missed := float64(c.Hit)/total, float64(c.Predicted-c.Hit)/total, float64(c.Gold-c.Hit)/total
		if hit+extra > 0 {
			s.precisions += hit / (hit + extra)
			s.precisionOf++
		}
		if hit+missed > 0 {
			s.recalls += hit / (hit + missed)
			s.recallOf++
		}
	}
	if gold.Title != "" {
		s.Title.Count(PlainTitle(gold.Title) == PlainTitle(said.Title))
	}
	if gold.Day != "" {
		s.Date.Count(gold.Day == said.Day)
		s.DateNone.Count(said.Day == "")
	}
	if len(gold.Authors) > 0 {
		s.Authors.Count(sameNames(gold.Authors, said.Authors))
		s.AuthorsSplit.Count(sameNames(gold.AuthorsSplit, said.Authors))
		s.AuthorNone.Count(len(said.Authors) == 0)
	}
}

// Body is body precision, recall and F1, each 0 to 1.
func (s *PageScore) Body() (p, r, f float64) {
	p, r = s.precisions/float64(max(1, s.precisionOf)), s.recalls/float64(max(1, s.recallOf))
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// Body compares the 4-word shingles of two texts as bags. A text of fewer
// words is one shingle.
func Body(gold, said string) PRF { return bags(shingles(gold), shingles(said)) }

func shingles(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !isWord(r) })
	if len(words) == 0 {
		return nil
	}
	out := make([]string, 0, len(words))
	for i := range max(1, len(words)-shingle+1) {
		out = append(out, strings.Join(words[i:min(len(words), i+shingle)], " "))
	}
	return out
}

// PlainTitle is a title (or a name) without case and punctuation.
func PlainTitle(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWord(r) }), " ")
}

// sameNames compares lists of names as sets.
func sameNames(gold, said []string) bool {
	fold := func(in []string) []string {
		out := make([]string, len(in))
		for i, s := range in {
			out[i] = PlainTitle(s)
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return slices.Equal(fold(gold), fold(said))
}
