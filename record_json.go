package onrecord

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Format is the version of the record's JSON form.
const Format = 1

// The types below are the record's JSON form, with spans in code points.
type (
	jsonSpan [2]int

	jsonRecord struct {
		Format     int             `json:"format"`
		ID         string          `json:"id"`
		Model      string          `json:"model"`
		Article    jsonArticle     `json:"article"`
		Entities   []jsonEntity    `json:"entities"`
		Statements []jsonStatement `json:"statements"`
		Blocs      []jsonBloc      `json:"blocs"`
	}

	jsonArticle struct {
		URL          string        `json:"url,omitempty"`
		CanonicalURL string        `json:"canonical_url,omitempty"`
		Outlet       string        `json:"outlet,omitempty"`
		SHA256       string        `json:"sha256"`
		Title        string        `json:"title,omitempty"`
		Section      []string      `json:"section"`
		Authors      []string      `json:"authors"`
		Language     string        `json:"language,omitempty"`
		Dateline     *jsonDateline `json:"dateline,omitempty"`
		Dates        []Date        `json:"dates"`
		Published    string        `json:"published,omitempty"`
		Text         string        `json:"text"`
	}

	jsonDateline struct {
		Place string   `json:"place"`
		Span  jsonSpan `json:"span"`
	}

	jsonRole struct {
		Title string   `json:"title"`
		Span  jsonSpan `json:"span"`
	}

	jsonEntity struct {
		ID       string     `json:"id"`
		Name     string     `json:"name"`
		Kind     EntityKind `json:"kind"`
		Aliases  []string   `json:"aliases"`
		Roles    []jsonRole `json:"roles"`
		Country  string     `json:"country,omitempty"`
		Key      string     `json:"key,omitempty"`
		Wikidata string     `json:"wikidata,omitempty"`
		Mentions []jsonSpan `json:"mentions"`
	}

	jsonStatement struct {
		ID         string     `json:"id"`
		Kind       Kind       `json:"kind"`
		Content    []jsonSpan `json:"content"`
		Cue        []jsonSpan `json:"cue"`
		Source     []jsonSpan `json:"source"`
		Speaker    Speaker    `json:"speaker"`
		Parent     string     `json:"parent,omitempty"`
		Confidence float64    `json:"confidence"`
		Rule       string     `json:"rule"`
		Evidence   []string   `json:"evidence,omitempty"`

		Addressee  *jsonMention    `json:"addressee,omitempty"`
		Venue      *jsonMention    `json:"venue,omitempty"`
		Act        Act             `json:"act,omitempty"`
		Modality   Modality        `json:"modality,omitempty"`
		Conditions []jsonCondition `json:"conditions"`
		Actor      string          `json:"actor,omitempty"`
		Target     string          `json:"target,omitempty"`
		About      []string        `json:"about"`
	}
)

// MarshalJSON writes the record in its published form, with every span in
// code points. Lists are never null. The same record gives the same bytes.
func (r Record) MarshalJSON() ([]byte, error) {
	a := &r.Article
	points := NewPoints(a.Text)
	out := jsonRecord{
		Format: Format, ID: a.ID, Model: r.Model,
		Article: jsonArticle{
			URL: a.URL, CanonicalURL: a.CanonicalURL, Outlet: a.Outlet, SHA256: a.SHA256, Title: a.Title,
			Section: list(a.Section), Authors: list(a.Authors), Language: a.Language,
			Dates: list(a.Dates), Text: a.Text,
		},
		Entities:   make([]jsonEntity, 0, len(r.Entities)),
		Statements: make([]jsonStatement, 0, len(r.Statements)),
	}
	if d, ok := a.PublishedDate(); ok {
		out.Article.Published = d.Value
	}
	if a.Dateline != nil {
		out.Article.Dateline = &jsonDateline{Place: a.Dateline.Place, Span: points.span(a.Dateline.Span)}
	}
	for _, e := range r.Entities {
		roles := make([]jsonRole, 0, len(e.Roles))
		for _, role := range e.Roles {
			roles = append(roles, jsonRole{Title: role.Title, Span: points.span(role.Span)})
		}
		out.Entities = append(out.Entities, jsonEntity{
			ID: e.ID, Name: e.Name, Kind: e.Kind, Aliases: list(e.Aliases), Roles: roles,
			Country: e.Country, Key: e.Key, Wikidata: e.Wikidata, Mentions: points.spans(e.Mentions),
		})
	}
	for _, s := range r.Statements {
		if s.Speaker.Kind == "" {
			s.Speaker.Kind = Unknown
		}
		out.Statements = append(out.Statements, jsonStatement{
			ID: s.ID, Kind: s.Kind, Content: points.spans(s.Content), Cue: points.spans(s.Cue),
			Source: points.spans(s.Source), Speaker: s.Speaker, Parent: s.Parent,
			Confidence: s.Confidence, Rule: s.Rule, Evidence: s.Evidence,
			Addressee: publishMention(points, s.Addressee), Venue: publishMention(points, s.Venue), Act: s.Act, Modality: s.Modality,
			Conditions: publishConditions(points, s.Conditions), Actor: s.Actor, Target: s.Target, About: list(s.About),
		})
	}
	out.Blocs = publishBlocs(points, r.Blocs)
	return encode(out)
}

// encode is json.Marshal without escaping <, > and &; whoever embeds the
// result chooses. encoding/json escapes again where its caller asks for it.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// UnmarshalJSON reads a record's published form back: spans become bytes
// again. It fails on another format and on spans outside the text.
func (r *Record) UnmarshalJSON(data []byte) error {
	var in jsonRecord
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	if in.Format != Format {
		return fmt.Errorf("onrecord: record has format %d, this program reads %d", in.Format, Format)
	}
	index := newByteIndex(in.Article.Text)
	a := in.Article
	*r = Record{Model: in.Model, Article: Article{
		ID: in.ID, URL: a.URL, CanonicalURL: a.CanonicalURL, Outlet: a.Outlet, SHA256: a.SHA256, Title: a.Title,
		Section: a.Section, Authors: a.Authors, Language: a.Language, Dates: a.Dates, Text: a.Text,
	}}
	if a.Dateline != nil {
		r.Article.Dateline = &Dateline{Place: a.Dateline.Place, Span: index.span(a.Dateline.Span)}
	}
	for _, e := range in.Entities {
		entity := Entity{ID: e.ID, Name: e.Name, Kind: e.Kind, Aliases: e.Aliases, Country: e.Country,
			Key: e.Key, Wikidata: e.Wikidata, Mentions: index.spans(e.Mentions)}
		for _, role := range e.Roles {
			entity.Roles = append(entity.Roles, Role{Title: role.Title, Span: index.span(role.Span)})
		}
		r.Entities = append(r.Entities, entity)
	}
	for _, s := range in.Statements {
		r.Statements = append(r.Statements, Statement{
			ID: s.ID, Kind: s.Kind, Content: index.spans(s.Content), Cue: index.spans(s.Cue),
			Source: index.spans(s.Source), Speaker: s.Speaker, Parent: s.Parent,
			Confidence: s.Confidence, Rule: s.Rule, Evidence: s.Evidence,
			Addressee: index.mention(s.Addressee), Venue: index.mention(s.Venue), Act: s.Act, Modality: s.Modality,
			Conditions: index.conditions(s.Conditions), Actor: s.Actor, Target: s.Target, About: given(s.About),
		})
	}
	r.Blocs = index.blocs(in.Blocs)
	return index.err
}

// list makes a nil slice an empty one, so that JSON says [] and not null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
