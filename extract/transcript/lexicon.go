package transcript

import (
	_ "embed"
	"strings"
)

//go:embed words.txt
var wordsFile string

// lexicon holds the lists of words.txt, each entry in lower case without full
// stops. most is the number of words of the longest title.
type lexicon struct {
	title, office, reporter, unnamed, notLabel, stage, particle, heading, between, field, list map[string]bool
}

var words = readLexicon(wordsFile)

func readLexicon(file string) lexicon {
	lists := map[string]map[string]bool{}
	section := ""
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = strings.Trim(line, "[]")
			lists[section] = map[string]bool{}
		default:
			lists[section][line] = true
		}
	}
	return lexicon{title: lists["title"], office: lists["office"], reporter: lists["reporter"], unnamed: lists["unnamed"],
		notLabel: lists["notlabel"], stage: lists["stage"], particle: lists["particle"], heading: lists["heading"], between: lists["between"],
		field: lists["field"], list: lists["list"]}
}

// longestTitle is the number of words that a title has at most.
const longestTitle = 3

// titleOf gives how many of the words, in lower case without stops, are a title: the
// longest that fits, or 0.
func (l *lexicon) titleOf(fields []string) int {
	for n := min(longestTitle, len(fields)); n > 0; n-- {
		if l.title[strings.Join(fields[:n], " ")] {
			return n
		}
	}
	return 0
}
