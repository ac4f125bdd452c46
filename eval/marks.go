package eval

import (
	"unicode"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/metric"
)

// inMarks tells of each code point whether it stands within double quotation
// marks: curly, straight (by turns) or typewriter. Every paragraph starts
// anew, and a mark that is not closed holds to its end. It is the gold's
// measure, simple on purpose and apart from the stage that it helps to judge.
func inMarks(text []rune) []bool {
	out := make([]bool, len(text))
	within := false
	next := func(i int, r rune) bool { return i+1 < len(text) && text[i+1] == r }
	for i, r := range text {
		switch {
		case r == '\n' && next(i, '\n'):
			within = false
		case r == '“', r == '`' && next(i, '`'):
			within = true
		case r == '”', r == '\'' && next(i, '\'') && within:
			within = false
		case r == '"', r == '\'' && next(i, '\''):
			within = !within
		default:
			out[i] = within
		}
	}
	return out
}

// kindOf tells direct, indirect and mixed contents apart by how many of their
// letters and digits stand within marks: all, none, some.
func kindOf(text []rune, marks []bool, content []metric.Range) onrecord.Kind {
	quoted, total := 0, 0
	for _, r := range content {
		for i := max(0, r.Start); i < min(r.End, len(text)); i++ {
			if unicode.IsLetter(text[i]) || unicode.IsDigit(text[i]) {
				total++
				if marks[i] {
					quoted++
				}
			}
		}
	}
	switch {
	case quoted == 0:
		return onrecord.Indirect
	case quoted == total:
		return onrecord.Direct
	}
	return onrecord.Mixed
}
