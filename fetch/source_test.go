package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/warcfile"
)

// tree writes files below a new folder; a value that begins with "->" makes a
// link.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if target, ok := strings.CutPrefix(content, "->"); ok {
			err = os.Symlink(target, path)
		} else {
			err = os.WriteFile(path, []byte(content), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func zipped(t testing.TB, in string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(in)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// warcOf is an archive with a page for each body.
func warcOf(t testing.TB, zips bool, bodies ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := warcfile.New(&b, zips)
	for i, body := range bodies {
		if err := w.Page(fmt.Sprintf("https://a.example/%d", i), time.Unix(1e9, 0), "text/html", []byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// told reads a source to its end: bodies, and failures as "! reason: message",
// without the folder's name.
func told(t *testing.T, f *Fetcher, source string, s Source) (out []string) {
	t.Helper()
	for i, err := range f.Items(t.Context(), source, s) {
		if err == nil {
			i, err = i.Read(t.Context())
		}
		text := string(i.Page.Body)
		var why *onrecord.Failure
		if errors.As(err, &why) {
			text = "! " + string(why.Reason) + ": " + why.URL + ": " + why.Message
		} else if err != nil {
			text = "! " + err.Error()
		}
		out = append(out, strings.ReplaceAll(text, strings.TrimSuffix(source, "/")+string(filepath.Separator), ""))
	}
	return out
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
}

const rss = `<rss version="2.0"><channel><item><link>https://a.example/1</link></item></channel></rss>`

func TestAFolderInStableOrder(t *testing.T) {
	outside := tree(t, map[string]string{"secret.txt": "secret"})
	dir := tree(t, map[string]string{
		"b/2.html": "two", "b/10.txt": "ten", "a.html": "one", "c.html.gz": zipped(t, "three"), "d": "no name that says what",
		".hidden/x.html": "x", "b/.x.html": "x",
		"e.warc.gz": warcOf(t, true, "four", "five"), "f.jsonl": `{"id":"l1","text":"six"}` + "\n\nnot json\n", "g.xml": rss,
		"loop": "->.", "b/up": "->..", "b/again.html": "->2.html", "self": "->self", "gone": "->nothing",
		"out.txt": "->" + filepath.Join(outside, "secret.txt"),
	})
	same(t, told(t, New(Options{}), dir, Source{}),
		"one", "ten", "two", "! forbidden: b/up: a link that leads in a circle", "three", "no name that says what", "four", "five",
		"six", "! bad_input: : f.jsonl at offset 26: invalid character 'o' in literal null (expecting 'u')",
		"! unsupported: g.xml: a feed in a folder is not followed: name it by itself",
		"! not_found: gone: a link that leads nowhere, or in a circle", "! forbidden: loop: a link that leads in a circle",
		"! forbidden: out.txt: a link that leads out of the folder: name "+filepath.Join(outside, "secret.txt")+" by itself",
		"! not_found: self: a link that leads nowhere, or in a circle")
}

func TestWhatIsNoFileIsRefused(t *testing.T) {
	dir := tree(t, map[string]string{"a.html": "one"})
	socket, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Skip(err)
	}
	defer socket.Close()
	same(t, told(t, New(Options{}), dir, Source{}), "one", "! bad_input: s: neither a file nor a folder")
}

func TestGlobs(t *testing.T) {
	dir := tree(t, map[string]string{
		"a.html": "a", "b.txt": "b", "x/c.html": "c", "x/y/d.html": "d", "x/y/e.txt": "e", ".h/f.html": "f", "z.html": "->b.txt",
	})
	for pattern, want := range map[string][]string{
		"*.html":      {"a", "b"},
		"**/*.html":   {"a", "c", "d", "b"},
		"x/**":        {"c", "d", "e"},
		"**/y/*":      {"d", "e"},
		"?.txt":       {"b"},
		"[a-b].*":     {"a", "b"},
		"**/x/**/*.t": {"! not_found: **/x/**/*.t: no file has a name like this"},
		"none/*":      {"! not_found: none/*: nothing has this name"},
		"[":           {"! bad_input: [: not a pattern: ["},
	} {
		var out []string
		for _, line := range told(t, New(Options{}), filepath.Join(dir, pattern), Source{}) {
			out = append(out, strings.ReplaceAll(line, dir+string(filepath.Separator), ""))
		}
		if fmt.Sprint(out) != fmt.Sprint(want) {
			t.Errorf("%s: got %q, want %q", pattern, out, want)
		}
	}
}

func TestManyStarsTakeNoTime(t *testing.T) {
	pattern := strings.Split(strings.Repeat("**/a/", 200)+"b", "/")
	below := strings.Split(strings.Repeat("a/", 2000)+"c", "/")
	if matches(pattern, below) {
		t.Error("it fits")
	}
}

func TestKindsAreFoundOut(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want Kind
	}{
		"x.warc": {"", Archive}, "x.ARC.gz": {"", Archive}, "x.ndjson": {"", JSONL}, "x": {warcOf(t, false, "p"), Archive},
		"x.gz": {warcOf(t, true, "p"), Archive}, "x.bin": {"filedesc://x 0 20200101 text/plain 1", Archive}, "feed": {rss, Feed}, "feed.xml.gz": {zipped(t, rss), Feed},
		"s.xml": {"<?xml version='1.0'?><sitemapindex>", Sitemap}, "j": {`{"version":"https://jsonfeed.org/version/1"}`, Feed},
		"l": {"\n" + `{"id":"1","html":"<p>"}`, JSONL}, "other.json": {`{"a":1}`, Page}, "p": {"<!DOCTYPE html><html>", Page}, "empty": {"", Page},
		"a.html": {"<html>", Page},
	} {
		if got := kindOf(name, []byte(c.in)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestStandardInput(t *testing.T) {
	for in, want := range map[string]string{
		"<p>page": "<p>page", zipped(t, "packed"): "packed", warcOf(t, true, "archived"): "archived", `{"html":"line"}`: "line", "": "",
	} {
		same(t, told(t, New(Options{Stdin: strings.NewReader(in)}), "-", Source{}), want)
	}
	f := New(Options{Stdin: strings.NewReader(`{"html":"line"}`)})
	for i, err := range f.Items(t.Context(), "-", Source{As: Page, Form: onrecord.Text}) {
		if err != nil || i.Page.Form != onrecord.Text || string(i.Page.Body) != `{"html":"line"}` || i.Origin.Key() != "-" {
			t.Errorf("%+v, %v", i, err)
		}
	}
}

func TestFilesOverTheLimitAreRefused(t *testing.T) {
	huge := strings.Repeat(" ", 5000)
	dir := tree(t, map[string]string{
		"a.html": huge, "b.html.gz": zipped(t, huge), "c.jsonl": `{"text":"` + strings.Repeat("a", 1<<18) + "\"}\n" + `{"text":"` + huge + `"}` + "\n" + `{"text":"ok"}`,
		"d.warc.gz": warcOf(t, true, huge, "ok"), "e.html.gz": zipped(t, "page")[:15],
	})
	same(t, told(t, New(Options{MaxBytes: 1000}), dir, Source{}),
		"! too_large: a.html: more than 1000 bytes", "! too_large: b.html.gz: more than 1000 bytes",
		"! too_large: : c.jsonl at offset 0: the line is too long", "! too_large: : c.jsonl at offset 262156: more than 1000 bytes", "ok",
		"! too_large: https://a.example/0: d.warc.gz at offset 0: more than 1000 bytes", "ok",
		"! bad_input: e.html.gz: unexpected EOF")
	big := filepath.Join(dir, "1gb.html")
	if err := os.Truncate(filepath.Join(dir, "a.html"), 1<<30); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "a.html"), big); err != nil {
		t.Fatal(err)
	}
	same(t, told(t, New(Options{}), big, Source{}), "! too_large: "+big+": more than 104857600 bytes")
}

func TestAnswersThatAreNoPagesAreFailures(t *testing.T) {
	var b bytes.Buffer
	w := warcfile.New(&b, false)
	for uri, head := range map[string]string{"": "200 OK\r\nContent-Type: image/png", "x": "404 Not Found", "y": "301 Moved\r\nLocation: z", "z": "403 No"} {
		if err := w.Record("response", "https://a.example/"+uri, time.Unix(1e9, 0), []byte("HTTP/1.1 "+head+"\r\n\r\nbody")); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Page("https://a.example/empty", time.Unix(1e9, 0), "text/html", nil); err != nil {
		t.Fatal(err)
	}
	count := map[onrecord.Reason]int{}
	for i, err := range New(Options{Stdin: &b}).Items(t.Context(), "-", Source{}) {
		if i.Origin.Part == "" || i.Origin.Next.Offset == 0 {
			t.Errorf("origin %+v", i.Origin)
		}
		count[reason(t, err)]++
	}
	if got := fmt.Sprint(count); got != "map[empty:1 forbidden:1 http_status:1 not_found:1 not_text:1]" {
		t.Error(got)
	}
}

// A run that is told what the last one kept goes on behind it.
func TestArchivesAndLinesGoOnWhereTheyWereLeft(t *testing.T) {
	bodies := []string{"zero", "one", "two", "three"}
	lines := ""
	for _, body := range bodies {
		lines += fmt.Sprintf("{\"text\":%q}\n", body)
	}
	dir := tree(t, map[string]string{
		"a.warc": warcOf(t, false, bodies...), "b.warc.gz": warcOf(t, true, bodies...), "c.warc.gz": zipped(t, warcOf(t, false, bodies...)),
		"d.jsonl": lines, "e.jsonl.gz": zipped(t, lines),
	})
	for _, name := range []string{"a.warc", "b.warc.gz", "c.warc.gz", "d.jsonl", "e.jsonl.gz"} {
		path := filepath.Join(dir, name)
		var origins []Origin
		for i, err := range New(Options{}).Items(t.Context(), path, Source{}) {
			if err != nil {
				t.Fatal(err)
			}
			origins = append(origins, i.Origin)
		}
		if len(origins) != len(bodies) || origins[0].Key() == origins[1].Key() {
			t.Fatalf("%s: %v", name, origins)
		}
		for n, last := range origins {
			known := func(string) Origin { return last }
			same(t, told(t, New(Options{}), path, Source{Known: known}), bodies[n+1:]...)
			last.Size++ // the file has changed since
			same(t, told(t, New(Options{}), path, Source{Known: known}), bodies...)
		}
	}
}

func TestAFileThatIsDoneIsNotRead(t *testing.T) {
	dir := tree(t, map[string]string{"a.html": "one"})
	path := filepath.Join(dir, "a.html")
	for i, err := range New(Options{}).Items(t.Context(), path, Source{}) {
		if err != nil || i.Page.Body != nil || i.Origin.Path != path || i.Origin.Size != 3 || i.Origin.Modified.IsZero() {
			t.Errorf("%+v, %v", i, err)
		}
	}
}

func TestItemsEndWithTheirContext(t *testing.T) {
	dir := tree(t, map[string]string{"a.html": "one", "b.html": "two"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	var last error
	for _, err := range New(Options{}).Items(ctx, dir, Source{}) {
		n++
		last = err
		cancel()
	}
	if n != 2 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d items, last error %v", n, last)
	}
	for range New(Options{}).Items(t.Context(), dir, Source{}) {
		break // and nothing is yielded after
	}
}

func TestSourcesThatAreNone(t *testing.T) {
	dir := tree(t, map[string]string{"a.html": "one"})
	same(t, told(t, New(Options{}), filepath.Join(dir, "none.html"), Source{}), "! not_found: "+dir+"/none.html: no such file")
	same(t, told(t, New(Options{}), filepath.Join(dir, "a.html"), Source{As: "x"}), "! bad_input: "+dir+"/a.html: unknown kind of source: x")
	same(t, told(t, New(Options{}), "http://", Source{}), "! bad_input: : not a URL")
}

func FuzzJSONLine(f *testing.F) {
	f.Add([]byte(`{"id":"1","html":"<p>x","url":"https://a.example/","fetched_at":"2020-01-02T03:04:05Z","published":"2020-01-01"}` + "\n{}\n\n{\"text\":1}"))
	f.Add([]byte("\x1f\x8b\x08"))
	f.Fuzz(func(t *testing.T, in []byte) {
		for i, err := range New(Options{Stdin: bytes.NewReader(in)}).Items(t.Context(), "-", Source{As: JSONL}) {
			var why *onrecord.Failure
			switch {
			case err != nil && !errors.As(err, &why):
				t.Fatal(err)
			case err == nil && i.Page.Form == "":
				t.Fatalf("%+v has no form", i.Page)
			}
		}
	})
}

func FuzzKind(f *testing.F) {
	f.Add("a.xml.gz", []byte(rss))
	f.Add("", []byte("\x1f\x8b\x08"))
	f.Fuzz(func(t *testing.T, name string, head []byte) { kindOf(name, head) })
}
