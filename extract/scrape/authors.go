package scrape

import (
	"regexp"
	"strings"

	"github.com/onrecord/onrecord/extract/byline"
	"github.com/onrecord/onrecord/extract/dateline"
	"github.com/onrecord/onrecord/extract/textdate"
)

var (
	// byWords begins a byline: "By Jane Roe", "ByThe Associated Press",
	// "Written by …".
	byWords = regexp.MustCompile(`^(?:(?i:(?:written|posted|published|reported|words|story|authored|contributed|news|review|analysis|report|feature|interview|opinion|column|text) by|author|authors|by)\s*[:|]?\s+|(?:By|BY):?)(\p{Lu}.*)$`)
	// byInside is a byline that follows a date or a kicker in one line.
	byInside = regexp.MustCompile(`(?:^|[|·•–—,.\d] ?|\d{4} ?)(?:[Bb]y|BY) (\p{Lu}.*)$`)
	// person is a line that is nothing but a name.
	person = regexp.MustCompile(`^\p{Lu}[\p{L}'’.-]*(?: (?:\p{Lu}[\p{L}'’.-]*|de|da|van|von|der|bin|al|la|le|del)){1,3}$`)
	// aside is what follows the names in a byline.
	aside = regexp.MustCompile(`(?i)\s*(?:[|·•]|\b(?:published|updated|posted|last updated|modified|follow|email|share|read more|bio|is a|covers)\b|\d+ (?:min|hours?|days?|weeks?|months?|years?)\b|@\w).*$`)
)

// bylined tells whether a line names its author with "by".
func bylined(text string) bool {
	return len(text) <= bylineBytes && (byWords.MatchString(text) || byInside.MatchString(text)) && !strings.HasPrefix(strings.ToLower(text), "by the way")
}

// bylineBytes is the most that a byline takes.
const bylineBytes = 200

// authors reads the bylines around the headline and the beginning of the
// story: a line that begins with "By", the line after a lone "By", or a line
// that is nothing but a name beside a date.
func (p *pageParts) authors() []string {
	from, to := p.head()
	for i := from; i < to; i++ {
		if names := byline.Names(p.bylineAt(i)); len(names) > 0 {
			return names
		}
	}
	for i := p.titled + 1; p.titled >= 0 && i < to; i++ {
		if names := byline.Names(p.nameLine(i)); len(names) > 0 {
			return names
		}
	}
	return nil
}

// bylineAt gives the byline in block i, or "".
func (p *pageParts) bylineAt(i int) string {
	text := p.blocks[i].Text
	if i == p.titled || len(text) > bylineBytes || p.story[i] && i > p.first {
		return ""
	}
	if m := byWords.FindStringSubmatch(text); m != nil {
		return "By " + bare(m[1])
	}
	if m := byInside.FindStringSubmatch(text); m != nil {
		return "By " + bare(m[1])
	}
	if low := strings.ToLower(strings.Trim(text, " :")); (low == "by" || low == "written by" || low == "author") && i+1 < len(p.blocks) && len(p.blocks[i+1].Text) <= bylineBytes {
		return "By " + bare(p.blocks[i+1].Text)
	}
	return ""
}

// nameLine gives the name in a block between headline and story that has
// nothing else but a date, or stands beside one.
func (p *pageParts) nameLine(i int) string {
	text := p.blocks[i].Text
	if p.story[i] || len(text) > bylineBytes {
		return ""
	}
	name := bare(text)
	if !person.MatchString(name) {
		return ""
	}
	dated := name != text
	for _, j := range []int{i - 1, i + 1, i + 2} {
		dated = dated || j > p.titled && j < len(p.blocks) && short(p.blocks[j]) && len(textdate.Find(p.blocks[j].Text)) > 0
	}
	if !dated {
		return ""
	}
	return "By " + name
}

// bare cuts a byline before its date and whatever else follows the names.
func bare(text string) string {
	if found := textdate.Find(text); len(found) > 0 {
		text = text[:found[0].Span.Start]
	}
	text = aside.ReplaceAllString(text, "")
	return strings.Trim(text, " ,|·•–—-:")
}

// bylinePlace gives the place of a byline "By X in Y" that is not part of the
// story.
func (p *pageParts) bylinePlace() string {
	from, to := p.head()
	for i := from; i < to; i++ {
		if text := p.blocks[i].Text; len(text) <= bylineBytes {
			if place := dateline.Byline(text); place != "" {
				return place
			}
		}
	}
	return ""
}
