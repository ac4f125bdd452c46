package encoder

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
)

// testModel is a small random model, in the file's terms.
type testModel struct {
	config   Config
	values   []int // of each feature
	names    []string
	tensors  map[string]testTensor
	metadata map[string]string
}

type testTensor struct {
	kind   string
	shape  []int
	floats []float32
	bytes  []int8
}

func newTestModel(c Config, seed uint64) *testModel {
	m := &testModel{config: c, tensors: map[string]testTensor{}}
	features, _ := json.Marshal(c.Features)
	m.metadata = map[string]string{
		"format_version": FormatVersion, "hidden": strconv.Itoa(c.Hidden), "heads": strconv.Itoa(c.Heads),
		"layers": strconv.Itoa(c.Layers), "ffn": strconv.Itoa(c.FFN), "max_positions": strconv.Itoa(c.MaxPositions),
		"eps": strconv.FormatFloat(float64(c.Eps), 'g', -1, 32), "features": string(features),
	}
	r := rand.New(rand.NewPCG(seed, 0))
	floats := func(name string, mean, spread float64, shape ...int) {
		n := 1
		for _, d := range shape {
			n *= d
		}
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(mean + r.NormFloat64()*spread)
		}
		m.put(name, testTensor{kind: "F32", shape: shape, floats: x})
	}
	bytes := func(name string, rows, columns int) {
		x := make([]int8, rows*columns)
		for i := range x {
			x[i] = int8(r.IntN(255) - 127)
		}
		m.put(name, testTensor{kind: "I8", shape: []int{rows, columns}, bytes: x})
	}
	h := c.Hidden
	bytes("embed.word", c.Pieces, h)
	floats("embed.word.scale", 0.01, 0.001, c.Pieces)
	floats("embed.position", 0, 0.3, c.MaxPositions, h)
	for i, name := range c.Features {
		m.values = append(m.values, i+2)
		floats("embed.feature."+name, 0, 0.3, i+2, h)
	}
	norm := func(name string) { floats(name+".weight", 1, 0.1, h); floats(name+".bias", 0, 0.1, h) }
	norm("embed.norm")
	for i := range c.Layers {
		matrix := func(name string, out, in int) {
			name = fmt.Sprintf("layer.%d.%s", i, name)
			bytes(name+".weight", out, in)
			floats(name+".scale", 0.03/math.Sqrt(float64(in)), 0.001/math.Sqrt(float64(in)), out)
			floats(name+".bias", 0, 0.1, out)
		}
		matrix("qkv", 3*h, h)
		matrix("out", h, h)
		matrix("ffn_in", c.FFN, h)
		matrix("ffn_out", h, c.FFN)
		norm(fmt.Sprintf("layer.%d.norm1", i))
		norm(fmt.Sprintf("layer.%d.norm2", i))
	}
	floats("head.weight", 0, 1, 3, h)
	floats("head.bias", 0, 1, 3)
	return m
}

func (m *testModel) put(name string, t testTensor) {
	if _, there := m.tensors[name]; !there {
		m.names = append(m.names, name)
	}
	m.tensors[name] = t
}

// file writes the model as safetensors.
func (m *testModel) file() []byte {
	header := map[string]any{"__metadata__": m.metadata}
	var body []byte
	for _, name := range m.names {
		t := m.tensors[name]
		start := len(body)
		for _, v := range t.floats {
			body = binary.LittleEndian.AppendUint32(body, math.Float32bits(v))
		}
		for _, v := range t.bytes {
			body = append(body, byte(v))
		}
		header[name] = map[string]any{"dtype": t.kind, "shape": t.shape, "data_offsets": []int{start, len(body)}}
	}
	text, _ := json.Marshal(header)
	data := binary.LittleEndian.AppendUint64(nil, uint64(len(text)))
	return append(append(data, text...), body...)
}

