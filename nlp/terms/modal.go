package terms

import (
	"slices"
	"strings"
)

// modal is the main verb's modal, or a verb of planning, with its subject.
type modal struct {
	main    []Word // the words that it was found in
	at      int    // its place in main
	low     string // the modal; "plan" for verbs of planning
	self    bool   // the speaker is the subject and commits to something
	ahead   bool   // it speaks of what is to come
	firm    bool   // "will" and not "would"
	negated bool
}

// modalOf is the first modal of the main clause that speaks of what is to come.
func (t *Terms) modalOf(s *said) modal {
	if len(s.then) > 0 {
		// What a condition leads to says more than what stands beside it.
		then := *s
		then.main, then.then = s.then, nil
		m := t.modalOf(&then)
		if m.ahead {
			m.main = s.then
			return m
		}
	}
	switch wordAt(s.main, 0) {
	case "whether", "how", "what", "why", "if":
		return modal{} // what is asked or open
	}
	for i, w := range s.main {
		m, ok := opensFuture(s.main, i)
		if !ok || t.inPassing(s, i) {
			continue
		}
		verb := t.verbAfter(s, &m)
		if verb == "have" && !m.firm {
			continue // "would have"
		}
		if (verb == "love" || verb == "like" || verb == "prefer" || verb == "hate") && !m.firm {
			continue
		}
		m.ahead, m.main = true, s.main
		m.self = s.subjectIsSelf(i) && (m.low == "plan" || !t.outcomes[stem(verb)])
		if m.low == "would" && s.cue.past && !s.quoted(w.Span.Start) && t.leading(s.main[:i]) {
			m.firm = true // "said it would" stands for "it will"
		}
		if w.Low == "will" || w.Low == "wo" || w.Low == "'ll" || m.low == "going" {
			m.firm = true
		}
		return m
	}
	return modal{}
}

// leadReach is how many words may stand before the main verb.
const leadReach = 10

// leading tells whether what stands before a modal holds no verb, so that the
// modal is the main one.
func (t *Terms) leading(before []Word) bool {
	return len(before) <= leadReach && !slices.ContainsFunc(before, func(w Word) bool {
		return t.verbs[w.Low] || w.Low == "who" || w.Low == "which" || w.Low == "to"
	})
}

// opensFuture tells whether word i is a modal or a verb of planning.
func opensFuture(main []Word, i int) (modal, bool) {
	m := modal{at: i, low: main[i].Low}
	switch m.low {
	case "will", "'ll", "wo", "shall":
		m.firm = true
		return m, true
	case "would", "'d", "could", "might", "may":
		return m, wordAt(main, i+1) != "better"
	case "going":
		m.firm = true
		return m, wordAt(main, i+1) == "to"
	case "intend", "intends", "intended", "plan", "plans", "planned", "planning", "intending":
		m.low = "plan"
		return m, wordAt(main, i+1) == "to" && !noun(main, i)
	}
	return m, false
}

// noun tells whether "plan" or "plans" at word i is a noun by what stands
// before it: "the best plan to", but "the city plans to".
func noun(main []Word, i int) bool {
	low := main[i].Low
	if low != "plan" && low != "plans" {
		return false
	}
	for k := i - 1; k >= max(0, i-3); k-- {
		switch before := main[k].Low; {
		case before == "no" || before == "any" || before == "of":
			return true
		case determiner(before) && before != "that" && before != "this":
			return low == "plan" || k == i-1
		}
	}
	return false
}

// inPassing tells whether the modal at word i is part of a phrase that says
// nothing of its own, or of a relative clause: "I'll tell you", "I would say", "we'll see".
func (t *Terms) inPassing(s *said, i int) bool {
	if before := wordAt(s.main, i-1); before == "who" || before == "which" || before == "that" && i > 1 && !isMark(s.main[i-2].Low) {
		return true // a relative clause
	}
	switch wordAt(s.main, i+1) {
	case "say", "tell", "argue", "think", "guess", "add":
		return i > 0 && s.main[i-1].Low == "i"
	case "see":
		return i > 0 && s.main[i-1].Low == "we"
	}
	return false
}

// verbAfter is the verb after a modal; it notes a negation between.
func (t *Terms) verbAfter(s *said, m *modal) string {
	for k := m.at + 1; k < min(m.at+6, len(s.main)); k++ {
		switch low := s.main[k].Low; low {
		case "not", "n't":
			m.negated = true
		case "never", "to", "only", "also", "certainly", "ever", "even", "either", "always", "just", "immediately", "now", "soon", "then", "i", "we", "he", "she", "they", "it", "you":
		default:
			if !strings.HasSuffix(low, "ly") {
				return low
			}
		}
	}
	return ""
}

// subjectIsSelf tells whether the words before a modal end with the speaker.
func (s *said) subjectIsSelf(i int) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		if s.self(s.main[k]) {
			return !(s.main[k].Low == "it" && wordAt(s.main, i+1) == "be")
		}
		switch low := s.main[k].Low; low {
		case "am", "'m", "are", "'re", "is", "'s", "was", "were", "not", "n't", "also", "still", "certainly", "probably", "never", "now", "be":
		default:
			return false
		}
	}
	return false
}
