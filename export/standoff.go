package export

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// standoff writes the lines of one .ann file and numbers them.
type standoff struct {
	out     *bytes.Buffer
	record  *onrecord.Record
	points  *onrecord.Points
	who     speakers
	numbers map[byte]int      // by the letter of the ID: the last that was given
	content map[string]string // statement ID → its Content line
}

// writeStandoff writes a record's annotations in brat's standoff format and
// says how many statements have no content that brat could show.
//
//	T1	Content 0 5;9 12	first part second      text-bound, in code points
//	R1	Says Arg1:T2 Arg2:T3                       Source → Cue, Reports: Cue → Content,
//	                                               SourceOf: Source → Content where there is no cue,
//	                                               Within: a content → the content it is nested in
//	A1	Kind T1 direct
//	N1	Reference T2 Wikidata:Q42	Name            who the source or mention is
//	#1	AnnotatorNotes T1	{…}                     what else the record says of the statement, as JSON
//	*	Equiv T7 T9                                an entity's mentions
func writeStandoff(out *bytes.Buffer, r *onrecord.Record) (omitted int) {
	w := &standoff{out: out, record: r, points: onrecord.NewPoints(r.Article.Text), who: speakersOf(r),
		numbers: map[byte]int{}, content: map[string]string{}}
	for i := range r.Statements {
		if !w.statement(&r.Statements[i]) {
			omitted++
		}
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		inner, outer := w.content[s.ID], w.content[s.Parent]
		if s.Parent != "" && inner != "" && outer != "" && inner != outer {
			w.relation("Within", inner, outer)
		}
	}
	for i := range r.Entities {
		w.entity(&r.Entities[i])
	}
	return omitted
}

// id gives the next ID of a letter.
func (w *standoff) id(letter byte) string {
	w.numbers[letter]++
	return fmt.Sprintf("%c%d", letter, w.numbers[letter])
}

func (w *standoff) statement(s *onrecord.Statement) bool {
	content := w.bound("Content", s.Content)
	if content == "" {
		return false
	}
	w.content[s.ID] = content
	source, cue := w.bound("Source", s.Source), w.bound("Cue", s.Cue)
	switch {
	case cue != "" && source != "":
		w.relation("Says", source, cue)
		w.relation("Reports", cue, content)
	case cue != "":
		w.relation("Reports", cue, content)
	case source != "":
		w.relation("SourceOf", source, content)
	}
	switch s.Kind {
	case onrecord.Direct, onrecord.Indirect, onrecord.Mixed:
		fmt.Fprintf(w.out, "%s\tKind %s %s\n", w.id('A'), content, s.Kind)
	}
	if e := w.who.of(s); source != "" && item(e) != "" {
		w.reference(source, e)
	}
	w.note(content, s)
	return true
}

// bound writes a text-bound annotation and gives its ID, or "" where nothing
// is left of the spans that brat could show.
func (w *standoff) bound(kind string, spans []onrecord.Span) string {
	parts := fragments(w.record.Article.Text, spans)
	if len(parts) == 0 {
		return ""
	}
	id := w.id('T')
	fmt.Fprintf(w.out, "%s\t%s %s\t", id, kind, spansCell(inPoints(w.points, parts)))
	for i, p := range parts {
		if i > 0 {
			w.out.WriteByte(' ')
		}
		w.out.WriteString(p.In(w.record.Article.Text))
	}
	w.out.WriteByte('\n')
	return id
}

func (w *standoff) relation(kind, from, to string) {
	fmt.Fprintf(w.out, "%s\t%s Arg1:%s Arg2:%s\n", w.id('R'), kind, from, to)
}

func (w *standoff) reference(target string, e *onrecord.Entity) {
	fmt.Fprintf(w.out, "%s\tReference %s Wikidata:%s\t%s\n", w.id('N'), target, item(e), oneLine(e.Name))
}

// standoffNote is what brat has no place for, as one line of JSON.
type standoffNote struct {
	Statement  string           `json:"statement"`
	Speaker    onrecord.Speaker `json:"speaker"`
	Confidence float64          `json:"confidence"`
	Rule       string           `json:"rule,omitempty"`
}

func (w *standoff) note(target string, s *onrecord.Statement) {
	n := standoffNote{s.ID, s.Speaker, s.Confidence, s.Rule}
	n.Speaker.Kind = speakerKind(s)
	data, err := json.Marshal(n)
	if err != nil {
		return // a confidence that is no number: JSON has no word for it
	}
	fmt.Fprintf(w.out, "%s\tAnnotatorNotes %s\t%s\n", w.id('#'), target, escapeBreaks(string(data)))
}

// entity writes an entity's mentions and ties them together.
func (w *standoff) entity(e *onrecord.Entity) {
	var ids []string
	for _, m := range e.Mentions {
		id := w.bound(bratType(e.Kind), []onrecord.Span{m})
		if id == "" {
			continue
		}
		ids = append(ids, id)
		if item(e) != "" {
			w.reference(id, e)
		}
	}
	if len(ids) > 1 {
		fmt.Fprintf(w.out, "*\tEquiv %s\n", strings.Join(ids, " "))
	}
}

// bratType is an entity's kind as a type that annotationConf declares.
func bratType(kind onrecord.EntityKind) string {
	switch kind {
	case onrecord.Person, onrecord.Organization, onrecord.Country, onrecord.Place, onrecord.Group, onrecord.Document:
		return strings.ToUpper(string(kind[:1])) + string(kind[1:])
	}
	return "Other"
}

// fragments cuts spans at the line breaks and tabs within them, which brat's
// lines cannot hold, puts the pieces in order without overlaps, which brat
// refuses, takes white space off their ends, and drops what is empty.
func fragments(text string, spans []onrecord.Span) []onrecord.Span {
	var pieces []onrecord.Span
	for _, s := range spans {
		start := s.Start
		for i, r := range s.In(text) {
			if breaks(r) {
				pieces = append(pieces, onrecord.Span{Start: start, End: s.Start + i})
				start = s.Start + i + utf8.RuneLen(r)
			}
		}
		pieces = append(pieces, onrecord.Span{Start: start, End: s.End})
	}
	slices.SortFunc(pieces, func(a, b onrecord.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	kept, end := pieces[:0], 0
	for _, s := range pieces {
		s.Start = max(s.Start, end)
		if s.Empty() {
			continue
		}
		end = s.End
		if s = trim(text, s); !s.Empty() {
			kept = append(kept, s)
		}
	}
	return kept
}

// trim takes white space off a span's ends.
func trim(text string, s onrecord.Span) onrecord.Span {
	s.Start = s.End - len(strings.TrimLeftFunc(s.In(text), unicode.IsSpace))
	s.End = s.Start + len(strings.TrimRightFunc(s.In(text), unicode.IsSpace))
	return s
}

// breaks tells whether a line of brat's would end here: brat reads lines as
// Python's str.splitlines does, and tabs part the fields.
func breaks(r rune) bool {
	return r >= '\t' && r <= '\r' || r >= 0x1c && r <= 0x1e || r == 0x85 || r == 0x2028 || r == 0x2029
}

// oneLine puts a blank for every line break and tab.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if breaks(r) {
			return ' '
		}
		return r
	}, s)
}

// escapeBreaks escapes the one line break that json.Marshal leaves as it is.
func escapeBreaks(jsonText string) string { return strings.ReplaceAll(jsonText, "\u0085", `\u0085`) }
