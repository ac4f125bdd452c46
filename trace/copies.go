package trace

import "slices"

// Two transcripts of days at most copyDays apart are copies where the runs
// of the one are in the other to the share of copyShare; otherwise nearly all must be, both ways.
const (
	copyDays  = 2
	copyShare = 0.5
	copyWhole = 0.9
	copySize  = 10 // the longer one has at most so many times the words
)

// group puts near-copies of one transcript together, under the best of them.
func (x *Index) group(list []judged) []judged {
	sketches := map[ref]sketch{}
	sketchOf := func(r ref) sketch {
		if s, ok := sketches[r]; ok {
			return s
		}
		sketches[r] = x.sketch(r)
		return sketches[r]
	}
	var heads []judged
next:
	for _, j := range list {
		for h := range heads {
			if head := &heads[h]; shareHits(head.hits, j.hits) && x.copies(head.ref, j.ref, sketchOf) {
				head.copies = append(head.copies, j.ref)
				continue next
			}
		}
		heads = append(heads, j)
	}
	return heads
}

func shareHits(a, b []Hit) bool {
	return slices.ContainsFunc(a, func(h Hit) bool {
		return slices.ContainsFunc(b, func(o Hit) bool { return h.Quote == o.Quote })
	})
}

// copies tells whether two transcripts are of the same words.
func (x *Index) copies(a, b ref, sketchOf func(ref) sketch) bool {
	da, db := x.doc(a), x.doc(b)
	if da.words > copySize*db.words || db.words > copySize*da.words {
		return false
	}
	sa, sb := sketchOf(a), sketchOf(b)
	na, nb, common := sa.common(sb)
	if apart := int(da.day) - int(db.day); da.day == unknownDay || db.day == unknownDay || max(apart, -apart) <= copyDays {
		return common > 0 && float64(common) >= copyShare*float64(min(na, nb))
	}
	return common > 0 && float64(common) >= copyWhole*float64(max(na, nb))
}

// sketch is hashes of a transcript's runs of words, ascending, each once: of a
// long one only those that a number divides (Irber et al. 2022), so that
// sketches of different lengths can be compared.
type sketch struct {
	hashes []uint32
	every  uint32
}

// Transcripts of up to sketchWhole words are compared by every hash, longer ones by
// one in sketchEvery.
const (
	sketchWhole = 2000
	sketchEvery = 16
)

// common gives how many hashes two sketches have that both are compared by,
// and how many they share.
func (a sketch) common(b sketch) (inA, inB, both int) {
	every := max(a.every, b.every)
	of := func(s sketch) (out []uint32) {
		if s.every == every {
			return s.hashes
		}
		for _, h := range s.hashes {
			if h%every == 0 {
				out = append(out, h)
			}
		}
		return out
	}
	as, bs := of(a), of(b)
	for i, j := 0, 0; i < len(as) && j < len(bs); {
		switch {
		case as[i] < bs[j]:
			i++
		case as[i] > bs[j]:
			j++
		default:
			both++
			i++
			j++
		}
	}
	return len(as), len(bs), both
}

func (x *Index) sketch(r ref) sketch {
	s, hashes := x.segments[r.segment], x.hashes[r.segment]
	d := s.doc(int(r.doc))
	out := sketch{every: 1}
	if d.words > sketchWhole {
		out.every = sketchEvery
	}
	var a, b uint32
	for at := d.start; at < d.end; {
		var n uint32
		n, at = next(s.row, at)
		c := uint32(0)
		if int(n) < len(hashes) {
			c = hashes[n]
		}
		if h := runHash(a, b, c); h%out.every == 0 {
			out.hashes = append(out.hashes, h)
		}
		a, b = b, c
	}
	slices.Sort(out.hashes)
	out.hashes = slices.Compact(out.hashes)
	return out
}
