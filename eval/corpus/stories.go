package corpus

import (
	"errors"
	"io"
	"iter"

	"github.com/onrecord/onrecord/eval/metric"
)

// Reported is one gold report of an utterance.
type Reported struct {
	Doc   string         `json:"doc"`
	Spans []metric.Range `json:"spans"`
	Form  string         `json:"form"`
}

// PassageRelation is how two reports of an utterance relate.
type PassageRelation struct {
	A       int    `json:"a"`
	B       int    `json:"b"`
	Kind    string `json:"kind"`
	Variant bool   `json:"variant"`
}

// Utterance is one line of the gold set of utterances across outlets: a
// cluster of reports, or a pair (A, B) that is none, or may be one.
type Utterance struct {
	Event     string            `json:"event"`
	Name      string            `json:"utterance"`
	Reports   []Reported        `json:"reports"`
	Relations []PassageRelation `json:"relations"`
	Negative  bool              `json:"-"`
	Uncertain bool              `json:"-"`
	A         *Reported         `json:"a"`
	B         *Reported         `json:"b"`

	NotOne any `json:"negative"`
	MayBe  any `json:"uncertain"`
}

// Utterances reads the gold set of utterances (JSON Lines).
func Utterances(r io.Reader) iter.Seq2[Utterance, error] {
	return JSONLines(r, func(u *Utterance) error {
		u.Negative, u.Uncertain = given(u.NotOne), given(u.MayBe)
		if u.Event == "" {
			return errors.New("an utterance without event")
		}
		if (u.Negative || u.Uncertain) && (u.A == nil || u.B == nil) {
			return errors.New("a pair without its two reports")
		}
		for _, r := range u.Relations {
			if r.A < 0 || r.B < 0 || r.A >= len(u.Reports) || r.B >= len(u.Reports) {
				return errors.New("a relation of a report that is not there")
			}
		}
		return nil
	})
}

// given tells whether a field says yes, in whatever way.
func given(v any) bool { return v != nil && v != false && v != "" && v != 0.0 }
