// Package boost evaluates gradient-boosted regression trees with a logistic
// link (Friedman 2001, "Greedy function approximation"): input a row of
// numbers, output a log-odds. It reads the models; train/scrape makes them.
//
// The file has one node a line: "split FEATURE THRESHOLD LEFT RIGHT", left
// where the feature is below the threshold, or "leaf VALUE"; "tree" begins a
// tree, whose nodes are counted from 0; "bias VALUE" stands first.
package boost

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Node is a split or, where Left is 0, a leaf: node 0 is nobody's child.
type Node struct {
	Feature     int
	Threshold   float32 // of a split
	Value       float32 // of a leaf
	Left, Right int
}

// Model is a sum of trees. The zero value scores everything 0.
type Model struct {
	Bias  float32
	Trees [][]Node
}

// Score gives the log-odds for a row; features beyond its end count as 0.
func (m *Model) Score(row []float32) float32 {
	sum := m.Bias
	for _, tree := range m.Trees {
		i := 0
		for tree[i].Left > 0 {
			n := &tree[i]
			x := float32(0)
			if n.Feature < len(row) {
				x = row[n.Feature]
			}
			if x < n.Threshold {
				i = n.Left
			} else {
				i = n.Right
			}
		}
		sum += tree[i].Value
	}
	return sum
}

// Write puts the model down in the format that Read understands.
func (m *Model) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "bias %.5g\n", m.Bias)
	for _, tree := range m.Trees {
		fmt.Fprintln(b, "tree")
		for _, n := range tree {
			if n.Left > 0 {
				fmt.Fprintf(b, "split %d %.6g %d %d\n", n.Feature, n.Threshold, n.Left, n.Right)
			} else {
				fmt.Fprintf(b, "leaf %.4g\n", n.Value)
			}
		}
	}
	return b.Flush()
}

// Read reads a model. It fails on a line that it does not know and on trees
// whose children do not come after their parents, so that Score always ends.
func Read(data string) (*Model, error) {
	m := &Model{}
	number := 0
	for line := range strings.Lines(data) {
		number++
		var n Node
		var err error
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		kind, values := fields[0], fields[1:]
		switch {
		case kind == "tree" && len(values) == 0:
			m.Trees = append(m.Trees, nil)
			continue
		case kind == "bias" && len(values) == 1:
			m.Bias, err = number32(values[0])
		case kind == "leaf" && len(values) == 1:
			n.Value, err = number32(values[0])
		case kind == "split" && len(values) == 4:
			n.Threshold, err = number32(values[1])
			var wrong [3]error
			n.Feature, wrong[0] = strconv.Atoi(values[0])
			n.Left, wrong[1] = strconv.Atoi(values[2])
			n.Right, wrong[2] = strconv.Atoi(values[3])
			err = errors.Join(err, errors.Join(wrong[:]...))
		default:
			err = fmt.Errorf("%q is no line of a model", strings.TrimSpace(line))
		}
		if err == nil && kind != "bias" {
			if len(m.Trees) == 0 {
				err = fmt.Errorf("a node outside a tree")
			} else {
				last := len(m.Trees) - 1
				m.Trees[last] = append(m.Trees[last], n)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("boost: line %d: %w", number, err)
		}
	}
	return m, m.check()
}

func number32(s string) (float32, error) {
	x, err := strconv.ParseFloat(s, 32)
	return float32(x), err
}

func (m *Model) check() error {
	for t, tree := range m.Trees {
		if len(tree) == 0 {
			return fmt.Errorf("boost: tree %d is empty", t)
		}
		for i, n := range tree {
			leaf := n.Left == 0 && n.Right == 0
			if !leaf && (n.Feature < 0 || n.Left <= i || n.Right <= i || n.Left >= len(tree) || n.Right >= len(tree)) {
				return fmt.Errorf("boost: tree %d, node %d: bad child or feature", t, i)
			}
		}
	}
	return nil
}
