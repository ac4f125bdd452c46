package eval

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// sentence is one sentence of a transcript, in words.
type sentence struct {
	span  onrecord.Span
	turn  int
	words []onrecord.Span
}

// passages are a transcript's sentences that quotations can be made of.
type passages struct {
	t     onrecord.Transcript
	list  []sentence
	names []string // whom each turn's label names, or ""
	text  string   // all in lower case, white space as one space: to look phrases up
}

// passagesOf cuts a transcript into sentences: after a stop, before a capital,
// nothing in brackets.
func passagesOf(t onrecord.Transcript) *passages {
	p := &passages{t: t, text: folded(t.Text)}
	for i := range t.Turns {
		p.names = append(p.names, nameOf(&t, &t.Turns[i]))
		for _, stretch := range t.Turns[i].Speech {
			from := stretch.Start
			for at := stretch.Start; at < stretch.End; at++ {
				end := at+1 == stretch.End
				stop := strings.IndexByte(".?!", t.Text[at]) >= 0
				if !end && (!stop || t.Text[at+1] != ' ') {
					continue
				}
				p.sentence(onrecord.Span{Start: from, End: at + 1}, i)
				from = at + 1
			}
		}
	}
	return p
}

func (p *passages) sentence(s onrecord.Span, turn int) {
	text := s.In(p.t.Text)
	if strings.ContainsAny(text, "[]()…\"“”\n") || strings.Contains(text, "..") || strings.Contains(text, "--") {
		return
	}
	out := sentence{turn: turn}
	for at := 0; at < len(text); {
		size := strings.IndexFunc(text[at:], unicode.IsSpace)
		if size < 0 {
			size = len(text) - at
		}
		if size > 0 {
			out.words = append(out.words, onrecord.Span{Start: s.Start + at, End: s.Start + at + size})
			at += size
			continue
		}
		_, n := utf8.DecodeRuneInString(text[at:])
		at += n
	}
	if len(out.words) < 5 || len(out.words) > 45 {
		return
	}
	out.span = onrecord.Span{Start: out.words[0].Start, End: out.words[len(out.words)-1].End}
	first, _ := utf8.DecodeRuneInString(out.span.In(p.t.Text))
	if !unicode.IsUpper(first) || !strings.ContainsAny(p.t.Text[out.span.End-1:out.span.End], ".?!") {
		return
	}
	p.list = append(p.list, out)
}

// folded is a text in lower case with nothing but letters and digits, single
// spaces between.
func folded(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
	}), " ")
}

// nameOf is the surname in a label: its last word, where it is no office.
func nameOf(t *onrecord.Transcript, turn *onrecord.Turn) string {
	if turn.Speaker.Name != "" {
		return turn.Speaker.Name
	}
	f := strings.Fields(strings.ToUpper(turn.Label.In(t.Text)))
	if len(f) == 0 {
		return ""
	}
	last := strings.Trim(f[len(f)-1], ".:,")
	for _, r := range last {
		if !unicode.IsLetter(r) {
			return ""
		}
	}
	if len(last) < 4 || slices.Contains([]string{"PRESIDENT", "MINISTER", "MEMBER", "MEMBERS", "SECRETARY", "SPEAKER", "MODERATOR", "QUESTION", "REPORTER", "UNIDENTIFIED", "PARTICIPANT", "PRESS", "AUDIENCE", "LADY", "CHANCELLOR", "KING", "OFFICIAL", "SENATOR", "GOVERNOR", "GENERAL"}, last) {
		return ""
	}
	return last[:1] + strings.ToLower(last[1:])
}

// planter makes quotations of one transcript.
type planter struct {
	*passages
	random  *rand.Rand
	foreign *passages
}

// plantRule is a way to make a quotation.
type plantRule struct {
	verdict onrecord.Verdict
	name    string
	make    func(*planter, sentence, int) (planted, bool)
}

var plantRules = []plantRule{
	{onrecord.Exact, "as it is", (*planter).asItIs},
	{onrecord.Exact, "two sentences", (*planter).twoSentences},
	{onrecord.Exact, "part of a sentence", (*planter).fragment},
	{onrecord.Elided, "ellipsis", (*planter).ellipsis},
	{onrecord.Elided, "around the cue", (*planter).aroundCue},
	{onrecord.Spliced, "a sentence left out", (*planter).sentenceLeftOut},
	{onrecord.Spliced, "words left out", (*planter).wordsLeftOut},
	{onrecord.Altered, "function word dropped", (*planter).functionDropped},
	{onrecord.Altered, "word dropped", (*planter).contentDropped},
	{onrecord.Altered, "word replaced", (*planter).contentReplaced},
	{onrecord.Altered, "two words replaced", (*planter).twoReplaced},
	{onrecord.Altered, "number changed", (*planter).numberChanged},
	{onrecord.Altered, "negation dropped", (*planter).negationDropped},
	{onrecord.Reordered, "two sentences exchanged", (*planter).exchanged},
	{onrecord.Misattributed, "another's name", (*planter).othersName},
	{onrecord.Exact, "condition cut off before", (*planter).conditionBefore},
	{onrecord.Exact, "condition cut off after", (*planter).conditionAfter},
	{onrecord.NotFound, "from elsewhere", (*planter).fromElsewhere},
}

// plant makes n quotations by each rule, where the transcript has the words.
func (g *planter) plant(n int) []planted {
	var out []planted
	if len(g.list) == 0 {
		return nil
	}
	for _, rule := range plantRules {
		n := n
		if rule.verdict == onrecord.NotFound {
			n *= 4
		}
		for made, tries := 0, 0; made < n && tries < 20*n; tries++ {
			i := g.random.IntN(len(g.list))
			p, ok := rule.make(g, g.list[i], i)
			if !ok {
				continue
			}
			p.verdict, p.rule = rule.verdict, rule.name
			if p.given == "" && rule.verdict != onrecord.Misattributed {
				p.given = g.names[g.list[i].turn]
			}
			out = append(out, p)
			made++
		}
	}
	return out
}

// next is the sentence right after another, in the same turn.
func (g *planter) next(i, k int) (sentence, bool) {
	if i+k >= len(g.list) || g.list[i+k].turn != g.list[i].turn {
		return sentence{}, false
	}
	for n := i; n < i+k; n++ {
		if strings.TrimSpace(g.t.Text[g.list[n].span.End:g.list[n+1].span.Start]) != "" {
			return sentence{}, false
		}
	}
	return g.list[i+k], true
}

// words joins words of the transcript.
func (g *planter) words(list []onrecord.Span) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = s.In(g.t.Text)
	}
	return strings.Join(parts, " ")
}

// bare is a word without marks.
func bare(w string) string {
	return strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// of is the place of words, without marks at its edges.
func (g *planter) of(words []onrecord.Span) onrecord.Span {
	return onrecord.Span{Start: words[0].Start, End: words[len(words)-1].End}
}

// once tells whether words stand but once in the transcript.
func (g *planter) once(words string) bool { return strings.Count(g.text, folded(words)) == 1 }
