package trace

import (
	"cmp"
	"slices"
)

// certain is from how many words in a row on a passage is found for certain.
const certain = 7

// cheap is how many places a run may have to be looked up where certainty does
// not need it.
const cheap = 64

// passage is a run of a quotation's words in a transcript, as long as the two
// agree.
type passage struct {
	ref      ref
	quote    int
	from, to int // words of the quotation
	at       int // where it starts in the row
}

// lookup is one run of a quotation that is looked up in one segment.
type lookup struct {
	segment, quote, at int
	from, to           int // in places
}

// seek finds the passages that quotations share with transcripts: all those
// of seven words and more, nearly all from four on.
func (x *Index) seek(q *query) []passage {
	numbers := make([][][]uint32, len(x.segments))
	var plan []lookup
	for n, s := range x.segments {
		numbers[n] = make([][]uint32, len(q.quotes))
		for i := range q.quotes {
			numbers[n][i] = s.numbers(q.quotes[i].hashes)
			plan = s.plan(plan, n, i, q.quotes[i].hashes, numbers[n][i])
		}
	}
	slices.SortStableFunc(plan, func(a, b lookup) int { return cmp.Compare(a.to-a.from, b.to-b.from) })
	f := follower{index: x, long: make([][]stretch, len(q.quotes))}
	places := maxPlaces
	for _, l := range plan {
		if places -= l.to - l.from; places < 0 || f.read > maxFollowed {
			break
		}
		f.follow(l, numbers[l.segment][l.quote])
	}
	found := f.found
	slices.SortFunc(found, func(a, b passage) int {
		return cmp.Or(cmp.Compare(a.ref.segment, b.ref.segment), cmp.Compare(a.ref.doc, b.ref.doc), cmp.Compare(a.quote, b.quote), cmp.Compare(a.from, b.from), cmp.Compare(a.at, b.at))
	})
	return slices.Compact(found)
}

// plan adds the runs of a quotation that are worth looking up in a segment:
// all that have few places, and of the others so many that of any seven words
// in a row two neighbouring runs are among them, since every second one is in
// the table; those with the fewest places, by dynamic programming.
func (s *segment) plan(plan []lookup, n, quote int, hashes, numbers []uint32) []lookup {
	runs := len(numbers) - shingle + 1
	if runs < 1 {
		return plan
	}
	all := make([]lookup, runs)
	for i := range all {
		all[i] = lookup{segment: n, quote: quote, at: i}
		if !slices.Contains(numbers[i:i+shingle], unknownWord) {
			all[i].from, all[i].to = s.bucket(runHash(hashes[i], hashes[i+1], hashes[i+2]))
		}
	}
	need := needed(all, len(numbers) < certain)
	for i, l := range all {
		if size := l.to - l.from; size > 0 && (size <= cheap || need[i]) {
			plan = append(plan, l)
		}
	}
	return plan
}

// needed chooses the runs that certainty needs.
func needed(all []lookup, every bool) []bool {
	need := make([]bool, len(all))
	if every {
		for i := range need {
			need[i] = true
		}
		return need
	}
	const within = certain - shingle - stride + 2 // of so many pairs in a row one is needed
	pairs := len(all) - stride + 1
	cost, from := make([]int, pairs), make([]int, pairs)
	for i := range pairs {
		from[i] = -1
		if i >= within {
			from[i] = i - 1
			for j := i - within; j < i; j++ {
				if cost[j] < cost[from[i]] {
					from[i] = j
				}
			}
			cost[i] = cost[from[i]]
		}
		for _, l := range all[i : i+stride] {
			cost[i] += l.to - l.from
		}
	}
	last := pairs - 1
	for i := max(0, pairs-within); i < pairs; i++ {
		if cost[i] < cost[last] {
			last = i
		}
	}
	for i := last; i >= 0; i = from[i] {
		for j := range stride {
			need[i+j] = true
		}
	}
	return need
}

// follower reads runs where they stand.
type follower struct {
	index *Index
	found []passage
	long  [][]stretch // of each quotation
	read  int         // words
}

// stretch is a long passage that was read: runs within it need not be followed
// again.
type stretch struct {
	segment, from, to int // words of the quotation
	at, end           int // in the row
}

const (
	longStretch = 12
	maxStretch  = 64 // of one quotation
)

// follow reads the places of a run, and from each as far as transcript and
// quotation agree.
func (f *follower) follow(l lookup, numbers []uint32) {
	s := f.index.segments[l.segment]
	for i := l.from; i < l.to && f.read <= maxFollowed; i++ {
		start := s.place(i)
		if f.knows(l, start) {
			continue
		}
		end, to := start, l.at
		for to < len(numbers) {
			number, after := next(s.row, end)
			if number != numbers[to] {
				break
			}
			end = after
			to++
		}
		if to < l.at+shingle {
			continue
		}
		d := s.docAt(start)
		if f.index.dead[l.segment][d] {
			continue
		}
		from := l.at
		for from > 0 {
			b := before(s.row, start)
			if b < 0 {
				break
			}
			if number, _ := next(s.row, b); number != numbers[from-1] {
				break
			}
			start = b
			from--
		}
		f.read += to - from
		f.found = append(f.found, passage{ref{int32(l.segment), int32(d)}, l.quote, from, to, start})
		if long := &f.long[l.quote]; to-from >= longStretch && len(*long) < maxStretch {
			*long = append(*long, stretch{l.segment, from, to, start, end})
		}
	}
}

// knows tells whether a run at a place of the row lies in a stretch that was
// read.
func (f *follower) knows(l lookup, place int) bool {
	for _, s := range f.long[l.quote] {
		if s.segment == l.segment && place >= s.at && place < s.end && l.at >= s.from && l.at < s.to {
			return true
		}
	}
	return false
}
