package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func BenchmarkMultiply(b *testing.B) {
	for _, p := range Paths() {
		for _, shape := range []struct{ rows, in, out int }{{64, 384, 1536}, {64, 1536, 384}, {64, 192, 576}} {
			b.Run(fmt.Sprintf("%v/%dx%dx%d", p, shape.rows, shape.in, shape.out), func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, 1))
				o := must(New(p))
				m := must(Pack(randomBytes(r, shape.in*shape.out), random(r, shape.out, 1), random(r, shape.out, 1), shape.out, shape.in))
				var a Activations
				o.Reserve(&a, shape.rows, shape.in)
				x := random(r, shape.in, 1)
				for i := range shape.rows {
					o.Quantize(&a, i, x, o.AbsMax(x))
				}
				dst := Floats(shape.rows * shape.out)
				b.ResetTimer()
				for b.Loop() {
					o.Multiply(dst, m, &a, shape.rows)
				}
				ops := 2 * float64(shape.rows*shape.in*shape.out) * float64(b.N)
				b.ReportMetric(ops/b.Elapsed().Seconds()/1e9, "GOPS")
			})
		}
	}
}

func BenchmarkAttend(b *testing.B) {
	const n, heads, dim = 256, 12, 32
	for _, p := range Paths() {
		b.Run(p.String(), func(b *testing.B) {
			qkv := random(rand.New(rand.NewPCG(1, 1)), n*3*heads*dim, 1)
			dst := Floats(n * heads * dim)
			var buffers AttentionBuffers
			o := must(New(p))
			for b.Loop() {
				o.Attend(dst, qkv, n, heads, dim, &buffers)
			}
			b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

func BenchmarkRows(b *testing.B) {
	for _, p := range Paths() {
		o := must(New(p))
		r := rand.New(rand.NewPCG(1, 1))
		x, y, w, bias := random(r, 384, 1), random(r, 384, 1), random(r, 384, 1), random(r, 384, 1)
		wide := random(r, 1536, 1)
		var a Activations
		o.Reserve(&a, 8, 1536)
		b.Run("layernorm384/"+p.String(), func(b *testing.B) {
			for b.Loop() {
				o.LayerNorm(y, x, x, w, bias, 1e-12)
			}
		})
		b.Run("gelu1536/"+p.String(), func(b *testing.B) {
			for b.Loop() {
				o.GELU(wide)
			}
		})
		b.Run("quantize1536/"+p.String(), func(b *testing.B) {
			for b.Loop() {
				o.Quantize(&a, 0, wide, 3)
			}
		})
	}
}
