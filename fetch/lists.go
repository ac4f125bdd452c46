package fetch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"

	"github.com/klauspost/compress/gzip"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch/listing"
)

// The bounds on what lists pages: its bytes, unpacked (sitemaps.org allows as
// much); and how deep and how many sitemaps one index leads to.
const (
	maxListing  = 50 << 20
	maxFeed     = 10 << 20
	maxNesting  = 3
	maxSitemaps = 1_000
)

// webPage is an unread item for an address.
func (r *run) webPage(address string) Item {
	item := Item{Origin: Origin{Path: address}, read: r.Fetcher.readPage}
	if r.Known != nil {
		known := r.Known(address)
		item.Origin.ETag, item.Origin.LastModified = known.ETag, known.LastModified
	}
	return item
}

// readPage reads the item of an address.
func (f *Fetcher) readPage(ctx context.Context, item Item) (Item, error) {
	o := item.Origin
	a, why, err := f.crawl(ctx, request{address: o.Path, etag: o.ETag, lastModified: o.LastModified, limit: f.opts.MaxBytes, tries: f.opts.Attempts})
	switch {
	case err != nil:
		return item, err
	case why != nil:
		return item, &why.Failure
	case a.unchanged:
		return item, ErrUnchanged
	}
	a.page.Form = item.Page.Form
	if isGzip(a.page.Body) {
		if a.page, err = f.limited(a.page, o.Path, bytes.NewReader(a.page.Body)); err != nil {
			return item, err
		}
	}
	item.Origin.ETag, item.Origin.LastModified = a.etag, a.lastModified
	return item.filled(a.page), nil
}

// document fetches an address whatever it is.
func (r *run) document(o Origin) (answer, bool) {
	a, why, err := r.crawl(r.ctx, request{address: o.Path, etag: o.ETag, lastModified: o.LastModified,
		limit: max(r.opts.MaxBytes, maxListing), tries: r.opts.Attempts, any: true})
	switch {
	case err != nil:
		return a, false
	case why != nil:
		r.failed(o, &why.Failure)
		return a, false
	case a.unchanged:
		r.failed(o, ErrUnchanged)
		return a, false
	}
	return a, true
}

// lists are the feeds and sitemaps that one source leads to.
type lists struct {
	*run
	seen     map[string]bool // addresses given, and sitemaps read
	of       int             // pages that there are, where that is known
	sitemaps int
	full     bool // MaxEntries pages have been given
}

// listed gives the pages that a feed or sitemap lists, which was fetched from
// an address, or not: "".
func (r *run) listed(kind Kind, what, from string, body []byte) {
	base, err := url.Parse(from)
	if err != nil || base.Host == "" {
		base = nil
	}
	l := &lists{run: r, seen: map[string]bool{from: true}}
	if kind == Sitemap {
		l.of = l.pages(base, body)
		l.sitemap(what, base, body, 0)
	} else {
		l.feed(what, base, body)
	}
}

func (l *lists) feed(what string, base *url.URL, body []byte) {
	document, err := feedOf(what, base, body, l.MaxEntries)
	if err != nil {
		l.failed(Origin{Path: what}, err)
		return
	}
	l.of = len(document.Entries)
	for _, entry := range document.Entries {
		if !l.entry(entry) {
			return
		}
	}
	if document.More > 0 {
		l.fail(what, onrecord.ReasonTooLarge, fmt.Sprintf("%d entries beyond the limit of %d are left out", document.More, l.MaxEntries))
	}
	if document.Bare > 0 {
		l.fail(what, onrecord.ReasonBadInput, fmt.Sprintf("%d entries have no address", document.Bare))
	}
}

// feedOf reads a feed, plain or gzipped. Its errors are failures.
func feedOf(what string, base *url.URL, body []byte, limit int) (listing.FeedDocument, error) {
	data, err := io.ReadAll(io.LimitReader(unpacked(body), maxFeed+1))
	if len(data) > maxFeed {
		return listing.FeedDocument{}, failure(what, onrecord.ReasonTooLarge, fmt.Sprintf("a feed of more than %d bytes", maxFeed))
	}
	if err != nil {
		return listing.FeedDocument{}, failure(what, onrecord.ReasonBadInput, err.Error())
	}
	document, err := listing.Feed(data, base, limit)
	if err != nil {
		return document, failure(what, onrecord.ReasonBadInput, "not a feed that can be read: "+err.Error())
	}
	return document, nil
}

// entry gives a listed page, once.
func (l *lists) entry(e listing.Entry) bool {
	if l.seen[e.URL] {
		return true
	}
	l.seen[e.URL] = true
	item := l.webPage(e.URL)
	item.Listed = Listed{e.ID, e.Title, e.Published, e.Updated, l.of}
	return l.give(item)
}

// sitemap gives the pages of a sitemap, and of those that an index lists.
func (l *lists) sitemap(what string, base *url.URL, body []byte, depth int) {
	l.sitemaps++
	in := io.LimitReader(unpacked(body), maxListing+1).(*io.LimitedReader)
	for link, err := range listing.Sitemap(in, base) {
		switch {
		case in.N <= 0:
			l.fail(what, onrecord.ReasonTooLarge, fmt.Sprintf("a sitemap of more than %d bytes; the rest is left out", maxListing))
			return
		case err != nil:
			l.fail(what, onrecord.ReasonBadInput, "not a sitemap that can be read: "+err.Error())
			return
		case link.Index:
			l.nested(what, link.URL, depth+1)
		case len(l.seen)-l.sitemaps >= l.MaxEntries:
			l.full = true
			l.fail(what, onrecord.ReasonTooLarge, fmt.Sprintf("pages beyond the limit of %d are left out", l.MaxEntries))
		default:
			l.entry(link.Entry)
		}
		if l.full || l.over() {
			return
		}
	}
}

// pages is how many pages a sitemap lists; 0 where it is an index, or wrong.
func (l *lists) pages(base *url.URL, body []byte) (n int) {
	for link, err := range listing.Sitemap(io.LimitReader(unpacked(body), maxListing+1), base) {
		if err != nil || link.Index {
			return 0
		}
		if n++; n == l.MaxEntries {
			break
		}
	}
	return n
}

// nested reads a sitemap that an index lists.
func (l *lists) nested(index, address string, depth int) {
	switch {
	case l.seen[address]:
		return
	case l.sitemaps >= maxSitemaps:
		l.full = true
		l.fail(index, onrecord.ReasonTooLarge, fmt.Sprintf("sitemaps beyond the limit of %d are left out", maxSitemaps))
		return
	case depth > maxNesting:
		l.fail(address, onrecord.ReasonTooLarge, fmt.Sprintf("a sitemap more than %d indexes deep", maxNesting))
		return
	}
	l.seen[address] = true
	a, ok := l.document(Origin{Path: address})
	if !ok {
		l.sitemaps++
		return
	}
	base, err := url.Parse(a.page.URL)
	if err != nil {
		base = nil
	}
	l.sitemap(address, base, a.page.Body, depth)
}

// unpacked reads a body through gzip where its first bytes say so.
func unpacked(body []byte) io.Reader {
	if isGzip(body) {
		if z, err := gzip.NewReader(bytes.NewReader(body)); err == nil {
			return z
		}
	}
	return bytes.NewReader(body)
}
