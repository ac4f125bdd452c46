// Command resolve learns the weights by which package nlp/resolve chooses the
// antecedent of he and she: a log-linear model over the candidates, from
// corpora with chains of coreference in the folder that ONRECORD_DATA names.
// Statements come from the fast tagger, as when the program reads. It writes
// pronouns.tsv into the folder given and says how often the choice is right.
//
//	ONRECORD_DATA=… go run ./train/resolve model/english/2026-11-26.2
package main

import (
	"fmt"
	"log"
	"maps"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/resolve"
	"github.com/onrecord/onrecord/pipeline"
)

// machineMade is what a pronoun counts whose chain a program made.
const machineMade = 0.3

// document is a text with its chains; spans are bytes. A chain holds the
// mentions of one person.
type document struct {
	found  nlp.Attributed // its statements, as the program finds them
	genre  string
	chains [][]chained
}

type chained struct {
	span, head onrecord.Span
	name       bool // by a proper name
}

// example is one pronoun with the features of its candidates, then of none.
type example struct {
	features [][]int32
	right    int
	weight   float64
}

func main() {
	data := os.Getenv("ONRECORD_DATA")
	if data == "" || len(os.Args) != 2 {
		log.Fatal("usage: ONRECORD_DATA=folder resolve OUT-FOLDER")
	}
	if err := run(data, filepath.Join(os.Args[1], "pronouns.tsv")); err != nil {
		log.Fatal(err)
	}
}

func run(data, out string) error {
	reader, err := pipeline.NewWith(pipeline.Fast)
	if err != nil {
		return err
	}
	silver, err := silverDocuments(reader, data, "train")
	if err != nil {
		return err
	}
	gold, err := goldDocuments(reader, data, "train")
	if err != nil {
		return err
	}
	resolver, err := resolve.New()
	if err != nil {
		return err
	}
	var weights map[int32]float64
	for round := range 3 {
		if resolver, err = resolver.WithPronouns(table(weights)); err != nil {
			return err
		}
		var examples []example
		for _, d := range silver {
			examples = append(examples, read(resolver, d, machineMade)...)
		}
		n := len(examples)
		for _, d := range gold {
			examples = append(examples, read(resolver, d, 1)...)
		}
		fmt.Printf("round %d: %d pronouns with machine-made chains, %d with chains by hand\n", round+1, n, len(examples)-n)
		weights = learn(examples)
	}
	if err := os.WriteFile(out, table(weights), 0o644); err != nil {
		return err
	}
	if resolver, err = resolver.WithPronouns(table(weights)); err != nil {
		return err
	}
	return measure(data, reader, resolver, weights)
}

// measure says how often the weights are right on parts that they were not
// learned from, with the statements' own speakers as they were found before.
func measure(data string, reader *pipeline.Reader, resolver *resolve.Resolver, weights map[int32]float64) error {
	silver, err := silverDocuments(reader, data, "dev")
	if err != nil {
		return err
	}
	sets := map[string][]document{"PolNeAR dev, machine-made": silver}
	for _, part := range []string{"dev", "test"} {
		documents, err := goldDocuments(reader, data, part)
		if err != nil {
			return err
		}
		for _, d := range documents {
			name := "GUM dev and test"
			if d.genre == "news" || d.genre == "interview" || d.genre == "bio" {
				name += ", news, interview, bio"
			}
			sets[name] = append(sets[name], d)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(sets)) {
		weight := 1.0
		if name == "PolNeAR dev, machine-made" {
			weight = machineMade
		}
		seen, right, given, rightGiven := 0, 0, 0, 0
		for _, d := range sets[name] {
			for _, e := range read(resolver, d, weight) {
				p := probabilities(weights, e.features)
				best := 0
				for k := range p {
					if p[k] > p[best] {
						best = k
					}
				}
				seen++
				if best == e.right {
					right++
				}
				if best < len(p)-1 && p[best] >= 0.5 {
					given++
					if best == e.right {
						rightGiven++
					}
				}
			}
		}
		fmt.Printf("%s: %d pronouns, %.1f %% right; %d given, %.1f %% of them right\n", name, seen, 100*float64(right)/float64(seen), given, 100*float64(rightGiven)/float64(given))
	}
	return nil
}

// read collects the pronouns of a document whose antecedent its chains tell.
func read(resolver *resolve.Resolver, d document, weight float64) []example {
	chainAt := map[int]int{}
	for c, chain := range d.chains {
		for _, m := range chain {
			chainAt[m.span.Start] = c
		}
	}
	var out []example
	resolver.Pronouns(d.found, func(p resolve.Pronoun) int {
		c, ok := chainAt[p.Span.Start]
		if !ok {
			return resolve.Undecided
		}
		right := decide(d.chains[c], p)
		if right < 0 && weight < 1 {
			return resolve.Undecided // what a program did not link may have an antecedent all the same
		}
		if right != resolve.Undecided {
			e := example{features: p.Features, right: right, weight: weight}
			if right < 0 {
				e.right = len(p.Candidates)
			}
			out = append(out, e)
		}
		return right
	})
	return out
}

// decide gives the one candidate that shares a mention by name with a chain,
// -1 where none does, and Undecided where several do.
func decide(chain []chained, p resolve.Pronoun) int {
	found := -1
	for k, spans := range p.Candidates {
		if !shares(chain, spans) {
			continue
		}
		if found >= 0 {
			return resolve.Undecided
		}
		found = k
	}
	return found
}

func shares(chain []chained, spans []onrecord.Span) bool {
	for _, m := range chain {
		for _, s := range spans {
			if m.name && m.span.Contains(s) && s.Contains(m.head) {
				return true
			}
		}
	}
	return false
}

// learn fits the weights by AdaGrad on the log-likelihood with an L2 penalty.
func learn(examples []example) map[int32]float64 {
	const epochs, rate, penalty = 20, 0.15, 1e-5
	rng := rand.New(rand.NewSource(1))
	weights, squares := map[int32]float64{}, map[int32]float64{}
	for range epochs {
		right, seen := 0.0, 0.0
		rng.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			p := probabilities(weights, e.features)
			best := 0
			for k := range p {
				if p[k] > p[best] {
					best = k
				}
			}
			seen += e.weight
			if best == e.right {
				right += e.weight
			}
			for k, features := range e.features {
				g := -p[k]
				if k == e.right {
					g++
				}
				for _, f := range features {
					d := e.weight*g - penalty*weights[f]
					squares[f] += d * d
					weights[f] += rate * d / math.Sqrt(1+squares[f])
				}
			}
		}
		fmt.Printf("%.2f ", 100*right/seen)
	}
	fmt.Println("% right while learning")
	return weights
}

func probabilities(weights map[int32]float64, all [][]int32) []float64 {
	p, sum := make([]float64, len(all)), 0.0
	for k, features := range all {
		for _, f := range features {
			p[k] += weights[f]
		}
		p[k] = math.Exp(p[k])
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// table writes the weights, in order of their names.
func table(weights map[int32]float64) []byte {
	var lines []string
	for f, w := range weights {
		if math.Abs(w) >= 0.005 {
			lines = append(lines, fmt.Sprintf("%s\t%.3f", resolve.FeatureName(f), w))
		}
	}
	sort.Strings(lines)
	return []byte("# weights of the antecedents of pronouns: family/context/value; written by train/resolve\n" + strings.Join(lines, "\n") + "\n")
}
