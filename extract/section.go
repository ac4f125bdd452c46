package extract

import (
	"sort"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/extract/dom"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// findSection is the story's place in the site, outermost first, without
// "Home" and without the story itself: JSON-LD's or microdata's breadcrumbs,
// elements that call themselves so, article:section.
func (d *document) findSection(title string) []string {
	for _, find := range []func() []string{d.crumbsDeclared, d.crumbsMarked, d.crumbsShown} {
		if crumbs := d.cleanCrumbs(find(), title); len(crumbs) > 0 {
			return crumbs
		}
	}
	section := d.meta("article:section", "parsely-section", "sailthru.section", "section")
	if section == "" && d.main != nil {
		section = d.main.str("articleSection")
	}
	return d.cleanCrumbs(strings.Split(section, ">"), title)
}

func (d *document) crumbsDeclared() []string {
	for _, t := range d.ld {
		if !t.is("BreadcrumbList") {
			continue
		}
		list, _ := t["itemListElement"].([]any)
		type crumb struct {
			position float64
			name     string
		}
		var crumbs []crumb
		for i, e := range list {
			item, ok := e.(map[string]any)
			if !ok {
				continue
			}
			name := thing(item).str("name")
			if inner, ok := item["item"].(map[string]any); ok && name == "" {
				name = thing(inner).str("name")
			}
			position := float64(i + 1)
			switch p := item["position"].(type) {
			case float64:
				position = p
			case string:
				if f, err := strconv.ParseFloat(strings.TrimSpace(p), 64); err == nil {
					position = f
				}
			}
			crumbs = append(crumbs, crumb{position, name})
		}
		sort.SliceStable(crumbs, func(a, b int) bool { return crumbs[a].position < crumbs[b].position })
		names := make([]string, len(crumbs))
		for i, c := range crumbs {
			names[i] = c.name
		}
		if len(names) > 0 {
			return names
		}
	}
	return nil
}

func (d *document) crumbsMarked() []string {
	var names []string
	for _, n := range d.props["itemListElement"] {
		for p := n; p != nil; p = p.Parent {
			if strings.Contains(dom.Attr(p, "itemtype"), "BreadcrumbList") {
				names = append(names, dom.Text(n, 200))
				break
			}
		}
	}
	return names
}

// crumbsShown reads the links and list items of an element whose class says
// breadcrumb.
func (d *document) crumbsShown() []string {
	for _, n := range d.crumbs {
		var items, links []string
		dom.Walk(n, func(c *html.Node) bool {
			switch c.DataAtom {
			case atom.Li:
				items = append(items, dom.Text(c, 200))
				return false
			case atom.A:
				links = append(links, dom.Text(c, 200))
				return false
			}
			return c.Type != html.ElementNode || !dom.Invisible[c.DataAtom]
		})
		if len(items) > 0 {
			return items
		}
		if len(links) > 0 {
			return links
		}
	}
	return nil
}

const maxCrumbs = 6

func (d *document) cleanCrumbs(names []string, title string) []string {
	var crumbs []string
	outlet := dom.Plain(d.findOutlet())
	for i, name := range names {
		name = strings.Trim(dom.Fold(unescape(name)), " /›»>|\\→•·,")
		p := dom.Plain(name)
		switch {
		case p == "" || len(name) > 60 || strings.Contains(name, "://"):
			continue
		case p == "home" || p == "homepage" || p == "home page" || p == "front page" || p == "you are here" || i == 0 && p == outlet:
			continue
		case title != "" && (p == dom.Plain(title) || i == len(names)-1 && len(p) > 25 && strings.HasPrefix(dom.Plain(title), strings.TrimSuffix(p, "…"))):
			continue
		case len(crumbs) > 0 && crumbs[len(crumbs)-1] == name:
			continue
		}
		if crumbs = append(crumbs, name); len(crumbs) == maxCrumbs {
			break
		}
	}
	return crumbs
}
