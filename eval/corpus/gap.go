package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord/eval/metric"
)

// Pronoun is a pronoun of GAP (Webster et al. 2018) with two names, of which it
// means one or neither.
type Pronoun struct {
	ID       string
	Text     string
	Span     metric.Range
	Feminine bool // she, her, hers; else he, him, his
	Names    [2]PronounName
}

// PronounName is a name that a pronoun may mean.
type PronounName struct {
	Span metric.Range
	Same bool // the pronoun means it
}

// gapColumns is the first line of GAP's files.
const gapColumns = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL"

// Pronouns reads GAP's lines of columns apart by tabs. Each word must stand in
// the text where its offset, in code points, says.
func Pronouns(r io.Reader) iter.Seq2[Pronoun, error] {
	return func(yield func(Pronoun, error) bool) {
		for n, l := range lines(r) {
			var p Pronoun
			err := l.err
			if err == nil {
				line := string(bytes.TrimSuffix(l.line, []byte("\r")))
				if n > 1 {
					p, err = pronounOf(strings.Split(line, "\t"))
				} else if line != gapColumns {
					err = errors.New("the columns are not those of GAP")
				}
				if err != nil {
					err = fmt.Errorf("line %d: %w", n, err)
				}
			}
			if err != nil {
				yield(Pronoun{}, err)
				return
			}
			if n > 1 && !yield(p, nil) {
				return
			}
		}
	}
}

func pronounOf(columns []string) (p Pronoun, err error) {
	if len(columns) != 11 {
		return p, fmt.Errorf("a pronoun needs 11 columns, this one has %d", len(columns))
	}
	p = Pronoun{ID: columns[0], Text: columns[1]}
	if !utf8.ValidString(p.Text) {
		return p, errors.New("the text is not UTF-8")
	}
	switch word := strings.ToLower(columns[2]); {
	case slices.Contains([]string{"she", "her", "hers"}, word):
		p.Feminine = true
	case !slices.Contains([]string{"he", "him", "his"}, word):
		return p, fmt.Errorf("%q is no pronoun of GAP", columns[2])
	}
	text := []rune(p.Text)
	p.Span, err = placeOf(text, columns[2], columns[3])
	for i := range p.Names {
		c := columns[4+3*i:]
		span, err2 := placeOf(text, c[0], c[1])
		same, err3 := strconv.ParseBool(c[2])
		p.Names[i] = PronounName{span, same}
		err = errors.Join(err, err2, err3)
	}
	return p, err
}

// placeOf is where a word stands that starts at an offset.
func placeOf(text []rune, word, offset string) (metric.Range, error) {
	start, err := strconv.Atoi(offset)
	if err != nil {
		return metric.Range{}, fmt.Errorf("%q is no offset", offset)
	}
	r := metric.Range{Start: start, End: start + utf8.RuneCountInString(word)}
	if err := inside(r, len(text)); err != nil {
		return metric.Range{}, err
	}
	if string(text[r.Start:r.End]) != word {
		return metric.Range{}, fmt.Errorf("%q does not stand at %d", word, start)
	}
	return r, nil
}
