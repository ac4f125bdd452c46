package fetch

import (
	"bytes"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/onrecord/onrecord/fetch/listing"
)

// Kind is what a source is.
type Kind string

// The kinds of sources. Auto finds out from the name and the first bytes.
const (
	Auto    Kind = ""
	Page    Kind = "page"
	Archive Kind = "warc" // WARC or ARC
	JSONL   Kind = "jsonl"
	Feed    Kind = "feed" // RSS, Atom or JSON Feed
	Sitemap Kind = "sitemap"
)

// headBytes is how many bytes are looked at to find a kind.
const headBytes = 4 << 10

// kindOf finds what a file or an answer is, from its name and first bytes.
func kindOf(name string, head []byte) Kind {
	name = strings.TrimSuffix(strings.ToLower(path.Base(name)), ".gz")
	switch path.Ext(name) {
	case ".warc", ".arc":
		return Archive
	case ".jsonl", ".ndjson":
		return JSONL
	}
	head = unzipped(head)
	if bytes.HasPrefix(head, []byte("WARC/")) || bytes.HasPrefix(head, []byte("filedesc://")) {
		return Archive
	}
	switch listing.Root(head) {
	case "rss", "feed", "rdf":
		return Feed
	case "urlset", "sitemapindex":
		return Sitemap
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case !bytes.HasPrefix(text, []byte("{")):
		return Page
	case bytes.Contains(head, []byte("jsonfeed.org/version")):
		return Feed
	}
	for _, name := range []string{`"html"`, `"scrape"`, `"text"`} {
		if bytes.Contains(head, []byte(name)) {
			return JSONL
		}
	}
	return Page
}

// unzipped gives the beginning of what head is packed from, or head.
func unzipped(head []byte) []byte {
	if !isGzip(head) {
		return head
	}
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return head
	}
	out := make([]byte, headBytes)
	n := 0
	for n < len(out) && err == nil {
		var got int
		got, err = z.Read(out[n:])
		n += got
	}
	return out[:n]
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}) }

// plainlyPage tells whether a file's name says that it is a page, so that it
// need not be opened to find out.
func plainlyPage(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml", ".txt", ".md":
		return true
	}
	return false
}
