package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"

	"github.com/onrecord/onrecord/internal/warcfile"
)

// warc is a record as old and new writers make it.
func warc(kind, uri, block string) string {
	return sized(kind, uri, fmt.Sprint(len(block)), block)
}

func sized(kind, uri, size, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: application/http\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n", kind, uri, size, block)
}

func arc(uri, block string) string {
	return fmt.Sprintf("%s 1.2.3.4 20200101000000 text/html %d\n%s\n", uri, len(block), block)
}

func packed(t testing.TB, pack func(io.Writer) io.WriteCloser, in string) string {
	t.Helper()
	var b bytes.Buffer
	w := pack(&b)
	if _, err := io.WriteString(w, in); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gzipped(t testing.TB, parts ...string) string {
	t.Helper()
	out := ""
	for _, p := range parts {
		out += packed(t, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }, p)
	}
	return out
}

const (
	page   = "<p>Rain fell.</p>"
	answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
)

// told is what Read says of an archive: bodies with their damage in braces,
// and errors.
func told(r io.Reader, o Options) (out []string) {
	for rec, err := range Read(r, o) {
		switch {
		case err != nil:
			out = append(out, "! "+err.Error())
		case rec.Damage != "":
			out = append(out, string(rec.Body)+" {"+rec.Damage+"}")
		default:
			out = append(out, string(rec.Body))
		}
	}
	return out
}

// noSeeker hides that a reader can be sought in, as a pipe cannot.
type noSeeker struct{ io.Reader }

func TestReadsWhatCanBeRead(t *testing.T) {
	response := warc("response", "u", answer)
	member := gzipped(t, response)
	encoded := func(name, body string) string {
		return warc("response", "u", "HTTP/1.0 200 OK\nContent-Encoding: "+name+"\n\n"+body)
	}
	chunked := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	arcs := "filedesc://x.arc 0.0.0.0 20200101000000 text/plain 4\nv 1\n\n" + arc("http://a.example/my page", answer)
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"response", warc("warcinfo", "", "x") + warc("request", "u", "GET /") + response, []string{page}},
		{"a gzip member for each record", gzipped(t, response, response), []string{page, page}},
		{"gzipped as a whole", gzipped(t, response+response), []string{page, page}},
		{"a record over two members", gzipped(t, response[:150], response[150:], response), []string{page, page}},
		{"chunks", warc("response", "u", chunked+"8\r\n<p>Rain \r\n9;x=1\r\nfell.</p>\r\n0\r\n\r\n"), []string{page}},
		{"chunks that are none", warc("response", "u", chunked+page), []string{page}},
		{"chunks that break off", warc("response", "u", chunked+"8\r\n<p>Rain \r\n99\r\nfell."), []string{"<p>Rain fell. {its chunks break off}"}},
		{"gzip encoding", encoded("gzip", gzipped(t, page)), []string{page}},
		{"gzip encoding, cut", encoded("gzip", gzipped(t, page)[:30]), []string{"<p>Rain fell.</ {its gzip encoding is damaged}"}},
		{"gzip encoding that is none", encoded("gzip", page), []string{page}},
		{"zlib encoding", encoded("deflate", packed(t, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }, page)), []string{page}},
		{"bare deflate", encoded("deflate", packed(t, func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 6); return z }, page)), []string{page}},
		{"brotli", encoded("br", packed(t, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }, page)), []string{page}},
		{"two encodings", encoded("gzip, br", packed(t, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }, gzipped(t, page))), []string{page}},
		{"resource", warc("resource", "u", page), []string{page}},
		{"no answers", warc("response", "dns:a.example", "x") + warc("revisit", "u", answer) + warc("metadata", "u", "a: b"), nil},
		{"a header line that goes on", "WARC/1.0\r\nWARC-Type:\r\n  resource\r\nContent-Length: 2\r\n\r\nok\r\n\r\n", []string{"ok"}},
		{"HTTP header without end", warc("response", "u", "HTTP/1.1 200 OK"), []string{"HTTP/1.1 200 OK {the HTTP header does not end}"}},
		{"arc with a space in the address", arcs, []string{page}},
		{"arc, version 2", "http://a.example/ 1.2.3.4 20200101000000 text/html 200 - - 99 x.arc 2\nok\n", []string{"ok"}},
		{"the crawler cut it", strings.Replace(response, "\r\n", "\r\nWARC-Truncated: length\r\n", 1), []string{page + " {the crawler cut it: length}"}},

		{"cut short", response[:len(response)-10], []string{"<p>Rain fel {cut short: 55 bytes of 61}", "! at offset 0: it ends within the record, whose length should be 61"}},
		{"length too long", sized("response", "u", "90", answer) + response, []string{page + " {the length should be 90, but a record begins 65 bytes on}", page}},
		{"length past the end", sized("response", "u", "99999999999", answer) + response, []string{page + " {the length should be 99999999999, but a record begins 65 bytes on}", page}},
		{"length too short", sized("response", "u", "55", answer) + response, []string{page + " {the length should be 55, but 65 bytes come before the next record}", page}},
		{"no length", sized("response", "u", "many", answer) + response, []string{page + " {its length is no number; 65 bytes come before the next record}", page}},
		{"arc without length", strings.Replace(arcs, "html 61", "html -1", 1) + arcs, []string{page + " {its length is no number; 62 bytes come before the next record}", page}},
		{"bytes between records", response + "noise\r\n" + response, []string{page, "! at offset 170: 7 bytes that belong to no record", page}},
		{"a member's wrong checksum", member[:len(member)-8] + "\x00\x00\x00\x00" + member[len(member)-4:] + member, []string{
			page, fmt.Sprintf("! at offset 0: the gzip member's checksum differs; reading goes on at offset %d", len(member)), page}},
		{"bytes between members", member + "noise" + member, []string{
			page, fmt.Sprintf("! at offset %d: what stands here is no gzip member; reading goes on at offset %d", len(member), len(member)+5), page}},
		{"no archive", "<html>", []string{"! at offset 0: 6 bytes that belong to no record"}},
		{"header too long", "WARC/1.0\r\n" + strings.Repeat("a: b\r\n", 1001) + "\r\n" + response, []string{"! at offset 0: more than 1000 header lines", page}},
		{"empty", "", nil},
		{"blank lines", "\r\n\r\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			for name, in := range map[string]io.Reader{"file": strings.NewReader(c.in), "pipe": noSeeker{strings.NewReader(c.in)}} {
				got := told(in, Options{})
				if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", c.want) {
					t.Errorf("%s: got\n%q, want\n%q", name, got, c.want)
				}
			}
		})
	}
}

