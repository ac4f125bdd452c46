package resolve

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed plain.txt
var plainWords string

//go:embed sites.txt
var siteWords string

//go:embed ambiguous.txt
var ambiguousNames string

//go:embed stops.txt
var stopWords string

//go:embed time.txt
var timeWords string

//go:embed participles.txt
var participleWords string

//go:embed relations.txt
var relationWords string

//go:embed states.txt
var stateNames string

//go:embed generic.txt
var genericWords string

//go:embed metonyms.tsv
var metonymTable string

//go:embed bodies.tsv
var bodyTable string

//go:embed papers.tsv
var paperTable string

//go:embed fitting.tsv
var fittingTable string

//go:embed confidence.tsv
var confidenceTable string

// plain words begin no name though a sentence gives them a capital.
var plain = set(plainWords)

// siteNouns end the names of places and buildings.
var siteNouns = set(siteWords)

// ambiguous are given names that are words of another kind too.
var ambiguous = set(ambiguousNames)

// stops are verbs of speech and the like that end a description.
var stops = set(stopWords)

// times are words that say when.
var times = set(timeWords)

// participles are those that do not end in -ed.
var participles = set(participleWords)

// generic words say of a body nothing that its name need say.
var generic = set(genericWords)

// relations are nouns that say whose relative somebody is.
var relations = set(relationWords)

// states are parts of federations that statements are ascribed to.
var states = lines(stateNames)

// metonyms are bodies and the states that they speak for.
var metonyms = table(metonymTable)

// bodies tells a noun's bodies by the words that head their names.
var bodies = lists(bodyTable)

// papers tells a noun's documents by the nouns that they are described with.
var papers = lists(paperTable)

// fitting tells the words of a role or title that a noun for a person fits.
var fitting = lists(fittingTable)

// speaks are verbs that follow the name of a person or body that speaks.
var speaks = map[string]bool{"said": true, "says": true, "told": true, "tells": true, "asked": true, "added": true,
	"wrote": true, "writes": true, "tweeted": true, "argued": true, "argues": true, "explained": true, "recalled": true}

func set(text string) map[string]bool {
	out := map[string]bool{}
	for line := range lines(text) {
		for w := range strings.FieldsSeq(line) {
			out[w] = true
		}
	}
	return out
}

// lines are a data file's lines, comments apart.
func lines(text string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out[line] = true
		}
	}
	return out
}

// table is a data file of two columns.
func table(text string) map[string]string {
	out := map[string]string{}
	for line := range lines(text) {
		key, value, _ := strings.Cut(line, "\t")
		out[key] = value
	}
	return out
}

// lists is a data file of two columns, the second a list of words.
func lists(text string) map[string][]string {
	out := map[string][]string{}
	for key, words := range table(text) {
		out[key] = strings.Fields(words)
	}
	return out
}

// readConfidence reads how often each rule was right where it was measured.
func readConfidence() (map[string]float64, error) {
	out := map[string]float64{}
	for line := range strings.Lines(confidenceTable) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(cells) < 2 {
			continue
		}
		v, err := strconv.ParseFloat(cells[1], 64)
		if err != nil {
			return nil, fmt.Errorf("resolve: confidence: %w", err)
		}
		out[cells[0]] = v
	}
	return out, nil
}
