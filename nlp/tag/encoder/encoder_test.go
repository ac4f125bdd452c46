package encoder

import (
	"errors"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/onrecord/onrecord/nlp/tag/kernel"
)

var small = Config{Hidden: 64, Heads: 2, Layers: 2, FFN: 128, MaxPositions: 100, Pieces: 50, Eps: 1e-12, Features: []string{"case", "quotation"}}

func load(t testing.TB, path kernel.Path, data []byte) *Encoder {
	t.Helper()
	e, err := LoadOn(path, data)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func forward(t testing.TB, e *Encoder, ws *Workspace, b Batch) []float32 {
	t.Helper()
	x, err := e.Forward(ws, b)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Clone(x)
}

func TestForwardAgreesWithTheReference(t *testing.T) {
	m := newTestModel(small, 1)
	b := m.randomBatch(2, 9, 1, 33, 100)
	got := forward(t, load(t, kernel.Best(), m.file()), new(Workspace), b)
	for _, quantised := range []bool{true, false} {
		// A number that falls on the other side of a rounding step moves the
		// result by about one step of the scale, 1/127 of the largest.
		mean, worst, at := 0.0, 0.0, 0
		for _, n := range b.Lengths {
			features := [][]uint8{b.Features[0][at : at+n], b.Features[1][at : at+n]}
			for i, row := range m.reference(b.IDs[at:at+n], features, quantised) {
				for d, want := range row {
					diff := math.Abs(float64(got[(at+i)*small.Hidden+d]) - want)
					mean += diff / float64(len(got))
					worst = max(worst, diff)
				}
			}
			at += n
		}
		t.Logf("quantised reference %v: mean difference %.2g, largest %.2g", quantised, mean, worst)
		limit := map[bool]float64{true: 5e-3, false: 4e-2}[quantised]
		if mean > limit || worst > 20*limit {
			t.Errorf("quantised reference %v: mean difference %v, largest %v", quantised, mean, worst)
		}
	}
}

func TestEveryPathGivesTheSameBits(t *testing.T) {
	for _, c := range []Config{
		small,
		{Hidden: 96, Heads: 1, Layers: 1, FFN: 32, MaxPositions: 300, Pieces: 9, Eps: 1e-5, Features: []string{}},
		{Hidden: 384, Heads: 12, Layers: 2, FFN: 1536, MaxPositions: 100, Pieces: 50, Eps: 1e-12, Features: []string{"case"}},
	} {
		m := newTestModel(c, 3)
		b := m.randomBatch(4, 17, 0, 64, 3, 99)
		want := forward(t, load(t, kernel.Portable, m.file()), new(Workspace), b)
		for _, path := range kernel.Paths() {
			e := load(t, path, m.file())
			if e.Ops().Path() != path {
				t.Fatalf("asked for %v, got %v", path, e.Ops().Path())
			}
			got := forward(t, e, new(Workspace), b)
			for i := range want {
				if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
					t.Fatalf("%v, hidden %d: element %d is %v, portable code gives %v", path, c.Hidden, i, got[i], want[i])
				}
			}
		}
	}
}

func TestASequenceDoesNotDependOnItsBatch(t *testing.T) {
	m := newTestModel(small, 5)
	for _, path := range kernel.Paths() {
		e := load(t, path, m.file())
		var lengths []int
		for i := range 40 {
			lengths = append(lengths, i*7%61)
		}
		b := m.randomBatch(6, lengths...)
		ws := new(Workspace)
		all := forward(t, e, ws, b)
		at := 0
		for _, n := range lengths {
			one := Batch{Lengths: []int{n}, IDs: b.IDs[at : at+n], Features: [][]uint8{b.Features[0][at : at+n], b.Features[1][at : at+n]}}
			if !slices.Equal(forward(t, e, ws, one), all[at*small.Hidden:(at+n)*small.Hidden]) {
				t.Fatalf("%v: a sequence of %d differs alone and in the batch", path, n)
			}
			at += n
		}
	}
}

func TestPositionsCountFromZeroUnlessGiven(t *testing.T) {
	m := newTestModel(small, 7)
	e, ws := load(t, kernel.Best(), m.file()), new(Workspace)
	b := m.randomBatch(8, 3, 2)
	counted := forward(t, e, ws, b)
	b.Positions = []int32{0, 1, 2, 0, 1}
	if !slices.Equal(forward(t, e, ws, b), counted) {
		t.Error("positions from 0 make a difference")
	}
	b.Positions = []int32{10, 11, 12, 0, 1}
	moved := forward(t, e, ws, b)
	if slices.Equal(moved[:3*small.Hidden], counted[:3*small.Hidden]) || !slices.Equal(moved[3*small.Hidden:], counted[3*small.Hidden:]) {
		t.Error("positions do not move the first sequence alone")
	}
}