// A file can be read again from behind the member's beginning, so that a
// damaged member does not swallow the one after it.
func TestADamagedMemberLosesNoOther(t *testing.T) {
	member := gzipped(t, warc("response", "u", answer))
	broken := member[:len(member)/2] + strings.Repeat("\x00", 40)
	got := told(strings.NewReader(member+broken+member), Options{})
	want := fmt.Sprintf("! at offset %d: the gzip member's checksum differs; reading goes on at offset %d", len(member), len(member)+len(broken))
	if len(got) < 3 || got[0] != page || got[len(got)-2] != want || got[len(got)-1] != page {
		t.Errorf("got %q", got)
	}
}

func TestRecordsKeepWhatTheArchiveSays(t *testing.T) {
	var b bytes.Buffer
	at := time.Date(2020, 2, 3, 4, 5, 6, 0, time.UTC)
	block := []byte("HTTP/1.1 404 Not Found\r\ncontent-type: text/plain; charset=latin1\r\n\r\nno")
	if err := warcfile.New(&b, true).Record("response", "<http://a.example/x>", at, block); err != nil {
		t.Fatal(err)
	}
	size := int64(b.Len())
	for r, err := range Read(&b, Options{}) {
		want := Record{Next: Position{Offset: size}, Type: "response", URI: "http://a.example/x", Date: at,
			ContentType: "text/plain; charset=latin1", Status: 404, Body: []byte("no")}
		if err != nil || fmt.Sprint(r) != fmt.Sprint(want) {
			t.Errorf("%+v, %v", r, err)
		}
	}
}

