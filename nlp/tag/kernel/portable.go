package kernel

import "math"

// The explicit conversions of products below keep compilers of other
// architectures from fusing them with the sum that follows.

// roundMagic added to a float of magnitude below 2^22 rounds it half to even:
// the sum's last place is 1.
const roundMagic = 12582912

func portableFunctions() functions {
	return functions{
		multiply: multiplyPortable, quantize: quantizePortable, absMax: absMaxPortable, gelu: geluPortable,
		layerNorm: layerNormPortable, embed: embedPortable, add: addPortable,
		scores: scoresPortable, softmax: softmaxPortable, blend: blendPortable,
	}
}

// fold joins 16 partial sums in the order that all paths share.
func fold(s *[Group]float32) float32 {
	for half := Group / 2; half > 0; half /= 2 {
		for l := range half {
			s[l] += s[l+half]
		}
	}
	return s[0]
}

func absMaxPortable(x []float32) float32 {
	var m float32
	for _, v := range x {
		m = maxAbs(m, v)
	}
	return m
}

func maxAbs(m, v float32) float32 {
	if v < 0 {
		v = -v
	}
	if v > m {
		return v
	}
	return m
}

// round gives the nearest whole number, half to even, for |x| < 2^22.
func round(x float32) int32 {
	return int32(math.Float32bits(x+roundMagic)) - int32(math.Float32bits(roundMagic))
}

// erfLimit bounds the argument of the polynomial for 2Φ(x)−1.
const erfLimit = 4.2

// erfOdd are the coefficients of x·P(x²) ≈ erf(x/√2), highest first: a
// least-maximum fit of x·error over ±4.2, scaled to pass 1 at its ends.
var erfOdd = [...]float32{
	9.847829496312244e-11, -9.591511584972068e-09, 4.1450343246651755e-07, -1.057933877746109e-05,
	0.0001796754659153521, -0.002172961365431547, 0.019482269883155823, -0.1324467957019806, 0.7976850867271423,
}

func geluPortable(x []float32) float32 {
	var largest float32
	for i, v := range x {
		h := float32(v * 0.5)
		v = clamp(v, erfLimit)
		t := float32(v * v)
		p := erfOdd[0]
		for _, c := range erfOdd[1:] {
			p = float32(p*t) + c
		}
		p = clamp(float32(p*v), 1)
		p = float32(p*h) + h
		x[i] = p
		largest = maxAbs(largest, p)
	}
	return largest
}

func clamp(v, limit float32) float32 {
	if !(v < limit) {
		v = limit
	}
	if !(v > -limit) {
		v = -limit
	}
	return v
}

func layerNormPortable(dst, x, residual, weight, bias []float32, invN, eps float32) float32 {
	var lanes [Group]float32
	for i := range dst {
		s := x[i] + residual[i]
		dst[i] = s
		lanes[i%Group] += s
	}
	mean := float32(fold(&lanes) * invN)
	lanes = [Group]float32{}
	for i, s := range dst {
		d := s - mean
		lanes[i%Group] += float32(d * d)
	}
	variance := float32(fold(&lanes)*invN) + eps
	inv := 1 / float32(math.Sqrt(float64(variance)))
	var largest float32
	for i, s := range dst {
		v := float32((s - mean) * inv)
		v = float32(v*weight[i]) + bias[i]
		dst[i] = v
		largest = maxAbs(largest, v)
	}
	return largest
}

func embedPortable(dst []float32, word []int8, scale float32, position []float32) {
	for i, w := range word {
		dst[i] = float32(float32(w)*scale) + position[i]
	}
}

func addPortable(dst, x []float32) {
	for i, v := range x {
		dst[i] += v
	}
}
