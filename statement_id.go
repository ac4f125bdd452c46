package onrecord

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// StatementID is the ID of a statement with these spans, in bytes, in a text
// with this SHA-256: 20 hexadecimal digits. The same words at the same place
// of the same text have the same ID on every machine and in every version that
// finds them, whoever found them.
func StatementID(text [sha256.Size]byte, content, cue, source []Span) string {
	b := append([]byte(nil), text[:]...)
	for _, spans := range [][]Span{content, cue, source} {
		b = binary.LittleEndian.AppendUint64(b, uint64(len(spans)))
		for _, s := range spans {
			b = binary.LittleEndian.AppendUint64(b, uint64(s.Start))
			b = binary.LittleEndian.AppendUint64(b, uint64(s.End))
		}
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:10])
}
