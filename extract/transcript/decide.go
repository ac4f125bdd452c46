package transcript

import "strings"

// decide keeps the candidates that are labels, with the whole text in view.
//
// A label that can be nothing else (a title and a name in capitals before a
// colon, THE PRESIDENT, QUESTION) is kept as it stands. Any other must recur,
// or be of a form that has recurred, and of a form that carries a good part of
// the text's turns.
func decide(text string, found []candidate) []candidate {
	counts := map[string]int{}
	var strong, byForm [forms]int
	for _, c := range found {
		if !c.line {
			continue
		}
		counts[c.key]++
		byForm[c.form]++
		if c.class != anyName {
			strong[c.form]++
		}
	}
	j := judge{text: text, counts: counts, strong: strong, byForm: byForm, pairs: min(counts["Q"], counts["A"])}
	for _, c := range found {
		if !c.line && c.form == caps {
			counts[c.key+" inline"]++
		}
	}
	j.first = firstWords(text)
	for _, c := range found {
		if c.line && c.form == caps && counts[c.key] > 1 {
			j.recurring++
		}
	}
	var kept []candidate
	for _, c := range found {
		if j.isLabel(c) {
			kept = append(kept, c)
		}
	}
	return kept
}

// judge knows how often labels and forms occur in a text.
type judge struct {
	text      string
	counts    map[string]int // by key; "KEY inline" within lines
	strong    [forms]int     // candidates at a line's beginning that are titled, an office or unnamed
	byForm    [forms]int     // all at a line's beginning
	recurring int            // candidates in capitals whose key recurs
	pairs     int            // Q and A in equal number
	first     int            // where the text's first words stand
}

// isLabel judges one candidate.
func (j *judge) isLabel(c candidate) bool {
	n, within := j.counts[c.key], j.counts[c.key+" inline"]
	if c.key == "A" && c.form != arrow {
		return j.pairs >= 2
	}
	if !c.line {
		return c.class != anyName && n+within > 1 || n > 1 || n+within > 2
	}
	switch c.form {
	case arrow:
		return j.byForm[arrow] > 1
	case caps:
		if c.class == titled || c.class == office || c.class == reporter || c.class == unnamed && strings.TrimSpace(c.key) != "ALL" {
			return true
		}
		return n+within > 1 || c.start == j.first && len(strings.Fields(c.key)) <= 3 || j.recurring+j.strong[caps] >= 4 && len(strings.Fields(c.key)) <= 4
	case mixed:
		if c.class == reporter {
			return n > 1
		}
		if c.class != anyName {
			return j.strong[mixed] > 1 || c.start == j.first || j.strong[caps] > 3
		}
		return n > 1 && j.recurs(mixed) >= 4
	case stopped:
		return j.strong[stopped] > 1 || c.start == j.first
	case bare:
		return n > 1 || j.strong[caps] > 0
	}
	return false
}

// recurs is the number of candidates of a form at a line's beginning.
func (j *judge) recurs(f form) int { return j.byForm[f] }

// firstWords is where the text's first words begin.
func firstWords(text string) int {
	return len(text) - len(strings.TrimLeft(text, " \t\r\n\u00a0\ufeff"))
}
