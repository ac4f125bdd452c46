package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/invented"
	"github.com/onrecord/onrecord/internal/warcfile"
	"github.com/onrecord/onrecord/ledger/sqlite"
)

// failuresIn gives the reasons of all failures in a ledger, by place.
func failuresIn(t *testing.T, ledger string) map[string]onrecord.Reason {
	t.Helper()
	l, err := sqlite.Open(t.Context(), ledger)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	out := map[string]onrecord.Reason{}
	err = eachFailure(t.Context(), l, onrecord.FailureFilter{}, func(f onrecord.StoredFailure) { out[f.Origin.Place] = f.Failure.Reason })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// bomb is a gzip stream that unpacks to this many MiB of one letter.
func bomb(t *testing.T, mebibytes int) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	some := bytes.Repeat([]byte("a"), 1<<20)
	for range mebibytes {
		if _, err := z.Write(some); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What lies in a folder to do harm becomes a failure each, and the page beside it
// is read.
func TestIngestOfAHostileFolder(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "pages")
	if err := os.MkdirAll(filepath.Join(folder, "below"), 0o755); err != nil {
		t.Fatal(err)
	}
	put := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("good.html", []byte(invented.New(1).HTML()))
	put("bomb.html", bomb(t, 101))
	put("feed.xml", []byte(`<rss version="2.0"><channel><item><link>http://127.0.0.1/</link></item></channel></rss>`))
	put("huge.html", nil)
	if err := os.Truncate(filepath.Join(folder, "huge.html"), 1<<30); err != nil { // it takes no room
		t.Fatal(err)
	}
	var archive bytes.Buffer
	w := warcfile.New(&archive, true)
	answer := append([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"), bomb(t, 101)...)
	if err := w.Record("response", "https://bomb.example/", time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), answer); err != nil {
		t.Fatal(err)
	}
	put("bomb.warc.gz", archive.Bytes())
	for link, target := range map[string]string{"itself": "itself", "below/up": "..", "out": dir} {
		if err := os.Symlink(target, filepath.Join(folder, link)); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	ledger := filepath.Join(dir, "l.db")
	code, out := ingestInto(t.Context(), ledger, folder)
	if code != exitFailed || !strings.Contains(out, "8 pages: 1 new, 7 failed") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	want := map[string]onrecord.Reason{
		"bomb.html": onrecord.ReasonTooLarge, "huge.html": onrecord.ReasonTooLarge, "bomb.warc.gz @0": onrecord.ReasonTooLarge,
		"feed.xml": onrecord.ReasonUnsupported, "itself": onrecord.ReasonNotFound, "below/up": onrecord.ReasonForbidden, "out": onrecord.ReasonForbidden,
	}
	got := map[string]onrecord.Reason{}
	for place, reason := range failuresIn(t, ledger) {
		name, err := filepath.Rel(folder, place)
		if err != nil {
			t.Error(err)
		}
		got[filepath.ToSlash(name)] = reason
	}
	if !maps.Equal(got, want) {
		t.Errorf("failures %v, want %v", got, want)
	}
}

// What a server may send to do harm becomes a failure each.
func TestIngestOfAHostileServer(t *testing.T) {
	mux := http.NewServeMux()
	for path, body := range map[string]string{
		"/laughs.xml": `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>`,
		"/deep.xml":   `<rss version="2.0"><channel>` + strings.Repeat("<a>", 100_000),
		"/bomb":       string(bomb(t, 101)),
		"/bomb.xml":   string(bomb(t, 101)),
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) })
	}
	mux.HandleFunc("/endless", func(w http.ResponseWriter, _ *http.Request) {
		some := bytes.Repeat([]byte("<p>and so on"), 10_000)
		for err := error(nil); err == nil; {
			_, err = w.Write(some)
		}
	})
	mux.HandleFunc("/circle", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/circle", http.StatusFound) })
	mux.HandleFunc("/robots.txt", http.NotFound)
	server := httptest.NewServer(mux)
	defer server.Close()
	want := map[string]onrecord.Reason{
		"/laughs.xml": onrecord.ReasonBadInput, "/deep.xml": onrecord.ReasonBadInput, "/bomb": onrecord.ReasonTooLarge,
		"/bomb.xml": onrecord.ReasonTooLarge, "/endless": onrecord.ReasonTooLarge, "/circle": onrecord.ReasonUnreachable,
	}
	args := []string{"--allow-private", "--delay", "1ns"}
	for path := range want {
		args = append(args, server.URL+path)
	}
	ledger := filepath.Join(t.TempDir(), "l.db")
	if code, out := ingestInto(t.Context(), ledger, args...); code != exitFailed || !strings.Contains(out, "6 pages: 6 failed") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	got := map[string]onrecord.Reason{}
	for place, reason := range failuresIn(t, ledger) {
		got[strings.TrimPrefix(place, server.URL)] = reason
	}
	if !maps.Equal(got, want) {
		t.Errorf("failures %v, want %v", got, want)
	}
}

// A feed that names private addresses leads to no connection with any of them.
// (That a redirect to one does not either is tested where it is followed, in
// package fetch: what could redirect here stands on loopback itself.)
func TestIngestOfAFeedOfPrivateAddresses(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	connected := make(chan struct{}, 10)
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			c.Close()
			connected <- struct{}{}
		}
	}()
	dir := t.TempDir()
	feed, ledger := filepath.Join(dir, "feed.xml"), filepath.Join(dir, "l.db")
	addresses := []string{"http://" + listener.Addr().String() + "/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]/",
		"http://[fe80::1]/", "http://0.0.0.0/", "file:///etc/passwd"}
	var items strings.Builder
	for _, a := range addresses {
		items.WriteString("<item><link>" + a + "</link></item>")
	}
	if err := os.WriteFile(feed, []byte(`<rss version="2.0"><channel>`+items.String()+`</channel></rss>`), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out := ingestInto(t.Context(), ledger, "--delay", "1ns", feed)
	failures := failuresIn(t, ledger)
	for _, a := range addresses[:6] {
		if failures[a] != onrecord.ReasonForbidden {
			t.Errorf("%s: %q", a, failures[a])
		}
	}
	if code != exitFailed || strings.Contains(out, "new") || len(connected) > 0 {
		t.Errorf("exit code %d, %d connections\n%s", code, len(connected), out)
	}
}
