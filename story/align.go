package story

import (
	"cmp"
	"slices"
)

// stretch is a run of words that two sides have in common: of n words, from
// word a of one and word b of the other.
type stretch struct{ a, b, n int }

// longestCell bounds the words of a side that are compared word by word.
const longestCell = 400

// runs finds the longest runs of at least least words in common, longest first and
// without overlap in either side (Ratcliff and Obershelp's idea, but in any
// order); what a longer run leaves of a shorter one counts as a run. Gaps
// match nothing. With quoted, only words in quotation marks on both sides count.
func runs(a, b []word, least int, quoted bool) []stretch {
	a, b = a[:min(len(a), longestCell)], b[:min(len(b), longestCell)]
	var found []stretch
	row, next := make([]int, len(b)+1), make([]int, len(b)+1)
	for i := range len(a) + 1 {
		for j := range b {
			n := 0
			if i < len(a) && a[i].said == b[j].said && a[i].said != 0 && (!quoted || a[i].quoted && b[j].quoted) {
				n = row[j] + 1
			}
			next[j+1] = n
			// The run that ended before this word, or at the end of b.
			if before := row[j]; before >= least && n == 0 {
				found = append(found, stretch{i - before, j - before, before})
			}
		}
		if n := row[len(b)]; n >= least {
			found = append(found, stretch{i - n, len(b) - n, n})
		}
		row, next = next, row
	}
	return apart(found, len(a), len(b), least)
}

// apart takes the longest runs first, each without the words that are taken.
func apart(found []stretch, na, nb, least int) []stretch {
	slices.SortFunc(found, func(x, y stretch) int {
		return cmp.Or(cmp.Compare(y.n, x.n), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	usedA, usedB := make([]bool, na), make([]bool, nb)
	var out []stretch
	for _, f := range found {
		for f.n > 0 && (usedA[f.a] || usedB[f.b]) {
			f.a, f.b, f.n = f.a+1, f.b+1, f.n-1
		}
		n := 0
		for n < f.n && !usedA[f.a+n] && !usedB[f.b+n] {
			n++
		}
		if n < least || n == 0 {
			continue
		}
		for k := range n {
			usedA[f.a+k], usedB[f.b+k] = true, true
		}
		out = append(out, stretch{f.a, f.b, n})
		if len(out) == mostRunsKept {
			break
		}
	}
	slices.SortStableFunc(out, func(x, y stretch) int { return cmp.Compare(y.n, x.n) })
	return out
}

// mostRunsKept bounds the runs of a pair.
const mostRunsKept = 16

// inOrder is the length of the longest row of words that both have in the
// same order, gaps allowed.
func inOrder(a, b []word) int {
	a, b = a[:min(len(a), longestCell)], b[:min(len(b), longestCell)]
	row := make([]int, len(b)+1)
	for i := range a {
		before := 0
		for j := range b {
			old := row[j+1]
			if a[i].said == b[j].said && a[i].said != 0 {
				row[j+1] = before + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			before = old
		}
	}
	return row[len(b)]
}
