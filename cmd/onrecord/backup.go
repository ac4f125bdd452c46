package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
)

func newBackup() *cobra.Command {
	var ledger string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the ledger to a new file while it is in use",
		Long: `Copy the ledger, whole and consistent, to a new file while it is in use. The copy
is a ledger: name it with --ledger to look into it. FILE must not exist.`,
		Example: "  onrecord backup /mnt/safe/onrecord-$(date +%F).db",
		Args:    exactly(1, "a new file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := os.Lstat(args[0]); err == nil {
				return usageError{fmt.Errorf("%s exists already; a backup never writes over a file", args[0])}
			}
			return inLedger(cmd, ledger, false, func(l onrecord.Ledger) error {
				if err := l.Backup(cmd.Context(), args[0]); err != nil {
					return err
				}
				info, err := os.Stat(args[0])
				if err != nil {
					return err
				}
				if asJSON {
					type summary struct {
						File  string `json:"file"`
						Bytes int64  `json:"bytes"`
					}
					return printJSON(cmd.OutOrStdout(), map[string]summary{"summary": {args[0], info.Size()}})
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", args[0], size(info.Size()))
				return nil
			})
		},
	}
	addLedger(cmd, &ledger)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the summary as JSON")
	return cmd
}
