package story

import (
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
	"github.com/onrecord/onrecord/extract/dom"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Ask has go-trafilatura and go-readability extract the page, each on a copy
// of the tree, and makes votes of their texts. A library that panics on a
// page has no vote. Their time grows with the square of the number of
// elements: keep pages to dom.MaxTags.
func Ask(root *html.Node, declared string) Votes {
	clean := copyVisible(root)
	return Votes{
		Trafilatura: NewVote(askTrafilatura(clean)),
		Readability: NewVote(askReadability(clean)), // the last, as it takes the tree apart
		Declared:    NewVote(declared),
	}
}

func askTrafilatura(root *html.Node) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	result, err := trafilatura.ExtractDocument(root, trafilatura.Options{ExcludeComments: true, HtmlDateMode: trafilatura.Disabled})
	if err != nil || result == nil || result.ContentNode == nil {
		return ""
	}
	return lines(result.ContentNode)
}

func askReadability(root *html.Node) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	parser := readability.NewParser()
	article, err := parser.ParseAndMutate(root, nil)
	if err != nil || article.Node == nil {
		return ""
	}
	return lines(article.Node)
}

// lines is the text below a node, one block a line.
func lines(n *html.Node) string {
	var b strings.Builder
	for _, block := range Blocks(n) {
		b.WriteString(block.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// copyVisible copies a tree without comments and what no reader sees; of the
// head only title and meta are kept.
func copyVisible(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: append([]html.Attribute(nil), n.Attr...)}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.CommentNode || child.Type == html.ElementNode && dom.Invisible[child.DataAtom] && child.DataAtom != atom.Head {
			continue
		}
		if child.DataAtom == atom.Link && child.Type == html.ElementNode {
			continue
		}
		c.AppendChild(copyVisible(child))
	}
	return c
}
