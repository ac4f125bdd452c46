// Package dump makes test input: it turns HTML into what a plain text scraper
// leaves of a page, every visible text with a line for each block and all
// boilerplate left in. It is no part of reading pages; package extract is.
//
// Method: the page's tokens, not its tree. Text within script, style,
// noscript, template, svg, head, iframe and object is left out; a tag of a
// block element breaks the line; white space is folded and empty lines are
// dropped. Broken nesting is not repaired, as scrapers do not either.
package dump

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
)

var block = set(`address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form
	h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section select table tbody td th thead title tr ul`)

var hidden = set(`script style noscript template svg head iframe object`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// Text dumps a page. It is total: what cannot be parsed is text.
func Text(page string) string {
	var out strings.Builder
	if err := write(&out, strings.NewReader(page), false); err != nil {
		return "" // a string never fails to be read
	}
	return out.String()
}

// Pieces dumps a page as cruder scrapers do: each text between two tags is a
// line of its own.
func Pieces(page string) string {
	var out strings.Builder
	if err := write(&out, strings.NewReader(page), true); err != nil {
		return ""
	}
	return out.String()
}

// write dumps a page; with pieces, every tag breaks the line.
func write(out io.Writer, page io.Reader, pieces bool) error {
	z := html.NewTokenizer(page)
	lines := folder{out: out}
	hide := 0
	open := func(name string) {
		if hidden[name] {
			hide++
		}
		if pieces || block[name] {
			lines.end()
		}
	}
	shut := func(name string) {
		if hidden[name] && hide > 0 {
			hide--
		}
		if pieces || block[name] {
			lines.end()
		}
	}
	for {
		switch z.Next() {
		case html.ErrorToken:
			lines.end()
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return fmt.Errorf("dump: %w", err)
			}
			return lines.err
		case html.TextToken:
			if hide == 0 {
				lines.text(string(z.Text()))
			}
		case html.StartTagToken:
			name := tagName(z)
			if name != "script" && name != "style" {
				z.NextIsNotRawText() // scrapers see the markup within noscript and its like
			}
			open(name)
		case html.SelfClosingTagToken:
			name := tagName(z)
			z.NextIsNotRawText()
			open(name)
			shut(name)
		case html.EndTagToken:
			shut(tagName(z))
		}
	}
}

func tagName(z *html.Tokenizer) string {
	name, _ := z.TagName()
	return string(name)
}

// folder joins words by single spaces into lines and drops empty lines.
type folder struct {
	out   io.Writer
	line  strings.Builder
	space bool // white space stands before the next word
	begun bool // a line has been written
	err   error
}

func (f *folder) text(s string) {
	for _, r := range s {
		if isSpace(r) {
			f.space = true
			continue
		}
		if f.space && f.line.Len() > 0 {
			f.line.WriteByte(' ')
		}
		f.space = false
		f.line.WriteRune(r)
	}
}

func (f *folder) end() {
	f.space = false
	if f.line.Len() == 0 || f.err != nil {
		return
	}
	line := f.line.String()
	if f.begun {
		line = "\n" + line
	}
	f.begun = true
	f.line.Reset()
	_, f.err = io.WriteString(f.out, line)
}

// isSpace is Unicode white space with the four ASCII separators, which
// scrapers written in Python count in.
func isSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0x1c, 0x1d, 0x1e, 0x1f, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}
