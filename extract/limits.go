package extract

import (
	"bytes"
	"strings"
	"time"
)

// The limits of one page. They are constants and not options, so that the
// same bytes end in the same article or failure everywhere.
const (
	maxBytes     = 32 << 20         // of a page; more is too_large
	maxTags      = 400_000          // "<" in a page; more is too_large
	defaultLimit = 30 * time.Second // where the context has no earlier deadline
)

// magic is what the bytes of formats begin with that are not text.
var magic = []string{
	"%PDF-", "PK\x03\x04", "PK\x05\x06", "\x89PNG\r\n", "\xff\xd8\xff", "GIF87a", "GIF89a", "Rar!\x1a", "\x1f\x8b\x08",
	"7z\xbc\xaf\x27\x1c", "BZh91AY", "\xfd7zXZ\x00", "OggS", "fLaC", "ID3\x02", "ID3\x03", "ID3\x04", "\x7fELF", "wOFF", "wOF2", "SQLite format 3\x00",
	"\xd0\xcf\x11\xe0", "MZ\x90\x00", "II*\x00", "MM\x00*", "\x28\xb5\x2f\xfd", "{\\rtf", "\x00asm", "\x1aE\xdf\xa3",
}

// notText tells whether the bytes are of a format that is no text for people:
// by their first bytes, by a share of control characters that no text has, or
// by what the server says that they are.
func notText(body []byte, contentType string) bool {
	head := body[:min(len(body), 8192)]
	for _, m := range magic {
		if bytes.HasPrefix(head, []byte(m)) {
			return true
		}
	}
	if len(head) > 12 && (string(head[4:8]) == "ftyp" || string(head[:4]) == "RIFF" && head[8] >= 'A') {
		return true
	}
	if utf16Order(body) != nil {
		return false
	}
	control := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b || c == 0x7f {
			control++
		}
	}
	if control*20 > len(head) {
		return true
	}
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	media, sub, _ := strings.Cut(strings.TrimSpace(kind), "/")
	switch media {
	case "image", "audio", "video", "font":
		return !bytes.Contains(head, []byte("<"))
	}
	switch sub {
	case "css", "javascript", "x-javascript", "ecmascript", "json":
		return !bytes.Contains(bytes.ToLower(head), []byte("<html")) // servers mislabel pages
	}
	return false
}
