package eval

import (
	"fmt"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/internal/invented"
	"github.com/onrecord/onrecord/trace"
)

// tinyTranscripts writes the files that package trace is measured on, of
// invented words.
func tinyTranscripts(write func(path, content string), row func(any) string) {
	var rows strings.Builder
	for i := range 2 * heldOut {
		rows.WriteString(row(map[string]any{"id": fmt.Sprintf("t%d", i), "date": "2016-02-03", "author": "Ada Stone",
			"text": invented.New(100 + i).Text(), "speakers": []any{map[string]any{"label": "MS. STONE", "turns": 1}}}))
	}
	write("transcripts/briefings-dev.jsonl.gz", rows.String())
	write("transcripts/presidency-dev.jsonl.gz", row(map[string]any{"id": "t0", "text": "said again"}))
	write("transcripts/campaign-dev.jsonl.gz", "")
	write("gold/verify-transcripts-dev.jsonl.gz", row(map[string]any{"id": "g_2016-02-04_x", "text": "We keep the harbour open as long as the light on the pier burns."}))
	write("gold/verify-dev.jsonl", row(corpus.SourceOf{Article: "a_2016-02-04_x", Text: "keep the harbour open as long as the light burns", Transcript: "g_2016-02-04_x", Verdict: "altered"}))
	write("stories/basil-dev.jsonl.gz", row(corpus.Story{Event: "e", Date: "2016-01-02", Text: "“Nobody in this town has ever seen such a tide as that,” he said."}))
}

func TestHoldersAreThoseWithMostOfTheRunsSpokenBefore(t *testing.T) {
	said := "we keep the harbour open as long as the light on the pier burns"
	x := newRunIndex([]trace.Doc{
		{ID: "whole", Text: said, Day: "2016-02-03"},
		{ID: "later", Text: said, Day: "2016-02-09"},
		{ID: "part", Text: "they keep the harbour open as long as they can", Day: "2016-02-03"},
	})
	holders, any := x.holders("We keep the harbor [sic] open. "+said, "2016-02-04")
	if !any || len(holders) != 1 || holders["whole"] != 8 {
		t.Errorf("%v %v", holders, any)
	}
	if holders, any = x.holders("keep the harbour open as long as", ""); !any || len(holders) != 3 {
		t.Errorf("%v %v", holders, any)
	}
	if holders, any = x.holders("six words are not quite enough", ""); any || len(holders) != 0 {
		t.Errorf("%v %v", holders, any)
	}
}
