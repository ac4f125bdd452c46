package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// person is somebody whom the transcript names in full.
type person struct {
	name     string // "Josh Earnest"
	role     string // "Press Secretary", or ""
	evidence string // the words that name the person
}

// nameWord is one word of a source of names.
type nameWord struct {
	text   string // without the marks around it
	low    string
	breaks bool // a comma, a stop that ends a sentence, or the like follows
	start  int
	end    int
}

// names finds full names by surname in the title, the header and the author.
type names struct {
	source string
	words  []nameWord
	by     map[string][]int // surname in lower case → places in words
}

// longestNames is how many bytes of names' source are read.
const longestNames = 8000

// namesIn indexes the words of a source.
func namesIn(source string) names {
	source = strings.ToValidUTF8(source[:min(len(source), longestNames)], "")
	n := names{source: source, by: map[string][]int{}}
	for i := 0; i < len(source); {
		r, w := utf8.DecodeRuneInString(source[i:])
		if unicode.IsSpace(r) {
			i += w
			continue
		}
		j := i
		for j < len(source) {
			r, w := utf8.DecodeRuneInString(source[j:])
			if unicode.IsSpace(r) {
				break
			}
			j += w
		}
		raw := source[i:j]
		word := strings.Trim(raw, ",;:()[]\"“”‘!?*_")
		word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		if len([]rune(word)) > 2 && !abbreviation(strings.TrimSuffix(word, ".")) {
			word = strings.TrimSuffix(word, ".")
		}
		x := nameWord{text: word, low: strings.ToLower(word), start: i, end: j}
		last := raw[len(raw)-1]
		x.breaks = last == ',' || last == ';' || last == ':' || last == ')' || last == '!' || last == '?' || last == '.' && word+"." == raw && len(word) > 2 ||
			raw != word && strings.HasSuffix(raw, "s") && (strings.HasSuffix(raw, "'s") || strings.HasSuffix(raw, "’s"))
		if word == "" && len(n.words) > 0 {
			n.words[len(n.words)-1].breaks = true
		}
		if word != "" {
			n.by[x.low] = append(n.by[x.low], len(n.words))
			n.words = append(n.words, x)
		}
		i = j
	}
	return n
}

// find gives the one person with a surname whom the source names in full, or
// false where it names none, or two.
func (n *names) find(surname string) (person, bool) {
	parts := strings.Fields(strings.ToLower(surname))
	if len(parts) == 0 {
		return person{}, false
	}
	var found person
	for _, at := range n.by[parts[len(parts)-1]] {
		first := at - len(parts) + 1
		if first < 0 || !n.matches(first, parts) {
			continue
		}
		p, ok := n.before(first, at)
		if !ok {
			continue
		}
		switch {
		case found.name == "" || sameName(found.name, p.name) && found.role == "":
			found = p
		case !sameName(found.name, p.name):
			return person{}, false
		}
	}
	return found, found.name != ""
}

// sameName tells whether two full names with one surname may be one person's:
// the given name of one begins as the other's does (Ben and Benjamin).
func sameName(a, b string) bool {
	a, b = strings.ToLower(firstWord(a)), strings.ToLower(firstWord(b))
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}

func (n *names) matches(first int, parts []string) bool {
	for i, p := range parts {
		if n.words[first+i].low != p || i < len(parts)-1 && n.words[first+i].breaks {
			return false
		}
	}
	return true
}

// before reads the given name before the surname at words [first, last], and
// the role before that.
func (n *names) before(first, last int) (person, bool) {
	var given []int // nearest first
	i := first - 1
	for ; i >= 0 && len(given) < 3 && n.isGiven(i); i-- {
		given = append(given, i)
	}
	if len(given) == 0 {
		return person{}, false
	}
	bounded := i < 0 || n.words[i].breaks || words.field[n.words[i].low] || n.separates(i) || words.title[strings.TrimSuffix(n.words[i].low, ".")]
	inRole := !bounded && (words.particle[n.words[i].low] || len(given) == 3)
	for len(given) > 0 && initial(n.words[given[0]].text) && len(given) == 1 && inRole {
		given = given[1:]
	}
	if inRole {
		if len(given) < 2 {
			return person{}, false // "Secretary of Transportation LaHood"
		}
		keep := 1
		for keep < len(given) && initial(n.words[given[keep-1]].text) {
			keep++
		}
		given = given[:keep]
	}
	start := given[len(given)-1]
	var parts []string
	for _, w := range n.words[start : last+1] {
		parts = append(parts, nameCase(w.text))
	}
	role, from := n.roleBefore(start)
	return person{name: strings.Join(parts, " "), role: role, evidence: strings.Join(strings.Fields(n.source[from:n.words[last].end]), " ")}, true
}

// after is the full name that follows a word such as "by", with its role.
func (n *names) after(cue string) (person, bool) {
	for i, w := range n.words {
		if w.low != cue {
			continue
		}
		for j := i + 1; j < len(n.words) && j < i+12; j++ {
			last := n.words[j].breaks || j+1 == len(n.words) || !n.isGiven(j+1) && !n.isGiven(j) || n.separates(j+1) || words.particle[n.words[j+1].low]
			if last && j > i+1 && n.isGiven(j-1) && !n.separates(j) {
				if p, ok := n.before(j, j); ok {
					return p, true
				}
			}
			if n.words[j].breaks || n.words[j].low == "and" || n.words[j].low == "at" || n.words[j].low == "on" {
				break
			}
		}
	}
	return person{}, false
}

