// Package wordpiece turns words into the pieces of a BERT vocabulary: lower
// case, accents off, greedy longest match first (Wu et al. 2016, as in BERT's
// uncased tokeniser). It does not part text into words.
package wordpiece

import (
	"bytes"
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Vocabulary is immutable and safe for concurrent use.
type Vocabulary struct {
	ids               map[string]int32 // of pieces; those that continue a word start with "##"
	unknown, cls, sep int32
	longest           int // bytes of the longest piece
}

// maxWord is the longest word in bytes that is parted; longer ones are unknown.
const maxWord = 200

// Parse reads a vocabulary, one piece a line; the line's number is the
// piece's id. It fails where [UNK], [CLS] or [SEP] is missing or a piece
// stands twice.
func Parse(data []byte) (*Vocabulary, error) {
	v := &Vocabulary{ids: make(map[string]int32, 32000)}
	n := int32(0)
	for line := range bytes.Lines(data) {
		piece := string(bytes.TrimRight(line, "\r\n"))
		if _, twice := v.ids[piece]; twice {
			return nil, fmt.Errorf("wordpiece: line %d: %q stands twice", n+1, piece)
		}
		v.ids[piece] = n
		v.longest = max(v.longest, len(piece))
		n++
	}
	for name, id := range map[string]*int32{"[UNK]": &v.unknown, "[CLS]": &v.cls, "[SEP]": &v.sep} {
		found, ok := v.ids[name]
		if !ok {
			return nil, errors.New("wordpiece: the vocabulary lacks " + name)
		}
		*id = found
	}
	return v, nil
}

// Size is the number of pieces.
func (v *Vocabulary) Size() int { return len(v.ids) }

// CLS and SEP are the ids of the marks before and after a sequence.
func (v *Vocabulary) CLS() int32 { return v.cls }

// SEP is the id of the mark after a sequence.
func (v *Vocabulary) SEP() int32 { return v.sep }

// ID gives the id of a whole piece, or that of [UNK].
func (v *Vocabulary) ID(piece string) int32 {
	if id, ok := v.ids[piece]; ok {
		return id
	}
	return v.unknown
}

// Append adds the ids of a word's pieces to ids; scratch is reused between
// calls and may be nil. Punctuation within the word stands by itself, as
// BERT's basic tokeniser has it. A word always gives at least one piece.
func (v *Vocabulary) Append(ids []int32, word string, scratch *[]byte) []int32 {
	if scratch == nil {
		scratch = new([]byte)
	}
	before := len(ids)
	folded := fold((*scratch)[:0], word)
	*scratch = folded
	start := 0
	for i := 0; i < len(folded); {
		r, size := utf8.DecodeRune(folded[i:])
		if alone(r) {
			ids = v.appendRun(ids, folded[start:i])
			ids = v.appendRun(ids, folded[i:i+size])
			start = i + size
		}
		i += size
	}
	ids = v.appendRun(ids, folded[start:])
	if len(ids) == before {
		ids = append(ids, v.unknown)
	}
	return ids
}

// appendRun parts one run without punctuation by greedy longest match.
func (v *Vocabulary) appendRun(ids []int32, run []byte) []int32 {
	if len(run) == 0 {
		return ids
	}
	if len(run) > maxWord {
		return append(ids, v.unknown)
	}
	before := len(ids)
	var buffer [maxWord + 2]byte
	for start := 0; start < len(run); {
		prefix := 0
		if start > 0 {
			prefix = copy(buffer[:], "##")
		}
		end := min(len(run), start+v.longest-prefix)
		found := false
		for ; end > start; end-- {
			if end < len(run) && !utf8.RuneStart(run[end]) {
				continue
			}
			n := prefix + copy(buffer[prefix:], run[start:end])
			if id, ok := v.ids[string(buffer[:n])]; ok {
				ids, found = append(ids, id), true
				break
			}
		}
		if !found {
			return append(ids[:before], v.unknown)
		}
		start = end
	}
	return ids
}

// fold appends word in lower case without accents, control characters and
// white space.
func fold(out []byte, word string) []byte {
	plain := true
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf {
			plain = false
			break
		}
	}
	if plain {
		for i := 0; i < len(word); i++ {
			c := word[i]
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c > ' ' && c != 0x7f {
				out = append(out, c)
			}
		}
		return out
	}
	for _, r := range norm.NFD.String(word) {
		if unicode.Is(unicode.Mn, r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) || r == utf8.RuneError {
			continue
		}
		out = utf8.AppendRune(out, unicode.ToLower(r))
	}
	return out
}

// alone tells whether a character is a word of its own: punctuation, ASCII
// symbols and CJK ideographs, as BERT has it.
func alone(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 33 && r <= 47 || r >= 58 && r <= 64 || r >= 91 && r <= 96 || r >= 123 && r <= 126
	}
	return unicode.IsPunct(r) || unicode.Is(unicode.Han, r)
}
