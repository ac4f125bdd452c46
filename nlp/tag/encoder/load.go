package encoder

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/onrecord/onrecord/nlp/tag/encoder/safetensors"
	"github.com/onrecord/onrecord/nlp/tag/kernel"
)

// FormatVersion is the value of the metadata's format_version that Load reads.
const FormatVersion = "1"

// Load reads an encoder from a safetensors file, for the fastest path of this
// machine. The format, names and shapes are described in train/tag/export.py.
// The encoder refers to data, which must not be changed afterwards.
func Load(data []byte) (*Encoder, error) { return LoadOn(kernel.Best(), data) }

// LoadOn is Load for a given path; it fails where the machine lacks it.
func LoadOn(path kernel.Path, data []byte) (*Encoder, error) {
	ops, err := kernel.New(path)
	if err != nil {
		return nil, err
	}
	file, err := safetensors.Read(data)
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	l := loader{file: file}
	e := &Encoder{ops: ops, file: file}
	l.shape(&e.config)
	if l.err == nil {
		l.embeddings(e)
	}
	for i := 0; i < e.config.Layers && l.err == nil; i++ {
		e.layers = append(e.layers, l.layer(e.config, i))
	}
	if l.err != nil {
		return nil, fmt.Errorf("encoder: %w", l.err)
	}
	return e, nil
}

// loader keeps the first error; after it every result is empty.
type loader struct {
	file *safetensors.File
	err  error
}

func (l *loader) fail(format string, args ...any) {
	if l.err == nil {
		l.err = fmt.Errorf(format, args...)
	}
}

// number reads a whole number from the metadata, 1 to most, a multiple of unit.
func (l *loader) number(key string, unit, most int) int {
	n, err := strconv.Atoi(l.file.Metadata[key])
	if err != nil || n < 1 || n > most || n%unit != 0 {
		l.fail("metadata %s is %q: not a multiple of %d up to %d", key, l.file.Metadata[key], unit, most)
		return 0
	}
	return n
}

func (l *loader) shape(c *Config) {
	if v := l.file.Metadata["format_version"]; v != FormatVersion {
		l.fail("format_version is %q, not %s", v, FormatVersion)
		return
	}
	c.Hidden = l.number("hidden", 32, 4096)
	c.Heads = l.number("heads", 1, 128)
	c.Layers = l.number("layers", 1, 64)
	c.FFN = l.number("ffn", 32, 16384)
	c.MaxPositions = l.number("max_positions", 1, 1<<16)
	eps, err := strconv.ParseFloat(l.file.Metadata["eps"], 32)
	if err != nil || !(eps >= 1e-30 && eps < 1) {
		l.fail("metadata eps is %q", l.file.Metadata["eps"])
	}
	c.Eps = float32(eps)
	if err := json.Unmarshal([]byte(l.file.Metadata["features"]), &c.Features); err != nil {
		l.fail("metadata features: %w", err)
	}
	if l.err == nil && c.Hidden%(32*c.Heads) != 0 {
		l.fail("heads of %d/%d floats: not a multiple of 32", c.Hidden, c.Heads)
	}
}

// tensor finds a tensor of one of the types; its shape is the given one,
// where -1 stands for any size.
func (l *loader) tensor(name string, shape []int, kinds ...string) (t safetensors.Tensor) {
	if l.err != nil {
		return t
	}
	t, ok := l.file.Tensor(name)
	if !ok {
		l.fail("no tensor %q", name)
		return t
	}
	fits := len(t.Shape) == len(shape)
	for i := 0; fits && i < len(shape); i++ {
		fits = shape[i] == -1 || shape[i] == t.Shape[i]
	}
	for _, kind := range kinds {
		if fits && t.Type == kind {
			return t
		}
	}
	l.fail("tensor %q is %s %v, not %v %v", name, t.Type, t.Shape, kinds, shape)
	return safetensors.Tensor{}
}

// floats reads a tensor of finite floats.
func (l *loader) floats(name string, shape ...int) []float32 {
	t := l.tensor(name, shape, "F32", "F16")
	if l.err != nil {
		return nil
	}
	x, _ := t.Floats()
	for _, v := range x {
		if v-v != 0 {
			l.fail("tensor %q holds a number that is not finite", name)
			return nil
		}
	}
	return x
}

func (l *loader) bytes(name string, shape ...int) []int8 {
	t := l.tensor(name, shape, "I8")
	x, _ := t.Int8s()
	return x
}

func (l *loader) norm(name string, n int) norm {
	return norm{l.floats(name+".weight", n), l.floats(name+".bias", n)}
}

func (l *loader) embeddings(e *Encoder) {
	h := e.config.Hidden
	e.zero = kernel.Floats(h)
	e.word = l.bytes("embed.word", -1, h)
	e.config.Pieces = len(e.word) / h
	if l.err == nil && e.config.Pieces == 0 {
		l.fail("no pieces")
	}
	e.wordScale = l.floats("embed.word.scale", e.config.Pieces)
	e.position = l.floats("embed.position", e.config.MaxPositions, h)
	for _, name := range e.config.Features {
		table := l.floats("embed.feature."+name, -1, h)
		if l.err == nil && len(table) == 0 {
			l.fail("feature %q has no values", name)
		}
		e.features = append(e.features, feature{len(table) / h, table})
	}
	e.norm = l.norm("embed.norm", h)
}

func (l *loader) layer(c Config, i int) layer {
	prefix := fmt.Sprintf("layer.%d.", i)
	return layer{
		qkv:   l.matrix(prefix+"qkv", 3*c.Hidden, c.Hidden, c.Hidden/c.Heads),
		out:   l.matrix(prefix+"out", c.Hidden, c.Hidden, 0),
		in:    l.matrix(prefix+"ffn_in", c.FFN, c.Hidden, 0),
		back:  l.matrix(prefix+"ffn_out", c.Hidden, c.FFN, 0),
		norm1: l.norm(prefix+"norm1", c.Hidden),
		norm2: l.norm(prefix+"norm2", c.Hidden),
	}
}

// matrix reads and packs a layer's weight. Where dim is given, its first in
// channels are queries, whose division by √dim is taken into their scale.
func (l *loader) matrix(name string, out, in, dim int) *kernel.Matrix {
	weight, scale, bias := l.bytes(name+".weight", out, in), l.floats(name+".scale", out), l.floats(name+".bias", out)
	if l.err != nil {
		return nil
	}
	if dim > 0 {
		root := 1 / float32(math.Sqrt(float64(dim)))
		for i := range in {
			scale[i] *= root
			bias[i] *= root
		}
	}
	m, err := kernel.Pack(weight, scale, bias, out, in)
	if err != nil {
		l.fail("%s: %w", name, err)
	}
	return m
}
