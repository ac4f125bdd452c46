package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord/nlp"
)

// scanner walks over the places in a paragraph where a sentence may end.
type scanner struct {
	doc         *nlp.Document
	at, last    int  // next token to look at; end of the paragraph
	start       int  // first token of the sentence
	quoted      bool // a double quotation is open
	singled     bool // a single one is open
	parens      int
	mark, end   int  // the candidate: its mark, and the token after its closers
	closedQuote bool // a quotation closes at the candidate
	closedParen bool
	stop        int // a lone full stop directly after a word, or -1
}

func (s *scanner) begin(first, last int) {
	*s = scanner{doc: s.doc, at: first, last: last, start: first}
}

// ended is told that a sentence ends at the candidate.
func (s *scanner) ended() { s.start = s.end; s.parens = 0 }

// next goes to the next candidate within the paragraph. The paragraph's end is
// none.
func (s *scanner) next() bool {
	for s.at < s.last {
		i := s.at
		s.at++
		tok := s.doc.Tokens[i]
		word := tok.Span.In(s.doc.Text)
		if tok.Kind == nlp.Punct {
			s.count(i, word)
		}
		if !(tok.Kind == nlp.Punct && isTerminal(word) || tok.Kind == nlp.Word && word[len(word)-1] == '.') {
			continue
		}
		s.mark, s.closedQuote, s.closedParen = i, false, false
		for s.at < s.last && s.closes(s.at) {
			s.count(s.at, s.doc.Word(s.at))
			s.at++
		}
		s.end = s.at
		if s.end >= s.last {
			return false
		}
		s.stop = -1
		if word == "." && s.end == i+1 && i > s.start && tok.Trail > 0 {
			if before := s.doc.Tokens[i-1]; before.Kind == nlp.Word && before.Span.End == tok.Span.Start {
				s.stop = i
			}
		}
		return true
	}
	return false
}

// count keeps the account of open quotations and brackets.
func (s *scanner) count(i int, word string) {
	switch word {
	case "“", "``", "«", "„":
		s.quoted = true
	case "”", "»":
		s.quoted = false
	case "\"", "''":
		s.quoted = s.turns(i, s.quoted)
	case "‘":
		s.singled = true
	case "'", "’":
		// Most of these are apostrophes: only clear cases count.
		if i > 0 && s.turns(i, s.singled) != s.singled && (s.doc.Tokens[i-1].Trail > 0 || s.doc.Tokens[i-1].Kind == nlp.Punct) {
			s.singled = !s.singled
		}
	case "(", "[":
		s.parens++
	case ")", "]":
		s.parens = max(0, s.parens-1)
	}
}

// turns tells whether a quotation is open after the straight mark that is
// token i. Where the space around the mark does not say so, it turns what was
// open before it.
func (s *scanner) turns(i int, open bool) bool {
	before := i == 0 || s.doc.Tokens[i-1].Trail > 0
	after := i+1 == len(s.doc.Tokens) || s.doc.Tokens[i].Trail > 0
	if before != after {
		return before
	}
	return !open
}

// closes tells whether token i, after a sentence's mark, belongs to that
// sentence's end: a closing quotation mark or bracket.
func (s *scanner) closes(i int) bool {
	before, tok := s.doc.Tokens[i-1], s.doc.Tokens[i]
	if tok.Kind != nlp.Punct {
		return false
	}
	quote, paren := false, false
	if word := tok.Span.In(s.doc.Text); before.Trail == 0 && isTerminal(word) {
		return true // a second mark after the closers: job.'."
	}
	switch tok.Span.In(s.doc.Text) {
	case ")", "]", "}":
		paren = true
	case "”", "’", "''", "»", "›":
		// After a space a closing mark may be a wrong-way opening one.
		quote = before.Trail == 0 || tok.Trail > 0
	case "\"":
		quote = s.quoted || before.Trail == 0 && tok.Trail > 0
		if before.Trail > 0 && tok.Trail == 0 && i+1 < s.last {
			quote = false
		}
	case "'":
		quote = before.Trail == 0 && (tok.Trail > 0 || s.singled || i+1 < s.last && s.doc.Tokens[i+1].Kind == nlp.Punct)
	case "“", "‘":
		quote = before.Trail == 0 && tok.Trail > 0
	}
	s.closedQuote = s.closedQuote || quote
	s.closedParen = s.closedParen || paren
	return quote || paren
}

// isTerminal tells whether word is a mark that may end a sentence.
func isTerminal(word string) bool {
	switch word[0] {
	case '.', '!', '?':
		return true
	case 0xe2, 0xe3, 0xef:
		return strings.HasPrefix(word, "…") || word == "。" || word == "！" || word == "？"
	}
	return false
}

// isCloser tells whether word is a mark that may follow a sentence's end.
func isCloser(word string) bool {
	switch word {
	case ")", "]", "}", "\"", "''", "”", "’", "»", "›", "'":
		return true
	}
	return false
}

// shape is the look of a word: lower, cap, caps (all capitals), letter (one
// capital), digit, open, close, mark or other.
func shape(t nlp.Token, word string) string {
	switch t.Kind {
	case nlp.Number:
		return "digit"
	case nlp.Symbol:
		return "symbol"
	case nlp.Punct:
		switch word {
		case "(", "[", "{":
			return "paren"
		case "“", "‘", "``", "`", "\"", "'", "''", "”", "’", "«", "»", "„", "‚":
			return "quote"
		case ",", ";", ":", ")", "]":
			return "inner"
		case "-", "--", "—", "–", "―":
			return "dash"
		}
		if len(word) > 1 && isTerminal(word) {
			return "ellipsis"
		}
		return "mark"
	}
	r, n := utf8.DecodeRuneInString(word)
	switch {
	case r == '@' || r == '#':
		return "symbol"
	case unicode.IsLower(r):
		return "lower"
	case unicode.IsDigit(r):
		return "digit"
	case !unicode.IsUpper(r):
		return "other"
	case n == len(word) || word[n:] == ".":
		return "letter"
	}
	if r, _ = utf8.DecodeRuneInString(word[n:]); unicode.IsUpper(r) || r == '.' {
		return "caps"
	}
	return "cap"
}
