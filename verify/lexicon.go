package verify

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
)

//go:embed lexicon/words.txt
var wordList string

//go:embed lexicon/contractions.txt
var contractionList string

//go:embed lexicon/variants.txt
var variantList string

//go:embed lexicon/numbers.txt
var numberList string

//go:embed lexicon/conditions.txt
var conditionList string

//go:embed lexicon/phrases.txt
var phraseList string

//go:embed lexicon/aliases.txt
var aliasList string

// class is a set of the classes of lexicon/words.txt.
type class uint16

const (
	function class = 1 << iota
	light
	filler
	negation
	scoped
	modal
	open
	office
	asker
	reports
	direction
	anaphor
	calendar
	stop
	common
	finite
)

// lexicon is all word lists, read once for each Verify: a few hundred lines.
type lexicon struct {
	classes      map[string]class
	contractions map[string][]string
	variants     map[string]string
	numbers      map[string]numeral
	conditions   []condition
	phrases      [][]string        // the longest first
	aliases      map[string]string // name → the first of its line
}

// condition is a marker of a condition, or a phrase that looks like one.
type condition struct {
	words []string
	not   bool
}

// dataLines are the lines of a list that are neither empty nor comments.
func dataLines(list string) []string {
	var out []string
	for line := range strings.Lines(list) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

func readLexicon() *lexicon {
	names := map[string]class{"function": function, "light": light, "filler": filler, "negation": negation,
		"scoped": scoped, "modal": modal, "open": open, "office": office, "asker": asker, "reports": reports,
		"direction": direction, "anaphor": anaphor, "calendar": calendar, "stop": stop, "common": common, "finite": finite}
	l := &lexicon{classes: map[string]class{}, contractions: map[string][]string{}, variants: map[string]string{},
		numbers: map[string]numeral{}, aliases: map[string]string{}}
	for _, line := range dataLines(wordList) {
		name, words, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(words) {
			l.classes[w] |= names[name]
		}
	}
	for _, line := range dataLines(contractionList) {
		short, long, _ := strings.Cut(line, "\t")
		l.contractions[short] = strings.Fields(long)
	}
	for _, line := range dataLines(variantList) {
		from, to, _ := strings.Cut(line, "\t")
		l.variants[from] = to
	}
	for _, line := range dataLines(numberList) {
		if f := strings.Split(line, "\t"); len(f) == 3 {
			value, _ := strconv.ParseInt(f[1], 10, 64)
			kind, ordinal := strings.CutSuffix(f[2], "th")
			l.numbers[f[0]] = numeral{value, numeralKind(kind), ordinal}
		}
	}
	for _, line := range dataLines(conditionList) {
		words, not, _ := strings.Cut(line, "\t")
		l.conditions = append(l.conditions, condition{strings.Fields(words), not != ""})
	}
	slices.SortStableFunc(l.conditions, func(a, b condition) int { return len(b.words) - len(a.words) })
	for _, line := range dataLines(phraseList) {
		l.phrases = append(l.phrases, strings.Fields(line))
	}
	slices.SortStableFunc(l.phrases, func(a, b []string) int { return len(b) - len(a) })
	for _, line := range dataLines(aliasList) {
		f := strings.Fields(line)
		for _, name := range f {
			l.aliases[name] = f[0]
		}
	}
	return l
}
