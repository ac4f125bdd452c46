package main

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// compare writes what one version of an article changed against another:
// title, paragraphs, and statements that are no longer or newly made.
func (s *sheet) compare(before, after onrecord.Record) {
	s.lines("title", []string{before.Article.Title}, []string{after.Article.Title})
	s.lines("paragraph", strings.Split(before.Article.Text, "\n\n"), strings.Split(after.Article.Text, "\n\n"))
	s.lines("statement", statementLines(before), statementLines(after))
}

// statementLines are a record's statements by speaker and words.
func statementLines(r onrecord.Record) []string {
	out := make([]string, len(r.Statements))
	for i, statement := range r.Statements {
		var words []string
		for _, span := range statement.Content {
			words = append(words, span.In(r.Article.Text))
		}
		out[i] = said(statement.Speaker) + ": " + strings.Join(words, " … ")
	}
	return out
}

// lines writes the lines of a that b does not have, and the other way round,
// in order.
func (s *sheet) lines(what string, a, b []string) {
	for _, e := range edits(a, b) {
		if e.added {
			s.labelled("  + "+what+"  ", styleAdded, e.text)
		} else {
			s.labelled("  - "+what+"  ", styleWarning, e.text)
		}
	}
}

// edit is a line that is in one of two lists alone.
type edit struct {
	text  string
	added bool
}

// maxCompared bounds the table of edits; longer lists are compared by their
// first so many lines, the rest as a whole.
const maxCompared = 2000

// edits says how a becomes b, by a longest common subsequence.
func edits(a, b []string) (out []edit) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	a, b = bounded(a), bounded(b)
	common := make([][]int, len(a)+1) // of a[i:] and b[j:]
	for i := len(a); i >= 0; i-- {
		common[i] = make([]int, len(b)+1)
		for j := len(b) - 1; j >= 0 && i < len(a); j-- {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			out = append(out, edit{a[i], false})
			i++
		default:
			out = append(out, edit{b[j], true})
			j++
		}
	}
	return out
}

// bounded joins the lines from maxCompared on into one.
func bounded(lines []string) []string {
	if len(lines) <= maxCompared {
		return lines
	}
	return append(lines[:maxCompared:maxCompared], strings.Join(lines[maxCompared:], " "))
}
