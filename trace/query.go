package trace

import (
	"math"

	"github.com/onrecord/onrecord/trace/words"
)

// Bounds of what one call looks at, so that an article of any length costs
// bounded time: what is beyond is left out.
const (
	maxWords    = 1 << 16 // words of all quotations
	maxPlaces   = 1 << 18 // places of runs that are read, the rarest runs first
	maxFollowed = 1 << 21 // words that are read from those places on
	maxDocs     = 32      // transcripts that are read whole, the most promising
	maxSameDay  = 16      // and of those spoken about the article's day
	maxRead     = 1 << 19 // words of transcripts that are read whole
)

// unknownWord is the number of a word that a segment does not have; a run
// never holds one.
const unknownWord = math.MaxUint32

// query is the quotations of one call.
type query struct {
	quotes []asked
	day    int32 // the article's
}

// asked is one quotation as words.
type asked struct {
	hashes []uint32
	known  []float64 // information of the words before each, summed up; one more for the end
	words  int       // without gaps
	name   uint32    // of its speaker, or 0
}

// bits is the information of a run of its words.
func (a *asked) bits(from, to int) float64 { return a.known[to] - a.known[from] }

func (x *Index) ask(quotes []Quote) *query {
	q := &query{day: unknownDay}
	left := maxWords
	information := map[uint32]float64{words.Gap: 0}
	for _, quote := range quotes {
		a := asked{name: nameOf(quote.Speaker)}
		if left > 0 {
			ws := words.Quoted(nil, quote.Text)
			ws = ws[:min(len(ws), left)]
			left -= len(ws)
			a.known = make([]float64, 1, len(ws)+1)
			for _, w := range ws {
				bits, ok := information[w.Hash]
				if !ok {
					bits = x.information(w.Hash)
					information[w.Hash] = bits
				}
				a.hashes = append(a.hashes, w.Hash)
				a.known = append(a.known, a.known[len(a.known)-1]+bits)
				if w.Hash != words.Gap {
					a.words++
				}
			}
		}
		if d := dayOf(quote.Day); q.day == unknownDay {
			q.day = d
		}
		q.quotes = append(q.quotes, a)
	}
	return q
}

// numbers gives a quotation's words as a segment numbers them.
func (s *segment) numbers(hashes []uint32) []uint32 {
	out := make([]uint32, len(hashes))
	for i, h := range hashes {
		if rank, ok := s.rank(h); ok && h != words.Gap && rank != endOfDoc {
			out[i] = rank
		} else {
			out[i] = unknownWord
		}
	}
	return out
}
