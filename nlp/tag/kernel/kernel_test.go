package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// every runs a test on each path that this machine has.
func every(t *testing.T, test func(t *testing.T, o *Ops)) {
	t.Helper()
	for _, p := range Paths() {
		t.Run(p.String(), func(t *testing.T) { test(t, must(New(p))) })
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func random(r *rand.Rand, n int, spread float64) []float32 {
	x := Floats(n)
	for i := range x {
		x[i] = float32(r.NormFloat64() * spread)
	}
	return x
}

func randomBytes(r *rand.Rand, n int) []int8 {
	x := make([]int8, n)
	for i := range x {
		x[i] = int8(r.IntN(256) - 128)
	}
	return x
}

// same fails where two results differ by a bit.
func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s: element %d is %v, portable code gives %v", what, i, got[i], want[i])
		}
	}
}

func near(t *testing.T, what string, got []float32, want []float64, tolerance float64) {
	t.Helper()
	for i := range want {
		if !(math.Abs(float64(got[i])-want[i]) <= tolerance*math.Max(1, math.Abs(want[i]))) {
			t.Fatalf("%s: element %d is %v, want %v", what, i, got[i], want[i])
		}
	}
}

func TestMultiplyIsExactAndTheSameOnEveryPath(t *testing.T) {
	for _, shape := range []struct{ rows, in, out int }{{1, 16, 32}, {3, 48, 64}, {8, 64, 96}, {13, 384, 32}, {21, 1536, 64}} {
		r := rand.New(rand.NewPCG(1, uint64(shape.in)))
		weight, scale, bias := randomBytes(r, shape.out*shape.in), random(r, shape.out, 0.01), random(r, shape.out, 1)
		m := must(Pack(weight, scale, bias, shape.out, shape.in))
		x := random(r, shape.rows*shape.in, 3)
		clear(x[:shape.in/2]) // and one row of zeros, below
		if shape.rows > 2 {
			clear(x[2*shape.in:][:shape.in])
		}
		every(t, func(t *testing.T, o *Ops) {
			var a Activations
			o.Reserve(&a, shape.rows, shape.in)
			want := make([]float32, shape.rows*shape.out)
			for i := range shape.rows {
				row := x[i*shape.in:][:shape.in]
				largest := o.AbsMax(row)
				o.Quantize(&a, i, row, largest)
				for c := range shape.out {
					var sum int64
					for k, v := range row {
						if largest > 0 {
							sum += int64(math.RoundToEven(float64(float32(v*(127/largest))))) * int64(weight[c*shape.in+k])
						}
					}
					v := float32(float32(float32(sum)*(largest/127)) * scale[c])
					want[i*shape.out+c] = v + bias[c]
				}
			}
			got := Floats(PadRows(shape.rows) * shape.out)
			o.Multiply(got, m, &a, shape.rows)
			same(t, fmt.Sprint(shape), got, want)
		})
	}
}

func TestExtremesOfEightBitsDoNotSaturate(t *testing.T) {
	const in, out = 4096, 32
	weight := make([]int8, in*out)
	for i := range weight {
		weight[i] = -128
	}
	one, zero := make([]float32, out), make([]float32, out)
	for i := range one {
		one[i] = 1
	}
	m := must(Pack(weight, one, zero, out, in))
	every(t, func(t *testing.T, o *Ops) {
		for _, sign := range []float32{1, -1} {
			x := make([]float32, in)
			for i := range x {
				x[i] = sign * 127
			}
			var a Activations
			o.Reserve(&a, 1, in)
			o.Quantize(&a, 0, x, o.AbsMax(x))
			got := Floats(RowBlock * out)
			o.Multiply(got, m, &a, 1)
			if want := -128 * 127 * sign * in; got[5] != want {
				t.Errorf("got %v, want %v", got[5], want)
			}
		}
	})
}

func TestRowFunctionsAreTheSameOnEveryPathAndRight(t *testing.T) {
	portable := must(New(Portable))
	every(t, func(t *testing.T, o *Ops) {
		for _, n := range []int{16, 32, 48, 384, 1536} {
			r := rand.New(rand.NewPCG(2, uint64(n)))
			for _, spread := range []float64{1e-20, 0.1, 1, 5, 1000} {
				x, residual, weight, bias := random(r, n, spread), random(r, n, spread), random(r, n, 1), random(r, n, 1)
				if got, want := o.AbsMax(x), portable.AbsMax(x); got != want {
					t.Fatalf("AbsMax: %v, want %v", got, want)
				}

				got, want := Floats(n), Floats(n)
				a, b := o.LayerNorm(got, x, residual, weight, bias, 1e-12), portable.LayerNorm(want, x, residual, weight, bias, 1e-12)
				same(t, "LayerNorm", append(got, a), append(want, b))
				if spread >= 0.1 {
					near(t, "LayerNorm", got, layerNormReference(x, residual, weight, bias, 1e-12), 1e-4)
				}

				got, want = append([]float32{}, x...), append([]float32{}, x...)
				a, b = o.GELU(got), portable.GELU(want)
				same(t, "GELU", append(got, a), append(want, b))
				for i, v := range x {
					if g := geluReference(float64(v)); math.Abs(float64(got[i])-g) > 7e-5 {
						t.Fatalf("GELU(%v) is %v, want %v", v, got[i], g)
					}
				}

				words := randomBytes(r, n)
				o.Embed(got, words, 0.01, x)
				portable.Embed(want, words, 0.01, x)
				same(t, "Embed", got, want)
				o.Add(got, residual)
				portable.Add(want, residual)
				same(t, "Add", got, want)
			}
		}
	})
}

