// Package transcript reads the text of a transcript: who speaks from where to
// where, what is a stage direction and not speech, when and where it was said,
// and what the transcript says of itself.
//
// Input is any valid UTF-8 and what is known besides it; output an
// onrecord.Transcript whose spans point into that text, which is not changed.
// The method: everything that could be a speaker's label is gathered in one
// pass; which of it are labels is decided with the whole in view, by how they
// are set and how often they recur; what stands between them is speech, less
// the directions. Time is linear in the text. It fetches nothing and knows no
// speaker by name but those that the text, its title or its author names.
package transcript

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// About is what is known of a transcript besides its text. Each may be empty.
type About struct {
	Title  string
	Author string // who speaks where there are no labels
	URL    string
	Dates  []onrecord.Date // of kind spoken, from outside the text
}

// Read reads a transcript. A text without labels is one turn. It fills Title,
// Kind, Dates, Place, Notices, Text and Turns.
func Read(text string, about About) onrecord.Transcript {
	labels := decide(text, scan(text))
	t := onrecord.Transcript{Title: about.Title, URL: about.URL, Text: text}
	t.Turns = turns(text, labels)
	for i := range t.Turns {
		t.Turns[i].Speaker = speakerOf(labels, i)
	}
	t.Kind = onrecord.OtherOccasion
	t.Dates = about.Dates
	return t
}

func speakerOf(labels []candidate, i int) onrecord.Speaker {
	if i < len(labels) {
		switch labels[i].class {
		case reporter:
			return onrecord.Speaker{Kind: onrecord.Unnamed, Role: "reporter", Confidence: 0.9}
		case unnamed:
			return onrecord.Speaker{Kind: onrecord.Unnamed, Role: strings.ToLower(labels[i].key), Confidence: 0.9}
		}
	}
	return onrecord.Speaker{Kind: onrecord.Unknown}
}
