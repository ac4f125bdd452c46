package resolve

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// feature is one thing that speaks for or against an antecedent: a family, the
// context that the pronoun stands in, and a value, packed into one number.
type feature int32

// family is a kind of feature.
type family int

// The families of features. Each counts once for all contexts and once for the
// pronoun's own.
const (
	famNone      family = iota // no person of the list: values tell what stands near
	famDistance                // sentences since the last mention
	famParagraph               // paragraphs since then
	famRank                    // how many other persons were mentioned since, who fit
	famBefore                  // the kind of word before the last mention
	famAfter                   // and after it
	famAgree                   // what the article's own words say of he and she
	famPrior                   // the speaker of the statements before
	famWithin                  // the speaker of the statement that the pronoun stands in
	famCount                   // how often mentioned so far
	famLead                    // mentioned in the title or lead
	famForm                    // form of the pronoun, with the place of the last mention
	famQuoted                  // the last mention stands in a quotation
	famStart                   // both begin their sentences
	famNamed                   // the last mention is a pronoun itself, and how far the name is
	famAlone                   // nobody else fits within reach
	familyCount
)

// familyNames are the families' names in the table of weights.
var familyNames = [familyCount]string{"none", "distance", "paragraph", "rank", "before", "after", "agree", "prior", "within",
	"count", "lead", "form", "quoted", "start", "named", "alone"}

// The contexts of a pronoun.
const (
	anywhere  = iota
	asSource  // it is the source of a statement
	inContent // in what somebody is reported to have said, outside quotation marks
	inQuotes
	inText
	contextCount
)

var contextNames = [contextCount]string{"any", "source", "content", "quotes", "text"}

// values is the most values that a family has.
const values = 64

func pack(f family, context, value int) feature {
	return feature((int(f)*contextCount+context)*values + min(value, values-1))
}

// String names a feature as the table of weights does.
func (f feature) String() string {
	rest := int(f) / values
	return fmt.Sprintf("%s/%s/%d", familyNames[rest/contextCount], contextNames[rest%contextCount], int(f)%values)
}

// parseFeature is the feature that String names so.
func parseFeature(name string) (feature, bool) {
	parts := strings.Split(name, "/")
	if len(parts) != 3 {
		return 0, false
	}
	f, c := slices.Index(familyNames[:], parts[0]), slices.Index(contextNames[:], parts[1])
	v, err := strconv.Atoi(parts[2])
	if f < 0 || c < 0 || err != nil || v < 0 || v >= values {
		return 0, false
	}
	p := pack(family(f), c, v)
	return p, p.String() == name
}

// ranker weighs antecedents: a log-linear model over the candidates of one
// pronoun and "none of them" (the mention ranker of Denis and Baldridge 2008).
type ranker struct{ weights []float64 }

// readRanker reads a table of weights: name, tab, weight.
func readRanker(table []byte) (ranker, error) {
	r := ranker{make([]float64, int(familyCount)*contextCount*values)}
	for line := range strings.Lines(string(table)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, number, _ := strings.Cut(line, "\t")
		f, ok := parseFeature(name)
		w, err := strconv.ParseFloat(number, 64)
		if !ok || err != nil || math.IsNaN(w) || math.Abs(w) > 100 {
			return ranker{}, fmt.Errorf("resolve: weights of pronouns: line %q", line)
		}
		r.weights[f] = w
	}
	return r, nil
}

// best gives the likeliest of several lists of features, and its probability.
func (r ranker) best(all [][]feature) (int, float64) {
	p := r.probabilities(all)
	top := 0
	for i := range p {
		if p[i] > p[top] {
			top = i
		}
	}
	return top, p[top]
}

func (r ranker) probabilities(all [][]feature) []float64 {
	p := make([]float64, len(all))
	highest := math.Inf(-1)
	for i, features := range all {
		for _, f := range features {
			p[i] += r.weights[f]
		}
		highest = max(highest, p[i])
	}
	sum := 0.0
	for i := range p {
		p[i] = math.Exp(p[i] - highest)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

// FeatureName is the name that a feature has in the table of weights.
func FeatureName(f int32) string { return feature(f).String() }
