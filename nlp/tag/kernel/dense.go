package kernel

import "errors"

// Dense is a small layer in float32, packed: for heads, whose outputs are few.
type Dense struct {
	In, Out int
	blocks  []float32 // blocks of 32 outputs: In rows of 32
	bias    []float32 // padded to whole blocks
}

// PackDense packs weights given row by row, a row being an output. The layer
// computes x·wᵀ + bias. in is a multiple of 16; out is any number above 0.
func PackDense(weight, bias []float32, out, in int) (*Dense, error) {
	if in <= 0 || out <= 0 || in%Group != 0 || len(weight)/in != out || len(weight)%in != 0 || len(bias) != out {
		return nil, errors.New("kernel: lengths of weight and bias do not fit the shape, or inputs are no multiple of 16")
	}
	d := &Dense{In: in, Out: out}
	d.blocks, d.bias = Floats(d.Width()*in), Floats(d.Width())
	copy(d.bias, bias)
	for o := range out {
		block := d.blocks[o/keyBlock*keyBlock*in:]
		for i, w := range weight[o*in:][:in] {
			block[i*keyBlock+o%keyBlock] = w
		}
	}
	return d, nil
}

// Width is the length of a row of results: Out, rounded up to a multiple of
// 32. What lies behind Out in a row is 0.
func (d *Dense) Width() int { return (d.Out + keyBlock - 1) / keyBlock * keyBlock }

// Project writes x·wᵀ + bias for the first rows of x to dst, in rows of
// d.Width() floats. Both must have the capacity for PadRows(rows) rows; those
// from rows on are read and written but do not count.
func (o *Ops) Project(dst []float32, d *Dense, x []float32, rows int) {
	width := d.Width()
	x, dst = x[:PadRows(rows)*d.In], dst[:PadRows(rows)*width]
	for r := 0; r < rows; r += RowBlock {
		o.f.scores(x[r*d.In:], d.In, d.blocks, d.bias, dst[r*width:], d.In)
	}
}
