package transcript

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// Looks tells how likely it is, from 0 to 1, that a text is a transcript: by
// how much of it is spoken under labels, how many turns there are and of how
// many speakers, and by a header and stage directions. About may be empty.
// From a half on it is more likely one than not. Time is linear in the text.
func Looks(text string, about About) float64 {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	t := Read(text, about)
	spoken, labelled, directions, whole := 0, 0, 0, 0
	speakers := map[string]int{}
	for _, u := range t.Turns {
		for _, d := range u.Directions {
			if staged(text[d.Start+1:d.End-1], false) {
				directions++
			}
		}
		if u.Label.Empty() {
			continue
		}
		labelled++
		speakers[strings.ToUpper(u.Label.In(text))]++
		said := 0
		for _, s := range u.Speech {
			said += s.Len()
		}
		spoken += said
		if n := len(u.Speech); n > 0 && said >= 8 && endsSentence(text, u.Speech[n-1].Start, u.Speech[n-1].End) {
			whole++
		}
	}
	again := 0 // turns of speakers who speak more than once
	for _, n := range speakers {
		if n > 1 {
			again += n
		}
	}
	share := float64(spoken) / float64(len(text))
	perTurn := spoken / max(1, labelled)
	if labelled > 3 && (perTurn < 45 || whole*10 < labelled*6) {
		return 0.2 // a table or a list
	}
	switch {
	case labelled >= 6 && len(speakers) >= 2 && share >= 0.75 && again*2 >= labelled:
		return min(0.98, 0.75+0.01*float64(labelled)+0.05*float64(min(2, directions)))
	case labelled >= 4 && len(speakers) >= 2 && share >= 0.85 && again*2 >= labelled && perTurn < 3000:
		return 0.7
	case labelled >= 1 && share >= 0.8 && directions >= 3:
		return 0.75
	case labelled >= 1 && labelled <= 3 && share >= 0.95 && t.Turns[0].Label.Start == firstWords(text) && (directions > 0 || t.Kind != onrecord.OtherOccasion || fullName(t.Turns[0].Label.In(text))):
		return 0.55
	case labelled == 0 && directions >= 4 && directions*3000 >= len(text):
		return 0.55
	case labelled >= 4 && share >= 0.6:
		return 0.35
	}
	return min(0.3, 0.3*share)
}

// fullName tells a label of two or three words in capitals.
func fullName(label string) bool {
	n := len(strings.Fields(label))
	return n >= 2 && n <= 3 && isCaps(label)
}
