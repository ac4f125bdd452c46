package scrape

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord/extract/scrape/block"
	"github.com/onrecord/onrecord/extract/textdate"
)

// titleOdds is the least log-odds of a title; below, the page has none.
const titleOdds = -2.5

// titleWords is the most that a title may have.
const titleWords = 45

// findTitle takes the block that the model believes most. Where a breadcrumb
// before the story ends with a headline that stands on a line of its own too,
// that is the title.
func (p *pageParts) findTitle(odds []float32) {
	p.titled = -1
	best := float32(titleOdds)
	for i, o := range odds {
		if n := len(p.blocks[i].Words); o > best && n > 0 && n <= titleWords && len(crumbs(p.blocks[i].Text)) == 0 && !nearlyBare(p.blocks[i].Text) && !byWords.MatchString(p.blocks[i].Text) {
			best, p.titled = o, i
		}
	}
	to := min(p.first+2, len(p.blocks))
	for i := max(0, to-aboveStory); i < to; i++ {
		parts := crumbs(p.blocks[i].Text)
		if len(parts) == 0 {
			continue
		}
		for j := i + 1; j < to; j++ {
			if same(parts[len(parts)-1], p.blocks[j].Text) {
				p.titled = j
				return
			}
		}
	}
	p.unglue()
}

// unglue takes the title from its own line where the block taken has the
// section or a word for the reader before it ("PoliticsBridge closed", "Now
// reading: Bridge closed").
func (p *pageParts) unglue() {
	if p.titled < 0 {
		return
	}
	whole := fold(p.blocks[p.titled].Text)
	for i := max(0, p.titled-unglueReach); i < min(len(p.blocks), p.titled+unglueReach); i++ {
		if inner := fold(p.blocks[i].Text); len(p.blocks[i].Words) >= 4 && len(inner) < len(whole) && len(inner)*5 > len(whole)*2 && strings.HasSuffix(whole, inner) {
			p.titled = i
			return
		}
	}
}

// unglueReach is how many blocks around the title its bare copy is looked for.
const unglueReach = 15

// aboveStory is how many blocks before the story are looked at for a
// breadcrumb.
const aboveStory = 40

// same compares letters and digits only, and lets the first text be cut short
// by "…".
func same(a, b string) bool {
	cut := strings.HasSuffix(a, "…") || strings.HasSuffix(a, "...")
	a, b = fold(a), fold(b)
	return a != "" && (a == b || cut && len(a) > 20 && strings.HasPrefix(b, a))
}

func fold(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func (p *pageParts) title() string {
	if p.titled < 0 {
		return ""
	}
	return p.blocks[p.titled].Text
}

// crumbMarks part the steps of a breadcrumb.
var crumbMarks = []string{" / ", " > ", " » ", " › ", " → ", " | ", " :: ", "»", "›", ">"}

// trail parts a line at the marks of breadcrumbs; every step but the last has
// to be short.
func trail(text string) []string {
	if len(text) > 400 {
		return nil
	}
	for _, mark := range crumbMarks[:6] {
		parts := strings.Split(text, mark)
		if len(parts) < 2 || len(parts) > 7 {
			continue
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
			if parts[i] == "" || i+1 < len(parts) && strings.Count(parts[i], " ") > 3 {
				return nil
			}
		}
		return parts
	}
	return nil
}

// crumbs gives the steps of a breadcrumb line ("Home / News / World /
// headline"), or nothing where the line is none: it begins with a home page.
func crumbs(text string) []string {
	text = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(text, "You are here"), ":"))
	if len(text) > 400 || !homely(firstLetters(text)) {
		return nil
	}
	for _, mark := range crumbMarks {
		parts := strings.Split(text, mark)
		if len(parts) < 2 || !homely(strings.TrimSpace(parts[0])) {
			continue
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
			if parts[i] == "" || i+1 < len(parts) && strings.Count(parts[i], " ") > 3 {
				return nil
			}
		}
		if len(parts) > 7 {
			return nil // a menu
		}
		return parts
	}
	return nil
}

func firstLetters(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return s
	}
	return s[:i]
}

func homely(s string) bool {
	switch strings.ToLower(s) {
	case "home", "homepage", "front", "frontpage", "start", "main":
		return true
	}
	return strings.EqualFold(s, "home page") || strings.EqualFold(s, "front page")
}

// section gives the steps of the breadcrumb above the story, without the home
// page and the headline. A breadcrumb may be one line or one line a step.
func (p *pageParts) section() []string {
	to := p.first
	if p.titled >= 0 {
		to = min(len(p.blocks), max(p.titled, p.first))
	}
	for i := to - 1; i >= max(0, to-aboveStory); i-- {
		if parts := crumbs(p.blocks[i].Text); len(parts) > 0 {
			return p.steps(parts[1:])
		}
	}
	if p.titled < 0 {
		return nil
	}
	for i := to - 1; i >= max(0, to-aboveStory); i-- {
		if parts := trail(p.blocks[i].Text); len(parts) > 1 && same(parts[len(parts)-1], p.title()) {
			return p.steps(parts)
		}
	}
	for i := p.titled - 1; i >= max(0, p.titled-5); i-- {
		text := strings.Trim(p.blocks[i].Text, "/>»›|→ ")
		if homely(text) {
			var parts []string
			for _, b := range p.blocks[i+1 : p.titled] {
				if step := strings.Trim(b.Text, "/>»›|→ "); step != "" {
					parts = append(parts, step)
				}
			}
			return p.steps(parts)
		}
		if len(p.blocks[i].Words) > 4 || bareDate(text) {
			return nil
		}
	}
	return nil
}

// steps drops the headline and what is too long for a section's name.
func (p *pageParts) steps(parts []string) []string {
	var out []string
	for i, s := range parts {
		last := i == len(parts)-1
		if same(s, p.title()) || last && (strings.Count(s, " ") > 3 || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...")) || utf8.RuneCountInString(s) > 60 {
			break
		}
		out = append(out, s)
	}
	return out
}

// bareDate tells whether a block is a date and nothing else.
func bareDate(text string) bool {
	if len(text) > 80 {
		return false
	}
	_, ok := textdate.Only(text)
	return ok
}

// short tells whether a block is no more than a line of the page's furniture.
func short(b block.Block) bool { return len(b.Words) <= 30 && len(b.Text) <= 240 }
