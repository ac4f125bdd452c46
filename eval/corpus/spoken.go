package corpus

import (
	"errors"
	"io"
	"iter"
)

// Spoken is one transcript as package trace is measured on it: what was said,
// when and by whom.
type Spoken struct {
	ID       string `json:"id"`
	Date     string `json:"date"`   // or "" where only the ID has it
	Author   string `json:"author"` // who speaks, where one person does
	Text     string `json:"text"`
	Speakers []struct {
		Label string `json:"label"`
	} `json:"speakers"`
}

// Labels gives all that speakers are called.
func (s *Spoken) Labels() []string {
	var out []string
	if s.Author != "" {
		out = append(out, s.Author)
	}
	for _, speaker := range s.Speakers {
		out = append(out, speaker.Label)
	}
	return out
}

// SpokenTexts reads transcripts (JSON Lines).
func SpokenTexts(r io.Reader) iter.Seq2[Spoken, error] {
	return JSONLines(r, func(s *Spoken) error {
		if s.ID == "" {
			return errors.New("a transcript without id")
		}
		return nil
	})
}

// SourceOf is one gold quotation with the transcript that it comes from.
type SourceOf struct {
	Article    string `json:"article_id"`
	Text       string `json:"quote_text"`
	Speaker    string `json:"speaker"`
	Transcript string `json:"transcript_id"`
	Verdict    string `json:"verdict"`
	Synthetic  bool   `json:"synthetic"`
}

// SourcesOf reads gold quotations (JSON Lines).
func SourcesOf(r io.Reader) iter.Seq2[SourceOf, error] {
	return JSONLines(r, func(s *SourceOf) error {
		if s.Article == "" {
			return errors.New("a quotation without article")
		}
		return nil
	})
}

// Story is one article with its day.
type Story struct {
	Event  string `json:"event"`
	Outlet string `json:"outlet"`
	Title  string `json:"title"`
	Date   string `json:"date"`
	Text   string `json:"text"`
}

// ID names the article as the gold set does.
func (s Story) ID() string { return s.Event + "/" + s.Outlet }

// Stories reads articles of several outlets on the same events (JSON Lines).
func Stories(r io.Reader) iter.Seq2[Story, error] {
	return JSONLines(r, func(s *Story) error {
		if s.Event == "" {
			return errors.New("an article without event")
		}
		return nil
	})
}
