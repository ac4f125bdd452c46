package sqlite

import (
	"math"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/ledger/query"
)

// stretch is a range of rows over which each day of a query holds or fails
// throughout, so that FTS5 can express what is left of the query there.
type stretch struct {
	first, end int64  // end is not in it
	match      string // an expression of FTS5, "" where every row matches
}

// stretches are where a query may match, the newest first.
func (c compiler) stretches(root query.Node) []stretch {
	edges := []int64{math.MinInt64, math.MaxInt64}
	query.Walk(root, func(n query.Node) {
		if f, ok := n.(query.Field); ok && isDay(f) && c.daySize > 0 {
			first, _ := dayRows(f.Value, c.daySize)
			edges = append(edges, dated, first)
		}
	})
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out []stretch
	for i := len(edges) - 2; i >= 0; i-- {
		s := stretch{first: edges[i], end: edges[i+1]}
		rest, is := c.decide(root, s.first)
		if rest == nil && !is {
			continue
		}
		if rest != nil {
			s.match = c.match(rest)
		}
		if last := len(out) - 1; last >= 0 && out[last].first == s.end && out[last].match == s.match {
			out[last].first = s.first
		} else {
			out = append(out, s)
		}
	}
	return out
}

// isDay tells whether a field is a restriction of days.
func isDay(f query.Field) bool { return f.Name == "before" || f.Name == "after" }

// decide is what is left of a tree in the stretch that begins with a row, now
// that each day is known to hold there or not. Where nothing is left, is tells
// whether the tree holds.
func (c compiler) decide(n query.Node, row int64) (rest query.Node, is bool) {
	switch n := n.(type) {
	case nil:
		return nil, true
	case query.Field:
		if !isDay(n) {
			return n, false
		}
		first, _ := dayRows(n.Value, max(c.daySize, 1))
		if n.Name == "before" {
			return nil, c.daySize > 0 && row >= dated && row < first
		}
		return nil, c.daySize > 0 && row >= first
	case query.And:
		parts, is := c.decideList(n, row, false)
		if len(parts) > 1 {
			return query.And(parts), false
		}
		return only(parts), is
	case query.Or:
		parts, is := c.decideList(n, row, true)
		if len(parts) > 1 {
			return query.Or(parts), false
		}
		return only(parts), is
	case query.Not:
		if rest, is = c.decide(n.Node, row); rest == nil {
			return nil, !is
		}
		return query.Not{Node: rest}, false
	}
	return n, false
}

// decideList decides the parts of a list that one part settles where it is
// known to hold (Or) or to fail (And).
func (c compiler) decideList(parts []query.Node, row int64, settles bool) (rest []query.Node, is bool) {
	for _, part := range parts {
		left, is := c.decide(part, row)
		if left != nil {
			rest = append(rest, left)
		} else if is == settles {
			return nil, settles
		}
	}
	return rest, !settles
}

// only is the one node of a list, or nil.
func only(nodes []query.Node) query.Node {
	if len(nodes) == 0 {
		return nil
	}
	return nodes[0]
}

// from is SQL for the rows of a stretch, to which conditions may be added,
// with its arguments; row is the column that has them.
func (c compiler) from(s stretch) (sql, row string, args []any) {
	if s.match == "" {
		return " FROM " + c.base + " WHERE " + c.row + " >= ? AND " + c.row + " < ?", c.row, []any{s.first, s.end}
	}
	return " FROM " + c.table + " WHERE " + c.table + " MATCH ? AND rowid >= ? AND rowid < ?", "rowid", []any{s.match, s.first, s.end}
}

// list is SQL for the rows of all stretches, with its arguments.
func (c compiler) list(all []stretch) (string, []any) {
	parts, args := []string{"SELECT 1 WHERE 0"}, []any(nil)
	for _, s := range all {
		sql, row, more := c.from(s)
		parts, args = append(parts, "SELECT "+row+sql), append(args, more...)
	}
	return strings.Join(parts, " UNION ALL "), args
}
