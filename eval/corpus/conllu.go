package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord/eval/metric"
)

// Document is a treebank's document turned back into text, with its gold
// sentences and words. Paragraphs are parted by a blank line.
type Document struct {
	ID        string
	Genre     string // the treebank's, or the part of the ID before the first hyphen
	Text      string
	Sentences []metric.Range
	Words     []metric.Range // as written: "don't" is one where the treebank marks it so
	ParaEnds  []int          // ends of the sentences that end a paragraph
	Mentions  []Mention      // in order of their ends, where the treebank has them
}

// CoNLLU reads documents in CoNLL-U. Words are joined by a single space save
// where SpaceAfter=No; empty nodes are left out, and the parts of multi-word
// tokens but for the mentions that they start and end. Sentences before the
// first "# newdoc" are a document of their own.
func CoNLLU(r io.Reader) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		var b treeBuilder
		last := 0
		for n, l := range lines(r) {
			last = n
			var done Document
			var ok bool
			err := l.err
			if err == nil {
				if done, ok, err = b.line(string(bytes.TrimSuffix(l.line, []byte("\r")))); err != nil {
					err = fmt.Errorf("line %d: %w", n, err)
				}
			}
			if err != nil {
				yield(Document{}, err)
				return
			}
			if ok && !yield(done, nil) {
				return
			}
		}
		if err := b.endSentence(); err != nil {
			yield(Document{}, fmt.Errorf("line %d: %w", last, err))
			return
		}
		if done, ok := b.endDocument(); ok {
			yield(done, nil)
		}
	}
}

// treeBuilder grows a document line by line.
type treeBuilder struct {
	doc       Document
	text      strings.Builder
	at        int // code points written
	sentence  int // where the current one starts, or -1
	started   bool
	space     bool         // a space stands before the next word
	paragraph bool         // a blank line does
	partsTo   int          // the last part of the current multi-word token
	parts     metric.Range // what of that token its parts have not used up
	rest      string       // the same, as text
	marks     entityMarks
}

// line takes one line and gives the document that it ends, if any.
func (b *treeBuilder) line(line string) (done Document, ok bool, err error) {
	switch {
	case strings.TrimSpace(line) == "":
		err = b.endSentence()
	case strings.HasPrefix(line, "#"):
		key, value, _ := strings.Cut(strings.TrimSpace(line[1:]), "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch key {
		case "newdoc id", "newdoc":
			if err = b.endSentence(); err != nil {
				return done, false, err
			}
			done, ok = b.endDocument()
			b.doc.ID = value
			b.doc.Genre, _, _ = strings.Cut(value, "-")
		case "newpar", "newpar id":
			b.paragraph = true
		case "meta::genre":
			b.doc.Genre = value
		case "global.Entity":
			err = b.marks.header(value)
		}
	default:
		err = b.word(line)
	}
	return done, ok, err
}

func (b *treeBuilder) word(line string) error {
	columns := strings.Split(line, "\t")
	if len(columns) != 10 {
		return fmt.Errorf("a word needs 10 columns, this one has %d", len(columns))
	}
	id, form, misc := columns[0], columns[1], columns[9]
	if strings.Contains(id, ".") {
		return nil
	}
	from, to, ranged := strings.Cut(id, "-")
	if ranged {
		first, err := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		if err = errors.Join(err, err2); err != nil || last < first {
			return fmt.Errorf("%q is no range of words", id)
		}
		b.partsTo = last
	} else {
		n, err := strconv.Atoi(id)
		if err != nil {
			return fmt.Errorf("%q is no number of a word", id)
		}
		if n <= b.partsTo {
			return b.mark(b.part(form), columns)
		}
		b.partsTo = 0
	}
	if strings.TrimSpace(form) == "" || !utf8.ValidString(form) {
		return fmt.Errorf("word %s has no valid form", id)
	}
	b.gap()
	if !b.started {
		b.started, b.sentence = true, b.at
	}
	span := metric.Range{Start: b.at, End: b.at + utf8.RuneCountInString(form)}
	b.doc.Words = append(b.doc.Words, span)
	b.text.WriteString(form)
	b.at = span.End
	b.space = !strings.Contains("|"+misc+"|", "|SpaceAfter=No|")
	if ranged {
		b.parts, b.rest = span, form
		return nil
	}
	return b.mark(span, columns)
}

// part gives where a part of the current multi-word token stands: its own
// letters where the token is spelt of its parts ("do", "n't"), or all that is
// left of the token ("du" is "de" and "le").
func (b *treeBuilder) part(form string) metric.Range {
	span := b.parts
	if rest, ok := strings.CutPrefix(b.rest, form); ok && rest != "" {
		span.End = min(span.End, span.Start+utf8.RuneCountInString(form))
		b.parts.Start, b.rest = span.End, rest
	}
	return span
}

// mark reads the entity marks of a word that stands at span.
func (b *treeBuilder) mark(span metric.Range, columns []string) error {
	governor, _ := strconv.Atoi(columns[6]) // 0 where the treebank has no trees
	done, err := b.marks.word(treeWord{span, governor}, columns[9])
	b.doc.Mentions = append(b.doc.Mentions, done...)
	return err
}

// gap writes what stands before the next word.
func (b *treeBuilder) gap() {
	between := ""
	switch {
	case b.at == 0 || b.started && !b.space:
	case b.paragraph && !b.started:
		between = "\n\n"
		b.doc.ParaEnds = append(b.doc.ParaEnds, b.doc.Sentences[len(b.doc.Sentences)-1].End)
	case b.space:
		between = " "
	}
	if !b.started {
		b.paragraph = false
	}
	b.text.WriteString(between)
	b.at += len(between)
}

func (b *treeBuilder) endSentence() error {
	if b.started {
		b.doc.Sentences = append(b.doc.Sentences, metric.Range{Start: b.sentence, End: b.at})
	}
	b.started, b.partsTo = false, 0
	return b.marks.endSentence()
}

func (b *treeBuilder) endDocument() (Document, bool) {
	done := b.doc
	done.Text = b.text.String()
	if n := len(done.Sentences); n > 0 {
		done.ParaEnds = append(done.ParaEnds, done.Sentences[n-1].End)
	}
	*b = treeBuilder{}
	return done, done.Text != ""
}
