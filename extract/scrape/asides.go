package scrape

import "regexp"

// Rules for lines that stand in the middle of a story and are never part of
// it; the models, which go by surroundings, let some of them through.
var (
	// rule "ad-marker"
	adMarker = regexp.MustCompile(`(?i)^\W*(?:advertisements?|(?:story|article|content) continues (?:below|after)(?: (?:the |this )?ad(?:vertisement)?)?|advertisement\W+(?:scroll to continue|story continues below)|scroll to continue(?: reading)?|sponsored(?: content)?|loading|share(?: this)?(?: article| story| page| on facebook| on twitter)?|(?:subscribe|sign up)(?: now)?|show caption|hide caption|skip (?:past )?(?:newsletter promotion|advertisement))\W*$`)
	// rule "read-also"
	readAlso = regexp.MustCompile(`(?i)^\W*(?:also read|read also|read more|read next|read this|see also|also see|you may also like|must read|don['’]t miss|recommended(?: reading)?|related(?: (?:story|stories|articles?|news|video))?|more on this(?: story)?)\s*(?:[:|–—>»]|-\s)\s*\S`)
)

// asideBytes is the most that a "read also" line takes.
const asideBytes = 220

// dropAsides takes advertisement markers and "read also" lines out of the
// story.
func (p *pageParts) dropAsides() {
	for i, s := range p.story {
		if text := p.blocks[i].Text; s && len(text) <= asideBytes && (adMarker.MatchString(text) || readAlso.MatchString(text)) {
			p.story[i] = false
		}
	}
}
