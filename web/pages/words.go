package pages

import (
	"cmp"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
)

// functions are what templates can call.
func (p *Pages) functions() template.FuncMap {
	return template.FuncMap{
		"asset":   func(name string) string { return p.assets[name].url },
		"day":     day,
		"many":    many,
		"number":  thousands,
		"size":    size,
		"said":    comparison.Said,
		"percent": func(f float64) string { return fmt.Sprintf("%.0f %%", 100*f) },
		"plain":   func(s string) string { return strings.ReplaceAll(s, "_", " ") },
		"who":     who,
		"web":     web,
		"span":    func(t onrecord.Tally) string { return between(t.First, t.Last) },
		"moment":  func(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") },
		"or":      func(values ...string) string { return cmp.Or(values...) },
		"runs":    runsOf,
		"notice":  comparison.Notice,
		"string":  func(v any) string { return fmt.Sprint(v) },
		"search":  func(name, value string) string { return "/search?" + url.Values{name: {value}}.Encode() },
	}
}

// day is a day in words, or that there is none.
func day(value string) string {
	if value == "" {
		return "no date"
	}
	return comparison.Day(value)
}

// many is a number with its noun: 1 article, 2 articles.
func many(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if noun == "person" {
		return thousands(n) + " people"
	}
	return thousands(n) + " " + noun + "s"
}

// thousands is a number for people: 12,345.
func thousands(n int) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// size is a number of bytes for people.
func size(bytes int64) string {
	for _, unit := range []struct {
		name string
		of   int64
	}{{"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}} {
		if bytes >= unit.of {
			return fmt.Sprintf("%.1f %s", float64(bytes)/float64(unit.of), unit.name)
		}
	}
	return fmt.Sprintf("%d bytes", bytes)
}

// between is when something occurs, in years, or "".
func between(first, last string) string {
	if len(first) < 4 || len(last) < 4 {
		return ""
	}
	if first[:4] == last[:4] {
		return first[:4]
	}
	return first[:4] + "–" + last[:4]
}

// who is the address of a person's page, by key or name.
func who(name string) string { return "/people?" + url.Values{"name": {name}}.Encode() }

// web is an address that a link may lead to, or "".
func web(addresses ...string) string {
	for _, a := range addresses {
		if lower := strings.ToLower(a); strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") {
			return a
		}
	}
	return ""
}

// piece is a stretch of text, marked or not.
type piece struct {
	Text   string
	Marked bool
}

// runsOf cuts a passage at its marks; without a passage it is the whole text.
func runsOf(s onrecord.Snippet, text string) []piece {
	if s.Text == "" {
		return []piece{{Text: text}}
	}
	var out []piece
	at := 0
	for _, m := range s.Marks {
		out = append(out, piece{Text: s.Text[at:m.Start]}, piece{m.In(s.Text), true})
		at = m.End
	}
	return append(out, piece{Text: s.Text[at:]})
}
