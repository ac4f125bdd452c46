package kernel

// keyBlock is the number of keys that lie together, transposed.
const keyBlock = 32

// masked is added to the score of a place that holds no key: far below every
// score, so that its weight is exactly 0.
const masked = -1e30

// AttentionBuffers is the working memory of Attend; the zero value is ready.
type AttentionBuffers struct {
	keys   []float32 // blocks of 32 keys: dim rows of 32
	values []float32 // n rows of dim
	mask   []float32
	scores []float32 // RowBlock rows
	inv    [RowBlock]float32
	out    []float32 // RowBlock rows of dim
}

func (b *AttentionBuffers) reserve(padded, dim int) {
	if len(b.mask) < padded || len(b.keys) < padded*dim {
		b.keys, b.values = Floats(padded*dim), Floats(padded*dim)
		b.mask, b.scores = Floats(padded), Floats(RowBlock*padded)
	}
	if len(b.out) < RowBlock*dim {
		b.out = Floats(RowBlock * dim)
	}
}

// Attend computes softmax(q·kᵀ)·v for one sequence of n positions and every
// head. A row of qkv holds the queries of all heads, then keys, then values,
// each heads·dim floats; queries are already scaled. dst has rows of
// heads·dim. qkv must have PadRows(n) rows; those from n on are read but do
// not count. dim is a multiple of 32.
func (o *Ops) Attend(dst, qkv []float32, n, heads, dim int, b *AttentionBuffers) {
	if dim <= 0 || dim%keyBlock != 0 {
		panic("kernel: dim is not a multiple of 32")
	}
	if n == 0 {
		return
	}
	hidden := heads * dim
	stride := 3 * hidden
	qkv = qkv[:PadRows(n)*stride]
	dst = dst[:n*hidden]
	padded := (n + keyBlock - 1) / keyBlock * keyBlock
	b.reserve(padded, dim)
	mask := b.mask[:padded]
	clear(mask[:n])
	for i := n; i < padded; i++ {
		mask[i] = masked
	}
	for h := range heads {
		b.gather(qkv[h*dim:], hidden, n, dim)
		for i := 0; i < n; i += RowBlock {
			o.f.scores(qkv[i*stride+h*dim:], stride, b.keys[:padded*dim], mask, b.scores[:RowBlock*padded], dim)
			rows := min(RowBlock, n-i)
			b.inv = [RowBlock]float32{}
			for r := range rows {
				b.inv[r] = 1 / o.f.softmax(b.scores[r*padded:][:padded])
			}
			out, ldo := b.out[:RowBlock*dim], dim
			if rows == RowBlock {
				out, ldo = dst[i*hidden+h*dim:], hidden
			}
			o.f.blend(b.scores[:RowBlock*padded], padded, b.values[:n*dim], b.inv[:], out, ldo, n, dim)
			for r := 0; rows < RowBlock && r < rows; r++ {
				copy(dst[(i+r)*hidden+h*dim:][:dim], out[r*dim:])
			}
		}
	}
}

// gather copies one head's keys, transposed, and values next to each other.
func (b *AttentionBuffers) gather(qkv []float32, hidden, n, dim int) {
	for j := range n {
		row := qkv[j*3*hidden:]
		block := b.keys[j/keyBlock*keyBlock*dim:][:keyBlock*dim]
		at := j % keyBlock
		for _, k := range row[hidden:][:dim] {
			block[at] = k
			at += keyBlock
		}
		for d := 0; d < dim; d += keyBlock {
			*(*[keyBlock]float32)(b.values[j*dim+d:]) = [keyBlock]float32(row[2*hidden+d:])
		}
	}
	// Stale keys behind the last one must stay finite for the mask to hold.
	for j := n; j%keyBlock != 0; j++ {
		block := b.keys[j/keyBlock*keyBlock*dim:][:keyBlock*dim]
		for at := j % keyBlock; at < len(block); at += keyBlock {
			block[at] = 0
		}
	}
}
