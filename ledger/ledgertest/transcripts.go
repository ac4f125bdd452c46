package ledgertest

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// transcript is a made-up one of a day, with turns over its text.
func transcript(id, day, text string) onrecord.Transcript {
	t := onrecord.Transcript{ID: id, Title: "Briefing on the harbour, " + day, Kind: onrecord.Briefing, Language: "en", Text: text,
		SHA256: strings.Repeat("ab", 32), Notices: []onrecord.Notice{{Kind: onrecord.NoticeEdited, Evidence: "edited “for length” <b>"}},
		Dates: []onrecord.Date{{Kind: onrecord.Spoken, Value: day, Precision: "day", Basis: "title", Evidence: day, Confidence: 0.9}}}
	for at := 0; at < len(text); {
		end := strings.Index(text[at:], "\n\n")
		if end < 0 {
			end = len(text) - at
		}
		label := strings.Index(text[at:at+end], ":")
		t.Turns = append(t.Turns, onrecord.Turn{Label: onrecord.Span{Start: at, End: at + label}, Speech: []onrecord.Span{{Start: at + label + 2, End: at + end}},
			Speaker: onrecord.Speaker{Name: "Paul Aubrac", Kind: onrecord.Person, Confidence: 0.9}, From: 1.5, To: 2.5})
		at += end + 2
	}
	return t
}

func putTranscript(t *testing.T, l onrecord.Ledger, x onrecord.Transcript, from onrecord.Origin, want onrecord.Outcome) onrecord.Stored {
	t.Helper()
	s, err := l.PutTranscript(t.Context(), x, from)
	if err != nil || s.Outcome != want || s.Article != onrecord.TranscriptID(&x) {
		t.Fatalf("put %s: %+v, %v; want it %s", x.ID, s, err, want)
	}
	return s
}

func unindexed(t *testing.T, l onrecord.Ledger) []onrecord.Covered {
	t.Helper()
	var out []onrecord.Covered
	for k, err := range l.Unindexed(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, onrecord.Covered{ID: k.ID, Version: k.Version})
	}
	return out
}

