package main

import (
	"errors"

	"github.com/spf13/cobra"
)

func newEval() *cobra.Command {
	return &cobra.Command{
		Use:   "eval NAME...",
		Short: "Measure the program on corpora with known answers",
		RunE:  func(*cobra.Command, []string) error { return errors.New("nothing is measured yet") },
	}
}
