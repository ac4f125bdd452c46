// Package otherwise finds where somebody who said something said otherwise
// elsewhere: input, statements of one speaker; output, pairs of sentences that are
// the same but for one thing: a negation, or a "will" that was a "may". Method:
// sentences are reduced to what is left without these, and only those that are then
// word for word the same (articles and endings aside) are compared. It misses most
// of what people contradict, and says nothing of whether they did: that "will not" was said
// before, or of another matter, is for the reader to see. Sentences whose sense hangs on a
// condition, on a day, on a part or on what "it" and "they" are, are left alone. Numbers that
// differ are no sign: in 13,000 wire reports and transcripts they nearly always were of
// something else.
package otherwise

import (
	_ "embed"
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

//go:embed words.txt
var words string

// The bounds on a sentence: how many words it may have, and how many of four letters
// or more it must, for short ones mean many things.
const (
	maxWords = 40
	minLong  = 3
)

// Said is a statement.
type Said struct {
	Text string
	Cue  string // the words that give it, such as "said"; "" where there are none
	// Source names where it stands: one article does not say otherwise than itself.
	Source string
}

// The ways in which two sentences differ.
const (
	Negation = "negation"
	Modal    = "modal"
)

// Pair is two statements, by their places in the list, A before B, of which a sentence
// each differs in one thing alone.
type Pair struct {
	A, B int
	By   string // Negation or Modal
}

// Finder finds pairs. Make one with New; it is safe for concurrent use.
type Finder struct {
	class map[string]string
	long  map[string][]string // contractions
}

// New makes a Finder.
func New() *Finder {
	f := &Finder{class: map[string]string{}, long: map[string][]string{}}
	for line := range strings.Lines(words) {
		class, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(list) {
			word, means, _ := strings.Cut(w, "=")
			switch class {
			case "contraction":
				f.long[word] = strings.Split(means, "+")
			case "cue":
				f.class["cue "+word] = class
			default:
				f.class[word] = class
			}
		}
	}
	return f
}

// sentence is what a sentence is compared by.
type sentence struct {
	of      int      // the statement
	negated []int    // before which of the words that are left
	modals  []string // each "will" or "may"
}

// Pairs gives at most limit pairs, each of two sources, in order of B and A. Time is
// linear in the statements but for those that are word for word alike, of which at most
// 50 are compared.
func (f *Finder) Pairs(list []Said, limit int) []Pair {
	const most = 50
	var out []Pair
	known := map[string][]sentence{}
	for i, said := range list {
		if said.Cue != "" && f.class["cue "+strings.ToLower(strings.TrimSpace(said.Cue))] == "" {
			continue
		}
		for _, text := range split(said.Text) {
			key, now, ok := f.reduce(text)
			if !ok {
				continue
			}
			now.of = i
			for _, before := range known[key] {
				by := differ(before, now)
				if by == "" || list[before.of].Source == said.Source {
					continue
				}
				if out = append(out, Pair{before.of, i, by}); len(out) == limit {
					return out
				}
			}
			if len(known[key]) < most {
				known[key] = append(known[key], now)
			}
		}
	}
	return out
}

// split cuts a text into sentences. A question is none.
func split(text string) (out []string) {
	from := 0
	for i, r := range text {
		end := i + len(string(r))
		stops := r == ';' || (r == '.' || r == '!' || r == '?') && (end == len(text) || strings.ContainsAny(text[end:end+1], " \n\"'") || strings.HasPrefix(text[end:], "”") || strings.HasPrefix(text[end:], "’"))
		if stops {
			if r != '?' {
				out = append(out, text[from:i])
			}
			from = end
		}
	}
	if rest := strings.TrimSpace(text[from:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

// reduce gives what is left of a sentence without what two may differ in, as a key,
// and what was taken out. ok is false for a sentence that is left alone.
func (f *Finder) reduce(text string) (key string, s sentence, ok bool) {
	// What is left out, or told in between, may change the sense.
	if strings.ContainsAny(text, "…()[]:—–") || strings.Contains(text, " - ") {
		return "", s, false
	}
	text = strings.TrimLeft(text, "“\"‘' \n")
	if lower := strings.ToLower(text); strings.HasPrefix(lower, "no,") || strings.Contains(lower, " no,") {
		return "", s, false // the answer to somebody
	}
	tokens := f.tokens(text)
	if len(tokens) > 1 && strings.HasPrefix(text, "that ") {
		tokens = tokens[1:]
		switch f.class[tokens[0]] {
		case "verb", "will", "may", "support", "negation":
			return "", s, false // it is its subject
		}
	}
	var left []string
	long := 0
	for _, word := range tokens {
		at := len(left)
		switch class := f.class[word]; {
		case class == "alone" || len(left) > maxWords:
			return "", s, false
		case class == "passed over" || class == "support":
		case class == "negation":
			s.negated = append(s.negated, at)
		case class == "will" || class == "may":
			s.modals = append(s.modals, class)
			left = append(left, "~")
		default:
			if len(word) >= 4 {
				long++
			}
			left = append(left, stem(word))
		}
	}
	return strings.Join(left, " "), s, long >= minLong && len(s.negated) <= 1
}

// tokens are a text's words in small letters, contractions written out.
func (f *Finder) tokens(text string) (out []string) {
	for _, field := range strings.Fields(strings.ReplaceAll(strings.ToLower(text), "’", "'")) {
		word := strings.TrimFunc(field, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '$' && r != '%' && r != '£' && r != '€'
		})
		parts, ok := f.long[word]
		stem, short, _ := strings.Cut(word, "'") // "we're", "what's"
		switch {
		case ok:
			out = append(out, parts...)
		case short != "" && stem != "":
			out = append(out, stem, "'"+short)
		case word != "":
			out = append(out, word)
		}
	}
	return out
}

func stem(word string) string {
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

// differ tells in what two sentences with one key differ, where that is one thing.
func differ(a, b sentence) string {
	by := ""
	differences := 0
	if len(a.negated) != len(b.negated) {
		by, differences = Negation, 1
	} else if len(a.negated) == 1 && a.negated[0] != b.negated[0] {
		return "" // "not all came", "all came not": another sense
	}
	for i := range a.modals {
		if a.modals[i] != b.modals[i] {
			by = Modal
			differences++
		}
	}
	if differences != 1 {
		return ""
	}
	return by
}