func testTranscripts(t *testing.T, l onrecord.Ledger) {
	first := transcript("a", "2020-01-02", "MR. AUBRAC: “Señor”, the night rule stays.\n\nQ: Why?")
	place := onrecord.Origin{Place: "/briefings/a", State: "1", SeenAt: at(1)}
	if err := l.Fail(t.Context(), &onrecord.Failure{Stage: "extract", Reason: onrecord.ReasonEmpty}, place); err != nil {
		t.Fatal(err)
	}
	id := putTranscript(t, l, first, place, onrecord.StoredNew).Article
	putTranscript(t, l, first, place, onrecord.StoredUnchanged)
	if s := stats(t, l); s.Transcripts != 1 || s.Failures != 0 || s.Articles != 0 {
		t.Errorf("after one transcript: %+v", s)
	}
	if done, err := l.Done(t.Context(), place); err != nil || !done {
		t.Errorf("the place is not done: %v", err)
	}
	kept, err := l.Transcript(t.Context(), id, 0)
	if err != nil || !reflect.DeepEqual(kept.Transcript, first) || kept.Version != 1 || kept.Current != 1 || len(kept.Versions) != 1 {
		t.Errorf("kept %+v, %v; want %+v", kept, err, first)
	}

	second := transcript("a", "2020-01-02", "MR. AUBRAC: The night rule goes.\n\nQ: Why?")
	putTranscript(t, l, second, onrecord.Origin{Place: "/briefings/a", State: "2", SeenAt: at(2)}, onrecord.StoredChanged)
	// A version that was seen earlier does not become the current one.
	putTranscript(t, l, transcript("a", "2020-01-02", "MR. AUBRAC: A draft."), onrecord.Origin{SeenAt: at(0)}, onrecord.StoredChanged)
	if kept, err = l.Transcript(t.Context(), id, 0); err != nil || kept.Transcript.Text != second.Text || kept.Current != 2 || len(kept.Versions) != 3 {
		t.Errorf("current is version %d of %d: %q, %v", kept.Current, len(kept.Versions), kept.Transcript.Text, err)
	}
	if kept, err = l.Transcript(t.Context(), id, 1); err != nil || kept.Transcript.Text != first.Text {
		t.Errorf("version 1 is %q, %v", kept.Transcript.Text, err)
	}
	for _, missing := range []string{"", "zz", strings.Repeat("00", 10)} {
		if _, err := l.Transcript(t.Context(), missing, 0); !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("transcript %q: %v", missing, err)
		}
	}
	if _, err := l.Transcript(t.Context(), id, 9); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("version 9: %v", err)
	}

	putTranscript(t, l, transcript("b", "2020-03-04", "Q: One."), onrecord.Origin{}, onrecord.StoredNew)
	putTranscript(t, l, transcript("c", "", "Q: Two."), onrecord.Origin{}, onrecord.StoredNew)
	for _, c := range []struct {
		from, to string
		want     string
	}{{"", "", "2020-03-04 2020-01-02 "}, {"2020-01-02", "2020-02-01", "2020-01-02"}, {"2020-01-03", "", "2020-03-04"}, {"2021-01-01", "", ""}} {
		var days []string
		for h, err := range l.Transcripts(t.Context(), c.from, c.to) {
			if err != nil || h.Turns == 0 || h.Bytes == 0 || h.Kind != onrecord.Briefing {
				t.Fatalf("%+v, %v", h, err)
			}
			days = append(days, h.Day)
		}
		if got := strings.Join(days, " "); got != c.want {
			t.Errorf("from %q to %q: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func testTranscriptLists(t *testing.T, l onrecord.Ledger) {
	const n = 600
	want := map[string]bool{}
	for i := range n {
		x := transcript(strings.Repeat("x", i+1), []string{"2020-01-01", "2020-01-02", ""}[i%3], "Q: Why?")
		want[putTranscript(t, l, x, onrecord.Origin{}, onrecord.StoredNew).Article] = true
	}
	last := "9999"
	for h, err := range l.Transcripts(t.Context(), "", "") {
		if err != nil || h.Day > last || !want[h.ID] {
			t.Fatalf("%+v after day %q, %v", h, last, err)
		}
		last = h.Day
		delete(want, h.ID)
	}
	if len(want) > 0 {
		t.Errorf("%d of %d transcripts are not listed", len(want), n)
	}
}

func testShards(t *testing.T, l onrecord.Ledger) {
	a := putTranscript(t, l, transcript("a", "2020-01-02", "Q: One."), onrecord.Origin{SeenAt: at(1)}, onrecord.StoredNew).Article
	b := putTranscript(t, l, transcript("b", "2020-01-02", "Q: Two."), onrecord.Origin{SeenAt: at(1)}, onrecord.StoredNew).Article
	if got, want := unindexed(t, l), []onrecord.Covered{{ID: a, Version: 1}, {ID: b, Version: 1}}; !reflect.DeepEqual(got, want) {
		t.Fatalf("unindexed %v, want %v", got, want)
	}
	shard := func(bytes string, replaces []int64, covers ...onrecord.Covered) error {
		return l.PutShard(t.Context(), onrecord.Shard{Covers: covers, Bytes: []byte(bytes)}, replaces)
	}
	shards := func() []onrecord.Shard {
		t.Helper()
		s, err := l.Shards(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if err := shard("one", nil, onrecord.Covered{ID: a, Version: 1}); err != nil {
		t.Fatal(err)
	}
	if err := shard("two", nil, onrecord.Covered{ID: b, Version: 1}); err != nil {
		t.Fatal(err)
	}
	if got := unindexed(t, l); len(got) > 0 {
		t.Errorf("unindexed although covered: %v", got)
	}
	old := shards()
	if len(old) != 2 || string(old[0].Bytes) != "one" || string(old[1].Bytes) != "two" {
		t.Fatalf("shards %+v", old)
	}
	// A new version is unindexed, and the shard covers the old one no longer.
	putTranscript(t, l, transcript("a", "2020-01-02", "Q: Three."), onrecord.Origin{SeenAt: at(2)}, onrecord.StoredChanged)
	if got, want := unindexed(t, l), []onrecord.Covered{{ID: a, Version: 2}}; !reflect.DeepEqual(got, want) {
		t.Errorf("unindexed %v, want %v", got, want)
	}
	if s := shards(); len(s[0].Covers) != 0 || len(s[1].Covers) != 1 {
		t.Errorf("shards cover %v and %v", s[0].Covers, s[1].Covers)
	}
	if err := shard("both", []int64{old[0].ID, old[1].ID}, onrecord.Covered{ID: a, Version: 2}); err != nil {
		t.Fatal(err)
	}
	if s := shards(); len(s) != 1 || string(s[0].Bytes) != "both" || !reflect.DeepEqual(s[0].Covers, []onrecord.Covered{{ID: a, Version: 2}}) {
		t.Errorf("after the merge: %+v", s)
	}
	if got, want := unindexed(t, l), []onrecord.Covered{{ID: b, Version: 1}}; !reflect.DeepEqual(got, want) {
		t.Errorf("unindexed %v, want what the new shard leaves out, %v", got, want)
	}
	if err := shard("again", []int64{old[0].ID}); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("a shard that is gone was replaced: %v", err)
	}
	if s := shards(); len(s) != 1 {
		t.Errorf("a replacement that failed left %d shards", len(s))
	}
}
