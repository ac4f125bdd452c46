package block

import (
	_ "embed"
	"strings"
)

//go:embed lexicon.txt
var lexiconFile string

//go:embed stopwords.txt
var stopwordsFile string

// classes are the lexicon's classes, in the order of their features.
var classes = []string{"share", "signup", "footer", "menu", "related", "comment", "credit", "byline", "ad", "bio", "media", "search", "cookie"}

var (
	lexicon   = readLexicon(lexiconFile)
	opening   = firstWords(lexicon)
	stopwords = readWords(stopwordsFile)
)

// phraseWords is the length of the longest phrase.
const phraseWords = 8

// readLexicon gives the classes of each phrase as a bit set.
func readLexicon(file string) map[string]uint16 {
	out := map[string]uint16{}
	for l := range strings.Lines(file) {
		class, phrase, ok := strings.Cut(strings.TrimSpace(l), "\t")
		if !ok {
			continue
		}
		for i, c := range classes {
			if c == class {
				out[phrase] |= 1 << i
			}
		}
	}
	return out
}

// firstWords is the set of words that phrases begin with.
func firstWords(phrases map[string]uint16) map[string]bool {
	out := map[string]bool{}
	for p := range phrases {
		first, _, _ := strings.Cut(p, " ")
		out[first] = true
	}
	return out
}

func readWords(file string) map[string]bool {
	out := map[string]bool{}
	for l := range strings.Lines(file) {
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' {
			out[l] = true
		}
	}
	return out
}

// cover moves the first free word past to, and counts the words of [from, to)
// that were free.
func cover(free *int, from, to int) int {
	from = max(from, *free)
	*free = max(*free, to)
	return max(0, to-from)
}

// said is what a lexicon finds in a block: for each class how many words
// belong to its phrases, and the classes of the phrase at the beginning and
// of the block as a whole.
type said struct {
	covered      [16]int
	phrased      [16]int // the same for phrases of several words alone
	start, whole uint16
}

// lookUp reads the first 80 words of a block.
func lookUp(ws []string) said {
	var s said
	n := min(len(ws), 80)
	var free, open [16]int // the first word that a class has not covered yet
	for i := 0; i < n; i++ {
		if !opening[ws[i]] {
			continue
		}
		key := ""
		for j := i; j < min(n, i+phraseWords); j++ {
			if j > i {
				key += " "
			}
			key += ws[j]
			bits, ok := lexicon[key]
			if !ok {
				continue
			}
			if i == 0 {
				s.start |= bits
				if j == len(ws)-1 {
					s.whole |= bits
				}
			}
			for c := range classes {
				if bits&(1<<c) != 0 {
					s.covered[c] += cover(&free[c], i, j+1)
					if j > i {
						s.phrased[c] += cover(&open[c], i, j+1)
					}
				}
			}
		}
	}
	return s
}
