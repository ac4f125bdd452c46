package eval

import (
	"slices"
	"strings"
	"unicode"

	"github.com/onrecord/onrecord"
)

func (g *planter) asItIs(s sentence, _ int) (planted, bool) {
	return planted{quote: g.words(s.words), passages: []onrecord.Span{s.span}}, g.once(g.words(s.words))
}

func (g *planter) twoSentences(s sentence, i int) (planted, bool) {
	t, ok := g.next(i, 1)
	quote := g.words(s.words) + " " + g.words(t.words)
	return planted{quote: quote, passages: []onrecord.Span{{Start: s.span.Start, End: t.span.End}}}, ok
}

func (g *planter) fragment(s sentence, _ int) (planted, bool) {
	if len(s.words) < 12 {
		return planted{}, false
	}
	from := 1 + g.random.IntN(4)
	words := s.words[from : from+5+g.random.IntN(3)]
	return planted{quote: g.words(words), passages: []onrecord.Span{g.of(words)}}, g.once(g.words(words))
}

func (g *planter) ellipsis(s sentence, _ int) (planted, bool) {
	if len(s.words) < 16 {
		return planted{}, false
	}
	a, b := s.words[:5+g.random.IntN(3)], s.words[len(s.words)-6:]
	quote := strings.TrimRight(g.words(a), ",;") + " … " + g.words(b)
	return planted{quote: quote, passages: []onrecord.Span{g.of(a), g.of(b)}}, len(s.words)-len(a)-len(b) >= 2
}

func (g *planter) aroundCue(s sentence, i int) (planted, bool) {
	t, ok := g.next(i, 2)
	given := g.names[s.turn]
	if !ok || given == "" {
		return planted{}, false
	}
	quote := strings.TrimRight(g.words(s.words), ".?!") + ",” " + given + " said. “" + g.words(t.words)
	return planted{quote: quote, given: given, passages: []onrecord.Span{s.span, t.span}}, true
}

func (g *planter) sentenceLeftOut(s sentence, i int) (planted, bool) {
	t, ok := g.next(i, 2)
	return planted{quote: g.words(s.words) + " " + g.words(t.words), passages: []onrecord.Span{s.span, t.span}}, ok
}

func (g *planter) wordsLeftOut(s sentence, _ int) (planted, bool) {
	if len(s.words) < 22 {
		return planted{}, false
	}
	a, b := s.words[:6], s.words[6+8:]
	return planted{quote: g.words(a) + " " + g.words(b), passages: []onrecord.Span{g.of(a), g.of(b)}}, true
}

var plantFunction = []string{"the", "a", "and", "that", "of", "to", "in", "is", "it", "this", "for", "on", "with"}

// changed makes a quotation of a sentence in which fit words are changed.
func (g *planter) changed(s sentence, flag onrecord.Flag, fits func(string) bool, to func(string) string) (planted, bool) {
	if len(s.words) < 8 {
		return planted{}, false
	}
	from := 2 + g.random.IntN(len(s.words)-4)
	for i := from; i < len(s.words)-2; i++ {
		w := s.words[i].In(g.t.Text)
		if !fits(w) {
			continue
		}
		before, after := g.words(s.words[:i]), g.words(s.words[i+1:])
		quote := strings.Join(strings.Fields(before+" "+to(w)+" "+after), " ")
		same := folded(quote) == folded(g.words(s.words)) || strings.Contains(g.text, folded(quote))
		return planted{quote: quote, passages: []onrecord.Span{s.span}, flag: flag}, !same
	}
	return planted{}, false
}

func (g *planter) functionDropped(s sentence, _ int) (planted, bool) {
	return g.changed(s, onrecord.FlagMinor, func(w string) bool { return slices.Contains(plantFunction, w) },
		func(string) string { return "" })
}

// carries tells whether a word carries content: lower case, long, no negation.
func carries(w string) bool {
	for _, r := range w {
		if !unicode.IsLower(r) {
			return false
		}
	}
	return len(w) >= 6 && !slices.Contains([]string{"should", "because", "really", "through", "between", "against", "nothing", "nobody",
		"without", "before", "though", "although", "around", "across", "within", "toward", "during", "actually", "hardly", "myself",
		"simply", "certainly", "obviously", "frankly", "basically", "neither", "following", "either", "others", "itself", "himself",
		"themselves", "ourselves", "another", "giving", "getting", "coming", "taking", "making", "clearly", "indeed", "definitely",
		"honestly", "totally", "absolutely", "literally", "seconds", "second", "twenty", "thirty", "eighty", "ninety", "thousand", "million", "billion", "however", "therefore", "please"}, w)
}

func (g *planter) contentDropped(s sentence, _ int) (planted, bool) {
	return g.changed(s, onrecord.FlagContent, carries, func(string) string { return "" })
}

func (g *planter) contentReplaced(s sentence, _ int) (planted, bool) {
	return g.changed(s, onrecord.FlagContent, carries, func(string) string { return g.otherWord() })
}

