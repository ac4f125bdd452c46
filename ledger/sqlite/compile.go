package sqlite

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/query"
)

// index says how hits of one kind are found.
type index struct {
	table   string // of FTS5
	base    string // the table with a row for each hit
	row     string // base's column that is the row in table
	words   string // the columns that bare words are looked for in
	main    string // the one of them that says most
	weights string // of bm25, one for each column
	daySize int64  // rows of a day, 0 where rows are not numbered by day
}

func indexOf(kind onrecord.HitKind) index {
	switch kind {
	case onrecord.FindArticles:
		return index{articleIndex, "article", "place", "{text title}", "title", "1, 4, 2, 1, 1, 0.5, 0", articlesDay}
	case onrecord.FindPeople:
		return index{peopleIndex, "entity", "id", "{name role}", "name", "4, 1, 0", 0}
	}
	return index{statementIndex, "statement", "id", "{text title speaker role}", "text", "3, 1, 2, 1, 0.5, 0.5, 0", statementsDay}
}

// compiler turns a query's tree into an FTS5 expression, or into SQL where
// days stand within it.
type compiler struct {
	index
	forms map[string][]string // of a bare word, itself among them
	blocs map[string][]string // the facets of the blocs that a value of bloc: names
}

// nothing is an expression that no row matches, and all one that all match.
const (
	nothing = `facet : "none"`
	all     = `facet : "all"`
)

// leaf is the expression of Words or a Field other than a day.
func (c compiler) leaf(n query.Node) string {
	switch n := n.(type) {
	case query.Words:
		switch {
		case n.Phrase:
			return c.words + ` : "` + n.Text + `"`
		case n.Prefix:
			return c.words + ` : "` + n.Text + `" *`
		}
		return c.words + ` : ("` + strings.Join(c.forms[n.Text], `" OR "`) + `")`
	case query.Field:
		return c.field(n)
	}
	return nothing
}

func (c compiler) field(n query.Field) string {
	column, of := "", ""
	switch n.Name {
	case "speaker":
		column = "speaker"
		if c.table == peopleIndex {
			column = "name"
		}
	case "role":
		column = "role"
	case "about", "outlet":
		if column = n.Name; c.table == peopleIndex {
			return nothing
		}
	case "bloc":
		if facets := c.blocs[n.Value]; facets != nil && c.table != peopleIndex {
			return `facet : ("` + strings.Join(facets, `" OR "`) + `")`
		}
	case "kind":
		of = "k"
	case "country":
		of = "c"
	case "lang":
		of = "l"
	case "act":
		of = "x"
	case "condition":
		of = "o"
	}
	if column != "" {
		return column + ` : "` + n.Value + `"`
	}
	if token := facet(of, n.Value); of != "" && token != "" {
		return `facet : "` + token + `"`
	}
	return nothing // what records do not hold
}

// sparse tells whether many rows may be looked at for each that matches: where
// several things must hold at once, words stand side by side, or the rows of
// all words with a prefix must be gathered first.
func sparse(root query.Node) bool {
	found := false
	query.Walk(root, func(n query.Node) {
		switch n := n.(type) {
		case query.Words:
			found = found || n.Phrase || n.Prefix
		case query.Field:
			found = found || strings.Contains(n.Value, " ")
		case query.And:
			held := 0
			for _, part := range n {
				f, field := part.(query.Field)
				if _, not := part.(query.Not); !not && !(field && isDay(f)) {
					held++
				}
			}
			found = found || held > 1
		}
	})
	return found
}

// match is the FTS5 expression of a tree without days.
func (c compiler) match(n query.Node) string {
	switch n := n.(type) {
	case query.And:
		var with, without []string
		for _, part := range n {
			if not, ok := part.(query.Not); ok {
				without = append(without, "("+c.match(not.Node)+")")
			} else {
				with = append(with, "("+c.match(part)+")")
			}
		}
		if with == nil {
			with = []string{all}
		}
		out := "(" + strings.Join(with, " AND ") + ")"
		if without != nil {
			out += " NOT (" + strings.Join(without, " OR ") + ")"
		}
		return out
	case query.Or:
		var parts []string
		for _, part := range n {
			parts = append(parts, "("+c.match(part)+")")
		}
		return strings.Join(parts, " OR ")
	case query.Not:
		return "(" + all + ") NOT (" + c.match(n.Node) + ")"
	}
	return c.leaf(n)
}

// rank is the expression to rank by: what is looked for, without what is
// excluded, filtered by, or so common that it says nothing. "" for nothing.
// Phrases are ranked by their words: that finds what has them, and costs less.
func (c compiler) rank(n query.Node, common func(term string, prefix bool) bool) string {
	var parts []string
	between := " AND "
	switch n := n.(type) {
	case query.And:
		for _, part := range n {
			parts = append(parts, c.rank(part, common))
		}
	case query.Or:
		between = " OR "
		for _, part := range n {
			parts = append(parts, c.rank(part, common))
		}
	case query.Words, query.Field:
		terms, prefix := c.terms(n)
		for _, term := range terms {
			if !common(term, prefix) {
				parts = append(parts, term)
			}
		}
	}
	var out []string
	for _, part := range parts {
		if part != "" {
			out = append(out, "("+part+")")
		}
	}
	return strings.Join(out, between)
}

// terms are what Words are ranked by. Fields are filters: of statements by one
// speaker none is more so than others. Only people are ranked by them.
func (c compiler) terms(n query.Node) (terms []string, prefix bool) {
	columns, text := c.words, ""
	switch n := n.(type) {
	case query.Words:
		if !n.Phrase {
			return []string{c.leaf(n)}, n.Prefix
		}
		text = n.Text
	case query.Field:
		column, _, _ := strings.Cut(c.field(n), " : ")
		if c.table != peopleIndex || column == "facet" {
			return nil, false
		}
		columns, text = column, n.Value
	}
	for _, word := range foldedWords(text) {
		terms = append(terms, columns+` : "`+word+`"`)
	}
	return terms, false
}
