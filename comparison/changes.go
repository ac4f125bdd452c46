package comparison

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// Change is a line that one of two versions of an article has and the other has
// not.
type Change struct {
	What  string // title, paragraph or statement
	Text  string
	Added bool // the later version has it
}

// Changes says what a version of an article changed against one before it: title,
// paragraphs, and statements that are no longer or newly made.
func Changes(before, after *onrecord.Record) []Change {
	var out []Change
	for _, part := range []struct {
		what string
		a, b []string
	}{
		{"title", []string{before.Article.Title}, []string{after.Article.Title}},
		{"paragraph", strings.Split(before.Article.Text, "\n\n"), strings.Split(after.Article.Text, "\n\n")},
		{"statement", statementLines(before), statementLines(after)},
	} {
		for _, e := range edits(part.a, part.b) {
			out = append(out, Change{part.what, e.text, e.added})
		}
	}
	return out
}

// statementLines are a record's statements by speaker and words.
func statementLines(r *onrecord.Record) []string {
	out := make([]string, len(r.Statements))
	for i, statement := range r.Statements {
		var words []string
		for _, span := range statement.Content {
			words = append(words, span.In(r.Article.Text))
		}
		out[i] = Said(statement.Speaker) + ": " + strings.Join(words, " … ")
	}
	return out
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
