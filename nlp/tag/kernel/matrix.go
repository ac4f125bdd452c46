package kernel

import (
	"errors"
	"unsafe"
)

// panelWidth is the number of output channels that lie together in a Matrix.
const panelWidth = 32

// maxIn keeps sums of 8-bit products, offset included, within 32 bits.
const maxIn = 1 << 15

// Matrix is a layer's weight, packed: panels of 32 output channels, in each
// panel 4 inputs of all its channels together ([out/32][in/4][32][4]).
type Matrix struct {
	In, Out int
	panels  []int8
	comp    []int32 // -128 times the sum of each channel's weights: undoes the offset of unsigned activations
	scale   []float32
	bias    []float32
}

// Pack packs weights given row by row, a row being an output channel. The
// matrix computes x·wᵀ·scale + bias. in is a multiple of 16, out of 32.
func Pack(weight []int8, scale, bias []float32, out, in int) (*Matrix, error) {
	if in <= 0 || out <= 0 || in%Group != 0 || out%panelWidth != 0 || in > maxIn {
		return nil, errors.New("kernel: shape: inputs must be a multiple of 16 below 32769, outputs of 32")
	}
	if len(weight)/in != out || len(weight)%in != 0 || len(scale) != out || len(bias) != out {
		return nil, errors.New("kernel: lengths of weight, scale and bias do not fit the shape")
	}
	m := &Matrix{In: in, Out: out, panels: alignedBytes(in * out), comp: make([]int32, out), scale: Floats(out), bias: Floats(out)}
	copy(m.scale, scale)
	copy(m.bias, bias)
	for o := range out {
		row := weight[o*in:][:in]
		panel := m.panels[o/panelWidth*panelWidth*in:][:panelWidth*in]
		at := o % panelWidth * 4
		var sum int32
		for i, w := range row {
			panel[i/4*4*panelWidth+at+i%4] = w
			sum += int32(w)
		}
		m.comp[o] = -128 * sum
	}
	return m, nil
}

// panel gives the packed weights of the 32 channels from c on.
func (m *Matrix) panel(c int) []int8 { return m.panels[c*m.In:][:panelWidth*m.In] }

func alignedBytes(n int) []int8 {
	f := Floats((n + 3) / 4)
	return unsafe.Slice((*int8)(unsafe.Pointer(&f[0])), n)
}

// Activations are rows quantised to 8 bits, each with its scale, in the form
// that a path's product reads. The zero value is ready for Reserve.
type Activations struct {
	cols  int
	scale []float32
	bytes []uint8 // AVX512: value + 128
	words []int16 // AVX2
	lanes []int64 // Portable: rows 3i to 3i+2, 21 bits apart
}

// Reserve makes room for rows of cols numbers, keeping what is large enough.
// What it held is lost.
func (o *Ops) Reserve(a *Activations, rows, cols int) {
	rows = PadRows(rows)
	a.cols = cols
	if len(a.scale) < rows {
		a.scale = make([]float32, rows)
	}
	need := rows * cols
	switch o.path {
	case AVX512:
		if len(a.bytes) < need {
			a.bytes = unsafe.Slice((*uint8)(unsafe.Pointer(&alignedBytes(need)[0])), need)
		}
	case AVX2:
		if len(a.words) < need {
			a.words = make([]int16, need)
		}
	default:
		if need = (rows + laneRows - 1) / laneRows * cols; len(a.lanes) < need {
			a.lanes = make([]int64, need)
		}
	}
}

// Quantize sets a row: symmetric, to ±127, half to even. absMax is the largest
// magnitude in x. Rows are set in ascending order.
func (o *Ops) Quantize(a *Activations, row int, x []float32, absMax float32) {
	x = x[:a.cols]
	checkGroups(len(x))
	var inv float32
	a.scale[row] = 0
	// Outside of these bounds inv or the scale could be infinite.
	if absMax >= 1e-30 && absMax <= 1e30 {
		inv = 127 / absMax
		a.scale[row] = absMax / 127
	}
	o.f.quantize(a, row, x, inv)
}

// Multiply writes the products of the first rows of a with m to dst, rows of
// m.Out floats. It may write up to PadRows(rows) rows, of which only the
// first rows mean anything; dst must have room for them.
func (o *Ops) Multiply(dst []float32, m *Matrix, a *Activations, rows int) {
	if rows == 0 {
		return
	}
	if a.cols != m.In {
		panic("kernel: activations do not fit the matrix")
	}
	padded := PadRows(rows)
	_ = a.scale[padded-1]
	o.f.multiply(dst[:padded*m.Out], m, a, rows)
}
