package main

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/nlp/syntax"
	"github.com/onrecord/onrecord/nlp/terms"
)

// clause is one marker with the places where its clause might end.
type clause struct {
	places []terms.Place
	right  int // index into places
	weight float64
	group  string
}

// conditional are the words that open a condition; other are those of other
// adverbial clauses, which end as conditions do, and count for less.
var (
	conditional = []string{"if", "unless", "until", "provided", "providing", "assuming", "supposing", "whether", "till"}
	other       = []string{"when", "because", "after", "before", "while", "since", "although", "once", "though", "so"}
	nominal     = []string{"because of", "instead of", "due to", "despite", "in case of", "regardless of", "in addition to", "in exchange for", "without", "depending on", "rather than"}
)

// otherWeight is what a clause that is no condition counts for.
const otherWeight = 0.3

// node is a word of a treebank.
type node struct {
	form, relation string
	head           int // 0-based, -1 for the root
}

// treebank reads the clauses of a CoNLL-U file with the trees that our own
// parser gives, errors included, for these are what the program sees.
func treebank(data, name string, parser *syntax.Parser) ([]clause, error) {
	f, err := os.Open(filepath.Join(data, "syntax", name+".conllu.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	var out []clause
	var now []node
	s := bufio.NewScanner(z)
	s.Buffer(nil, 1<<26)
	for s.Scan() {
		cells := strings.Split(s.Text(), "\t")
		switch {
		case s.Text() == "":
			out = append(out, clauses(now, parser)...)
			now = now[:0]
		case len(cells) == 10 && !strings.ContainsAny(cells[0], "-."):
			head, err := strconv.Atoi(cells[6])
			if err != nil {
				return nil, err
			}
			now = append(now, node{cells[1], cells[7], head - 1})
		}
	}
	return out, s.Err()
}

// clauses finds the clauses of one sentence.
func clauses(nodes []node, parser *syntax.Parser) []clause {
	if len(nodes) > 160 {
		return nil
	}
	words, forms := make([]terms.Word, len(nodes)), make([]string, len(nodes))
	for i, n := range nodes {
		words[i] = terms.Word{Text: n.form, Low: strings.ReplaceAll(strings.ToLower(n.form), "’", "'")}
		forms[i] = n.form
	}
	var tree *syntax.Tree
	var out []clause
	add := func(first, last, head int, phrase bool, weight float64) {
		end := 0
		for i := range nodes {
			if below(nodes, i, head) {
				end = i + 1
			}
		}
		for end > last && mark(nodes[end-1]) {
			end--
		}
		if tree == nil {
			t := parser.Parse(forms)
			tree = &t
		}
		places := terms.Places(words, tree, first, last, phrase, false)
		right := slices.IndexFunc(places, func(p terms.Place) bool { return p.End == end })
		if right >= 0 && len(places) > 1 {
			out = append(out, clause{places, right, weight, "treebank"})
		}
	}
	for i, n := range nodes {
		if n.head < 0 {
			continue
		}
		rel, _, _ := strings.Cut(nodes[n.head].relation, ":")
		switch low := words[i].Low; {
		case n.relation == "mark" && rel == "advcl" && n.head > i && slices.Contains(conditional, low):
			add(i, i+1, n.head, false, 1)
		case (n.relation == "mark" || n.relation == "advmod") && rel == "advcl" && n.head > i && slices.Contains(other, low):
			add(i, i+1, n.head, false, otherWeight)
		case n.relation == "case" && (rel == "obl" || rel == "advcl") && n.head > i:
			for _, phrase := range nominal {
				parts := strings.Split(phrase, " ")
				if matches(words[i:], parts) && n.head >= i+len(parts) {
					add(i, i+len(parts), n.head, true, otherWeight)
				}
			}
		}
	}
	return out
}

func matches(words []terms.Word, parts []string) bool {
	for k, p := range parts {
		if k >= len(words) || words[k].Low != p {
			return false
		}
	}
	return true
}

// below tells whether word i hangs on head, directly or not.
func below(nodes []node, i, head int) bool {
	for steps := 0; i >= 0 && steps <= len(nodes); steps++ {
		if i == head {
			return true
		}
		i = nodes[i].head
	}
	return false
}

func mark(n node) bool { return n.relation == "punct" }
