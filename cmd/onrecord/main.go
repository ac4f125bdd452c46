// Command onrecord puts the news on the record.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/onrecord/onrecord/pipeline"
)

func main() {
	reader, err := pipeline.New()
	if err == nil {
		_, err = reader.Lines(context.Background(), os.Stdin, os.Stdout, nil)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "onrecord:", err)
		os.Exit(1)
	}
}
