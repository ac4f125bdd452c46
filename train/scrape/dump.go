package main

import (
	"math/rand"
	"strings"

	"golang.org/x/net/html"
)

var blockTags = set("address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section select table tbody td th thead title tr ul")
var skipTags = set("script style noscript template svg head iframe object")

func set(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// dump gives every visible text of a page, a line a block. With inline set,
// every piece of text between two tags is a line of its own, as some
// scrapers leave it.
func dump(page string, inline bool) []string {
	z := html.NewTokenizer(strings.NewReader(page))
	var b strings.Builder
	skip := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			var lines []string
			for l := range strings.Lines(b.String()) {
				if l = strings.Join(strings.Fields(l), " "); l != "" {
					lines = append(lines, l)
				}
			}
			return lines
		case html.StartTagToken:
			name, _ := z.TagName()
			if skipTags[string(name)] {
				skip++
			}
			if blockTags[string(name)] || inline {
				b.WriteByte('\n')
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if skipTags[string(name)] && skip > 0 {
				skip--
			}
			if blockTags[string(name)] || inline {
				b.WriteByte('\n')
			}
		case html.SelfClosingTagToken:
			if name, _ := z.TagName(); blockTags[string(name)] || inline {
				b.WriteByte('\n')
			}
		case html.TextToken:
			if skip == 0 {
				b.WriteString(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(string(z.Text())))
			}
		}
	}
}

// styles are the ways in which dumps are written, so that the models do not
// learn the habits of one.
//
// Dumps with blank lines between the blocks and hard-wrapped ones are missing:
// package block gives the same blocks for them.
var styles = []string{"plain", "joined", "bare", "inline"}

// inStyle writes a page's dump in a style.
func inStyle(style string, p *source, r *rand.Rand) string {
	lines := p.lines
	switch style {
	case "joined":
		return strings.Join(joinMenus(lines, []string{" / ", " | ", " · ", " "}[r.Intn(4)]), "\n")
	case "bare":
		from, to := bodyRange(lines, p.gold)
		from, to = max(0, from-r.Intn(5)), min(len(lines), to+r.Intn(4))
		return strings.Join(lines[from:to], "\n\n")
	case "inline":
		return strings.Join(dump(p.HTML, true), "\n")
	}
	return strings.Join(lines, "\n")
}

func joinMenus(lines []string, with string) []string {
	var out, run []string
	flush := func() {
		if len(run) >= 3 {
			out = append(out, strings.Join(run, with))
		} else {
			out = append(out, run...)
		}
		run = nil
	}
	for _, l := range lines {
		if len(strings.Fields(l)) < 5 && len(run) < 40 {
			run = append(run, l)
			continue
		}
		flush()
		out = append(out, l)
	}
	flush()
	return out
}

// bodyRange gives the lines from the first to the last that stand in the gold
// body.
func bodyRange(lines []string, gold *goldBody) (from, to int) {
	from, to = len(lines), 0
	for i, l := range lines {
		if ws := fields(l); len(ws) >= 8 && gold.share(ws) > 0.6 {
			from, to = min(from, i), i+1
		}
	}
	if to == 0 {
		return 0, len(lines)
	}
	return from, to
}
