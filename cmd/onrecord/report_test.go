package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/internal/invented"
)

// The bar ends where all is read, in bytes as they lie there or in pages, and has no
// end where that cannot be known.
func TestBarKnowsHowFarItIs(t *testing.T) {
	dir := t.TempDir()
	o := newOutlet(t)
	o.feed("/feed.xml", `"one"`, "/0", "/1", "/2", "/3")
	o.serve("/map.xml", text(`<urlset><url><loc>/a</loc></url><url><loc>/b</loc></url></urlset>`))
	o.serve("/index.xml", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<sitemapindex><sitemap><loc>%s/map.xml</loc></sitemap></sitemapindex>`, o.URL)
	})
	archive, packed, folder := filepath.Join(dir, "a.warc.gz"), filepath.Join(dir, "lines.jsonl.gz"), filepath.Join(dir, "pages")
	writeArchive(t, archive, o.URL, 5)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for i := range 2000 {
		fmt.Fprintf(z, "{\"text\": %q}\n", invented.New(i).Text())
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(packed, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	writePages(t, folder, 0, 4)
	for name, c := range map[string]struct {
		sources []string
		max     int64 // -1: none
		counted int64 // in the end
	}{
		"archive":          {[]string{archive}, bytesOf([]string{archive}), bytesOf([]string{archive})},
		"packed lines":     {[]string{packed}, int64(b.Len()), int64(b.Len())},
		"folder and lines": {[]string{folder, packed}, bytesOf([]string{dir}) - bytesOf([]string{archive}), bytesOf([]string{dir}) - bytesOf([]string{archive})},
		"feed":             {[]string{o.URL + "/feed.xml"}, 4, 4},
		"sitemap":          {[]string{o.URL + "/map.xml"}, 2, 2},
		"index":            {[]string{o.URL + "/index.xml"}, -1, 2},
		"two feeds":        {[]string{o.URL + "/feed.xml", o.URL + "/map.xml"}, -1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := &cobra.Command{}
			cmd.SetErr(io.Discard)
			r := newReport(cmd, false)
			r.show(c.sources)
			s := sources{fetcher: fetch.New(fetch.Options{AllowPrivate: true, Delay: time.Nanosecond}), at: r.reached}
			half := int64(0)
			var places []string
			for item := range s.items(t.Context(), c.sources) {
				places = append(places, item.From.Place)
			}
			for i, place := range places {
				if r.advance(place); i == (len(places)-1)/2 {
					half = r.bar.State().CurrentNum
				}
			}
			state := r.bar.State()
			if r.ends != (c.max >= 0) || r.ends && state.Max != c.max || c.counted > 0 && state.CurrentNum != c.counted {
				t.Errorf("%d of %d (%v), want %d of %d", state.CurrentNum, state.Max, r.ends, c.counted, c.max)
			}
			if c.max > 0 && (half == 0 || half == c.max) {
				t.Errorf("half of the way it stands at %d of %d", half, c.max)
			}
		})
	}
}
