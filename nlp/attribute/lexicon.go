package attribute

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/model"
)

// lexicon holds what was learned: the weight of each feature as log odds, the
// threshold, and each rule's precision by band of score.
type lexicon struct {
	weights   map[string]float64
	precision map[string]float64 // "rule/band"
	curves    map[onrecord.Kind]curve
}

// curve turns the tagger's log odds into a probability that holds: σ(slope·x
// + shift) (Platt 1999). Its zero value leaves the log odds as they are.
type curve struct{ slope, shift float64 }

func (c curve) at(logOdds float64) float64 {
	if c.slope == 0 {
		c.slope = 1
	}
	return 1 / (1 + math.Exp(-(c.slope*logOdds + c.shift)))
}

// least is the confidence below which what a tagger found is not given: of
// such statements two in three are wrong.
const least = 0.34

// WithConfidence gives rules whose confidence in what a tagger found is
// calibrated, and that leave out what is likely wrong: the lines of data are
// kind, slope and shift, apart by tabs.
func (r *Rules) WithConfidence(data []byte) (*Rules, error) {
	out := *r
	out.least = least
	out.lexicon.curves = map[onrecord.Kind]curve{}
	for line := range bytes.Lines(data) {
		cells := strings.Split(strings.TrimSpace(string(line)), "\t")
		if strings.HasPrefix(cells[0], "#") || len(cells) != 3 {
			continue
		}
		slope, err := strconv.ParseFloat(cells[1], 64)
		shift, err2 := strconv.ParseFloat(cells[2], 64)
		if err := errors.Join(err, err2); err != nil {
			return nil, fmt.Errorf("attribute: confidence: %w", err)
		}
		out.lexicon.curves[onrecord.Kind(cells[0])] = curve{slope, shift}
	}
	return &out, nil
}

// readLexicon reads cues.tsv: a feature, its weight, how often it was seen and
// how often it was right, apart by tabs.
func readLexicon() (lexicon, error) {
	l := lexicon{weights: map[string]float64{}, precision: map[string]float64{}}
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

// sure is how likely a candidate of a kind is to be right.
func (r *Rules) sure(c Candidate, kind onrecord.Kind) float64 {
	if c.learned {
		return r.lexicon.curves[kind].at(c.Score)
	}
	return r.confidence(c.Rule, c.Score)
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
