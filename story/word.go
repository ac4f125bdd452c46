package story

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/model"
	"github.com/onrecord/onrecord/trace/words"
)

//go:embed suffixes.txt
var suffixList string

//go:embed alike.tsv
var alikeList string

//go:embed terms.tsv
var termList string

//go:embed sayings.txt
var sayingList string

//go:embed finite.txt
var finiteList string

//go:embed negations.txt
var negationList string

// word is one word of a text as it is compared.
type word struct {
	said     uint32 // as it was said: trace/words' hash, 0 for an editor's [insert]
	stem     uint32 // without its ending: what words of the same sense share
	weight   float32
	span     onrecord.Span
	quoted   bool
	number   bool
	negation bool
	name     bool // has a capital, and is no common word
	saying   bool
	finite   bool   // stands in a clause
	term     string // condition or hedge, where it is one
}

// lexicon is what is known of words: immutable after loading.
type lexicon struct {
	rank      map[string]int // by frequency, from 0
	suffixes  []string       // longest first
	alike     map[string]string
	negations map[string]bool
	sayings   map[string]bool
	finite    map[string]bool
	terms     map[string]string
}

// newLexicon reads the data files; it fails where the vocabulary of the
// release is damaged. Ranks are those of the vocabulary of the encoder, whose
// whole words stand in order of frequency.
func newLexicon() (*lexicon, error) {
	data, err := model.File("vocabulary.txt")
	if err != nil {
		return nil, fmt.Errorf("story: %w", err)
	}
	l := &lexicon{rank: map[string]int{}, alike: map[string]string{}, negations: map[string]bool{}, sayings: map[string]bool{}, finite: map[string]bool{}, terms: map[string]string{}}
	for line := range bytes.Lines(data) {
		w := strings.TrimSpace(string(line))
		if len(w) > 1 && w[0] >= 'a' && w[0] <= 'z' {
			l.rank[w] = len(l.rank)
		}
	}
	for line := range entries(suffixList) {
		l.suffixes = append(l.suffixes, line)
	}
	slices.SortStableFunc(l.suffixes, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	for line := range entries(alikeList) {
		form, base, _ := strings.Cut(line, "\t")
		l.alike[form] = base
	}
	for line := range entries(termList) {
		form, kind, _ := strings.Cut(line, "\t")
		l.terms[form] = kind
	}
	for list, into := range map[*string]map[string]bool{&negationList: l.negations, &sayingList: l.sayings, &finiteList: l.finite} {
		for line := range entries(*list) {
			into[line] = true
		}
	}
	return l, nil
}

// entries gives the lines of a data file that are no comments.
func entries(data string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(data) {
			if line = strings.TrimRight(line, "\r\n"); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// Words that are as frequent as these carry no sense, or all that a word can.
const (
	emptyRank = 120
	fullRank  = 25_000
)

// weight says how much a word tells, from 0 to 1, by its frequency in English
// at large: linear in the logarithm of its rank.
func (l *lexicon) weight(w string) float32 {
	rank, ok := l.rank[w]
	if !ok {
		return 1
	}
	x := math.Log(float64(rank+1)/emptyRank) / math.Log(fullRank/emptyRank)
	return float32(max(0, min(1, x)))
}

// stem cuts a word in small letters down to what its forms share.
func (l *lexicon) stem(w string) string {
	if base, ok := l.alike[w]; ok {
		return base
	}
	for _, suffix := range l.suffixes {
		if stem, ok := strings.CutSuffix(w, suffix); ok && len(stem) >= 4 {
			if n := len(stem); n > 4 && stem[n-1] == stem[n-2] && strings.IndexByte("bdgmnprt", stem[n-1]) >= 0 {
				stem = stem[:n-1] // planned, planning: plan
			}
			return stem
		}
	}
	return w
}

func hash(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s))
	return h.Sum32()
}

// read gives the words of some spans of a text. With allQuoted each counts as
// quoted; else those between double quotation marks do.
func (l *lexicon) read(text string, spans []onrecord.Span, allQuoted bool) []word {
	var out []word
	for _, span := range spans {
		part := span.In(text)
		inside := quotedParts(part)
		found := words.Quoted(nil, part)
		k := 0
		for i, f := range found {
			for k < len(inside) && inside[k].End <= f.Start {
				k++
			}
			w := word{said: f.Hash, span: onrecord.Span{Start: span.Start + f.Start, End: span.Start + f.End},
				quoted: allQuoted || k < len(inside) && inside[k].Start <= f.Start}
			alone := (i == 0 || found[i-1].Start != f.Start) && (i+1 == len(found) || found[i+1].Start != f.Start)
			l.describe(&w, part[f.Start:f.End], alone)
			out = append(out, w)
		}
	}
	return out
}

// describe fills in what the word's letters tell. Of words that are written
// together (don't) only the hash is looked at.
func (l *lexicon) describe(w *word, as string, alone bool) {
	if w.said == words.Gap {
		return
	}
	low := strings.ToLower(as)
	switch {
	case strings.HasSuffix(low, "n't") || strings.HasSuffix(low, "n’t") || low == "cannot":
		w.stem, w.negation, w.finite = w.said, true, true
	case !alone:
		w.stem, w.finite = w.said, true
	case as[0] >= '0' && as[0] <= '9':
		w.stem, w.number, w.weight = w.said, true, 0.8
	default:
		base := strings.TrimSuffix(strings.TrimSuffix(low, "'s"), "’s")
		w.stem, w.weight, w.negation = hash(l.stem(base)), l.weight(base), l.negations[base]
		w.term, w.saying, w.finite = l.terms[base], l.sayings[base], l.finite[base]
		r, _ := utf8.DecodeRuneInString(as)
		w.name = unicode.IsUpper(r) && w.weight > 0.4
	}
}

// quotedParts gives what stands between double quotation marks, straight or
// curly. A closing mark without an opening one closes from the beginning.
func quotedParts(text string) []onrecord.Span {
	var out []onrecord.Span
	open, first := -1, true
	for i, r := range text {
		switch {
		case r == '“' || r == '«' || r == '„' || r == '"' && open < 0:
			open, first = i, false
		case r == '”' || r == '»' || r == '"':
			if open < 0 && first {
				open = 0
			}
			if open >= 0 {
				out = append(out, onrecord.Span{Start: open, End: i})
			}
			open, first = -1, false
		}
	}
	if open >= 0 {
		out = append(out, onrecord.Span{Start: open, End: len(text)})
	}
	return out
}
