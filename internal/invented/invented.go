// Package invented makes news articles about nothing: text in, as benchmarks
// and tests need it, without anybody's words. Input: a number; output: the same
// article of about 750 words for the same number, clean, as a web page with
// boilerplate, or as a text dump of that page. Method: sentences drawn from a
// handful of patterns, about half of them reporting what somebody said, as in
// news. It says nothing of quality: the patterns are too few for that.
package invented

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// Words is about how many words an article has.
const Words = 750

// Article is one invented article.
type Article struct {
	Title, Author, Day string
	Paragraphs         []string
}

type speaker struct{ name, role, last string }

var speakers = []speaker{
	{"Ada Stone", "mayor of Eastharbour", "Stone"}, {"Bo Hill", "a spokesman for the ferry company", "Hill"},
	{"Carla Venn", "the finance minister", "Venn"}, {"Dmitri Oak", "an engineer at the port", "Oak"},
	{"Elin Marsh", "who chairs the fishing union", "Marsh"}, {"Farid Lund", "a professor of law in Northmere", "Lund"},
}

var claims = []string{
	"the bridge over the sound will open in the spring", "nobody at the port was told of the new tariff",
	"the harbour cannot take ships of that size", "the vote should be held again, and soon",
	"there is no evidence that the dam was at risk", "the council has spent $4.2 million on two reports",
	"fishing in the bay is to end by 2031", "the ferries would run at night if the subsidy is kept",
	"the U.S. company has not paid its dues since Jan. 12", "they will not sit at a table with the owners",
}

var facts = []string{
	"The old quay was closed to lorries at 6 a.m. on Tuesday.", "About 3,400 people live on the island, most of them from the sea.",
	"A third of the boats are more than 40 years old.", "The committee met for two hours behind closed doors.",
	"Rain had fallen on the valley for nine days.", "Prices rose by 1.8 percent over the year, the office of statistics found.",
	"Two of the four turbines stand still.", "The plan goes back to a law of 1994 that was never carried out.",
}

// New makes the article with this number.
func New(number int) Article {
	r := rand.New(rand.NewPCG(uint64(number), 750))
	a := Article{
		Title:  "Eastharbour quarrels over " + []string{"its bridge", "the ferries", "a dam", "new tariffs"}[r.IntN(4)],
		Author: []string{"Gil Parrish", "Hanna Quill", "Ivo Reed"}[r.IntN(3)],
		Day:    fmt.Sprintf("20%02d-%02d-%02d", 10+r.IntN(15), 1+r.IntN(12), 1+r.IntN(28)),
	}
	known := map[string]bool{}
	for words := 0; words < Words; {
		var sentences []string
		for range 2 + r.IntN(3) {
			s := sentence(r, known)
			sentences = append(sentences, s)
			words += len(strings.Fields(s))
		}
		a.Paragraphs = append(a.Paragraphs, strings.Join(sentences, " "))
	}
	return a
}

// sentence draws one; a speaker is named in full and with the role at first.
func sentence(r *rand.Rand, known map[string]bool) string {
	if r.IntN(2) == 0 {
		return facts[r.IntN(len(facts))]
	}
	s := speakers[r.IntN(len(speakers))]
	who := s.last
	if !known[s.name] {
		known[s.name] = true
		who = s.name + ", " + s.role + ","
	}
	claim, other := claims[r.IntN(len(claims))], claims[r.IntN(len(claims))]
	switch r.IntN(6) {
	case 0:
		return "“" + capital(claim) + ",” " + who + " said."
	case 1:
		return "“" + capital(claim) + ",” said " + strings.TrimSuffix(who, ",") + ". “" + capital(other) + ".”"
	case 2:
		return capital(who) + " said that " + claim + "."
	case 3:
		return "According to " + strings.TrimSuffix(who, ",") + ", " + claim + "."
	case 4:
		return capital(who) + " told reporters on Monday that " + claim + ", adding that “" + other + ".”"
	}
	return "“" + capital(claim) + "?” " + who + " asked. \"" + capital(other) + ".\""
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// Text is the clean text, paragraphs apart by a blank line.
func (a Article) Text() string { return strings.Join(a.Paragraphs, "\n\n") }

// HTML is a web page with the article and the boilerplate of such pages.
func (a Article) HTML() string {
	var b strings.Builder
	title, author := html.EscapeString(a.Title), html.EscapeString(a.Author)
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%s | The Sound Courier</title>
<meta property="og:title" content="%s"><meta property="article:published_time" content="%sT08:15:00Z"><meta name="author" content="%s">
<script>var tracker = {"page": "article", "paragraphs": "<p>none</p>"};</script><style>p { margin: 0 }</style></head><body>
<header><nav><ul>`, title, title, a.Day, author)
	for _, item := range menu {
		fmt.Fprintf(&b, `<li><a href="/%s">%s</a></li>`, strings.ToLower(item), item)
	}
	fmt.Fprintf(&b, `</ul></nav></header><main><article><h1>%s</h1><p class="byline">By <a rel="author" href="#">%s</a> <time datetime="%s">%s</time></p>`, title, author, a.Day, a.Day)
	for i, p := range a.Paragraphs {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(p))
		if i == 3 {
			b.WriteString(`<aside><a href="/more">Read also: Ten quiet beaches that nobody has found</a></aside>`)
		}
	}
	b.WriteString(`</article><section class="related"><h3>Most read</h3><ul>`)
	for _, item := range related {
		fmt.Fprintf(&b, `<li><a href="#">%s</a></li>`, item)
	}
	b.WriteString(`</ul></section></main><footer><p>` + footer + `</p></footer></body></html>`)
	return b.String()
}

// Dump is the page as a text scraper leaves it.
func (a Article) Dump() string {
	lines := append([]string{}, menu...)
	lines = append(lines, a.Title, "By "+a.Author+" "+a.Day)
	for i, p := range a.Paragraphs {
		lines = append(lines, p)
		if i == 3 {
			lines = append(lines, "Read also: Ten quiet beaches that nobody has found")
		}
	}
	lines = append(append(lines, "Most read"), related...)
	return strings.Join(append(lines, footer), "\n")
}

var menu = []string{"Home", "News", "World", "Business", "Sport", "Weather", "Subscribe"}

var related = []string{"Storm closes the northern road", "What the new tariff means for you", "Photos: the regatta in pictures"}

const footer = "© The Sound Courier. All rights reserved. Terms Privacy Contact"
