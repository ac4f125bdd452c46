package api

import "time"

// The types below say in OpenAPI what package onrecord writes: its own types write
// themselves. A test holds each against what is written, and fails where one has a
// field that the other lacks.
type (
	// Span is [start, end) in code points of the text.
	Span [2]int

	Date struct {
		Kind       string  `json:"kind" enum:"published,modified,rendered,spoken,mentioned"`
		Value      string  `json:"value" doc:"a day or an RFC 3339 time"`
		Precision  string  `json:"precision"`
		Basis      string  `json:"basis" doc:"how it is known: json-ld, meta, time, url, text, given, trace"`
		Evidence   string  `json:"evidence" doc:"the words or the attribute that it was read from"`
		Confidence float64 `json:"confidence"`
	}
	Dateline struct {
		Place string `json:"place"`
		Span  Span   `json:"span"`
	}
	Article struct {
		URL          string    `json:"url,omitempty"`
		CanonicalURL string    `json:"canonical_url,omitempty"`
		Outlet       string    `json:"outlet,omitempty"`
		SHA256       string    `json:"sha256" doc:"of the page's bytes"`
		Title        string    `json:"title,omitempty"`
		Section      []string  `json:"section"`
		Authors      []string  `json:"authors"`
		Language     string    `json:"language,omitempty"`
		Dateline     *Dateline `json:"dateline,omitempty"`
		Dates        []Date    `json:"dates" doc:"every date found, also those that contradict each other"`
		Published    string    `json:"published,omitempty" doc:"the published date believed most"`
		Text         string    `json:"text" doc:"what all spans point into"`
	}
	Role struct {
		Title string `json:"title"`
		Span  Span   `json:"span"`
	}
	Entity struct {
		ID       string   `json:"id"`
		Name     string   `json:"name"`
		Kind     string   `json:"kind"`
		Aliases  []string `json:"aliases"`
		Roles    []Role   `json:"roles"`
		Country  string   `json:"country,omitempty"`
		Key      string   `json:"key,omitempty" doc:"the same in every article"`
		Wikidata string   `json:"wikidata,omitempty"`
		Mentions []Span   `json:"mentions"`
	}
	Speaker struct {
		Name       string   `json:"name,omitempty"`
		Entity     string   `json:"entity,omitempty"`
		Kind       string   `json:"kind"`
		Role       string   `json:"role,omitempty"`
		OnBehalfOf string   `json:"on_behalf_of,omitempty"`
		Confidence float64  `json:"confidence"`
		Evidence   []string `json:"evidence,omitempty"`
	}
	Mention struct {
		Text string `json:"text"`
		Span Span   `json:"span"`
	}
	Condition struct {
		Marker      Span   `json:"marker"`
		Clause      Span   `json:"clause"`
		Consequence []Span `json:"consequence"`
		Kind        string `json:"kind"`
		Flag        string `json:"flag,omitempty"`
		Rule        string `json:"rule,omitempty"`
	}
	Statement struct {
		ID         string      `json:"id"`
		Kind       string      `json:"kind" enum:"direct,indirect,mixed"`
		Content    []Span      `json:"content"`
		Cue        []Span      `json:"cue"`
		Source     []Span      `json:"source"`
		Speaker    Speaker     `json:"speaker"`
		Parent     string      `json:"parent,omitempty" doc:"ID of the statement that it is nested in"`
		Confidence float64     `json:"confidence"`
		Rule       string      `json:"rule"`
		Evidence   []string    `json:"evidence,omitempty"`
		Addressee  *Mention    `json:"addressee,omitempty"`
		Venue      *Mention    `json:"venue,omitempty"`
		Act        string      `json:"act,omitempty"`
		Modality   string      `json:"modality,omitempty"`
		Conditions []Condition `json:"conditions"`
		Actor      string      `json:"actor,omitempty"`
		Target     string      `json:"target,omitempty"`
		About      []string    `json:"about" doc:"IDs of entities"`
	}
	BlocClaim struct {
		Type        string `json:"type"`
		Value       string `json:"value"`
		Span        Span   `json:"span"`
		Condition   *Span  `json:"condition,omitempty"`
		Statement   string `json:"statement,omitempty"`
		ClaimedBy   string `json:"claimed_by"`
		Approximate bool   `json:"approximate"`
		Rule        string `json:"rule,omitempty"`
	}
	Bloc struct {
		Name    string      `json:"name"`
		Entity  string      `json:"entity,omitempty"`
		Key     string      `json:"key,omitempty"`
		Mention Span        `json:"mention"`
		Claims  []BlocClaim `json:"claims"`
		Rule    string      `json:"rule,omitempty"`
	}
	Record struct {
		Format     int         `json:"format"`
		ID         string      `json:"id"`
		Model      string      `json:"model"`
		Article    Article     `json:"article"`
		Entities   []Entity    `json:"entities"`
		Statements []Statement `json:"statements"`
		Blocs      []Bloc      `json:"blocs"`
	}

	Version struct {
		Number    int       `json:"number"`
		Model     string    `json:"model"`
		TextHash  string    `json:"text_hash"`
		FirstSeen time.Time `json:"first_seen"`
		LastSeen  time.Time `json:"last_seen"`
	}
	KeptArticle struct {
		ID         string    `json:"id"`
		Version    int       `json:"version"`
		Current    int       `json:"current"`
		Versions   []Version `json:"versions"`
		NearCopyOf string    `json:"near_copy_of,omitempty"`
		NearCopies []string  `json:"near_copies,omitempty"`
		Record     Record    `json:"record"`
	}
	Heading struct {
		ID         string `json:"id"`
		Title      string `json:"title"`
		Outlet     string `json:"outlet,omitempty"`
		URL        string `json:"url,omitempty"`
		Language   string `json:"language,omitempty"`
		Published  string `json:"published,omitempty"`
		NearCopyOf string `json:"near_copy_of,omitempty"`
		Statements int    `json:"statements"`
	}
	Term struct {
		Kind string `json:"kind"`
		Text string `json:"text"`
		Flag string `json:"flag,omitempty"`
	}
	FoundStatement struct {
		ID         string   `json:"id"`
		Kind       string   `json:"kind"`
		Text       string   `json:"text"`
		Speaker    Speaker  `json:"speaker"`
		SpeakerKey string   `json:"speaker_key,omitempty"`
		Parent     string   `json:"parent,omitempty"`
		Confidence float64  `json:"confidence"`
		Rule       string   `json:"rule"`
		Act        string   `json:"act,omitempty"`
		Modality   string   `json:"modality,omitempty"`
		Actor      string   `json:"actor,omitempty"`
		Target     string   `json:"target,omitempty"`
		Conditions []Term   `json:"conditions,omitempty"`
		Article    Heading  `json:"article"`
		Version    int      `json:"version"`
		Also       []string `json:"also,omitempty" doc:"IDs of other articles with the same statement"`
	}
	Figure struct {
		Key        string   `json:"key"`
		Name       string   `json:"name"`
		Kind       string   `json:"kind"`
		Country    string   `json:"country,omitempty"`
		Wikidata   string   `json:"wikidata,omitempty"`
		Aliases    []string `json:"aliases,omitempty"`
		Role       string   `json:"role,omitempty"`
		Articles   int      `json:"articles"`
		Statements int      `json:"statements"`
	}
	Snippet struct {
		Text  string `json:"text"`
		Marks []Span `json:"marks"`
	}
	Hit struct {
		Kind      string          `json:"kind"`
		Statement *FoundStatement `json:"statement,omitempty"`
		Person    *Figure         `json:"person,omitempty"`
		Article   *Heading        `json:"article,omitempty"`
		Snippet   Snippet         `json:"snippet"`
		Score     float64         `json:"score"`
	}
	Count struct {
		N    int  `json:"n"`
		More bool `json:"more,omitempty" doc:"there are more than n"`
	}
	Results struct {
		Hits        []Hit            `json:"hits"`
		Next        string           `json:"next,omitempty" doc:"cursor of the next page"`
		Counts      map[string]Count `json:"counts" nullable:"true" doc:"of hits of every kind; null on further pages"`
		Capped      bool             `json:"capped,omitempty" doc:"only the newest hits were ranked"`
		Suggestions []string         `json:"suggestions,omitempty"`
	}
	Tally struct {
		Key   string `json:"key,omitempty"`
		Value string `json:"value"`
		N     int    `json:"n"`
		First string `json:"first,omitempty"`
		Last  string `json:"last,omitempty"`
	}
	Timeline struct {
		Months []Tally `json:"months"`
		Capped bool    `json:"capped,omitempty" doc:"only the newest statements were counted"`
	}
	Contrast struct {
		By    string         `json:"by"`
		Then  FoundStatement `json:"then"`
		Later FoundStatement `json:"later"`
	}
	Profile struct {
		Figure
		Roles     []Tally          `json:"roles,omitempty"`
		Months    []Tally          `json:"months,omitempty"`
		Outlets   []Tally          `json:"outlets,omitempty"`
		About     []Tally          `json:"about,omitempty"`
		AboutThem []Tally          `json:"about_them,omitempty"`
		Latest    []FoundStatement `json:"latest,omitempty"`
		Otherwise []Contrast       `json:"said_otherwise,omitempty"`
		Namesakes []Figure         `json:"namesakes,omitempty"`
	}
)
