package corpus

import (
	"errors"
	"io"
	"iter"

	"github.com/onrecord/onrecord/eval/metric"
)

// Term is one gold statement with its act, modality and conditions.
type Term struct {
	Text       string          `json:"text_file"` // ID of the text
	Source     []metric.Range  `json:"source"`
	Cue        []metric.Range  `json:"cue"`
	Content    []metric.Range  `json:"content"`
	Conditions []TermCondition `json:"conditions"`
	Act        string          `json:"act"`
	Also       []string        `json:"act_alt"` // acts that are right too
	Modality   string          `json:"modality"`
}

// TermCondition is a gold condition.
type TermCondition struct {
	Clause metric.Range `json:"clause"`
	Kind   string       `json:"kind"`
	Flag   string       `json:"flag"`
}

// Terms reads the gold set of terms (JSON Lines).
func Terms(r io.Reader) iter.Seq2[Term, error] {
	return JSONLines(r, func(t *Term) error {
		if t.Text == "" || len(t.Content) == 0 {
			return errors.New("a statement without text or content")
		}
		return nil
	})
}
