package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// rowPointers returns the addresses of s.rows rows that lie ld bytes apart,
// and a function that moves them all.
func (s isa) rowPointers(base, ld reg.Register) (func(r int) Mem, func(bytes int)) {
	ld3 := GP64()
	LEAQ(Mem{Base: ld, Index: ld, Scale: 2}, ld3)
	bases := []reg.Register{base}
	if s.rows > 4 {
		b := GP64()
		LEAQ(Mem{Base: base, Index: ld, Scale: 4}, b)
		bases = append(bases, b)
	}
	row := func(r int) Mem { return strided(bases[r/4], ld, ld3, r%4) }
	move := func(bytes int) {
		for _, b := range bases {
			ADDQ(I32(bytes), b)
		}
	}
	return row, move
}

// scores writes mask + q·k for s.rows queries and n keys. Keys lie in blocks
// of 32: dim rows of 32 floats each. A sum runs over the dimensions in order.
func scores(s isa) {
	function(s, "scores", "func(q *float32, ldq int, keys, mask, out *float32, n, dim int)")
	Doc("scores" + s.name + " writes mask + q·k for a tile of queries and n keys in blocks of 32; ldq in bytes.")
	q, ldq, keys, mask, out, n := param("q"), param("ldq"), param("keys"), param("mask"), param("out"), param("n")
	ldo, dim := GP64(), GP64()
	MOVQ(n, ldo)
	SHLQ(Imm(2), ldo)
	block := GP64()
	Load(Param("dim"), block)
	SHLQ(Imm(7), block)
	loop("block", n, 32, func() {
		for part := range s.wide() {
			tile := 8 * s.lanes // bytes of keys in two registers
			for r := range s.rows {
				for h := range 2 {
					VMOVUPS(Mem{Base: mask, Disp: part*tile + h*s.bytes()}, s.v(2*r+h))
				}
			}
			first := 2 * s.rows
			k, b, t := first, first+2, first+3
			Load(Param("dim"), dim)
			at, qAt := GP64(), GP64()
			MOVQ(keys, at)
			MOVQ(q, qAt)
			rows, move := s.rowPointers(qAt, ldq)
			loop(label("dim%d", part), dim, 1, func() {
				for h := range 2 {
					VMOVUPS(Mem{Base: at, Disp: part*tile + h*s.bytes()}, s.v(k+h))
				}
				for r := range s.rows {
					VBROADCASTSS(rows(r), s.v(b))
					for h := range 2 {
						VMULPS(s.v(k+h), s.v(b), s.v(t+h))
						VADDPS(s.v(t+h), s.v(2*r+h), s.v(2*r+h))
					}
				}
				move(4)
				ADDQ(I32(128), at)
			})
			to := GP64()
			LEAQ(Mem{Base: out, Disp: part * tile}, to)
			for r := range s.rows {
				for h := range 2 {
					VMOVUPS(s.v(2*r+h), Mem{Base: to, Disp: h * s.bytes()})
				}
				ADDQ(ldo, to)
			}
		}
		ADDQ(I32(128), mask)
		ADDQ(I32(128), out)
		ADDQ(block, keys)
	})
	done()
}

// exp replaces x by e to the x, for x ≤ 0; below -87 it is 0. k holds the
// constants in the order of expConstants.
func (s isa) exp(k []Op, x, t, n, p reg.VecPhysical, mask reg.OpmaskPhysical) {
	log2e, magic, hi, lo, lowest, one, poly := k[0], k[1], k[2], k[3], k[4], k[5], k[6:]
	VMULPS(log2e, x, t)
	VADDPS(magic, t, t)
	VSUBPS(magic, t, n)
	VMULPS(hi, n, p)
	if s.lanes == 16 {
		VCMPPS(U8(13), lowest, x, mask)
	}
	VSUBPS(p, x, p)
	VMULPS(lo, n, n)
	VSUBPS(n, p, n) // the remainder
	VMULPS(poly[0], n, p)
	VADDPS(poly[1], p, p)
	for _, c := range poly[2:] {
		VMULPS(n, p, p)
		VADDPS(c, p, p)
	}
	if s.lanes == 8 {
		VCMPPS(U8(13), lowest, x, x)
	}
	VMULPS(n, p, p)
	VMULPS(n, p, p)
	VADDPS(n, p, p)
	VADDPS(one, p, p)
	VPSLLD(U8(23), t, t)
	VPADDD(t, p, p)
	if s.lanes == 16 {
		VMOVAPS_Z(p, mask, x)
	} else {
		VPAND(p, x, x)
	}
}

