package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// family is a kind of marks that pair with each other.
type family uint8

// The families. Marks of one family pair; those of two double ones may, as
// writers mix them.
const (
	none     family = iota
	curly           // “ ” „ « »
	straight        // " `` ''
	single          // ‘ ’ ' ‚ ‹ ›
)

// mark is a character, or two, that may be a quotation mark, with scores for
// what it may be: an opening mark, a closing one, neither.
type mark struct {
	span                onrecord.Span
	family              family
	open, close, ignore int
	afterStop           bool // a sentence ends before it
}

// Scores of what the character says by itself: {open, close, ignore}. A mark
// that points one way may be typed for the other; a single mark is an
// apostrophe as easily.
type prior struct {
	family              family
	open, close, ignore int
}

func priorOf(word string) (prior, bool) {
	switch word {
	case "“", "‟", "〝", "❝", "‘‘":
		return prior{curly, 6, -6, -8}, true
	case "”", "❞", "〞", "’’":
		return prior{curly, -6, 6, -8}, true
	case "„":
		return prior{curly, 8, -9, -8}, true
	case "``":
		return prior{straight, 7, -8, -8}, true
	case "''":
		return prior{straight, 0, 2, -8}, true
	case "\"", "＂":
		return prior{straight, 0, 0, -8}, true
	case "«":
		return prior{curly, 5, -5, -8}, true
	case "»":
		return prior{curly, -5, 5, -8}, true
	case "‹", "›", "‚":
		if word == "›" {
			return prior{single, -5, 5, -4}, true
		}
		return prior{single, 5, -6, -4}, true
	case "‘", "‛", "`":
		return prior{single, 5, -5, -3}, true
	case "’":
		return prior{single, -6, 1, 1}, true
	case "'", "´":
		return prior{single, -1, 0, 1}, true
	}
	return prior{}, false
}

// findMarks scores all marks of the document. Apostrophes within words are
// parts of their tokens and never come here.
func findMarks(d *nlp.Document) []mark {
	var marks []mark
	sentence := 0
	for i := 0; i < len(d.Tokens); i++ {
		t := d.Tokens[i]
		if t.Kind == nlp.Word || t.Kind == nlp.Number {
			continue
		}
		word := t.Span.In(d.Text)
		span := t.Span
		// ‘‘ and ’’ are typed for “ and ”.
		if (word == "‘" || word == "’") && i+1 < len(d.Tokens) && t.Trail == 0 && d.Word(i+1) == word &&
			(i+2 >= len(d.Tokens) || d.Tokens[i+1].Trail > 0 || d.Word(i+2) != word) {
			span.End = d.Tokens[i+1].Span.End
			word = span.In(d.Text)
		}
		pr, ok := priorOf(word)
		if !ok {
			continue
		}
		if word == "\"" && attribute(d.Text[:t.Span.Start]) { // rule markup: <a href="…">
			i = attributeEnd(d, i)
			continue
		}
		for sentence < len(d.Sentences) && d.Sentences[sentence].Last <= i {
			sentence++
		}
		m := mark{span: span, family: pr.family, open: pr.open, close: pr.close, ignore: pr.ignore}
		m.afterStop = sentence < len(d.Sentences) && d.Sentences[sentence].First == i
		score(d.Text, &m, word)
		if m.family != single && i >= 2 && (d.Word(i-1) == "," || d.Word(i-1) == ":") && classOf(d.Word(i-2)).has(saying) {
			m.open += 8 // rule after says: a closing mark may be typed for an opening one
		}
		marks = append(marks, m)
		if span.End != t.Span.End {
			i++
		}
	}
	return marks
}

// attribute tells whether text ends like a tag's attribute: a letter and =.
func attribute(text string) bool {
	n := len(text)
	return n >= 2 && text[n-1] == '=' && text[n-2]|0x20 >= 'a' && text[n-2]|0x20 <= 'z'
}

// attributeEnd is the token of the mark that ends the attribute value that
// begins at token i, or i.
func attributeEnd(d *nlp.Document, i int) int {
	const longest = 64 // tokens
	for k := i + 1; k < min(i+longest, len(d.Tokens)); k++ {
		if d.Word(k) == "\"" {
			return k
		}
	}
	return i
}

