package story

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
)

// Model judges blocks: boosted regression trees on the log-odds that a block
// is of the story. It is immutable and safe for concurrent use.
type Model struct {
	Bias  float32 `json:"bias"`
	Trees []Tree  `json:"trees"`
}

// Tree is a binary tree in preorder arrays. A node with Left 0 is a leaf;
// otherwise a value of the feature up to the threshold goes left.
type Tree struct {
	Feature   []int16   `json:"f"`
	Threshold []float32 `json:"t"`
	Left      []int16   `json:"l"`
	Right     []int16   `json:"r"`
	Value     []float32 `json:"v"`
}

// Load reads a model as train/extract writes it, and checks that no tree can
// lead out of its arrays.
func Load(r io.Reader) (*Model, error) {
	var m Model
	if err := json.NewDecoder(r).Decode(&m); err != nil {
		return nil, fmt.Errorf("story model: %w", err)
	}
	features := FeatureCount()
	for _, t := range m.Trees {
		n := len(t.Feature)
		if n == 0 || len(t.Threshold) != n || len(t.Left) != n || len(t.Right) != n || len(t.Value) != n {
			return nil, fmt.Errorf("story model: a tree's arrays differ in length")
		}
		for i := range n {
			if t.Left[i] == 0 {
				continue
			}
			if int(t.Left[i]) <= i || int(t.Left[i]) >= n || int(t.Right[i]) <= i || int(t.Right[i]) >= n || t.Feature[i] < 0 || int(t.Feature[i]) >= features {
				return nil, fmt.Errorf("story model: a tree leads nowhere")
			}
		}
	}
	return &m, nil
}

// FeatureCount is the number of numbers that describe a block.
func FeatureCount() int {
	return len(Features([]Block{{Text: "x", words: []string{"x"}, Node: newNode()}}, Votes{}, "")[0])
}

// Score is the probability that a block with these features is of the story.
func (m *Model) Score(features []float32) float32 {
	return float32(1 / (1 + math.Exp(-float64(m.Margin(features)))))
}

// Margin is the log-odds of Score.
func (m *Model) Margin(features []float32) float32 {
	sum := m.Bias
	for k := range m.Trees {
		t := &m.Trees[k]
		i := int16(0)
		for t.Left[i] != 0 {
			if features[t.Feature[i]] <= t.Threshold[i] {
				i = t.Left[i]
			} else {
				i = t.Right[i]
			}
		}
		sum += t.Value[i]
	}
	return sum
}
