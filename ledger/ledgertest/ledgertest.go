// Package ledgertest says what a ledger must do, as tests that any store can
// be put through: input, a function that opens an empty one; output, what it
// gets wrong. It knows the interface alone, and nothing of any store.
package ledgertest

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

// Test runs the whole suite. open gives a new and empty ledger each time and
// sees to its closing.
func Test(t *testing.T, open func(t *testing.T) onrecord.Ledger) {
	t.Run("NearCopiesInAnyOrder", func(t *testing.T) { testAnyOrder(t, open) })
	for _, c := range []struct {
		name string
		test func(*testing.T, onrecord.Ledger)
	}{
		{"Idempotence", testIdempotence},
		{"Marks", testMarks},
		{"Versions", testVersions},
		{"Models", testModels},
		{"RoundTrip", testRoundTrip},
		{"NearCopies", testNearCopies},
		{"Failures", testFailures},
		{"Feeds", testFeeds},
		{"Search", testSearch},
		{"SearchMeansWhatItSays", testAgrees},
		{"SearchForgetsOldVersions", testSearchForgets},
		{"Ranking", testRanking},
		{"Suggestions", testSuggestions},
		{"Paging", testPaging},
		{"Who", testWho},
		{"SaidOtherwise", testOtherwise},
		{"Blocs", testBlocs},
		{"Overview", testOverview},
		{"Records", testRecords},
		{"Transcripts", testTranscripts},
		{"TranscriptLists", testTranscriptLists},
		{"Shards", testShards},
		{"Concurrency", testConcurrency},
		{"Hostile", testHostile},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := open(t)
			c.test(t, l)
			sound(t, l)
		})
	}
}

// sound fails where the ledger's own check finds damage.
func sound(t *testing.T, l onrecord.Ledger) {
	t.Helper()
	report, err := l.Check(t.Context())
	if err != nil || len(report.Problems) > 0 || report.Schema == 0 {
		t.Errorf("check: %+v, %v", report, err)
	}
}

