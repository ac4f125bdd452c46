package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func TestProjectIsTheSameOnEveryPathAndRight(t *testing.T) {
	for _, shape := range []struct{ rows, in, out int }{{1, 16, 1}, {8, 48, 32}, {13, 384, 45}} {
		r := rand.New(rand.NewPCG(1, 2))
		weight, bias, x := random(r, shape.out*shape.in, 1), random(r, shape.out, 1), random(r, PadRows(shape.rows)*shape.in, 1)
		d := must(PackDense(weight, bias, shape.out, shape.in))
		want := make([]float32, shape.rows*d.Width())
		exact := make([]float64, len(want))
		for i := range shape.rows {
			for o := range shape.out {
				s, e := bias[o], float64(bias[o])
				for k := range shape.in {
					s += float32(x[i*shape.in+k] * weight[o*shape.in+k])
					e += float64(x[i*shape.in+k]) * float64(weight[o*shape.in+k])
				}
				want[i*d.Width()+o], exact[i*d.Width()+o] = s, e
			}
		}
		near(t, "plain loop", want, exact, 1e-4)
		every(t, func(t *testing.T, o *Ops) {
			got := Floats(PadRows(shape.rows) * d.Width())
			o.Project(got, d, x, shape.rows)
			same(t, fmt.Sprint(shape), got, want)
		})
	}
}

func TestPackDenseRefusesWrongShapes(t *testing.T) {
	f := func(n int) []float32 { return make([]float32, n) }
	for _, c := range []struct{ weight, bias, out, in int }{{0, 0, 0, 0}, {16, 1, 1, 8}, {17, 1, 1, 16}, {16, 2, 1, 16}, {16, 2, 2, 16}} {
		if _, err := PackDense(f(c.weight), f(c.bias), c.out, c.in); err == nil {
			t.Errorf("%+v was packed", c)
		}
	}
}
