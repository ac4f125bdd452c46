// Package encoder runs a BERT encoder (Devlin et al. 2019, post-norm) with
// 8-bit weights over sequences of word pieces.
//
// Input: piece ids, positions and categorical features of the pieces, several
// sequences one after another without padding. Output: one vector for each
// piece. A sequence attends only to itself, and its vectors do not depend on
// what else is in the batch, nor on the processor: package kernel gives the
// same bits on every path.
//
// Method: x = norm(word + position + Σ feature); in each layer
// x = norm(x + attention(x)), x = norm(x + ffn_out(gelu(ffn_in(x)))).
// Activations are quantised row by row as they come, to ±127.
//
// It does not cut text into pieces and has no heads: a head's tensors can lie
// in the same file, and Tensor gives them out.
package encoder

import (
	"errors"
	"fmt"

	"github.com/onrecord/onrecord/nlp/tag/encoder/safetensors"
	"github.com/onrecord/onrecord/nlp/tag/kernel"
)

// Config is the shape of an encoder, as the file's metadata gives it.
type Config struct {
	Hidden       int      // floats in a vector: a multiple of 32
	Heads        int      // Hidden/Heads is a multiple of 32
	Layers       int      // at least 1
	FFN          int      // a multiple of 32
	MaxPositions int      // positions run from 0 to MaxPositions-1
	Pieces       int      // size of the vocabulary
	Eps          float32  // of layer normalisation
	Features     []string // names, in the order of Batch.Features
}

type norm struct{ weight, bias []float32 }

type layer struct {
	qkv, out, in, back *kernel.Matrix
	norm1, norm2       norm
}

type feature struct {
	values int
	table  []float32
}

// Encoder is immutable and safe for concurrent use, each goroutine with a
// Workspace of its own.
type Encoder struct {
	config    Config
	ops       *kernel.Ops
	word      []int8
	wordScale []float32
	position  []float32
	features  []feature
	norm      norm
	layers    []layer
	zero      []float32
	file      *safetensors.File
}

// Config gives the shape. The caller must not change its Features.
func (e *Encoder) Config() Config { return e.config }

// Ops gives the operations that it runs on, for the heads to use too.
func (e *Encoder) Ops() *kernel.Ops { return e.ops }

// Tensor gives a tensor of floats (F32 or F16) of the file, decoded anew, and
// its shape.
func (e *Encoder) Tensor(name string) (values []float32, shape []int, err error) {
	t, ok := e.file.Tensor(name)
	if !ok {
		return nil, nil, fmt.Errorf("encoder: no tensor %q", name)
	}
	values, ok = t.Floats()
	if !ok {
		return nil, nil, fmt.Errorf("encoder: tensor %q is of type %s", name, t.Type)
	}
	return values, append([]int{}, t.Shape...), nil
}

// Dense packs a head's layer: name.weight [out, in] and name.bias [out], both
// finite floats.
func (e *Encoder) Dense(name string) (*kernel.Dense, error) {
	l := loader{file: e.file}
	weight := l.floats(name+".weight", -1, -1)
	bias := l.floats(name+".bias", -1)
	if l.err != nil {
		return nil, fmt.Errorf("encoder: %w", l.err)
	}
	t, _ := e.file.Tensor(name + ".weight")
	d, err := kernel.PackDense(weight, bias, t.Shape[0], t.Shape[1])
	if err != nil {
		return nil, fmt.Errorf("encoder: %s: %w", name, err)
	}
	return d, nil
}

// Metadata gives an entry of the file's metadata.
func (e *Encoder) Metadata(key string) (string, bool) {
	s, ok := e.file.Metadata[key]
	return s, ok
}

// Batch is some sequences, one after another.
type Batch struct {
	Lengths   []int     // of each sequence: their sum is the number of pieces
	IDs       []int32   // piece ids
	Positions []int32   // within the sequence; nil: counted from 0 in each
	Features  [][]uint8 // for each feature of Config, a value for every piece
}

// Errors of Forward. They are the caller's mistakes, not the text's.
var (
	ErrShape = errors.New("encoder: lengths of the batch's parts do not fit")
	ErrRange = errors.New("encoder: a piece, position or feature value is out of range")
)

// Forward computes the vector of every piece: pieces × Hidden floats, which
// belong to ws and hold until its next use. Their capacity reaches to
// kernel.PadRows(pieces) rows, as kernel.Ops.Project wants. It allocates
// nothing once ws has seen a batch as large.
func (e *Encoder) Forward(ws *Workspace, in Batch) ([]float32, error) {
	if err := e.check(in); err != nil {
		return nil, err
	}
	hidden := e.config.Hidden
	ws.x = grow(ws.x, kernel.PadRows(len(in.IDs))*hidden)
	for seq, at := 0, 0; seq < len(in.Lengths); {
		first, rows := seq, in.Lengths[seq]
		for seq++; seq < len(in.Lengths) && rows+in.Lengths[seq] <= groupRows; seq++ {
			rows += in.Lengths[seq]
		}
		e.group(ws, ws.x[at*hidden:][:rows*hidden], in, at, in.Lengths[first:seq])
		at += rows
	}
	clear(ws.x[len(in.IDs)*hidden:])
	return ws.x[:len(in.IDs)*hidden], nil
}

func (e *Encoder) check(in Batch) error {
	total := 0
	for _, n := range in.Lengths {
		if n < 0 || n > len(in.IDs)-total {
			return ErrShape
		}
		if in.Positions == nil && n > e.config.MaxPositions {
			return ErrRange
		}
		total += n
	}
	if total != len(in.IDs) || in.Positions != nil && len(in.Positions) != total || len(in.Features) != len(e.features) {
		return ErrShape
	}
	for _, id := range in.IDs {
		if id < 0 || int(id) >= e.config.Pieces {
			return ErrRange
		}
	}
	for _, p := range in.Positions {
		if p < 0 || int(p) >= e.config.MaxPositions {
			return ErrRange
		}
	}
	for k, values := range in.Features {
		if len(values) != total {
			return ErrShape
		}
		for _, v := range values {
			if int(v) >= e.features[k].values {
				return ErrRange
			}
		}
	}
	return nil
}
