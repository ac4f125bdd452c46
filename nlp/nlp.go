// Package nlp holds the annotation types that the language stages hand on:
//
//	Article ─segment─▶ Document ─quote─▶ Quoted ─attribute─▶ Attributed ─resolve─▶ Resolved ─terms─▶ Termed
//	                                                                                Resolved ─blocs─▶ []Bloc
//
// Each type embeds the one before it, so stages in a wrong order do not
// compile. Spans are byte offsets into Article.Text, which no stage changes.
// The types carry no methods that decide anything: deciding is the stages'.
package nlp

import "github.com/onrecord/onrecord"

// TokenKind is the coarse class of a token.
type TokenKind uint8

// The kinds of tokens.
const (
	Word   TokenKind = iota // letters, with inner apostrophes, hyphens and abbreviation stops
	Number                  // digits, with inner separators
	Punct                   // one punctuation mark, or a run that belongs together (… ... -- ``)
	Symbol                  // whatever else is not white space
)

// Token is a word or mark. Document.Lead bytes, then every token's span
// followed by Trail bytes of white space, tile the text exactly.
type Token struct {
	Span  onrecord.Span
	Kind  TokenKind
	Trail int // bytes of white space after the token
}

// Sentence is a run of tokens within one paragraph.
type Sentence struct {
	Span        onrecord.Span // first byte of the first token to last byte of the last
	First, Last int           // tokens [First, Last)
	Paragraph   int           // index into Document.Paragraphs
}

// Paragraph is a run of sentences; paragraphs are parted by a blank line, or by
// a line break where a sentence ends and the text is not wrapped to a width.
type Paragraph struct {
	Span        onrecord.Span
	First, Last int // sentences [First, Last)
}

// Document is an article with its words, sentences and paragraphs.
type Document struct {
	onrecord.Article
	Lead       int // bytes of white space before the first token
	Tokens     []Token
	Sentences  []Sentence
	Paragraphs []Paragraph
}

// Word returns token i as written.
func (d *Document) Word(i int) string { return d.Tokens[i].Span.In(d.Text) }

// QuoteUse says what a pair of quotation marks is for.
type QuoteUse uint8

// The uses of quotation marks.
const (
	Speech QuoteUse = iota // words that somebody said or wrote
	Scare                  // a word or phrase held at arm's length, or a term
	Title                  // the name of a work
)

// Quote is one quotation with its marks. A quotation over several paragraphs,
// reopened at each, is one Quote with a segment for each paragraph.
type Quote struct {
	Outer    onrecord.Span   // from the opening mark to the end of the closing one (or of the words where it lacks)
	Segments []onrecord.Span // the words without the marks; one for each paragraph
	Use      QuoteUse
	Parent   int  // index of the quotation around this one, or -1
	Unclosed bool // the closing mark is missing
	Unopened bool // the opening mark is missing
}

// Quoted is a document with its quotations, in order of Outer.Start.
type Quoted struct {
	Document
	Quotes []Quote
}

// SpanRole is the part that a run of tokens plays in an attribution.
type SpanRole uint8

// The roles of spans.
const (
	SourceRole SpanRole = iota
	CueRole
	ContentRole
)

// RoleSpan is a run of tokens that the tagger takes for a source, a cue or a
// piece of content.
type RoleSpan struct {
	Role        SpanRole
	First, Last int     // tokens [First, Last), within one paragraph
	Probability float64 // that exactly this run has this role
	// Link is the span that belongs to this one: to a cue its source, to a
	// piece of content its cue; -1 where there is none. A source has none.
	Link            int
	LinkProbability float64
}

// Tagged is a quoted document with the tagger's findings, in order of First.
// Spans do not overlap.
type Tagged struct {
	Quoted
	Spans []RoleSpan
}

// Attribution is one statement as the text gives it. Spans include the
// quotation marks that enclose the content, as PolNeAR's guidelines do.
type Attribution struct {
	Kind       onrecord.Kind
	Source     []onrecord.Span // empty where the text names nobody
	Cue        []onrecord.Span
	Content    []onrecord.Span // never empty
	Parent     int             // index of the attribution around this one, or -1
	Confidence float64         // 0 to 1
	Rule       string          // the rule's name
	Evidence   []string        // what speaks for it, beside the spans; may be empty
	Carried    int             // index of the attribution whose source speaks here too, or -1
}

// Attributed is a quoted document with its attributions, in order of the
// first content span.
type Attributed struct {
	Quoted
	Attributions []Attribution
}

// Resolved is an attributed document with its entities; Speakers[i] made
// Attributions[i].
type Resolved struct {
	Attributed
	Entities []onrecord.Entity
	Speakers []onrecord.Speaker
}

// Terms are what a statement does and on what it stands. A rule's name beside
// each says how it was found.
type Terms struct {
	Act          onrecord.Act
	ActRule      string
	Modality     onrecord.Modality
	ModalityRule string
	Conditions   []onrecord.Condition // in order of their clauses
	Actor        string               // a name, or ""
	Target       string               // a name, or ""
	TargetRule   string
	About        []string // IDs of entities, in order of their first mention in the content
	Addressee    *onrecord.Mention
	Venue        *onrecord.Mention
}

// Termed is a resolved document with the terms of each attribution: Terms[i]
// are those of Attributions[i].
type Termed struct {
	Resolved
	Terms []Terms
}

// Bloc is a bloc of one sentence. By[i] is the index of the attribution whose
// content Claims[i] stands in, or -1.
type Bloc struct {
	onrecord.Bloc
	By []int
}
