// Package kernel computes the inner loops of a transformer encoder: products
// of 8-bit matrices, attention, layer normalisation, GELU.
//
// Input and output are plain slices of float32, row by row; weights are 8-bit
// with one scale for each output channel, activations are quantised anew for
// each row. Sums of 8-bit products are exact 32-bit integers.
//
// Every path (AVX-512 VNNI, AVX2, portable Go) gives the same bits: floats are
// multiplied and added one by one and never fused, and sums over a row are
// taken in 16 lanes, lane l over elements l, l+16, …, then joined as l with
// l+8, l+4, l+2, l+1. Only inputs that are not finite are outside of this.
//
// Methods panic where slices are shorter than the stated shapes, as indexing
// does. There is no parallelism and no allocation here except in Pack and
// Reserve.
package kernel

import (
	"fmt"
	"unsafe"
)

//go:generate go run -C gen . -out ../ops_amd64.s -stubs ../stubs_amd64.go -pkg kernel

// Path is a set of instructions to compute with.
type Path uint8

// The paths. Their results are the same to the bit.
const (
	Portable Path = iota // Go alone
	AVX2                 // amd64 with AVX2
	AVX512               // amd64 with AVX-512 F, BW, DQ, VL and VNNI
)

// String names the path.
func (p Path) String() string {
	switch p {
	case Portable:
		return "portable"
	case AVX2:
		return "avx2"
	case AVX512:
		return "avx512"
	}
	return fmt.Sprintf("path(%d)", uint8(p))
}

// Paths lists what this machine can run, the fastest last.
func Paths() []Path {
	paths := []Path{Portable}
	for _, p := range []Path{AVX2, AVX512} {
		if supported(p) {
			paths = append(paths, p)
		}
	}
	return paths
}

// Best is the fastest path of this machine.
func Best() Path {
	paths := Paths()
	return paths[len(paths)-1]
}

// Group is what the length of every vector must be a multiple of.
const Group = 16

// RowBlock is what rows are rounded up to: Multiply writes, and Attend reads,
// so many rows at once.
const RowBlock = 8

// PadRows rounds a number of rows up to a multiple of RowBlock.
func PadRows(n int) int { return (n + RowBlock - 1) &^ (RowBlock - 1) }

// functions are the loops of one path; lengths have been checked.
type functions struct {
	multiply  func(dst []float32, m *Matrix, a *Activations, rows int)
	quantize  func(a *Activations, row int, x []float32, inv float32)
	absMax    func(x []float32) float32
	gelu      func(x []float32) float32
	layerNorm func(dst, x, residual, weight, bias []float32, invN, eps float32) float32
	embed     func(dst []float32, word []int8, scale float32, position []float32)
	add       func(dst, x []float32)
	// scores: 8 rows of q, ldq floats apart; out is 8 rows of len(mask).
	scores  func(q []float32, ldq int, keys, mask, out []float32, dim int)
	softmax func(x []float32) float32
	// blend: 8 rows of p, ldp floats apart, and of out, ldo apart; n rows of values.
	blend func(p []float32, ldp int, values, inv, out []float32, ldo, n, dim int)
}

// Ops computes on one path. It is immutable.
type Ops struct {
	path Path
	f    functions
}

// New gives the operations of a path; it fails where the machine lacks it.
func New(p Path) (*Ops, error) {
	if p > AVX512 || p != Portable && !supported(p) {
		return nil, fmt.Errorf("kernel: this machine cannot run %v", p)
	}
	return &Ops{path: p, f: functionsOf(p)}, nil
}

// Path tells which path this is.
func (o *Ops) Path() Path { return o.path }

// AbsMax is the largest magnitude in x, whose length is a multiple of Group.
func (o *Ops) AbsMax(x []float32) float32 {
	checkGroups(len(x))
	return o.f.absMax(x)
}

// GELU replaces x by x·Φ(x) (Hendrycks and Gimpel 2016, the form with erf)
// and returns the largest magnitude of the results. Φ is a polynomial within
// ±4.2 and 0 or 1 outside; results differ by at most 7e-5 from the exact ones.
func (o *Ops) GELU(x []float32) float32 {
	checkGroups(len(x))
	return o.f.gelu(x)
}

// LayerNorm writes weight·(s−mean(s))/√(var(s)+eps)+bias with s = x+residual
// and returns the largest magnitude of it. dst may be x or residual. All
// slices have the length of dst.
func (o *Ops) LayerNorm(dst, x, residual, weight, bias []float32, eps float32) float32 {
	n := len(dst)
	checkGroups(n)
	return o.f.layerNorm(dst, x[:n], residual[:n], weight[:n], bias[:n], 1/float32(n), eps)
}

// Embed writes word·scale + position.
func (o *Ops) Embed(dst []float32, word []int8, scale float32, position []float32) {
	checkGroups(len(dst))
	o.f.embed(dst, word[:len(dst)], scale, position[:len(dst)])
}

// Add adds x to dst.
func (o *Ops) Add(dst, x []float32) {
	checkGroups(len(dst))
	o.f.add(dst, x[:len(dst)])
}

func checkGroups(n int) {
	if n == 0 || n%Group != 0 {
		panic("kernel: the length of a vector is not a multiple of 16")
	}
}

// Floats allocates n floats that start at a cache line, which loads of whole
// registers want.
func Floats(n int) []float32 {
	const line = 64
	buf := make([]float32, n+line/4)
	skip := int(-uintptr(unsafe.Pointer(&buf[0])) % line / 4)
	return buf[skip : skip+n : skip+n]
}
