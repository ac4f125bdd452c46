package eval

import (
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
)

// tinyPersons is a document as GUM writes it: "Ada Stone, the mayor, met Bo
// Hill. She said Stone's harbour was shut. Hill nodded."
const tinyPersons = `# newdoc id = GUM_news_harbour
# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# meta::genre = news
1	Ada	_	_	_	_	6	_	_	Entity=(1-person-new-sssss-cf1-1,2-coref
2	Stone	_	_	_	_	1	_	_	Entity=1)|SpaceAfter=No
3	,	_	_	_	_	5	_	_	_
4	the	_	_	_	_	5	_	_	Entity=(1-person-giv:act-sssss-cf1-2-appos
5	mayor	_	_	_	_	1	_	_	Entity=1)|SpaceAfter=No
6	,	_	_	_	_	5	_	_	_
7	met	_	_	_	_	0	_	_	_
8	Bo	_	_	_	_	7	_	_	Entity=(2-person-new-nnnnn-cf2-1,2-coref
9	Hill	_	_	_	_	8	_	_	Entity=2)|SpaceAfter=No
10	.	_	_	_	_	7	_	_	_

1	She	_	_	_	_	2	_	_	Entity=(1-person-giv:act-sssss-cf1-1-ana)
2	said	_	_	_	_	0	_	_	_
3-4	Stone's	_	_	_	_	_	_	_	_
3	Stone	_	_	_	_	5	_	_	Entity=(3-place-new-nnnnn-cf3-3-sgl(1-person-giv:act-sssss-cf1-1-coref
4	's	_	_	_	_	3	_	_	Entity=1)
5	harbour	_	_	_	_	7	_	_	Entity=3)
6	was	_	_	_	_	7	_	_	_
7	shut	_	_	_	_	2	_	_	SpaceAfter=No
8	.	_	_	_	_	2	_	_	_

1	Hill	_	_	_	_	2	_	_	Entity=(2-person-giv:act-nnnnn-cf1-1-coref)
2	nodded	_	_	_	_	0	_	_	SpaceAfter=No
3	.	_	_	_	_	2	_	_	_

`

// tinyPronouns are two lines as GAP writes them.
const tinyPronouns = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n" +
	"tiny-1\tAda Stone met Jane Hill. Stone said she was late.\tshe\t36\tJane Hill\t14\tFALSE\tStone\t25\tTRUE\tx\n" +
	"tiny-2\tBo Hill met Sam Reed. Hill said he was late.\the\t32\tSam Reed\t12\tFALSE\tHill\t22\tTRUE\tx\n"

// places gives where parts of a text stand, each after the one before.
func places(t *testing.T, text string, parts ...string) []metric.Range {
	t.Helper()
	var out []metric.Range
	from := 0
	for _, p := range parts {
		i := strings.Index(text[from:], p)
		if i < 0 {
			t.Fatalf("%q is not in what follows", p)
		}
		start := len([]rune(text[:from+i]))
		out = append(out, metric.Range{Start: start, End: start + len([]rune(p))})
		from += i + len(p)
	}
	return out
}

func TestScorePersons(t *testing.T) {
	documents, err := collect(corpus.CoNLLU(strings.NewReader(tinyPersons)))
	if err != nil {
		t.Fatal(err)
	}
	d := documents[0]
	at := func(parts ...string) []metric.Range { return places(t, d.Text, parts...) }
	ada, bo := at("Ada Stone", "the mayor", "She", "Stone"), at("Bo Hill", "Hill nodded")
	bo[1].End -= len(" nodded")
	perfect := metric.PRF{Hit: 6, Predicted: 6, Gold: 6}
	for _, c := range []struct {
		name            string
		said            [][]metric.Range
		mentions        metric.PRF
		pronouns, right metric.Share
		perfect         bool
	}{
		{"all right", [][]metric.Range{bo, ada}, perfect, metric.Share{Part: 1, Whole: 1}, metric.Share{Part: 1, Whole: 1}, true},
		{"names alone, and one that is no person", [][]metric.Range{at("Ada Stone", "Stone"), at("harbour", "shut"), bo},
			metric.PRF{Hit: 4, Predicted: 6, Gold: 6}, metric.Share{Whole: 1}, metric.Share{}, false},
		{"the pronoun with the other", [][]metric.Range{{ada[0], ada[1], ada[3]}, {bo[0], ada[2], bo[1]}},
			perfect, metric.Share{Part: 1, Whole: 1}, metric.Share{Whole: 1}, false},
		{"a pronoun alone is resolved but nobody's", [][]metric.Range{at("She"), bo},
			metric.PRF{Hit: 2, Predicted: 2, Gold: 6}, metric.Share{Part: 1, Whole: 1}, metric.Share{Whole: 1}, false},
		{"nothing", nil, metric.PRF{Gold: 6}, metric.Share{Whole: 1}, metric.Share{}, false},
	} {
		got := scorePersons(d, c.said)
		if got.chains.Mentions != c.mentions || got.pronouns != c.pronouns || got.right != c.right || (got.chains.Mean() == 100) != c.perfect {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestScorePronoun(t *testing.T) {
	pronouns, err := collect(corpus.Pronouns(strings.NewReader(tinyPronouns)))
	if err != nil {
		t.Fatal(err)
	}
	p := pronouns[0]
	at := func(parts ...string) []metric.Range { return places(t, p.Text, parts...) }
	for _, c := range []struct {
		name string
		said [][]metric.Range
		want gapTally
	}{
		{"the right name", [][]metric.Range{at("Jane Hill"), at("Ada Stone", "Stone", "she")},
			gapTally{metric.Share{Part: 1, Whole: 1}, metric.PRF{Hit: 1, Predicted: 1, Gold: 1}}},
		{"the wrong name, by a part of it", [][]metric.Range{at("Hill", "she"), at("Ada Stone", "Stone")},
			gapTally{metric.Share{Part: 1, Whole: 1}, metric.PRF{Predicted: 1, Gold: 1}}},
		{"neither", [][]metric.Range{at("Ada Stone", "she")}, gapTally{metric.Share{Part: 1, Whole: 1}, metric.PRF{Gold: 1}}},
		{"a phrase that begins with it", [][]metric.Range{at("Stone", "she was")}, gapTally{metric.Share{Whole: 1}, metric.PRF{Gold: 1}}},
		{"no entities", nil, gapTally{metric.Share{Whole: 1}, metric.PRF{Gold: 1}}},
	} {
		if got := scorePronoun(p, c.said); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestGAPBias(t *testing.T) {
	half := gapTally{metric.Share{Part: 1, Whole: 2}, metric.PRF{Hit: 1, Predicted: 2, Gold: 2}}
	whole := gapTally{metric.Share{Part: 2, Whole: 2}, metric.PRF{Hit: 2, Predicted: 2, Gold: 2}}
	var got []string
	for _, row := range gapTable("x", whole, half).Rows {
		got = append(got, row.Values[4].String(), row.Values[5].String())
	}
	if want := []string{"75.0", "0.500", "100.0", "–", "50.0", "–"}; !slices.Equal(got, want) {
		t.Errorf("F and bias: %v, want %v", got, want)
	}
}
