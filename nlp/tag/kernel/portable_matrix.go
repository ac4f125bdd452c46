package kernel

// The portable product takes three rows at once: their numbers share one of
// 64 bits, so that a single multiplication by a weight and a single addition
// bring three sums forward.
const (
	laneRows = 3
	laneBits = 21
	// laneSteps products of magnitude up to 127·128 fit a lane with its sign.
	laneSteps = 64
)

func quantizePortable(a *Activations, row int, x []float32, inv float32) {
	lanes := a.lanes[row/laneRows*a.cols:][:len(x)]
	shift := uint(row % laneRows * laneBits)
	if shift == 0 {
		for i, v := range x {
			lanes[i] = int64(round(float32(v * inv)))
		}
		return
	}
	for i, v := range x {
		lanes[i] += int64(round(float32(v*inv))) << shift
	}
}

func multiplyPortable(dst []float32, m *Matrix, a *Activations, rows int) {
	for c := 0; c < m.Out; c += panelWidth {
		panel := m.panel(c)
		for row := 0; row < rows; row += laneRows {
			lanes := a.lanes[row/laneRows*m.In:][:m.In]
			for q := 0; q < panelWidth; q += 4 {
				sums := dotLanes(panel[4*q:], lanes)
				for r := range min(laneRows, rows-row) {
					scale := a.scale[row+r]
					out := (*[4]float32)(dst[(row+r)*m.Out+c+q:])
					for i := range out {
						v := float32(sums[r][i]) * scale
						v = float32(v * m.scale[c+q+i])
						out[i] = v + m.bias[c+q+i]
					}
				}
			}
		}
	}
}

// dotLanes sums the products of three rows with four channels.
func dotLanes(panel []int8, lanes []int64) (sums [laneRows][4]int32) {
	for from := 0; from < len(lanes); from += laneSteps {
		part := lanes[from:min(from+laneSteps, len(lanes))]
		for i, s := range dotShort(panel[from*panelWidth:], part) {
			low := s << (64 - laneBits) >> (64 - laneBits)
			s = (s - low) >> laneBits
			middle := s << (64 - laneBits) >> (64 - laneBits)
			sums[0][i] += int32(low)
			sums[1][i] += int32(middle)
			sums[2][i] += int32((s - middle) >> laneBits)
		}
	}
	return sums
}

// dotShort is the part of dotLanes that lanes can hold: up to laneSteps steps.
func dotShort(panel []int8, lanes []int64) [4]int64 {
	var s0, s1, s2, s3 int64
	for k := 3; k < len(lanes); k += 4 {
		p0, p1, p2, p3 := lanes[k-3], lanes[k-2], lanes[k-1], lanes[k]
		w := (*[16]int8)(panel)
		s0 += p0 * int64(w[0])
		s1 += p0 * int64(w[4])
		s2 += p0 * int64(w[8])
		s3 += p0 * int64(w[12])
		s0 += p1 * int64(w[1])
		s1 += p1 * int64(w[5])
		s2 += p1 * int64(w[9])
		s3 += p1 * int64(w[13])
		s0 += p2 * int64(w[2])
		s1 += p2 * int64(w[6])
		s2 += p2 * int64(w[10])
		s3 += p2 * int64(w[14])
		s0 += p3 * int64(w[3])
		s1 += p3 * int64(w[7])
		s2 += p3 * int64(w[11])
		s3 += p3 * int64(w[15])
		if len(panel) < 4*panelWidth {
			break
		}
		panel = panel[4*panelWidth:]
	}
	return [4]int64{s0, s1, s2, s3}
}
