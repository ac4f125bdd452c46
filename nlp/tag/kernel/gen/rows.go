package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// table holds the constants in memory, 16 copies of each.
type table struct {
	half, one, minusOne, abs, c128, magic, log2e, ln2hi, ln2lo, lowest Mem
	exp, erf                                                           []Mem
	limit, minusLimit                                                  Mem
}

// constants must agree with the portable code of package kernel.
func constants() table {
	t := table{
		half: float("half", 0.5), one: float("one", 1), minusOne: float("minusOne", -1),
		abs: constant("absMask", 0x7fffffff), c128: constant("offset128", 128),
		magic: float("magic", 12582912), log2e: float("log2e", 1.44269504088896341),
		ln2hi: float("ln2hi", 0.693359375), ln2lo: float("ln2lo", -2.12194440e-4),
		lowest: float("lowest", -87),
		limit:  float("erfLimit", 4.2), minusLimit: float("erfMinusLimit", -4.2),
	}
	for i, f := range []float32{1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1} {
		t.exp = append(t.exp, float(label("exp%d", i), f))
	}
	for i, f := range []float32{
		9.847829496312244e-11, -9.591511584972068e-09, 4.1450343246651755e-07, -1.057933877746109e-05,
		0.0001796754659153521, -0.002172961365431547, 0.019482269883155823, -0.1324467957019806, 0.7976850867271423,
	} {
		t.erf = append(t.erf, float(label("erf%d", i), f))
	}
	return t
}

// keep loads constants into registers from first on where the instruction
// set has 32 of them; else they stay memory operands.
func (s isa) keep(first int, mems ...Mem) []Op {
	ops := make([]Op, len(mems))
	for i, m := range mems {
		ops[i] = m
		if s.lanes == 16 {
			VMOVUPS(m, zmm[first+i])
			ops[i] = zmm[first+i]
		}
	}
	return ops
}

// absMax finds the largest magnitude of n floats, n a multiple of 16.
func absMax(s isa, c table) {
	function(s, "absMax", "func(x *float32, n int) float32")
	Doc("absMax" + s.name + " finds the largest magnitude of n floats, n a multiple of 16.")
	x, n := param("x"), param("n")
	for w := range s.wide() {
		s.zero(s.v(w))
	}
	VMOVUPS(c.abs, s.v(2))
	loop("group", n, 16, func() {
		for w := range s.wide() {
			s.and(Mem{Base: x, Disp: w * s.bytes()}, s.v(2), s.v(3+w))
			VMAXPS(s.v(3+w), s.v(w), s.v(w))
		}
		ADDQ(Imm(64), x)
	})
	s.fold(VMAXPS, 0, 5)
	Store(reg.X0, ReturnIndex(0))
	done()
}

// quantize writes round(x*inv): bytes offset by 128 for VNNI, 16-bit numbers
// for AVX2.
func quantize(s isa, c table) {
	element := map[int]string{8: "int16", 16: "uint8"}[s.lanes]
	function(s, "quantize", "func(dst *"+element+", x *float32, n int, inv float32)")
	Doc("quantize" + s.name + " writes round(x*inv), half to even.")
	dst, x, n := param("dst"), param("x"), param("n")
	inv, err := Param("inv").Resolve()
	if err != nil {
		panic(err)
	}
	VBROADCASTSS(inv.Addr, s.v(0))
	if s.lanes == 16 {
		VMOVDQU32(c.c128, s.v(1))
	}
	loop("group", n, 16, func() {
		for w := range s.wide() {
			VMULPS(Mem{Base: x, Disp: w * s.bytes()}, s.v(0), s.v(2+w))
			VCVTPS2DQ(s.v(2+w), s.v(2+w))
		}
		if s.lanes == 16 {
			VPADDD(s.v(1), s.v(2), s.v(2))
			VPMOVDB(s.v(2), Mem{Base: dst})
			ADDQ(Imm(16), dst)
		} else {
			VPACKSSDW(s.v(3), s.v(2), s.v(2))
			VPERMQ(U8(0xd8), s.v(2), s.v(2))
			VMOVDQU(s.v(2), Mem{Base: dst})
			ADDQ(Imm(32), dst)
		}
		ADDQ(Imm(64), x)
	})
	done()
}

// gelu works in place and returns the largest magnitude of its results.
func gelu(s isa, c table) {
	function(s, "gelu", "func(x *float32, n int) float32")
	Doc("gelu" + s.name + " works in place and returns the largest magnitude of its results.")
	x, n := param("x"), param("n")
	for w := range s.wide() {
		s.zero(s.v(w))
	}
	k := s.keep(16, append([]Mem{c.half, c.one, c.minusOne, c.limit, c.minusLimit, c.abs}, c.erf...)...)
	half, one, minusOne, limit, minusLimit, abs, erf := k[0], k[1], k[2], k[3], k[4], k[5], k[6:]
	v, h, t, p := s.v(2), s.v(3), s.v(4), s.v(5)
	loop("group", n, 16, func() {
		for w := range s.wide() {
			at := Mem{Base: x, Disp: w * s.bytes()}
			VMOVUPS(at, v)
			VMULPS(half, v, h)
			VMINPS(limit, v, v)
			VMAXPS(minusLimit, v, v)
			VMULPS(v, v, t)
			VMULPS(erf[0], t, p)
			VADDPS(erf[1], p, p)
			for _, e := range erf[2:] {
				VMULPS(t, p, p)
				VADDPS(e, p, p)
			}
			VMULPS(v, p, p)
			VMINPS(one, p, p)
			VMAXPS(minusOne, p, p)
			VMULPS(h, p, p)
			VADDPS(h, p, p)
			VMOVUPS(p, at)
			s.and(abs, p, p)
			VMAXPS(p, s.v(w), s.v(w))
		}
		ADDQ(Imm(64), x)
	})
	s.fold(VMAXPS, 0, 6)
	Store(reg.X0, ReturnIndex(0))
	done()
}

