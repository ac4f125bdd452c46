package main

import (
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// dotBytes is VPDPBUSD, which this release of avo does not know: four
// unsigned bytes of a times four signed bytes of b, added to each sum.
func dotBytes(b, a, sum reg.VecPhysical) {
	Instruction(&ir.Instruction{
		Opcode: "VPDPBUSD", Operands: []Op{b, a, sum},
		Inputs: []Op{b, a, sum}, Outputs: []Op{sum}, ISA: []string{"AVX512_VNNI"},
	})
}

const gemmSignature = "(a *%s, lda int, b *int8, comp *int32, rowScale *float32, scale *float32, bias *float32, out *float32, ldo int, steps int)"

// gemmVNNI multiplies 8 rows of unsigned bytes by a panel of 32 channels.
func gemmVNNI() {
	function(isa{name: "VNNI"}, "gemm8x32", label("func"+gemmSignature, "uint8"))
	Doc("gemm8x32VNNI multiplies 8 rows of a (bytes, offset by 128) by one panel; lda and ldo in bytes.")
	a0, lda, b, steps := param("a"), param("lda"), param("b"), param("steps")
	comp := param("comp")
	lda3, a4 := GP64(), GP64()
	LEAQ(Mem{Base: lda, Index: lda, Scale: 2}, lda3)
	LEAQ(Mem{Base: a0, Index: lda, Scale: 4}, a4)
	rowsOf := func(r int) Mem { return strided([]reg.Register{a0, a4}[r/4], lda, lda3, r%4) }
	for r := range 8 {
		VMOVDQU32(Mem{Base: comp}, zmm[2*r])
		VMOVDQU32(Mem{Base: comp, Disp: 64}, zmm[2*r+1])
	}
	loop("step", steps, 1, func() {
		VMOVDQU32(Mem{Base: b}, zmm[16])
		VMOVDQU32(Mem{Base: b, Disp: 64}, zmm[17])
		for r := range 8 {
			VPBROADCASTD(rowsOf(r), zmm[18+r])
			dotBytes(zmm[16], zmm[18+r], zmm[2*r])
			dotBytes(zmm[17], zmm[18+r], zmm[2*r+1])
		}
		ADDQ(Imm(4), a0)
		ADDQ(Imm(4), a4)
		ADDQ(Imm(128), b)
	})
	scale, bias, rowScale, out, ldo := param("scale"), param("bias"), param("rowScale"), param("out"), param("ldo")
	for h := range 2 {
		VMOVUPS(Mem{Base: scale, Disp: 64 * h}, zmm[16+h])
		VMOVUPS(Mem{Base: bias, Disp: 64 * h}, zmm[18+h])
	}
	for r := range 8 {
		VBROADCASTSS(Mem{Base: rowScale, Disp: 4 * r}, zmm[20])
		for h := range 2 {
			sum := zmm[2*r+h]
			VCVTDQ2PS(sum, sum)
			VMULPS(zmm[20], sum, sum)
			VMULPS(zmm[16+h], sum, sum)
			VADDPS(zmm[18+h], sum, sum)
			VMOVUPS(sum, Mem{Base: out, Disp: 64 * h})
		}
		ADDQ(ldo, out)
	}
	done()
}

// strided addresses row r (0 to 3) of rows that lie ld bytes apart.
func strided(base, ld, ld3 reg.Register, r int) Mem {
	switch r {
	case 0:
		return Mem{Base: base}
	case 3:
		return Mem{Base: base, Index: ld3, Scale: 1}
	}
	return Mem{Base: base, Index: ld, Scale: uint8(r)}
}

// gemmAVX2 multiplies 4 rows of 16-bit numbers by 8 channels of a panel. Each
// sum is kept as two halves (products 0+1 and 2+3 of each step) that are
// joined at the end.
func gemmAVX2() {
	function(isa{name: "AVX2"}, "gemm4x8", label("func"+gemmSignature, "int16"))
	Doc("gemm4x8AVX2 multiplies 4 rows of a (16-bit) by 8 channels of a panel; lda and ldo in bytes. comp is not read.")
	a, lda, b, steps := param("a"), param("lda"), param("b"), param("steps")
	lda3 := GP64()
	LEAQ(Mem{Base: lda, Index: lda, Scale: 2}, lda3)
	s := isa{lanes: 8}
	for i := range 8 {
		s.zero(ymm[i])
	}
	loop("step", steps, 1, func() {
		VPMOVSXBW(Mem{Base: b}, ymm[8])
		VPMOVSXBW(Mem{Base: b, Disp: 16}, ymm[9])
		for r := range 4 {
			VPBROADCASTQ(strided(a, lda, lda3, r), ymm[10])
			VPMADDWD(ymm[8], ymm[10], ymm[11])
			VPMADDWD(ymm[9], ymm[10], ymm[12])
			VPADDD(ymm[11], ymm[2*r], ymm[2*r])
			VPADDD(ymm[12], ymm[2*r+1], ymm[2*r+1])
		}
		ADDQ(Imm(8), a)
		ADDQ(Imm(128), b)
	})
	scale, bias, rowScale, out, ldo := param("scale"), param("bias"), param("rowScale"), param("out"), param("ldo")
	VMOVUPS(Mem{Base: scale}, ymm[8])
	VMOVUPS(Mem{Base: bias}, ymm[9])
	for r := range 4 {
		sum := ymm[2*r]
		VPHADDD(ymm[2*r+1], sum, sum)
		VPERMQ(U8(0xd8), sum, sum)
		VCVTDQ2PS(sum, sum)
		VBROADCASTSS(Mem{Base: rowScale, Disp: 4 * r}, ymm[10])
		VMULPS(ymm[10], sum, sum)
		VMULPS(ymm[8], sum, sum)
		VADDPS(ymm[9], sum, sum)
		VMOVUPS(sum, Mem{Base: out})
		ADDQ(ldo, out)
	}
	done()
}
