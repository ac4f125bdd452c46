package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// speakers finds whom each label means. It knows nobody but those that the
// transcript, its title or its author names: the rules are, in this order,
//
//   - unnamed: Q, MODERATOR, AUDIENCE: somebody without a name, with the role;
//   - office: THE PRESIDENT: the one president whom title, header or author name;
//   - full-name: JOHN KASICH;
//   - named: MR. EARNEST, TRUMP: the one full name with that surname in title,
//     header or author;
//   - label: the one full name with that surname among the labels;
//   - introduced: the one full name with that surname in the words that
//     introduce somebody;
//   - slip: MR. GIBS: a label that differs in a letter from one that is frequent;
//   - surname: what is left keeps the surname alone.
type speakers struct {
	text   string
	about  About
	title  names             // of the title, and of the header before it in rank
	known  names             // of title, header and author together
	labels []candidate       // in order
	full   map[string]string // surname in lower case → full name among the labels, "" where there are two
	counts map[string]int
	intro  names
	did    map[string]onrecord.Speaker
	often  []candidate     // the labels that are frequent, one of each
	titled map[string]bool // surnames, in capitals, of labels with a title
}

func newSpeakers(text string, about About, head string, labels []candidate) *speakers {
	s := &speakers{text: text, about: about, labels: labels, full: map[string]string{}, counts: map[string]int{}, did: map[string]onrecord.Speaker{}, titled: map[string]bool{}}
	s.title = namesIn(about.Title)
	s.known = namesIn(about.Title + " ;\n" + head + " ;\n" + about.Author)
	s.intro = namesIn(introductions(text))
	for _, c := range labels {
		s.counts[c.key]++
		if s.counts[c.key] == slipTimes && len(s.often) < mostOften {
			s.often = append(s.often, c)
		}
		if c.class == titled {
			s.titled[lastWord(c.key)] = true
		}
		if s.counts[c.key] > 1 || c.class == reporter || c.class == unnamed || c.class == office {
			continue
		}
		p := partsOf(c.label.In(text))
		fields := strings.Fields(p.name)
		if len(fields) < 2 || several(p.name) {
			continue
		}
		name := s.spelled(p.name)
		for i := 1; i < len(fields); i++ {
			surname := strings.ToLower(strings.Join(fields[i:], " "))
			if old, ok := s.full[surname]; ok && old != name {
				name = ""
			}
			s.full[surname] = name
		}
	}
	return s
}

// spelled is a name from a label as names are written: as the title or header
// spells it, or by its capitals.
func (s *speakers) spelled(name string) string {
	fields := strings.Fields(name)
	for i, w := range fields {
		w = strings.Trim(w, ",")
		fields[i] = nameCase(w)
		for _, at := range s.known.by[strings.ToLower(w)] {
			if t := s.known.words[at].text; strings.ToUpper(t) != t {
				fields[i] = t
				break
			}
		}
	}
	return strings.Join(fields, " ")
}

// of is the speaker of a label.
func (s *speakers) of(c candidate) onrecord.Speaker {
	label := c.label.In(s.text)
	if found, ok := s.did[label]; ok {
		return found
	}
	found := s.resolve(c, label)
	s.did[label] = found
	return found
}

