package resolve

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/knowledge"
	"github.com/onrecord/onrecord/nlp"
)

// text is an article under resolution.
type text struct {
	r        *Resolver
	a        *nlp.Attributed
	lows     []string // the tokens in small letters
	sentence []int    // of each token
	headline []bool   // of each sentence: is it a headline in capitals?
	quoted   []bool   // is the token in a quotation of speech?
	mentions []mention
	entities []entity
	at       []int // mention that holds a token, or -1

	headlines [][2]int // runs of capitals in headlines: tokens [first, last)
	spokenOf  []calls  // what the article calls each entity
	day       string   // on which it was published, or ""

	antecedents map[int]antecedent // of pronouns, by token
	before      map[int]antecedent // what they were at first

	linked  map[*knowledge.Entry]int // the entity of each entry of the directory
	holders []int                    // persons who, by the directory, held an office

	descriptions map[int]mention // of persons outside of sources, by token

	capitals   map[string]bool         // words that have a capital within a sentence
	titleNouns map[int]map[string]bool // the nouns of the titles before an entity's names, once asked
	byRoleWord map[string][]int        // persons by the words of their roles
	things     []thing                 // bodies and documents described in full
	called     map[string][]called
	fullNames  map[int]mention // the fullest mention of an entity, as far as asked
	owners     map[string]int  // campaign, administration → whose it was so far, or -1 where two had one
	countries  []int           // entities, in order of their first mention

	now   int      // the attribution whose source is read, and
	found []answer // who made those read before it
}

// mention is a name in the text: tokens [first, last) without its title.
type mention struct {
	first, last int
	kind        onrecord.EntityKind // Other where the name alone does not tell
	title       onrecord.Span       // the role or honorific before it, or none
	honorific   string              // the pronoun its honorific tells, if any
	entity      int
	shared      bool   // two entities fit
	described   bool   // it is no name
	rule        string // how one of several namesakes was told, or ""
}

// low is token i in small letters with a straight apostrophe; "" beyond the
// text.
func (t *text) low(i int) string {
	if i < 0 || i >= len(t.lows) {
		return ""
	}
	return t.lows[i]
}

func (t *text) span(first, last int) onrecord.Span {
	return onrecord.Span{Start: t.a.Tokens[first].Span.Start, End: t.a.Tokens[last-1].Span.End}
}

// words is the text of tokens [first, last) on one line.
func (t *text) words(first, last int) string {
	return strings.Join(strings.Fields(t.span(first, last).In(t.a.Text)), " ")
}

func (t *text) capital(i int) bool {
	if i < 0 || i >= len(t.a.Tokens) || t.a.Tokens[i].Kind != nlp.Word {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.a.Word(i))
	return unicode.IsUpper(r)
}

// read finds the names of an article and joins them into entities.
func (r *Resolver) read(a *nlp.Attributed) *text {
	t := &text{r: r, a: a, sentence: make([]int, len(a.Tokens)), quoted: make([]bool, len(a.Tokens)),
		at: make([]int, len(a.Tokens)), lows: make([]string, len(a.Tokens)), fullNames: map[int]mention{}}
	for i := range t.at {
		t.at[i] = -1
		t.lows[i] = strings.ToLower(strings.ReplaceAll(a.Word(i), "’", "'"))
	}
	for n, s := range a.Sentences {
		for i := s.First; i < s.Last; i++ {
			t.sentence[i] = n
		}
	}
	k := 0
	for _, q := range a.Quotes {
		if q.Use != nlp.Speech || q.Parent >= 0 {
			continue
		}
		for k < len(a.Tokens) && a.Tokens[k].Span.Start < q.Outer.Start {
			k++
		}
		for ; k < len(a.Tokens) && a.Tokens[k].Span.Start < q.Outer.End; k++ {
			t.quoted[k] = true
		}
	}
	for _, s := range a.Sentences {
		t.headline = append(t.headline, t.titleCase(s))
	}
	t.readCapitals()
	for n, s := range a.Sentences {
		for i := s.First; i < s.Last; {
			end := t.run(i, s)
			if end == i {
				i++
				continue
			}
			t.name(i, end, s, t.headline[n])
			i = end
		}
	}
	if date, ok := a.PublishedDate(); ok {
		t.day = date.Value[:min(len(date.Value), len("2006-01-02"))]
	}
	t.join()
	t.link()
	t.countCalls()
	t.indexRoles()
	t.readThings()
	return t
}

