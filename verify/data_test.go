package verify_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract"
	"github.com/onrecord/onrecord/pipeline"
	"github.com/onrecord/onrecord/verify"
)

// TestTheSeedCase holds the article that the program is measured by against the
// transcript of what it reports, end to end: everything in which it misleads
// must come out. It counts, and knows no text.
func TestTheSeedCase(t *testing.T) {
	data := os.Getenv("ONRECORD_DATA")
	if data == "" {
		t.Skip("ONRECORD_DATA is not set")
	}
	article, err := os.ReadFile(filepath.Join(data, "seed", "article.txt"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(data, "transcripts", "2015-11-23.html"))
	if err != nil {
		t.Fatal(err)
	}
	reader, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	record, err := reader.Read(context.Background(), onrecord.Page{Form: onrecord.Scrape, Body: article})
	if err != nil {
		t.Fatal(err)
	}
	transcript, err := extract.ReadTranscript(context.Background(), onrecord.Page{Form: onrecord.HTML, Body: page})
	if err != nil {
		t.Fatal(err)
	}
	v := verify.Verify(record, []onrecord.Transcript{transcript}, verify.Options{})
	has := func(flags ...onrecord.Flag) (n int) {
		for _, c := range v.Checks {
			all := true
			for _, f := range flags {
				all = all && slices.Contains(c.Flags, f)
			}
			if all {
				n++
			}
		}
		return n
	}
	verdicts := map[onrecord.Verdict]int{}
	for _, c := range v.Checks {
		verdicts[c.Verdict]++
	}
	if verdicts[onrecord.NotFound]+verdicts[onrecord.Misattributed]+verdicts[onrecord.Reordered]+verdicts[onrecord.Spliced] > 0 {
		t.Errorf("verdicts %v: every quotation of this article was said, by the one it names, in one piece", verdicts)
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"sentences whose first word is cut off", has(onrecord.FlagCutStart), 3},
		{"words given without marks and changed", has(onrecord.FlagUnquoted, onrecord.FlagContent), 1},
		{"words given without marks", min(has(onrecord.FlagUnquoted), 4), 4},
		{"reports that leave out a condition", has(onrecord.FlagConditionDropped, onrecord.FlagParaphrase), 1},
		{"answers that need their question", has(onrecord.FlagNeedsQuestion), 1},
		{"quotations with a function word changed", verdicts[onrecord.Altered] - has(onrecord.FlagContent) - has(onrecord.FlagUnquoted, onrecord.FlagMinor), 2},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
	for _, kind := range []onrecord.NoteKind{onrecord.NoteOrder, onrecord.NoteJoined, onrecord.NoteHeadline} {
		if n := len(slices.DeleteFunc(slices.Clone(v.Notes), func(n onrecord.Note) bool { return n.Kind != kind })); n != 1 {
			t.Errorf("%d notes of kind %s, want one: %+v", n, kind, v.Notes)
		}
	}
}
