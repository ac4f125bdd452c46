package onrecord

import "time"

// Span is a half-open range [Start, End) of byte offsets into a UTF-8 text,
// always on code-point boundaries. In JSON it is [start, end] in code points;
// the conversion happens in this package's MarshalJSON methods and nowhere else.
type Span struct{ Start, End int }

// Len is the number of bytes that the span covers.
func (s Span) Len() int { return s.End - s.Start }

// Empty tells whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// In returns the part of text that the span covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Overlaps tells whether the two spans share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains tells whether t lies wholly within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Form says what a page's bytes are.
type Form string

// The forms of input. Auto leaves the choice to package extract.
const (
	Auto   Form = "auto"
	HTML   Form = "html"   // a web page
	Scrape Form = "scrape" // a page's text dump, boilerplate left in
	Text   Form = "text"   // clean article text, analysed unchanged
)

// Page is what was fetched: bytes and where they came from.
type Page struct {
	ID          string // the caller's name for it, or ""
	URL         string // where it was fetched from, or ""
	FetchedAt   time.Time
	ContentType string // the HTTP Content-Type header, or ""
	Form        Form   // Auto or "" where unknown
	Title       string // that the caller gives it, or ""; the page's own counts more
	Published   string // a day (2016-09-12) or RFC 3339 time that the caller vouches for, or ""
	Body        []byte
}

// Article is a page without its boilerplate. Text is final: every span of
// every later stage points into it.
type Article struct {
	ID           string // the page's ID, or the address it gives itself, or its hash
	URL          string
	CanonicalURL string
	Outlet       string
	SHA256       string // of the page's bytes, lower-case hex
	Title        string
	Section      []string // breadcrumbs, outermost first
	Authors      []string
	Language     string // BCP 47, "" where unknown
	Dateline     *Dateline
	Dates        []Date // every date found, also those that contradict each other
	Text         string // valid UTF-8, paragraphs joined by "\n\n"
}

// Dateline is the place that a story is filed from, as its first words say.
type Dateline struct {
	Place string
	Span  Span // of the place within Text
}

// DateKind says what a date is the date of.
type DateKind string

// The kinds of dates. A rendered date says only when the page was made or
// crawled and is never given as the published one.
const (
	Published DateKind = "published"
	Modified  DateKind = "modified"
	Rendered  DateKind = "rendered"
	Spoken    DateKind = "spoken"
	Mentioned DateKind = "mentioned"
)

// Date is one date that a page gives, with the evidence for it.
type Date struct {
	Kind       DateKind `json:"kind"`
	Value      string   `json:"value"`     // 2015-11-24 or RFC 3339, with the page's own zone where it has one
	Precision  string   `json:"precision"` // day, minute or second
	Basis      string   `json:"basis"`     // json-ld, meta, time, url, text, given, trace …
	Evidence   string   `json:"evidence"`  // the words or the attribute that it was read from
	Confidence float64  `json:"confidence"`
}

// Day is the date's day in its own zone, as 2015-11-24.
func (d Date) Day() string { return d.Value[:min(len(d.Value), len(time.DateOnly))] }

// PublishedDate is the published date believed most, or false where the page
// has none that can be believed. Ties go to the first in Dates.
func (a *Article) PublishedDate() (Date, bool) {
	var best Date
	for _, d := range a.Dates {
		if d.Kind == Published && d.Confidence > best.Confidence {
			best = d
		}
	}
	return best, best.Value != ""
}

// Kind says how much of a statement's content stands in quotation marks.
type Kind string

// The kinds of statements: all, none and some of the content is quoted.
const (
	Direct   Kind = "direct"
	Indirect Kind = "indirect"
	Mixed    Kind = "mixed"
)

// EntityKind is what an entity, or a speaker, is.
type EntityKind string

// The kinds of entities. Unnamed and Unknown are kinds of speakers only.
const (
	Person       EntityKind = "person"
	Organization EntityKind = "organization"
	Country      EntityKind = "country"
	Place        EntityKind = "place"
	Group        EntityKind = "group"
	Document     EntityKind = "document"
	Other        EntityKind = "other"
	Unnamed      EntityKind = "unnamed" // somebody whom the text does not name
	Unknown      EntityKind = "unknown" // nobody can tell who
)

// Role is an office or description of an entity, where the text gives it.
type Role struct {
	Title string
	Span  Span
}

// Entity is somebody or something that the article speaks of, with every
// place where it does.
type Entity struct {
	ID       string // "e1" …, in order of the first mention
	Name     string // the fullest name in the article, without title
	Kind     EntityKind
	Aliases  []string
	Roles    []Role
	Country  string // ISO 3166-1 alpha-2, or ""
	Key      string // the same in every article: the directory's ID, or kind and name
	Wikidata string // QID, or ""
	Mentions []Span // in order of the text
}

// Speaker is who made a statement. The zero value means unknown.
type Speaker struct {
	Name       string     `json:"name,omitempty"`
	Entity     string     `json:"entity,omitempty"` // an Entity's ID
	Kind       EntityKind `json:"kind"`
	Role       string     `json:"role,omitempty"`
	OnBehalfOf string     `json:"on_behalf_of,omitempty"`
	Confidence float64    `json:"confidence"`
	Evidence   []string   `json:"evidence,omitempty"` // the chain of mentions that led to the name
}

// Statement is one thing that somebody is reported to have said.
type Statement struct {
	ID         string // stable: the same text and spans give the same ID on every machine
	Kind       Kind
	Content    []Span // discontinuous where the cue splits a quotation
	Cue        []Span
	Source     []Span
	Speaker    Speaker
	Parent     string // ID of the statement that this one is nested in, or ""
	Confidence float64

	Addressee  *Mention // to whom it was said, as the text says, or nil
	Venue      *Mention // on what occasion or where, as the text says, or nil
	Act        Act      // what was done by saying it; "" where nobody has looked
	Modality   Modality // "" where nobody has looked
	Conditions []Condition
	Actor      string   // on whose behalf it was said: a name, or ""
	Target     string   // at whom the act is directed: a name, or ""
	About      []string // IDs of the entities that it speaks of
	Rule       string   // the name of the rule or model that found it
	Evidence   []string // what else speaks for it, in words; may be empty
}

// Record is what onrecord says of one article: FORMATS' record.
type Record struct {
	Model      string // release and tagger, "english/2026-11-26.2/accurate", and "+" a hash of the user's own entities
	Article    Article
	Entities   []Entity
	Statements []Statement
	Blocs      []Bloc
}
