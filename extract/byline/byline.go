// Package byline turns a byline as printed ("By Jane Doe and John Roe,
// Political Editor | Reuters") into the names of the authors.
//
// Input: the words of a byline, of an element or a field that is known to hold
// one. Output: people and news agencies in order. Method: the words are cut
// at what parts names, roles and affiliations; a piece is a person where it
// has the shape of a name, an agency where it is on the list. It does not
// find bylines in running text, and it gives no outlets and no single words:
// who needs these takes the field as it stands.
package byline

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed agencies.txt
var agencyFile string

//go:embed roles.txt
var roleFile string

//go:embed organizations.txt
var organizationFile string

//go:embed notnames.txt
var notNameFile string

var (
	agencies      = wordSet(agencyFile)
	roles         = wordSet(roleFile)
	organizations = wordSet(organizationFile)
	notNames      = wordSet(notNameFile)
)

func wordSet(file string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			set[line] = true
		}
	}
	return set
}

const (
	maxLength = 600 // bytes of a byline that are read
	maxNames  = 20
)

var (
	noise = regexp.MustCompile(`https?://\S+|www\.\S+|\S+@\S+|(^|\s)@\w+|\([^()]*\)|\[[^\[\]]*\]`)
	lead  = regexp.MustCompile(`(?i)^[\s:•|,–—-]*((written|story|reported|reporting|posted|words|text|report|analysis|opinion|column|review|article|published|interview|compiled|updated|commentary|submitted|contributed)\s+by|by|authors?|from|analysis|opinion)([\s:]+|$)`)
	cut   = regexp.MustCompile(`(?i)\s*(?:[|•·;/\n\t]|\s[–—-]+\s|--+)\s*`)
	joint = regexp.MustCompile(`(?i)\s*,?\s+(?:and|&|with|et|und|y)\s+(?:by\s+)?|\s*&\s*|\s*,\s*`)
	tail  = regexp.MustCompile(`\s(?:of|for|in|at|from|on|via|is|was|has|as|to|who|covers|special to)\s.*$`)
	// otherWork is what stands before the "by" of people who did not write the story.
	otherWork = regexp.MustCompile(`(?i)(photo|photos|photographs?|photography|pictures?|images?|illustrations?|illustrated|graphics?|video|edited|editing|reviewed|checked|produced)\s*$`)
	again     = regexp.MustCompile(`(?i)\s+by\s+`)
)

// Names gives the authors' names, people and agencies, in order, each once.
// Names in capitals alone are given in mixed case.
func Names(s string) []string {
	if len(s) > maxLength {
		s = strings.ToValidUTF8(s[:maxLength], "")
	}
	s = strings.TrimSpace(noise.ReplaceAllString(s, " "))
	found := list{seen: map[string]bool{}}
	for piece := range strings.SplitSeq(cut.ReplaceAllString(s, "\n"), "\n") {
		before := ""
		for _, part := range again.Split(piece, -1) {
			if !otherWork.MatchString(before) {
				found.piece(trimLead(part))
			}
			before = part
		}
	}
	return found.names
}

func trimLead(s string) string {
	for range 3 {
		t := lead.ReplaceAllString(s, "")
		if t == s {
			break
		}
		s = t
	}
	return s
}

// list gathers the names of one byline.
type list struct {
	names  []string
	people int
	mixed  bool // a name with small letters was found: capitals are none then
	seen   map[string]bool
}

// piece reads a part of the byline in which only commas and conjunctions part
// names from each other and from what people are.
func (l *list) piece(s string) {
	at := 0
	joined := len(l.names) == 0 // by a conjunction, or at the beginning
	for {
		loc := joint.FindStringIndex(s[at:])
		end := len(s)
		if loc != nil {
			end = at + loc[0]
		}
		l.one(s[at:end], joined)
		if loc == nil || len(l.names) >= maxNames {
			return
		}
		separator := s[at+loc[0] : at+loc[1]]
		joined = strings.TrimSpace(separator) != ","
		at += loc[1]
	}
}

func (l *list) one(s string, joined bool) {
	s = strings.Trim(trimLead(s), " \t.,:;*\"“”-–—|")
	if s == "" {
		return
	}
	if IsAgency(s) {
		if joined || l.people == 0 { // after a person's name and a comma it is whom the person works for
			l.add(s)
		}
		return
	}
	if n := len(l.names); n > 0 && generation[strings.ToLower(strings.Trim(s, "."))] {
		l.names[n-1] += " " + s
		return
	}
	if name, ok := person(tail.ReplaceAllString(" "+s, ""), l.mixed); ok {
		l.mixed = l.mixed || name == s
		l.people++
		l.add(name)
	}
}

