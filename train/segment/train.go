package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp/segment"
)

// Training settings.
const (
	seed   = 20161122
	epochs = 12
	rate   = 0.25
	l2     = 2e-6
	least  = 3 // candidates that a feature must be seen in
)

// openGenres are GUM's genres whose licences do not forbid commercial use.
var openGenres = map[string]bool{
	"news": true, "interview": true, "voyage": true, "bio": true, "court": true,
	"academic": true, "speech": true, "textbook": true,
}

type example struct {
	features []int32
	label    bool
	weight   float32
}

// train returns the weights as lines of feature, tab, weight.
func train(folder string) []byte {
	rng := rand.New(rand.NewPCG(seed, 1))
	var names []string
	ids := make(map[string]int32)
	var examples []example
	add := func(d doc, weight float32, silver bool) {
		label := endsOf(d)
		segment.Candidates(onrecord.Article{Text: d.text}, func(end int, features []string) bool {
			e := example{label: label(end), weight: weight}
			for _, f := range features {
				id, ok := ids[f]
				if !ok {
					id = int32(len(names))
					ids[f], names = id, append(names, f)
				}
				e.features = append(e.features, id)
			}
			if !silver || e.label || !doubtful(features) {
				examples = append(examples, e)
			}
			return e.label
		})
	}
	use := func(docs []doc, weight float32, silver bool) {
		for _, d := range docs {
			add(d, weight, silver)
			add(glue(d, rng), weight/2, silver)
			add(requote(d), weight/2, silver)
			add(unComma(d, rng), weight/2, silver)
			add(abbreviate(d, rng), weight/5, silver)
		}
	}
	var gum []doc
	for _, d := range readConllu(filepath.Join(folder, "syntax", "gum-train.conllu.gz")) {
		if openGenres[d.genre] {
			gum = append(gum, d)
		}
	}
	use(gum, 1, false)
	use(readConllu(filepath.Join(folder, "syntax", "ewt-train.conllu.gz")), 0.5, false)
	use(readSilver(folder, "train"), 0.25, true)
	fmt.Printf("train: %d candidates, %d features\n", len(examples), len(names))
	return format(names, descend(examples, len(names), rng))
}

// doubtful tells whether a place where the machine saw no end is not to be
// learned from: it misses most ends after an abbreviation.
func doubtful(features []string) bool {
	return slices.Contains(features, "mark,class abbr determiner") || slices.Contains(features, "mark,class abbr pronoun")
}

// descend fits a logistic regression by AdaGrad.
func descend(examples []example, n int, rng *rand.Rand) []float32 {
	seen := make([]int, n)
	for _, e := range examples {
		for _, f := range e.features {
			seen[f]++
		}
	}
	w, g := make([]float32, n), make([]float32, n)
	for range epochs {
		rng.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			var sum float32
			for _, f := range e.features {
				sum += w[f]
			}
			err := -float32(1 / (1 + math.Exp(-float64(sum))))
			if e.label {
				err++
			}
			for _, f := range e.features {
				if seen[f] < least {
					continue
				}
				step := e.weight*err - l2*w[f]
				g[f] += step * step
				w[f] += rate * step / float32(math.Sqrt(float64(g[f])+1e-6))
			}
		}
	}
	return w
}

// format writes the weights sorted by name; those that round to nothing are
// left out.
func format(names []string, w []float32) []byte {
	var out []string
	for i, name := range names {
		if s := fmt.Sprintf("%.2f", w[i]); s != "0.00" && s != "-0.00" {
			out = append(out, name+"\t"+s)
		}
	}
	sort.Strings(out)
	return []byte("# Sentence boundary classifier of nlp/segment: feature, tab, log-odds.\n# Made by train/segment; do not edit.\n" +
		strings.Join(out, "\n") + "\n")
}

// endsOf returns a function that tells whether a sentence of d ends at a byte
// offset, white space and closing marks apart.
func endsOf(d doc) func(end int) bool {
	at := make(map[int]bool, len(d.ends))
	for _, e := range d.ends {
		at[nextStart(d.text, e)] = true
	}
	return func(end int) bool { return at[nextStart(d.text, end)] }
}

// nextStart is where the text goes on after white space from offset i.
func nextStart(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

// rewrite copies d with edits made by change, which gets the text and a
// sentence end (or -1) for each byte and returns what replaces it.
func rewrite(d doc, change func(i int, end bool) (string, bool)) doc {
	var b strings.Builder
	out := doc{id: d.id, genre: d.genre}
	next := 0
	for i := 0; i <= len(d.text); i++ {
		end := next < len(d.ends) && d.ends[next] == i
		if end {
			out.ends = append(out.ends, b.Len())
			next++
		}
		if i == len(d.text) {
			break
		}
		if s, ok := change(i, end); ok {
			b.WriteString(s)
		} else {
			b.WriteByte(d.text[i])
		}
	}
	out.text = b.String()
	return out
}

// glue drops the space between a third of the sentences.
func glue(d doc, rng *rand.Rand) doc {
	return rewrite(d, func(i int, end bool) (string, bool) {
		if !end || i == 0 || d.text[i] != ' ' || i+1 >= len(d.text) || rng.IntN(3) > 0 {
			return "", false
		}
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(d.text[i+1:], "“\"‘"))
		head := strings.TrimRight(d.text[:i], "”\"’")
		return "", unicode.IsUpper(r) && head != "" && strings.IndexByte(".?!", head[len(head)-1]) >= 0
	})
}

// requote writes straight double quotation marks as curly ones, and curly ones
// as straight.
func requote(d doc) doc {
	open := false
	return rewrite(d, func(i int, _ bool) (string, bool) {
		switch c := d.text[i]; {
		case c == '"':
			open = !open
			if open {
				return "“", true
			}
			return "”", true
		case strings.HasPrefix(d.text[i:], "“") || strings.HasPrefix(d.text[i:], "”"):
			return "\"", true
		case i >= 1 && (strings.HasPrefix(d.text[i-1:], "“") || strings.HasPrefix(d.text[i-1:], "”")):
			return "", true
		case i >= 2 && (strings.HasPrefix(d.text[i-2:], "“") || strings.HasPrefix(d.text[i-2:], "”")):
			return "", true
		case c == '\n':
			open = false
		}
		return "", false
	})
}

// unComma puts ., ? or ! where a comma stands at the end of a quotation that
// is followed by words that report it: still one sentence.
func unComma(d doc, rng *rand.Rand) doc {
	return rewrite(d, func(i int, _ bool) (string, bool) {
		if d.text[i] != ',' {
			return "", false
		}
		rest, ok := strings.CutPrefix(d.text[i+1:], "”")
		if !ok {
			if rest, ok = strings.CutPrefix(d.text[i+1:], "\""); !ok {
				return "", false
			}
		}
		if !strings.HasPrefix(rest, " ") {
			return "", false
		}
		words := strings.Fields(rest[:min(len(rest), 60)])
		for k := 0; k < min(len(words), 3); k++ {
			switch strings.TrimRight(words[k], ".,") {
			case "said", "says", "added", "asked", "wrote", "told", "continued", "explained", "tweeted", "replied", "declared", "noted":
				return string("!?!?."[rng.IntN(5)]), true
			}
		}
		return "", false
	})
}
