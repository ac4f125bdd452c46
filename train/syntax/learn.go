package main

import (
	"fmt"
	"math/rand"

	"github.com/onrecord/onrecord/nlp/syntax"
)

// learnTags trains the tagger.
func learnTags(train []sentence) *perceptron {
	p := newPerceptron(int(syntax.Count))
	r := rand.New(rand.NewSource(1))
	var f syntax.Features
	scores := make([]float32, syntax.Count)
	for epoch := range 5 {
		wrong, total := 0, 0
		for _, at := range r.Perm(len(train)) {
			s := train[at]
			said := make([]syntax.Tag, 0, len(s.words))
			known := syntax.Prepare(s.words)
			for i := range s.words {
				if s.tags[i] >= syntax.Mark {
					said = append(said, s.tags[i])
					continue
				}
				p.step++
				total++
				f.Fill(known, said, i)
				p.scores(f.Keys[:], scores)
				best := syntax.Noun
				for t := syntax.Tag(0); t < syntax.Mark; t++ {
					if scores[t] > scores[best] {
						best = t
					}
				}
				if epoch == 0 {
					p.see(f.Keys[:])
				}
				if best != s.tags[i] {
					wrong++
					p.update(f.Keys[:], int(s.tags[i]), int(best))
				}
				said = append(said, best)
			}
		}
		fmt.Printf("tagger, epoch %d: %.2f %% wrong\n", epoch, 100*float64(wrong)/float64(total))
	}
	return p
}

// learnArcs trains the parser with the dynamic oracle, exploring its own
// mistakes after the first epoch.
func learnArcs(train []sentence) *perceptron {
	p := newPerceptron(syntax.Transitions)
	r := rand.New(rand.NewSource(1))
	var f syntax.ArcFeatures
	scores := make([]float32, syntax.Transitions)
	for epoch := range 7 {
		wrong, total := 0, 0
		for _, at := range r.Perm(len(train)) {
			sent := train[at]
			s := syntax.NewState(sent.words, sent.tags)
			gold, labels := goldArcs(s, sent)
			for !s.Done() {
				p.step++
				total++
				s.Fill(&f)
				p.scores(f.Keys[:], scores)
				best, right := -1, -1
				for t := range syntax.Transitions {
					if !s.Can(t) {
						continue
					}
					if best < 0 || scores[t] > scores[best] {
						best = t
					}
					if (right < 0 || scores[t] > scores[right]) && free(s, gold, labels, t) {
						right = t
					}
				}
				if epoch == 0 {
					p.see(f.Keys[:])
				}
				if right < 0 { // only where the gold tree is not projective
					right = best
				}
				if best != right {
					wrong++
					p.update(f.Keys[:], right, best)
				}
				if epoch > 0 && r.Intn(10) > 0 {
					s.Do(best)
				} else {
					s.Do(right)
				}
			}
		}
		fmt.Printf("parser, epoch %d: %.2f %% wrong\n", epoch, 100*float64(wrong)/float64(total))
	}
	return p
}

// goldArcs is the gold tree by position among the words; the root's head is
// the position after the last.
func goldArcs(s *syntax.State, sent sentence) ([]int, []syntax.Relation) {
	at := make([]int, len(sent.words))
	for k, i := range s.Words {
		at[i] = k
	}
	heads, labels := make([]int, len(s.Words)), make([]syntax.Relation, len(s.Words))
	for k, i := range s.Words {
		heads[k], labels[k] = len(s.Words), syntax.Root
		if h := sent.head[i]; h >= 0 && sent.tags[h] < syntax.Mark {
			heads[k], labels[k] = at[h], sent.relations[i]
			if labels[k] == syntax.Root {
				labels[k] = syntax.Mod
			}
		}
	}
	return heads, labels
}

// free tells whether a transition loses no gold arc that could still be had.
func free(s *syntax.State, gold []int, labels []syntax.Relation, t int) bool {
	n := len(s.Words)
	if t == syntax.Shift {
		for d, i := range s.Stack {
			if i < n && gold[i] == s.Next {
				return false
			}
			if d < len(s.Stack)-1 && gold[s.Next] == i {
				return false
			}
		}
		return true
	}
	top := s.Stack[len(s.Stack)-1]
	for b := s.Next; b < n; b++ {
		if gold[b] == top {
			return false
		}
	}
	if t < syntax.Right {
		if gold[top] == s.Next {
			return labels[top] == syntax.Relation(t-syntax.Left)
		}
		lost := gold[top] > s.Next || len(s.Stack) >= 2 && gold[top] == s.Stack[len(s.Stack)-2]
		return !lost
	}
	if under := s.Stack[len(s.Stack)-2]; gold[top] == under {
		return labels[top] == syntax.Relation(t-syntax.Right)
	}
	return gold[top] < s.Next
}
