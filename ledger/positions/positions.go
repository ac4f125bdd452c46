// Package positions gathers the stands that somebody takes: input, a ledger and
// an actor; output, statements in order of their days, with their terms, and pairs
// in which the later one says otherwise. Method: statements whose act takes a
// stand (stances.tsv) and whose speaker, or whom it is said for, is the actor; a
// change is two of them on one matter whose acts stand on opposite sides, or of which
// one hangs on conditions that the other does not have, or that package
// otherwise tells apart by a negation. A change is no verdict: each may be of
// its own matter, and both texts are given.
package positions

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/otherwise"
)

//go:embed stances.tsv
var stances string

// common are long words that say nothing of a matter, one a line.
//
//go:embed common.txt
var common string

// Query says whose positions, and on what.
type Query struct {
	Actor  string // a name; statements on its behalf count
	Toward string // only statements directed at or speaking of this name, or ""
	About  string // only statements that match this query, or ""
	Limit  int    // the newest so many statements; 0 means 200
}

// Positions are the stands of an actor.
type Positions struct {
	Actor   string   `json:"actor"`
	Stands  []Stand  `json:"stands"`  // by day, the earliest first; those without a day first of all
	Changes []Change `json:"changes"` // by the later one's day
	Total   int      `json:"total"`   // statements that match, of which Stands are the newest
	More    bool     `json:"more,omitempty"`
}

// Stand is one statement that takes a stand. Its JSON is the statement's.
type Stand struct {
	onrecord.Found
	Side string // "for", "against" or "asks"
}

// Change is two stands, by their places in Positions.Stands, of which the
// later says otherwise.
type Change struct {
	Then  int    `json:"then"`
	Later int    `json:"later"`
	By    string `json:"by"` // side, terms, negation or modal
	On    string `json:"on"` // what they have in common: the target, or words
}

// Finder gathers positions. Make one with New; it is safe for concurrent use.
type Finder struct {
	side      map[onrecord.Act]string
	common    map[string]bool
	otherwise *otherwise.Finder
}

// New makes a Finder.
func New() *Finder {
	f := &Finder{side: map[onrecord.Act]string{}, common: map[string]bool{}, otherwise: otherwise.New()}
	for line := range strings.Lines(stances) {
		if act, side, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			f.side[onrecord.Act(act)] = side
		}
	}
	for _, w := range strings.Fields(common) {
		f.common[w] = true
	}
	return f
}

// Of gathers the positions of an actor. A query that cannot be parsed gives a
// *onrecord.QueryError.
func (f *Finder) Of(ctx context.Context, l onrecord.Ledger, q Query) (Positions, error) {
	if q.Limit <= 0 {
		q.Limit = 200
	}
	out := Positions{Actor: q.Actor, Stands: []Stand{}, Changes: []Change{}}
	who := names(ctx, l, q.Actor)
	toward := names(ctx, l, q.Toward)
	options := onrecord.SearchOptions{Sort: onrecord.ByDate, Limit: 100}
	for len(out.Stands) < q.Limit {
		page, err := l.Search(ctx, f.search(q), options)
		if err != nil {
			return out, err
		}
		if c, ok := page.Counts[onrecord.FindStatements]; ok {
			out.Total, out.More = c.N, c.More
		}
		for _, hit := range page.Hits {
			if hit.Statement == nil || len(out.Stands) >= q.Limit || !speaksFor(hit.Statement, who) {
				continue
			}
			found, err := l.Statement(ctx, hit.Statement.Statement.ID)
			if err != nil {
				return out, err
			}
			if q.Toward == "" || isToward(&found, toward) {
				out.Stands = append(out.Stands, Stand{found, f.side[found.Statement.Act]})
			}
		}
		if page.Next == "" {
			break
		}
		options.Cursor = page.Next
	}
	slices.SortStableFunc(out.Stands, func(a, b Stand) int { return cmp.Compare(a.Article.Day, b.Article.Day) })
	out.Changes = f.changes(out.Stands)
	return out, nil
}

// search is the query for statements of the actor that take a stand.
func (f *Finder) search(q Query) string {
	var acts []string
	for act := range f.side {
		acts = append(acts, "act:"+string(act))
	}
	slices.Sort(acts)
	query := fmt.Sprintf("(speaker:%s OR role:%s) AND (%s)", quoted(q.Actor), quoted(q.Actor), strings.Join(acts, " OR "))
	if q.Toward != "" {
		query += fmt.Sprintf(" AND (about:%s OR %s)", quoted(q.Toward), quoted(q.Toward))
	}
	if q.About != "" {
		query += " AND (" + q.About + ")"
	}
	return query
}

// quoted is a name as one value of a field.
func quoted(s string) string {
	return `"` + strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '"' || r == '“' || r == '”' }), " ") + `"`
}

// names are a name and what the ledger knows it by besides, folded.
func names(ctx context.Context, l onrecord.Ledger, name string) map[string]bool {
	out := map[string]bool{fold(name): true}
	if name == "" {
		return out
	}
	if p, err := l.Who(ctx, name); err == nil {
		for _, other := range append([]string{p.Name, p.Key}, p.Aliases...) {
			out[fold(other)] = true
		}
	}
	return out
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// speaksFor tells whether a statement is made by or on behalf of one of names.
func speaksFor(f *onrecord.Found, names map[string]bool) bool {
	s := &f.Statement
	for _, who := range []string{s.Speaker.Name, s.Speaker.OnBehalfOf, s.Actor, f.SpeakerID} {
		if who != "" && names[fold(who)] {
			return true
		}
	}
	return false
}

// isToward tells whether a statement's target is one of names, or, where it
// has none, its words hold one.
func isToward(f *onrecord.Found, names map[string]bool) bool {
	if f.Statement.Target != "" {
		if names[fold(f.Statement.Target)] {
			return true
		}
	}
	text := " " + strings.Join(wordsOf(f.Text), " ") + " "
	for name := range names {
		if words := wordsOf(name); len(words) > 0 && strings.Contains(text, " "+strings.Join(words, " ")+" ") {
			return true
		}
	}
	return false
}
