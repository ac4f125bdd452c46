package extract

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/dom"
	"github.com/onrecord/onrecord/extract/story"
	"github.com/onrecord/onrecord/extract/transcript"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// transcriptFromHTML reads a web page as a transcript: all that stands in the
// element that holds its turns, each paragraph and each line of it, whatever a
// story would leave out. A page without turns is read as its story. It is a
// function of the page alone.
func transcriptFromHTML(page onrecord.Page) (onrecord.Transcript, *problem) {
	judges, err := loadJudges()
	if err != nil {
		return onrecord.Transcript{}, &problem{onrecord.ReasonInternal, err.Error()}
	}
	d := gather(page, decode(page.Body, page.ContentType))
	if len(d.blocks) >= story.MaxBlocks {
		return onrecord.Transcript{}, &problem{onrecord.ReasonTooLarge, "the page has too many paragraphs"}
	}
	outlet := d.findOutlet()
	about := transcript.About{Title: d.findTitle(outlet), URL: page.URL, Name: page.ID}
	if about.URL == "" {
		about.URL = d.canonical()
	}
	text, bold, _ := turnsOfPage(d.root, about)
	if about.Bold = bold; text == "" {
		text = d.findBody(judges, about.Title)
	}
	if text == "" {
		return onrecord.Transcript{}, &problem{onrecord.ReasonNoArticle, "no text was found on the page"}
	}
	if authors := d.findAuthors(outlet, about.Title, text); len(authors) == 1 {
		about.Author = authors[0]
	}
	about.Dates = spokenFrom(d.findDates(about.Title))
	t := transcript.Read(text, about)
	t.Language = d.findLanguage(text)
	return t, nil
}

// spokenFrom makes of the days on which a page was published evidence for the
// day on which it was said, which is that day or one before it.
func spokenFrom(found []onrecord.Date) []onrecord.Date {
	var out []onrecord.Date
	for _, d := range found {
		switch {
		case d.Kind != onrecord.Published || d.Basis == "url":
		case d.Basis == "given":
			out = append(out, givenDay(d.Value, d.Evidence))
		default:
			d.Kind, d.Value, d.Precision = onrecord.Spoken, d.Value[:10], "day"
			d.Confidence *= 0.75
			out = append(out, d)
		}
	}
	return out
}

// passage is a paragraph of a page, its lines kept.
type passage struct {
	text string
	bold int        // how many bytes at its beginning are in bold
	node *html.Node // the nearest block element around it
}

// turnsOfPage is the text of the smallest element that holds nearly all of a
// page's labels, paragraphs joined by "\n\n", with the places of what is in
// bold; "" where there are fewer than two labels. all is how many bytes of text
// the whole page has.
func turnsOfPage(root *html.Node, about transcript.About) (turns string, inBold []onrecord.Span, all int) {
	passages := readPassages(root)
	text, starts, bold := joinPassages(passages)
	about.Bold = bold
	var labelled []*html.Node
	k := 0
	for _, t := range transcript.Read(text, about).Turns {
		if t.Label.Empty() {
			continue
		}
		for k+1 < len(starts) && starts[k+1] <= t.Label.Start {
			k++
		}
		labelled = append(labelled, passages[k].node)
	}
	if len(labelled) < 2 {
		return "", nil, len(text)
	}
	all = len(text)
	home := holder(labelled)
	var kept []passage
	for _, p := range passages {
		if within(p.node, home) {
			kept = append(kept, p)
		}
	}
	text, _, bold = joinPassages(kept)
	return text, bold, all
}