func TestForwardRefusesWrongBatches(t *testing.T) {
	m := newTestModel(small, 9)
	e := load(t, kernel.Best(), m.file())
	for name, c := range map[string]struct {
		spoil func(*Batch)
		want  error
	}{
		"piece too large":    {func(b *Batch) { b.IDs[1] = 50 }, ErrRange},
		"piece negative":     {func(b *Batch) { b.IDs[1] = -1 }, ErrRange},
		"feature too large":  {func(b *Batch) { b.Features[0][2] = 2 }, ErrRange},
		"position too large": {func(b *Batch) { b.Positions = []int32{0, 1, 2, 0, 100} }, ErrRange},
		"position negative":  {func(b *Batch) { b.Positions = []int32{0, -1, 2, 0, 1} }, ErrRange},
		"positions short":    {func(b *Batch) { b.Positions = []int32{0} }, ErrShape},
		"lengths short":      {func(b *Batch) { b.Lengths = []int{3} }, ErrShape},
		"lengths long":       {func(b *Batch) { b.Lengths = []int{3, 3} }, ErrShape},
		"length negative":    {func(b *Batch) { b.Lengths = []int{6, -1} }, ErrShape},
		"feature missing":    {func(b *Batch) { b.Features = b.Features[:1] }, ErrShape},
		"feature short":      {func(b *Batch) { b.Features[1] = b.Features[1][:4] }, ErrShape},
		"too many positions": {func(b *Batch) { *b = m.randomBatch(1, 101) }, ErrRange},
	} {
		b := m.randomBatch(8, 3, 2)
		c.spoil(&b)
		if _, err := e.Forward(new(Workspace), b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if x, err := e.Forward(new(Workspace), Batch{Features: make([][]uint8, 2)}); err != nil || len(x) != 0 {
		t.Errorf("an empty batch gives %v, %v", x, err)
	}
}

func TestForwardDoesNotAllocateOnceWarm(t *testing.T) {
	m := newTestModel(small, 9)
	for _, path := range kernel.Paths() {
		e, ws := load(t, path, m.file()), new(Workspace)
		b := m.randomBatch(8, 100, 3, 2, 70)
		less := m.randomBatch(8, 30, 40)
		forward(t, e, ws, b)
		if n := testing.AllocsPerRun(5, func() { e.Forward(ws, less); e.Forward(ws, b) }); n != 0 {
			t.Errorf("%v: %v allocations", path, n)
		}
	}
}

func TestOneEncoderServesManyGoroutines(t *testing.T) {
	m := newTestModel(small, 10)
	e := load(t, kernel.Best(), m.file())
	b := m.randomBatch(8, 50, 20)
	want := forward(t, e, new(Workspace), b)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			ws := new(Workspace)
			for range 5 {
				if got, err := e.Forward(ws, b); err != nil || !slices.Equal(got, want) {
					t.Error("a goroutine got something else", err)
				}
			}
		})
	}
	wg.Wait()
}

func TestAHeadReadsTheResult(t *testing.T) {
	m := newTestModel(small, 11)
	e, ws := load(t, kernel.Best(), m.file()), new(Workspace)
	d, err := e.Dense("head")
	if err != nil || d.Out != 3 || d.In != small.Hidden {
		t.Fatalf("%+v %v", d, err)
	}
	b := m.randomBatch(8, 9, 2)
	x, err := e.Forward(ws, b)
	if err != nil {
		t.Fatal(err)
	}
	got := make([]float32, kernel.PadRows(len(b.IDs))*d.Width())
	e.Ops().Project(got, d, x, len(b.IDs))
	for i := range b.IDs {
		for o := range d.Out {
			want := float64(m.tensors["head.bias"].floats[o])
			for k := range d.In {
				want += float64(x[i*d.In+k]) * float64(m.tensors["head.weight"].floats[o*d.In+k])
			}
			if math.Abs(float64(got[i*d.Width()+o])-want) > 1e-4 {
				t.Fatalf("piece %d, label %d: %v, want %v", i, o, got[i*d.Width()+o], want)
			}
		}
	}
	for _, name := range []string{"no.such", "embed.norm", "layer.0.qkv"} {
		if _, err := e.Dense(name); err == nil {
			t.Errorf("%s was packed as a head", name)
		}
	}
}
