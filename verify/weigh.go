package verify

// weigh says how much an edit changes, and by which rule.
func (f *finding) weigh(e *edit, moved map[int32]int) (editKind, string) {
	down, up := make([]word, 0, e.dropped.len()), make([]word, 0, e.added.len())
	for t := e.dropped.from; t < e.dropped.to; t++ {
		w := f.s.words[t]
		if f.interjection(t) {
			continue
		}
		down = append(down, w)
	}
	for q := e.added.from; q < e.added.to; q++ {
		up = append(up, f.q.words[q])
	}
	d, a := f.side(down, moved), f.side(up, moved)
	switch {
	case len(d.numbers) > 0 && len(a.numbers) > 0 && !overlap(d.numbers, a.numbers):
		return meaning, "number-changed"
	case f.negationChanged(d, a):
		return meaning, "negation-changed"
	case f.namesChanged(d, a):
		return meaning, "name-changed"
	case f.sameCalled(d, a):
		return content, "other-name-of-the-same"
	case f.modalChanged(e, d, a):
		return meaning, "modal-changed"
	case f.stutter(e):
		return minor, "false-start"
	}
	if f.contentLeft(d, a) || f.contentLeft(a, d) {
		return content, "content-word"
	}
	return minor, "function-word"
}

func overlap(a, b map[int32]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}

// interjection tells whether the transcript's "no" is a sentence of its own:
// "No, the harbour …".
func (f *finding) interjection(t int) bool {
	w := f.s.words[t]
	if text := f.v.words[w.canon].text; text != "no" && text != "yes" || t+1 >= len(f.s.words) {
		return false
	}
	next := f.s.words[t+1]
	return next.lead == ',' || next.sentence != w.sentence
}

// negationChanged tells whether a "not" or its like is there on one side alone.
// Where words with their own negation fall as a whole ("not here, not there"), the
// rest is not turned round by it.
func (f *finding) negationChanged(d, a side) bool {
	if d.negations == a.negations {
		return false
	}
	one := d
	if a.negations > d.negations {
		one = a
	}
	if len(d.words) > 0 && len(a.words) > 0 {
		return true
	}
	return one.last.class&scoped != 0 || len(one.words) <= 2
}

// namesChanged tells whether one name stands for another. Two names of the
// same are none, nor are two spellings.
func (f *finding) namesChanged(d, a side) bool {
	if len(d.names) == 0 || len(a.names) == 0 {
		return false
	}
	for x := range d.names {
		for y := range a.names {
			s, t := f.v.words[x].text, f.v.words[y].text
			if x == y || slips(s, t, true) || f.v.words[x].stem == f.v.words[y].stem ||
				lex.aliases[s] != "" && lex.aliases[s] == lex.aliases[t] {
				return false
			}
		}
	}
	return true
}

// sameCalled tells whether somebody or something is called by another name.
func (f *finding) sameCalled(d, a side) bool {
	for x := range d.names {
		for y := range a.names {
			s, t := lex.aliases[f.v.words[x].text], lex.aliases[f.v.words[y].text]
			if x != y && s != "" && s == t {
				return true
			}
		}
	}
	return false
}

// modalChanged tells whether what will be, may be or must be is another. After
// "so" and "so that", which say what something is for, will, can and may mean
// much the same.
func (f *finding) modalChanged(e *edit, d, a side) bool {
	if len(d.modals) == 0 || len(a.modals) == 0 {
		return false
	}
	for m := range d.modals {
		if a.modals[m] {
			return false
		}
	}
	for k := e.dropped.from - 1; k >= 0 && k >= e.dropped.from-4; k-- {
		if f.v.words[f.s.words[k].canon].text == "so" {
			return false
		}
	}
	return !(d.modals["will"] && a.modals["shall"] || d.modals["shall"] && a.modals["will"] || d.modals["would"] && a.modals["should"])
}

// stutter tells whether words of one side alone are said again right beside:
// a false start, which one text keeps and the other has cleaned away.
func (f *finding) stutter(e *edit) bool {
	words, at := f.s.words, e.dropped
	if e.added.len() > 0 {
		words, at = f.q.words, e.added
		if e.dropped.len() > 0 {
			return false
		}
	}
	if at.len() == 0 {
		return false
	}
	near := map[int32]bool{}
	for k := max(0, at.from-at.len()-4); k < min(len(words), at.to+at.len()+4); k++ {
		if k < at.from || k >= at.to {
			near[words[k].canon] = true
		}
	}
	missing := 0
	for k := at.from; k < at.to; k++ {
		if !near[words[k].canon] {
			missing++
		}
	}
	return missing == 0 || at.len() >= 4 && missing == 1 && f.v.words[words[at.from].canon].weight < 1
}

// contentLeft tells whether one side has a word that carries content and has
// no counterpart on the other: the same word with another ending or a typing
// slip.
func (f *finding) contentLeft(one, other side) bool {
	phrase := 0 // words that are left of a phrase
	for i, e := range one.entries {
		if phrase = max(phrase-1, phraseAt(one.entries[i:]), 0); phrase > 0 {
			continue
		}
		if e.class&(function|filler) != 0 || e.text == "#1" || e.class&light != 0 {
			continue
		}
		matched := false
		for k, o := range other.entries {
			x, y := e.text, o.text
			if slips(x, y, one.words[i].capital) || e.stem == o.stem && !e.counted || one.words[i].canon == other.words[k].canon {
				matched = true
			}
		}
		if !matched {
			return true
		}
	}
	return false
}

// slips tells whether two words may be one, with a typing slip or, of names,
// heard in another way.
func slips(x, y string, name bool) bool {
	short, long := min(len(x), len(y)), max(len(x), len(y))
	switch {
	case short < 4 || long < 5:
		return false
	case name && x[:3] == y[:3]:
		return distance(x, y, 2) <= 1+long/6
	}
	return distance(x, y, 2) <= 1+short/8
}

// phraseAt is how many words the phrase that begins here has, or 0.
func phraseAt(entries []*entry) int {
	for _, p := range lex.phrases {
		if len(p) > len(entries) {
			continue
		}
		same := true
		for i, w := range p {
			same = same && entries[i].text == w
		}
		if same {
			return len(p)
		}
	}
	return 0
}
