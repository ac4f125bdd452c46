package scrape

import (
	"regexp"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/textdate"
)

// cues are words that say what the date after them is of. The last one before
// the date decides.
var cues = regexp.MustCompile(`(?i)\b(?:(first published|originally published|published|posted|publication date|issued|created|filed|uploaded|pub(?:lished)? date)|(updated|modified|last update|revised|last edited|edited|corrected)|(accessed|retrieved|printed|today is|current time|copyright))\b|©`)

// dates reads the dates around the headline. A date beside "published",
// "updated" or a byline is one of the story; one between headline and story
// most likely too; a bare date above them all only says when the page was made.
func (p *pageParts) dates() []onrecord.Date {
	var out []onrecord.Date
	from, to := p.head()
	if p.titled >= 0 {
		to = min(len(p.blocks), max(to, min(p.titled+belowTitle, p.first+belowTitle)))
	}
	for i := 0; i < to; i++ {
		if p.story[i] && i > p.first || !short(p.blocks[i]) {
			continue
		}
		if i < from && i >= mastheadBlocks {
			continue
		}
		out = p.datesIn(out, i, i >= from)
	}
	return onceEach(out)
}

// belowTitle is how many blocks below the title, or below the beginning of the
// story, a date may stand that is the story's.
const belowTitle = 8

// mastheadBlocks is how many blocks at the top of a page may tell today's
// date.
const mastheadBlocks = 8

// datesIn reads the dates of one block; near tells that it lies by the
// headline.
func (p *pageParts) datesIn(out []onrecord.Date, i int, near bool) []onrecord.Date {
	text := p.blocks[i].Text
	last := 0
	for _, f := range textdate.Find(text) {
		before := text[last:f.Span.Start]
		last = f.Span.End
		date := onrecord.Date{Value: f.Value, Precision: f.Precision, Basis: "text", Evidence: text}
		bare := strings.TrimSpace(before) == ""
		cue := cueKind(before)
		if cue == "" && bare && i > 0 && len(p.blocks[i-1].Words) <= 4 {
			if cue = cueKind(p.blocks[i-1].Text); cue != "" {
				date.Evidence = p.blocks[i-1].Text + " " + text
			}
		}
		switch {
		case cue != "":
			date.Kind, date.Confidence = cue, 0.9
			if !near {
				date.Confidence = 0.5
			}
		case !near:
			if !bareDate(text) {
				continue
			}
			date.Kind, date.Confidence = onrecord.Rendered, 0.8
		default:
			date.Kind, date.Confidence = p.uncued(i)
		}
		if date.Kind != "" {
			out = append(out, date)
		}
	}
	return out
}

func cueKind(words string) onrecord.DateKind {
	found := cues.FindAllStringSubmatch(words, -1)
	if len(found) == 0 {
		return ""
	}
	switch last := found[len(found)-1]; {
	case last[1] != "":
		return onrecord.Published
	case last[2] != "":
		return onrecord.Modified
	default:
		return onrecord.Rendered
	}
}

// uncued says what a date near the headline is of that has no word for it: by
// a byline, below the headline, right above it, or none of these.
func (p *pageParts) uncued(i int) (onrecord.DateKind, float64) {
	text := p.blocks[i].Text
	by := bylined(text)
	for _, j := range []int{i - 1, i + 1} {
		by = by || j > 0 && j < len(p.blocks) && short(p.blocks[j]) && !(p.story[j] && j > p.first) && bylined(p.blocks[j].Text)
	}
	switch {
	case by && i > 0:
		return onrecord.Published, 0.8
	case p.titled >= 0 && i > p.titled && (nearlyBare(text) || i <= p.first+1 && leads(text)):
		return onrecord.Published, 0.7
	case p.titled >= 0 && i >= p.titled-3 && i >= mastheadBlocks && nearlyBare(text):
		return onrecord.Published, 0.5
	case i < mastheadBlocks && bareDate(text):
		return onrecord.Rendered, 0.8
	}
	return "", 0
}

// readingTime is what often stands beside a date.
var readingTime = regexp.MustCompile(`(?i)[|·•,–-]?\s*\d+\s*-?min(?:ute)?s?(?: read)?`)

// nearlyBare tells whether a block is a date and hardly anything else: how
// long the story takes to read, or a short word.
func nearlyBare(text string) bool {
	text = readingTime.ReplaceAllString(text, "")
	found := textdate.Find(text)
	if len(found) == 0 {
		return false
	}
	rest := text[:found[0].Span.Start] + text[found[len(found)-1].Span.End:]
	return len(fold(rest)) <= 10
}

// leads tells whether a block begins with a date.
func leads(text string) bool {
	found := textdate.Find(text)
	return len(found) > 0 && len(fold(text[:found[0].Span.Start])) <= 10
}

// onceEach keeps the first of dates that agree in kind and value.
func onceEach(dates []onrecord.Date) []onrecord.Date {
	var out []onrecord.Date
	for _, d := range dates {
		again := false
		for _, o := range out {
			again = again || o.Kind == d.Kind && o.Value == d.Value
		}
		if !again {
			out = append(out, d)
		}
	}
	return out
}
