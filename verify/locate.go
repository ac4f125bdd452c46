package verify

// place is where a query was found, or the best place where it was not.
type place struct {
	source    int
	alignment alignment
	coverage  float32 // the share of the words' weight that agrees, 0 to 1
}

// finder looks for quotations in transcripts. It has memory that is used
// again, so it is for one goroutine.
type finder struct {
	v       *vocabulary
	sources []*source
	votes   votes
	aligner aligner
}

// locate gives the best place of a query; near are, for each source, places
// where other quotations of the article were found.
func (f *finder) locate(q *query, near [][]int) (place, bool) {
	best := place{source: -1, alignment: alignment{score: never}}
	for i, s := range f.sources {
		var around []int
		if near != nil {
			around = near[i]
		}
		if a := f.path(s, q, around); a.score > best.alignment.score {
			best = place{source: i, alignment: a}
		}
	}
	if best.source < 0 {
		return best, false
	}
	agreed := float32(0)
	s := f.sources[best.source]
	for _, st := range best.alignment.steps {
		if st.q >= 0 && st.t >= 0 && q.words[st.q].canon == s.words[st.t].canon {
			agreed += q.weight(f.v, st.q)
		}
	}
	best.coverage = agreed / max(q.total, 0.01)
	return best, f.accepts(q, s, best)
}

// path aligns a query, a long one in parts.
func (f *finder) path(s *source, q *query, near []int) alignment {
	if a, ok := f.verbatim(s, q, near); ok {
		return a
	}
	var whole alignment
	for from := 0; from < len(q.words); from += longQuery {
		to := min(from+longQuery, len(q.words))
		bands := f.bands(s, q, from, to)
		a := alignment{score: never}
		if len(bands) > 0 {
			a = f.aligner.align(f.v, s, q, from, to, bands, near)
		}
		if a.score == never {
			if len(q.words) <= longQuery {
				return a
			}
			a = alignment{}
			for i := from; i < to; i++ {
				a.steps = append(a.steps, step{i, -1})
			}
		}
		whole.steps = append(whole.steps, a.steps...)
		whole.score += a.score
	}
	if len(whole.steps) == 0 {
		whole.score = never
	}
	return whole
}

// bands are the bands of the whole and, where it has several sentences or
// parts, of each of them: a short one would not come to the fore in the whole.
func (f *finder) bands(s *source, q *query, from, to int) []band {
	const most = 24
	list := s.bands(f.v, q, from, to, &f.votes)
	begin := from
	for i := from + 1; i <= to; i++ {
		if i < to && !q.begins[i] {
			continue
		}
		if (begin > from || i < to) && i-begin >= 2 {
			own := s.bands(f.v, q, begin, i, &f.votes)
			list = append(list, own[:min(len(own), 3)]...)
		}
		begin = i
	}
	if len(list) > most {
		list = list[:most]
	}
	return merged(list)
}

// Thresholds of what counts as found.
const (
	shortest      = 3    // up to as many words, all must agree
	leastCoverage = 0.6  // of the weight of the words
	leastShort    = 0.75 // … of up to as many words as
	short         = 9
	leastScore    = 0.35 // of what a quotation word for word would score
	leastContent  = 0.5  // of the weight of the words that carry content
	leastInOrder  = 0.7  // of the words, in a row of many without a jump
	nearlyAll     = 0.85 // … whatever they carry
	manyInOrder   = 8
	fewWords      = 6 // up to as many words, two that carry content must agree where not all do
	bareRun       = 7 // of words that carry none, as many must stand in a row
)

// evidence is what speaks for a place.
type evidence struct {
	words, jumps       int     // words that agree; jumps between them
	agreed             float32 // their weight, without runs that are too light to tell
	content            float32 // … of the words that carry content
	contentOf          float32 // … of all the quotation's words that do
	carriers           int     // words that agree and carry content
	longest, longestOf float32 // the run without a gap of most weight, and of most words
}

// lightRun is the weight that a run after a jump must have to be evidence.
const lightRun = 1.2

