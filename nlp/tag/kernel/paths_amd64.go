package kernel

import "golang.org/x/sys/cpu"

// supported asks the processor, and through it the operating system.
func supported(p Path) bool {
	x := &cpu.X86
	switch p {
	case Portable:
		return true
	case AVX2:
		return x.HasAVX && x.HasAVX2
	case AVX512:
		return x.HasAVX2 && x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI
	}
	return false
}

func functionsOf(p Path) functions {
	switch p {
	case AVX2:
		return avx2Functions()
	case AVX512:
		return avx512Functions()
	}
	return portableFunctions()
}

func avx512Functions() functions {
	return functions{
		multiply: multiplyVNNI,
		quantize: func(a *Activations, row int, x []float32, inv float32) {
			dst := a.bytes[row*a.cols:][:len(x)]
			quantizeAVX512(&dst[0], &x[0], len(x), inv)
		},
		absMax: func(x []float32) float32 { return absMaxAVX512(&x[0], len(x)) },
		gelu:   func(x []float32) float32 { return geluAVX512(&x[0], len(x)) },
		layerNorm: func(dst, x, residual, weight, bias []float32, invN, eps float32) float32 {
			return layerNormAVX512(&dst[0], &x[0], &residual[0], &weight[0], &bias[0], len(dst), invN, eps)
		},
		embed: func(dst []float32, word []int8, scale float32, position []float32) {
			embedAVX512(&dst[0], &word[0], scale, &position[0], len(dst))
		},
		add: func(dst, x []float32) { addAVX512(&dst[0], &x[0], len(dst)) },
		scores: func(q []float32, ldq int, keys, mask, out []float32, dim int) {
			_ = q[(RowBlock-1)*ldq+dim-1]
			scoresAVX512(&q[0], 4*ldq, &keys[0], &mask[0], &out[0], len(mask), dim)
		},
		softmax: func(x []float32) float32 { return softmaxAVX512(&x[0], len(x)) },
		blend: func(p []float32, ldp int, values, inv, out []float32, ldo, n, dim int) {
			_ = out[(RowBlock-1)*ldo+dim-1]
			blendAVX512(&p[0], 4*ldp, &values[0], &inv[0], &out[0], 4*ldo, n, dim)
		},
	}
}

func avx2Functions() functions {
	return functions{
		multiply: multiplyAVX2,
		quantize: func(a *Activations, row int, x []float32, inv float32) {
			dst := a.words[row*a.cols:][:len(x)]
			quantizeAVX2(&dst[0], &x[0], len(x), inv)
		},
		absMax: func(x []float32) float32 { return absMaxAVX2(&x[0], len(x)) },
		gelu:   func(x []float32) float32 { return geluAVX2(&x[0], len(x)) },
		layerNorm: func(dst, x, residual, weight, bias []float32, invN, eps float32) float32 {
			return layerNormAVX2(&dst[0], &x[0], &residual[0], &weight[0], &bias[0], len(dst), invN, eps)
		},
		embed: func(dst []float32, word []int8, scale float32, position []float32) {
			embedAVX2(&dst[0], &word[0], scale, &position[0], len(dst))
		},
		add: func(dst, x []float32) { addAVX2(&dst[0], &x[0], len(dst)) },
		scores: func(q []float32, ldq int, keys, mask, out []float32, dim int) {
			_ = q[(RowBlock-1)*ldq+dim-1]
			for r := 0; r < RowBlock; r += 4 {
				scoresAVX2(&q[r*ldq], 4*ldq, &keys[0], &mask[0], &out[r*len(mask)], len(mask), dim)
			}
		},
		softmax: func(x []float32) float32 { return softmaxAVX2(&x[0], len(x)) },
		blend: func(p []float32, ldp int, values, inv, out []float32, ldo, n, dim int) {
			_ = out[(RowBlock-1)*ldo+dim-1]
			for r := 0; r < RowBlock; r += 4 {
				blendAVX2(&p[r*ldp], 4*ldp, &values[0], &inv[r], &out[r*ldo], 4*ldo, n, dim)
			}
		},
	}
}

// multiplyVNNI goes through all rows panel by panel: a panel stays in the
// first cache, the activations in the second.
func multiplyVNNI(dst []float32, m *Matrix, a *Activations, rows int) {
	for c := 0; c < m.Out; c += panelWidth {
		panel := m.panel(c)
		for row := 0; row < rows; row += RowBlock {
			x := a.bytes[row*m.In:][:RowBlock*m.In]
			gemm8x32VNNI(&x[0], m.In, &panel[0], &m.comp[c], &a.scale[row], &m.scale[c], &m.bias[c],
				&dst[row*m.Out+c], 4*m.Out, m.In/4)
		}
	}
}

func multiplyAVX2(dst []float32, m *Matrix, a *Activations, rows int) {
	for c := 0; c < m.Out; c += panelWidth {
		panel := m.panel(c)
		for row := 0; row < rows; row += 4 {
			x := a.words[row*m.In:][:4*m.In]
			for q := 0; q < panelWidth; q += 8 {
				gemm4x8AVX2(&x[0], 2*m.In, &panel[4*q], &m.comp[c+q], &a.scale[row], &m.scale[c+q], &m.bias[c+q],
					&dst[row*m.Out+c+q], 4*m.Out, m.In/4)
			}
		}
	}
}
