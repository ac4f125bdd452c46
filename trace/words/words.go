// Package words turns a text into the words that it is compared by, so that
// the same thing said is the same whoever typed it: capitals, kinds of quotation
// marks and dashes, punctuation and accents are gone, contractions are
// written out ("don't" is "do", "not"), numbers are words of their own
// ("sixty-five" and "65" are "60", "5"), sounds such as "uh" and stage
// directions such as (Applause.) are left out. Input: any text; output: a hash
// for each word, with its place. Each word is normalised by itself, so that a
// passage gives the same words wherever it is cut out of.
//
// It knows English contractions, abbreviations and number words, which stand in data files
// beside it; words of other languages are themselves, those written without
// spaces a word for each character.
package words

import (
	"unicode"
	"unicode/utf8"
)

// Word is one word of a text. Where a word as written stands for several
// ("don't"), they have one place.
type Word struct {
	Hash       uint32 // of the normalised word; never 0, save for a Gap
	Start, End int    // bytes of the text
}

// Gap is the hash of what stands between words that do not follow each other:
// an editor's [words] within a quotation.
const Gap = 0

// Said reads a text in which all words count, as a transcript's.
func Said(dst []Word, text string) []Word { return read(dst, text, false) }

// Quoted reads a quotation as a newspaper prints it: what stands in square
// brackets is the editor's and becomes a Gap.
func Quoted(dst []Word, text string) []Word { return read(dst, text, true) }

// longestBracket is how many bytes a stage direction or an editor's insert
// may have.
const longestBracket = 200

func read(dst []Word, text string, quoted bool) []Word {
	s := scanner{text: text, lexicon: lexica(), words: dst, first: len(dst)}
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case class[c] == letter || c >= utf8.RuneSelf:
			i = s.word(i)
		case class[c] == digit:
			i = s.number(i)
		case c == '(' || c == '[':
			i = s.bracket(i, quoted)
		case c == '%':
			s.add(s.lexicon.percent, i, i+1)
			i++
		case c == '&':
			s.add(s.lexicon.and, i, i+1)
			i++
		case c == '\'' && s.startsWord(i, 1):
			i = s.word(i)
		default:
			i++
		}
	}
	return s.words
}

const (
	other = iota
	letter
	digit
)

// class tells ASCII letters and digits.
var class = func() (c [256]uint8) {
	for b := 'a'; b <= 'z'; b++ {
		c[b], c[b-'a'+'A'] = letter, letter
	}
	for b := '0'; b <= '9'; b++ {
		c[b] = digit
	}
	return c
}()

// scanner reads one text.
type scanner struct {
	text    string
	lexicon *lexicon
	words   []Word
	first   int      // the first of words that is this text's
	buffer  [64]byte // the word at hand; longer ones go to the heap
}

func (s *scanner) add(hash uint32, start, end int) {
	s.words = append(s.words, Word{hash, start, end})
}

// startsWord tells an apostrophe of so many bytes that belongs to the word
// after it ('em).
func (s *scanner) startsWord(i, size int) bool {
	if i > 0 && class[s.text[i-1]] != other {
		return false
	}
	j := i + size
	for j < len(s.text) && j < i+size+8 && class[s.text[j]] == letter {
		j++
	}
	_, ok := s.lexicon.look(hash("'" + lowerASCII(s.text[i+size:j])))
	return ok
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// word reads the word that starts at i, or steps over a character that is no
// letter. It gives where to go on.
func (s *scanner) word(i int) int {
	buf := s.buffer[:0]
	j, apostrophe, folded := i, false, false
	for j < len(s.text) {
		c := s.text[j]
		if k := class[c]; k != other {
			if c <= 'Z' && k == letter {
				c += 'a' - 'A'
			}
			buf = append(buf, c)
			j++
			continue
		}
		if c == '.' && s.initial(i, j) {
			j++
			continue
		}
		if c < utf8.RuneSelf && c != '\'' && c != '`' {
			break
		}
		r, size := utf8.DecodeRuneInString(s.text[j:])
		switch {
		case isApostrophe(r):
			if j > i && !s.letterAt(j+size) || j == i && !s.startsWord(i, size) {
				return s.finish(buf, i, j, max(j, i+size), apostrophe, folded)
			}
			buf, apostrophe = append(buf, '\''), true
		case alone(r):
			if j > i {
				return s.finish(buf, i, j, j, apostrophe, folded)
			}
			return s.finish(utf8.AppendRune(buf, r), i, i+size, i+size, false, false)
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			buf, folded = utf8.AppendRune(buf, r), true
		case r == 0xAD: // a soft hyphen is not there
		default:
			return s.finish(buf, i, j, max(j, i+size), apostrophe, folded)
		}
		j += size
	}
	return s.finish(buf, i, j, max(j, i+1), apostrophe, folded)
}

// finish adds the word in buf, which stands at [start, end), and gives next.
func (s *scanner) finish(buf []byte, start, end, next int, apostrophe, folded bool) int {
	if folded {
		buf = fold(buf)
	}
	if len(buf) > 0 {
		endings := 0
		if apostrophe {
			endings = 2
		}
		s.spell(buf, start, end, endings)
	}
	return next
}

// initial tells the stop at j of an abbreviation by letters, as in U.S. or
// F.B.I.: one letter stands before it, one after, and a stop or no letter
// after that.
func (s *scanner) initial(start, j int) bool {
	if j-start != 1 && !(j-start > 2 && s.text[j-2] == '.') || j+1 >= len(s.text) || class[s.text[j-1]] != letter || class[s.text[j+1]] != letter {
		return false
	}
	return j+2 >= len(s.text) || class[s.text[j+2]] == other
}

func (s *scanner) letterAt(i int) bool {
	if i >= len(s.text) {
		return false
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return class[c] == letter
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return unicode.IsLetter(r)
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '′' || r == '`' || r == '´'
}

// alone tells the letters of scripts that are written without spaces.
func alone(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && unicode.IsLetter(r)
}

// bracket steps over a stage direction, and over any square bracket of a
// quotation, which leaves a gap. Other brackets are punctuation.
func (s *scanner) bracket(i int, quoted bool) int {
	closing := byte(')')
	if s.text[i] == '[' {
		closing = ']'
	}
	for j := i + 1; j < len(s.text) && j <= i+longestBracket; j++ {
		switch s.text[j] {
		case closing:
			if s.lexicon.direction(s.text[i+1 : j]) {
				return j + 1
			}
			if quoted && closing == ']' {
				s.add(Gap, i, j+1)
				return j + 1
			}
			return i + 1
		case '(', '[', '\n':
			return i + 1
		}
	}
	return i + 1
}