func layerNormReference(x, residual, weight, bias []float32, eps float64) []float64 {
	n := float64(len(x))
	var mean, variance float64
	for i := range x {
		mean += float64(x[i]+residual[i]) / n
	}
	for i := range x {
		d := float64(x[i]+residual[i]) - mean
		variance += d * d / n
	}
	out := make([]float64, len(x))
	for i := range x {
		out[i] = (float64(x[i]+residual[i])-mean)/math.Sqrt(variance+eps)*float64(weight[i]) + float64(bias[i])
	}
	return out
}

func geluReference(x float64) float64 { return x * 0.5 * (1 + math.Erf(x/math.Sqrt2)) }

func TestAttendIsTheSameOnEveryPathAndRight(t *testing.T) {
	portable := must(New(Portable))
	for _, shape := range []struct{ n, heads, dim int }{{1, 1, 32}, {7, 2, 32}, {8, 3, 32}, {33, 2, 64}, {70, 1, 96}} {
		for _, spread := range []float64{0.3, 1, 30} {
			hidden := shape.heads * shape.dim
			r := rand.New(rand.NewPCG(3, uint64(shape.n)))
			qkv := random(r, PadRows(shape.n)*3*hidden, spread)
			want := Floats(shape.n * hidden)
			portable.Attend(want, qkv, shape.n, shape.heads, shape.dim, new(AttentionBuffers))
			near(t, "portable", want, attendReference(qkv, shape.n, shape.heads, shape.dim), 2e-3)
			every(t, func(t *testing.T, o *Ops) {
				got := Floats(shape.n * hidden)
				var b AttentionBuffers
				o.Attend(Floats(90*hidden), random(r, 96*3*hidden, 1), 90, shape.heads, shape.dim, &b) // leave something behind
				o.Attend(got, qkv, shape.n, shape.heads, shape.dim, &b)
				same(t, fmt.Sprint(shape), got, want)
			})
		}
	}
}

func attendReference(qkv []float32, n, heads, dim int) []float64 {
	hidden := heads * dim
	out := make([]float64, n*hidden)
	for h := range heads {
		for i := range n {
			weights := make([]float64, n)
			largest, sum := math.Inf(-1), 0.0
			for j := range n {
				for d := range dim {
					weights[j] += float64(qkv[i*3*hidden+h*dim+d]) * float64(qkv[j*3*hidden+hidden+h*dim+d])
				}
				largest = max(largest, weights[j])
			}
			for j := range n {
				weights[j] = math.Exp(weights[j] - largest)
				sum += weights[j]
			}
			for j := range n {
				for d := range dim {
					out[i*hidden+h*dim+d] += weights[j] / sum * float64(qkv[j*3*hidden+2*hidden+h*dim+d])
				}
			}
		}
	}
	return out
}

func TestSoftmaxTail(t *testing.T) {
	every(t, func(t *testing.T, o *Ops) {
		x := Floats(32)
		for i := range x {
			x[i] = -float32(i) * 6
		}
		sum := o.f.softmax(x)
		if x[0] != 1 || x[14] == 0 || x[15] != 0 || x[31] != 0 || math.Abs(float64(sum)-1/(1-math.Exp(-6))) > 1e-6 {
			t.Errorf("sum %v of %v", sum, x)
		}
	})
}

func TestNewRefusesUnknownPaths(t *testing.T) {
	if _, err := New(Path(9)); err == nil {
		t.Error("a path of no machine was given")
	}
}

func TestPackRefusesWrongShapes(t *testing.T) {
	f := func(n int) []float32 { return make([]float32, n) }
	for _, c := range []struct {
		weight  []int8
		scale   []float32
		bias    []float32
		out, in int
	}{
		{nil, nil, nil, 0, 0},
		{make([]int8, 512), f(32), f(32), 16, 32},
		{make([]int8, 32*8), f(32), f(32), 32, 8},
		{make([]int8, 511), f(32), f(32), 32, 16},
		{make([]int8, 512), f(31), f(32), 32, 16},
		{make([]int8, 512), f(32), f(33), 32, 16},
		{make([]int8, 512), f(32), f(32), 32, 16 << 40},
	} {
		if _, err := Pack(c.weight, c.scale, c.bias, c.out, c.in); err == nil {
			t.Errorf("out %d in %d was packed", c.out, c.in)
		}
	}
}