func put(t *testing.T, l onrecord.Ledger, r onrecord.Record, from onrecord.Origin) onrecord.Stored {
	t.Helper()
	s, err := l.Put(t.Context(), r, from)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func stats(t *testing.T, l onrecord.Ledger) onrecord.Stats {
	t.Helper()
	s, err := l.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// at is a moment of a fixed day.
func at(hour int) time.Time { return time.Date(2020, 1, 2, hour, 0, 0, 0, time.UTC) }

func testIdempotence(t *testing.T, l onrecord.Ledger) {
	from := onrecord.Origin{Place: "a.html", State: "100 bytes", SeenAt: at(1)}
	done := func(want bool, from onrecord.Origin) {
		t.Helper()
		if got, err := l.Done(t.Context(), from); got != want || err != nil {
			t.Errorf("done: %v, %v", got, err)
		}
	}
	done(false, from)
	first := put(t, l, Invented(1), from)
	done(true, from)
	done(false, onrecord.Origin{Place: "a.html", State: "101 bytes"})
	done(false, onrecord.Origin{Place: "b.html", State: "100 bytes"})
	if first.Outcome != onrecord.StoredNew || first.Version != 1 {
		t.Errorf("first: %+v", first)
	}
	want := stats(t, l)
	again := put(t, l, Invented(1), onrecord.Origin{Place: "elsewhere.html", SeenAt: at(2)})
	if again.Outcome != onrecord.StoredUnchanged || again.Article != first.Article || again.Version != 1 {
		t.Errorf("again: %+v", again)
	}
	got := stats(t, l)
	if got.DiskBytes = want.DiskBytes; !reflect.DeepEqual(got, want) || want.Articles != 1 || want.Statements != StatementsEach {
		t.Errorf("stats %+v became %+v", want, got)
	}
}

func testMarks(t *testing.T, l onrecord.Ledger) {
	marked := func(want, place string) {
		t.Helper()
		if got, err := l.Marked(t.Context(), place); got != want || err != nil {
			t.Errorf("%s is marked %q, %v; want %q", place, got, err, want)
		}
	}
	marked("", "a.warc")
	f := &onrecord.Failure{Stage: "fetch", Reason: onrecord.ReasonBadInput}
	if err := l.Fail(t.Context(), f, onrecord.Origin{Place: "a.warc"}); err != nil {
		t.Fatal(err)
	}
	for _, state := range []string{"to 100", "to 200 é"} {
		if err := l.Mark(t.Context(), onrecord.Origin{Place: "a.warc", State: state}); err != nil {
			t.Fatal(err)
		}
		marked(state, "a.warc")
	}
	put(t, l, Invented(1), onrecord.Origin{Place: "b.html", State: "s"})
	marked("s", "b.html")
	if done, err := l.Done(t.Context(), onrecord.Origin{Place: "a.warc", State: "to 200 é"}); !done || err != nil {
		t.Errorf("what is marked is done: %v, %v", done, err)
	}
	if s := stats(t, l); s.Failures != 1 || s.Articles != 1 {
		t.Errorf("stats %+v", s)
	}
}

func testVersions(t *testing.T, l onrecord.Ledger) {
	ada := onrecord.Entity{Name: "Ada Stone", Kind: onrecord.Person, Key: "person:ada-stone"}
	version := func(what string) onrecord.Record {
		return article("https://a.example/1", "Bridge", "2016-01-02").says(ada, "mayor", what).done()
	}
	first, second := version("It opens in May"), version("It opens in June")
	put(t, l, second, onrecord.Origin{SeenAt: at(2)})
	// Found later but seen earlier: the order of reading an archive does not
	// decide which version is the current one.
	stored := put(t, l, first, onrecord.Origin{SeenAt: at(1)})
	if stored.Outcome != onrecord.StoredChanged || stored.Version != 2 {
		t.Errorf("stored %+v", stored)
	}
	check := func(version int, want onrecord.Record, current int) {
		t.Helper()
		kept, err := l.Article(t.Context(), stored.Article, version)
		if err != nil || kept.Record.Article.Text != want.Article.Text || kept.Current != current || len(kept.Versions) != 2 {
			t.Errorf("version %d: %+v, %v", version, kept, err)
		}
	}
	check(0, second, 1)
	check(1, second, 1)
	check(2, first, 1)
	if got := put(t, l, first, onrecord.Origin{SeenAt: at(3)}); got.Outcome != onrecord.StoredUnchanged {
		t.Errorf("stored %+v", got)
	}
	check(0, first, 2) // the page went back to its first text
	for _, r := range []onrecord.Record{first, second} {
		f, err := l.Statement(t.Context(), r.Statements[0].ID)
		if err != nil || f.Statement.ID != r.Statements[0].ID || f.Article.ID != stored.Article {
			t.Errorf("statement of a version: %+v, %v", f, err)
		}
	}
	if _, err := l.Article(t.Context(), stored.Article, 3); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("version 3: %v", err)
	}
	if s := stats(t, l); s.Articles != 1 || s.Versions != 2 || s.Statements != 1 {
		t.Errorf("stats %+v", s)
	}
}

func testModels(t *testing.T, l onrecord.Ledger) {
	r := Invented(1)
	put(t, l, r, onrecord.Origin{})
	r.Model = "test/2"
	r.Statements = r.Statements[:5]
	if got := put(t, l, r, onrecord.Origin{}); got.Outcome != onrecord.StoredReread || got.Version != 1 {
		t.Errorf("stored %+v", got)
	}
	if s := stats(t, l); s.Versions != 1 || s.Statements != 5 || s.Models["test/2"] != 1 {
		t.Errorf("stats %+v", s)
	}
}

func testRoundTrip(t *testing.T, l onrecord.Ledger) {
	elodie := onrecord.Entity{Name: "Élodie Šťastná 😀", Kind: onrecord.Person, Key: "Q1", Wikidata: "Q1", Aliases: []string{"Šťastná"}}
	r := article("https://a.example/1", "“Über” 𝔘nicode", "2016-01-02").says(elodie, "premiér", "Ça 😀 va \"text\":\"\\u0000\" – naïve").
		says(elodie, "", "und “so” weiter").done()
	said, later := &r.Statements[0], r.Statements[1].Content[0]
	said.Act, said.Modality, said.Actor, said.Target, said.About = onrecord.ActOffer, onrecord.Hypothetical, "Élodie", "𝔘", []string{"e1"}
	said.Addressee, said.Venue = &onrecord.Mention{Text: "so", Span: later}, &onrecord.Mention{Text: "und", Span: said.Cue[0]}
	said.Conditions = []onrecord.Condition{{Marker: later, Clause: said.Cue[0], Consequence: []onrecord.Span{later, said.Source[0]}, Kind: onrecord.ConditionIf},
		{Marker: said.Cue[0], Clause: later, Kind: onrecord.ConditionOther, Flag: "concessive"}}
	r.Blocs = []onrecord.Bloc{{Name: "pakt", Key: "bloc:pakt", Mention: later, Claims: []onrecord.BlocClaim{{Type: onrecord.BlocSize, Value: "65", Span: said.Cue[0], Condition: &said.Source[0]},
		{Type: onrecord.BlocMember, Value: "𝔘", Span: later, Statement: said.ID, ClaimedBy: "Élodie", Approximate: true}}}, {Name: "zwei", Mention: said.Cue[0]}}
	want, err := r.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	stored := put(t, l, r, onrecord.Origin{})
	kept, err := l.Article(t.Context(), stored.Article, 0)
	if err != nil {
		t.Fatal(err)
	}
	got, err := kept.Record.MarshalJSON()
	if err != nil || string(got) != string(want) {
		t.Errorf("got %s (%v)\nwant %s", got, err, want)
	}
	f, err := l.Statement(t.Context(), r.Statements[0].ID)
	if err != nil || f.Text != r.Statements[0].Content[0].In(r.Article.Text) || f.SpeakerID != "Q1" {
		t.Errorf("statement %+v, %v", f, err)
	}
	if len(f.Terms) != 2 || f.Terms[0].Text != said.Conditions[0].Clause.In(r.Article.Text) || f.Terms[1].Flag != "concessive" {
		t.Errorf("terms %+v", f.Terms)
	}
	for query, want := range map[string]int{"act:offer": 1, "condition:any": 1, "condition:if": 1, "act:denial": 0, "condition:other": 0, "naive AND condition:any": 1, "NOT act:offer": 1} {
		res, err := l.Search(t.Context(), query, onrecord.SearchOptions{})
		if err != nil || len(res.Hits) != want {
			t.Errorf("%s: found %d, %v; want %d", query, len(res.Hits), err, want)
		}
	}
	for _, query := range []string{"stastna", "speaker:ŠŤASTNÁ", "naive", "“und so”"} {
		res, err := l.Search(t.Context(), query, onrecord.SearchOptions{})
		if err != nil || len(res.Hits) == 0 {
			t.Errorf("%s: found %d, %v", query, len(res.Hits), err)
		}
	}
	for _, id := range []string{"", "zz", "00112233445566778899"} {
		if _, err := l.Article(t.Context(), id, 0); !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("article %q: %v", id, err)
		}
		if _, err := l.Statement(t.Context(), id); !errors.Is(err, onrecord.ErrNotFound) {
			t.Errorf("statement %q: %v", id, err)
		}
	}
}

