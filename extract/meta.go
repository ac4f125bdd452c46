package extract

import (
	stdhtml "html"
	"net/url"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/dom"
	"github.com/onrecord/onrecord/extract/story"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// document is a parsed page with what its head and attributes say, gathered
// in one walk. It is read by the parts that find title, authors, dates and
// so on; none of them changes it.
type document struct {
	page     onrecord.Page
	root     *html.Node
	tags     int      // "<" in the source
	url      *url.URL // of the page, nil where not known
	metas    []meta
	links    []link
	ld       []thing // all objects of JSON-LD
	main     thing   // the story's own object, nil where there is none
	title    string  // of <title>
	h1       []*html.Node
	htmlLang string
	props    map[string][]*html.Node // elements by itemprop
	times    []*html.Node            // <time>, <abbr class=published>, and elements with a datetime
	bylines  []*html.Node            // elements that name the author by rel, itemprop or class
	// bylineHints are links to authors' pages and texts that begin with "By":
	// bylines only where they stand by the headline.
	bylineHints []*html.Node
	crumbs      []*html.Node // elements that look like breadcrumbs
	clocks      []*html.Node // elements that by their class show the date of today
	stamps      []*html.Node // elements that by their class show the story's date
	comments    []string     // HTML comments that hold a digit
	blocks      []story.Block
}

// meta is one <meta> tag; the key is its property, name, itemprop or
// http-equiv in lower case.
type meta struct{ key, value, attr string }

type link struct{ rel, href, lang string }

// gather parses a page's source and collects what the other parts need.
func gather(page onrecord.Page, source string) *document {
	d := &document{page: page, root: dom.Parse(source), tags: strings.Count(source, "<"), props: map[string][]*html.Node{}}
	if u, err := url.Parse(strings.TrimSpace(page.URL)); err == nil && u.Host != "" {
		d.url = u
	}
	var scripts []string
	dom.Walk(d.root, func(n *html.Node) bool {
		switch n.Type {
		case html.CommentNode:
			if len(n.Data) < 400 && strings.ContainsAny(n.Data, "0123456789") && len(d.comments) < 200 {
				d.comments = append(d.comments, n.Data)
			}
			return false
		case html.ElementNode:
			return d.gatherElement(n, &scripts)
		case html.TextNode:
			d.gatherText(n)
		}
		return true
	})
	d.ld = things(scripts)
	d.main = d.pickMain()
	d.blocks = story.Blocks(d.root)
	return d
}

func (d *document) gatherElement(n *html.Node, scripts *[]string) bool {
	switch n.DataAtom {
	case atom.Script:
		if strings.Contains(strings.ToLower(dom.Attr(n, "type")), "ld+json") && n.FirstChild != nil && len(*scripts) < 50 {
			*scripts = append(*scripts, n.FirstChild.Data)
		}
		return false
	case atom.Style, atom.Svg, atom.Iframe, atom.Noscript, atom.Template:
		// A title inside an SVG or an author in a template is none of the page's.
		return false
	case atom.Html:
		d.htmlLang = dom.Attr(n, "lang")
		if d.htmlLang == "" {
			d.htmlLang = dom.Attr(n, "xml:lang")
		}
	case atom.Meta:
		value := dom.Fold(unescape(dom.Attr(n, "content")))
		for _, a := range []string{"property", "name", "itemprop", "http-equiv"} {
			if key := strings.ToLower(dom.Attr(n, a)); key != "" && value != "" && len(d.metas) < 2000 {
				d.metas = append(d.metas, meta{key, value, a})
			}
		}
	case atom.Link:
		d.links = append(d.links, link{strings.ToLower(dom.Attr(n, "rel")), dom.Attr(n, "href"), dom.Attr(n, "hreflang")})
	case atom.Title:
		if d.title == "" {
			d.title = dom.Fold(dom.Text(n, 1000))
		}
	case atom.H1:
		if len(d.h1) < 20 {
			d.h1 = append(d.h1, n)
		}
	}
	d.gatherAttributes(n)
	return true
}

// gatherText keeps the element around a text that begins as bylines do.
func (d *document) gatherText(n *html.Node) {
	text := strings.TrimLeft(n.Data, " \t\r\n")
	if len(text) < 2 || text[0] != 'B' && text[0] != 'b' || text[1] != 'y' && text[1] != 'Y' || len(text) > 120 || n.Parent == nil {
		return
	}
	if len(text) == 2 || strings.ContainsRune(" :\n\t", rune(text[2])) {
		around := n.Parent
		for up := 0; up < 2 && around.Parent != nil && len(dom.Text(around, 40)) < 6; up++ {
			around = around.Parent
		}
		if len(d.bylineHints) < maxMarked && len(dom.Text(around, 300)) < 200 {
			d.bylineHints = append(d.bylineHints, around)
		}
	}
}

const maxMarked = 200 // elements kept of each kind

func (d *document) gatherAttributes(n *html.Node) {
	var class, rel string
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "data-testid", "data-test-id", "data-qa", "data-component", "aria-label", "role":
			class += " " + a.Val
		case "rel":
			rel = strings.ToLower(a.Val)
		case "itemprop":
			for _, p := range strings.Fields(a.Val) {
				if len(d.props[p]) < maxMarked {
					d.props[p] = append(d.props[p], n)
				}
			}
		}
	}
	class = strings.ToLower(class)
	add := func(list *[]*html.Node) {
		if len(*list) < maxMarked {
			*list = append(*list, n)
		}
	}
	if n.DataAtom == atom.Time || dom.Attr(n, "datetime") != "" || n.DataAtom == atom.Abbr && strings.Contains(class, "publish") {
		add(&d.times)
	}
	if n.DataAtom == atom.A && authorLink.MatchString(dom.Attr(n, "href")) {
		add(&d.bylineHints)
	}
	isByline := containsAny(class, bylineHints) && bylineClass.MatchString(class) || strings.Contains(" "+rel+" ", " author ") && n.DataAtom != atom.Link
	if isByline && n.DataAtom != atom.Body && n.DataAtom != atom.Html && n.DataAtom != atom.Main {
		add(&d.bylines)
	}
	if class == "" {
		return
	}
	if strings.Contains(class, "breadcrumb") || strings.Contains(class, "crumbs") {
		add(&d.crumbs)
	}
	if containsAny(class, clockHints) && clockClass.MatchString(class) {
		add(&d.clocks)
	} else if containsAny(class, stampHints) && stampClass.MatchString(class) && n.DataAtom != atom.Body && n.DataAtom != atom.Html {
		add(&d.stamps)
	}
}

