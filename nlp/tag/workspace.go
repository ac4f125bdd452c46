package tag

import (
	"github.com/onrecord/onrecord/nlp/tag/encoder"
	"github.com/onrecord/onrecord/nlp/tag/kernel"
)

// workspace is the memory of one reading, kept for the next: one goroutine at
// a time has it.
type workspace struct {
	encoder encoder.Workspace
	arena   []float32
	used    int // of arena
	free    [][]float32
}

// take gives n floats of any value that are kept until they are given back.
func (w *workspace) take(n int) []float32 {
	if last := len(w.free) - 1; last >= 0 {
		out := w.free[last]
		w.free = w.free[:last]
		if cap(out) >= n {
			return out[:n]
		}
	}
	return kernel.Floats(n)
}

// give takes back what take gave.
func (w *workspace) give(floats []float32) { w.free = append(w.free, floats) }

// line is the floats of a cache line, which every slice starts at.
const line = 16

// floats gives n floats of any value, which hold until used is set to 0. Where
// the arena is too small, a larger one takes its place for the next time.
func (w *workspace) floats(n int) []float32 {
	n = (n + line - 1) / line * line
	if w.used+n > len(w.arena) {
		w.arena, w.used = kernel.Floats(max(2*len(w.arena), n, 1<<16)), 0
	}
	out := w.arena[w.used : w.used+n : w.used+n]
	w.used += n
	return out
}
