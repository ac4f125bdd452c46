package dateline

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed cities.txt
var citiesFile string

//go:embed regions.txt
var regionsFile string

//go:embed agencies.txt
var agenciesFile string

var (
	cities   = readNames(citiesFile, true)
	regions  = readNames(regionsFile, true)
	agencies = readNames(agenciesFile, false)
	calendar = readNames("monday\ntuesday\nwednesday\nthursday\nfriday\nsaturday\nsunday\n"+
		"jan\nfeb\nmar\napr\nmay\njun\njul\naug\nsep\nsept\noct\nnov\ndec\njanuary\nfebruary\nmarch\napril\n"+
		"june\njuly\naugust\nseptember\noctober\nnovember\ndecember", false)
)

// names is a list of names with the length of the longest.
type names struct {
	star    map[string]bool // name → marked with "*"
	longest int
}

// readNames reads one name a line; folded makes them lower case.
func readNames(file string, folded bool) names {
	n := names{star: map[string]bool{}}
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, star := strings.CutSuffix(line, "*")
		if folded {
			name = strings.ToLower(name)
		}
		n.star[name] = star
		n.longest = max(n.longest, len(name))
	}
	return n
}

func (n names) has(name string) bool {
	_, ok := n.star[name]
	return ok
}

func (n names) marked(name string) bool { return n.star[strings.ToLower(name)] }

// match gives the end of the longest name that stands at byte i as whole
// words and with a capital first, or i.
func (n names) match(s string, i int) int {
	first, _ := utf8.DecodeRuneInString(s[i:])
	if !unicode.IsUpper(first) {
		return i
	}
	for end := min(len(s), i+n.longest+4); end > i; end-- {
		if end < len(s) && !utf8.RuneStart(s[end]) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[end:])
		if end < len(s) && (unicode.IsLetter(next) || unicode.IsDigit(next)) {
			continue
		}
		if n.has(strings.ToLower(strings.ReplaceAll(s[i:end], "’", "'"))) {
			return end
		}
	}
	return i
}
