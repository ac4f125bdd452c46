package onrecord

import "io"

type (
	jsonUtterance struct {
		Format    int            `json:"format"`
		Statement string         `json:"statement"`
		Speaker   string         `json:"speaker"`
		Reports   []jsonReport   `json:"reports"`
		Relations []jsonRelation `json:"relations"`
	}

	jsonReport struct {
		Article   string     `json:"article"`
		Outlet    string     `json:"outlet,omitempty"`
		Spans     []jsonSpan `json:"spans"`
		Form      Kind       `json:"form"`
		Statement string     `json:"statement"`
	}

	jsonRelation struct {
		A       int          `json:"a"`
		B       int          `json:"b"`
		Kind    RelationKind `json:"kind"`
		Variant bool         `json:"variant"`
		Missing []jsonSpan   `json:"missing"`
		Added   []jsonSpan   `json:"added"`

		MissingTerms []string `json:"missing_terms,omitempty"`
		AddedTerms   []string `json:"added_terms,omitempty"`
	}

	jsonStory struct {
		Format     int            `json:"format"`
		Story      string         `json:"story"`
		Articles   []string       `json:"articles"`
		NearCopies []jsonNearCopy `json:"near_copies"`
	}

	jsonNearCopy struct {
		Of         string  `json:"of"`
		Article    string  `json:"article"`
		Similarity float64 `json:"similarity"`
	}
)

// WriteLines writes the published form: a line of JSON for each utterance,
// then one for each story, with spans in code points. Missing is in the text
// of the relation's a, Added in that of its b. The same stories give the same bytes.
func (s *Stories) WriteLines(w io.Writer) error {
	points := map[int]*Points{}
	of := func(article int) *Points {
		if points[article] == nil {
			points[article] = NewPoints(s.Records[article].Article.Text)
		}
		return points[article]
	}
	for i := range s.Utterances {
		u := &s.Utterances[i]
		out := jsonUtterance{Format: Format, Statement: u.ID, Speaker: u.Speaker, Relations: []jsonRelation{}}
		for _, r := range u.Reports {
			a := &s.Records[r.Article].Article
			out.Reports = append(out.Reports, jsonReport{a.ID, a.Outlet, of(r.Article).spans(r.Spans), r.Form, r.Statement})
		}
		for _, r := range u.Relations {
			out.Relations = append(out.Relations, jsonRelation{r.A, r.B, r.Kind, r.Variant,
				of(u.Reports[r.A].Article).spans(r.Missing), of(u.Reports[r.B].Article).spans(r.Added),
				r.MissingTerms, r.AddedTerms})
		}
		if err := writeLine(w, out); err != nil {
			return err
		}
	}
	for _, t := range s.Stories {
		out := jsonStory{Format: Format, Story: t.ID, NearCopies: []jsonNearCopy{}}
		for _, i := range t.Articles {
			out.Articles = append(out.Articles, s.Records[i].Article.ID)
		}
		for _, c := range t.NearCopies {
			out.NearCopies = append(out.NearCopies, jsonNearCopy{s.Records[c.Of].Article.ID, s.Records[c.Article].Article.ID, c.Similarity})
		}
		if err := writeLine(w, out); err != nil {
			return err
		}
	}
	return nil
}

func writeLine(w io.Writer, v any) error {
	data, err := encode(v)
	if err != nil {
		return err
	}
	_, err = w.Write(append(data, '\n'))
	return err
}