func testFailures(t *testing.T, l onrecord.Ledger) {
	fail := func(n int, reason onrecord.Reason, hour int) onrecord.Origin {
		t.Helper()
		from := onrecord.Origin{Place: fmt.Sprintf("page %d", n), State: "s", SeenAt: at(hour)}
		f := &onrecord.Failure{ID: "id", URL: "https://a.example", Stage: "fetch", Reason: reason, Message: "no\x00 “answer”"}
		if err := l.Fail(t.Context(), f, from); err != nil {
			t.Fatal(err)
		}
		return from
	}
	for n := range 7 {
		fail(n, onrecord.ReasonTimeout, n/2)
	}
	from := fail(7, onrecord.ReasonEmpty, 9)
	fail(7, onrecord.ReasonEmpty, 10)
	var places []string
	for filter := (onrecord.FailureFilter{Limit: 3}); ; {
		list, err := l.Failures(t.Context(), filter)
		if err != nil || list.Total != 8 {
			t.Fatalf("%+v, %v", list, err)
		}
		for _, f := range list.Failures {
			places = append(places, f.Origin.Place[5:])
		}
		if filter.Cursor = list.Next; list.Next == "" {
			break
		}
	}
	if want := []string{"7", "6", "4", "5", "2", "3", "0", "1"}; !slices.Equal(places, want) {
		t.Errorf("listed %v, want %v", places, want)
	}
	list, err := l.Failures(t.Context(), onrecord.FailureFilter{Stage: "fetch", Reason: onrecord.ReasonEmpty})
	if err != nil || len(list.Failures) != 1 || list.Failures[0].Times != 2 || !list.Failures[0].First.Equal(at(9)) || list.Failures[0].Failure.Message != "no\x00 “answer”" {
		t.Errorf("%+v, %v", list, err)
	}
	if done, err := l.Done(t.Context(), from); done || err != nil {
		t.Errorf("a failure is done: %v, %v", done, err)
	}
	put(t, l, Invented(1), from)
	if s := stats(t, l); s.Failures != 7 || s.Reasons[onrecord.ReasonEmpty] != 0 {
		t.Errorf("success did not clear the failure: %+v", s)
	}
	if _, err := l.Failures(t.Context(), onrecord.FailureFilter{Cursor: "%%"}); err == nil {
		t.Error("a cursor that is none was taken")
	}
}

