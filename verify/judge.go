package verify

import (
	"slices"

	"github.com/onrecord/onrecord"
)

// region is what lies between two words, next to each other in the order of
// the quotation, that agree with the transcript.
type region struct {
	prev, next step // the words that agree; -1 at the quotation's edges
	dropped    run
	added      run
	mark       join // an ellipsis or the article's own words stand here
	bracket    bool // the article's own [words] stand here
}

// finding is what was found about a query.
type finding struct {
	v        *vocabulary
	q        *query
	s        *source
	anchors  []step
	edits    []edit
	passages []passage
	flags    map[onrecord.Flag]bool
	reasons  []string
	elided, spliced, reordered,
	altered bool
	dropped []onrecord.Span // conditions within gaps
}

// passage is a run of the transcript's words [from, to].
type passage struct{ from, to int }

// judge says what a path through the transcript means.
func judge(v *vocabulary, q *query, s *source, steps []step) *finding {
	f := &finding{v: v, q: q, s: s, flags: map[onrecord.Flag]bool{}}
	for _, st := range steps {
		if st.q >= 0 && st.t >= 0 && q.words[st.q].canon == s.words[st.t].canon {
			f.anchors = append(f.anchors, st)
		}
	}
	f.prune()
	if len(f.anchors) == 0 {
		return f
	}
	for _, st := range f.anchors {
		f.compareForms(st)
	}
	from, to := f.edges(steps)
	f.head(from)
	f.passages = []passage{{from, f.anchors[0].t}}
	for i := 1; i < len(f.anchors); i++ {
		f.between(i)
	}
	f.tail(to)
	f.severity()
	return f
}

// edges are the transcript's first and last word that stand against a word of
// the quotation, also one that differs.
func (f *finding) edges(steps []step) (from, to int) {
	first, last := f.anchors[0], f.anchors[len(f.anchors)-1]
	from, to = first.t, last.t
	turn := func(t int) int32 { return f.s.words[t].turn }
	for _, st := range steps {
		if st.q >= 0 && st.t >= 0 && st.q < first.q && st.t < from && st.t >= first.t-len(f.q.words) && turn(st.t) == turn(first.t) {
			from = st.t
		}
		if st.q > last.q && st.t > to && st.t <= last.t+len(f.q.words) && turn(st.t) == turn(last.t) {
			to = st.t
		}
	}
	return from, to
}

// prune drops runs of words that are too light to tell that their place is the
// right one: a word or two of a sentence, far from the rest. A part of the
// quotation that marks set apart stands for itself.
func (f *finding) prune() {
	const far = longGap + 1
	var kept []step
	for from := 0; from < len(f.anchors); {
		to, weight := from+1, f.q.weight(f.v, f.anchors[from].q)
		for to < len(f.anchors) && f.anchors[to].t > f.anchors[to-1].t && f.anchors[to].t-f.anchors[to-1].t <= far {
			weight += f.q.weight(f.v, f.anchors[to].q)
			to++
		}
		first, last := f.anchors[from].q, f.anchors[to-1].q
		whole := (first == 0 || f.q.joins[first] != none || f.q.begins[first]) &&
			(last+1 == len(f.q.words) || f.q.joins[last+1] != none || f.q.begins[last+1])
		if weight >= lightRun || whole || to-from == len(f.anchors) {
			kept = append(kept, f.anchors[from:to]...)
		}
		from = to
	}
	f.anchors = kept
}

func (f *finding) head(from int) {
	first := f.anchors[0]
	f.edit(run{from, first.t}, run{0, first.q})
}

func (f *finding) tail(to int) {
	last := f.anchors[len(f.anchors)-1]
	f.passages[len(f.passages)-1].to = to
	f.edit(run{last.t + 1, to + 1}, run{last.q + 1, len(f.q.words)})
}

// run is the words [from, to) of the quotation or of the transcript.
type run struct{ from, to int }

func (r run) len() int { return max(0, r.to-r.from) }

// between judges what lies between two neighbouring anchors.
func (f *finding) between(i int) {
	r := region{prev: f.anchors[i-1], next: f.anchors[i]}
	r.added = run{r.prev.q + 1, r.next.q}
	for k := r.prev.q + 1; k <= r.next.q; k++ {
		r.mark = max(r.mark, f.q.joins[k])
		r.bracket = r.bracket || f.q.bracket[k]
	}
	if f.s.words[r.prev.t].turn != f.s.words[r.next.t].turn {
		f.cross(r)
	}
	if r.next.t <= r.prev.t {
		f.backwards(i, r)
		return
	}
	r.dropped = run{r.prev.t + 1, r.next.t}
	switch {
	case r.dropped.len() == 0:
		f.edit(run{}, r.added)
	case r.mark != none:
		f.elide(r)
	case r.bracket && r.dropped.len() <= 8:
		f.edit(run{}, r.added)
		f.because("bracket-stands-for", "[…] stands for %q", f.text(r.dropped))
	case f.splices(r):
		f.spliced = true
		f.split(r)
		f.because("unmarked-gap", "left out without a mark: %q", f.text(r.dropped))
		f.conditionsIn(r)
		f.edit(run{}, r.added)
	default:
		f.edit(r.dropped, r.added)
	}
}

