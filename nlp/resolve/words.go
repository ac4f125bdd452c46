package resolve

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed plain.txt
var plainWords string

//go:embed stops.txt
var stopWords string

//go:embed confidence.tsv
var confidenceTable string

// plain words begin no name though a sentence gives them a capital.
var plain = set(plainWords)

// stops are verbs of speech and the like that end a description.
var stops = set(stopWords)

// speaks are verbs that follow the name of a person or body that speaks.
var speaks = map[string]bool{"said": true, "says": true, "told": true, "tells": true, "asked": true, "added": true,
	"wrote": true, "writes": true, "tweeted": true, "argued": true, "argues": true, "explained": true, "recalled": true}

func set(lines string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			for w := range strings.FieldsSeq(line) {
				out[w] = true
			}
		}
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
