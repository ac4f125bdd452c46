package boost

import (
	"bytes"
	"testing"
)

func TestReadWriteScore(t *testing.T) {
	m := &Model{Bias: 0.5, Trees: [][]Node{{{Feature: 1, Threshold: 2, Left: 1, Right: 2}, {Value: -1}, {Value: 1.25}}, {{Value: 0.25}}}}
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	again, err := Read(b.String())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		row  []float32
		want float32
	}{{[]float32{0, 1}, -0.25}, {[]float32{0, 2}, 2}, {nil, -0.25}} {
		if got := again.Score(c.row); got != c.want {
			t.Errorf("%v: %v, want %v", c.row, got, c.want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, bad := range []string{"leaf 1", "tree\n", "tree\nsplit 0 1 0 1\nleaf 1", "tree\nsplit 0 1 1 5\nleaf 1", "twig", "bias x"} {
		if _, err := Read(bad); err == nil {
			t.Errorf("%q is taken for a model", bad)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("bias 1\ntree\nsplit 0 1 1 2\nleaf 1\nleaf 2\n")
	f.Fuzz(func(t *testing.T, data string) {
		if m, err := Read(data); err == nil {
			m.Score([]float32{1, 2}) // ends, and finds every child
		}
	})
}
