package onrecord

import "strings"

// HitKind is what a search finds.
type HitKind string

// The kinds of hits.
const (
	FindStatements HitKind = "statements"
	FindPeople     HitKind = "people" // entities of every kind
	FindArticles   HitKind = "articles"
)

// Sort is the order of hits.
type Sort string

// The orders. Ties go to the article kept last, so that pages are stable.
const (
	ByRelevance Sort = "relevance"
	ByDate      Sort = "date" // the newest first; what has no date comes last
)

// SearchOptions choose what Search gives. The zero value asks for the 20
// statements that fit best.
type SearchOptions struct {
	Kind   HitKind // "" means FindStatements
	Sort   Sort    // "" means ByRelevance; an empty query is always by date
	Limit  int     // 0 means 20; never more than 200
	Cursor string  // a Results' Next, of the same query, kind and sort
}

// Count is a number of hits. Counting stops at a bound.
type Count struct {
	N    int  `json:"n"`
	More bool `json:"more,omitempty"` // there are more than N
}

// Results is one page of hits.
type Results struct {
	Hits   []Hit             `json:"hits"`
	Next   string            `json:"next,omitempty"` // cursor of the next page, "" after the last
	Counts map[HitKind]Count `json:"counts"`         // of hits of every kind, whichever was asked for; on the first page only
	// Capped says that so much matches that only the newest hits were ranked.
	Capped bool `json:"capped,omitempty"`
	// Suggestions are queries that do find something, where this one finds
	// nothing because of a word that no article has.
	Suggestions []string `json:"suggestions,omitempty"`
}

// Hit is one thing found: of Statement, Person and Article, the one that Kind
// says is set.
type Hit struct {
	Kind      HitKind  `json:"kind"`
	Statement *Found   `json:"statement,omitempty"`
	Person    *Figure  `json:"person,omitempty"`
	Article   *Heading `json:"article,omitempty"`
	Snippet   Snippet  `json:"snippet"`
	Score     float64  `json:"score"` // of relevance: higher is better; comparable within one search
}

// Heading is what a list shows of an article.
type Heading struct {
	ID         string `json:"id"` // in the ledger
	Title      string `json:"title"`
	Outlet     string `json:"outlet,omitempty"`
	URL        string `json:"url,omitempty"`
	Language   string `json:"language,omitempty"`
	Day        string `json:"published,omitempty"` // published, "" where unknown
	NearCopyOf string `json:"near_copy_of,omitempty"`
	Statements int    `json:"statements"`
}

// Found is a statement with the article that it stands in.
type Found struct {
	Statement Statement
	SpeakerID string // the speaker's Entity.Key, "" where the speaker is no entity
	Text      string // what was said: the content's spans, joined by " … "
	Article   Heading
	Version   int      // of the article
	Also      []string // IDs of other articles with the same statement: exact copies
	// Terms are its conditions in words. Ledger.Statement gives them; lists of
	// hits do without.
	Terms []Term
}

// Term is a condition in words.
type Term struct {
	Kind ConditionKind `json:"kind"`
	Text string        `json:"text"` // the clause with its marker
	Flag string        `json:"flag,omitempty"`
}

// Figure is what a list shows of an entity.
type Figure struct {
	Key        string     `json:"key"`
	Name       string     `json:"name"`
	Kind       EntityKind `json:"kind"`
	Country    string     `json:"country,omitempty"`
	Wikidata   string     `json:"wikidata,omitempty"`
	Aliases    []string   `json:"aliases,omitempty"` // the commonest first
	Role       string     `json:"role,omitempty"`    // the commonest, or ""
	Articles   int        `json:"articles"`          // that name the entity
	Statements int        `json:"statements"`        // that the entity made
}

// Tally is one value with how often it occurs and when: days, "" where no
// article with it is dated.
type Tally struct {
	Key   string `json:"key,omitempty"` // an Entity.Key, where the value is an entity
	Value string `json:"value"`
	N     int    `json:"n"`
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
}

// Profile is what all articles say of one entity.
type Profile struct {
	Figure
	Roles     []Tally    `json:"roles,omitempty"`          // offices and descriptions, the commonest first
	Months    []Tally    `json:"months,omitempty"`         // statements by month (2015-11), in order
	Outlets   []Tally    `json:"outlets,omitempty"`        // who reports the statements
	About     []Tally    `json:"about,omitempty"`          // whom the statements speak of
	AboutThem []Tally    `json:"about_them,omitempty"`     // who speaks of them
	Latest    []Found    `json:"latest,omitempty"`         // the newest statements, at most 20
	Otherwise []Contrast `json:"said_otherwise,omitempty"` // of the newest statements, at most 5, the newest first
	Namesakes []Figure   `json:"namesakes,omitempty"`      // others that the name fits
}

// Contrast is two statements of one speaker in two articles of which a sentence each
// is the same but for one thing. It is no verdict: each may be of its own matter, and
// what is different may be what has happened in between. See package ledger/otherwise.
type Contrast struct {
	By    string `json:"by"` // "negation" or "modal"
	Then  Found  `json:"then"`
	Later Found  `json:"later"` // of the same day or a later one, where both have one
}

// Snippet is a passage with the words that were searched for marked.
type Snippet struct {
	Text  string
	Marks []Span // bytes within Text, in order, none overlaps another
}

// Marked gives the text with each mark between open and end, and all else
// passed through escape.
func (s Snippet) Marked(open, end string, escape func(string) string) string {
	var b strings.Builder
	at := 0
	for _, m := range s.Marks {
		b.WriteString(escape(s.Text[at:m.Start]) + open + escape(m.In(s.Text)) + end)
		at = m.End
	}
	b.WriteString(escape(s.Text[at:]))
	return b.String()
}
