package tag

import (
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/invented"
	"github.com/onrecord/onrecord/model"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/segment"
	"github.com/onrecord/onrecord/nlp/tag/encoder"
)

// vector is one passage as the training code reads it: its pieces and the
// label scores of its tokens.
type vector struct {
	IDs    []int32
	Scores []scores
}

func vectors(t *testing.T, name string) []vector {
	t.Helper()
	f, err := os.Open("testdata/" + name + ".json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []vector
	if err := json.NewDecoder(z).Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTheTrainingCodeScoresTheSame holds the program to scores that the
// training code computed in double precision from the same weights. Where a
// number lies between two steps of eight bits, the one rounds up and the other
// down, and six layers carry that on; so scores agree on the whole, not to the
// last digit, and the label that scores best is the same for 98 tokens in 100 at least,
// before any decoding.
func TestTheTrainingCodeScoresTheSame(t *testing.T) {
	segmenter, err := segment.New()
	if err != nil {
		t.Fatal(err)
	}
	vocabulary, err := model.File("vocabulary.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"accurate", "fast"} {
		weights, err := model.File("tagger-" + name + ".safetensors")
		if err != nil {
			t.Fatal(err)
		}
		tagger, err := New(vocabulary, weights)
		if err != nil {
			t.Fatal(err)
		}
		tokens, same, sum := 0, 0, 0.0
		want := vectors(t, name)
		for i := 0; len(want) > 0; i++ {
			paragraphs := strings.Split(invented.New(i).Text(), "\n\n")
			q := quote.Pair(segmenter.Segment(onrecord.Article{Text: strings.Join(paragraphs[:min(len(paragraphs), 2+i%2)], "\n\n")}))
			got := make([]scores, len(q.Tokens))
			for _, w := range tagger.windower.Windows(&q) {
				if !slices.Equal(w.IDs, want[0].IDs) {
					t.Fatalf("%s: passage %d has pieces %v, want %v", name, i, w.IDs, want[0].IDs)
				}
				states, err := tagger.network.encoder.Forward(new(encoder.Workspace), encoder.Batch{Lengths: []int{len(w.IDs)}, IDs: w.IDs, Features: w.Features[:]})
				if err != nil {
					t.Fatal(err)
				}
				e := tagger.network.encoded(new(workspace), w, states)
				tagger.network.emit(new(workspace), got, &e)
				for k, expected := range want[0].Scores {
					tokens++
					if argmax(got[w.CoreFirst+k]) == argmax(expected) {
						same++
					}
					for l := range expected {
						sum += math.Abs(float64(got[w.CoreFirst+k][l] - expected[l]))
					}
				}
				want = want[1:]
			}
		}
		mean := sum / float64(tokens*int(labelCount))
		t.Logf("%s: %d tokens, labels equal on %.2f %%, scores apart by %.4f in the mean", name, tokens, 100*float64(same)/float64(tokens), mean)
		if tokens < 5000 || same*100 < tokens*98 || mean > 0.06 {
			t.Errorf("%s: %d of %d labels are equal, scores apart by %.4f in the mean", name, same, tokens, mean)
		}
	}
}

func argmax(s scores) int {
	best := 0
	for l, x := range s {
		if x > s[best] {
			best = l
		}
	}
	return best
}
