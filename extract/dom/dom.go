// Package dom makes trees of web pages and reads text from them. Parse takes
// any markup in time and memory near-linear in its length; no tree is deeper
// than 512, so that walking one by recursion is safe.
package dom

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Parse makes the page's tree. Pages that the HTML5 parser refuses (elements
// nested too deep) and pages that it may be slow on go to parseFlat.
func Parse(source string) *html.Node {
	if strings.Count(source, "<") <= MaxTags {
		if doc, err := html.Parse(strings.NewReader(source)); err == nil {
			return doc
		}
	}
	return parseFlat(source)
}

// MaxTags is the number of "<" up to which a page goes to the HTML5 parser,
// and to libraries whose time grows faster than the page.
const MaxTags = 20_000

const maxDepth = 256 // of elements in the trees that parseFlat makes

var voidElements = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true,
	atom.Input: true, atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

// endsParagraph are the elements whose start ends an open <p>.
var endsParagraph = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Table: true, atom.Tr: true, atom.Td: true,
	atom.Section: true, atom.Article: true, atom.Header: true, atom.Footer: true, atom.Nav: true, atom.Aside: true, atom.H1: true,
	atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Blockquote: true, atom.Pre: true, atom.Form: true,
}

// parseFlat makes a tree in time and memory linear in the source, whatever
// the markup: elements deeper than maxDepth become siblings, an end tag looks
// for its start tag among the last few open elements only.
func parseFlat(source string) *html.Node {
	const lookBack = 32
	doc := &html.Node{Type: html.DocumentNode}
	open := []*html.Node{doc}
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return doc
		}
		top := open[len(open)-1]
		switch kind {
		case html.TextToken:
			if text := string(z.Text()); text != "" {
				top.AppendChild(&html.Node{Type: html.TextNode, Data: text})
			}
		case html.CommentToken:
			top.AppendChild(&html.Node{Type: html.CommentNode, Data: string(z.Text())})
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			sibling := t.DataAtom == atom.Li || t.DataAtom == atom.Tr || t.DataAtom == atom.Td || t.DataAtom == atom.Option
			if top.DataAtom == atom.P && endsParagraph[t.DataAtom] || sibling && top.DataAtom == t.DataAtom {
				open = open[:len(open)-1]
				top = open[len(open)-1]
			}
			n := &html.Node{Type: html.ElementNode, DataAtom: t.DataAtom, Data: t.Data, Attr: t.Attr}
			top.AppendChild(n)
			if kind == html.StartTagToken && !voidElements[t.DataAtom] && len(open) < maxDepth {
				open = append(open, n)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			for i := len(open) - 1; i > 0 && i >= len(open)-lookBack; i-- {
				if open[i].Data == string(name) {
					open = open[:i]
					break
				}
			}
		}
	}
}

// Attr is an attribute's value, without space around it.
func Attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// Walk visits the node and all below it, in order, and leaves out what is
// below a node where visit says false. Trees are at most 512 deep.
func Walk(n *html.Node, visit func(*html.Node) bool) {
	if !visit(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		Walk(c, visit)
	}
}

// Text is the text below a node, white space folded, without scripts and
// styles, up to about limit bytes.
func Text(n *html.Node, limit int) string {
	var b strings.Builder
	Walk(n, func(n *html.Node) bool {
		if b.Len() > limit {
			return false
		}
		switch n.Type {
		case html.TextNode:
			b.WriteString(n.Data)
		case html.ElementNode:
			if Invisible[n.DataAtom] {
				return false
			}
			if Block[n.DataAtom] || n.DataAtom == atom.Br {
				b.WriteByte(' ')
			}
		}
		return true
	})
	return Fold(b.String())
}

// Fold makes each run of white space one space and takes it off both ends.
// Zero-width characters and soft hyphens are dropped.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for i := 0; i < len(s); {
		c := s[i]
		if c > ' ' && c < utf8.RuneSelf && c != 0x7f {
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteByte(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == '\u2060':
		case unicode.IsSpace(r) || unicode.IsControl(r):
			space = true
		default:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Invisible are elements whose text no reader sees.
var Invisible = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Iframe: true,
	atom.Object: true, atom.Head: true, atom.Select: true, atom.Textarea: true, atom.Canvas: true, atom.Math: true, atom.Audio: true, atom.Video: true,
}

// Block are elements that begin a line of their own.
var Block = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Dd: true, atom.Div: true,
	atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true, atom.Footer: true, atom.Form: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Header: true, atom.Hr: true,
	atom.Li: true, atom.Main: true, atom.Nav: true, atom.Ol: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Table: true,
	atom.Tbody: true, atom.Td: true, atom.Th: true, atom.Thead: true, atom.Tr: true, atom.Ul: true, atom.Button: true, atom.Label: true,
	atom.Details: true, atom.Summary: true, atom.Caption: true, atom.Legend: true, atom.Center: true, atom.Menu: true,
}
