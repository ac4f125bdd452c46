package positions_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/positions"
	"github.com/onrecord/onrecord/ledger/sqlite"
)

// stand is a made-up statement: who says it, for whom, what and how.
type stand struct {
	day, who, behalf, what, clause, target string
	act                                    onrecord.Act
}

func open(t *testing.T, stands ...stand) onrecord.Ledger {
	t.Helper()
	l, err := sqlite.Open(t.Context(), t.TempDir()+"/ledger.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for i, s := range stands {
		text := s.what + ", said " + s.who + "."
		r := onrecord.Record{Model: "test", Article: onrecord.Article{URL: fmt.Sprintf("https://a.example/%d", i), Title: fmt.Sprint("Story ", i), Text: text,
			Dates: []onrecord.Date{{Kind: onrecord.Published, Value: s.day, Precision: "day", Confidence: 1}}}}
		at := func(words string) onrecord.Span {
			k := strings.Index(text, words)
			return onrecord.Span{Start: k, End: k + len(words)}
		}
		said := onrecord.Statement{ID: fmt.Sprintf("%020d", i), Kind: onrecord.Indirect, Content: []onrecord.Span{at(s.what)}, Act: s.act, Modality: onrecord.Asserted, Actor: s.behalf, Target: s.target,
			Speaker: onrecord.Speaker{Name: s.who, Kind: onrecord.Person, OnBehalfOf: s.behalf, Entity: "e1"}}
		if s.clause != "" {
			said.Conditions = []onrecord.Condition{{Marker: at(s.clause), Clause: at(s.clause), Kind: onrecord.ConditionIf}}
		}
		r.Statements = []onrecord.Statement{said}
		r.Entities = []onrecord.Entity{{ID: "e1", Name: s.who, Kind: onrecord.Person, Key: "person:" + s.who, Mentions: []onrecord.Span{at(s.who)}}}
		if _, err := l.Put(t.Context(), r, onrecord.Origin{}); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func of(t *testing.T, l onrecord.Ledger, q positions.Query) positions.Positions {
	t.Helper()
	p, err := positions.New().Of(t.Context(), l, q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var harbour = []stand{
	{day: "2024-03-01", who: "Paul Aubrac", behalf: "Mauritania", what: "the ministry would withdraw the night crossing rule if pilots return", clause: "if pilots return", target: "Pilots’ Guild", act: onrecord.ActOffer},
	{day: "2024-03-05", who: "Paul Aubrac", behalf: "Mauritania", what: "the ministry will withdraw the night crossing rule", target: "Pilots’ Guild", act: onrecord.ActPromise},
	{day: "2024-03-20", who: "Ines Sow", behalf: "Mauritania", what: "the ministry refuses to withdraw the night crossing rule", target: "Pilots’ Guild", act: onrecord.ActRefusal},
	{day: "2024-03-20", who: "Ines Sow", behalf: "Mauritania", what: "the ferry will be painted before the summer", act: onrecord.ActPlan},
	{day: "2024-03-21", who: "Ines Sow", behalf: "Mauritania", what: "four ships touched ground last winter", act: onrecord.ActClaim},
	{day: "2024-03-22", who: "Marta Lindqvist", behalf: "Pilots’ Guild", what: "the ministry must withdraw the night crossing rule", target: "Mauritania", act: onrecord.ActDemand},
}

func TestPositionsAreThoseOfTheActorByDay(t *testing.T) {
	l := open(t, harbour...)
	p := of(t, l, positions.Query{Actor: "Mauritania"})
	var got []string
	for _, s := range p.Stands {
		got = append(got, s.Article.Day+" "+string(s.Statement.Act))
	}
	slices.Sort(got[2:]) // of one day
	if want := "2024-03-01 offer, 2024-03-05 promise, 2024-03-20 plan, 2024-03-20 refusal"; strings.Join(got, ", ") != want {
		t.Errorf("stands %q, want %q", got, want)
	}
	if p.Stands[0].Terms[0].Text != "if pilots return" {
		t.Errorf("terms %+v", p.Stands[0].Terms)
	}
	if p := of(t, l, positions.Query{Actor: "Ines Sow"}); len(p.Stands) != 2 {
		t.Errorf("%d stands of the person", len(p.Stands))
	}
	if p := of(t, l, positions.Query{Actor: "Mauritania", Toward: "Pilots’ Guild"}); len(p.Stands) != 3 {
		t.Errorf("%d stands toward the guild", len(p.Stands))
	}
	if p := of(t, l, positions.Query{Actor: "Mauritania", About: "ferry"}); len(p.Stands) != 1 {
		t.Errorf("%d stands about the ferry", len(p.Stands))
	}
	if p := of(t, l, positions.Query{Actor: "Nobody"}); len(p.Stands) != 0 || p.Changes == nil {
		t.Errorf("stands of nobody: %+v", p)
	}
	if _, err := positions.New().Of(t.Context(), l, positions.Query{Actor: "X", About: "(a"}); err == nil {
		t.Error("a query that cannot be parsed is taken")
	}
}

func TestChangesAreOnOneMatterAndLater(t *testing.T) {
	p := of(t, open(t, harbour...), positions.Query{Actor: "Mauritania"})
	var got []string
	for _, c := range p.Changes {
		got = append(got, fmt.Sprintf("%s %s→%s", c.By, p.Stands[c.Then].Statement.Act, p.Stands[c.Later].Statement.Act))
	}
	if want := "terms offer→promise, side promise→refusal"; strings.Join(got, ", ") != want {
		t.Errorf("changes %q, want %q", got, want)
	}
	// The same words at another target, on one day, or of another matter are none.
	for name, pair := range map[string][2]stand{
		"another target": {harbour[1], {day: "2024-04-01", who: "Ines Sow", behalf: "Mauritania", what: "the ministry refuses to withdraw the night crossing rule", target: "Ferry Union", act: onrecord.ActRefusal}},
		"one day":        {harbour[1], {day: "2024-03-05", who: "Ines Sow", behalf: "Mauritania", what: "the ministry refuses to withdraw the night crossing rule", target: "Pilots’ Guild", act: onrecord.ActRefusal}},
		"another matter": {harbour[1], {day: "2024-04-01", who: "Ines Sow", behalf: "Mauritania", what: "the ministry refuses to open the archive", target: "Pilots’ Guild", act: onrecord.ActRefusal}},
		"another actor":  {harbour[1], {day: "2024-04-01", who: "Marta Lindqvist", behalf: "Pilots’ Guild", what: "the ministry refuses to withdraw the night crossing rule", act: onrecord.ActRefusal}},
	} {
		if p := of(t, open(t, pair[0], pair[1]), positions.Query{Actor: "Mauritania"}); len(p.Changes) > 0 {
			t.Errorf("%s: %+v", name, p.Changes)
		}
	}
}
