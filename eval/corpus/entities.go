package corpus

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/eval/metric"
)

// Mention is a treebank's mention of an entity.
type Mention struct {
	metric.Mention
	Chain string // which entity of the document
	Kind  string // person, place …
}

// entityMarks reads the Entity= marks of a document as GUM writes them: nested
// brackets, "(7-person-…-1,2-coref" where a mention starts and "7)" where it
// ends. "# global.Entity" says which field is which; without it, marks are not
// read. The parts of a discontinuous mention ("7[1/2]") are mentions each.
type entityMarks struct {
	chain, kind, heads int // which field; heads is -1 where there is none
	fields             int // how many; 0 where the marks are not read
	words              []treeWord
	open               []openMention
}

// treeWord is a word of the current sentence.
type treeWord struct {
	span     metric.Range
	governor int // the number of the word that it hangs on; 0 for none
}

// openMention is a mention that has started.
type openMention struct {
	group, kind, heads string
	first              int // its first word
}

// header takes the value of "# global.Entity".
func (e *entityMarks) header(value string) error {
	names := strings.Split(value, "-")
	e.fields = len(names)
	e.chain, e.kind, e.heads = slices.Index(names, "GRP"), slices.Index(names, "etype"), slices.Index(names, "minspan")
	if e.chain < 0 || e.kind < 0 {
		return fmt.Errorf("global.Entity %q names no GRP or no etype", value)
	}
	return nil
}

// word takes the next word of the sentence and gives the mentions that end
// with it.
func (e *entityMarks) word(w treeWord, misc string) (done []Mention, err error) {
	if e.fields == 0 {
		return nil, nil
	}
	e.words = append(e.words, w)
	_, marks, _ := strings.Cut("|"+misc, "|Entity=")
	marks, _, _ = strings.Cut(marks, "|")
	for marks != "" {
		mark, closed := marks, false
		if i := strings.IndexAny(marks[1:], "()"); i >= 0 {
			mark, closed = marks[:i+1], marks[i+1] == ')'
			marks = strings.TrimPrefix(marks[i+1:], ")")
		} else {
			marks = ""
		}
		ends := mark
		if strings.HasPrefix(mark, "(") {
			if ends, err = e.start(mark[1:]); err != nil {
				return nil, err
			}
		} else if !closed {
			return nil, fmt.Errorf("the mark %q neither starts nor ends a mention", mark)
		}
		if closed {
			m, err := e.end(ends)
			if err != nil {
				return nil, err
			}
			done = append(done, m)
		}
	}
	return done, nil
}

// start opens a mention and gives the group that ends it.
func (e *entityMarks) start(mark string) (group string, err error) {
	fields := strings.SplitN(mark, "-", e.fields) // the last may hold hyphens
	if len(fields) <= max(e.chain, e.kind) {
		return "", fmt.Errorf("the mention %q has too few fields", mark)
	}
	o := openMention{group: fields[e.chain], kind: fields[e.kind], first: len(e.words) - 1}
	if e.heads >= 0 && e.heads < len(fields) {
		o.heads = fields[e.heads]
	}
	e.open = append(e.open, o)
	return o.group, nil
}

// end closes the mention of a group that started last.
func (e *entityMarks) end(group string) (Mention, error) {
	for i := len(e.open) - 1; i >= 0; i-- {
		o := e.open[i]
		if o.group != group {
			continue
		}
		e.open = slices.Delete(e.open, i, i+1)
		chain, _, _ := strings.Cut(group, "[")
		span := metric.Range{Start: e.words[o.first].span.Start, End: e.words[len(e.words)-1].span.End}
		return Mention{metric.Mention{Span: span, Heads: e.headsOf(o)}, chain, o.kind}, nil
	}
	return Mention{}, fmt.Errorf("a mention of %q ends that did not start", group)
}

// headsOf gives the words that minspan numbers from the mention's start, or
// else the first that hangs on no word of the mention, or is its first.
func (e *entityMarks) headsOf(o openMention) []metric.Range {
	words := e.words[o.first:]
	var out []metric.Range
	for number := range strings.SplitSeq(o.heads, ",") {
		if n, err := strconv.Atoi(number); err == nil && n >= 1 && n <= len(words) {
			out = append(out, words[n-1].span)
		}
	}
	if out != nil {
		return out
	}
	for _, w := range words {
		if w.governor <= o.first || w.governor > len(e.words) {
			return []metric.Range{w.span}
		}
	}
	return []metric.Range{words[0].span}
}

// endSentence checks that no mention is open: none goes on over a sentence.
func (e *entityMarks) endSentence() error {
	if len(e.open) > 0 {
		return fmt.Errorf("the mention of %q does not end in its sentence", e.open[0].group)
	}
	e.words = e.words[:0]
	return nil
}