// readCapitals notes the words that have a capital not only where a sentence
// starts.
func (t *text) readCapitals() {
	t.capitals = map[string]bool{}
	for n, s := range t.a.Sentences {
		if t.headline[n] {
			continue
		}
		for i := s.First + 1; i < s.Last; i++ {
			if t.capital(i) && t.a.Tokens[i-1].Kind == nlp.Word {
				t.capitals[t.low(i)] = true
			}
		}
	}
}

// titleCase tells whether a sentence is a headline in capitals, whose runs of
// capitals are no names: it has four or more, and no small word but those that
// headlines leave small.
func (t *text) titleCase(s nlp.Sentence) bool {
	capitals := 0
	for i := s.First; i < s.Last; i++ {
		if t.a.Tokens[i].Kind != nlp.Word || plain[t.low(i)] {
			continue
		}
		if w := t.low(i); !t.capital(i) && w[0] != '\'' && !inner[w] && !arabic(t.a.Word(i)) {
			return false
		}
		if t.capital(i) {
			capitals++
		}
	}
	return capitals >= 4
}

// offices go on with a title after "of": "Superintendent of Police Arvind Roe".
var offices = map[string]bool{"police": true, "state": true, "defence": true, "defense": true, "justice": true, "staff": true,
	"works": true, "finance": true, "health": true, "education": true, "agriculture": true, "transport": true, "interior": true, "parliament": true}

// name reads one run of capitals [i, end) of a sentence.
func (t *text) name(i, end int, s nlp.Sentence, headline bool) {
	know := t.r.know
	if i == s.First && t.startsWithVerb(i, end) {
		i++
	}
	headline = headline || t.shouted(i, end)
	if t.bodyBefore(i, end) { // "the ambassador to the U.N. Ada Lovell"
		t.name(i, i+1, s, headline)
		i++
	}
	m := mention{first: i, last: end, kind: onrecord.Other, entity: -1}
	whole := t.words(i, end)
	last := end - 1
	if suffix[t.low(last)] && last > i {
		last--
	}
	switch {
	case headline:
	case isCountry(t, whole):
		m.kind = onrecord.Country
		t.add(m)
		return
	}
	if !headline && t.titled(i, end, s, m) {
		return
	}
	if !headline && (states[whole] || end-i > 1 && siteNouns[t.low(last)] && (!know.GivenName(t.a.Word(i)) || ambiguous[t.low(i)])) {
		m.kind = onrecord.Place
		t.add(m)
		return
	}
	if _, ok := know.Organization(whole); ok || t.bodyKnown(whole) != nil {
		m.kind = onrecord.Organization
		t.add(m)
		return
	}
	if t.organ(last) || t.orgInside(i, end) {
		m.first = t.afterOffice(i, end)
		m.kind = onrecord.Organization
		t.add(m)
		return
	}
	if headline {
		t.headlines = append(t.headlines, [2]int{i, end})
		return
	}
	if start := t.titleStart(i, s); start < i && end-i <= 4 && !(end-i == 1 && t.isPlural(i) && start == i-1) {
		m.kind = onrecord.Person
		m.title = t.span(start, i)
		m.honorific, _ = know.Role(t.low(i - 1))
		t.add(m)
		return
	}
	if _, ok := know.Organization(whole); !ok && t.appositionBody(m) != "" {
		m.kind = onrecord.Organization
		t.add(m)
		return
	}
	_, described := t.description(m)
	if n := end - i; n >= 2 && n <= 4 && !(t.common(last) && !know.GivenName(t.a.Word(i))) && (described || know.GivenName(t.a.Word(i)) || initial(t.a.Word(i)) || t.introduced(end, s)) && !strings.Contains(whole, " of ") {
		m.kind = onrecord.Person
	}
	t.add(m)
}