func (s *speakers) resolve(c candidate, label string) onrecord.Speaker {
	if c.class == nobody {
		return onrecord.Speaker{Kind: onrecord.Unknown}
	}
	p := partsOf(label)
	evidence := []string{label}
	switch c.class {
	case reporter:
		return onrecord.Speaker{Kind: onrecord.Unnamed, Role: "reporter", Confidence: 0.9, Evidence: evidence}
	case unnamed:
		if c.key == "A" || c.key == "ANSWER" {
			return s.answers(evidence)
		}
		return onrecord.Speaker{Kind: onrecord.Unnamed, Role: strings.ToLower(strings.TrimSpace(p.title + " " + p.name)), Confidence: 0.9, Evidence: evidence}
	case office:
		return s.holder(p, evidence)
	}
	if first := strings.ToLower(firstWord(p.name)); p.title == "" && strings.Contains(p.name, " ") && nearTitle(first) { // SECRTARY GEITHNER
		p.name = p.name[len(first)+1:]
	}
	out := onrecord.Speaker{Kind: onrecord.Person, Role: s.roleOf(p), Evidence: evidence}
	if several(p.name) {
		var names []string
		for _, w := range strings.Fields(p.name) {
			if strings.EqualFold(w, "and") {
				w = "and"
			}
			names = append(names, nameCase(w))
		}
		return onrecord.Speaker{Name: strings.Join(names, " "), Kind: onrecord.Group, Role: out.Role, Confidence: 0.8, Evidence: evidence}
	}
	if len(strings.Fields(p.name)) > 1 && !compound(p.name) {
		out.Name, out.Confidence = s.spelled(p.name), 0.95 // rule full-name
		if q, ok := s.known.find(lastWord(p.name)); ok && out.Role == "" && strings.EqualFold(lastWord(q.name), lastWord(out.Name)) && firstWord(q.name) == firstWord(out.Name) {
			out.Role = q.role
		}
		return out
	}
	if q, sure, ok := s.bySurname(p.name); ok {
		out.Name, out.Confidence = q.name, sure
		if len(q.role) > len(out.Role) {
			out.Role = q.role
		}
		out.Evidence = append(evidence, q.evidence)
		return out
	}
	if like, ok := s.slip(c); ok {
		out = s.of(like)
		out.Confidence -= 0.1
		out.Evidence = append(append([]string{}, evidence...), append([]string{"slip of " + like.label.In(s.text)}, out.Evidence...)...)
		return out
	}
	out.Name, out.Confidence = s.spelled(p.name), 0.6
	return out
}

// alone is the speaker of a turn without a label: the author, or the one
// person whom the title names ("Remarks by Marta Lindqvist").
func (s *speakers) alone() onrecord.Speaker {
	if a := strings.TrimSpace(s.about.Author); a != "" {
		return onrecord.Speaker{Name: a, Kind: onrecord.Person, Confidence: 0.85, Evidence: []string{"author: " + a}}
	}
	title := &s.title
	if name, _, ok := strings.Cut(s.about.Title, ": "); ok && len(strings.Fields(name)) <= 3 && title.nameAfter(0) == name && !words.notLabel[strings.ToLower(name)] {
		return onrecord.Speaker{Name: name, Kind: onrecord.Person, Confidence: 0.7, Evidence: []string{s.about.Title}}
	}
	if q, ok := title.after("by"); ok {
		return onrecord.Speaker{Name: q.name, Role: q.role, Kind: onrecord.Person, Confidence: 0.8, Evidence: []string{q.evidence}}
	}
	return onrecord.Speaker{Kind: onrecord.Unknown}
}

// answers is who answers in an interview of Q and A: whom the title says that
// it is with.
func (s *speakers) answers(evidence []string) onrecord.Speaker {
	if q, ok := s.title.after("with"); ok {
		return onrecord.Speaker{Name: q.name, Role: q.role, Kind: onrecord.Person, Confidence: 0.8, Evidence: append(evidence, q.evidence)}
	}
	return onrecord.Speaker{Kind: onrecord.Unnamed, Role: "interviewee", Confidence: 0.8, Evidence: evidence}
}

// bySurname looks a surname up where the transcript names people.
func (s *speakers) bySurname(surname string) (person, float64, bool) {
	for _, n := range []*names{&s.title, &s.known} {
		if q, ok := n.find(surname); ok {
			return q, 0.95, true // rule named
		}
	}
	if name := s.full[strings.ToLower(surname)]; name != "" {
		return person{name: name, evidence: name}, 0.9, true // rule label
	}
	if q, ok := s.intro.find(surname); ok {
		return q, 0.75, true // rule introduced
	}
	return person{}, 0, false
}

// holder is whom an office without a name means: the one person whom title,
// header or author give it.
func (s *speakers) holder(p labelParts, evidence []string) onrecord.Speaker {
	role := strings.TrimSpace(p.title + " " + p.name)
	low := strings.ToLower(strings.ReplaceAll(role, ".", ""))
	for _, address := range []string{"the ", "mr ", "madam "} {
		low = strings.TrimPrefix(low, address)
	}
	out := onrecord.Speaker{Kind: onrecord.Unknown, Role: officeCase(low), Evidence: evidence}
	var found []string
	for i, w := range s.title.words {
		if w.low != lastWord(low) || w.breaks || !s.title.speaks(i, len(strings.Fields(low))) {
			continue
		}
		if name := s.title.nameAfter(i + 1); name != "" && !s.labelled(lastWord(name)) {
			found = append(found, name)
		}
	}
	author := strings.TrimSpace(s.about.Author)
	switch {
	case len(found) == 1:
		out.Name, out.Kind, out.Confidence = found[0], onrecord.Person, 0.9
		out.Evidence = append(evidence, out.Role+" "+found[0])
	case author != "" && len(strings.Fields(author)) < 5 && (low == "president" || low == "president-elect"):
		out.Name, out.Kind, out.Confidence = author, onrecord.Person, 0.85
		out.Evidence = append(evidence, "author: "+author)
	}
	return out
}

