// Command gen writes the assembly of package kernel for amd64, with avo. It
// is a module of its own, so that the program does not depend on avo.
//
// Vector registers are named by hand: which of them a loop may use is part of
// its design, and AVX2 code must stay below register 16. General registers
// are avo's to allot.
package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// isa is one instruction set to generate for.
type isa struct {
	name  string // suffix of the function names
	lanes int    // floats in a register
	rows  int    // rows in a tile of attention
}

// wide is the number of registers that hold 16 floats, the unit in which all
// sums over a row are taken.
func (s isa) wide() int { return 16 / s.lanes }

// bytes is the size of a register.
func (s isa) bytes() int { return 4 * s.lanes }

// v is vector register i.
func (s isa) v(i int) reg.VecPhysical {
	if s.lanes == 16 {
		return zmm[i]
	}
	return ymm[i]
}

var ymm = []reg.VecPhysical{
	reg.Y0, reg.Y1, reg.Y2, reg.Y3, reg.Y4, reg.Y5, reg.Y6, reg.Y7,
	reg.Y8, reg.Y9, reg.Y10, reg.Y11, reg.Y12, reg.Y13, reg.Y14, reg.Y15,
}

var zmm = []reg.VecPhysical{
	reg.Z0, reg.Z1, reg.Z2, reg.Z3, reg.Z4, reg.Z5, reg.Z6, reg.Z7,
	reg.Z8, reg.Z9, reg.Z10, reg.Z11, reg.Z12, reg.Z13, reg.Z14, reg.Z15,
	reg.Z16, reg.Z17, reg.Z18, reg.Z19, reg.Z20, reg.Z21, reg.Z22, reg.Z23,
	reg.Z24, reg.Z25, reg.Z26, reg.Z27, reg.Z28, reg.Z29, reg.Z30, reg.Z31,
}

var xmm = []reg.VecPhysical{
	reg.X0, reg.X1, reg.X2, reg.X3, reg.X4, reg.X5, reg.X6, reg.X7,
	reg.X8, reg.X9, reg.X10, reg.X11, reg.X12, reg.X13, reg.X14, reg.X15,
}

// constant declares 16 copies of a 32-bit pattern in read-only memory.
func constant(name string, bits uint32) Mem {
	m := GLOBL(name, 8|16) // RODATA|NOPTR
	for i := range 16 {
		DATA(4*i, U32(bits))
	}
	return m
}

func float(name string, f float32) Mem { return constant(name, math.Float32bits(f)) }

// function opens a function of package kernel.
func function(s isa, name, signature string) {
	TEXT(name+s.name, 4, signature) // NOSPLIT
	Pragma("noescape")
}

func param(name string) reg.Register { return Load(Param(name), GP64()) }

func done() {
	VZEROUPPER()
	RET()
}

// zero clears a vector register.
func (s isa) zero(r reg.VecPhysical) {
	if s.lanes == 16 {
		VPXORD(r, r, r)
	} else {
		VPXOR(r, r, r)
	}
}

func (s isa) and(m Op, a, dst reg.VecPhysical) {
	if s.lanes == 16 {
		VPANDD(m, a, dst)
	} else {
		VPAND(m, a, dst)
	}
}

// fold reduces 16 lanes, in the registers from first on, to lane 0 of xmm
// first, always as lane l with l+8, then l+4, l+2, l+1. It uses xmm tmp.
func (s isa) fold(op func(...Op), first, tmp int) {
	if s.lanes == 16 {
		VEXTRACTF64X4(U8(1), zmm[first], ymm[tmp])
		op(ymm[tmp], ymm[first], ymm[first])
	} else {
		op(ymm[first+1], ymm[first], ymm[first])
	}
	VEXTRACTF128(U8(1), ymm[first], xmm[tmp])
	op(xmm[tmp], xmm[first], xmm[first])
	VPERMILPS(U8(0x4e), xmm[first], xmm[tmp])
	op(xmm[tmp], xmm[first], xmm[first])
	VPERMILPS(U8(0xb1), xmm[first], xmm[tmp])
	op(xmm[tmp], xmm[first], xmm[first])
}

// loop emits body at least once and again while counter, reduced by step
// after each turn, is above zero.
func loop(name string, counter reg.Register, step int, body func()) {
	Label(name)
	body()
	SUBQ(Imm(uint64(step)), counter)
	JG(LabelRef(name))
}

func main() {
	ConstraintExpr("amd64")
	c := constants()
	gemmVNNI()
	gemmAVX2()
	for _, s := range []isa{{"AVX2", 8, 4}, {"AVX512", 16, 8}} {
		absMax(s, c)
		quantize(s, c)
		gelu(s, c)
		layerNorm(s, c)
		embed(s)
		add(s)
		scores(s)
		softmax(s, c)
		blend(s)
	}
	Generate()
}

func label(format string, args ...any) string { return fmt.Sprintf(format, args...) }
