// Package query is the search syntax of the ledger: input, what somebody
// typed; output, a tree, or an error that says where it went wrong and what
// was expected there. It searches nothing itself.
//
//	bridge ferry            both words
//	bridge OR ferry         either; NOT binds closest, then AND, then OR
//	"bridge over the sound" the words in this order; “ ” „ « » mean the same
//	NOT (bridge OR ferry)   ( ) group, and -bridge is NOT bridge
//	tarif*                  any word that starts so
//	speaker:Stone           who says it; speaker:"Ada Stone" for several words
//	about:  role:  bloc:    whom a statement speaks of, the speaker's office, a bloc
//	outlet:  lang:          the paper, the language (en)
//	country:                the speaker's, as ISO 3166-1 alpha-2 (GB)
//	kind:  act:  condition: direct, indirect, mixed, or what the speaker is
//	                        (person, country …); claim, denial …; any, if, unless …
//	before:2016-01-01       published before that day
//	after:2016-01-01        published on that day or later, so that every dated
//	                        article is either before a day or after it; 2016
//	                        and 2016-01 mean their first day
//
// Operators are in capitals; a word that looks like one is put in quotation
// marks. Names of fields may be in any case.
package query

import (
	"slices"
	"strings"
)

// Node is a part of a query: And, Or, Not, Words or Field.
type Node interface {
	write(b *strings.Builder, within int)
}

// The nodes. And and Or hold two nodes or more and never one of their own
// kind; a field's value is never empty.
type (
	And []Node
	Or  []Node
	Not struct{ Node Node }
	// Words is one word, or several in order where it stood in quotation marks.
	Words struct {
		Text   string
		Phrase bool // stood in quotation marks
		Prefix bool // a word that ended in *
	}
	// Field is a restriction: Name is one of the fields that the package
	// documents, Value is in small letters where it comes from a closed list.
	Field struct{ Name, Value string }
)

// Query is a parsed query; a nil Root matches everything.
type Query struct{ Root Node }

// String gives the query in its plainest form, which parses to the same tree.
func (q Query) String() string {
	if q.Root == nil {
		return ""
	}
	var b strings.Builder
	q.Root.write(&b, 0)
	return b.String()
}

// How tightly the operators bind.
const (
	binds = iota
	bindsAnd
	bindsNot
)

func (n Or) write(b *strings.Builder, within int) { writeList(b, n, " OR ", binds, within) }

func (n And) write(b *strings.Builder, within int) { writeList(b, n, " ", bindsAnd, within) }

func writeList(b *strings.Builder, nodes []Node, between string, strength, within int) {
	if within > strength {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	for i, n := range nodes {
		if i > 0 {
			b.WriteString(between)
		}
		n.write(b, strength+1)
	}
}

func (n Not) write(b *strings.Builder, _ int) {
	b.WriteString("NOT ")
	n.Node.write(b, bindsNot)
}

func (n Words) write(b *strings.Builder, _ int) {
	if n.Phrase {
		b.WriteString(`"` + n.Text + `"`)
		return
	}
	b.WriteString(n.Text)
	if n.Prefix {
		b.WriteByte('*')
	}
}

func (n Field) write(b *strings.Builder, _ int) {
	value := n.Value
	if strings.ContainsFunc(value, func(r rune) bool { return isSpace(r) || strings.ContainsRune(special, r) }) {
		value = `"` + value + `"`
	}
	b.WriteString(n.Name + ":" + value)
}

// Walk calls visit for n and every node below it, parents first.
func Walk(n Node, visit func(Node)) {
	if n == nil {
		return
	}
	visit(n)
	switch n := n.(type) {
	case And:
		for _, c := range n {
			Walk(c, visit)
		}
	case Or:
		for _, c := range n {
			Walk(c, visit)
		}
	case Not:
		Walk(n.Node, visit)
	}
}

// Fields are the names of all fields, in the order of their documentation.
func Fields() []string {
	return []string{"speaker", "about", "role", "bloc", "outlet", "lang", "country", "kind", "act", "condition", "before", "after"}
}

// values are what a field may hold; nil where it may hold anything.
func values(field string) []string {
	switch field {
	case "kind":
		return []string{"direct", "indirect", "mixed", "person", "organization", "country", "place", "group", "document", "unnamed", "unknown", "other"}
	case "act":
		return []string{"claim", "denial", "promise", "offer", "threat", "demand", "request", "refusal", "acceptance",
			"support", "accusation", "prediction", "question", "plan", "order", "other"}
	case "condition":
		return []string{"any", "if", "only_if", "unless", "provided", "as_long_as", "until", "whether", "in_exchange", "other"}
	}
	return nil
}

func isField(name string) bool { return slices.Contains(Fields(), name) }
