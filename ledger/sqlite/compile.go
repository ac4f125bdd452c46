package sqlite

import (
	"slices"
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
	weights string // of bm25, one for each column
	daySize int64  // rows of a day, 0 where rows are not numbered by day
}

func indexOf(kind onrecord.HitKind) index {
	switch kind {
	case onrecord.FindArticles:
		return index{articleIndex, "article", "place", "{text title}", "1, 4, 2, 1, 1, 0.5, 0", articlesDay}
	case onrecord.FindPeople:
		return index{peopleIndex, "entity", "id", "{name role}", "4, 1, 0", 0}
	}
	return index{statementIndex, "statement", "id", "{text title speaker role}", "3, 1, 2, 1, 0.5, 0.5, 0", statementsDay}
}

// compiler turns a query's tree into an FTS5 expression, or into SQL where
// days stand within it.
type compiler struct {
	index
	forms map[string][]string // of a bare word, itself among them
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
	case "kind":
		of = "k"
	case "country":
		of = "c"
	case "lang":
		of = "l"
	}
	if column != "" {
		return column + ` : "` + n.Value + `"`
	}
	if token := facet(of, n.Value); of != "" && token != "" {
		return `facet : "` + token + `"`
	}
	return nothing // what records do not hold yet: act, bloc, condition
}

// isDay tells whether n is a restriction of days, which FTS5 cannot express.
func isDay(n query.Node) bool {
	f, ok := n.(query.Field)
	return ok && (f.Name == "before" || f.Name == "after")
}

func hasDay(n query.Node) bool {
	found := false
	query.Walk(n, func(n query.Node) { found = found || isDay(n) })
	return found
}

// hasPhrase tells whether places of words must be compared in each row.
func hasPhrase(n query.Node) bool {
	found := false
	query.Walk(n, func(n query.Node) {
		w, ok := n.(query.Words)
		found = found || ok && w.Phrase
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

// condition is a condition or a query of SQL, with its arguments.
type condition struct {
	sql  string
	args []any
	slow bool // goes through many rows
}

// rows is a query of the rows that match, each in a column named row, to
// which conditions on row may be added.
func (c compiler) rows(root query.Node) condition {
	if root == nil {
		return condition{"SELECT " + c.row + " AS row FROM " + c.base + " WHERE 1", nil, false}
	}
	rest, days := split(root)
	if rest == nil || hasDay(rest) {
		cond := c.sql(root, c.row)
		return condition{"SELECT " + c.row + " AS row FROM " + c.base + " WHERE " + cond.sql, cond.args, true}
	}
	out := condition{"SELECT rowid AS row FROM " + c.table + " WHERE " + c.table + " MATCH ?", []any{c.match(rest)}, hasPhrase(rest)}
	for _, d := range days {
		cond := c.day(d.(query.Field), "rowid")
		out.sql += " AND " + cond.sql
		out.args = append(out.args, cond.args...)
	}
	return out
}

// split parts the days from the rest of what must all hold.
func split(root query.Node) (rest query.Node, days []query.Node) {
	and, ok := root.(query.And)
	if !ok {
		and = query.And{root}
	}
	var others query.And
	for _, n := range and {
		if isDay(n) {
			days = append(days, n)
		} else {
			others = append(others, n)
		}
	}
	if others == nil {
		return nil, days
	}
	return others, days
}

// sql is the general form, for days within OR and NOT.
func (c compiler) sql(n query.Node, row string) condition {
	if isDay(n) {
		return c.day(n.(query.Field), row)
	}
	if !hasDay(n) {
		return condition{sql: row + " IN (SELECT rowid FROM " + c.table + " WHERE " + c.table + " MATCH ?)", args: []any{c.match(n)}}
	}
	switch n := n.(type) {
	case query.And:
		return c.list(n, row, " AND ")
	case query.Or:
		return c.list(n, row, " OR ")
	case query.Not:
		inner := c.sql(n.Node, row)
		return condition{sql: "NOT (" + inner.sql + ")", args: inner.args}
	}
	return condition{sql: "0"}
}

func (c compiler) list(nodes []query.Node, row, between string) condition {
	var out condition
	var parts []string
	for _, n := range nodes {
		part := c.sql(n, row)
		parts = append(parts, "("+part.sql+")")
		out.args = append(out.args, part.args...)
	}
	out.sql = strings.Join(parts, between)
	return out
}

// day is the range of rows before a day, or from it on.
func (c compiler) day(f query.Field, row string) condition {
	if c.daySize == 0 {
		return condition{sql: "0"}
	}
	first, _ := dayRows(f.Value, c.daySize)
	if f.Name == "before" {
		return condition{sql: "(" + row + " >= ? AND " + row + " < ?)", args: []any{dated, first}}
	}
	return condition{sql: row + " >= ?", args: []any{first}}
}

// rank is the expression to rank by: what is looked for, without what is
// excluded, filtered by, or so common that it says nothing. "" for nothing.
func (c compiler) rank(n query.Node, common func(n query.Node, leaf string) bool) string {
	var parts []query.Node
	between := " AND "
	switch n := n.(type) {
	case query.And:
		parts = n
	case query.Or:
		parts, between = n, " OR "
	case query.Words:
		if leaf := c.leaf(n); !common(n, leaf) {
			return leaf
		}
		return ""
	case query.Field:
		named := slices.Contains([]string{"speaker", "role", "about", "outlet"}, n.Name)
		if leaf := c.leaf(n); named && leaf != nothing && !common(n, leaf) {
			return leaf
		}
		return ""
	default:
		return ""
	}
	var out []string
	for _, part := range parts {
		if r := c.rank(part, common); r != "" {
			out = append(out, "("+r+")")
		}
	}
	return strings.Join(out, between)
}
