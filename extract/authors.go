package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/onrecord/onrecord/extract/byline"
	"github.com/onrecord/onrecord/extract/dom"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// findAuthors is who wrote the story. The story's own JSON-LD is believed
// first, then the page's meta tags, then the bylines that readers see; people
// before agencies, agencies before anything else that a field for authors
// holds. The outlet is an author only where such a field names it and nobody
// else is named anywhere.
func (d *document) findAuthors(outlet, title, text string) []string {
	shown := d.sortFields(d.authorsShown(title), outlet)
	sources := []fields{d.sortFields(d.authorsDeclared(), outlet), d.sortFields(d.authorsMeta(), outlet), shown}
	for i, source := range sources {
		if len(source.people) == 0 {
			continue
		}
		people := source.people
		if i < 2 {
			people = reconcile(people, shown.people)
		}
		return unique(append(people, source.ownAgencies...))
	}
	for _, source := range sources {
		if len(source.agencies) > 0 {
			return unique(source.agencies)[:1]
		}
	}
	if agency := reportingAgency(text); agency != "" {
		return []string{agency}
	}
	for _, source := range sources {
		if len(source.odd) > 0 {
			return source.odd[:1]
		}
	}
	for _, source := range sources {
		if len(source.outlets) > 0 {
			return source.outlets[:1]
		}
	}
	return nil
}

// fields are what fields for authors hold, by kind.
type fields struct {
	people      []string
	agencies    []string
	ownAgencies []string // agencies that have a field of their own, beside people
	odd         []string // what has no shape of a name
	outlets     []string
}

func (d *document) sortFields(list []string, outlet string) fields {
	var f fields
	publisher := d.publisher()
	for _, field := range list {
		if d.isOutlet(field, outlet) {
			if !strings.Contains(field, ".") && !strings.HasSuffix(strings.ToLower(field), "staff") {
				f.outlets = append(f.outlets, field)
			}
			continue
		}
		for _, o := range []string{publisher, outlet} {
			if o = strings.TrimPrefix(o, "The "); strings.Contains(o, " ") {
				field = strings.ReplaceAll(strings.ReplaceAll(field, "The "+o, " | "), o, " | ")
			}
		}
		names := byline.Names(field)
		for _, n := range names {
			switch {
			case d.isOutlet(n, outlet):
				f.outlets = append(f.outlets, n)
			case byline.IsAgency(n):
				f.agencies = append(f.agencies, n)
				if n == field {
					f.ownAgencies = append(f.ownAgencies, n)
				}
			default:
				f.people = append(f.people, n)
			}
		}
		if len(names) == 0 && plausible(field) {
			f.odd = append(f.odd, field)
		}
	}
	f.people = unique(f.people)
	return f
}

// reconcile spells declared names as readers see them where only accents
// differ.
func reconcile(declared, shown []string) []string {
	bare := map[string]string{}
	for _, n := range shown {
		bare[dom.Plain(withoutAccents(n))] = n
	}
	out := slices.Clone(declared)
	for i, n := range declared {
		if s, ok := bare[dom.Plain(withoutAccents(n))]; ok {
			if len(s) > len(n) && len(dom.Plain(s)) > len(dom.Plain(n)) {
				out[i] = s
			}
		}
	}
	return out
}