// holder is the smallest element around nine tenths of the nodes, and no
// paragraph or cell itself.
func holder(nodes []*html.Node) *html.Node {
	counts := map[*html.Node]int{}
	var best *html.Node
	for n := nodes[len(nodes)/2]; n != nil; n = n.Parent {
		counts[n] = 0
	}
	for _, n := range nodes {
		for ; n != nil; n = n.Parent {
			if _, ok := counts[n]; ok {
				counts[n]++
			}
		}
	}
	for n := nodes[len(nodes)/2]; n != nil; n = n.Parent {
		best = n
		leaf := n.DataAtom == atom.P || n.DataAtom == atom.Td || n.DataAtom == atom.Pre || n.DataAtom == atom.Li || n.DataAtom == atom.Span
		if counts[n]*10 >= len(nodes)*9 && !leaf {
			break
		}
	}
	return best
}

// joinPassages joins paragraphs, and gives where each begins and what of it is
// in bold.
func joinPassages(passages []passage) (text string, starts []int, bold []onrecord.Span) {
	var b strings.Builder
	for i, p := range passages {
		if i > 0 {
			b.WriteString("\n\n")
		}
		starts = append(starts, b.Len())
		if p.bold > 0 {
			bold = append(bold, onrecord.Span{Start: b.Len(), End: b.Len() + p.bold})
		}
		b.WriteString(p.text)
	}
	return b.String(), starts, bold
}

// notSpoken are elements whose text is none of a transcript's.
var notSpoken = map[atom.Atom]bool{atom.Nav: true, atom.Footer: true, atom.Form: true, atom.Button: true, atom.Select: true, atom.Head: true}

// passages gathers paragraphs. Two breaks in a row end one, one break ends a line.
type passageReader struct {
	out    []passage
	text   strings.Builder
	bold   int  // bytes of text that were in bold when it began
	inBold bool // within <b> or <strong>
	plain  bool // something that is not in bold was written
	node   *html.Node
}

func readPassages(root *html.Node) []passage {
	r := &passageReader{node: root}
	r.visit(root)
	r.flush()
	return r.out
}

func (r *passageReader) visit(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		r.write(n.Data)
		return
	case html.CommentNode, html.DoctypeNode:
		return
	}
	if dom.Invisible[n.DataAtom] || notSpoken[n.DataAtom] {
		return
	}
	if n.DataAtom == atom.Br {
		r.text.WriteByte('\n')
		return
	}
	block := dom.Block[n.DataAtom]
	outer, outerBold := r.node, r.inBold
	if block {
		r.flush()
		r.node = n
	}
	r.inBold = r.inBold || n.DataAtom == atom.B || n.DataAtom == atom.Strong
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.visit(c)
	}
	r.inBold = outerBold
	if block {
		r.flush()
		r.node = outer
	}
}

// write adds text. Its own line ends are spaces, as browsers show them.
func (r *passageReader) write(s string) {
	if strings.TrimSpace(s) != "" && !r.inBold {
		r.plain = true
	}
	for len(s) > 0 {
		n := strings.IndexAny(s, "\n\r")
		if n < 0 {
			n = len(s)
		}
		r.text.WriteString(s[:n])
		if n < len(s) {
			r.text.WriteByte(' ')
			n++
		}
		s = s[n:]
	}
	if r.inBold && !r.plain {
		r.bold = r.text.Len()
	}
}

// flush ends a paragraph: each line is folded, and empty lines part paragraphs.
func (r *passageReader) flush() {
	raw, bold := r.text.String(), r.bold
	r.text.Reset()
	r.bold, r.plain = 0, false
	var lines []string
	end := func() {
		if len(lines) > 0 && len(r.out) < story.MaxBlocks {
			r.out = append(r.out, passage{text: strings.Join(lines, "\n"), node: r.node})
		}
		lines = nil
	}
	first := len(r.out)
	for i, line := range strings.Split(raw, "\n") {
		folded := dom.Fold(line)
		if folded == "" {
			if i > 0 {
				end()
			}
			continue
		}
		lines = append(lines, folded)
	}
	end()
	if bold > 0 && first < len(r.out) {
		if head := dom.Fold(raw[:bold]); strings.HasPrefix(r.out[first].text, head) && !strings.Contains(strings.Trim(raw[:bold], "\n"), "\n") {
			r.out[first].bold = len(head)
		}
	}
}
