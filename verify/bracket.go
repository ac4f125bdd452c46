package verify

import (
	"strings"
	"unicode"

	"github.com/onrecord/onrecord"
)

// bracketed marks or drops the words that stand in brackets within a stretch.
// Where editorial is true, words in [brackets] are marked, for they are the
// article's own, and those in (round ones) as asides, which may be. Otherwise what the transcript puts in brackets, or in round
// ones and capitals, or as a known direction, is dropped.
func bracketed(text string, s onrecord.Span, raws []raw, editorial bool) ([]raw, []bool) {
	if !strings.ContainsAny(s.In(text), "[(") {
		return raws, nil
	}
	inside := make([]bool, len(raws))
	kept := raws[:0:0]
	for i := 0; i < len(raws); i++ {
		open := bracketBefore(text, s, raws, i)
		if open == 0 {
			kept = append(kept, raws[i])
			continue
		}
		end := closingAfter(text, s, raws, i, open)
		switch {
		case end < 0:
			kept = append(kept, raws[i])
		case editorial && open == '[':
			for k := i; k <= end; k++ {
				inside[len(kept)] = true
				kept = append(kept, raws[k])
			}
			i = end
		case editorial:
			for k := i; k <= end; k++ {
				raws[k].aside = true
				kept = append(kept, raws[k])
			}
			i = end
		case !editorial && (open == '[' || directs(text, raws[i:end+1])):
			i = end
		default:
			kept = append(kept, raws[i])
		}
	}
	return kept, inside
}

// bracketBefore is the bracket, ( or [, that opens right before raws[i], or 0.
func bracketBefore(text string, s onrecord.Span, raws []raw, i int) byte {
	from := s.Start
	if i > 0 {
		from = raws[i-1].span.End
	}
	gap := strings.TrimRight(text[from:raws[i].span.Start], " \"'“‘")
	if gap == "" || gap[len(gap)-1] != '[' && gap[len(gap)-1] != '(' {
		return 0
	}
	if strings.Contains(raws[i].span.In(text), "]") { // [t]he
		return 0
	}
	return gap[len(gap)-1]
}

// longestBracket is how many words a bracket may hold and still be one.
const longestBracket = 24

// closingAfter is the last word before the bracket closes, or -1.
func closingAfter(text string, s onrecord.Span, raws []raw, i int, open byte) int {
	closing := "]"
	if open == '(' {
		closing = ")"
	}
	for k := i; k < len(raws) && k < i+longestBracket; k++ {
		to := s.End
		if k+1 < len(raws) {
			to = raws[k+1].span.Start
		}
		if strings.Contains(text[raws[k].span.End:to], closing) {
			return k
		}
	}
	return -1
}

// directs tells whether words in round brackets are a stage direction.
func directs(text string, raws []raw) bool {
	capitals := true
	for _, r := range raws {
		if lex.classes[r.norm]&direction != 0 {
			return true
		}
		for _, c := range r.span.In(text) {
			capitals = capitals && !unicode.IsLower(c)
		}
	}
	return capitals
}