// isGiven tells whether word i can be a given name or an initial before the
// word after it.
func (n *names) isGiven(i int) bool {
	w := n.words[i]
	r, _ := utf8.DecodeRuneInString(w.text)
	low := strings.TrimSuffix(w.low, ".")
	if w.breaks || !unicode.IsUpper(r) || words.title[low] || words.particle[w.low] || words.field[low] || n.separates(i) || words.heading[low] || words.office["the "+low] {
		return false
	}
	return !strings.ContainsAny(w.text, "0123456789/&") && occasionIn(w.low) == ""
}

// separates tells a word that parts one person from another, or from what a
// title goes on to say ("Previewing the Visit").
func (n *names) separates(i int) bool {
	low := n.words[i].low
	return words.between[low] || low == "&" || len(low) > 5 && strings.HasSuffix(low, "ing")
}

func initial(w string) bool {
	w = strings.TrimSuffix(w, ".")
	return len([]rune(w)) == 1 || strings.Count(w, ".") > 0
}

// roleBefore gives the words of office before word start, as far as the
// separator before them, and where the evidence begins. Without a title among
// them it is none.
func (n *names) roleBefore(start int) (string, int) {
	first, title := start, false
	for i := start - 1; i >= 0 && start-i <= 16; i-- {
		w := n.words[i]
		if w.breaks || n.separates(i) && (title || w.low != "and" && w.low != "press" && w.low != "acting" && w.low != "former") || occasionIn(w.low) != "" {
			if !title || w.low != "press" && w.low != "acting" && w.low != "former" || w.breaks {
				break
			}
		}
		low := strings.TrimSuffix(w.low, ".")
		title = title || words.title[low]
		first = i
	}
	var role []string
	if whole := strings.ToLower(n.source[n.words[first].start:n.words[start].start]); !title || courtesy(strings.Trim(whole, " .")) {
		return "", n.words[start].start
	}
	for _, w := range n.words[first:start] {
		if len(role) == 0 && words.particle[w.low] {
			continue
		}
		role = append(role, roleCase(w.text))
	}
	return strings.Join(role, " "), n.words[first].start
}

// nameCase is a name's word as names are written: EARNEST becomes Earnest,
// McDONOUGH McDonough, O'REILLY O'Reilly. What is written so already stays.
func nameCase(w string) string {
	if strings.ToUpper(w) != w || len([]rune(w)) < 2 || strings.Count(w, ".") > 0 {
		if i := strings.IndexFunc(w, unicode.IsLower); i > 0 && strings.ToUpper(w[i+1:]) == w[i+1:] && len(w) > i+3 { // McDONOUGH, LaHOOD
			head, rest := w[:i+1], w[i+1:]
			if rest[0] == 'c' { // "MacDONALD" has two small letters
				return w
			}
			return head + titleWord(rest)
		}
		return w
	}
	out, begin := strings.Builder{}, true
	for _, r := range w {
		if begin {
			out.WriteRune(r)
		} else {
			out.WriteRune(unicode.ToLower(r))
		}
		begin = r == '-' || r == '\'' || r == '’'
	}
	name := out.String()
	if strings.HasPrefix(name, "Mc") && len(name) > 3 {
		name = "Mc" + titleWord(name[2:])
	}
	return name
}

func titleWord(w string) string {
	r, n := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + strings.ToLower(w[n:])
}

// roleCase is a word of a role: SECRETARY becomes Secretary, OF becomes of.
func roleCase(w string) string {
	if strings.ToUpper(w) != w || len(w) < 2 {
		return w
	}
	if low := strings.ToLower(w); words.particle[low] {
		return low
	} else if !words.title[low] && len(w) <= 4 {
		return w // EPA, CIA
	}
	return titleWord(w)
}

// labelParts are the parts of a printed label.
type labelParts struct {
	title, name, aside string // "MR", "EARNEST", "R-TX" or "HOST"
}

// partsOf takes a label apart: titles before the name, and what stands in
// parentheses or after a comma.
func partsOf(label string) labelParts {
	var p labelParts
	var asides []string
	if i := strings.IndexAny(label, "(["); i > 0 {
		for _, a := range strings.FieldsFunc(label[i:], func(r rune) bool { return strings.ContainsRune("()[]", r) }) {
			if a = strings.TrimSpace(a); a != "" {
				asides = append(asides, a)
			}
		}
		label = label[:i]
	}
	if before, after, ok := strings.Cut(label, ","); ok {
		if low := strings.ToLower(strings.Trim(after, " .")); low != "jr" && low != "sr" && low != "iii" {
			asides = append(asides, strings.TrimSpace(after))
		}
		label = before
	}
	if i := strings.IndexByte(label, '.'); i > 0 && i+1 < len(label) && isLetter(firstRune(label[i+1:])) && abbreviation(label[:i]) {
		label = label[:i+1] + " " + label[i+1:] // MR.WEIL
	}
	fields := strings.Fields(label)
	low := lowFields(label)
	var titles []string
	for len(low) == len(fields) && len(fields) > 0 {
		n := words.titleOf(low)
		if n == 0 || n == len(low) {
			break
		}
		titles = append(titles, fields[:n]...)
		fields, low = fields[n:], low[n:]
		for len(low) > 1 && words.particle[low[0]] && (low[0] == "of" || low[0] == "the") { // SECRETARY OF STATE KERRY
			k := 1
			if low[1] == "the" && len(low) > 2 {
				k = 2
			}
			for i := len(low) - 2; i > k; i-- { // MINISTER OF FOREIGN AFFAIRS WEIL
				if words.field[low[i]] {
					k = i
					break
				}
			}
			k = min(k+1, len(low)-1)
			titles = append(titles, fields[:k]...)
			fields, low = fields[k:], low[k:]
		}
	}
	p.title, p.name, p.aside = strings.Join(titles, " "), strings.Join(fields, " "), strings.Join(asides, ", ")
	return p
}
