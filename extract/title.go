package extract

import (
	"regexp"
	"strings"

	"github.com/onrecord/onrecord/extract/dom"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// findTitle is the story's headline as its readers see it: of the candidates
// (h1, og:title, JSON-LD's headline, <title>) an <h1> that shares words with
// the others, else the others in this order, each without the names of the
// site and the section.
func (d *document) findTitle(outlet string) string {
	var others []string
	add := func(s string) {
		if s = d.stripSite(s, outlet); s != "" {
			others = append(others, s)
		}
	}
	add(d.meta("og:title"))
	if d.main != nil && d.main.isArticle() {
		add(d.main.str("headline"))
	}
	add(d.meta("twitter:title", "parsely-title", "sailthru.title", "dc.title", "title"))
	add(d.title)
	if h1 := d.bestHeading(others, outlet); h1 != "" {
		return h1
	}
	for _, s := range others {
		return s
	}
	if d.main != nil {
		return d.main.str("headline", "name")
	}
	return ""
}

// bestHeading picks the <h1> that shares most words with what the page calls
// itself elsewhere.
func (d *document) bestHeading(others []string, outlet string) string {
	best, bestScore := "", 0.0
	for i, n := range d.h1 {
		text := d.headingText(n, others)
		if text == "" || len(text) > 500 || dom.Plain(text) == dom.Plain(outlet) || hiddenFrom(n, d.root) {
			continue
		}
		score := 0.0
		for _, o := range others {
			score = max(score, wordOverlap(text, o))
		}
		if itemprop := dom.Attr(n, "itemprop"); itemprop == "headline" {
			score += 0.3
		}
		words := len(strings.Fields(text))
		if score < 0.25 && (words < 4 || len(d.h1) > 1 && i > 0 && best != "") {
			continue // a section's name, or the headline of another story
		}
		if score += 0.01 / float64(i+1); score > bestScore {
			best, bestScore = text, score
		}
	}
	return best
}

// headingText is an <h1>'s text without the kicker ("Opinion") that stands in
// an element of its own before the headline.
func (d *document) headingText(n *html.Node, others []string) string {
	text := dom.Text(n, 1000)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) == "" || c.Type == html.CommentNode {
			continue
		}
		if c.Type != html.ElementNode {
			break
		}
		kicker := dom.Text(c, 200)
		rest := strings.TrimSpace(strings.TrimPrefix(text, kicker))
		if kicker == "" || rest == "" || rest == text || len(strings.Fields(kicker)) > 4 {
			break
		}
		for _, o := range others {
			if dom.Plain(o) == dom.Plain(rest) {
				return strings.TrimLeft(rest, "|:•- ")
			}
		}
		break
	}
	return d.stripSite(text, "")
}

// hiddenFrom tells whether an element is not shown, by the attributes of it
// and of what is around it.
func hiddenFrom(n, root *html.Node) bool {
	for ; n != nil && n != root; n = n.Parent {
		if n.DataAtom == atom.Template || dom.Attr(n, "hidden") != "" || strings.Contains(strings.ReplaceAll(dom.Attr(n, "style"), " ", ""), "display:none") {
			return true
		}
	}
	return false
}

// wordOverlap is the share of words that two titles have in common (Dice).
func wordOverlap(a, b string) float64 {
	count := map[string]int{}
	wa, wb := strings.Fields(dom.Plain(a)), strings.Fields(dom.Plain(b))
	for _, w := range wa {
		count[w]++
	}
	common := 0
	for _, w := range wb {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	if len(wa)+len(wb) == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(wa)+len(wb))
}

var titleJoint = regexp.MustCompile(`\s+[|·•»›–—-]\s+|\s*[|»]\s*|\s+::?\s+|\s+—\s*|\s*—\s+`)

// stripSite takes the names of the site and of sections off a title's ends.
// A piece goes where it names the outlet or the site's domain, or where the
// page's other titles end without it.
func (d *document) stripSite(title, outlet string) string {
	title = strings.TrimSpace(title)
	for range 4 {
		locs := titleJoint.FindAllStringIndex(title, -1)
		if len(locs) == 0 {
			break
		}
		first, last := locs[0], locs[len(locs)-1]
		head, tail := title[:first[0]], title[last[1]:]
		switch {
		case d.namesSite(tail, outlet):
			title = title[:last[0]]
		case d.namesSite(head, outlet):
			title = title[first[1]:]
		case d.isHeading(title[:last[0]]):
			title = title[:last[0]]
		case d.isHeading(title[first[1]:]):
			title = title[first[1]:]
		default:
			return strings.TrimSpace(title)
		}
	}
	return strings.TrimSpace(title)
}

// isHeading tells whether one of the page's <h1> reads just so.
func (d *document) isHeading(s string) bool {
	p := dom.Plain(s)
	for _, n := range d.h1 {
		if p != "" && strings.Contains(p, " ") && dom.Plain(dom.Text(n, 600)) == p {
			return true
		}
	}
	return false
}

// namesSite tells whether words are the name of the outlet, of its domain, or
// of one of the page's sections.
func (d *document) namesSite(s, outlet string) bool {
	p := strings.TrimPrefix(dom.Plain(s), "the ")
	if p == "" {
		return true
	}
	squeezed := strings.ReplaceAll(p, " ", "")
	names := []string{outlet, d.meta("og:site_name"), d.meta("application-name"), d.publisher(), d.meta("article:section")}
	for _, n := range names {
		n = strings.TrimPrefix(dom.Plain(n), "the ")
		if n != "" && (n == p || strings.ReplaceAll(n, " ", "") == squeezed || len(n) > 3 && strings.HasPrefix(p, n+" ") && len(strings.Fields(p)) < 5) {
			return true
		}
	}
	for _, label := range d.domainLabels() {
		if label == squeezed || len(squeezed) >= 4 && len(strings.Fields(p)) <= 4 && (strings.HasPrefix(label, squeezed) || strings.HasSuffix(label, squeezed)) {
			return true
		}
		if len(label) >= 4 && strings.HasPrefix(squeezed, label) && len(strings.Fields(p)) <= 4 {
			return true
		}
	}
	return false
}
