package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch/listing"
)

// The bounds on watching.
const (
	maxPause = 24 * time.Hour // between two looks at one feed
	maxSeen  = 2_000          // items that are remembered beside those the feed lists now
	maxItems = 5_000          // of one feed that are looked at
)

// FeedState is what is remembered of a feed between two looks at it. It is all
// there is to remember: kept anywhere, watching goes on from it.
type FeedState struct {
	URL          string    `json:"url"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Seen         []string  `json:"seen,omitempty"` // hashes of items, newest look first
	Due          time.Time `json:"due,omitzero"`   // when to look again
	Failures     int       `json:"failures,omitempty"`
	Failure      string    `json:"failure,omitempty"` // why the last look failed, or ""
}

// FeedList reads the addresses of feeds from an OPML file or a list of one
// address a line: a file's path, an address, or "-". A feed's own address, or
// the path of a saved one, stands for itself. Its errors are *onrecord.Failure.
func (f *Fetcher) FeedList(ctx context.Context, source string) ([]string, error) {
	page, err := f.Page(ctx, source)
	if err != nil {
		return nil, err
	}
	if IsURL(source) && kindOf("", page.Body[:min(len(page.Body), headBytes)]) == Feed {
		return []string{source}, nil
	}
	if len(page.Body) > maxFeed {
		return nil, failure(source, onrecord.ReasonTooLarge, "a list of feeds of more than 10 MiB")
	}
	list, err := listing.Feeds(page.Body)
	if err != nil {
		return list, failure(source, onrecord.ReasonBadInput, err.Error())
	}
	return list, nil
}

// Poll looks at a feed once and gives the items that were not there before,
// unread, and the state to keep once they are stored. An item whose feed says
// that it was updated comes again. After a failure the state says when to try
// again: later each time, or when the server asks. Errors are
// *onrecord.Failure, with a state to keep, or ctx's, with the old one.
func (f *Fetcher) Poll(ctx context.Context, s FeedState) (FeedState, []Item, error) {
	a, why, err := f.crawl(ctx, request{address: s.URL, etag: s.ETag, lastModified: s.LastModified, limit: maxFeed, tries: 1, any: true})
	switch {
	case err != nil:
		return s, nil, err
	case why != nil:
		return f.setBack(s, why.after, why.Message), nil, &why.Failure
	case a.unchanged:
		return f.looked(s, a.fresh), nil, nil
	}
	base, err := url.Parse(a.page.URL)
	if err != nil {
		base = nil
	}
	document, err := feedOf(s.URL, base, a.page.Body, maxItems)
	if err != nil {
		return f.setBack(s, 0, err.Error()), nil, err
	}
	s.ETag, s.LastModified = a.etag, a.lastModified
	items := f.news(&s, document.Entries)
	return f.looked(s, max(a.fresh, document.Fresh)), items, nil
}

// news gives the entries that have not been seen, and notes them.
func (f *Fetcher) news(s *FeedState, entries []listing.Entry) (items []Item) {
	known := make(map[string]bool, len(s.Seen))
	for _, hash := range s.Seen {
		known[hash] = true
	}
	now := make([]string, 0, len(entries)+maxSeen)
	listed := map[string]bool{}
	for _, e := range entries {
		hash := hashOf(e)
		if listed[hash] {
			continue
		}
		listed[hash] = true
		now = append(now, hash)
		if !known[hash] {
			items = append(items, Item{Origin: Origin{Path: e.URL}, Listed: Listed{ID: e.ID, Title: e.Title, Published: e.Published, Updated: e.Updated}, read: f.readPage})
		}
	}
	kept := 0
	for _, hash := range s.Seen {
		if !listed[hash] && kept < maxSeen {
			now = append(now, hash)
			kept++
		}
	}
	s.Seen = now
	return items
}

// hashOf names an entry as it stands.
func hashOf(e listing.Entry) string {
	text := e.ID + "\n" + e.URL
	if !e.Updated.IsZero() {
		text += "\n" + e.Updated.UTC().Format(time.RFC3339)
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:12])
}

// looked is the state after a look that went well.
func (f *Fetcher) looked(s FeedState, fresh time.Duration) FeedState {
	s.Failures, s.Failure = 0, ""
	s.Due = time.Now().UTC().Add(min(max(f.opts.Every, fresh), max(maxPause, f.opts.Every)))
	return s
}

// setBack is the state after a look that failed.
func (f *Fetcher) setBack(s FeedState, after time.Duration, why string) FeedState {
	longest := max(maxPause, f.opts.Every)
	pause := min(f.opts.Every<<min(s.Failures+1, 12), longest)
	s.Failures++
	s.Failure = why
	s.Due = time.Now().UTC().Add(max(scattered(pause), min(after, longest)))
	return s
}

// Update is what one look at a feed brought.
type Update struct {
	State FeedState // to be kept once Items are
	Items []Item
}
