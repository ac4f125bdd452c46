// Command syntax trains the weights of package nlp/syntax on the treebanks in
// the data folder that ONRECORD_DATA names: GUM (without its non-commercial
// genres), EWT, and the machine-made trees of the PolNeAR training articles,
// which bring the news. It writes tagger.bin and parser.bin into the folder
// given and prints accuracy on the development parts.
//
//	ONRECORD_DATA=… go run ./train/syntax model/english/2026-11-26.2
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/onrecord/onrecord/nlp/syntax"
)

func main() {
	data := os.Getenv("ONRECORD_DATA")
	if data == "" || len(os.Args) != 2 {
		log.Fatal("usage: ONRECORD_DATA=folder syntax OUT-FOLDER")
	}
	at := func(parts ...string) string { return filepath.Join(append([]string{data}, parts...)...) }
	train := treebank(at("syntax", "gum-train.conllu.gz"))
	train = append(train, treebank(at("syntax", "ewt-train.conllu.gz"))...)
	train = append(train, silver(at("polnear", "silver-train.tsv.gz"))...)
	dev := map[string][]sentence{"gum": treebank(at("syntax", "gum-dev.conllu.gz")),
		"ewt": treebank(at("syntax", "ewt-dev.conllu.gz")), "silver news": silver(at("polnear", "silver-dev.tsv.gz"))}
	names := []string{"gum", "ewt", "silver news"}

	out := learnTags(train).quantise(8, 8, 3)
	save(filepath.Join(os.Args[1], "tagger.bin"), out)
	tagger, err := syntax.ReadTagger(out)
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range names {
		right, total := 0, 0
		for _, s := range dev[name] {
			for i, tag := range tagger.Tag(s.words, nil) {
				if tag < syntax.Mark {
					total++
					if tag == s.tags[i] {
						right++
					}
				}
			}
		}
		fmt.Printf("%s: tags %.2f %% of %d words\n", name, 100*float64(right)/float64(total), total)
	}

	for i := range train {
		train[i].tags = tagger.Tag(train[i].words, nil)
	}
	out = learnArcs(train).quantise(8, 24, 6)
	save(filepath.Join(os.Args[1], "parser.bin"), out)
	parser, err := syntax.ReadParser(tagger, out)
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range names {
		heads, labelled, total := 0, 0, 0
		for _, s := range dev[name] {
			tree := parser.Parse(s.words)
			for i, h := range s.head {
				if tree.Tags[i] >= syntax.Mark {
					continue
				}
				total++
				if tree.Head[i] == h {
					heads++
					if tree.Relations[i] == s.relations[i] {
						labelled++
					}
				}
			}
		}
		fmt.Printf("%s: heads %.2f %%, with relations %.2f %% of %d words\n", name,
			100*float64(heads)/float64(total), 100*float64(labelled)/float64(total), total)
	}
}

func save(path string, data []byte) {
	if err := os.WriteFile(path, data, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %d bytes\n", path, len(data))
}
