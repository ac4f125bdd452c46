package terms

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// said is what the act and the modality of one statement are read from.
type said struct {
	cue        cue
	at         nlp.Attribution
	speaker    onrecord.Speaker
	conditions []onrecord.Condition
	content    []Word // all words of the content
	main       []Word // those outside of conditions
	then       []Word // those of the first condition's consequence
	self       func(w Word) bool
	quoted     func(offset int) bool
}

// act says what was done by saying it, and by which rule.
func (t *Terms) act(s *said) (onrecord.Act, string) {
	c := s.cue
	by := "cue “" + c.phrase + "”"
	if len(c.stems) > 0 && t.light[c.stems[len(c.stems)-1]] {
		if e, phrase := t.lookUp(stemmed(s.main[:min(len(s.main), 7)]), min(len(s.main), 6)); e.strength == strong {
			return e.act, "cue “" + c.stems[len(c.stems)-1] + " … " + phrase + "”"
		}
	}
	switch c.strength {
	case strong:
		if c.act == onrecord.ActOffer {
			return t.offers(s, by)
		}
		return c.act, by
	case "vow":
		if t.any(s.main[:min(len(s.main), harmReach)], t.harm) {
			return onrecord.ActThreat, by + ", harm"
		}
		return c.act, by
	case "reject":
		if t.any(s.main, t.denied) || slices.ContainsFunc(c.stems, func(w string) bool { return t.denied[w] }) {
			return onrecord.ActDenial, by + ", a claim"
		}
		return c.act, by
	case "warn":
		if len(s.conditions) > 0 {
			return onrecord.ActThreat, by + ", conditional"
		}
		return c.act, by
	case "want":
		if slices.Contains(c.stems, "to") || len(s.content) > 0 && s.content[0].Low == "to" {
			return onrecord.ActPlan, by + " to"
		}
		return c.act, by
	case "ask":
		return t.asks(s), by
	case "agree":
		if slices.Contains(c.stems, "to") || len(s.content) > 0 && s.content[0].Low == "to" {
			return c.act, by + " to"
		}
	case "announce":
		if t.ahead(s) {
			return c.act, by
		}
	case "rule":
		return c.act, by
	}
	if len(c.stems) > 0 && c.phrase == "" && (c.stems[0] == "will" || c.stems[0] == "'ll") {
		return onrecord.ActPlan, "cue-will"
	}
	act, rule := t.ofContent(s)
	if c.strength == weak && act == onrecord.ActClaim {
		return c.act, by
	}
	return act, rule
}

// How many words from the verb on are read for the harm that it does, and for
// the good.
const (
	harmReach = 4
	helpReach = 8
)

// offers tells an offer of something from "offered no proof" and "offered her
// view".
func (t *Terms) offers(s *said, by string) (onrecord.Act, string) {
	words := s.content[:min(len(s.content), 4)]
	if !t.any(words, t.telltale) {
		return onrecord.ActOffer, by
	}
	if s.cue.negated || wordAt(words, 0) == "no" || wordAt(words, 0) == "further" || wordAt(words, 0) == "any" {
		return onrecord.ActRefusal, by + ", of words"
	}
	return onrecord.ActClaim, by + ", of words"
}

// asks tells a question from a request.
func (t *Terms) asks(s *said) onrecord.Act {
	if s.asksOutright() {
		return onrecord.ActQuestion
	}
	for i, w := range s.content {
		switch w.Low {
		case "whether", "if", "how", "why", "what", "who", "when", "where", "which", "?", "about":
			return onrecord.ActQuestion
		case "to", "for", "that":
			if i < 12 {
				return onrecord.ActRequest
			}
		}
	}
	if slices.Contains(s.cue.stems, "for") || slices.Contains(s.cue.stems, "to") || slices.Contains(s.cue.stems, "that") {
		return onrecord.ActRequest
	}
	return onrecord.ActQuestion
}

// ahead tells whether the content speaks of what is to come.
func (t *Terms) ahead(s *said) bool {
	for i, w := range s.main {
		switch w.Low {
		case "will", "would", "'ll", "'d", "wo", "plan", "plans", "planning", "intends", "intend", "going":
			return true
		case "to":
			return i == 0
		}
	}
	return false
}

// ofContent reads the act from the content, where the cue says only that
// something was said.
func (t *Terms) ofContent(s *said) (onrecord.Act, string) {
	switch {
	case t.suggests(s):
		return onrecord.ActDemand, "content-suggestion"
	case s.asksOutright():
		return onrecord.ActQuestion, "content-question"
	case t.commands(s):
		return onrecord.ActDemand, "content-imperative"
	}
	if act := t.performs(s); act != "" {
		return act, "content-performative"
	}
	m := t.modalOf(s)
	unreal := t.counterfactual(s)
	if m.self && !unreal && m.low != "could" {
		return t.commits(s, m)
	}
	if t.obliges(s) {
		return onrecord.ActDemand, "content-should"
	}
	if m.low == "plan" && !unreal {
		return onrecord.ActPlan, "content-plan"
	}
	blame, praise := t.count(s.main, t.blame), t.count(s.main, t.praise)
	if m.ahead && !unreal && blame < 2 && (m.firm || len(s.conditions) > 0 && !s.general()) {
		return onrecord.ActPrediction, "content-future"
	}
	switch {
	case blame > 0 && blame >= praise:
		return onrecord.ActAccusation, "content-blame"
	case praise > 1 && blame == 0:
		return onrecord.ActSupport, "content-praise"
	}
	return onrecord.ActClaim, "content"
}