// meta is the value of the first of the keys that the page has.
func (d *document) meta(keys ...string) string {
	for _, k := range keys {
		for _, m := range d.metas {
			if m.key == k {
				return m.value
			}
		}
	}
	return ""
}

// pickMain picks the JSON-LD object that is the story: the article whose
// address or headline is the page's, or else the first article with the most
// to say.
func (d *document) pickMain() thing {
	var best thing
	bestScore := 0
	title := dom.Plain(d.title + " " + d.meta("og:title"))
	for i, t := range d.ld {
		score := 0
		switch {
		case t.isArticle():
			score = 100
		case t.is("WebPage", "ItemPage", "VideoObject", "Recipe", "Product", "Event", "PodcastEpisode", "AudioObject", "ImageGallery", "MediaGallery"):
			score = 10
		default:
			continue
		}
		if h := dom.Plain(t.str("headline", "name")); h != "" && strings.Contains(title, h) {
			score += 50
		}
		for _, k := range []string{"headline", "datePublished", "author", "articleBody"} {
			if t[k] != nil {
				score += 8
			}
		}
		for _, u := range append(strs(t["url"]), strs(t["mainEntityOfPage"])...) {
			if d.sameAddress(u) {
				score += 30
				break
			}
		}
		if score -= min(i, 5); score > bestScore {
			best, bestScore = t, score
		}
	}
	return best
}

func (d *document) sameAddress(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Path == "" || u.Path == "/" {
		return false
	}
	if d.url != nil && u.Path == d.url.Path {
		return true
	}
	for _, l := range d.links {
		if c, err := url.Parse(l.href); l.rel == "canonical" && err == nil && c.Path == u.Path {
			return true
		}
	}
	return false
}

// unescape undoes character references that were escaped twice, as in the
// JSON of many pages.
func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return stdhtml.UnescapeString(s)
}

// canonical is the address that the page gives itself, made absolute; "" for
// anything but http and https.
func (d *document) canonical() string {
	candidates := []string{}
	for _, l := range d.links {
		if l.rel == "canonical" {
			candidates = append(candidates, l.href)
		}
	}
	candidates = append(candidates, d.meta("og:url"))
	if d.main != nil && d.main.isArticle() {
		candidates = append(candidates, d.main.str("url"))
	}
	for _, c := range candidates {
		u, err := url.Parse(strings.TrimSpace(c))
		if c == "" || err != nil {
			continue
		}
		if d.url != nil {
			u = d.url.ResolveReference(u)
		}
		if (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil {
			u.Fragment = ""
			return u.String()
		}
	}
	return ""
}