// randomBatch makes sequences of the given lengths.
func (m *testModel) randomBatch(seed uint64, lengths ...int) Batch {
	r := rand.New(rand.NewPCG(seed, 1))
	b := Batch{Lengths: lengths, Features: make([][]uint8, len(m.values))}
	for _, n := range lengths {
		for range n {
			b.IDs = append(b.IDs, int32(r.IntN(m.config.Pieces)))
			for k, values := range m.values {
				b.Features[k] = append(b.Features[k], uint8(r.IntN(values)))
			}
		}
	}
	return b
}

type vector = []float64

// reference computes one sequence the straightforward way, in float64.
// Without quantise, activations stay as they are.
func (m *testModel) reference(ids []int32, features [][]uint8, quantise bool) []vector {
	c := m.config
	h := c.Hidden
	x := make([]vector, len(ids))
	for i, id := range ids {
		x[i] = make(vector, h)
		for d := range h {
			x[i][d] = float64(m.tensors["embed.word"].bytes[int(id)*h+d]) * float64(m.tensors["embed.word.scale"].floats[id])
			x[i][d] += float64(m.tensors["embed.position"].floats[i*h+d])
			for k, name := range c.Features {
				x[i][d] += float64(m.tensors["embed.feature."+name].floats[int(features[k][i])*h+d])
			}
		}
		x[i] = m.norm("embed.norm", x[i])
	}
	for l := range c.Layers {
		p := fmt.Sprintf("layer.%d.", l)
		attended := m.attend(m.linear(p+"qkv", x, quantise))
		x = m.residual(p+"norm1", x, m.linear(p+"out", attended, quantise))
		wide := m.linear(p+"ffn_in", x, quantise)
		for _, row := range wide {
			for i, v := range row {
				row[i] = v * 0.5 * (1 + math.Erf(v/math.Sqrt2))
			}
		}
		x = m.residual(p+"norm2", x, m.linear(p+"ffn_out", wide, quantise))
	}
	return x
}

func (m *testModel) residual(name string, x, y []vector) []vector {
	out := make([]vector, len(x))
	for i := range x {
		sum := make(vector, len(x[i]))
		for d := range sum {
			sum[d] = x[i][d] + y[i][d]
		}
		out[i] = m.norm(name, sum)
	}
	return out
}

func (m *testModel) norm(name string, x vector) vector {
	var mean, variance float64
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		variance += (v - mean) * (v - mean) / float64(len(x))
	}
	out := make(vector, len(x))
	for i, v := range x {
		out[i] = (v-mean)/math.Sqrt(variance+float64(m.config.Eps))*float64(m.tensors[name+".weight"].floats[i]) +
			float64(m.tensors[name+".bias"].floats[i])
	}
	return out
}

func (m *testModel) linear(name string, x []vector, quantise bool) []vector {
	w, scale, bias := m.tensors[name+".weight"], m.tensors[name+".scale"].floats, m.tensors[name+".bias"].floats
	out, in := w.shape[0], w.shape[1]
	y := make([]vector, len(x))
	for i, row := range x {
		step := 0.0
		for _, v := range row {
			step = max(step, math.Abs(v)/127)
		}
		y[i] = make(vector, out)
		for o := range out {
			var sum float64
			for k, v := range row {
				if quantise {
					v = math.RoundToEven(v/step) * step
				}
				sum += v * float64(w.bytes[o*in+k])
			}
			y[i][o] = sum*float64(scale[o]) + float64(bias[o])
		}
	}
	return y
}

func (m *testModel) attend(qkv []vector) []vector {
	h, heads := m.config.Hidden, m.config.Heads
	dim := h / heads
	out := make([]vector, len(qkv))
	for i := range qkv {
		out[i] = make(vector, h)
		for head := range heads {
			weights, sum := make(vector, len(qkv)), 0.0
			for j := range qkv {
				for d := head * dim; d < (head+1)*dim; d++ {
					weights[j] += qkv[i][d] * qkv[j][h+d] / math.Sqrt(float64(dim))
				}
				weights[j] = math.Exp(weights[j])
				sum += weights[j]
			}
			for j := range qkv {
				for d := head * dim; d < (head+1)*dim; d++ {
					out[i][d] += weights[j] / sum * qkv[j][2*h+d]
				}
			}
		}
	}
	return out
}
