// Package verify holds the quotations of a record against transcripts: was it
// said, like that? Input: a record and transcripts; output: a verdict for each
// quotation, with its place in the transcript, a diff and reasons. The verdict
// is against these transcripts and never says that a quotation is false.
//
// Method: words of both texts are brought to a common form (token.go), seeds
// say where in a transcript a quotation may stand (seed.go), an alignment of
// words with affine gaps and jumps finds the best path (align.go), and rules
// read from the path what was done to the words (judge.go, weigh.go). Each
// rule has a name, which stands in Check.Reasons.
//
// It is total and deterministic: any valid UTF-8 in, a result out. It reads
// the record's text and statements alone, knows no HTML and no model, and
// finds no transcripts.
package verify

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// Options says what is judged.
type Options struct {
	// Quotes are the spans of the article's text to judge, these and no others;
	// nil: what the article quotes is found.
	Quotes []onrecord.Span
}

var lex = readLexicon()

// checker is one Verify under way.
type checker struct {
	finder
	record   *onrecord.Record
	text     string
	pairs    []onrecord.Span // what stands in quotation marks
	meanings []*meanings     // of each transcript
}

// Verify judges the quotations of a record against transcripts. Where several
// transcripts have the words, the one with the better place counts; the first
// where they are equally good.
func Verify(record onrecord.Record, transcripts []onrecord.Transcript, o Options) onrecord.Verification {
	out := onrecord.Verification{Record: record, Transcripts: transcripts}
	c := &checker{finder: finder{v: newVocabulary()}, record: &record, text: record.Article.Text}
	for i := range transcripts {
		c.sources = append(c.sources, newSource(c.v, &transcripts[i]))
	}
	words := len(c.v.words)
	for _, s := range c.sources {
		s.index(words)
	}
	if o.Quotes != nil {
		for _, span := range o.Quotes {
			if span.Start < 0 || span.End > len(c.text) || span.Empty() {
				span = onrecord.Span{}
			}
			out.Checks = append(out.Checks, c.check(span))
		}
		return out
	}
	out.Checks = c.checkAll()
	out.Notes = c.notes(out.Checks)
	return out
}

// check judges one span of the article, quoted or not.
func (c *checker) check(span onrecord.Span) onrecord.Check {
	q := newQuery(c.v, c.text, span)
	q.attributed(c.record)
	return c.verdict(q, nil)
}

// verdict looks for a query and judges what was found.
func (c *checker) verdict(q *query, near [][]int) onrecord.Check {
	check := onrecord.Check{Span: q.span, Pieces: q.pieces, Verdict: onrecord.NotFound, Transcript: -1, Attributed: q.attribute}
	if q.statement >= 0 {
		check.Statement = c.record.Statements[q.statement].ID
	}
	if len(q.words) == 0 {
		check.Reasons = []string{"no-words: there are no words to look for"}
		return check
	}
	found, ok := c.locate(q, near)
	if found.source < 0 {
		check.Reasons = []string{"no-seed: no two of the words stand together in a transcript"}
		return check
	}
	s := c.sources[found.source]
	f := judge(c.v, q, s, found.alignment.steps)
	if !ok || c.foreign(q, f) {
		check.Similarity = float64(found.coverage)
		if f.near() {
			check.Flags = []onrecord.Flag{onrecord.FlagNearPhrase}
		}
		check.Reasons = []string{"too-little: the best place has too few of the words together"}
		return check
	}
	c.fill(&check, f, found)
	return check
}

// foreign tells whether words that are found in the turns of others than the one
// whom the article names are too few, or agree too little, to be anybody's in
// particular: a phrase of several places, or a short quotation that somebody
// else put in another way.
func (c *checker) foreign(q *query, f *finding) bool {
	const many, alike = 12, 0.9
	if len(f.passages) == 0 || len(q.words) >= many {
		return false
	}
	p := f.longest()
	if f.s.speaks(p.from).agrees(q.names) != different || f.s.relays(p, q.names) {
		return false
	}
	return f.similarity() < alike || len(q.words) <= shortest && !c.alone(q)
}

