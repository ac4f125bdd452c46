package attribute

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/model"
)

// lexicon holds what was learned: the weight of each feature as log odds, the
// threshold, and each rule's precision by band of score.
type lexicon struct {
	weights   map[string]float64
	precision map[string]float64 // "rule/band"
}

// readLexicon reads cues.tsv: a feature, its weight, how often it was seen and
// how often it was right, apart by tabs.
func readLexicon() (lexicon, error) {
	l := lexicon{map[string]float64{}, map[string]float64{}}
	for name, into := range map[string]map[string]float64{"cues.tsv": l.weights, "rules.tsv": l.precision} {
		data, err := model.File(name)
		if err != nil {
			return l, err
		}
		for line := range bytes.Lines(data) {
			cells := strings.Split(strings.TrimSpace(string(line)), "\t")
			if strings.HasPrefix(cells[0], "#") || len(cells) < 2 {
				continue
			}
			value, err := strconv.ParseFloat(cells[1], 64)
			if err != nil {
				return l, fmt.Errorf("attribute: %s: %w", name, err)
			}
			into[cells[0]] = value
		}
	}
	return l, nil
}

// score is the log odds of being a statement.
func (r *Rules) score(features []string) float64 {
	sum := r.lexicon.weights["bias"]
	for _, f := range features {
		sum += r.lexicon.weights[f]
	}
	return sum
}

// Band names the band of score that a rule's precision is given for.
func Band(score float64) string {
	p := 1 / (1 + math.Exp(-score))
	return strconv.Itoa(int(min(9, p*10)))
}

// confidence is the rule's precision on the training articles in the band of
// the score, or the rule's overall, or 0.5 where neither was seen.
func (r *Rules) confidence(rule string, score float64) float64 {
	if p, ok := r.lexicon.precision[rule+"/"+Band(score)]; ok {
		return p
	}
	if p, ok := r.lexicon.precision[rule]; ok {
		return p
	}
	return 0.5
}
