package sqlite

import (
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"runtime"

	"github.com/klauspost/compress/zstd"

	"github.com/onrecord/onrecord"
)

// maxRecord bounds what is decompressed: a damaged file must not take all
// memory.
const maxRecord = 512 << 20

// dictionary is what the compressor knows before the first byte: phrases that
// are frequent in English news, those that save most last; then the record of
// samples/harbour.html as it would be stored. It is part of the file's format:
// another one needs another number, and the old one for reading.
//
//go:embed dictionary.txt
var dictionary string

const dictionaryID = 1

var errDamaged = errors.New("the record is damaged")

// codec compresses records. Stored are a checksum; the spans, see spans.go,
// which do not compress; then, compressed, the text, with its length in front,
// and the published JSON with neither. Names stand in both, so that one makes
// the other short. What follows from the rest (hashes, keys) is left out, see
// bare.go.
type codec struct {
	in  *zstd.Decoder
	out *zstd.Encoder
}

func newCodec() (*codec, error) {
	out, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderCRC(false),
		zstd.WithEncoderDictRaw(dictionaryID, []byte(dictionary)))
	if err != nil {
		return nil, err
	}
	in, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxRecord), zstd.WithDecoderConcurrency(runtime.GOMAXPROCS(0)),
		zstd.WithDecoderDictRaw(dictionaryID, []byte(dictionary)))
	return &codec{in, out}, err
}

// pack gives the stored form of bytes that are read as a whole: a checksum, and
// the rest compressed.
func (c *codec) pack(plain []byte) []byte {
	return c.out.EncodeAll(plain, binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(plain)))
}

// unpack is pack turned round.
func (c *codec) unpack(stored []byte) ([]byte, error) {
	if len(stored) < 4 {
		return nil, errDamaged
	}
	plain, err := c.in.DecodeAll(stored[4:], nil)
	if err == nil && crc32.ChecksumIEEE(plain) != binary.LittleEndian.Uint32(stored) {
		err = errDamaged
	}
	return plain, err
}

// encode gives a record's stored form.
func (c *codec) encode(r onrecord.Record) ([]byte, error) {
	text := r.Article.Text
	spans, err := appendSpans(nil, &r)
	if err != nil {
		return nil, err
	}
	rest, err := bare(r).MarshalJSON()
	if err != nil {
		return nil, err
	}
	plain := append(append(binary.AppendUvarint(nil, uint64(len(text))), text...), rest...)
	sum := crc32.Update(crc32.ChecksumIEEE(spans), crc32.IEEETable, plain)
	out := binary.LittleEndian.AppendUint32(nil, sum)
	out = append(binary.AppendUvarint(out, uint64(len(spans))), spans...)
	return c.out.EncodeAll(plain, out), nil
}

// parts are a stored record's text, its spans and its JSON.
func (c *codec) parts(stored []byte) (text string, spans *spanReader, rest []byte, err error) {
	if len(stored) < 4 {
		return "", nil, nil, errDamaged
	}
	sum, b := binary.LittleEndian.Uint32(stored), stored[4:]
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) {
		return "", nil, nil, errDamaged
	}
	packed, b := b[n:n+int(size)], b[n+int(size):]
	plain, err := c.in.DecodeAll(b, nil)
	if err != nil {
		return "", nil, nil, err
	}
	length, n := binary.Uvarint(plain)
	if n <= 0 || length > uint64(len(plain)-n) || crc32.Update(crc32.ChecksumIEEE(packed), crc32.IEEETable, plain) != sum {
		return "", nil, nil, errDamaged
	}
	text = string(plain[n : n+int(length)])
	return text, &spanReader{bytes: packed, limit: len(text)}, plain[n+len(text):], nil
}

// text gives the text of a stored record.
func (c *codec) text(stored []byte) (string, error) {
	text, _, _, err := c.parts(stored)
	return text, err
}

// decode gives the record.
func (c *codec) decode(stored []byte) (onrecord.Record, error) {
	var r onrecord.Record
	text, spans, rest, err := c.parts(stored)
	if err != nil {
		return r, err
	}
	if err := r.UnmarshalJSON(rest); err != nil {
		return r, err
	}
	r.Article.Text = text
	if err := spans.fill(&r); err != nil {
		return r, err
	}
	return r, dress(&r)
}

// statements reads some of a record's statements, by position, and its text,
// without the rest: a page of hits shows one statement of each of many long
// records.
func (c *codec) statements(stored []byte, positions []int) (string, []onrecord.Statement, error) {
	text, spans, rest, err := c.parts(stored)
	if err != nil {
		return "", nil, err
	}
	var parts struct {
		Format     int               `json:"format"`
		Statements []json.RawMessage `json:"statements"`
	}
	if err := json.Unmarshal(rest, &parts); err != nil {
		return "", nil, err
	}
	chosen := make([]json.RawMessage, 0, len(positions))
	for _, p := range positions {
		if p >= len(parts.Statements) {
			return "", nil, errors.New("an index does not fit its record")
		}
		chosen = append(chosen, parts.Statements[p])
	}
	small, err := json.Marshal(map[string]any{"format": parts.Format, "statements": chosen})
	if err != nil {
		return "", nil, err
	}
	var r onrecord.Record
	if err := r.UnmarshalJSON(small); err != nil {
		return "", nil, err
	}
	all := make([]onrecord.Statement, len(parts.Statements))
	if err := spans.statements(all); err != nil {
		return "", nil, err
	}
	sum := sha256.Sum256([]byte(text))
	id := func(i int) (string, error) {
		var is struct {
			ID string `json:"id"`
		}
		err := json.Unmarshal(parts.Statements[i], &is)
		return dressID(is.ID, sum, &all[i]), err
	}
	for i, p := range positions {
		s := &r.Statements[i]
		s.Content, s.Cue, s.Source = all[p].Content, all[p].Cue, all[p].Source
		s.Conditions, s.Addressee, s.Venue = nil, nil, nil // their spans are not read
		s.ID = dressID(s.ID, sum, s)
		if s.Parent, err = dressParent(s.Parent, len(all), id); err != nil {
			return "", nil, err
		}
	}
	return text, r.Statements, nil
}