func (f *finder) evidence(q *query, s *source, steps []step) evidence {
	var e evidence
	var since, sinceContent, run, length float32 // since the last jump, and since the last gap
	settle := func(all bool) {
		if all || since >= lightRun {
			e.agreed += since
			e.content += sinceContent
		}
		since, sinceContent = 0, 0
	}
	for i := range q.words {
		if w := q.weight(f.v, i); w >= 1 {
			e.contentOf += w
		}
	}
	last := step{-1, -1}
	for _, st := range steps {
		if st.t >= 0 && last.t >= 0 && st.t != last.t+1 {
			e.jumps++
			settle(false)
		}
		if st.t >= 0 {
			last.t = st.t
		}
		if st.q < 0 || st.t < 0 || q.words[st.q].canon != s.words[st.t].canon {
			run, length = 0, 0
			continue
		}
		w := q.weight(f.v, st.q)
		e.words++
		since, run, length = since+w, run+w, length+1
		if w >= 1 {
			sinceContent += w
			e.carriers++
		}
		e.longest, e.longestOf = max(e.longest, run), max(e.longestOf, length)
	}
	settle(e.jumps == 0)
	return e
}

// accepts tells whether a place is good enough to be what was quoted. Much of
// the words must agree, and of those that carry content, and so must the way
// they stand together: words found one here, one there are no quotation.
func (f *finder) accepts(q *query, s *source, p place) bool {
	n := len(q.words)
	if n <= shortest {
		return p.coverage > 0.999
	}
	e := f.evidence(q, s, p.alignment.steps)
	if share := float32(e.words) / float32(n); e.jumps == 0 && e.words >= manyInOrder &&
		(share >= nearlyAll || share >= leastInOrder && e.content >= 0.3*e.contentOf) {
		return true
	}
	least, leastContent := float32(leastCoverage), float32(leastContent)
	if n <= short {
		least, leastContent = leastShort, leastContent+0.01
	}
	switch whole := e.longestOf == float32(n); {
	case whole:
		return true
	case e.contentOf == 0:
		return e.longestOf >= bareRun
	case n <= fewWords && e.carriers < 2:
		return false
	}
	if e.agreed < least*q.total || e.content < leastContent*e.contentOf || p.alignment.score < leastScore*q.total {
		return false
	}
	return e.longest >= 0.4*q.total || e.longest >= 3 || e.longestOf >= 5 && e.longest >= 0.25*q.total && p.coverage > 0.75
}

// occurrences calls use with each place where all words of a query stand in
// order, without one between, until it says that it has enough, or too many
// words were compared: of a phrase said over and over, some places do.
func (f *finder) occurrences(q *query, s *source, use func(from int) bool) {
	if len(q.words) == 0 {
		return
	}
	fewest, at := s.at(q.words[0].canon), 0
	for i, w := range q.words {
		if p := s.at(w.canon); len(p) < len(fewest) {
			fewest, at = p, i
		}
	}
	for budget, k := 1<<18, 0; k < len(fewest) && budget > 0; k++ {
		from := int(fewest[k]) - at
		if from < 0 || from+len(q.words) > len(s.words) {
			continue
		}
		n := 0
		for n < len(q.words) && s.words[from+n].canon == q.words[n].canon {
			n++
		}
		budget -= n + 1
		if n == len(q.words) && !use(from) {
			return
		}
	}
}

// verbatim is the place where a query stands word for word: the one of the
// speaker whom the article names, near its other quotations, written the same
// way, in this order; the first of equals.
func (f *finder) verbatim(s *source, q *query, near []int) (alignment, bool) {
	g := &grid{s: s, q: q, near: near}
	g.strangers()
	best, top := -1, never
	f.occurrences(q, s, func(from int) bool {
		score := q.total - g.startCost(from)
		for i, w := range q.words {
			if w.form != s.words[from+i].form {
				score -= 0.01
			}
		}
		if score > top {
			best, top = from, score
		}
		return true
	})
	if best < 0 {
		return alignment{}, false
	}
	a := alignment{score: top, steps: make([]step, len(q.words))}
	for i := range a.steps {
		a.steps[i] = step{i, best + i}
	}
	return a, true
}

// alone tells whether a query stands word for word in one place alone.
func (f *finder) alone(q *query) bool {
	places := 0
	for _, s := range f.sources {
		f.occurrences(q, s, func(int) bool { places++; return places < 2 })
	}
	return places == 1
}
