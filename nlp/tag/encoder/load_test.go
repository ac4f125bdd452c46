package encoder

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"github.com/onrecord/onrecord/nlp/tag/kernel"
)

func TestLoadRefusesWrongFiles(t *testing.T) {
	without := func(name string) func(*testModel) {
		return func(m *testModel) {
			m.names = slices.DeleteFunc(m.names, func(n string) bool { return n == name })
		}
	}
	meta := func(key, value string) func(*testModel) { return func(m *testModel) { m.metadata[key] = value } }
	for name, spoil := range map[string]func(*testModel){
		"no version":          func(m *testModel) { delete(m.metadata, "format_version") },
		"later version":       meta("format_version", "2"),
		"hidden not a number": meta("hidden", "many"),
		"hidden negative":     meta("hidden", "-64"),
		"hidden too large":    meta("hidden", "1048576"),
		"heads too small":     meta("heads", "4"),
		"no layers":           meta("layers", "0"),
		"too many layers":     meta("layers", "3"),
		"other ffn":           meta("ffn", "64"),
		"other positions":     meta("max_positions", "99"),
		"eps zero":            meta("eps", "0"),
		"eps NaN":             meta("eps", "NaN"),
		"features no list":    meta("features", "case"),
		"unknown feature":     meta("features", `["colour"]`),
		"no word":             without("embed.word"),
		"no scale":            without("embed.word.scale"),
		"no norm":             without("layer.1.norm2.bias"),
		"no matrix":           without("layer.0.ffn_out.weight"),
		"matrix turned": func(m *testModel) {
			x := m.tensors["layer.0.ffn_in.weight"]
			x.shape = []int{64, 128}
			m.put("layer.0.ffn_in.weight", x)
		},
		"bias infinite": func(m *testModel) { m.tensors["layer.1.out.bias"].floats[3] = float32(math.Inf(1)) },
		"scale NaN":     func(m *testModel) { m.tensors["embed.word.scale"].floats[3] = float32(math.NaN()) },
	} {
		m := newTestModel(small, 1)
		spoil(m)
		if _, err := Load(m.file()); err == nil {
			t.Errorf("%s: was loaded", name)
		}
	}
}

func TestTensorAndMetadata(t *testing.T) {
	m := newTestModel(small, 1)
	m.metadata["labels"] = "B I O"
	e := load(t, kernel.Best(), m.file())
	x, shape, err := e.Tensor("head.weight")
	if err != nil || !slices.Equal(shape, []int{3, 64}) || !slices.Equal(x, m.tensors["head.weight"].floats) {
		t.Errorf("head.weight: %v %v", shape, err)
	}
	for _, name := range []string{"no.such", "embed.word"} {
		if _, _, err := e.Tensor(name); err == nil {
			t.Errorf("%s was given as floats", name)
		}
	}
	if s, ok := e.Metadata("labels"); !ok || s != "B I O" {
		t.Error("metadata:", s, ok)
	}
	if c := e.Config(); c.Pieces != 50 || !slices.Equal(c.Features, small.Features) {
		t.Errorf("config: %+v", c)
	}
}

// FuzzLoad varies the header; of the data, only its length and one byte that
// it repeats, since their values decide nothing but whether floats are finite.
func FuzzLoad(f *testing.F) {
	tiny := Config{Hidden: 32, Heads: 1, Layers: 1, FFN: 32, MaxPositions: 4, Pieces: 3, Eps: 1e-6, Features: []string{"case"}}
	add := func(data []byte) {
		n := binary.LittleEndian.Uint64(data)
		for _, fill := range []byte{0, 0x3c, 0x7f, 0xff} {
			f.Add(data[8:8+n], uint16(uint64(len(data))-8-n), fill)
		}
	}
	add(newTestModel(tiny, 1).file())
	tiny.Features = nil
	add(newTestModel(tiny, 2).file())
	f.Fuzz(func(t *testing.T, header []byte, size uint16, fill byte) {
		data := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
		data = append(append(data, header...), bytes.Repeat([]byte{fill}, int(size))...)
		e, err := Load(data)
		if err != nil {
			return
		}
		// Whatever loads can be run, and its heads read.
		c := e.Config()
		n := min(9, c.MaxPositions)
		b := Batch{Lengths: []int{n}, IDs: make([]int32, n), Features: make([][]uint8, len(c.Features))}
		b.IDs[0] = int32(c.Pieces - 1)
		for k := range b.Features {
			b.Features[k] = make([]uint8, n)
		}
		x, err := e.Forward(new(Workspace), b)
		if err != nil || len(x) != n*c.Hidden {
			t.Fatalf("%d floats, %v", len(x), err)
		}
		if d, err := e.Dense("head"); err == nil && d.In == c.Hidden {
			e.Ops().Project(make([]float32, kernel.PadRows(n)*d.Width()), d, x, n)
		}
	})
}
