package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
)

// A run skips what an earlier one has done, before reading it, and counts what
// cannot be read.
func ExampleFetcher_Items() {
	ctx := context.Background()
	lines := `{"id":"a","text":"Rain fell."}
not a page
{"id":"b","text":"The sun came out."}
`
	done := map[string]bool{"- @0": true} // what a ledger would know
	f := fetch.New(fetch.Options{Stdin: strings.NewReader(lines)})
	for item, err := range f.Items(ctx, "-", fetch.Source{}) {
		if err == nil && done[item.Origin.Key()] {
			fmt.Println("done before:", item.Origin.Key())
			continue
		}
		if err == nil {
			item, err = item.Read(ctx)
		}
		var failure *onrecord.Failure
		switch {
		case errors.As(err, &failure):
			fmt.Println("failed:", failure.Reason)
		case errors.Is(err, fetch.ErrUnchanged):
			fmt.Println("unchanged")
		case err != nil: // the context's
			return
		default:
			fmt.Printf("%s: %s\n", item.Page.ID, item.Page.Body)
		}
	}
	// Output:
	// done before: - @0
	// failed: bad_input
	// b: The sun came out.
}
