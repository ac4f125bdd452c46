package pages

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/query"
)

// filter is a restriction that the page of results has a field for.
type filter struct {
	Param, Field, Label string
	Options             []string // what it may be; nil where it is typed
	Date                bool
	Value               string
}

// filters are all of them, empty.
func filters() []filter {
	return []filter{
		{Param: "speaker", Field: "speaker", Label: "Speaker"},
		{Param: "about", Field: "about", Label: "About"},
		{Param: "outlet", Field: "outlet", Label: "Outlet"},
		{Param: "form", Field: "kind", Label: "Quoted", Options: []string{"direct", "indirect", "mixed"}},
		{Param: "act", Field: "act", Label: "Act", Options: []string{"claim", "denial", "promise", "offer", "threat", "demand", "request", "refusal",
			"acceptance", "support", "accusation", "prediction", "question", "plan", "order", "other"}},
		{Param: "condition", Field: "condition", Label: "Condition", Options: []string{"any", "if", "only_if", "unless", "provided", "as_long_as",
			"until", "whether", "in_exchange", "other"}},
		{Param: "after", Field: "after", Label: "From", Date: true},
		{Param: "before", Field: "before", Label: "Before", Date: true},
	}
}

// state is all that a page of results depends on, as its URL has it.
type state struct {
	Q, Kind, Sort, Group, Cursor string
	Filters                      []filter
}

func stateOf(v url.Values) state {
	s := state{Q: clean(v.Get("q")), Kind: v.Get("kind"), Sort: v.Get("sort"), Group: v.Get("group"), Cursor: v.Get("cursor"), Filters: filters()}
	if !slices.Contains([]string{"statements", "people", "articles"}, s.Kind) {
		s.Kind = string(onrecord.FindStatements)
	}
	if s.Sort != string(onrecord.ByDate) {
		s.Sort = string(onrecord.ByRelevance)
	}
	if s.Group != "speaker" || s.Kind != string(onrecord.FindStatements) {
		s.Group = ""
	}
	for i := range s.Filters {
		f := &s.Filters[i]
		f.Value = clean(v.Get(f.Param))
		if f.Options != nil && !slices.Contains(f.Options, f.Value) {
			f.Value = ""
		}
	}
	return s
}

// clean is what somebody typed, in one line.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD")))
}

// Query is what is searched for: what was typed, and the filters. Its error is a
// *onrecord.QueryError about what was typed.
func (s state) Query() (string, error) {
	typed, err := query.Parse(s.Q)
	if err != nil {
		return "", err
	}
	var parts query.And
	switch root := typed.Root.(type) {
	case nil:
	case query.And:
		parts = append(parts, root...)
	default:
		parts = append(parts, root)
	}
	for _, f := range s.Filters {
		// Quotation marks and stars cannot stand within a field's value.
		if value := strings.Join(strings.FieldsFunc(f.Value, func(r rune) bool { return strings.ContainsRune("\"“”„«»‟*", r) || r <= ' ' }), " "); value != "" {
			parts = append(parts, query.Field{Name: f.Field, Value: value})
		}
	}
	var all query.Query
	switch len(parts) {
	case 0:
	case 1:
		all.Root = parts[0]
	default:
		all.Root = parts
	}
	text := all.String()
	_, err = query.Parse(text) // a filter may hold what its field does not take
	return text, err
}

// With is the address of the same state but for some parameters, given as name,
// value. Another state begins on its first page.
func (s state) With(path string, changes ...string) string {
	v := url.Values{}
	for _, pair := range [][2]string{{"q", s.Q}, {"kind", s.Kind}, {"sort", s.Sort}, {"group", s.Group}} {
		v.Set(pair[0], pair[1])
	}
	for _, f := range s.Filters {
		v.Set(f.Param, f.Value)
	}
	for i := 0; i+1 < len(changes); i += 2 {
		v.Set(changes[i], changes[i+1])
	}
	for name, values := range v {
		if values[0] == "" || name == "kind" && values[0] == string(onrecord.FindStatements) || name == "sort" && values[0] == string(onrecord.ByRelevance) {
			v.Del(name)
		}
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// Filtered tells whether a filter is set.
func (s state) Filtered() bool {
	return slices.ContainsFunc(s.Filters, func(f filter) bool { return f.Value != "" })
}

// Words are what the state asks for, for a title.
func (s state) Words() string {
	parts := []string{}
	if s.Q != "" {
		parts = append(parts, s.Q)
	}
	for _, f := range s.Filters {
		if f.Value != "" {
			parts = append(parts, strings.ToLower(f.Label)+" "+f.Value)
		}
	}
	return cmp.Or(strings.Join(parts, ", "), "everything")
}
