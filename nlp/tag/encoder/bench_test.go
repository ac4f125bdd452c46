package encoder

import (
	"fmt"
	"testing"

	"github.com/onrecord/onrecord/nlp/tag/kernel"
)

// BenchmarkForward runs whole encoders on one thread.
func BenchmarkForward(b *testing.B) {
	for _, c := range []Config{
		{Hidden: 384, Heads: 12, Layers: 6, FFN: 1536, MaxPositions: 512, Pieces: 1000, Eps: 1e-12, Features: []string{"case", "quotation"}},
		{Hidden: 384, Heads: 12, Layers: 3, FFN: 1536, MaxPositions: 512, Pieces: 1000, Eps: 1e-12, Features: []string{"case", "quotation"}},
		{Hidden: 192, Heads: 6, Layers: 2, FFN: 768, MaxPositions: 512, Pieces: 1000, Eps: 1e-12, Features: []string{"case", "quotation"}},
	} {
		m := newTestModel(c, 1)
		data := m.file()
		for _, length := range []int{340, 256, 160, 96, 40} {
			var lengths []int
			for n := 0; n+length <= 512; n += length {
				lengths = append(lengths, length)
			}
			batch := m.randomBatch(1, lengths...)
			for _, path := range kernel.Paths() {
				b.Run(fmt.Sprintf("%dx%d/length%d/%v", c.Layers, c.Hidden, length, path), func(b *testing.B) {
					e, ws := load(b, path, data), new(Workspace)
					forward(b, e, ws, batch)
					b.ReportAllocs()
					for b.Loop() {
						if _, err := e.Forward(ws, batch); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(float64(b.N*len(batch.IDs))/b.Elapsed().Seconds(), "tokens/s")
				})
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	c := Config{Hidden: 384, Heads: 12, Layers: 6, FFN: 1536, MaxPositions: 512, Pieces: 30000, Eps: 1e-12, Features: []string{"case"}}
	data := newTestModel(c, 1).file()
	for b.Loop() {
		if _, err := Load(data); err != nil {
			b.Fatal(err)
		}
	}
}