// cross notes that the quotation goes over into another turn.
func (f *finding) cross(r region) {
	f.flags[onrecord.FlagCrossTurn] = true
	a, b := f.s.speaks(r.prev.t), f.s.speaks(r.next.t)
	if r.mark == none && r.next.t == r.prev.t+1 && (a.agrees(b.names) == different || a.asks != b.asks) {
		f.spliced = true
		f.split(r)
		f.because("two-speakers", "goes on with the words of %s", b.label)
	}
}

// elide notes words left out with a mark of it. Words that the article has
// instead are its own.
func (f *finding) elide(r region) {
	f.elided = true
	f.split(r)
	what := "an ellipsis"
	if r.mark == cue {
		what = "the article's own words"
	}
	f.because("marked-gap", "left out at %s: %q", what, f.text(r.dropped))
	f.conditionsIn(r)
	f.edit(run{}, r.added)
}

func (f *finding) split(r region) {
	last := &f.passages[len(f.passages)-1]
	last.to = r.prev.t
	f.passages = append(f.passages, passage{r.next.t, r.next.t})
}

// backwards notes that the quotation goes back in the transcript. A word or two
// within a sentence that change places are no other order of passages.
func (f *finding) backwards(i int, r region) {
	after := 1
	for k := i + 1; k < len(f.anchors) && f.anchors[k].t == f.anchors[k-1].t+1; k++ {
		after++
	}
	before := 1
	for k := i - 1; k > 0 && f.anchors[k].t == f.anchors[k-1].t+1; k-- {
		before++
	}
	if last := &f.passages[len(f.passages)-1]; r.next.t >= last.from {
		f.repeats(r)
		return
	}
	f.edit(run{}, r.added)
	f.split(r)
	if min(before, after) <= 2 && !f.q.begins[r.next.q] && r.mark == none {
		f.altered = true
		f.because("words-exchanged", "words change places at %q", f.s.words[r.next.t].span.In(f.s.Text))
		return
	}
	f.reordered = true
	f.because("goes-back", "%q stands before what is quoted first", f.text(run{r.next.t, min(r.next.t+8, len(f.s.words))}))
}

// repeats notes words that the article gives twice and the transcript once: a
// false start that the transcript has cleaned away.
func (f *finding) repeats(r region) {
	n := r.prev.t - r.next.t + 1
	from := max(f.anchors[0].q, r.next.q-n)
	f.edits = append(f.edits, edit{added: run{from, r.next.q}, kind: minor, why: "false-start"})
}

// longGap is how many words an unmarked gap may have within a sentence and be
// an alteration; with more the passages are spliced.
const longGap = 5

// splices tells whether an unmarked gap joins two passages: it swallows a
// sentence, crosses a sentence's end, or is long. Where the article has words
// of its own instead, the passage is reworded.
func (f *finding) splices(r region) bool {
	if 2*r.added.len() > r.dropped.len() {
		return false
	}
	words := f.s.words
	first, last := words[r.prev.t].sentence, words[r.next.t].sentence
	if f.restarts(r) {
		return false
	}
	const certain = 40 // words: no gap of sounds alone is as long
	if r.dropped.len() > certain {
		return true
	}
	count := map[int32]int{}
	fillers := 0
	for t := r.dropped.from; t < r.dropped.to; t++ {
		count[words[t].sentence]++
		if f.v.words[words[t].canon].class&filler != 0 {
			fillers++
		}
	}
	if r.dropped.len()-fillers > longGap {
		return true
	}
	for sentence, n := range count {
		if sentence != first && sentence != last && n-fillers > 1 {
			return true
		}
	}
	return first != last && count[first] > 0 && count[last] > 0 && r.dropped.len()-fillers > 2
}

// restarts tells whether a gap is a false start: what falls is said again right
// after a dash.
func (f *finding) restarts(r region) bool {
	const most = 12
	if lead := f.s.words[r.next.t].lead; lead != '-' && lead != '—' && lead != '–' && lead != '…' && lead != '.' || r.dropped.len() > most ||
		f.s.begins(r.next.t) && lead == '.' {
		return false
	}
	again := map[int32]bool{}
	for k := r.next.t; k < min(len(f.s.words), r.next.t+r.dropped.len()+3); k++ {
		again[f.s.words[k].canon] = true
	}
	missing := 0
	for t := r.dropped.from; t < r.dropped.to; t++ {
		if !again[f.s.words[t].canon] {
			missing++
		}
	}
	return missing <= 1
}

// verdict is what stands for all that was found, by the order of precedence,
// with flags for the rest.
func (f *finding) verdict() onrecord.Verdict {
	altered := f.altered || slices.ContainsFunc(f.edits, func(e edit) bool { return e.kind != compound })
	var v onrecord.Verdict
	switch {
	case f.reordered:
		v = onrecord.Reordered
	case f.spliced:
		v = onrecord.Spliced
	case altered:
		v = onrecord.Altered
	case f.elided:
		v = onrecord.Elided
	default:
		v = onrecord.Exact
	}
	if altered && v != onrecord.Altered {
		f.flags[onrecord.FlagAlsoAltered] = true
	}
	if f.elided && v != onrecord.Elided {
		f.flags[onrecord.FlagAlsoElided] = true
	}
	return v
}
