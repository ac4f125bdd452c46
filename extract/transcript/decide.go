package transcript

import (
	"strings"
	"unicode/utf8"
)

// decide keeps the candidates that are labels, with the whole text in view.
//
// A label that can be nothing else (a title and a name in capitals before a
// colon, THE PRESIDENT, QUESTION) is kept as it stands. Any other must recur,
// or be named in the title, or be of a form that others have shown to be this
// transcript's. head is where what introduces the speakers is read: the title.
func decide(text string, found []candidate, title string) []candidate {
	j := judge{text: text, counts: map[string]int{}, within: map[string]int{}, first: firstWords(text), title: strings.ToUpper(title)}
	for _, c := range found {
		if !c.line {
			j.within[c.key]++
			continue
		}
		j.counts[c.key]++
		j.byForm[c.form]++
		if c.class != anyName {
			j.strong[c.form]++
		}
	}
	j.pairs = min(j.counts["Q"], j.counts["A"])
	keys := map[string]bool{}
	for _, c := range found {
		if c.line && c.form == caps && c.class == anyName && j.counts[c.key] > 1 {
			j.recurring++
		}
		if c.form == bold && j.counts[c.key] > 1 && !keys[c.key] {
			keys[c.key] = true
			j.boldKeys++
		}
		if c.form == alone && j.recursAlone(c) && !keys[c.key] {
			keys[c.key] = true
			j.aloneKeys++
		}
	}
	kept := found[:0:0]
	for _, c := range found {
		if j.isLabel(c) {
			kept = append(kept, c)
			j.kept++
		}
	}
	return kept
}

// judge knows how often labels and forms occur in a text.
type judge struct {
	text, title string
	counts      map[string]int // by key, at the beginning of lines
	within      map[string]int // by key, within lines
	strong      [forms]int     // candidates at a line's beginning that are titled, an office or unnamed
	byForm      [forms]int     // all at a line's beginning
	recurring   int            // candidates in capitals whose key recurs
	aloneKeys   int            // names that recur on lines of their own
	boldKeys    int            // names that recur in bold
	pairs       int            // how many turns Q and A both have
	first       int            // where the text's first words stand
	kept        int            // labels so far
}

// isLabel judges one candidate.
func (j *judge) isLabel(c candidate) bool {
	n, within := j.counts[c.key], j.within[c.key]
	if c.key == "A" && c.form != arrow {
		return j.pairs >= 2
	}
	if !c.line {
		return c.class != anyName && (n+within > 1 || j.strong[caps] > 5) || n > 1 || n+within > 2
	}
	if j.kept == 0 && words.list[strings.ToLower(c.key)] {
		return false // PARTICIPANTS: is part of the header
	}
	switch c.form {
	case given:
		return true
	case bold:
		return j.boldKeys > 1 && (n > 1 || c.class != anyName)
	case arrow:
		return j.byForm[arrow] > 1
	case caps:
		return c.class != anyName || n+within > 1 || j.single(c)
	case mixed:
		return j.mixed(c, n)
	case stopped:
		if c.class != reporter && (strings.HasPrefix(c.key, "MR ") || strings.HasPrefix(c.key, "MADAM ")) && n == 1 && words.title[strings.ToLower(c.key[strings.IndexByte(c.key, ' ')+1:])] {
			return false // "Mr. President. We thank you": somebody is spoken to
		}
		return j.strong[stopped] > 1 || c.start == j.first
	case bare:
		return n > 1 || j.strong[caps] > 0
	case alone:
		return j.aloneKeys > 1 && j.recursAlone(c) && j.byForm[alone] > j.strong[caps]+j.recurring+j.strong[stopped]+j.strong[bare]+j.strong[mixed]
	}
	return false
}

// single judges a name in capitals that occurs once: it is a label where it
// opens the text, where the title has it, or where others have been found and
// it has the shape of a name.
func (j *judge) single(c candidate) bool {
	fields := strings.Fields(c.key)
	if len(fields) > 5 {
		return false
	}
	inTitle := j.title != ""
	for _, w := range fields {
		w = strings.TrimRight(w, ",")
		if words.heading[strings.ToLower(w)] || strings.ContainsAny(w, "0123456789") {
			return false
		}
		inTitle = inTitle && strings.Contains(j.title, w)
	}
	return inTitle || c.start == j.first && len(fields) <= 3 || j.recurring+j.strong[caps] >= 2 || j.kept > 0 && len(fields) > 1
}

// mixed judges a name in small letters before a colon. Where capitals are what
// labels are set in, a name and a quotation after it are part of the speech.
func (j *judge) mixed(c candidate, n int) bool {
	if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(j.text[c.body:min(len(j.text), c.body+8)], " ")); r == '“' || r == '"' {
		if j.recurring+j.strong[caps] > j.byForm[mixed] {
			return false
		}
	}
	switch c.class {
	case reporter, unnamed:
		several := c.class == unnamed && strings.Contains(c.key, " ") && j.strong[mixed] > 2 // Hon. Members: Oh!
		return n > 1 || j.kept > 0 && (several || j.strong[caps]+j.strong[stopped] > 3)
	case titled, office:
		return j.strong[mixed] > 1 || c.start == j.first || j.strong[caps]+j.strong[stopped] > 3
	}
	if strings.HasPrefix(c.key, "THE ") {
		return false // a paper or a body that is quoted
	}
	if n == 1 {
		enough := 4
		if strings.Contains(j.text[c.label.Start:c.label.End], "(") { // Ada Weil (Anytown) (Lab)
			enough = 2
		}
		return j.strong[mixed] >= enough && len(strings.Fields(c.key)) <= 3 && j.kept > 0
	}
	return j.byForm[mixed] >= 4 && len(strings.Fields(c.key)) <= 5
}

// recursAlone tells a label on a line of its own that can count: it recurs,
// has no stop ("John." is what somebody says), and words stand right below it.
func (j *judge) recursAlone(c candidate) bool {
	if c.form != alone || j.counts[c.key] < 2 || strings.HasSuffix(j.text[c.label.Start:c.label.End], ".") {
		return false
	}
	rest := j.text[c.body:]
	nl := strings.IndexByte(rest, '\n')
	if nl < 0 {
		return false
	}
	rest = strings.TrimLeft(rest[nl+1:min(len(rest), nl+200)], " \t\r")
	return rest != "" && (rest[0] != '\n' || c.class != anyName)
}

// firstWords is where the text's first words begin.
func firstWords(text string) int {
	return len(text) - len(strings.TrimLeft(text, " \t\r\n\u00a0\ufeff"))
}