// fill writes what was found into a check.
func (c *checker) fill(check *onrecord.Check, f *finding, found place) {
	check.Transcript = found.source
	misattributed := f.whose(c.text)
	f.cuts(c.text)
	f.needsQuestion()
	f.conditions(c.around(f.q))
	check.Verdict = f.verdict()
	if misattributed {
		if check.Verdict == onrecord.Elided {
			f.flags[onrecord.FlagAlsoElided] = true
		} else if check.Verdict == onrecord.Altered {
			f.flags[onrecord.FlagAlsoAltered] = true
		}
		check.Verdict = onrecord.Misattributed
	}
	if check.Verdict != onrecord.Altered {
		for _, flag := range []onrecord.Flag{onrecord.FlagMinor, onrecord.FlagContent, onrecord.FlagMeaning} {
			delete(f.flags, flag)
		}
	}
	if len(f.q.pieces) > 1 {
		f.flags[onrecord.FlagInterrupted] = true
	}
	if f.q.editorial {
		f.flags[onrecord.FlagBracketed] = true
	}
	if !f.q.quoted && !isQuoted(c.text, f.q.span.Start) && len(f.q.words) > shortest {
		f.flags[onrecord.FlagUnquoted] = true
	}
	for _, flag := range order {
		if f.flags[flag] {
			check.Flags = append(check.Flags, flag)
		}
	}
	for _, p := range f.passages {
		check.Passages = append(check.Passages, f.s.stretch(p.from, max(p.from, p.to)+1))
	}
	turn := f.s.speaks(f.passages[0].from)
	check.Speaker, check.SpeakerName = turn.label, turn.name
	check.Dropped = f.dropped
	check.Reasons = f.reasons
	check.Similarity = f.similarity()
	check.Diff = f.diff(c.text)
}

// order is the order in which flags are given.
var order = []onrecord.Flag{
	onrecord.FlagUnquoted, onrecord.FlagCutStart, onrecord.FlagCutEnd, onrecord.FlagMinor, onrecord.FlagContent,
	onrecord.FlagMeaning, onrecord.FlagSpelling, onrecord.FlagBracketed, onrecord.FlagConditionDropped,
	onrecord.FlagInterrupted, onrecord.FlagCrossTurn, onrecord.FlagRelayed, onrecord.FlagNearPhrase,
	onrecord.FlagAlsoAltered, onrecord.FlagAlsoElided, onrecord.FlagNeedsQuestion,
}

// around reads the article's own words in the sentence of a quotation, and the
// quotation's own, which may hold a condition themselves.
func (c *checker) around(q *query) []word {
	from := max(0, q.span.Start-400)
	from += strings.LastIndexByte(c.text[from:q.span.Start], '\n') + 1
	for from < q.span.Start && from > 0 && c.text[from]&0xC0 == 0x80 {
		from++
	}
	before, _ := c.v.read(c.text, []onrecord.Span{{Start: from, End: q.span.Start}}, true, nil, 0)
	if n := len(before); n > 0 {
		last := before[n-1].sentence
		i := slices.IndexFunc(before, func(w word) bool { return w.sentence == last })
		before = before[i:]
		gap := c.text[before[len(before)-1].span.End:q.span.Start]
		if strings.ContainsAny(gap, ".?!\n") {
			before = nil
		}
	}
	to := min(len(c.text), q.span.End+300)
	for to < len(c.text) && c.text[to]&0xC0 == 0x80 {
		to++
	}
	after, _ := c.v.read(c.text, []onrecord.Span{{Start: q.span.End, End: to}}, true, nil, 0)
	if len(after) > 0 {
		first := after[0].sentence
		if i := slices.IndexFunc(after, func(w word) bool { return w.sentence != first }); i >= 0 {
			after = after[:i]
		}
		if strings.ContainsAny(c.text[q.span.End:after[0].span.Start], ".?!\n") {
			after = nil
		}
	}
	return append(before, after...)
}
