package dump

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord/eval/corpus"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"blocks", "<h1>Rain  at\nlast</h1><p>It <b>fell</b> on<br>the harbour.</p>", "Rain at last\nIt fell on\nthe harbour."},
		{"hidden", "<head><title>x</title></head><script>var a='<p>b</p>'</script><style>p{}</style><noscript><p>c</p></noscript><p>seen", "seen"},
		{"inline keeps no line", "<span>a</span><a href=x>b</a> c", "ab c"},
		{"entities and odd spaces", "Caf&eacute;&nbsp;&amp;\u2028bar", "Café & bar"},
		{"self-closing", "a<div/>b<svg/>c", "a\nbc"},
		{"closing without opening", "</script>a</p>b", "a\nb"},
		{"textarea is seen through", "<textarea><p>a</textarea>b", "ab"},
		{"comments", "a<!-- b --><!doctype html>c", "ac"},
		{"nothing", "", ""},
	} {
		if got := Text(c.in); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("<p>a<br>b</p><script>c</script>")
	f.Add("<svg><p>a</svg>b<![CDATA[c]]>&#0;")
	f.Add("<head>a")
	f.Fuzz(func(t *testing.T, page string) {
		got := Text(page)
		if utf8.ValidString(page) && !utf8.ValidString(got) {
			t.Fatalf("%q is not UTF-8", got)
		}
		for line := range strings.SplitSeq(got, "\n") {
			if got != "" && strings.TrimSpace(line) != line || line == "" && got != "" || strings.Contains(line, "  ") {
				t.Fatalf("line %q of %q", line, got)
			}
		}
	})
}

// TestSameAsReference compares with the dumper that outside scores are made
// with, page by page.
func TestSameAsReference(t *testing.T) {
	data := os.Getenv("ONRECORD_DATA")
	if data == "" {
		t.Skip("ONRECORD_DATA is not set")
	}
	python, err := exec.LookPath("python3")
	tool := filepath.Join(data, "..", "tools", "dump.py")
	if _, missing := os.Stat(tool); err != nil || missing != nil {
		t.Skip("python3 or tools/dump.py beside the data folder is not there")
	}
	pages := filepath.Join(data, "pages", "aet-dev.jsonl.gz")
	cmd := exec.Command(python, tool, pages)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	reference := json.NewDecoder(bufio.NewReader(out))
	n, different := 0, 0
	for page, err := range corpus.File(pages, corpus.Pages) {
		if err != nil {
			t.Fatal(err)
		}
		var want struct{ ID, Scrape string }
		if err := reference.Decode(&want); err != nil {
			t.Fatal(err)
		}
		n++
		if want.ID != page.ID || want.Scrape != Text(page.HTML) {
			different++
			t.Errorf("page %s differs", page.ID)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d pages are the same", n-different, n)
}
