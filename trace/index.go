package trace

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/trace/words"
)

// Index is segments opened together. It never changes and may be asked by
// several goroutines.
type Index struct {
	segments []*segment
	hashes   [][]uint32 // of each segment's words, by number
	dead     [][]bool   // the transcripts of each segment that do not count
	size     int        // transcripts that count
	words    float64    // in all rows
	names    map[uint32]int
	named    int      // transcripts with names
	days     []dayRef // those with a day, by day
}

// ref is one transcript of an index.
type ref struct{ segment, doc int32 }

type dayRef struct {
	day int32
	ref ref
}

// Open opens a store's segments, from the oldest to the newest: of two
// transcripts with one ID the newer counts. The segments are used as they
// are and must not change while the index is in use. Time and memory beyond
// them: linear in the transcripts and the vocabulary, not in the text, but for
// the checksums.
func Open(segments ...[]byte) (*Index, error) {
	opened, err := openAll(segments)
	if err != nil {
		return nil, err
	}
	x := &Index{segments: opened, names: map[uint32]int{}, dead: superseded(opened)}
	for n, s := range opened {
		x.hashes = append(x.hashes, s.hashes())
		x.words += float64(s.words)
		for i := range s.size {
			d := s.doc(i)
			if d.day == removedDoc {
				x.dead[n][i] = true
			}
			if x.dead[n][i] {
				continue
			}
			x.size++
			if d.day != unknownDay {
				x.days = append(x.days, dayRef{d.day, ref{int32(n), int32(i)}})
			}
			if d.namesTo > d.names {
				x.named++
			}
			for j := d.names; j < d.namesTo; j++ {
				x.names[u32(s.names, j)]++
			}
		}
	}
	slices.SortFunc(x.days, func(a, b dayRef) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.ref.segment, b.ref.segment), cmp.Compare(a.ref.doc, b.ref.doc))
	})
	return x, nil
}

// Len is how many transcripts the index has.
func (x *Index) Len() int { return x.size }

func (x *Index) doc(r ref) doc { return x.segments[r.segment].doc(int(r.doc)) }

// mostInformation is how many bits a word carries at most: rare words, such as
// first and last names, come together.
const mostInformation = 13

// information gives the bits that a word carries: rare words have many.
func (x *Index) information(hash uint32) float64 {
	count := 0.5
	for _, s := range x.segments {
		if rank, ok := s.rank(hash); ok {
			count += float64(u32(s.counts, int(rank)))
		}
	}
	return min(mostInformation, math.Log2((x.words+1)/count))
}

//go:embed generations.txt
var generations string

// nameOf is the hash of the word that a speaker is known by, the last of a
// name ("MR. EARNEST", "Josh Earnest"), or 0.
func nameOf(speaker string) uint32 {
	ws := words.Said(nil, speaker)
	for i := len(ws) - 1; i >= 0; i-- {
		if word := speaker[ws[i].Start:ws[i].End]; i == 0 || !slices.Contains(strings.Fields(generations), strings.ToLower(word)) {
			return ws[i].Hash
		}
	}
	return 0
}

// namesOf gives the words that speakers are known by, each once, ascending.
func namesOf(speakers []string) []uint32 {
	var out []uint32
	for _, s := range speakers {
		if h := nameOf(s); h != 0 {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// speaks tells whether a transcript has a speaker of that name; known is
// whether it names any.
func (x *Index) speaks(r ref, name uint32) (speaks, known bool) {
	s := x.segments[r.segment]
	d := s.doc(int(r.doc))
	for j := d.names; j < d.namesTo; j++ {
		if u32(s.names, j) == name {
			return true, true
		}
	}
	return false, d.namesTo > d.names
}
