package pages

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/query"
)

// results is a page of what a search finds.
type results struct {
	frame
	State   state
	Found   onrecord.Results
	Fault   *fault
	Tabs    []tab
	Groups  []group
	Chart   *chart
	Meant   []link
	Forms   []link // the same search in other forms
	Next    string
	Fields  []string
	Further bool // not the first page
}

// fault is a query that cannot be parsed, with the place.
type fault struct {
	Before, After string
	Column        int
	Want          string
}

type tab struct {
	Kind, URL string
	Count     *onrecord.Count
	Current   bool
}

// group is what one speaker says, among the hits of a page.
type group struct {
	Speaker onrecord.Speaker
	Key     string
	Hits    []onrecord.Hit
	More    int
	URL     string
}

const (
	pageHits   = 20
	groupHits  = 200 // that are put in groups
	groupShows = 3   // of each group
)

func (p *Pages) search(w http.ResponseWriter, r *http.Request) error {
	out := results{State: stateOf(r.URL.Query()), Fields: query.Fields()}
	s := out.State
	out.frame = p.frame("Search: "+s.Words(), "search")
	out.Q, out.Further, out.Preview = s.Q, s.Cursor != "", true
	out.Feeds = []link{{"This search", s.With("/search.atom"), "application/atom+xml"}, {"This search", s.With("/search.feed.json"), "application/feed+json"}}
	out.Forms = []link{{Text: "CSV", URL: s.With("/search.csv")}, {Text: "JSON", URL: s.With("/search.json", "cursor", s.Cursor)},
		{Text: "Atom feed", URL: s.With("/search.atom")}, {Text: "JSON feed", URL: s.With("/search.feed.json")}}
	text, err := s.Query()
	if err == nil {
		o := onrecord.SearchOptions{Kind: onrecord.HitKind(s.Kind), Sort: onrecord.Sort(s.Sort), Cursor: s.Cursor, Limit: pageHits}
		if s.Group != "" {
			o.Limit, o.Cursor = groupHits, ""
		}
		out.Found, err = p.desk.Search(r.Context(), text, o)
	}
	if bad := faultOf(err); bad != nil {
		out.Fault, out.Forms, out.Feeds = bad, nil, nil
		return p.show(w, http.StatusBadRequest, "results", out)
	}
	if errors.Is(err, onrecord.ErrCursor) {
		return p.say(w, http.StatusBadRequest, "This page of the results is gone", "Search again from the first page.")
	}
	if err != nil {
		return err
	}
	out.tabs()
	if s.Group != "" {
		out.group()
	} else if out.Found.Next != "" {
		out.Next = s.With("/search", "cursor", out.Found.Next)
	}
	for _, meant := range out.Found.Suggestions {
		out.Meant = append(out.Meant, link{Text: meant, URL: state{Q: meant, Kind: s.Kind}.With("/search")})
	}
	if s.Kind == string(onrecord.FindStatements) && !out.Further && len(out.Found.Hits) > 0 {
		months, err := p.desk.Months(r.Context(), text)
		if err != nil {
			return err
		}
		out.Chart = chartOf(months, func(after, before string) string { return s.With("/search", "after", after, "before", before) })
	}
	return p.show(w, http.StatusOK, "results", out)
}

// faultOf is what is wrong with a query; nil where it is something else.
func faultOf(err error) *fault {
	var bad *onrecord.QueryError
	if !errors.As(err, &bad) {
		return nil
	}
	in := []rune(bad.Query)
	at := min(max(bad.Column-1, 0), len(in))
	return &fault{string(in[:at]), string(in[at:]), bad.Column, bad.Want}
}

func (out *results) tabs() {
	for _, kind := range []onrecord.HitKind{onrecord.FindStatements, onrecord.FindPeople, onrecord.FindArticles} {
		t := tab{Kind: string(kind), URL: out.State.With("/search", "kind", string(kind), "group", ""), Current: string(kind) == out.State.Kind}
		if n, ok := out.Found.Counts[kind]; ok {
			t.Count = &n
		}
		out.Tabs = append(out.Tabs, t)
	}
}

// group puts hits by their speakers, who come in the order of their best hits.
func (out *results) group() {
	at := map[string]int{}
	for _, h := range out.Found.Hits {
		if h.Statement == nil {
			continue
		}
		by := h.Statement.Statement.Speaker
		name := cmp.Or(h.Statement.SpeakerID, strings.ToLower(by.Name))
		i, ok := at[name]
		if !ok {
			i = len(out.Groups)
			at[name] = i
			g := group{Speaker: by, Key: h.Statement.SpeakerID}
			if by.Name != "" {
				g.URL = out.State.With("/search", "speaker", by.Name, "group", "")
			}
			out.Groups = append(out.Groups, g)
		}
		if g := &out.Groups[i]; len(g.Hits) < groupShows {
			g.Hits = append(g.Hits, h)
		} else {
			g.More++
		}
	}
}

// preview is the line below a search box while somebody types: how much there is,
// or where the query goes wrong.
func (p *Pages) preview(w http.ResponseWriter, r *http.Request) error {
	var out struct {
		Fault  *fault
		Counts map[onrecord.HitKind]onrecord.Count
		Empty  bool
	}
	s := stateOf(r.URL.Query())
	text, err := s.Query()
	if err == nil && text != "" {
		var found onrecord.Results
		found, err = p.desk.Search(r.Context(), text, onrecord.SearchOptions{Limit: 1, Sort: onrecord.ByDate})
		out.Counts = found.Counts
	}
	if out.Fault, out.Empty = faultOf(err), text == ""; err != nil && out.Fault == nil {
		return err
	}
	return p.part(w, "preview", out)
}
