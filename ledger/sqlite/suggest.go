package sqlite

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord/ledger/query"
)

const maxSuggestions = 3

// suggest gives queries in place of one that finds nothing: each word that no
// article has is replaced by one that some have and that is spelled nearly so.
func (s *search) suggest() ([]string, error) {
	meant := map[string][]string{}
	var err error
	query.Walk(s.query.Root, func(n query.Node) {
		for _, word := range typed(n) {
			if _, ok := meant[word]; !ok && err == nil {
				meant[word], err = s.nearWords(word)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	var out []string
	for k := range maxSuggestions {
		better := false
		root := rewrite(s.query.Root, func(text string) string {
			return strings.Join(mapWords(text, func(word string) string {
				options := meant[fold(word)]
				if len(options) == 0 {
					return word
				}
				better = better || k < len(options)
				return options[min(k, len(options)-1)]
			}), "")
		})
		if better {
			out = addOnce(out, query.Query{Root: root}.String())
		}
	}
	return out, nil
}

// typed are the words of a node that may be misspelled, folded.
func typed(n query.Node) []string {
	switch n := n.(type) {
	case query.Words:
		if !n.Prefix {
			return foldedWords(n.Text)
		}
	case query.Field:
		if slices.Contains([]string{"speaker", "about", "role"}, n.Name) {
			return foldedWords(n.Value)
		}
	}
	return nil
}

// mapWords puts others for a text's words and keeps all between them.
func mapWords(text string, other func(string) string) []string {
	var out []string
	at := 0
	for _, t := range tokens(text) {
		out = append(out, text[at:t.span.Start], other(t.span.In(text)))
		at = t.span.End
	}
	return append(out, text[at:])
}

// rewrite is the tree with other texts in the nodes that typed reads.
func rewrite(n query.Node, text func(string) string) query.Node {
	switch n := n.(type) {
	case query.And:
		out := make(query.And, len(n))
		for i := range n {
			out[i] = rewrite(n[i], text)
		}
		return out
	case query.Or:
		out := make(query.Or, len(n))
		for i := range n {
			out[i] = rewrite(n[i], text)
		}
		return out
	case query.Not:
		return query.Not{Node: rewrite(n.Node, text)}
	case query.Words:
		if typed(n) != nil {
			n.Text = text(n.Text)
		}
		return n
	case query.Field:
		if typed(n) != nil {
			n.Value = text(n.Value)
		}
		return n
	}
	return n
}

// nearWords gives the words of the ledger nearest to one that it lacks, the
// nearest and commonest first; none where it has the word. A first letter that is
// wrong is taken for one too many or out of its place: there are too many words
// to compare with all.
func (s *search) nearWords(word string) ([]string, error) {
	letters := utf8.RuneCountInString(word)
	if letters < 3 || letters > 30 {
		return nil, nil
	}
	var known int
	stem := stem(word)
	if err := s.row("SELECT count(*) FROM word WHERE stem = ? AND ending = ?", []any{stem, endingOf(word, stem)}, &known); err != nil || known > 0 {
		return nil, err
	}
	most := 2
	if letters <= 4 {
		most = 1
	}
	type option struct {
		word     string
		distance int
		articles int
	}
	var options []option
	in := []rune(word)
	for _, letter := range slices.Compact([]rune{in[0], in[1]}) {
		err := s.scan(`SELECT stem, ending FROM word WHERE stem >= ?3 AND stem < ?4 AND
			(length(stem) + length(ending) BETWEEN ?1 AND ?2 OR ending >= '=' AND ending < '>' AND length(ending) - 1 BETWEEN ?1 AND ?2)`,
			[]any{letters - most, letters + most, string(letter), string(letter + 1)}, func(rows *sql.Rows) error {
				var stem, ending string
				if err := rows.Scan(&stem, &ending); err != nil {
					return err
				}
				o := option{word: wordOf(stem, ending)}
				if o.distance = distance(in, []rune(o.word), most); o.distance <= most {
					options = append(options, o)
				}
				return nil
			})
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(options, func(a, b option) int { return cmp.Compare(a.distance, b.distance) })
	options = options[:min(len(options), 50)]
	for i := range options {
		err := s.row("SELECT count(*) FROM (SELECT 1 FROM article_index WHERE article_index MATCH ? LIMIT 1000)",
			[]any{`{text title} : "` + options[i].word + `"`}, &options[i].articles)
		if err != nil {
			return nil, err
		}
	}
	options = slices.DeleteFunc(options, func(o option) bool { return o.articles == 0 })
	slices.SortStableFunc(options, func(a, b option) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.articles, a.articles), cmp.Compare(a.word, b.word))
	})
	var out []string
	for _, o := range options[:min(len(options), maxSuggestions)] {
		out = append(out, o.word)
	}
	return out, nil
}

// distance counts the letters to add, drop, change or swap with their
// neighbour; more than most where it is more.
func distance(a, b []rune, most int) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
		before, last = last, row
	}
	return last[len(b)]
}
