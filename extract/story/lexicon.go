package story

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed classwords.txt
var classFile string

//go:embed phrases.txt
var phraseFile string

// classGroups and phraseGroups are the names of the lexicons' groups, in the
// order of the files; a group's place is its place among the features.
var (
	classGroups, classWords      = readClasses(classFile)
	phraseGroups, starts, within = readPhrases(phraseFile)
)

func entries(file string) [][2]string {
	var out [][2]string
	for line := range strings.Lines(file) {
		group, rest, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if ok && !strings.HasPrefix(line, "#") {
			out = append(out, [2]string{group, rest})
		}
	}
	return out
}

func readClasses(file string) (groups []string, words map[string]uint32) {
	words = map[string]uint32{}
	for i, e := range entries(file) {
		groups = append(groups, e[0])
		for _, w := range strings.Fields(e[1]) {
			words[w] |= 1 << i
		}
	}
	return groups, words
}

// phrases are kept by their first word, so that a block is compared with few.
type phrase struct {
	words string
	group uint32
}

func readPhrases(file string) (groups []string, starts, within map[string][]phrase) {
	starts, within = map[string][]phrase{}, map[string][]phrase{}
	index := map[string]int{}
	for _, e := range entries(file) {
		i, ok := index[e[0]]
		if !ok {
			i = len(groups)
			index[e[0]] = i
			groups = append(groups, e[0])
		}
		words, atStart := strings.CutPrefix(e[1], "^")
		first, _, _ := strings.Cut(words, " ")
		if atStart {
			starts[first] = append(starts[first], phrase{words, 1 << i})
		} else {
			within[first] = append(within[first], phrase{words, 1 << i})
		}
	}
	return groups, starts, within
}

// phrasesIn is the set of groups of which the plain text has a phrase. Only
// the first 60 words and the last 60 are looked at.
func phrasesIn(words []string) uint32 {
	var set uint32
	for i, w := range words {
		if i >= 60 && i < len(words)-60 {
			continue
		}
		if i == 0 {
			for _, p := range starts[w] {
				if hasPhrase(words, p.words) {
					set |= p.group
				}
			}
		}
		for _, p := range within[w] {
			if hasPhrase(words[i:], p.words) {
				set |= p.group
			}
		}
	}
	return set
}

func hasPhrase(words []string, p string) bool {
	for i := 0; ; i++ {
		w, rest, more := strings.Cut(p, " ")
		if i >= len(words) || words[i] != w {
			return false
		}
		if !more {
			return true
		}
		p = rest
	}
}

// classSet is the set of groups that an attribute's value has words of. Names
// are cut at anything but letters and where a capital follows a small letter;
// two neighbours are also looked up as one word ("article-body").
func classSet(value string) uint32 {
	var set uint32
	last := ""
	start := -1
	flush := func(end int) {
		if start < 0 {
			return
		}
		w := strings.ToLower(value[start:end])
		set |= classWords[w] | classWords[strings.TrimSuffix(w, "s")]
		if last != "" {
			set |= classWords[last+w]
		}
		last, start = w, -1
	}
	prevLower := false
	for i, r := range value {
		switch {
		case !unicode.IsLetter(r):
			flush(i)
			if r == ' ' {
				last = ""
			}
		case unicode.IsUpper(r) && prevLower:
			flush(i)
			start = i
		case start < 0:
			start = i
		}
		prevLower = unicode.IsLower(r)
	}
	flush(len(value))
	return set
}