func TestBodiesAreBounded(t *testing.T) {
	bomb := gzipped(t, strings.Repeat("a", 1<<20))
	bombed := warc("response", "u", "HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n"+bomb)
	for name, in := range map[string]string{
		"a bomb":          bombed,
		"a bomb in a zip": gzipped(t, bombed),
		"a long block":    warc("resource", "u", strings.Repeat("a", 3*window)),
	} {
		var sizes []int
		for r, err := range Read(strings.NewReader(in+in), Options{MaxBody: 1000}) {
			if err != nil || !r.TooLarge {
				t.Errorf("%s: %v, too large %v", name, err, r.TooLarge)
			}
			sizes = append(sizes, len(r.Body))
		}
		if fmt.Sprint(sizes) != "[1000 1000]" {
			t.Errorf("%s: bodies of %v bytes", name, sizes)
		}
	}
}

// endless gives the same record again and again and counts what it gave.
type endless struct {
	record []byte
	given  int
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.record[e.given%len(e.record):])
	e.given += n
	return n, nil
}

func TestOneRecordIsReadAtATime(t *testing.T) {
	source := &endless{record: []byte(warc("response", "u", answer))}
	n := 0
	for _, err := range Read(source, Options{}) {
		if n++; err != nil || n == 10 {
			break
		}
	}
	if n != 10 || source.given > 4*window {
		t.Errorf("%d bytes were read for %d records", source.given, n)
	}
}

func TestAReaderThatFailsIsTold(t *testing.T) {
	broken := errors.New("the disk is gone")
	in := io.MultiReader(strings.NewReader(warc("response", "u", answer)), failing{broken})
	var last error
	for _, err := range Read(in, Options{}) {
		last = err
	}
	if !errors.Is(last, broken) {
		t.Errorf("error %v", last)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// TestReadingGoesOnAnywhere cuts, overwrites and doubles bytes of archives, and
// wants from each record on what the whole run gave after it.
func TestReadingGoesOnAnywhere(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	records := func() (out []string) {
		for i := range 6 {
			out = append(out, warc("response", fmt.Sprintf("http://a.example/%d", i), answer+strings.Repeat("x", random.IntN(200))))
		}
		return out
	}
	for i := range 300 {
		parts := records()
		in := []byte(gzipped(t, parts...))
		switch i % 3 {
		case 1:
			in = []byte(strings.Join(parts, ""))
		case 2:
			in = []byte(gzipped(t, strings.Join(parts, "")))
		}
		if i > 10 {
			in[random.IntN(len(in))] ^= byte(random.IntN(256))
		}
		checkResume(t, in)
	}
}

// checkResume reads an archive from each record's end.
func checkResume(t *testing.T, in []byte) {
	t.Helper()
	var all []Record
	var damage []Position // how many records came before each damage
	for r, err := range Read(bytes.NewReader(in), Options{}) {
		if err != nil {
			damage = append(damage, Position{})
			continue
		}
		all = append(all, r)
	}
	for i, r := range all {
		if r.Next.Before(r.At) {
			t.Fatalf("%q: record %d goes from %s to %s", in, i, r.At, r.Next)
		}
		if len(damage) > 0 {
			continue // a second run that begins behind the damage may read otherwise
		}
		rest := all[i+1:]
		for again, err := range Read(bytes.NewReader(in), Options{Start: r.Next}) {
			if err != nil || len(rest) == 0 || fmt.Sprint(again) != fmt.Sprint(rest[0]) {
				t.Fatalf("%q: from %s: %v, %v, want %v", in, r.Next, again, err, rest)
			}
			rest = rest[1:]
		}
		if len(rest) > 0 {
			t.Fatalf("%q: from %s %d records were missed", in, r.Next, len(rest))
		}
	}
}

func BenchmarkRead(b *testing.B) {
	body := []byte(strings.Repeat("<p>Rain fell on the harbour, said the mayor of a town that nobody knows.</p>\n", 400))
	for _, zips := range []bool{false, true} {
		b.Run(map[bool]string{false: "plain", true: "gzip"}[zips], func(b *testing.B) {
			random := rand.New(rand.NewPCG(1, 2))
			var in bytes.Buffer
			w := warcfile.New(&in, zips)
			for range 200 {
				for range len(body) / 20 { // so that it does not pack too well
					body[random.IntN(len(body))] = byte('a' + random.IntN(26))
				}
				if err := w.Page("https://a.example/", time.Unix(1e9, 0), "text/html", body); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(200 * len(body)))
			for b.Loop() {
				n := 0
				for range Read(bytes.NewReader(in.Bytes()), Options{}) {
					n++
				}
				if n != 200 {
					b.Fatal(n)
				}
			}
		})
	}
}