// titled reads a run of capitals that is a title and a person's name, and tells
// whether it is.
func (t *text) titled(i, end int, s nlp.Sentence, m mention) bool {
	know := t.r.know
	// The last title in the run parts it from the name.
	split := -1
	for k := i; k < end-1; k++ {
		_, honorific := know.Honorific(t.a.Word(k))
		_, role := know.Role(t.low(k))
		if !role && k == i {
			_, role = know.Role(strings.TrimSuffix(t.low(k), "s"))
		}
		if honorific && (strings.HasSuffix(t.a.Word(k), ".") || !know.GivenName(t.a.Word(k))) || role && (k > i || !know.GivenName(t.a.Word(k))) {
			split = k
		}
	}
	if split < 0 {
		return false
	}
	from := split + 1
	if inner[t.low(from)] {
		office := from + 1
		for from < end-1 && !know.GivenName(t.a.Word(from)) {
			from++
		}
		if from >= end-1 {
			from = -1
			if n := end - office - 1; offices[t.low(office)] && (n == 2 || n == 3) && !t.organ(end-1) {
				from = office + 1
			}
		}
	}
	if from > 0 && end-from <= 4 && !t.organ(end-1) && !(end-from == 1 && t.isPlural(from) && t.low(split) == "fellow") {
		m.first, m.kind = from, onrecord.Person
		m.title = t.span(i, from)
		m.honorific, _ = know.Honorific(t.a.Word(split))
		if pronoun, ok := know.Role(t.low(split)); ok && m.honorific == "" {
			m.honorific = pronoun
		}
		if start := t.titleStart(i, s); start < i {
			m.title.Start = t.a.Tokens[start].Span.Start
		}
		if h, ok := know.Honorific(t.a.Word(split)); ok && split == i && m.title.Start == t.a.Tokens[i].Span.Start && (h != "" || strings.TrimSuffix(t.low(split), ".") == "dr") {
			m.title = onrecord.Span{} // Mr. is no role
		}
		t.add(m)
		return true
	}
	return false
}

// afterOffice is where a body's name starts after the office at it: "Member of
// | House Committee".
func (t *text) afterOffice(i, end int) int {
	if _, role := t.r.know.Role(t.low(i)); !role || t.low(i+1) != "of" || i+2 >= end {
		return i
	}
	if t.low(i+2) == "the" {
		return min(i+3, end-1)
	}
	return i + 2
}

// bodyBefore tells whether a run of capitals is a country or a body and then
// somebody's full name: these are two names.
func (t *text) bodyBefore(i, end int) bool {
	if end-i < 3 || !t.r.know.GivenName(t.a.Word(i+1)) || t.r.know.GivenName(t.a.Word(i)) {
		return false
	}
	_, body := t.r.know.Organization(t.a.Word(i))
	return body || isCountry(t, t.a.Word(i))
}

func (t *text) add(m mention) {
	for i := m.first; i < m.last; i++ {
		t.at[i] = len(t.mentions)
	}
	t.mentions = append(t.mentions, m)
}

func isCountry(t *text, whole string) bool {
	_, ok := t.r.know.Country(whole)
	return ok
}

// orgInside tells a name like "Department of Justice".
func (t *text) orgInside(i, end int) bool {
	for k := i; k+1 < end; k++ {
		if w := t.low(k + 1); (w == "of" || w == "for" || w == "to") && t.organ(k) {
			return true
		}
	}
	return false
}

// initial tells "J." and "J.D.".
func initial(w string) bool {
	return len(w) <= 4 && strings.HasSuffix(w, ".") && strings.ToUpper(w) == w
}

var suffix = map[string]bool{"jr.": true, "jr": true, "sr.": true, "sr": true, "ii": true, "iii": true, "iv": true}
