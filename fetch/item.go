package fetch

import (
	"context"
	"fmt"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch/archive"
)

// Position is where a part of a file begins. Of a file of lines Offset alone
// counts, in what is unpacked.
type Position = archive.Position

// Origin is where an item comes from and what it looked like there, so that a
// run can tell, before it reads anything, what an earlier one has done.
type Origin struct {
	Path string `json:"path"` // of a file, absolute; an address; "-"

	// A file: what changes when it does.
	Size     int64     `json:"size,omitempty"`
	Modified time.Time `json:"modified,omitzero"`

	// A record of an archive or a line of a JSONL file: where it begins, and
	// where reading goes on behind it.
	Part string           `json:"part,omitempty"` // At as text; "" for a whole file
	Next archive.Position `json:"next,omitzero"`

	// An address: the validators of what was fetched (RFC 9110, 8.8).
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Key names the origin in one line: the same file, unchanged, and the same
// part of it, or the same address. Validators are no part of it.
func (o Origin) Key() string {
	out := o.Path
	if !o.Modified.IsZero() || o.Size > 0 {
		out += fmt.Sprintf(" %d %d", o.Size, o.Modified.UnixNano())
	}
	if o.Part != "" {
		out += " @" + o.Part
	}
	return out
}

// same tells whether two origins are of a file that has not changed.
func (o Origin) same(p Origin) bool {
	return o.Path == p.Path && o.Size == p.Size && o.Modified.Equal(p.Modified)
}

// Item is one page of a source, read or still to be read.
type Item struct {
	Origin Origin
	Page   onrecord.Page // once read, with its body
	Damage string        // why the page may not be whole, though it was read; or ""
	Listed Listed        // what a feed or sitemap said of it
	Passed int64         // of a part: the bytes of its file, as they lie there, up to its end or a little more

	read func(context.Context, Item) (Item, error) // nil once read
}

// Listed is what a feed or sitemap says of a page, which is the publisher's
// word and not the page's.
type Listed struct {
	ID, Title          string
	Published, Updated time.Time
	Of                 int // how many pages the source lists in all; 0 where that is not known
}

// Read gives the item with its page, and with its origin's validators as they
// are now. An item that was read comes back as it is. Validators that stand in
// the origin are sent along, and ErrUnchanged is the answer where they still
// hold. Other errors are an *onrecord.Failure, or the context's.
//
// Items may be read by many goroutines at once.
func (i Item) Read(ctx context.Context) (Item, error) {
	if i.read == nil {
		return i, nil
	}
	return i.read(ctx, i)
}

// filled makes an item that has been read.
func (i Item) filled(page onrecord.Page) Item {
	i.Page, i.read = page, nil
	return i
}