// layerNorm writes norm(x+residual)*weight+bias and returns the largest
// magnitude of it. invN is 1/n.
func layerNorm(s isa, c table) {
	function(s, "layerNorm", "func(dst, x, residual, weight, bias *float32, n int, invN, eps float32) float32")
	Doc("layerNorm" + s.name + " writes norm(x+residual)*weight+bias and returns its largest magnitude; invN is 1/n.")
	dst, x, residual, n := param("dst"), param("x"), param("residual"), param("n")
	invN, _ := Param("invN").Resolve()
	eps, _ := Param("eps").Resolve()
	clear := func() {
		for w := range s.wide() {
			s.zero(s.v(w))
		}
	}
	at, left := GP64(), GP64()
	clear()
	MOVQ(dst, at)
	MOVQ(n, left)
	loop("sum", left, 16, func() {
		for w := range s.wide() {
			VMOVUPS(Mem{Base: x, Disp: w * s.bytes()}, s.v(4+w))
			VADDPS(Mem{Base: residual, Disp: w * s.bytes()}, s.v(4+w), s.v(4+w))
			VMOVUPS(s.v(4+w), Mem{Base: at, Disp: w * s.bytes()})
			VADDPS(s.v(4+w), s.v(w), s.v(w))
		}
		for _, p := range []reg.Register{x, residual, at} {
			ADDQ(Imm(64), p)
		}
	})
	s.fold(VADDPS, 0, 6)
	VMULSS(invN.Addr, reg.X0, reg.X0)
	VBROADCASTSS(reg.X0, s.v(2))
	clear()
	MOVQ(dst, at)
	MOVQ(n, left)
	loop("square", left, 16, func() {
		for w := range s.wide() {
			VMOVUPS(Mem{Base: at, Disp: w * s.bytes()}, s.v(4+w))
			VSUBPS(s.v(2), s.v(4+w), s.v(4+w))
			VMULPS(s.v(4+w), s.v(4+w), s.v(4+w))
			VADDPS(s.v(4+w), s.v(w), s.v(w))
		}
		ADDQ(Imm(64), at)
	})
	s.fold(VADDPS, 0, 6)
	VMULSS(invN.Addr, reg.X0, reg.X0)
	VADDSS(eps.Addr, reg.X0, reg.X0)
	VSQRTSS(reg.X0, reg.X0, reg.X0)
	VMOVSS(c.one, reg.X1)
	VDIVSS(reg.X0, reg.X1, reg.X0)
	VBROADCASTSS(reg.X0, s.v(3))
	clear()
	VMOVUPS(c.abs, s.v(8))
	weight, bias := param("weight"), param("bias")
	loop("norm", n, 16, func() {
		for w := range s.wide() {
			disp := w * s.bytes()
			VMOVUPS(Mem{Base: dst, Disp: disp}, s.v(4+w))
			VSUBPS(s.v(2), s.v(4+w), s.v(4+w))
			VMULPS(s.v(3), s.v(4+w), s.v(4+w))
			VMULPS(Mem{Base: weight, Disp: disp}, s.v(4+w), s.v(4+w))
			VADDPS(Mem{Base: bias, Disp: disp}, s.v(4+w), s.v(4+w))
			VMOVUPS(s.v(4+w), Mem{Base: dst, Disp: disp})
			s.and(s.v(8), s.v(4+w), s.v(4+w))
			VMAXPS(s.v(4+w), s.v(w), s.v(w))
		}
		for _, p := range []reg.Register{dst, weight, bias} {
			ADDQ(Imm(64), p)
		}
	})
	s.fold(VMAXPS, 0, 6)
	Store(reg.X0, ReturnIndex(0))
	done()
}

// embed writes word*scale + position.
func embed(s isa) {
	function(s, "embed", "func(dst *float32, word *int8, scale float32, position *float32, n int)")
	Doc("embed" + s.name + " writes word*scale + position.")
	dst, word, position, n := param("dst"), param("word"), param("position"), param("n")
	scale, _ := Param("scale").Resolve()
	VBROADCASTSS(scale.Addr, s.v(0))
	loop("group", n, s.lanes, func() {
		VPMOVSXBD(Mem{Base: word}, s.v(1))
		VCVTDQ2PS(s.v(1), s.v(1))
		VMULPS(s.v(0), s.v(1), s.v(1))
		VADDPS(Mem{Base: position}, s.v(1), s.v(1))
		VMOVUPS(s.v(1), Mem{Base: dst})
		ADDQ(Imm(uint64(s.lanes)), word)
		ADDQ(Imm(uint64(s.bytes())), dst)
		ADDQ(Imm(uint64(s.bytes())), position)
	})
	done()
}

// add adds x to dst.
func add(s isa) {
	function(s, "add", "func(dst, x *float32, n int)")
	Doc("add" + s.name + " adds x to dst.")
	dst, x, n := param("dst"), param("x"), param("n")
	loop("group", n, s.lanes, func() {
		VMOVUPS(Mem{Base: dst}, s.v(0))
		VADDPS(Mem{Base: x}, s.v(0), s.v(0))
		VMOVUPS(s.v(0), Mem{Base: dst})
		ADDQ(Imm(uint64(s.bytes())), dst)
		ADDQ(Imm(uint64(s.bytes())), x)
	})
	done()
}
