package story

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// side is one statement as it is compared with others.
type side struct {
	article   int // index of its article
	statement int // index in the article's record
	words     []word
	all       bag // its words
	quoted    bag // those between quotation marks
	numbers   bag
	names     bag
	around    bag // words of the sentences that it stands in, without its own
	nQuoted   int
	negations int
	who       speaker
	place     float64 // in its article, 0 the beginning and 1 the end
	cue       bag
	said      float64  // 1 where the cue is a verb of saying
	clause    float64  // 1 where the content is a clause
	sure      float64  // the record's confidence
	nested    float64  // 1 where it stands in another statement
	segments  []bag    // of its sentences and parts
	pairs     []uint32 // hashes of its words two by two, sorted, each once
}

// term is a word of a bag, with what it weighs.
type term struct {
	stem   uint32
	weight float32
}

// bag is a set of words, in order of their stems.
type bag []term

// bagOf gathers the words that keep says, each once. Words that tell nothing
// are left out.
func bagOf(ws []word, keep func(*word) bool) bag {
	var out bag
	for i := range ws {
		if w := &ws[i]; w.weight > 0 && keep(w) {
			out = append(out, term{w.stem, w.weight})
		}
	}
	slices.SortFunc(out, func(a, b term) int {
		if c := cmp.Compare(a.stem, b.stem); c != 0 {
			return c
		}
		return cmp.Compare(b.weight, a.weight)
	})
	return slices.CompactFunc(out, func(a, b term) bool { return a.stem == b.stem })
}

// mass is what all words weigh.
func (b bag) mass() (m float64) {
	for _, t := range b {
		m += float64(t.weight)
	}
	return m
}

// common calls use with each word of both, and what it weighs at most.
func (b bag) common(c bag, use func(stem uint32, weight float64)) {
	for len(b) > 0 && len(c) > 0 {
		switch {
		case b[0].stem < c[0].stem:
			b = b[1:]
		case b[0].stem > c[0].stem:
			c = c[1:]
		default:
			use(b[0].stem, float64(max(b[0].weight, c[0].weight)))
			b, c = b[1:], c[1:]
		}
	}
}

// shared is what the words of both weigh.
func (b bag) shared(c bag) (m float64) {
	b.common(c, func(_ uint32, w float64) { m += w })
	return m
}

// cosine is the likeness of two bags, from 0 to 1.
func (b bag) cosine(c bag) float64 {
	var dot float64
	b.common(c, func(_ uint32, w float64) { dot += w * w })
	if n := b.norm() * c.norm(); n > 0 {
		return min(1, dot/n)
	}
	return 0
}

func (b bag) norm() float64 {
	var n float64
	for _, t := range b {
		n += float64(t.weight) * float64(t.weight)
	}
	return math.Sqrt(n)
}

// reweigh gives the bag with weights times by(stem).
func (b bag) reweigh(by func(stem uint32) float64) bag {
	out := make(bag, len(b))
	for i, t := range b {
		out[i] = term{t.stem, float32(float64(t.weight) * by(t.stem))}
	}
	return out
}

// speaker is who made a statement, as far as it can be compared.
type speaker struct {
	known bool     // somebody is named
	key   string   // of the entity, the same in every article, or ""
	words []string // of the name, in small letters, without titles
	last  uint32   // stem of the surname
}

// speakerOf reads a statement's speaker.
func speakerOf(r *onrecord.Record, s *onrecord.Statement) speaker {
	out := speaker{}
	if s.Speaker.Kind == onrecord.Unknown || s.Speaker.Kind == "" || s.Speaker.Name == "" {
		return out
	}
	out.known = s.Speaker.Kind != onrecord.Unnamed
	for _, e := range r.Entities {
		if e.ID == s.Speaker.Entity && s.Speaker.Entity != "" {
			out.key = e.Key
		}
	}
	out.words = strings.FieldsFunc(strings.ToLower(s.Speaker.Name), func(r rune) bool {
		return r == ' ' || r == '.' || r == ',' || r == '-' || r == '’' || r == '\''
	})
	return out
}

// near tells whether who one side's speaker is stands beside or in the other,
// where that has no speaker that is known.
func (x *side) near(y *side) float64 {
	for _, p := range [][2]*side{{x, y}, {y, x}} {
		if last := p[0].who.last; last != 0 && p[0].who.known && !p[1].who.known && (p[1].around.has(last) || p[1].all.has(last)) {
			return 1
		}
	}
	return 0
}

// has tells whether a word is among them.
func (b bag) has(stem uint32) bool {
	_, ok := slices.BinarySearchFunc(b, stem, func(t term, s uint32) int { return cmp.Compare(t.stem, s) })
	return ok
}

// agreement of two speakers.
type agreement int

const (
	notKnown agreement = iota // of one of them at least
	different
	partly // a word of the name in common
	same
)

func (s speaker) agrees(t speaker) agreement {
	if len(s.words) == 0 || len(t.words) == 0 {
		return notKnown
	}
	if s.key != "" && s.key == t.key || slices.Equal(s.words, t.words) {
		return same
	}
	if s.words[len(s.words)-1] == t.words[len(t.words)-1] {
		return same // a surname alone, or another first name's form
	}
	for _, w := range s.words {
		if len(w) > 3 && slices.Contains(t.words, w) {
			return partly
		}
	}
	if !s.known || !t.known {
		return notKnown
	}
	return different
}

// sidesOf makes the sides of an article's statements. Statements without a word
// are left out.
func (m *Matcher) sidesOf(article int, r *onrecord.Record) []side {
	text := r.Article.Text
	var out []side
	for i := range r.Statements {
		s := &r.Statements[i]
		x := side{article: article, statement: i, who: speakerOf(r, s)}
		if n := len(x.who.words); n > 0 {
			x.who.last = hash(m.lexicon.stem(x.who.words[n-1]))
		}
		x.words = m.lexicon.read(text, s.Content, s.Kind == onrecord.Direct)
		if len(x.words) == 0 {
			continue
		}
		m.finish(&x)
		x.place = float64(s.Content[0].Start) / float64(max(1, len(text)))
		x.segments = segments(text, x.words)
		x.pairs = twoByTwo(x.words)
		cue := m.lexicon.read(text, s.Cue, false)
		x.cue = bagOf(cue, func(*word) bool { return true })
		x.said = truth(slices.ContainsFunc(cue, func(w word) bool { return w.saying }))
		x.clause = truth(slices.ContainsFunc(x.words, func(w word) bool { return w.finite }))
		x.sure, x.nested = s.Confidence, truth(s.Parent != "")
		x.around = m.around(text, s)
		out = append(out, x)
	}
	return out
}

// finish fills in what follows from the words.
func (m *Matcher) finish(x *side) {
	x.all = bagOf(x.words, func(*word) bool { return true })
	x.quoted = bagOf(x.words, func(w *word) bool { return w.quoted })
	x.numbers = bagOf(x.words, func(w *word) bool { return w.number })
	x.names = bagOf(x.words, func(w *word) bool { return w.name })
	for i := range x.words {
		if x.words[i].quoted {
			x.nQuoted++
		}
		if x.words[i].negation {
			x.negations++
		}
	}
}

// surroundings is how many bytes around a statement are looked at.
const surroundings = 240

// around gives the words beside a statement's content.
func (m *Matcher) around(text string, s *onrecord.Statement) bag {
	first, last := s.Content[0].Start, s.Content[len(s.Content)-1].End
	from, to := max(0, first-surroundings), min(len(text), last+surroundings)
	var parts []onrecord.Span
	if i := strings.IndexAny(text[from:first], " \n"); i >= 0 {
		parts = append(parts, onrecord.Span{Start: from + i, End: first})
	}
	for i := 1; i < len(s.Content); i++ {
		if gap := (onrecord.Span{Start: s.Content[i-1].End, End: s.Content[i].Start}); !gap.Empty() {
			parts = append(parts, gap)
		}
	}
	if i := strings.LastIndexAny(text[last:to], " \n"); i >= 0 {
		parts = append(parts, onrecord.Span{Start: last, End: last + i})
	}
	return bagOf(m.lexicon.read(text, parts, false), func(*word) bool { return true })
}

// segments gives the words of each sentence or part; those of fewer than three
// words belong to the one before.
func segments(text string, ws []word) []bag {
	var out []bag
	all := func(*word) bool { return true }
	from := 0
	for i := 1; i <= len(ws); i++ {
		if i < len(ws) && (i-from < 3 || len(ws)-i < 3 || !strings.ContainsAny(text[ws[i-1].span.End:max(ws[i-1].span.End, ws[i].span.Start)], ".!?;\n”\"")) {
			continue
		}
		out = append(out, bagOf(ws[from:i], all))
		from = i
	}
	return out
}

// pairHash is the hash of two words that follow each other.
func pairHash(a, b *word) uint32 { return uint32(mix(uint64(a.said)<<32 | uint64(b.said))) }

func twoByTwo(ws []word) []uint32 {
	var out []uint32
	for i := 1; i < len(ws); i++ {
		out = append(out, pairHash(&ws[i-1], &ws[i]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
