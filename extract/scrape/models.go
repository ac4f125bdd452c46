package scrape

import (
	"sync"

	"github.com/onrecord/onrecord/extract/scrape/block"
	"github.com/onrecord/onrecord/extract/scrape/boost"
	"github.com/onrecord/onrecord/model"
)

// Models are what this package has learned: two stages that tell the story
// from the rest, the judge of titles and the judge of forms.
type Models struct {
	First, Second, Title, Form *boost.Model
}

// models reads the embedded models, once.
var models = sync.OnceValues(func() (*Models, error) {
	w := &Models{}
	for _, m := range []struct {
		name string
		into **boost.Model
	}{{"scrape-first.trees", &w.First}, {"scrape-second.trees", &w.Second}, {"scrape-title.trees", &w.Title}, {"scrape-form.trees", &w.Form}} {
		data, err := model.File(m.name)
		if err != nil {
			return nil, err
		}
		if *m.into, err = boost.Read(string(data)); err != nil {
			return nil, err
		}
	}
	return w, nil
})

// Load reads the models. It fails only where they are damaged; Extract then
// gives the whole dump as text.
func Load() error {
	_, err := models()
	return err
}

// judge gives the log-odds of being story, and of being the title.
func (w *Models) judge(blocks []block.Block) (story, title []float32) {
	for from := 0; from < len(blocks); from += chunk {
		some := blocks[from:min(len(blocks), from+chunk)]
		rows := block.Features(some)
		first := scores(w.First, rows)
		rows = block.Second(some, rows, first)
		odds := block.Mean(first, scores(w.Second, rows))
		story = append(story, odds...)
		title = append(title, scores(w.Title, block.Third(some, rows, odds))...)
	}
	return story, title
}

func scores(m *boost.Model, rows [][]float32) []float32 {
	out := make([]float32, len(rows))
	for i, row := range rows {
		out[i] = m.Score(row)
	}
	return out
}