// performs is the act of a verb that does what it says: "We condemn", "I am
// asking for"; "" where there is none.
func (t *Terms) performs(s *said) onrecord.Act {
	for i, w := range s.main {
		if w.Low != "i" && w.Low != "we" {
			continue
		}
		k := i + 1
		for k < len(s.main) && k < i+4 {
			switch s.main[k].Low {
			case "am", "'m", "are", "'re", "strongly", "also", "fully", "again", "just", "simply", "hereby":
				k++
				continue
			}
			break
		}
		if k >= len(s.main) || strings.HasSuffix(s.main[k].Low, "ed") {
			continue
		}
		if act, n := t.performatives.at(stemmed(s.main[k:min(len(s.main), k+3)]), 0); n > 0 {
			return act
		}
	}
	return ""
}

// general tells whether a condition is that of a rule that holds always:
// "only if", "as long as".
func (s *said) general() bool {
	return slices.ContainsFunc(s.conditions, func(c onrecord.Condition) bool {
		return c.Kind == onrecord.ConditionOnlyIf || c.Kind == onrecord.ConditionAsLongAs
	})
}

// suggests tells whether the content proposes something to somebody.
func (t *Terms) suggests(s *said) bool {
	for i := range s.main {
		switch next := wordAt(s.main, i+1); s.main[i].Low {
		case "how":
			if next == "about" {
				return true
			}
		case "why":
			if next == "do" && wordAt(s.main, i+2) == "n't" || next == "not" {
				return true
			}
		case "like":
			if prev := wordAt(s.main, i-1); (prev == "would" || prev == "'d") && next == "to" && wordAt(s.main, i+2) == "see" && i > 1 && s.self(s.main[i-2]) {
				return true
			}
		case "want", "wants", "wanted":
			if i > 0 && s.self(s.main[i-1]) && next == "to" && wordAt(s.main, i+2) == "see" {
				return true
			}
		}
	}
	return false
}

// asksOutright tells whether the content ends with a question mark.
func (s *said) asksOutright() bool {
	for i := len(s.content) - 1; i >= 0; i-- {
		if low := s.content[i].Low; isQuote(low) {
			continue
		} else {
			return strings.HasPrefix(low, "?")
		}
	}
	return false
}

// commands tells whether quoted words open with a command.
func (t *Terms) commands(s *said) bool {
	first := 0
	for first < len(s.content) && isMark(s.content[first].Low) {
		first++
	}
	if first >= len(s.content) || !s.quoted(s.content[first].Span.Start) {
		return false
	}
	low := s.content[first].Low
	if low == "let" {
		return first+1 < len(s.content) && s.content[first+1].Low != "me" && s.content[first+1].Low != "'s"
	}
	return t.imperatives[low]
}

// obliges tells whether the main clause says what others should do.
func (t *Terms) obliges(s *said) bool {
	for i, w := range s.main {
		next := wordAt(s.main, i+1)
		switch w.Low {
		case "should", "must", "ought":
			if next == "have" && !determiner(wordAt(s.main, i+2)) || i > 0 && s.self(s.main[i-1]) {
				continue
			}
			return true
		case "need", "needs":
			if prev := wordAt(s.main, i-1); next == "to" && prev != "the" && prev != "no" && prev != "a" && !(i > 0 && s.self(s.main[i-1])) {
				return true
			}
		case "better":
			if prev := wordAt(s.main, i-1); prev == "had" || prev == "'d" || prev == "do" && next == "to" {
				return true
			}
		}
	}
	return false
}

// determiner tells whether a word opens a noun phrase: "should have a look" is
// no "should have looked".
func determiner(low string) bool {
	switch low {
	case "a", "an", "the", "no", "more", "his", "her", "its", "their", "our", "your", "any", "this", "that":
		return true
	}
	return false
}

// commits says what a commitment of the speaker's is.
func (t *Terms) commits(s *said, m modal) (onrecord.Act, string) {
	reach := func(n int) []Word { return m.main[m.at:min(len(m.main), m.at+n)] }
	harm, help := t.any(reach(harmReach), t.harm), t.any(reach(helpReach), t.help)
	switch {
	case m.low == "plan" || m.low == "might" || m.low == "may":
		return onrecord.ActPlan, "content-plan"
	case m.negated && slices.ContainsFunc(s.conditions, func(c onrecord.Condition) bool { return c.Kind == onrecord.ConditionUnless }):
		return onrecord.ActThreat, "content-will-not-unless"
	case m.negated:
		return onrecord.ActRefusal, "content-will-not"
	case harm && !help:
		return onrecord.ActThreat, "content-will-harm"
	case help && s.termsForOthers():
		return onrecord.ActOffer, "content-will-help-if"
	case m.low == "going":
		return onrecord.ActPlan, "content-going-to"
	}
	return onrecord.ActPromise, "content-will"
}

// termsForOthers tells whether a condition says what others are to do.
func (s *said) termsForOthers() bool {
	for _, c := range s.conditions {
		for _, w := range s.content {
			if w.Span.Start < c.Marker.End {
				continue
			}
			if w.Span.Start < c.Clause.End && !s.self(w) && w.Low != "elected" {
				return true
			}
			break
		}
	}
	return false
}

// any tells whether one of the words, or its stem, is in a list.
func (t *Terms) any(words []Word, list map[string]bool) bool { return t.count(words, list) > 0 }

func (t *Terms) count(words []Word, list map[string]bool) int {
	n := 0
	for _, w := range words {
		if list[stem(w.Low)] {
			n++
		}
	}
	return n
}

func wordAt(words []Word, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i].Low
}

func stemmed(words []Word) []Word {
	out := slices.Clone(words)
	for i := range out {
		out[i].Low = stem(out[i].Low)
	}
	return out
}