func (l *list) add(name string) {
	key := fold(name)
	if key == "" || l.seen[key] || len(l.names) >= maxNames {
		return
	}
	l.seen[key] = true
	l.names = append(l.names, name)
}

// IsAgency tells whether the words are the name of a news agency.
func IsAgency(s string) bool { return agencies[strings.TrimPrefix(fold(s), "the ")] }

// IsOrganization tells whether a run of words is named as an outlet or a body
// is, by one of its words.
func IsOrganization(s string) bool {
	if IsAgency(s) {
		return true
	}
	for w := range strings.FieldsSeq(fold(s)) {
		if organizations[w] {
			return true
		}
	}
	return false
}

// fold is lower case with single spaces for all but letters and digits.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

var particles = map[string]bool{
	"de": true, "da": true, "do": true, "dos": true, "das": true, "del": true, "della": true, "di": true, "du": true, "la": true, "le": true,
	"van": true, "von": true, "der": true, "den": true, "ter": true, "ten": true, "zu": true, "bin": true, "bint": true, "ibn": true,
	"al": true, "el": true, "ben": true, "y": true, "e": true, "af": true, "av": true, "st": true,
}

var generation = map[string]bool{"jr": true, "sr": true, "ii": true, "iii": true, "iv": true}

var degrees = map[string]bool{
	"phd": true, "md": true, "mba": true, "rd": true, "rn": true, "ms": true, "ma": true, "jd": true, "esq": true, "dds": true, "mph": true,
	"do": true, "msc": true, "bsc": true, "rdn": true, "cpt": true, "obe": true, "mp": true, "cfa": true, "cfp": true,
}

// person gives the name at the beginning of s, up to the first word that
// says what the person is.
func person(s string, mixed bool) (string, bool) {
	words := strings.Fields(s)
	var name []string
	for i, w := range words {
		bare := strings.ToLower(strings.Trim(w, ".,"))
		if i >= 1 && (roles[bare] || degrees[strings.ReplaceAll(bare, ".", "")] && i >= 2) {
			break
		}
		name = append(name, w)
	}
	if len(name) > 2 { // "JANE DOE Associated Press"
		for k := 2; k < len(name); k++ {
			if IsAgency(strings.Join(name[k:], " ")) {
				name = name[:k]
				break
			}
		}
	}
	if len(name) < 2 || len(name) > 6 || roles[strings.ToLower(name[0])] && len(words) < 3 {
		return "", false
	}
	small := false
	for i, w := range name {
		ok, hasSmall := nameWord(w, i == 0, i == len(name)-1)
		if !ok {
			return "", false
		}
		small = small || hasSmall
	}
	joined := strings.Join(name, " ")
	if notNames[fold(name[0])] || IsOrganization(joined) || utf8.RuneCountInString(joined) > 60 {
		return "", false
	}
	if !small {
		if mixed {
			return "", false
		}
		return title(joined), true
	}
	return joined, true
}

// nameWord tells whether a word can be part of a name, and whether it has
// small letters.
func nameWord(w string, first, last bool) (ok, small bool) {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "'’\"“("))
	letters := 0
	for _, c := range w {
		switch {
		case unicode.IsLetter(c) || unicode.IsMark(c):
			letters++
			small = small || !unicode.IsUpper(c)
		case !strings.ContainsRune("'’‘.-‐\"“”", c):
			return false, false
		}
	}
	if letters == 0 {
		return false, false
	}
	if unicode.IsLower(r) {
		prefixed := strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "d’") || strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-")
		return (particles[w] && !last || prefixed) || (particles[w] && !first && !last), small
	}
	return true, small
}

// title makes a name in capitals one in mixed case; initials stay.
func title(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if i > 0 && particles[strings.ToLower(w)] {
			words[i] = strings.ToLower(w)
			continue
		}
		if generation[strings.ToLower(strings.Trim(w, "."))] && strings.HasPrefix(w, "I") || utf8.RuneCountInString(w) < 3 && i == 0 {
			continue
		}
		var b strings.Builder
		start := true
		for _, r := range w {
			if start {
				b.WriteRune(unicode.ToUpper(r))
			} else {
				b.WriteRune(unicode.ToLower(r))
			}
			start = !unicode.IsLetter(r)
		}
		words[i] = b.String()
	}
	return strings.Join(words, " ")
}
