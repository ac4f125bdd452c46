package trace

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/trace/words"
)

// Place is a range of words of a transcript, counted from 0 as package words
// reads it.
type Place struct{ From, To int }

// Spans gives where in the transcript's text places are, in their order: from the first byte of
// a place's first word to the last of its last. Places beyond the text are
// empty spans at its end.
func Spans(text string, places []Place) []onrecord.Span {
	ws := words.Said(nil, text)
	var out []onrecord.Span
	for _, p := range places {
		span := onrecord.Span{Start: len(text), End: len(text)}
		if p.From >= 0 && p.From < p.To && p.To <= len(ws) {
			span = onrecord.Span{Start: ws[p.From].Start, End: ws[p.To-1].End}
		}
		out = append(out, span)
	}
	return out
}