// score adds what the neighbours say.
func score(text string, m *mark, word string) {
	left, right := neighbours(text, m.span)
	leftOpen := left == 0 || unicode.IsSpace(left) || strings.ContainsRune("([{—–-/=>", left)
	rightOpen := right == 0 || unicode.IsSpace(right) || strings.ContainsRune(",.;:!?)]}…—–-/<", right)
	leftSpace := left == 0 || unicode.IsSpace(left)
	rightSpace := right == 0 || unicode.IsSpace(right)
	switch {
	case leftSpace && rightSpace: // spaced off on both sides: little evidence
		if m.family != single {
			m.ignore += 4
		}
	case leftOpen && !rightSpace && !(rightOpen && !leftSpace):
		m.open += 4
		m.close -= 4
		if strings.ContainsRune(",.;:!?)]}…", right) && right != '.' && right != '…' {
			m.open -= 4
		}
	case rightOpen && !leftSpace:
		m.close += 4
		m.open -= 4
	case strings.ContainsRune(".,!?…", left): // glued: done."The
		m.close += 2
		m.afterStop = m.afterStop || unicode.IsUpper(right)
	case left == ':' || left == ';':
		m.open += 2
	}
	if strings.ContainsRune(",.!?…", left) {
		m.close += 2
	}
	if m.family == single {
		scoreSingle(text, m, word, left, right)
		return
	}
	if unicode.IsDigit(left) && word != "“" { // rule inches: 6'2", an 85” screen
		m.ignore += 10
		if inches(text[:m.span.Start]) {
			m.ignore += 8
		}
	}
}

// scoreSingle adds what tells apostrophes, feet and minutes from single
// quotation marks.
func scoreSingle(text string, m *mark, word string, left, right rune) {
	after := text[m.span.End:]
	spaceBefore := left == 0 || unicode.IsSpace(left) || strings.ContainsRune("([{—–-/“\"", left)
	adjacent, _ := utf8.DecodeRuneInString(after)
	if m.afterStop && spaceBefore && unicode.IsUpper(right) { // a sentence begins with it
		m.open += 3
	}
	switch {
	case unicode.IsDigit(left) && unicode.IsDigit(adjacent): // rule feet: 6'2
		m.ignore += 12
	case unicode.IsLetter(left) && unicode.IsLetter(adjacent): // within a word
		m.ignore += 8
	case spaceBefore && elided(after): // rule elision: ’em, '90s
		m.ignore += 7
		if word == "‘" {
			m.ignore += 2
		}
	case spaceBefore && adjacent != 0 && unicode.IsSpace(adjacent):
		m.ignore += 5
	case unicode.IsDigit(left): // feet, or a quotation that ends in a number
		m.ignore += 3
	case (left == 's' || left == 'S' || left == 'z' || left == 'x') && unicode.IsSpace(right): // rule plural possessive
		m.ignore += 5
	case left == 'n' && strings.HasSuffix(text[:m.span.Start], "in"): // rule dropped g
		m.ignore += 4
	case strings.ContainsRune(",.!?…", left):
		m.close += 2
		m.ignore -= 4
	}
}

// neighbours are the runes before and after a mark, looking through other
// quotation marks that touch it.
func neighbours(text string, s onrecord.Span) (left, right rune) {
	const reach = 4 // marks looked through on each side
	at := s.Start
	for range reach {
		r, n := utf8.DecodeLastRuneInString(text[:at])
		left = r
		if n == 0 {
			left = 0
			break
		}
		if !isMarkRune(r) {
			break
		}
		at -= n
	}
	at = s.End
	for range reach {
		r, n := utf8.DecodeRuneInString(text[at:])
		right = r
		if n == 0 {
			right = 0
			break
		}
		if !isMarkRune(r) {
			break
		}
		at += n
	}
	return left, right
}

func isMarkRune(r rune) bool {
	switch r {
	case '"', '\'', '`', '“', '”', '„', '‟', '‘', '’', '‚', '‛', '«', '»', '‹', '›', '\u202a', '\u202c':
		return true
	}
	return false
}

// inches tells whether head ends in feet and inches: 6'2, 5’ 10.
func inches(head string) bool {
	head = head[max(0, len(head)-12):]
	trimmed := strings.TrimRight(head, "0123456789½¼¾. ")
	for _, foot := range []string{"'", "’", "′"} {
		if f, ok := strings.CutSuffix(trimmed, foot); ok && f != "" && f[len(f)-1] >= '0' && f[len(f)-1] <= '9' {
			return true
		}
	}
	return false
}

// elided tells whether text begins with a word that an apostrophe stands
// before: a decade, or a listed word.
func elided(text string) bool {
	n := 0
	for n < len(text) && (text[n]|0x20 >= 'a' && text[n]|0x20 <= 'z' || text[n] >= '0' && text[n] <= '9') && n < 12 {
		n++
	}
	word := text[:n]
	if len(word) >= 2 && word[0] >= '0' && word[0] <= '9' && word[1] >= '0' && word[1] <= '9' {
		return len(word) == 2 || word[2:] == "s" || word[2:] == "ers"
	}
	return classOf(word).has(elision)
}

func hasWord(text string, s onrecord.Span) bool {
	return strings.IndexFunc(s.In(text), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0
}
