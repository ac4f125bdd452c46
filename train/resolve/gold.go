package main

import (
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/pipeline"
)

// goldDocuments reads GUM's documents with their persons' chains.
func goldDocuments(reader *pipeline.Reader, data, part string) ([]document, error) {
	var out []document
	for d, err := range corpus.File(filepath.Join(data, "syntax", "gum-"+part+".conllu.gz"), corpus.CoNLLU) {
		if err != nil {
			return nil, err
		}
		out = append(out, goldDocument(reader, d))
	}
	return out, nil
}

func goldDocument(reader *pipeline.Reader, d corpus.Document) document {
	out := document{found: reader.Analyse(onrecord.Article{Text: d.Text}).Attributed, genre: d.Genre}
	offsets := byteOffsets(d.Text)
	bytes := func(r metric.Range) onrecord.Span {
		return onrecord.Span{Start: offsets[r.Start], End: offsets[r.End]}
	}
	chains := map[string]int{}
	for _, m := range d.Mentions {
		if m.Kind != "person" || len(m.Heads) == 0 {
			continue
		}
		c, ok := chains[m.Chain]
		if !ok {
			c = len(out.chains)
			chains[m.Chain], out.chains = c, append(out.chains, nil)
		}
		head := bytes(m.Heads[len(m.Heads)-1])
		first, _ := utf8.DecodeRuneInString(head.In(d.Text))
		name := unicode.IsUpper(first) && !pronouns[strings.ToLower(head.In(d.Text))]
		out.chains[c] = append(out.chains[c], chained{bytes(m.Span), head, name})
	}
	return out
}

var pronouns = map[string]bool{"he": true, "she": true, "him": true, "her": true, "his": true, "hers": true, "i": true, "you": true, "who": true}

// byteOffsets gives the byte offset of each code point, and of the end.
func byteOffsets(text string) []int {
	offsets := make([]int, 0, len(text)+1)
	for i := range text {
		offsets = append(offsets, i)
	}
	return append(offsets, len(text))
}
