package trace

import (
	"cmp"
	"math"
	"slices"
)

// pairTable finds where in the quotations two words stand in a row, by their
// numbers in one segment.
type pairTable struct {
	some    [1 << 9]uint64 // a bit for 15 bits of each pair's hash: most pairs of a transcript have none
	starts  map[uint64][]spot
	numbers [][]uint32 // of each quotation
}

// spot is a word of a quotation.
type spot struct{ quote, at int32 }

// maxSpots is how often a pair of words counts: in more places it tells
// nothing.
const maxSpots = 48

func newPairTable(s *segment, q *query) *pairTable {
	t := &pairTable{starts: map[uint64][]spot{}}
	for i := range q.quotes {
		numbers := s.numbers(q.quotes[i].hashes)
		t.numbers = append(t.numbers, numbers)
		for j := 0; j+1 < len(numbers); j++ {
			if numbers[j] == unknownWord || numbers[j+1] == unknownWord {
				continue
			}
			key, bit := pairOf(numbers[j], numbers[j+1])
			if spots := t.starts[key]; len(spots) < maxSpots {
				t.starts[key] = append(spots, spot{int32(i), int32(j)})
				t.some[bit/64] |= 1 << (bit % 64)
			}
		}
	}
	return t
}

// pairOf gives the key of two words and the number of its bit.
func pairOf(a, b uint32) (key, bit uint64) {
	key = uint64(a)<<32 | uint64(b)
	return key, key * 0x9E3779B97F4A7C15 >> 49
}

// stretchIn is a run of a quotation's words in a transcript that is read
// whole.
type stretchIn struct {
	from, to int // words of the quotation
	at       int // word of the transcript
	bits     float64
}

// decode gives a transcript's words as numbers.
func (s *segment) decode(dst []uint32, d doc) []uint32 {
	for at := d.start; at < d.end; {
		var n uint32
		n, at = next(s.row, at)
		dst = append(dst, n)
	}
	return dst
}

// scan finds the runs of two words and more that each quotation shares with a
// transcript and that carry some information, each as long as they agree.
func (t *pairTable) scan(words []uint32, q *query) [][]stretchIn {
	out := make([][]stretchIn, len(q.quotes))
	work := 0
	for i := 0; i+1 < len(words) && work < maxRead; i++ {
		key, bit := pairOf(words[i], words[i+1])
		if t.some[bit/64]>>(bit%64)&1 == 0 {
			continue
		}
		for _, s := range t.starts[key] {
			numbers, from := t.numbers[s.quote], int(s.at)
			if i > 0 && from > 0 && numbers[from-1] == words[i-1] {
				continue // it began before
			}
			to, at := from+2, i+2
			for to < len(numbers) && at < len(words) && numbers[to] == words[at] {
				to++
				at++
			}
			work += to - from
			if bits := q.quotes[s.quote].bits(from, to); bits*surprise > leastBits {
				out[s.quote] = append(out[s.quote], stretchIn{from, to, i, bits})
			}
		}
	}
	return out
}

// surprise is how many bits of a passage's information are news, given that
// English words do not follow each other freely. leastBits is what two words
// that are left out as telling nothing have less than.
const (
	surprise  = 0.6
	leastBits = 7
)

// maxParts is how many passages one quotation is pieced together from.
const maxParts = 8

// piece puts together what a transcript of so many words holds of a
// quotation: the passage that tells most, then others near those before that
// tell more than the chance to find them there; elsewhere only long ones.
func (a *asked) piece(found []stretchIn, size int) Hit {
	hit := Hit{Of: a.words}
	slices.SortFunc(found, func(x, y stretchIn) int {
		return cmp.Or(cmp.Compare(y.bits, x.bits), cmp.Compare(x.at, y.at), cmp.Compare(x.from, y.from))
	})
	near := 2*len(a.hashes) + 30
	taken := make([]bool, len(a.hashes))
	information, longest := 0.0, 0
	for _, f := range found {
		if len(hit.Places) == maxParts {
			break
		}
		from, to := untaken(taken, f.from, f.to)
		place := Place{f.at + from - f.from, f.at + to - f.from}
		apart := closest(hit.Places, place)
		room := float64(size)
		if apart <= near {
			room = min(room, 2*float64(near))
		}
		bits := a.evidence(from, to, room)
		if to-from < 2 || bits <= 0 || apart < 0 || apart > near && len(hit.Places) > 0 && to-from < longPart {
			continue
		}
		for i := from; i < to; i++ {
			taken[i] = true
		}
		hit.Words += to - from
		hit.Bits += bits
		information += a.bits(from, to)
		longest = max(longest, to-from)
		hit.Places = append(hit.Places, place)
	}
	hit.Places = joined(hit.Places)
	hit.Bits *= counts(information/a.bits(0, len(a.hashes)), longest)
	return hit
}

// evidence is how many bits a run of its words tells that is found among so
// many.
func (a *asked) evidence(from, to int, room float64) float64 {
	bits := a.bits(from, to)*surprise - math.Log2(room+1)
	if n := float64(a.words); to-from < a.words {
		bits -= math.Log2(n * (n + 1) / 2) // any of so many runs would have done
	}
	return bits
}

// longPart is how many words a passage must have to count far from the rest of
// its quotation.
const longPart = 7

// counts is what share of a hit's evidence counts: of words in quotation marks
// few are changed, so that little of a quotation found is no evidence, unless
// it is long by itself.
func counts(share float64, longest int) float64 {
	return max(0, min(1, max((share-0.3)/0.4, float64(longest-certain)/certain)))
}

// untaken trims a range by what is taken at its ends, and ends it where
// something is within.
func untaken(taken []bool, from, to int) (int, int) {
	for from < to && taken[from] {
		from++
	}
	end := from
	for end < to && !taken[end] {
		end++
	}
	return from, end
}

// closest gives how many words a place is from the closest of others,
// negative where they overlap; far where there is none.
func closest(places []Place, p Place) int {
	least := math.MaxInt
	for _, o := range places {
		least = min(least, max(o.From-p.To, p.From-o.To))
	}
	return least
}

// sameSentence is how many words may stand between two passages that are one
// place.
const sameSentence = 12

// joined puts places in order, those close to each other as one.
func joined(places []Place) []Place {
	slices.SortFunc(places, func(a, b Place) int { return cmp.Compare(a.From, b.From) })
	var out []Place
	for _, p := range places {
		if n := len(out); n > 0 && p.From-out[n-1].To <= sameSentence {
			out[n-1].To = max(out[n-1].To, p.To)
			continue
		}
		out = append(out, p)
	}
	return out
}
