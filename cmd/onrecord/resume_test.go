package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/internal/invented"
	"github.com/onrecord/onrecord/internal/warcfile"
)

// ingestInto runs onrecord ingest and gives its exit code and output.
func ingestInto(ctx context.Context, ledger string, args ...string) (int, string) {
	var out bytes.Buffer
	code := run(ctx, append([]string{"ingest", "--ledger", ledger}, args...), strings.NewReader(""), &out, &out)
	return code, out.String()
}

// spoil writes zeros over a file's first bytes, and leaves its size and time.
func spoil(t *testing.T, path string, n int64) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = file.WriteAt(make([]byte, n), 0)
	if err == nil {
		err = file.Close()
	}
	if err == nil {
		err = os.Chtimes(path, info.ModTime(), info.ModTime())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// What is done of an archive is not even unpacked again: its bytes may be gone.
func TestIngestGoesOnInAnArchiveWithoutReadingWhatIsDone(t *testing.T) {
	dir := t.TempDir()
	path, ledger := filepath.Join(dir, "crawl.warc.gz"), filepath.Join(dir, "l.db")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := warcfile.New(file, true)
	day := time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)
	for i := range 8 {
		kind, body := "text/html", []byte(invented.New(i).HTML())
		if i == 1 {
			kind = "image/png"
		}
		if err := w.Page(fmt.Sprintf("https://a.example/%d", i), day, kind, body); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	code, out := ingestInto(t.Context(), ledger, path)
	if code != exitFailed || !strings.Contains(out, "8 pages: 7 new, 1 failed") {
		t.Fatalf("exit code %d\n%s", code, out)
	}
	if _, out := ingestInto(t.Context(), ledger, "--retry-failed", path); !strings.Contains(out, "8 pages: 7 skipped, 1 failed") {
		t.Errorf("--retry-failed is to begin at the beginning:\n%s", out)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	spoil(t, path, info.Size())
	if code, out := ingestInto(t.Context(), ledger, path); code != exitOK || !strings.Contains(out, "8 pages: 8 skipped") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	if code, out := ingestInto(t.Context(), ledger, "--json", path); code != exitOK || !strings.Contains(out, `"outcome":"skipped","pages":8`) {
		t.Errorf("exit code %d\n%s", code, out)
	}
	if err := os.Chtimes(path, day, day); err != nil {
		t.Fatal(err)
	}
	if _, out := ingestInto(t.Context(), ledger, path); strings.Contains(out, "skipped") {
		t.Errorf("a file that has changed is to be read:\n%s", out)
	}
}

// A run that is stopped within a file is gone on with where all before is done,
// and both together keep what one run would.
func TestIngestThatWasStoppedGoesOnInTheFile(t *testing.T) {
	for name, write := range map[string]func(*testing.T, string){
		"a.warc.gz": func(t *testing.T, path string) { writeArchive(t, path, "https://a.example", 40) },
		"a.jsonl": func(t *testing.T, path string) {
			var b bytes.Buffer
			for i := range 40 {
				a := invented.New(i)
				fmt.Fprintf(&b, "{\"url\": \"https://a.example/%d\", \"html\": %q}\n", i, strings.ReplaceAll(a.HTML(), "\n", " "))
			}
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path, ledger := filepath.Join(dir, name), filepath.Join(dir, "l.db")
			write(t, path)
			ctx, cancel := context.WithCancel(t.Context())
			first := &stopping{after: 12, stop: cancel}
			code := run(ctx, []string{"ingest", "--json", "--ledger", ledger, path}, strings.NewReader(""), first, first)
			if code != exitStopped {
				t.Fatalf("exit code %d\n%s", code, first.String())
			}
			code, out := ingestInto(t.Context(), ledger, "--json", path)
			news := strings.Count(first.String(), `"outcome":"new"`) + strings.Count(out, `"outcome":"new"`)
			if code != exitOK || news != 40 || !strings.Contains(out, `"summary":{"pages":40,`) {
				t.Errorf("exit code %d, %d new in both runs\n%s", code, news, out)
			}
		})
	}
}

// stopping calls stop once it has seen this many lines.
type stopping struct {
	bytes.Buffer
	after int
	stop  func()
}

func (s *stopping) Write(p []byte) (int, error) {
	if s.after -= bytes.Count(p, []byte("\n")); s.after <= 0 {
		s.stop()
	}
	return s.Buffer.Write(p)
}

// markShelf keeps marks in memory.
type markShelf map[string]string

func (s markShelf) Mark(_ context.Context, from onrecord.Origin) error {
	s[from.Place] = from.State
	return nil
}

func (s markShelf) Marked(_ context.Context, place string) (string, error) { return s[place], nil }

// A mark never stands behind a page that is not done, in whatever order pages end.
func TestMarksWaitForThePageThatIsNotDone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.warc")
	if err := os.WriteFile(path, []byte("bytes"), 0o644); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	shelf := markShelf{}
	place := func(i int) string { return fmt.Sprintf("%s @%d", path, i) }
	start := func(by string, again bool) (*marks, fetch.Position) {
		m := &marks{ctx: t.Context(), into: shelf, by: by, again: again, files: map[string]*inParts{}, stop: func(err error) { t.Error(err) }}
		return m, m.known(path).Next
	}
	origin := func(i int) fetch.Origin {
		return fetch.Origin{Path: path, Size: info.Size(), Modified: info.ModTime(), Part: fmt.Sprint(i), Next: fetch.Position{Offset: int64(i + 1)}}
	}
	m, from := start("a", false)
	for i := range 10 {
		m.given(place(i), origin(i))
	}
	m.given(place(4), origin(4)) // a record that is cut short is told of twice
	for _, i := range []int{0, 2, 3, 1, 4, 6, 8} {
		m.done(place(i))
	}
	if err := m.end(); err != nil || from.Offset != 0 {
		t.Fatal(err, from)
	}
	for _, c := range []struct {
		by    string
		again bool
		want  int64
	}{{"a", false, 5}, {"b", false, 0}, {"a", true, 0}} {
		m, from := start(c.by, c.again)
		if from.Offset != c.want {
			t.Errorf("%+v: begins at %d", c, from.Offset)
		}
		if c.again { // going through it once more takes nothing back
			m.given(place(0), origin(0))
			m.done(place(0))
			if err := m.end(); err != nil {
				t.Error(err)
			}
		}
	}
	if _, from := start("a", false); from.Offset != 5 {
		t.Errorf("begins at %d", from.Offset)
	}
	if err := os.WriteFile(path, []byte("other bytes"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, from := start("a", false); from.Offset != 0 {
		t.Errorf("a file that has changed begins at %d", from.Offset)
	}
}

func TestParseMarkTakesNothingElse(t *testing.T) {
	for _, state := range []string{"", "12 2024-01-02T03:04:05Z html model", "listed by", "1 2 3 4 5 6", "1 2024-01-02T03:04:05Z a b c d"} {
		if m, ok := parseMark(state); ok {
			t.Errorf("%q: %+v", state, m)
		}
	}
}
