package terms

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// The strengths of cues: a strong one decides, an open one leaves it to the
// content, a weak one where the content says nothing; the others have rules of
// their own (act.go).
const (
	strong = "strong"
	weak   = "weak"
	open   = "open"
)

// cueEntry is what the lexicon says of a cue.
type cueEntry struct {
	act      onrecord.Act
	strength string
}

// cue is what the words of reporting say.
type cue struct {
	cueEntry
	phrase  string   // the words that the lexicon knows, "" where it knows none
	stems   []string // of the cue's words
	after   []string // of the first words after it
	negated bool
	hedged  bool
	past    bool
}

func readCues() (phrases[cueEntry], error) {
	list, err := rows("cues.tsv", 3)
	if err != nil {
		return nil, err
	}
	acts := map[string]bool{}
	for _, a := range []onrecord.Act{onrecord.ActClaim, onrecord.ActDenial, onrecord.ActPromise, onrecord.ActOffer, onrecord.ActThreat,
		onrecord.ActDemand, onrecord.ActRequest, onrecord.ActRefusal, onrecord.ActAcceptance, onrecord.ActSupport, onrecord.ActAccusation,
		onrecord.ActPrediction, onrecord.ActQuestion, onrecord.ActPlan, onrecord.ActOrder, onrecord.ActOther} {
		acts[string(a)] = true
	}
	out := phrases[cueEntry]{}
	for _, row := range list {
		if !acts[row[1]] || row[2] == "" {
			return nil, fmt.Errorf("terms: cues.tsv: %q: there is no act %q", row[0], row[1])
		}
		out.add(stemAll(row[0]), cueEntry{onrecord.Act(row[1]), row[2]})
	}
	return out, nil
}

// cueOf reads the cue of an attribution.
func (t *Terms) cueOf(a *article, at nlp.Attribution) cue {
	var c cue
	var words []Word
	for _, span := range at.Cue {
		words = a.wordsOf(span, words)
	}
	own := len(words)
	if own == 0 {
		return cue{cueEntry: cueEntry{onrecord.ActClaim, open}}
	}
	end := words[own-1].Span.End
	for _, w := range a.wordsOf(onrecord.Span{Start: end, End: min(len(a.found.Text), end+60)}, nil) {
		if len(words) >= own+4 || isMark(w.Low) {
			break
		}
		words = append(words, w)
	}
	for i := range words {
		low := words[i].Low
		if i < own {
			c.negated = c.negated || t.negations[low] && !(i > 0 && words[i-1].Low == "if")
			c.past = c.past || strings.HasSuffix(low, "ed") || stem(low) != low && !strings.HasSuffix(low, "s") && !strings.HasSuffix(low, "ing") && low != "be"
		}
		words[i].Low = stem(low)
		if i < own {
			c.stems = append(c.stems, words[i].Low)
		} else {
			c.after = append(c.after, words[i].Low)
		}
	}
	for i := range own {
		if _, n := t.hedges.at(words, i); n > 0 {
			c.hedged = true
		}
	}
	c.cueEntry, c.phrase = t.lookUp(words, own)
	return c
}

// lookUp is the first entry that starts among the first own words, a strong
// one before an open one.
func (t *Terms) lookUp(words []Word, own int) (cueEntry, string) {
	best, phrase := cueEntry{onrecord.ActClaim, open}, ""
	for i := 0; i < own; i++ {
		e, n := t.cues.at(words, i)
		if n == 0 {
			continue
		}
		if best.strength == open || best.strength == weak && e.strength != open && e.strength != weak {
			var parts []string
			for _, w := range words[i : i+n] {
				parts = append(parts, w.Text)
			}
			best, phrase = e, strings.ToLower(strings.Join(parts, " "))
		}
		i += n - 1
	}
	return best, phrase
}
