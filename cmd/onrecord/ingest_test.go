package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord/internal/invented"
	"github.com/onrecord/onrecord/internal/warcfile"
)

// Every kind of source ends in the same articles, and nothing is read twice.
func TestIngestTakesEveryKindOfSource(t *testing.T) {
	dir := t.TempDir()
	o := newOutlet(t)
	var urls strings.Builder
	for i := range 3 {
		o.page(fmt.Sprintf("/%d", i), i)
		fmt.Fprintf(&urls, "<url><loc>%s/%d</loc></url>", o.URL, i)
	}
	o.serve("/sitemap.xml.gz", func(w http.ResponseWriter, _ *http.Request) {
		z := gzip.NewWriter(w)
		fmt.Fprintf(z, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</urlset>`, urls.String())
		z.Close()
	})
	o.feed("/feed.xml", `"one"`, "/0", "/1", "/2")
	archive := filepath.Join(dir, "crawl.warc.gz")
	writeArchive(t, archive, o.URL, 3)
	ledger := filepath.Join(dir, "l.db")
	for _, c := range []struct{ source, want string }{
		{archive, "3 pages: 3 new"},
		{archive, "3 pages: 3 skipped"},
		{o.URL + "/sitemap.xml.gz", "3 pages: 3 unchanged"},
		{o.URL + "/sitemap.xml.gz", "3 pages: 3 skipped"},
		{o.URL + "/feed.xml", "3 pages: 3 skipped"},
		{o.URL + "/1", "1 page: 1 unchanged"},
		{filepath.Join(dir, "*.warc.gz"), "3 pages: 3 skipped"},
	} {
		var out bytes.Buffer
		code := run(t.Context(), []string{"ingest", "--allow-private", "--delay", "1ns", "--ledger", ledger, c.source}, strings.NewReader(""), &out, &out)
		if code != exitOK || !strings.Contains(out.String(), c.want) {
			t.Errorf("%s: exit code %d, want %q in\n%s", c.source, code, c.want, out.String())
		}
	}
}

// writeArchive writes n invented pages, as at addresses of a site.
func writeArchive(t *testing.T, path, site string, n int) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := warcfile.New(file, true)
	for i := range n {
		err := w.Page(fmt.Sprintf("%s/%d", site, i), time.Date(2024, 3, 1, 0, 0, i, 0, time.UTC), "text/html", []byte(invented.New(i).HTML()))
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// Without --allow-private, loopback is refused before any connection is made.
func TestIngestReachesNoPrivateAddress(t *testing.T) {
	o := newOutlet(t)
	o.page("/a", 1)
	var out bytes.Buffer
	code := run(t.Context(), []string{"ingest", "--json", "--ledger", filepath.Join(t.TempDir(), "l.db"), o.URL + "/a"}, strings.NewReader(""), &out, &out)
	if code != exitFailed || !strings.Contains(out.String(), `"kind":"forbidden"`) || len(o.asked) != 0 {
		t.Errorf("exit code %d, asked %v\n%s", code, o.asked, out.String())
	}
}

// A run that is stopped says how far it came, and ends with its own exit code.
func TestIngestThatIsStoppedSaysHowFarItCame(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	o := newOutlet(t)
	for i := range 30 {
		o.page(fmt.Sprintf("/%d", i), i)
	}
	var pages []string
	for i := range 30 {
		pages = append(pages, fmt.Sprintf("/%d", i))
	}
	o.feed("/feed.xml", `"one"`, pages...)
	o.seen = func(key string) {
		if key == "/5 200" {
			cancel()
		}
	}
	var out bytes.Buffer
	code := run(ctx, []string{"ingest", "--json", "--allow-private", "--delay", "1ns", "--ledger", filepath.Join(t.TempDir(), "l.db"), o.URL + "/feed.xml"}, strings.NewReader(""), &out, &out)
	var last struct {
		Summary struct {
			Pages    int
			Outcomes map[string]int
		}
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) < 2 {
		t.Fatal(out.String())
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-2]), &last); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	if code != exitStopped || last.Summary.Pages >= 30 || last.Summary.Outcomes[outcomeFailed] != 0 {
		t.Errorf("exit code %d, summary %+v", code, last)
	}
}
