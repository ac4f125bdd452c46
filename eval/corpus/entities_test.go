package corpus

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/eval/metric"
)

func TestMentions(t *testing.T) {
	in := conllu("# newdoc id = x", "# global.Entity = GRP-etype-infstat-minspan-identity",
		"1 Café Entity=(1-person-new-2,3-Ada-Stone(2-place-new-1)", "2 Ada", "3 Stone Entity=1)|SpaceAfter=No", "4 ,",
		"5-6 she's SpaceAfter=No", "5 she Entity=(1-person-giv:act-1)", "6 's", "7 . Entity=(4[1/2]-x)", "",
		"1-2 du", "1 de Entity=(3-time-new-9", "2 le Entity=3)", "",
		"# newdoc id = y", "1 Yes Entity=ignored", "")
	got := all(t, CoNLLU(strings.NewReader(in)))
	text := []rune(got[0].Text)
	words := func(r metric.Range) string { return string(text[r.Start:r.End]) }
	var found []string
	for _, m := range got[0].Mentions {
		var heads []string
		for _, h := range m.Heads {
			heads = append(heads, words(h))
		}
		found = append(found, fmt.Sprintf("%s %s %q %q", m.Chain, m.Kind, words(m.Span), heads))
	}
	want := []string{`2 place "Café" ["Café"]`, `1 person "Café Ada Stone" ["Ada" "Stone"]`, `1 person "she" ["she"]`, `4 x "." ["."]`, `3 time "du" ["du"]`}
	if !slices.Equal(found, want) {
		t.Errorf("got  %s\nwant %s\nin %q", found, want, got[0].Text)
	}
	if len(got[1].Mentions) != 0 {
		t.Errorf("marks were read without a header: %+v", got[1].Mentions)
	}
}

func TestHeadsComeFromTheTreeWhereNoneAreGiven(t *testing.T) {
	in := "# global.Entity = GRP-etype\n" +
		"1\tthe\t_\t_\t_\t_\t3\t_\t_\tEntity=(1-person\n2\tharbour\t_\t_\t_\t_\t3\t_\t_\t_\n" +
		"3\tmaster\t_\t_\t_\t_\t4\t_\t_\tEntity=1)\n4\tit\t_\t_\t_\t_\t4\t_\t_\tEntity=(2-x)\n"
	m := all(t, CoNLLU(strings.NewReader(in)))[0].Mentions
	if len(m) != 2 || !slices.Equal(m[0].Heads, []metric.Range{{Start: 12, End: 18}}) || !slices.Equal(m[1].Heads, []metric.Range{m[1].Span}) {
		t.Errorf("%+v", m)
	}
}

func TestBadMarksAreNamed(t *testing.T) {
	const header = "# global.Entity = GRP-etype-minspan"
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"# global.Entity = eid-etype"}, `line 1: global.Entity "eid-etype" names no GRP`},
		{[]string{header, "1 a Entity=1)"}, `line 2: a mention of "1" ends that did not start`},
		{[]string{header, "1 a Entity=(1)"}, `line 2: the mention "1" has too few fields`},
		{[]string{header, "1 a Entity=1"}, `line 2: the mark "1" neither`},
		{[]string{header, "1 a Entity=(1-person-1", "", "2 b"}, `line 3: the mention of "1" does not end`},
		{[]string{header, "1 a Entity=(1-person-1"}, `line 2: the mention of "1" does not end`},
		{[]string{header, "1 a Entity=(1-person-1", "# newdoc id = x"}, `line 3: the mention of "1" does not end`},
	} {
		if got := failure(CoNLLU(strings.NewReader(conllu(c.lines...)))); !strings.Contains(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.lines, got, c.want)
		}
	}
}

const onePronoun = "p1\tÉva said she met Ada.\tshe\t9\tÉva\t0\tTRUE\tAda\t17\tFALSE\tx"

func TestPronouns(t *testing.T) {
	got := all(t, Pronouns(strings.NewReader(gapColumns+"\r\n"+onePronoun+"\r\n")))
	want := Pronoun{ID: "p1", Text: "Éva said she met Ada.", Span: metric.Range{Start: 9, End: 12}, Feminine: true,
		Names: [2]PronounName{{metric.Range{Start: 0, End: 3}, true}, {metric.Range{Start: 17, End: 20}, false}}}
	if len(got) != 1 || got[0] != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, c := range []struct{ from, to, want string }{
		{"ID", "id", "line 1: the columns are not"},
		{"\tx", "", "line 2: a pronoun needs 11 columns"},
		{"she\t9", "it\t9", `line 2: "it" is no pronoun`},
		{"Ada\t17", "Ada\t16", `line 2: "Ada" does not stand at 16`},
		{"Ada\t17", "Ada\t99", "line 2: range [99, 102] is outside"},
		{"Ada\t17", "Ada\tx", `line 2: "x" is no offset`},
		{"FALSE", "perhaps", "line 2: strconv.ParseBool"},
		{"É", "\xff", "line 2: the text is not UTF-8"},
	} {
		in := strings.Replace(gapColumns+"\n"+onePronoun, c.from, c.to, 1)
		if got := failure(Pronouns(strings.NewReader(in))); !strings.Contains(got, c.want) {
			t.Errorf("%q for %q: got %q, want %q", c.to, c.from, got, c.want)
		}
	}
}
