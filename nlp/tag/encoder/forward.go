package encoder

import "github.com/onrecord/onrecord/nlp/tag/kernel"

const (
	// groupRows is how many pieces go through all layers together: whole
	// sequences, at least one. It bounds the memory for a batch of any size.
	groupRows = 512
	// chunkRows is how many rows pass a layer's second half together: their
	// 8-bit and float forms stay in the second cache.
	chunkRows = 64
)

// Workspace is the memory of Forward, kept between calls. The zero value is
// ready. One goroutine at a time may use it; any encoder may.
type Workspace struct {
	x         []float32 // the result, and the running vectors
	largest   []float32 // magnitude in each row of x
	qkv       []float32
	context   []float32
	narrow    []float32 // chunkRows rows of hidden
	wide      []float32 // chunkRows rows of ffn
	small     kernel.Activations
	large     kernel.Activations
	attention kernel.AttentionBuffers
}

// grow gives n floats, in the old memory where it is large enough.
func grow(x []float32, n int) []float32 {
	if cap(x) >= n {
		return x[:n]
	}
	return kernel.Floats(n)
}

// group embeds some whole sequences, pieces from at on, and passes them
// through every layer. x is their rows of the result.
func (e *Encoder) group(ws *Workspace, x []float32, in Batch, at int, lengths []int) {
	hidden := e.config.Hidden
	rows := len(x) / hidden
	ws.largest = grow(ws.largest, rows)
	// Attention reads, and products write, whole blocks of rows.
	ws.qkv = grow(ws.qkv, (rows+kernel.RowBlock)*3*hidden)
	ws.context = grow(ws.context, rows*hidden)
	ws.narrow = grow(ws.narrow, chunkRows*hidden)
	ws.wide = grow(ws.wide, chunkRows*e.config.FFN)
	e.ops.Reserve(&ws.small, chunkRows, hidden)
	e.ops.Reserve(&ws.large, chunkRows, e.config.FFN)

	e.embed(ws, x, in, at, lengths)
	for i := range e.layers {
		l := &e.layers[i]
		e.project(ws, l, x)
		start := 0
		for _, n := range lengths {
			e.ops.Attend(ws.context[start*hidden:], ws.qkv[start*3*hidden:], n, e.config.Heads, hidden/e.config.Heads, &ws.attention)
			start += n
		}
		for c := 0; c < rows; c += chunkRows {
			e.mix(ws, l, x, c, min(chunkRows, rows-c))
		}
	}
}

// embed sums and normalises the embeddings of pieces from at on.
func (e *Encoder) embed(ws *Workspace, x []float32, in Batch, at int, lengths []int) {
	hidden := e.config.Hidden
	row := 0
	for _, n := range lengths {
		for p := range n {
			piece := at + row
			position := p
			if in.Positions != nil {
				position = int(in.Positions[piece])
			}
			id := int(in.IDs[piece])
			v := x[row*hidden:][:hidden]
			e.ops.Embed(v, e.word[id*hidden:], e.wordScale[id], e.position[position*hidden:])
			for k := range e.features {
				e.ops.Add(v, e.features[k].table[int(in.Features[k][piece])*hidden:])
			}
			ws.largest[row] = e.ops.LayerNorm(v, v, e.zero, e.norm.weight, e.norm.bias, e.config.Eps)
			row++
		}
	}
}

// project computes queries, keys and values of all rows.
func (e *Encoder) project(ws *Workspace, l *layer, x []float32) {
	hidden := e.config.Hidden
	rows := len(x) / hidden
	for c := 0; c < rows; c += chunkRows {
		n := min(chunkRows, rows-c)
		for i := range n {
			e.ops.Quantize(&ws.small, i, x[(c+i)*hidden:], ws.largest[c+i])
		}
		e.ops.Multiply(ws.qkv[c*3*hidden:], l.qkv, &ws.small, n)
	}
}

// mix takes n rows from c on through the rest of a layer: the output of
// attention, the feed-forward part, and a norm after each.
func (e *Encoder) mix(ws *Workspace, l *layer, x []float32, c, n int) {
	hidden, ffn, ops := e.config.Hidden, e.config.FFN, e.ops
	for i := range n {
		row := ws.context[(c+i)*hidden:][:hidden]
		ops.Quantize(&ws.small, i, row, ops.AbsMax(row))
	}
	ops.Multiply(ws.narrow, l.out, &ws.small, n)
	for i := range n {
		row := x[(c+i)*hidden:][:hidden]
		largest := ops.LayerNorm(row, ws.narrow[i*hidden:], row, l.norm1.weight, l.norm1.bias, e.config.Eps)
		ops.Quantize(&ws.small, i, row, largest)
	}
	ops.Multiply(ws.wide, l.in, &ws.small, n)
	for i := range n {
		row := ws.wide[i*ffn:][:ffn]
		ops.Quantize(&ws.large, i, row, ops.GELU(row))
	}
	ops.Multiply(ws.narrow, l.back, &ws.large, n)
	for i := range n {
		row := x[(c+i)*hidden:][:hidden]
		ws.largest[c+i] = ops.LayerNorm(row, ws.narrow[i*hidden:], row, l.norm2.weight, l.norm2.bias, e.config.Eps)
	}
}
