package segment

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/nlp"
)

// weights maps hashed feature names to their weights: a logistic regression.
type weights map[uint64]float32

func readWeights(tsv []byte) (weights, error) {
	w := make(weights)
	for n, line := range bytes.Split(bytes.TrimSuffix(tsv, []byte("\n")), []byte("\n")) {
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(string(line), "\t")
		x, err := strconv.ParseFloat(value, 32)
		if !ok || err != nil {
			return nil, fmt.Errorf("segment: %s, line %d: not a feature, a tab and a weight", WeightsFile, n+1)
		}
		w[hash([]byte(name))] = float32(x)
	}
	return w, nil
}

// boundary tells whether the candidate ends a sentence: whether the log-odds
// are positive.
func (w weights) boundary(s *scanner) bool {
	var sum float32
	s.features(func(name []byte) { sum += w[hash(name)] })
	return sum > 0
}

// hash is FNV-1a.
func hash(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// features calls use with the name of every feature that the candidate has.
// Names are made of the classes and shapes of the words around it, never of
// words from a corpus; the slice is reused.
func (s *scanner) features(use func([]byte)) {
	d := s.doc
	before, abbreviation, beforeShape := s.before()
	next := s.end
	opens := "-"
	for next < s.last-1 && (shape(d.Tokens[next], d.Word(next)) == "quote" || shape(d.Tokens[next], d.Word(next)) == "paren") {
		opens = shape(d.Tokens[next], d.Word(next))
		next++
	}
	nextWord := d.Word(next)
	nextShape := shape(d.Tokens[next], nextWord)
	nextClass := classOf(nextWord)
	mark := markOf(d.Word(s.mark), d.Tokens[s.mark].Kind)
	closers := closersOf(s)
	gap := s.gap()
	says := s.says()
	inside := flag(s.quoted, "in", "out")
	parens := flag(s.parens > 0, "in", "out")
	length := lengthOf(s.mark - s.start)

	var buf [96]byte
	emit := func(parts ...string) {
		b := buf[:0]
		for i, p := range parts {
			if i > 0 {
				b = append(b, ' ')
			}
			b = append(b, p...)
		}
		use(b)
	}
	emit("bias")
	emit("mark", mark)
	emit("mark,next", mark, nextShape)
	emit("mark,class", mark, nextClass)
	emit("mark,gap,next", mark, gap, nextShape)
	emit("mark,closers,next", mark, closers, nextShape)
	emit("mark,closers,says", mark, closers, says)
	emit("says", says)
	emit("mark,inside,closers", mark, inside, closers)
	emit("inside,next,closers", inside, nextShape, closers)
	emit("opens,mark", opens, mark)
	emit("opens,before", opens, before)
	emit("parens,mark,next", parens, mark, nextShape)
	emit("before", before)
	emit("before,next", before, nextShape)
	emit("before,class", before, nextClass)
	emit("before,shape", before, beforeShape)
	emit("abbreviation", abbreviation)
	emit("abbreviation,next", abbreviation, nextShape)
	emit("shapes", mark, beforeShape, nextShape)
	emit("length", length)
	emit("length,before,next", length, before, nextShape)
	if mark == "abbr" || before != "plain" {
		after := "-"
		if next+1 < s.last {
			after = shape(d.Tokens[next+1], d.Word(next+1))
		}
		emit("before,next,after", before, nextShape, after)
		emit("before,before2", before, s.earlier())
	}
}

// before describes the word that the mark follows: its class, the abbreviation
// if it is a listed one, its shape.
func (s *scanner) before() (class, abbreviation, look string) {
	i := s.mark
	word := s.doc.Word(i)
	if s.doc.Tokens[i].Kind != nlp.Word {
		if i == s.start || s.doc.Tokens[i-1].Span.End != s.doc.Tokens[i].Span.Start {
			return "none", "-", "none"
		}
		i--
		word = s.doc.Word(i)
	} else {
		word = strings.TrimSuffix(word, ".")
	}
	look = shape(s.doc.Tokens[i], word)
	switch {
	case s.doc.Tokens[i].Kind == nlp.Number:
		return flag(len(word) == 4, "year", "number"), "-", look
	case s.doc.Tokens[i].Kind != nlp.Word:
		return "mark", "-", look
	}
	if class = lookup(abbreviations, word); class != "" {
		abbreviation = word
		if len(word) > longestListed {
			abbreviation = "-"
		}
		return class, abbreviation, look
	}
	switch {
	case isInitials(word) && look == "letter":
		return "initial", "-", look
	case isInitials(word):
		return "acronym", "-", look
	case len(word) <= 3:
		return "short", "-", look
	case !strings.ContainsAny(word, "aeiouyAEIOUY") && word[0] < 0x80:
		return "consonants", "-", look
	}
	return "plain", "-", look
}

// earlier is the shape of the word before the one that the mark follows.
func (s *scanner) earlier() string {
	i := s.mark - 1
	if s.doc.Tokens[s.mark].Kind != nlp.Word {
		i--
	}
	if i < s.start {
		return "start"
	}
	return shape(s.doc.Tokens[i], s.doc.Word(i))
}

func (s *scanner) gap() string {
	t := s.doc.Tokens[s.end-1]
	switch {
	case t.Trail == 0:
		return "glued"
	case t.Trail == 1:
		return "space"
	case breaks(s.doc.Text[t.Span.End:t.Span.End+t.Trail]) > 0:
		return "line"
	}
	return "wide"
}

// says tells whether what follows reports the words before it: "he said",
// "said Smith", "Smith added" — and how that goes on.
func (s *scanner) says() string {
	const reach = 5
	subject := "-"
	for i := s.end; i < min(s.end+reach, s.last); i++ {
		word := s.doc.Word(i)
		look := shape(s.doc.Tokens[i], word)
		class := lookup(wordClasses, word)
		if class == "saying" && look == "lower" {
			return subject + "+" + s.saysWhat(i+1)
		}
		switch {
		case i == s.end && class == "pronoun" && look == "lower":
			subject = "he"
		case i == s.end && class == "pronoun":
			subject = "He"
		case i == s.end && (class == "determiner" || class == "linker" || class == "question"):
			return "-"
		case subject == "He" || subject == "he":
			return "-"
		case look == "cap" || look == "caps" || look == "letter":
			subject = "Name"
		default:
			return "-"
		}
	}
	return "-"
}

// saysWhat is how a verb of saying goes on at token i.
func (s *scanner) saysWhat(i int) string {
	if i >= s.last {
		return "end"
	}
	word := s.doc.Word(i)
	switch shape(s.doc.Tokens[i], word) {
	case "mark", "inner":
		return "stop"
	case "lower":
		if class := lookup(wordClasses, word); class != "" {
			return class
		}
		return "lower"
	}
	return "other"
}

func classOf(word string) string {
	if class := lookup(wordClasses, word); class != "" {
		return class
	}
	if class := lookup(abbreviations, strings.TrimSuffix(word, ".")); class != "" && strings.HasSuffix(word, ".") {
		return class
	}
	return "-"
}

func markOf(word string, kind nlp.TokenKind) string {
	switch {
	case kind == nlp.Word:
		return "abbr"
	case word == ".", word == "!", word == "?":
		return word
	case word[0] == '.' || strings.HasPrefix(word, "…"):
		return "..."
	case strings.IndexByte(word, '?') >= 0:
		return "?"
	}
	return "!"
}

func closersOf(s *scanner) string {
	switch {
	case s.closedQuote && s.closedParen:
		return "both"
	case s.closedQuote:
		return "quote"
	case s.closedParen:
		return "paren"
	}
	return "none"
}

func lengthOf(n int) string {
	switch {
	case n <= 1:
		return "1"
	case n <= 3:
		return "3"
	case n <= 6:
		return "6"
	}
	return "long"
}

func flag(b bool, yes, no string) string {
	if b {
		return yes
	}
	return no
}
