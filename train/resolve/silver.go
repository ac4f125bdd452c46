package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/pipeline"
)

// word is a token of the machine-read articles.
type word struct {
	span onrecord.Span // code points
	tag  string
	name string // the kind of name that it is part of, or "O"
}

// silverDocuments reads PolNeAR's articles with the chains that CoreNLP made
// of them: those that hold a person's name and a pronoun.
func silverDocuments(reader *pipeline.Reader, data, part string) ([]document, error) {
	texts := map[string]string{}
	for a, err := range corpus.File(filepath.Join(data, "polnear", part+".jsonl.gz"), corpus.Articles) {
		if err != nil {
			return nil, err
		}
		texts[a.ID] = a.Text
	}
	file, err := os.Open(filepath.Join(data, "polnear", "silver-"+part+".tsv.gz"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	var out []document
	var id string
	var sentences [][]word
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<24)
	fresh := true
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "# doc "):
			id, sentences, fresh = line[len("# doc "):], nil, true
		case strings.HasPrefix(line, "# coref "):
			d, err := silverDocument(reader, texts[id], sentences, line[len("# coref "):])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", id, err)
			}
			out = append(out, d)
		case line == "":
			fresh = true
		default:
			if fresh {
				sentences, fresh = append(sentences, nil), false
			}
			cells := strings.Split(line, "\t")
			start, err := strconv.Atoi(cells[7])
			if err != nil {
				return nil, err
			}
			end, err := strconv.Atoi(cells[8])
			if err != nil {
				return nil, err
			}
			last := len(sentences) - 1
			sentences[last] = append(sentences[last], word{onrecord.Span{Start: start, End: end}, cells[3], cells[4]})
		}
	}
	return out, lines.Err()
}

func silverDocument(reader *pipeline.Reader, text string, sentences [][]word, chains string) (document, error) {
	var all [][][5]int
	if err := json.Unmarshal([]byte(chains), &all); err != nil {
		return document{}, err
	}
	offsets := byteOffsets(text)
	d := document{found: reader.Analyse(onrecord.Article{Text: text}).Attributed}
	for _, mentions := range all {
		var chain []chained
		person := false
		for _, m := range mentions {
			s := sentences[m[0]-1]
			from, to := s[m[1]-1].span.Start, s[m[2]-2].span.End
			head := s[m[3]-1]
			if to >= len(offsets) {
				continue
			}
			name := strings.HasPrefix(head.tag, "NNP")
			person = person || name && head.name == "PERSON" || head.tag == "PRP" || head.tag == "PRP$"
			if name { // the name without what hangs on it
				from, to = head.span.Start, head.span.End
				for k := m[3] - 2; k >= 0 && strings.HasPrefix(s[k].tag, "NNP"); k-- {
					from = s[k].span.Start
				}
			}
			chain = append(chain, chained{onrecord.Span{Start: offsets[from], End: offsets[to]}, onrecord.Span{Start: offsets[head.span.Start], End: offsets[head.span.End]}, name})
		}
		if person {
			d.chains = append(d.chains, chain)
		}
	}
	return d, nil
}
