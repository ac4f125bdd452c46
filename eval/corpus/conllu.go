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
}

// CoNLLU reads documents in CoNLL-U. Words are joined by a single space save
// where SpaceAfter=No; empty nodes and the parts of multi-word tokens are left
// out. Sentences before the first "# newdoc" are a document of their own.
func CoNLLU(r io.Reader) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		var b treeBuilder
		for n, l := range lines(r) {
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
		b.endSentence()
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
	space     bool // a space stands before the next word
	paragraph bool // a blank line does
	partsTo   int  // the last part of the current multi-word token
}

// line takes one line and gives the document that it ends, if any.
func (b *treeBuilder) line(line string) (done Document, ok bool, err error) {
	switch {
	case strings.TrimSpace(line) == "":
		b.endSentence()
	case strings.HasPrefix(line, "#"):
		key, value, _ := strings.Cut(strings.TrimSpace(line[1:]), "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch key {
		case "newdoc id", "newdoc":
			b.endSentence()
			done, ok = b.endDocument()
			b.doc.ID = value
			b.doc.Genre, _, _ = strings.Cut(value, "-")
		case "newpar", "newpar id":
			b.paragraph = true
		case "meta::genre":
			b.doc.Genre = value
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
	if from, to, ranged := strings.Cut(id, "-"); ranged {
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
			return nil
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
	size := utf8.RuneCountInString(form)
	b.doc.Words = append(b.doc.Words, metric.Range{Start: b.at, End: b.at + size})
	b.text.WriteString(form)
	b.at += size
	b.space = !strings.Contains("|"+misc+"|", "|SpaceAfter=No|")
	return nil
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

func (b *treeBuilder) endSentence() {
	if b.started {
		b.doc.Sentences = append(b.doc.Sentences, metric.Range{Start: b.sentence, End: b.at})
	}
	b.started, b.partsTo = false, 0
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
