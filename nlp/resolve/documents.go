package resolve

// documentDescribed finds the document that "the study" stands for: the one
// described in full before.
func (t *text) documentDescribed(d *description) (answer, bool) {
	if d.determiner != "the" && d.determiner != "this" && d.determiner != "that" || !d.bare() || d.head < d.last && t.postmodifier(d.head, d.last) || d.head < d.last && (t.low(d.head) == "of" || t.low(d.head) == "by" || t.low(d.head) == "from" || t.low(d.head) == "on") {
		return answer{}, false
	}
	nouns := papers[d.noun]
	if len(nouns) == 0 {
		return answer{}, false
	}
	th, ok := t.thingBefore(d, nouns[:1])
	if !ok {
		th, ok = t.thingBefore(d, nouns)
	}
	if ok {
		return t.thingAnswer(d, th, "document"), true
	}
	return answer{}, false
}