func testFeeds(t *testing.T, l onrecord.Ledger) {
	for _, place := range []string{"https://a.example/feed", "https://b.example/feed"} {
		f := &onrecord.Failure{URL: place, Stage: "fetch", Reason: onrecord.ReasonHTTP}
		if err := l.Fail(t.Context(), f, onrecord.Origin{Place: place}); err != nil {
			t.Fatal(err)
		}
	}
	b := onrecord.Feed{URL: "https://b.example/feed", ETag: `"1"`, Next: at(5)}
	a := onrecord.Feed{URL: "https://a.example/feed", LastModified: "Thu", Next: at(6), Checked: at(5), Failures: 2}
	for _, f := range []onrecord.Feed{b, a, {URL: b.URL}, b} {
		if err := l.SetFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	got, err := l.Feeds(t.Context())
	if err != nil || !reflect.DeepEqual(got, []onrecord.Feed{a, b}) {
		t.Errorf("got %+v, %v", got, err)
	}
	left, err := l.Failures(t.Context(), onrecord.FailureFilter{})
	if err != nil || len(left.Failures) != 1 || left.Failures[0].Origin.Place != a.URL {
		t.Errorf("a feed that is well is to have no failure, the other to keep its own: %+v, %v", left, err)
	}
}

func testConcurrency(t *testing.T, l onrecord.Ledger) {
	const writers, each = 4, 15
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for n := range each {
				// Every article by two writers at once.
				if _, err := l.Put(t.Context(), Invented((w/2)*each+n), onrecord.Origin{SeenAt: at(1)}); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range each {
				res, err := l.Search(t.Context(), "said OR the", onrecord.SearchOptions{Kind: onrecord.FindArticles})
				if err != nil {
					t.Error(err)
				}
				for _, h := range res.Hits {
					if h.Article.Statements != StatementsEach {
						t.Errorf("a reader sees an article with %d statements", h.Article.Statements)
					}
				}
				for r, err := range l.Records(t.Context(), "") {
					if err != nil || len(r.Statements) != StatementsEach {
						t.Errorf("%d statements, %v", len(r.Statements), err)
					}
				}
			}
		})
	}
	wg.Wait()
	if s := stats(t, l); s.Articles != 2*each || s.Versions != 2*each || s.Statements != 2*each*StatementsEach {
		t.Errorf("stats %+v", s)
	}
}
