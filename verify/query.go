package verify

import "github.com/onrecord/onrecord"

// query is a quotation's words, ready to be looked for.
type query struct {
	span      onrecord.Span
	words     []word // without the article's own [words]
	joins     []join // what stands before each word
	bracket   []bool // editorial words stand before the word; one more than words, for the end
	begins    []bool // the word begins a sentence of the quotation
	editorial bool   // there are editorial words
	pieces    []onrecord.Span
	text      string // the article's
	quoted    bool
	total     float32 // the words' weights together
	names     []string
	attribute string // to whom the article gives it
	explicit  bool   // the name stands in the words that report it
	confident bool
	statement int // index in the record's statements, or -1
}

// newQuery reads the words of a quotation.
func newQuery(v *vocabulary, text string, span onrecord.Span) *query {
	parts, pieces, quoted := partsOf(text, span)
	q := &query{text: text, span: span, pieces: pieces, quoted: quoted, statement: -1}
	pending := false
	for _, p := range parts {
		words, _ := v.read(text, []onrecord.Span{p.span}, true, nil, 0)
		before := p.join
		for i, w := range words {
			if w.editorial {
				pending, q.editorial = true, true
				continue
			}
			q.words = append(q.words, w)
			q.joins = append(q.joins, before)
			q.bracket = append(q.bracket, pending)
			q.begins = append(q.begins, len(q.words) == 1 || before != none || i > 0 && w.sentence != words[i-1].sentence)
			q.total += v.words[w.canon].weight
			pending, before = false, none
		}
	}
	q.bracket = append(q.bracket, pending)
	return q
}

// weight is what the agreement of the query's word i is worth.
func (q *query) weight(v *vocabulary, i int) float32 { return v.words[q.words[i].canon].weight }
