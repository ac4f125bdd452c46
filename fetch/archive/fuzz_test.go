package archive

import (
	"bytes"
	"testing"
)

func FuzzRead(f *testing.F) {
	response := warc("response", "u", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
	f.Add([]byte(response))
	f.Add([]byte("filedesc://x 0 20200101000000 text/plain 2\nab\nhttp://a b 0 20200101000000 text/html 3\nabc\n"))
	f.Add([]byte("WARC/1.0\nContent-Length: 99999999999\n\nx" + response))
	f.Add([]byte(gzipped(f, response, response)))
	f.Add([]byte(gzipped(f, response[:60], response[60:]+response)))
	f.Fuzz(func(t *testing.T, in []byte) {
		kept := 0
		for r := range Read(noSeeker{bytes.NewReader(in)}, Options{MaxBody: 1 << 16}) {
			if len(r.Body) > 1<<16 {
				t.Fatalf("a body of %d bytes", len(r.Body))
			}
			kept += len(r.Body)
		}
		if !bytes.Contains(in, []byte{0x1f, 0x8b}) && !bytes.Contains(bytes.ToLower(in), []byte("encoding")) && kept > len(in) {
			t.Fatalf("%d bytes out of %d", kept, len(in))
		}
		checkResume(t, in)
	})
}
