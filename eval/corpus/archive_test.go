package corpus

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"
)

func warc(kind, uri, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, len(block), block)
}

func gzipped(t *testing.T, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		if _, err := io.WriteString(z, p); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestArchive(t *testing.T) {
	page := "<p>Rain fell.</p>"
	answer := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
	chunked := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n<p>Rain \r\n9;x=1\r\nfell.</p>\r\n0\r\n\r\n"
	wrongChunks := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + page
	packed := "HTTP/1.0 200 OK\nContent-Encoding: gzip\n\n" + gzipped(t, page)
	arc := "filedesc://x.arc 0.0.0.0 20200101000000 text/plain 4\nv 1\n\nhttp://a.example/my page 1.2.3.4 20200101000000 text/html " +
		fmt.Sprint(len(answer)) + "\n" + answer + "\n"
	for _, c := range []struct {
		name, in string
		want     []string // bodies
		err      string
	}{
		{"response", warc("warcinfo", "", "x") + warc("request", "u", "GET /") + warc("response", "u", answer), []string{page}, ""},
		{"a gzip member for each record", gzipped(t, warc("response", "u", answer), warc("response", "u", answer)), []string{page, page}, ""},
		{"chunks", warc("response", "u", chunked), []string{page}, ""},
		{"chunks that are none", warc("response", "u", wrongChunks), []string{page}, ""},
		{"compressed answer", warc("response", "u", packed), []string{page}, ""},
		{"resource", warc("resource", "u", page), []string{page}, ""},
		{"arc with a space in the address", arc, []string{page}, ""},
		{"cut short", warc("response", "u", answer)[:len(warc("response", "u", answer))-10], []string{page[:len(page)-6]}, "record 1: unexpected EOF"},
		{"no archive", "<html>", nil, "record 1: "},
		{"no size", "WARC/1.0\r\nWARC-Type: response\r\n\r\n", nil, "record 1: Content-Length"},
		{"negative size", "filedesc://x 0 0 text/plain -1\n", nil, "record 1: "},
		{"huge size", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 9223372036854775807\r\n\r\nabc", []string{"abc"}, "unexpected EOF"},
		{"empty", "", nil, ""},
		{"blank lines", "\r\n\r\n", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := unpacked(strings.NewReader(c.in))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			message := ""
			for p, err := range Archive(r) {
				if err != nil {
					message = err.Error()
					continue
				}
				got = append(got, string(p.Body))
			}
			if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if (c.err == "") != (message == "") || !strings.Contains(message, c.err) {
				t.Errorf("error %q, want %q", message, c.err)
			}
		})
	}
}

func TestArchiveKeepsAddressAndType(t *testing.T) {
	for p, err := range Archive(strings.NewReader(warc("response", "<http://a.example/x>", "HTTP/1.1 404 Not Found\r\ncontent-type: text/plain; charset=latin1\r\n\r\nno"))) {
		if err != nil || p.URI != "http://a.example/x" || p.ContentType != "text/plain; charset=latin1" || p.Status != 404 {
			t.Errorf("%+v, %v", p, err)
		}
	}
}
