package corpus

import (
	"encoding/json"
	"errors"
	"io"
	"iter"

	"github.com/onrecord/onrecord/eval/metric"
)

// Bloc is one gold sentence: whether the mention in it is a bloc, and what the
// sentence claims of it. Ranges are code points of the text.
type Bloc struct {
	Doc      string       `json:"text_file"`
	Sentence metric.Range `json:"sentence"`
	Mention  metric.Range `json:"bloc_mention"`
	IsBloc   bool         `json:"is_bloc"`
	Claims   []struct {
		Type  string          `json:"type"`
		Value json.RawMessage `json:"value"` // a string, or a number for a size
	} `json:"claims"`
}

// Blocs reads the gold set of blocs (JSON Lines).
func Blocs(r io.Reader) iter.Seq2[Bloc, error] {
	return JSONLines(r, func(b *Bloc) error {
		if b.Doc == "" || b.Sentence.End < b.Sentence.Start || b.Mention.End < b.Mention.Start {
			return errors.New("a bloc without text_file, sentence or mention")
		}
		return nil
	})
}