func withoutAccents(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

var creditLine = regexp.MustCompile(`(?i)^[\s(–—-]*(?:reporting by|by|from|source:|copyright \d{4})?\s*((?:the )?(?:associated press|reuters|agence france-presse|press trust of india))[\s.)]*$`)

// reportingAgency is the agency that a line of its own at the story's
// beginning or end credits.
func reportingAgency(text string) string {
	lines := strings.Split(text, "\n\n")
	for i, line := range lines {
		if i > 1 && i < len(lines)-3 || len(line) > 100 {
			continue
		}
		if m := creditLine.FindStringSubmatch(line); m != nil {
			return m[1]
		}
	}
	return ""
}

func unique(names []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, n := range names {
		if key := dom.Plain(n); key != "" && !seen[key] {
			seen[key] = true
			out = append(out, n)
		}
	}
	return out
}

// isOutlet tells whether a name is that of the outlet or its site.
func (d *document) isOutlet(name, outlet string) bool {
	p := strings.ReplaceAll(strings.TrimPrefix(dom.Plain(name), "the "), " ", "")
	if p == "" {
		return true
	}
	for _, o := range []string{outlet, d.publisher(), d.meta("og:site_name"), d.site()} {
		o = strings.ReplaceAll(strings.TrimPrefix(dom.Plain(o), "the "), " ", "")
		if o != "" && (o == p || strings.TrimSuffix(p, "staff") == o || strings.TrimSuffix(p, "com") == strings.TrimSuffix(o, "com")) {
			return true
		}
	}
	return slices.Contains(d.domainLabels(), strings.TrimSuffix(p, "com"))
}

var notAuthor = regexp.MustCompile(`(?i)://|www\.|@|^\W*$|^\d|\b(admin|administrator|webmaster|null|undefined|unknown|anonymous|no author|super user|editor|redaction|privacy|read more)\b`)

// plausible tells whether a field that holds no name of the usual shape may
// still be an author: a pen name, a desk.
func plausible(s string) bool {
	words := strings.Fields(s)
	return len(s) >= 3 && len(s) <= 40 && len(words) <= 4 && !notAuthor.MatchString(s)
}

// authorsDeclared are the authors of the story's own JSON-LD.
func (d *document) authorsDeclared() []string {
	var out []string
	for _, t := range []thing{d.main, d.other()} {
		if t == nil {
			continue
		}
		for _, key := range []string{"author", "creator"} {
			list, ok := t[key].([]any)
			if !ok {
				list = []any{t[key]}
			}
			for _, v := range list[:min(len(list), 20)] {
				switch v := byID(d.ld, v).(type) {
				case string:
					out = append(out, dom.Fold(unescape(v)))
				case map[string]any:
					for _, s := range strs(v["name"]) {
						out = append(out, dom.Fold(unescape(s)))
					}
				}
			}
			if out = slices.DeleteFunc(out, func(s string) bool { return s == "" || strings.Contains(s, "://") }); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// other is the first article of the page's JSON-LD where that is not the main
// one but has the same headline: some pages describe the story twice.
func (d *document) other() thing {
	for _, t := range d.ld {
		if t.isArticle() && d.main != nil && t.str("headline") == d.main.str("headline") && t["author"] != nil {
			return t
		}
	}
	return nil
}

var authorKeys = []string{
	"author", "article:author", "article:author_name", "og:article:author", "og:author", "parsely-author", "sailthru.author", "byl", "byline", "dc.creator",
	"dcterms.creator", "dc.contributor", "authors", "article.author", "cxenseparse:author", "citation_author", "rnews:author", "article-author", "content_author",
}

// authorsMeta are the authors of the meta tags: of the first key that has
// any, all its tags.
func (d *document) authorsMeta() []string {
	for _, key := range authorKeys {
		var out []string
		for _, m := range d.metas {
			if m.key == key && !strings.Contains(m.value, "://") && !strings.HasPrefix(m.value, "@") && len(m.value) < 300 {
				out = append(out, m.value)
			}
		}
		if len(out) > 0 && !d.isOutlet(out[0], "") {
			return out
		}
	}
	return nil
}

// authorsShown are the bylines on the page itself: the first element that is
// marked as one, stands outside comments and lists of other stories, and
// holds a name; with the other marked elements right beside it.
func (d *document) authorsShown(title string) []string {
	candidates := append(slices.Clone(d.props["author"]), d.bylines...)
	h1 := d.titleNode(title)
	order := d.order(slices.Concat(candidates, d.bylineHints, []*html.Node{h1}))
	for _, n := range d.bylineHints {
		if far := order[n] - order[h1]; h1 != nil && far > -40 && far < 250 {
			candidates = append(candidates, n)
		}
	}
	slices.SortStableFunc(candidates, func(a, b *html.Node) int { return order[a] - order[b] })
	var later []*html.Node // bylines stand below the headline, or shortly above it
	var sooner []*html.Node
	for _, n := range candidates {
		if h1 == nil || order[n] > order[h1] {
			later = append(later, n)
		} else {
			sooner = append(sooner, n)
		}
	}
	slices.Reverse(sooner)
	candidates = append(later, sooner...)
	for i, n := range candidates {
		text := bylineText(n)
		if elsewhere(n) || len(text) > 400 || len(byline.Names(text)) == 0 {
			continue
		}
		out := []string{text}
		group := ancestor(n, 3)
		if dom.Attr(n, "itemprop") == "author" {
			group = ancestor(n, 5)
		}
		for _, m := range candidates[i+1:] {
			if t := bylineText(m); within(m, group) && !within(m, n) && len(t) < 100 && len(out) < 10 {
				out = append(out, t)
			}
		}
		return out
	}
	return nil
}

// bylineText is an element's text with its blocks and links apart, so that
// neighbours do not run together.
func bylineText(n *html.Node) string {
	var b strings.Builder
	dom.Walk(n, func(c *html.Node) bool {
		if b.Len() > 500 {
			return false
		}
		switch c.Type {
		case html.TextNode:
			b.WriteString(c.Data)
		case html.ElementNode:
			if dom.Invisible[c.DataAtom] || c.DataAtom == atom.Time || c.DataAtom == atom.Figcaption || c.DataAtom == atom.Button {
				return false
			}
			if dom.Block[c.DataAtom] || c.DataAtom == atom.Br {
				b.WriteString(" | ")
			}
		}
		return true
	})
	text := dom.Fold(b.String())
	if text == "" && n.DataAtom == atom.Meta {
		return dom.Attr(n, "content")
	}
	return text
}

// titleNode is the <h1> that holds the story's title, or nil.
func (d *document) titleNode(title string) *html.Node {
	for _, n := range d.h1 {
		if strings.Contains(dom.Plain(dom.Text(n, 600)), dom.Plain(title)) {
			return n
		}
	}
	return nil
}

// order numbers the nodes by their place in the page.
func (d *document) order(nodes []*html.Node) map[*html.Node]int {
	place := make(map[*html.Node]int, len(nodes))
	for _, n := range nodes {
		place[n] = 0
	}
	i := 0
	dom.Walk(d.root, func(n *html.Node) bool {
		i++
		if _, ok := place[n]; ok {
			place[n] = i
		}
		return true
	})
	return place
}

var elsewhereClass = regexp.MustCompile(`(?i)(^|[\s_\-])(comments?|related|recommend\w*|sidebar|recirc\w*|trending|popular|most-?read|footer|newsletter|promo|teasers?|latest|more-?from|read-?next|up-?next|carousel|caption|credits?)([\s_\-]|$)|(^|\s)(card|teaser)`)

// elsewhere tells whether an element stands in a part of the page that is
// about other stories, or about nothing.
func elsewhere(n *html.Node) bool {
	for p, up := n, 0; p != nil && up < 12; p, up = p.Parent, up+1 {
		switch p.DataAtom {
		case atom.Footer, atom.Nav, atom.Figure, atom.Figcaption:
			return true
		case atom.Aside:
			if dom.Attr(n, "itemprop") == "" { // some sites set date and byline beside the story
				return true
			}
		case atom.Body, atom.Html, atom.Main:
			return false
		}
		class := dom.Attr(p, "class")
		if strings.Contains(strings.ToLower(class), "byline") {
			continue
		}
		if elsewhereClass.MatchString(class) || elsewhereClass.MatchString(dom.Attr(p, "id")) {
			return true
		}
	}
	return false
}

func ancestor(n *html.Node, steps int) *html.Node {
	for ; steps > 0 && n.Parent != nil && n.Parent.DataAtom != atom.Body; steps-- {
		n = n.Parent
	}
	return n
}

func within(n, group *html.Node) bool {
	for p := n; p != nil; p = p.Parent {
		if p == group {
			return true
		}
	}
	return false
}
