package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/sqlite"
)

// addLedger gives a command the flag that names the ledger.
func addLedger(cmd *cobra.Command, into *string) {
	cmd.Flags().StringVar(into, "ledger", "", "the ledger's file (default: $ONRECORD_LEDGER, else onrecord.db in your folder for data)")
}

// ledgerPath is the file that --ledger, ONRECORD_LEDGER or the user's folder
// for data says.
func ledgerPath(flag string) (string, error) {
	if path := firstOf(flag, os.Getenv("ONRECORD_LEDGER")); path != "" {
		return path, nil
	}
	data, err := dataFolder()
	if err != nil {
		return "", usageError{fmt.Errorf("say where the ledger is, with --ledger or ONRECORD_LEDGER: %w", err)}
	}
	return filepath.Join(data, "onrecord", "onrecord.db"), nil
}

// dataFolder is where this system keeps a user's data.
func dataFolder() (string, error) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return os.UserConfigDir()
	}
	if folder := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(folder) {
		return folder, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share"), err
}

// inLedger opens the ledger that flag names for the time that use takes. Only
// where make is set is a new one made.
func inLedger(cmd *cobra.Command, flag string, make bool, use func(onrecord.Ledger) error) error {
	path, err := ledgerPath(flag)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); !make && errors.Is(err, os.ErrNotExist) {
		return usageError{fmt.Errorf("there is no ledger at %s: onrecord ingest makes one, --ledger names another", path)}
	}
	ledger, err := sqlite.Open(cmd.Context(), path)
	if err != nil {
		return err
	}
	return errors.Join(explained(use(ledger)), ledger.Close())
}

// explained makes errors of the ledger that are the caller's into such.
func explained(err error) error {
	var query *onrecord.QueryError
	if errors.As(err, &query) {
		return usageError{fmt.Errorf("%w\n  %s\n  %s^", query, printable(query.Query), strings.Repeat(" ", max(0, query.Column-1)))}
	}
	return err
}

// printJSON writes a value as one line.
func printJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// size is a number of bytes for people.
func size(bytes int64) string {
	const units = "kMGT"
	value, unit := float64(bytes), ""
	for i := 0; value >= 1000 && i < len(units); i++ {
		value, unit = value/1000, units[i:i+1]
	}
	if unit == "" {
		return fmt.Sprintf("%d B", bytes)
	}
	return fmt.Sprintf("%.1f %sB", value, unit)
}

// thousands is a number for people: 12,345.
func thousands(n int) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
