package quote

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/segment"
)

func newSegmenter(t testing.TB) *segment.Segmenter {
	t.Helper()
	s, err := segment.New()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// show writes each quotation as its segments in braces, with - for unclosed,
// + for unopened and > for each one around it.
func show(q nlp.Quoted) string {
	var parts []string
	for _, x := range q.Quotes {
		s := ""
		for p := x.Parent; p >= 0; p = q.Quotes[p].Parent {
			s += ">"
		}
		if x.Unopened {
			s += "+"
		}
		if x.Unclosed {
			s += "-"
		}
		for _, seg := range x.Segments {
			s += "{" + seg.In(q.Text) + "}"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

func TestPair(t *testing.T) {
	s := newSegmenter(t)
	for _, c := range []struct{ name, text, want string }{
		{"curly", "“We won,” she said.", "{We won,}"},
		{"straight", `"We won," she said. "At last."`, "{We won,} {At last.}"},
		{"typewriter", "``We won,'' she said. ``At last.''", "{We won,} {At last.}"},
		{"typewriter, two apostrophes", "''We won,'' she said. ''At last.''", "{We won,} {At last.}"},
		{"German", "Er sagte: „Wir haben gewonnen.“ Dann ging er.", "{Wir haben gewonnen.}"},
		{"German single", "Er sagte: „Das ist ‚gut‘, ja.“", "{Das ist ‚gut‘, ja.} >{gut}"},
		{"French", "Il a dit : « Nous avons gagné. » Puis il est parti.", "{Nous avons gagné.}"},
		{"French nested", "Il a dit : « Elle crie “non” toujours. »", "{Elle crie “non” toujours.} >{non}"},
		{"guillemets inwards", "Er sagte: »Gut so.« Dann ging er.", "{Gut so.}"},
		{"single in double", "“He said ‘no’ to me,” she said.", "{He said ‘no’ to me,} >{no}"},
		{"double in single", "‘He said “no” to me,’ she said.", "{He said “no” to me,} >{no}"},
		{"both end", "“He said, ‘Go home.’”", "{He said, ‘Go home.’} >{Go home.}"},
		{"both begin", "“‘Go home,’ he told me,” she said.", "{‘Go home,’ he told me,} >{Go home,}"},
		{"straight nested", `"He said, 'Go home,'" she said.`, "{He said, 'Go home,'} >{Go home,}"},
		{"typewriter nested", "''He said 'no' to me,'' she said.", "{He said 'no' to me,} >{no}"},
		{"typewriter, three", "''He said 'no'''", "{He said 'no'} >{no}"},
		{"mixed styles", `“We won," she said. "At last.”`, "{We won,} {At last.}"},
		{"curly in straight", `"They call it “the pit” here," she said.`, "{They call it “the pit” here,} >{the pit}"},
		{"British", "‘We won’, she said. It was ‘a gift’.", "{We won} {a gift}"},
		{"British with apostrophes", "‘I don’t know the players’ names,’ he said.", "{I don’t know the players’ names,}"},
		{"British, straight", "'I don't know the players' names,' he said.", "{I don't know the players' names,}"},
		{"British, question", "‘Who’s there?’ asked Roe. ‘It’s Finch’s turn.’", "{Who’s there?} {It’s Finch’s turn.}"},

		{"decade", "It was the music of the ’60s and '90s.", ""},
		{"decade, wrong way", "It was the music of the ‘60s.", ""},
		{"elisions", "’Tis the season; give ’em rock ’n’ roll 'til dawn.", ""},
		{"plural possessive", "The players’ union met the teachers' union.", ""},
		{"possessive in a quotation", "“The players’ union is done,” she said.", "{The players’ union is done,}"},
		{"dropped g", "He kept on truckin’ and singin' all day.", ""},
		{"feet and inches", `He is 6'2" tall and she is 5’ 10” tall.`, ""},
		{"feet and inches in a quotation", `"He is 6'2" tall," she said.`, `{He is 6'2" tall,}`},
		{"quotation that ends in a number", `"I was 12," she said. He called it "Catch 22" then.`, "{I was 12,} {Catch 22}"},
		{"Irish name", "O'Brien and D’Arcy don't agree.", ""},

		{"reopened", "“One thing is sure.\n\n“Another is not.\n\n“The third is both,” she said.", "{One thing is sure.}{Another is not.}{The third is both,}"},
		{"reopened, straight", "\"One thing is sure.\n\n\"Another is not,\" she said.", "{One thing is sure.}{Another is not,}"},
		{"reopened, glued paragraphs", `"One thing is sure. "Another is not. "The third is both," she said.`, "{One thing is sure.}{Another is not.}{The third is both,}"},
		{"reopened with a nested one", "“He said ‘no’.\n\n“I said ‘yes’.”", "{He said ‘no’.}{I said ‘yes’.} >{no} >{yes}"},
		{"each paragraph closed", "“One.”\n\n“Two.”", "{One.} {Two.}"},
		{"not reopened after a report", "“We won, she said.\n\n“We lost,” he said.", "-{We won,} {We lost,}"},
		{"unclosed", "“We won at last.\n\nThe crowd went home.", "-{We won at last.}"},
		{"unclosed single", "He said ‘we won at last. It was a long day. It rained.", "-{we won at last.}"},
		{"unclosed, long", "“A. " + strings.Repeat("The crowd went home. ", 9), "-{A. The crowd went home. The crowd went home. The crowd went home. The crowd went home. The crowd went home.}"},
		{"unclosed, reported", "“We won at last, Finch said.\n\nThe crowd went home.", "-{We won at last,}"},
		{"unclosed, then another", "“We won, she said. “We lost,” he said.", "-{We won,} {We lost,}"},
		{"unopened", "It rained. We won at last,” she said.", "+{We won at last,}"},
		{"unopened after says", "She said, we won at last.”", "+{we won at last.}"},
		{"wrong way", "”We won,“ she said.", "{We won,}"},
		{"wrong way opening", "He says,” there is no plan.”", "{there is no plan.}"},
		{"spaced", "\" We won , \" she said .", "{We won ,}"},
		{"closed by a single mark", "“We won at last.’ She smiled.", "{We won at last.}"},
		{"markup", `<a href="x.html" title="y">We won</a> and "left".`, "{left}"},
		{"no words", `"" and “…” and ''`, ""},
		{"title in speech", "“I saw ‘Night Boat’ twice,” she said.", "{I saw ‘Night Boat’ twice,} >{Night Boat}"},
		{"glued", `They found "links".The "murders" shocked all.`, "{links} {murders}"},
		{"in brackets", "She left (“for good”) in May.", "{for good}"},
		{"dashes", "The plan—“a farce,” she said—failed.", "{a farce,}"},
		{"pull quote", "\"We may lose here.\n\nAda Finch, mayor.\"", "-{We may lose here.}"},
		{"spanning", "She wrote: “One thing is sure.\n\nIt will not rain again!”\n\nIt did.", "{One thing is sure.}{It will not rain again!}"},
		{"spanning three", "\"One thing.\n\nThe men's other.\n\nAnd one more,\" she wrote.", "{One thing.}{The men's other.}{And one more,}"},
		{"not spanning a report", "“One thing is sure.\n\nIt will not rain, she said. We know.”", "-{One thing is sure.} +{We know.}"},
		{"reopened, glued", `He said: "One.Two is more."Three is most."The end.`, "{One.Two is more.}{Three is most.}"},
		{"reopened, British", "'One is sure. 'Two is not. 'Three is both,' he said.", "{One is sure.}{Two is not.}{Three is both,}"},
		{"screen", "The 85” screen costs more than a 12\" pipe.", ""},
		{"screen in a quotation", `"The 12" pipe is broken," she said.`, `{The 12" pipe is broken,}`},
		{"curly doubled singles", "‘‘We won,’’ she said.", "{We won,}"},
		{"backtick", "`We won,' she said.", "{We won,}"},
	} {
		q := Pair(s.Segment(onrecord.Article{Text: c.text}))
		if got := show(q); got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
		checkQuotes(t, q)
	}
}

func TestOuterHoldsTheMarks(t *testing.T) {
	text := "She said: “One.\n\n“Two,” and left."
	q := Pair(newSegmenter(t).Segment(onrecord.Article{Text: text}))
	if len(q.Quotes) != 1 || q.Quotes[0].Outer.In(text) != "“One.\n\n“Two,”" {
		t.Errorf("got %+v", q.Quotes)
	}
}

func TestUse(t *testing.T) {
	s := newSegmenter(t)
	names := []string{"speech", "scare", "title"}
	tried := make(map[string]bool)
	for _, c := range []struct{ rule, use, text string }{
		{"reported", "speech", "“We won at last,” she said."},
		{"long", "speech", "She called the plan “a farce that helps nobody in this town.”"},
		{"reported", "speech", "Finch said it “helps the few.”"},
		{"otherwise", "speech", "He described it as “odd”."},
		{"introduced", "speech", "Asked if he would run, Roe replied: “No.”"},
		{"reported", "speech", "“No,” he said."},
		{"clause", "speech", "The placards spelt “we will not go” in red."},
		{"stands alone", "speech", "“Nobody left town.”"},
		{"reopened", "speech", "“One.\n\n“Two.”"},
		{"so-called", "scare", "The so-called “bridge tax” was dropped."},
		{"so-called", "scare", "The word “bridge” is not in the law."},
		{"so-called", "scare", "A group known as “the Ferrymen” blocked the road."},
		{"so-called", "scare", "Lazar, known online as “Otter,” was found in May."},
		{"word", "scare", "Many “experts” had come to the fair."},
		{"phrase", "scare", "They live in the “old river ward” now."},
		{"named work", "title", "She starred in the film “Night Boat” in 1999."},
		{"named work", "title", "“Night Boat,” a novel about smugglers, sold well."},
		{"named work", "title", "He was a guest on the “Morning Table” show."},
		{"named work", "title", "He sang “The Long Way Home” at the end."},
		{"on the programme", "title", "They met on Ada’s “Sunday Report.”"},
		{"title case", "title", "The crowd loved “Night Boat” all the same."},
		{"introduced", "speech", "Mayor Finch: ‘Bridge Will Never Be Built’"},
		{"otherwise", "speech", "Mayor Ada Finch Calls Bridge Plan ‘Absolute Farce’ in Town Hall Speech"},
	} {
		q := Pair(s.Segment(onrecord.Article{Text: c.text}))
		if len(q.Quotes) != 1 {
			t.Errorf("%q: %d quotations, want 1", c.text, len(q.Quotes))
			continue
		}
		rule, _ := use(&q, 0)
		tried[rule] = true
		if got := names[q.Quotes[0].Use]; got != c.use || rule != c.rule {
			t.Errorf("%q: %s by rule %q, want %s by %q", c.text, got, rule, c.use, c.rule)
		}
	}
	for _, r := range useRules {
		if !tried[r.name] {
			t.Errorf("rule %q is not tried", r.name)
		}
	}
}

func FuzzPair(f *testing.F) {
	s := newSegmenter(f)
	for _, c := range []string{
		"“We won,” she said.", "\"a\n\n\"b\n\n\"c\"", "''He said 'no'''", "‘a “b ‘c’ d” e’", "”a“ ”b“", "“a “b “c “d", "a” b” c”",
		"„a“ «b» ‹c›", "6'2\" ’90s ’em", "“a, he said. “b” ’ ‘ '", "<a b=\"c\">\"", "\"0\n0`A\"' 0", "“a\n\nb” c”\n\n“d", "'a\n\n'b\n\n\"c' d\"",
	} {
		f.Add(c)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		checkQuotes(t, Pair(s.Segment(onrecord.Article{Text: text})))
	})
}

// checkQuotes checks that quotations are in order, nested or disjoint, that
// parents are right, and that segments lie in order within Outer.
func checkQuotes(t *testing.T, q nlp.Quoted) {
	t.Helper()
	boundary := func(i int) bool { return i == len(q.Text) || utf8.RuneStart(q.Text[i]) }
	var around []int
	for i, x := range q.Quotes {
		if err := checkQuote(q.Text, x, boundary); err != nil {
			t.Fatalf("quotation %d %+v of %q: %v", i, x, q.Text, err)
		}
		if i > 0 && x.Outer.Start < q.Quotes[i-1].Outer.Start {
			t.Fatalf("quotation %d of %q is out of order", i, q.Text)
		}
		for len(around) > 0 && q.Quotes[around[len(around)-1]].Outer.End <= x.Outer.Start {
			around = around[:len(around)-1]
		}
		parent := -1
		if len(around) > 0 {
			parent = around[len(around)-1]
			if !q.Quotes[parent].Outer.Contains(x.Outer) {
				t.Fatalf("quotations %d and %d of %q cross", parent, i, q.Text)
			}
		}
		if x.Parent != parent {
			t.Fatalf("quotation %d of %q has parent %d, want %d", i, q.Text, x.Parent, parent)
		}
		around = append(around, i)
	}
}

func checkQuote(text string, x nlp.Quote, boundary func(int) bool) error {
	if len(x.Segments) == 0 {
		return fmt.Errorf("no segments")
	}
	if x.Unclosed && x.Unopened {
		return fmt.Errorf("neither opened nor closed")
	}
	at := x.Outer.Start
	for _, s := range x.Segments {
		if s.Start < at || s.End < s.Start || s.End > x.Outer.End || !boundary(s.Start) || !boundary(s.End) {
			return fmt.Errorf("segment %v is out of place", s)
		}
		if in := s.In(text); strings.TrimSpace(in) != in {
			return fmt.Errorf("segment %q has white space at its edge", in)
		}
		at = s.End
	}
	if !boundary(x.Outer.Start) || !boundary(x.Outer.End) {
		return fmt.Errorf("not on code-point boundaries")
	}
	if x.Unopened != (x.Outer.Start == x.Segments[0].Start) || x.Unclosed && x.Outer.End != x.Segments[len(x.Segments)-1].End {
		return fmt.Errorf("Outer does not fit the marks")
	}
	return nil
}

func TestHostileMarks(t *testing.T) {
	s := newSegmenter(t)
	for _, unit := range []string{`"`, "'", "“", "”", "‘", "’", "``", "''", "“a ", "a” ", "‘a’ ", "\"a, he said. ", "“a.\n\n", "«", "“‘", "\"a='\"", "“a ‘b\n\n", "a=\"", " ' "} {
		checkQuotes(t, Pair(s.Segment(onrecord.Article{Text: strings.Repeat(unit, 100_000)})))
	}
}

func BenchmarkPair(b *testing.B) {
	d := newSegmenter(b).Segment(onrecord.Article{Text: strings.Repeat("“We can’t wait,” Gov. Ann Harlow told reporters. "+
		"She called it ‘a gift’ to the players’ union, and sang “Night Boat” twice.\n\n", 200)})
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Pair(d)
	}
}

func BenchmarkPairHostile(b *testing.B) {
	d := newSegmenter(b).Segment(onrecord.Article{Text: strings.Repeat("“‘a” ", 100_000)})
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		Pair(d)
	}
}
