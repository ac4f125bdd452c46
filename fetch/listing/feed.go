package listing

import (
	"bytes"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"
)

// FeedDocument is what a feed says.
type FeedDocument struct {
	Entries []Entry       // in the feed's order, each address once
	More    int           // entries beyond the limit, which are left out
	Bare    int           // entries without an address that can be fetched
	Fresh   time.Duration // how long it asks to be left alone (RSS's ttl), or 0
}

// Feed reads an RSS, Atom or JSON feed, of which at most limit entries are
// given. base is the address it was fetched from, or nil.
func Feed(data []byte, base *url.URL, limit int) (out FeedDocument, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the feed cannot be read: %v", p)
		}
	}()
	if err := bounded(data); err != nil {
		return out, err
	}
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	feed, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return out, err
	}
	if original, ok := feed.OriginalFeed().(*rss.Feed); ok {
		if minutes, err := strconv.Atoi(strings.TrimSpace(original.TTL)); err == nil && minutes > 0 && minutes < 1<<20 {
			out.Fresh = time.Duration(minutes) * time.Minute
		}
	}
	if home := absolute(base, feed.Link); home != "" && base == nil {
		base, _ = url.Parse(home) // of a URL that was parsed
	}
	seen := map[string]bool{}
	for _, item := range feed.Items {
		entry, ok := entryOf(item, base)
		switch {
		case !ok:
			out.Bare++
		case seen[entry.URL]:
		case len(out.Entries) == limit:
			out.More++
		default:
			seen[entry.URL] = true
			out.Entries = append(out.Entries, entry)
		}
	}
	return out, nil
}

func entryOf(item *gofeed.Item, base *url.URL) (e Entry, ok bool) {
	if item == nil {
		return e, false
	}
	e = Entry{URL: absolute(base, item.Link), ID: item.GUID, Title: strings.TrimSpace(item.Title)}
	if e.URL == "" { // RSS: a guid is an address unless it says otherwise
		e.URL = absolute(nil, item.GUID)
	}
	if e.ID == "" {
		e.ID = e.URL
	}
	if item.PublishedParsed != nil {
		e.Published = *item.PublishedParsed
	}
	if item.UpdatedParsed != nil {
		e.Updated = *item.UpdatedParsed
	}
	return e, e.URL != ""
}