// labelled tells whether a label names somebody with a surname: then an office
// without a name is not that person's.
func (s *speakers) labelled(surname string) bool { return s.titled[strings.ToUpper(surname)] }

// speaks tells whether the office that ends at word i stands where a title
// names who speaks: right after "by" or "of", or after another who does, and
// not after "with". n is the number of the office's words.
func (n *names) speaks(i, count int) bool {
	i -= count
	if i >= 0 && n.words[i].low == "the" {
		i--
	}
	if i < 0 {
		return true
	}
	if n.words[i].low == "and" {
		for k := i; k >= 0 && k > i-14; k-- {
			switch n.words[k].low {
			case "by", "of":
				return true
			case "with", "to", "at", "on":
				return false
			}
		}
		return false
	}
	return n.words[i].low == "by" || n.words[i].low == "of" && i > 0 && n.words[i-1].low != "meeting"
}

// nameAfter reads a name that begins at word i: up to three words in capitals
// that are no titles; "" where there is none.
func (n *names) nameAfter(i int) string {
	var parts []string
	for ; i < len(n.words) && len(parts) < 3; i++ {
		w := n.words[i]
		r, _ := utf8.DecodeRuneInString(w.text)
		if !unicode.IsUpper(r) || words.title[w.low] || n.separates(i) || words.heading[w.low] || words.particle[w.low] || occasionIn(w.low) != "" {
			break
		}
		parts = append(parts, nameCase(w.text))
		if w.breaks {
			break
		}
	}
	return strings.Join(parts, " ")
}

// officeCase is an office as a role is written.
func officeCase(low string) string {
	fields := strings.Fields(low)
	for i, w := range fields {
		if !words.particle[w] {
			fields[i] = titleWord(w)
		}
	}
	return strings.Join(fields, " ")
}

// roleOf is the role that a label gives: its title, unless that is a mere
// courtesy, and what stands aside.
func (s *speakers) roleOf(p labelParts) string {
	var out []string
	if t := strings.TrimSuffix(strings.ToLower(strings.ReplaceAll(p.title, ".", "")), " "); t != "" && !courtesy(t) {
		out = append(out, officeCase(t))
	}
	if p.aside != "" {
		low := strings.ToLower(p.aside)
		if words.stage[low] {
			return strings.Join(out, ", ")
		}
		if p.aside == strings.ToUpper(p.aside) && len(p.aside) > 4 {
			out = append(out, low)
		} else {
			out = append(out, p.aside)
		}
	}
	return strings.Join(out, ", ")
}

// courtesy tells a form of address that is no office.
func courtesy(t string) bool {
	switch t {
	case "mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lady", "lord", "prof", "madam":
		return true
	}
	return false
}

// introductions are the parts of the text in which somebody is introduced: a
// few words after "joined by", "my name is" and the like.
func introductions(text string) string {
	var b strings.Builder
	for _, cue := range []string{"joined by ", "joined today by ", "with me ", "introduce ", "turn it over to ", "turn it over now to ", "please welcome ", "joining me ", "joining us ", "My name is ", "I am here with ", "I'm here with ", "I’m here with "} {
		for from, n := 0, 0; n < 8; n++ {
			at := strings.Index(text[from:], cue)
			if at < 0 {
				break
			}
			from += at + len(cue)
			b.WriteString(strings.ToValidUTF8(text[from:min(len(text), from+220)], ""))
			b.WriteString(" ;\n")
			if b.Len() > longestNames {
				return b.String()
			}
		}
	}
	return b.String()
}

// compound tells a surname of several words without a given name: VAN DER BERG.
func compound(name string) bool {
	first := strings.ToLower(firstWord(name))
	return words.particle[first] && first != "al" && first != "ben"
}

// several tells a label of more than one: ADA AND BEN.
func several(name string) bool {
	low := strings.ToLower(name)
	return strings.Contains(low, " and ") || strings.ContainsAny(low, "&/")
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }
