package trace

import (
	"cmp"
	"math"
	"slices"
)

// judged is a transcript with the evidence for it.
type judged struct {
	ref    ref
	hits   []Hit
	prior  float64 // of day and speaker, in bits, while transcripts are chosen
	score  float64
	belief float64 // bits that the words were said there or in its like
	copies []ref
}

// Find gives the transcripts that the quotations of one article may come from,
// best first; ties go to the later day, then to the ID that sorts first. A
// passage of seven words and more that stands in a transcript word for word is
// found for certain, where the article's quotations do not ask for more than
// a bounded number of places of phrases that everybody uses.
func (x *Index) Find(quotes []Quote, o Options) []Candidate {
	q := x.ask(quotes)
	found := x.seek(q)
	rivals := x.rivals(q, found)
	chosen := x.choose(q, found, rivals)
	list := x.judge(q, chosen, rivals)
	if o.Limit <= 0 {
		o.Limit = 10
	}
	var out []Candidate
	for _, j := range list {
		c := Candidate{ID: x.id(j.ref), Score: j.score, Confidence: confidence(j.belief), Hits: j.hits}
		if c.Confidence < o.Minimum || len(out) == o.Limit {
			continue
		}
		for _, h := range c.Hits {
			c.Words += h.Words
		}
		for _, r := range j.copies {
			c.Copies = append(c.Copies, x.id(r))
		}
		out = append(out, c)
	}
	return out
}

func (x *Index) id(r ref) string { return x.segments[r.segment].id(int(r.doc)) }

// rivals gives for each quotation how much the transcripts hold of it that the
// article can have quoted, as bits of their best passage, in descending order.
func (x *Index) rivals(q *query, found []passage) [][]float64 {
	out := make([][]float64, len(q.quotes))
	for _, part := range byDocAndQuote(found) {
		if bits := x.best(q, part); bits > 0 && x.dayBits(part[0].ref, q.day) > tooLate {
			out[part[0].quote] = append(out[part[0].quote], bits)
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b float64) int { return cmp.Compare(b, a) })
	}
	return out
}

// byDocAndQuote cuts passages in order into those of one quotation in one
// transcript.
func byDocAndQuote(found []passage) [][]passage {
	var out [][]passage
	for from := 0; from < len(found); {
		to := from + 1
		for to < len(found) && found[to].ref == found[from].ref && found[to].quote == found[from].quote {
			to++
		}
		out = append(out, found[from:to])
		from = to
	}
	return out
}

// best gives the bits of evidence in the best of a quotation's passages.
func (x *Index) best(q *query, part []passage) float64 {
	most, size := 0.0, float64(x.doc(part[0].ref).words)
	for _, p := range part {
		most = max(most, q.quotes[p.quote].evidence(p.from, p.to, size))
	}
	return most
}

// worth gives what a quotation's evidence tells for one transcript where
// others, itself and its copies apart, hold as much of it: little more than the share of
// all transcripts that do; and what it tells for the words being said at all.
func (x *Index) worth(bits float64, rivals []float64, itself int) (here, anywhere float64) {
	others, _ := slices.BinarySearchFunc(rivals, bits*alike, func(r, least float64) int {
		if r >= least {
			return -1
		}
		return 1
	})
	if others -= itself; others <= 0 {
		return bits, bits
	}
	rare := math.Log2(float64(x.size+1) / float64(others))
	here = min(bits, rare+max(0, bits-rare)/8)
	return here, min(bits, here+max(0, repeated-2*math.Log2(float64(others))))
}

// alike is what share of the evidence another transcript must have to count
// as holding as much.
const alike = 0.9

// hopeless is the evidence in bits below which a transcript is no candidate.
const hopeless = -8

// choose gives the transcripts that are worth reading whole: those with most
// evidence in single passages, day and speaker considered, and some that were
// spoken about the article's day, for quotations too short to find.
func (x *Index) choose(q *query, found []passage, rivals [][]float64) []judged {
	var all []judged
	var hits []bool
	for _, part := range byDocAndQuote(found) {
		r := part[0].ref
		if len(all) == 0 || all[len(all)-1].ref != r {
			all = append(all, judged{ref: r})
			hits = make([]bool, len(q.quotes))
		}
		j := &all[len(all)-1]
		if bits := x.best(q, part); bits > 0 {
			here, _ := x.worth(bits, rivals[part[0].quote], 1)
			j.score += here
			hits[part[0].quote] = true
		}
		j.prior = max(mostDoubt, x.dayBits(r, q.day)+x.speakerBits(q, r, func(i int) bool { return hits[i] }))
	}
	slices.SortStableFunc(all, func(a, b judged) int { return cmp.Compare(b.score+b.prior, a.score+a.prior) })
	least := math.Log2(float64(x.size)+1) + hopeless
	for i, j := range all {
		if i == maxDocs || j.score+j.prior < least {
			all = all[:i]
			break
		}
	}
	return x.sameDay(q, all)
}

// sameDay adds transcripts of the article's day and the two before it.
func (x *Index) sameDay(q *query, all []judged) []judged {
	if q.day == unknownDay {
		return all
	}
	have := map[ref]bool{}
	for _, j := range all {
		have[j.ref] = true
	}
	to, _ := slices.BinarySearchFunc(x.days, q.day+1, func(d dayRef, day int32) int { return cmp.Compare(d.day, day) })
	for i := to - 1; i >= 0 && i >= to-maxSameDay && x.days[i].day >= q.day-2; i-- {
		if r := x.days[i].ref; !have[r] {
			all = append(all, judged{ref: r})
		}
	}
	return all
}

// judge reads the chosen transcripts whole and weighs what they hold.
func (x *Index) judge(q *query, chosen []judged, rivals [][]float64) []judged {
	tables := map[int32]*pairTable{}
	left := maxRead
	var words []uint32
	var read []judged
	holders := make([]int, len(q.quotes))
	for _, j := range chosen {
		s, d := x.segments[j.ref.segment], x.doc(j.ref)
		if left -= d.words; left < 0 {
			break
		}
		if tables[j.ref.segment] == nil {
			tables[j.ref.segment] = newPairTable(s, q)
		}
		words = s.decode(words[:0], d)
		j.hits = q.hits(tables[j.ref.segment].scan(words, q), len(words))
		j.score = 0
		for _, h := range j.hits {
			holders[h.Quote]++
			j.score += h.Bits
		}
		if j.score > 0 {
			read = append(read, j)
		}
	}
	rarity := func(quote int) float64 { return float64(len(read)+1) / float64(holders[quote]) }
	slices.SortStableFunc(read, x.better)
	var out []judged
	for _, j := range x.group(read) {
		if x.weigh(q, &j, rivals, rarity); j.belief > hopeless {
			out = append(out, j)
		}
	}
	slices.SortStableFunc(out, x.better)
	return out
}

func (x *Index) better(a, b judged) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(x.doc(b.ref).day, x.doc(a.ref).day), cmp.Compare(x.id(a.ref), x.id(b.ref)))
}

// hits gives what a transcript of so many words holds of the quotations.
func (q *query) hits(found [][]stretchIn, size int) []Hit {
	var out []Hit
	for n, parts := range found {
		if len(parts) == 0 {
			continue
		}
		if hit := q.quotes[n].piece(parts, size); hit.Bits > 0 {
			hit.Quote = n
			out = append(out, hit)
		}
	}
	return out
}

// weigh sums up the evidence for a transcript. rarity is how many times more
// transcripts were read than hold a quotation: all that is known of how rare a quotation
// is that is too short to look up.
func (x *Index) weigh(q *query, j *judged, rivals [][]float64, rarity func(quote int) float64) {
	j.score, j.belief = 0, 0
	hit := make([]bool, len(q.quotes))
	for _, h := range j.hits {
		hit[h.Quote] = true
		here, anywhere := x.worth(h.Bits, rivals[h.Quote], 1+len(j.copies))
		if h.Of < shingle+stride-1 {
			here = min(here, math.Log2(rarity(h.Quote)))
		}
		j.score += here
		j.belief += anywhere
	}
	prior := x.dayBits(j.ref, q.day) + x.speakerBits(q, j.ref, func(i int) bool { return hit[i] })
	least := math.Log2(float64(x.size) + 1)
	j.belief += min(max(prior, mostDoubt), j.belief) - least // the day alone makes nothing a source
	j.score += min(prior, j.score) - least
}
