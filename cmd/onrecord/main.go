// Command onrecord puts the news on the record: it reads news pages and says
// who said what, in what role, where and when, each with its exact place in
// the source. Each command has a file of its own; they only wire packages.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// The exit codes, as `onrecord help exit-codes` gives them.
const (
	exitOK      = 0
	exitFailed  = 1   // at least one page could not be read
	exitUsage   = 2   // the command was called wrongly
	exitBroken  = 3   // the program's own models or the output failed
	exitStopped = 130 // interrupted
)

// errFailed says that pages failed and that each has been reported already.
var errFailed = errors.New("some pages could not be read")

// usageError is a command called wrongly.
type usageError struct{ error }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program but for its process: it returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(errOut, "onrecord: stopped")
		return exitStopped
	case errors.Is(err, syscall.EPIPE):
		return exitOK // the reader of our output has seen enough
	case errors.As(err, &usage):
		fmt.Fprintf(errOut, "onrecord: %v\n", err)
		return exitUsage
	default:
		fmt.Fprintf(errOut, "onrecord: %v\n", err)
		return exitBroken
	}
}