func (t table) expConstants() []Mem {
	return append([]Mem{t.log2e, t.magic, t.ln2hi, t.ln2lo, t.lowest, t.one}, t.exp...)
}

// softmax replaces n scores by e to the (score - largest score) and returns
// their sum.
func softmax(s isa, c table) {
	function(s, "softmax", "func(x *float32, n int) float32")
	Doc("softmax" + s.name + " replaces n scores by e to the (score - largest) and returns their sum.")
	x, n := param("x"), param("n")
	at, left := GP64(), GP64()
	k := s.keep(16, c.expConstants()...)
	MOVQ(x, at)
	MOVQ(n, left)
	for w := range s.wide() {
		VMOVUPS(Mem{Base: at, Disp: w * s.bytes()}, s.v(w))
	}
	loop("max", left, 16, func() {
		for w := range s.wide() {
			VMAXPS(Mem{Base: at, Disp: w * s.bytes()}, s.v(w), s.v(w))
		}
		ADDQ(Imm(64), at)
	})
	s.fold(VMAXPS, 0, 2)
	VBROADCASTSS(reg.X0, s.v(2))
	for w := range s.wide() {
		s.zero(s.v(w))
	}
	loop("exp", n, 16, func() {
		for w := range s.wide() {
			at := Mem{Base: x, Disp: w * s.bytes()}
			v := s.v(3)
			VMOVUPS(at, v)
			VSUBPS(s.v(2), v, v)
			s.exp(k, v, s.v(4), s.v(5), s.v(6), reg.K1)
			VMOVUPS(v, at)
			VADDPS(v, s.v(w), s.v(w))
		}
		ADDQ(Imm(64), x)
	})
	s.fold(VADDPS, 0, 2)
	Store(reg.X0, ReturnIndex(0))
	done()
}

// blend writes inv[r] * Σ_j p[r][j]*values[j] for s.rows rows, j in order.
// p rows lie ldp bytes apart, rows of out ldo; values are n rows of dim floats.
func blend(s isa) {
	function(s, "blend", "func(p *float32, ldp int, values, inv, out *float32, ldo, n, dim int)")
	Doc("blend" + s.name + " writes inv[r] * sum of p[r][j]*values[j] for a tile of rows; ldp and ldo in bytes.")
	ldp, values, out, ldo, dim := param("ldp"), param("values"), param("out"), param("ldo"), param("dim")
	ld := GP64()
	MOVQ(dim, ld)
	SHLQ(Imm(2), ld)
	loop("columns", dim, 2*s.lanes, func() {
		at, pAt, n := GP64(), GP64(), GP64()
		MOVQ(values, at)
		Load(Param("p"), pAt)
		Load(Param("n"), n)
		for i := range 2 * s.rows {
			s.zero(s.v(i))
		}
		first := 2 * s.rows
		k, b, t := first, first+2, first+3
		rows, move := s.rowPointers(pAt, ldp)
		loop("key", n, 1, func() {
			for h := range 2 {
				VMOVUPS(Mem{Base: at, Disp: h * s.bytes()}, s.v(k+h))
			}
			for r := range s.rows {
				VBROADCASTSS(rows(r), s.v(b))
				for h := range 2 {
					VMULPS(s.v(k+h), s.v(b), s.v(t+h))
					VADDPS(s.v(t+h), s.v(2*r+h), s.v(2*r+h))
				}
			}
			move(4)
			ADDQ(ld, at)
		})
		inv := param("inv")
		to := GP64()
		MOVQ(out, to)
		for r := range s.rows {
			VBROADCASTSS(Mem{Base: inv, Disp: 4 * r}, s.v(b))
			for h := range 2 {
				VMULPS(s.v(b), s.v(2*r+h), s.v(2*r+h))
				VMOVUPS(s.v(2*r+h), Mem{Base: to, Disp: h * s.bytes()})
			}
			ADDQ(ldo, to)
		}
		ADDQ(I32(8*s.lanes), values)
		ADDQ(I32(8*s.lanes), out)
	})
	done()
}
