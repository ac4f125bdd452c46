// Command terms learns where a conditional clause ends, from the adverbial
// clauses of treebanks in the folder that ONRECORD_DATA names. It writes
// clause-ends.tsv into the folder given and says how often the end is right.
//
//	ONRECORD_DATA=… go run ./train/terms model/english/2026-11-26
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
		log.Fatal("usage: ONRECORD_DATA=folder terms OUT-FOLDER")
	}
	if err := run(data, filepath.Join(os.Args[1], "clause-ends.tsv")); err != nil {
		log.Fatal(err)
	}
}

func run(data, out string) error {
	parser, err := syntax.NewParser()
	if err != nil {
		return err
	}
	read := func(names ...string) (all []clause, err error) {
		for _, name := range names {
			c, err := treebank(data, name, parser)
			if err != nil {
				return nil, err
			}
			all = append(all, c...)
		}
		return all, nil
	}
	train, err := read("gum-train", "ewt-train")
	if err != nil {
		return err
	}
	held, err := read("gum-dev", "gum-test", "ewt-dev")
	if err != nil {
		return err
	}
	weights := learn(train)
	for _, set := range []struct {
		name string
		all  []clause
	}{{"trained on", train}, {"held out", held}, {"held out, conditions", conditions(held)}} {
		exact, half := measure(weights, set.all)
		fmt.Printf("%s: %d clauses, ends right %.1f %%, half or more shared %.1f %%\n", set.name, len(set.all), exact, half)
	}
	return os.WriteFile(out, table(weights), 0o644)
}

func conditions(all []clause) []clause {
	var out []clause
	for _, c := range all {
		if c.weight == 1 {
			out = append(out, c)
		}
	}
	return out
}
