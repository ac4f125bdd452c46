package kernel

import "math"

func scoresPortable(q []float32, ldq int, keys, mask, out []float32, dim int) {
	n := len(mask)
	for r := range RowBlock {
		query := q[r*ldq:][:dim]
		for j := 0; j < n; j += 4 {
			block := keys[j/keyBlock*keyBlock*dim+j%keyBlock:]
			s0, s1, s2, s3 := mask[j], mask[j+1], mask[j+2], mask[j+3]
			for d, v := range query {
				k := (*[4]float32)(block[d*keyBlock:])
				s0 += float32(v * k[0])
				s1 += float32(v * k[1])
				s2 += float32(v * k[2])
				s3 += float32(v * k[3])
			}
			o := (*[4]float32)(out[r*n+j:])
			o[0], o[1], o[2], o[3] = s0, s1, s2, s3
		}
	}
}

// The exponential is Cephes' expf (Moshier): the argument is split into a
// whole power of two and a remainder, which a polynomial takes.
const (
	log2e     = 1.44269504088896341
	ln2hi     = 0.693359375
	ln2lo     = -2.12194440e-4
	lowestExp = -87
)

var expPoly = [...]float32{
	1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
}

// exp is e to the x for x ≤ 0, and 0 below -87.
func exp(x float32) float32 {
	if !(x >= lowestExp) {
		return 0
	}
	t := float32(x*log2e) + roundMagic
	n := t - roundMagic
	r := x - float32(n*ln2hi)
	r -= float32(n * ln2lo)
	p := expPoly[0]
	for _, c := range expPoly[1:] {
		p = float32(p*r) + c
	}
	p = float32(p * r)
	p = float32(p * r)
	p += r
	p++
	return math.Float32frombits(math.Float32bits(p) + math.Float32bits(t)<<23)
}

func softmaxPortable(x []float32) float32 {
	largest := x[0]
	for _, v := range x {
		if v > largest {
			largest = v
		}
	}
	var lanes [Group]float32
	for i, v := range x {
		e := exp(v - largest)
		x[i] = e
		lanes[i%Group] += e
	}
	return fold(&lanes)
}

func blendPortable(p []float32, ldp int, values, inv, out []float32, ldo, n, dim int) {
	for r := range RowBlock {
		weights := p[r*ldp:][:n]
		for c := 0; c < dim; c += 4 {
			var s0, s1, s2, s3 float32
			at := c
			for _, w := range weights {
				v := (*[4]float32)(values[at:])
				s0 += float32(w * v[0])
				s1 += float32(w * v[1])
				s2 += float32(w * v[2])
				s3 += float32(w * v[3])
				at += dim
			}
			o := (*[4]float32)(out[r*ldo+c:])
			o[0], o[1], o[2], o[3] = float32(s0*inv[r]), float32(s1*inv[r]), float32(s2*inv[r]), float32(s3*inv[r])
		}
	}
}
