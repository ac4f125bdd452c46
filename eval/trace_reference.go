package eval

import (
	"time"

	"github.com/onrecord/onrecord/trace"
	"github.com/onrecord/onrecord/trace/words"
)

// runWords is how many words in a row make a quotation that must be found.
const runWords = 7

// longRuns is how many runs of a quotation, one after another, make a
// transcript one of its sources, however long the quotation is.
const longRuns = 6

// runIndex holds every run of runWords words of every transcript: the exhaustive search
// that the index is compared with. It takes a hundred times the memory.
type runIndex struct {
	first map[uint64]int32   // the transcript that a run was first seen in
	more  map[uint64][]int32 // the others, each once
	ids   []string
	days  map[string]string
}

func newRunIndex(docs []trace.Doc) *runIndex {
	x := &runIndex{first: map[uint64]int32{}, more: map[uint64][]int32{}, days: map[string]string{}}
	var ws []words.Word
	for n, d := range docs {
		x.ids = append(x.ids, d.ID)
		x.days[d.ID] = d.Day
		ws = words.Said(ws[:0], d.Text)
		for _, h := range runsOf(ws) {
			first, ok := x.first[h]
			switch list := x.more[h]; {
			case !ok:
				x.first[h] = int32(n)
			case first != int32(n) && (len(list) == 0 || list[len(list)-1] != int32(n)):
				x.more[h] = append(list, int32(n))
			}
		}
	}
	return x
}

// runsOf hashes each run of runWords words.
func runsOf(ws []words.Word) []uint64 {
	var out []uint64
next:
	for i := 0; i+runWords <= len(ws); i++ {
		h := uint64(14695981039346656037)
		for _, w := range ws[i : i+runWords] {
			if w.Hash == words.Gap {
				continue next
			}
			h = (h ^ uint64(w.Hash)) * 1099511628211
			h ^= h >> 32
		}
		out = append(out, h)
	}
	return out
}

// holders gives the transcripts that hold a quotation: most of its runs, with
// how many, and spoken no later than the day after the article's where that is known. any is
// whether some transcript has one of its runs.
func (x *runIndex) holders(quote, day string) (out map[string]int, any bool) {
	out = map[string]int{}
	runs := runsOf(words.Quoted(nil, quote))
	for _, h := range runs {
		if n, ok := x.first[h]; ok {
			out[x.ids[n]]++
		}
		for _, n := range x.more[h] {
			out[x.ids[n]]++
		}
	}
	any = len(out) > 0
	latest := laterThan(day)
	for id, n := range out {
		if latest != "" && x.days[id] > latest || float64(n) < 0.6*float64(len(runs)) && n < longRuns {
			delete(out, id)
		}
	}
	return out, any
}

// laterThan gives the day after a day, or "".
func laterThan(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}