func (g *planter) twoReplaced(s sentence, _ int) (planted, bool) {
	if len(s.words) < 12 {
		return planted{}, false
	}
	parts := strings.Fields(g.words(s.words))
	done := 0
	for i := 2; i < len(parts)-2 && done < 2; i++ {
		if carries(parts[i]) && g.random.IntN(2) == 0 {
			parts[i] = g.otherWord()
			done++
			i += 2
		}
	}
	return planted{quote: strings.Join(parts, " "), passages: []onrecord.Span{s.span}, flag: onrecord.FlagContent}, done == 2
}

// otherWord is a word of another sentence.
func (g *planter) otherWord() string {
	for range 200 {
		s := g.list[g.random.IntN(len(g.list))]
		if w := s.words[g.random.IntN(len(s.words))].In(g.t.Text); carries(w) {
			return w
		}
	}
	return "lanterns"
}

func (g *planter) numberChanged(s sentence, _ int) (planted, bool) {
	numbers := []string{"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "20", "30", "40", "50", "100", "first", "last"}
	return g.changed(s, onrecord.FlagMeaning, func(w string) bool { return slices.Contains(numbers[:15], w) },
		func(w string) string {
			if w == "first" {
				return "third"
			}
			if w[0] <= '9' {
				return "70"
			}
			return []string{"twelve", "eleven"}[len(w)%2]
		})
}

func (g *planter) negationDropped(s sentence, _ int) (planted, bool) {
	return g.changed(s, onrecord.FlagMeaning, func(w string) bool { return w == "not" || w == "never" }, func(string) string { return "" })
}

func (g *planter) exchanged(s sentence, i int) (planted, bool) {
	t, ok := g.next(i, 1)
	if !ok || !g.once(g.words(s.words)) || !g.once(g.words(t.words)) {
		return planted{}, false
	}
	return planted{quote: g.words(t.words) + " " + g.words(s.words), passages: []onrecord.Span{t.span, s.span}}, true
}

func (g *planter) othersName(s sentence, _ int) (planted, bool) {
	own := g.names[s.turn]
	other := g.names[g.random.IntN(len(g.names))]
	if own == "" || other == "" || strings.EqualFold(lastWord(own), lastWord(other)) || !g.once(g.words(s.words)) {
		return planted{}, false
	}
	return planted{quote: g.words(s.words), given: other, passages: []onrecord.Span{s.span}}, true
}

func lastWord(s string) string {
	f := strings.Fields(s)
	return f[len(f)-1]
}

// fromElsewhere is a passage of another transcript of which no six words in a
// row stand in this one.
func (g *planter) fromElsewhere(s sentence, _ int) (planted, bool) {
	if g.foreign == nil || len(g.foreign.list) == 0 {
		return planted{}, false
	}
	f := g.foreign.list[g.random.IntN(len(g.foreign.list))]
	words := f.words
	if len(words) > 8 && g.random.IntN(2) == 0 {
		words = words[:6+g.random.IntN(3)]
	}
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = bare(w.In(g.foreign.t.Text))
	}
	if len(parts) < 6 {
		return planted{}, false
	}
	for i := 0; i+6 <= len(parts); i++ {
		if strings.Contains(g.text, folded(strings.Join(parts[i:i+6], " "))) {
			return planted{}, false
		}
	}
	quote := make([]string, len(words))
	for i, w := range words {
		quote[i] = w.In(g.foreign.t.Text)
	}
	return planted{quote: strings.Join(quote, " "), given: g.names[s.turn]}, true
}

// conditionBefore quotes what follows a condition and its only comma.
func (g *planter) conditionBefore(s sentence, _ int) (planted, bool) {
	first := bare(s.words[0].In(g.t.Text))
	if first != "if" && first != "unless" || strings.Count(s.span.In(g.t.Text), ",") != 1 {
		return planted{}, false
	}
	for i := 3; i < len(s.words)-4; i++ {
		if strings.HasSuffix(s.words[i].In(g.t.Text), ",") {
			rest := s.words[i+1:]
			return planted{quote: g.words(rest), passages: []onrecord.Span{g.of(rest)}, flag: onrecord.FlagConditionDropped}, g.once(g.words(rest))
		}
	}
	return planted{}, false
}

// conditionAfter quotes what comes before a condition that ends its sentence.
func (g *planter) conditionAfter(s sentence, _ int) (planted, bool) {
	for i := 5; i < len(s.words)-3; i++ {
		w := s.words[i].In(g.t.Text)
		before := bare(s.words[i-1].In(g.t.Text))
		if w != "if" && w != "unless" {
			continue
		}
		if strings.Contains(g.words(s.words[i:]), ",") || slices.Contains([]string{"as", "even", "what", "see", "know", "ask", "asked", "wonder", "or", "and", "but", "that", "only", "matter", "sure", "tell", "question", "wondering", "asking", "curious", "is", "not", "because", "like", "anything", "on", "about", "of"}, before) {
			return planted{}, false
		}
		quote := s.words[:i]
		return planted{quote: strings.TrimRight(g.words(quote), ",") + ",", passages: []onrecord.Span{g.of(quote)}, flag: onrecord.FlagConditionDropped}, g.once(g.words(quote))
	}
	return planted{}, false
}
