package story

import (
	"slices"

	"github.com/onrecord/onrecord"
)

// relate says how two reports of one utterance relate, by their quoted words
// alone, and what each leaves out.
//
// Words are aligned in order (longest common subsequence). Between words that
// agree, up to mostReplaced words that stand against as many others are another
// wording of the same (variant); words that stand against nothing are left out.
func relate(a, b []word) onrecord.Relation {
	var out onrecord.Relation
	qa, qb := quotedWords(a), quotedWords(b)
	anchors := inCommon(qa, qb)
	if len(anchors) < 2 && !(len(anchors) == 1 && len(qa) == 1 && len(qb) == 1) {
		return onrecord.Relation{Kind: onrecord.Paraphrase}
	}
	i, j := 0, 0
	leftOut := func(toA, toB int) {
		switch na, nb := toA-i, toB-j; {
		case na == 0 && nb == 0:
		case na > 0 && nb > 0 && max(na, nb) <= mostReplaced && i > 0 && toA < len(qa):
			out.Variant = true
		case max(na, nb) <= 1 && min(i, j) > 0 && toA < len(qa) && toB < len(qb) && empty(qa[i:toA]) && empty(qb[j:toB]):
			out.Variant = true // "that", "and": no cut
		default:
			out.Missing, out.MissingTerms = appendSpan(out.Missing, qa[i:toA]), appendTerms(out.MissingTerms, qa[i:toA])
			out.Added, out.AddedTerms = appendSpan(out.Added, qb[j:toB]), appendTerms(out.AddedTerms, qb[j:toB])
		}
	}
	for _, m := range anchors {
		leftOut(m[0], m[1])
		i, j = m[0]+1, m[1]+1
	}
	leftOut(len(qa), len(qb))
	switch {
	case len(out.Missing) > 0 && len(out.Added) > 0:
		out.Kind = onrecord.Recut
	case len(out.Missing)+len(out.Added) > 0:
		out.Kind = onrecord.Trimmed
	default:
		out.Kind = onrecord.Identical
	}
	return out
}

// mostReplaced is how many words may stand against others in the same passage.
const mostReplaced = 4

func empty(ws []word) bool {
	return !slices.ContainsFunc(ws, func(w word) bool { return w.weight > 0.1 || w.negation })
}

func quotedWords(ws []word) []word {
	var out []word
	for _, w := range ws {
		if w.quoted && w.said != 0 {
			out = append(out, w)
		}
	}
	return out
}

// appendTerms adds what words that are left out would have changed: negation,
// condition, hedge.
func appendTerms(to []string, ws []word) []string {
	for _, w := range ws {
		term := w.term
		if w.negation {
			term = "negation"
		}
		if term != "" && !slices.Contains(to, term) {
			to = append(to, term)
		}
	}
	return to
}

// appendSpan adds the places of some words, where there are any: a new one
// wherever more than betweenWords bytes of other words stand between two.
func appendSpan(to []onrecord.Span, ws []word) []onrecord.Span {
	for i, w := range ws {
		if i > 0 && w.span.Start-ws[i-1].span.End <= betweenWords {
			to[len(to)-1].End = max(to[len(to)-1].End, w.span.End)
		} else {
			to = append(to, w.span)
		}
	}
	return to
}

// betweenWords is how many bytes of punctuation may stand between two words.
const betweenWords = 9

// inCommon gives the places of the longest row of words that both have in the
// same order, each as an index in a and in b.
func inCommon(a, b []word) [][2]int {
	a, b = a[:min(len(a), longestCell)], b[:min(len(b), longestCell)]
	rows := make([][]int16, len(a)+1)
	for i := range rows {
		rows[i] = make([]int16, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].said == b[j].said {
				rows[i][j] = rows[i+1][j+1] + 1
			} else {
				rows[i][j] = max(rows[i+1][j], rows[i][j+1])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].said == b[j].said:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case rows[i+1][j] >= rows[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}
