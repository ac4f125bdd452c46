package story

// stretch is a run of words that two sides have in common: of n words, from
// word a of one and word b of the other.
type stretch struct{ a, b, n int }

// longestCell bounds the words of a side that are compared word by word.
const longestCell = 400

// runs finds the longest runs of at least least words in common, greedily and
// without overlap in either side, longest first (Ratcliff and Obershelp's idea,
// but in any order). Gaps match nothing. With quoted, only words in quotation
// marks on both sides count.
func runs(a, b []word, least int, quoted bool) []stretch {
	a, b = a[:min(len(a), longestCell)], b[:min(len(b), longestCell)]
	usedA, usedB := make([]bool, len(a)), make([]bool, len(b))
	fits := func(i, j int) bool {
		return a[i].said == b[j].said && a[i].said != 0 && !usedA[i] && !usedB[j] && (!quoted || a[i].quoted && b[j].quoted)
	}
	var out []stretch
	for range 16 {
		best := stretch{n: least - 1}
		row := make([]int, len(b)+1)
		for i := range a {
			before := 0
			for j := range b {
				n := 0
				if fits(i, j) {
					n = before + 1
				}
				before, row[j+1] = row[j+1], n
				if n > best.n {
					best = stretch{i - n + 1, j - n + 1, n}
				}
			}
		}
		if best.n < least {
			return out
		}
		for k := range best.n {
			usedA[best.a+k], usedB[best.b+k] = true, true
		}
		out = append(out, best)
	}
	return out
}

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
