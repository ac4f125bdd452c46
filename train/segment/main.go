// Command segment trains and measures the sentence boundary classifier of
// package nlp/segment.
//
//	ONRECORD_DATA=… go run ./train/segment          train, write the weights, measure
//	ONRECORD_DATA=… go run ./train/segment -measure measure the release's weights
//
// It learns from GUM (the genres whose licences allow it), EWT and machine
// segmented political news (errors of known kinds mended), each as running
// text and in odd variants: sentences glued together, lines wrapped, other
// quotation marks, a full stop, question or exclamation mark where a comma
// stood before "he said". The weights are of classes and shapes of words, so
// no word of the texts is in them. The order of the data is fixed by a seed.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/onrecord/onrecord/model"
	"github.com/onrecord/onrecord/nlp/segment"
)

func main() {
	log.SetFlags(0)
	measureOnly := flag.Bool("measure", false, "measure the release's weights only")
	verbose := flag.String("errors", "", "print the errors on this set")
	flag.Parse()
	folder := os.Getenv("ONRECORD_DATA")
	if folder == "" {
		log.Fatal("ONRECORD_DATA is not set: it names the folder of the corpora")
	}
	var segmenter *segment.Segmenter
	var err error
	if *measureOnly {
		segmenter, err = segment.New()
	} else {
		weights := train(folder)
		out := filepath.Join("model", model.Version, segment.WeightsFile)
		if err := os.WriteFile(out, weights, 0o644); err != nil {
			log.Fatal(err)
		}
		segmenter, err = segment.WithWeights(weights)
	}
	if err != nil {
		log.Fatal(err)
	}
	for _, set := range testSets(folder) {
		measure(segmenter, set, *verbose == set.name)
	}
}

// check ends the program on an error: a training run has nobody to hand it to.
func check(err error) {
	if err != nil {
		log.Fatal(fmt.Errorf("train/segment: %w", err))
	}
}
