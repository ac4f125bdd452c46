package sqlite

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"runtime"

	"github.com/klauspost/compress/zstd"

	"github.com/onrecord/onrecord"
)

// maxRecord bounds what is decompressed: a damaged file must not take all
// memory.
const maxRecord = 512 << 20

// dictionary is what the compressor knows before the first byte: the record
// of samples/harbour.html as it would be stored. It is part of the file's
// format: another one needs another number, and the old one for reading.
//
//go:embed dictionary.txt
var dictionary string

const dictionaryID = 1

// codec compresses records: the text, then the published JSON without the
// text, with the length of the text and the place that it was cut out of in
// front. Names stand in both, so that one makes the other short.
type codec struct {
	in  *zstd.Decoder
	out *zstd.Encoder
}

func newCodec() (*codec, error) {
	out, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderCRC(true),
		zstd.WithEncoderDictRaw(dictionaryID, []byte(dictionary)))
	if err != nil {
		return nil, err
	}
	in, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxRecord), zstd.WithDecoderConcurrency(runtime.GOMAXPROCS(0)),
		zstd.WithDecoderDictRaw(dictionaryID, []byte(dictionary)))
	return &codec{in, out}, err
}

// encode gives a record's stored form.
func (c *codec) encode(r onrecord.Record) ([]byte, error) {
	whole, err := r.MarshalJSON()
	if err != nil {
		return nil, err
	}
	quoted, err := quote(r.Article.Text)
	if err != nil {
		return nil, err
	}
	at := bytes.Index(whole, append([]byte(`"text":`), quoted...))
	if at < 0 {
		return nil, errors.New("the record's JSON does not hold its text")
	}
	at += len(`"text":`)
	out := binary.AppendUvarint(nil, uint64(len(r.Article.Text)))
	out = binary.AppendUvarint(out, uint64(at))
	out = append(append(append(out, r.Article.Text...), whole[:at]...), whole[at+len(quoted):]...)
	return c.out.EncodeAll(out, nil), nil
}

// quote is a text as it stands in a record's JSON.
func quote(text string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(text)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// parts are a stored record's text and the two halves of its JSON.
func (c *codec) parts(stored []byte) (text string, before, after []byte, err error) {
	b, err := c.in.DecodeAll(stored, nil)
	if err != nil {
		return "", nil, nil, err
	}
	length, n := binary.Uvarint(b)
	b = b[max(n, 0):]
	at, m := binary.Uvarint(b)
	b = b[max(m, 0):]
	if n <= 0 || m <= 0 || length > uint64(len(b)) || at > uint64(len(b))-length {
		return "", nil, nil, errors.New("the record is damaged")
	}
	rest := b[length:]
	return string(b[:length]), rest[:at], rest[at:], nil
}

// text gives the text of a stored record.
func (c *codec) text(stored []byte) (string, error) {
	text, _, _, err := c.parts(stored)
	return text, err
}

// decode gives the record.
func (c *codec) decode(stored []byte) (onrecord.Record, error) {
	var r onrecord.Record
	text, before, after, err := c.parts(stored)
	if err != nil {
		return r, err
	}
	quoted, err := quote(text)
	if err != nil {
		return r, err
	}
	return r, r.UnmarshalJSON(bytes.Join([][]byte{before, quoted, after}, nil))
}

// statements reads some of a record's statements, by position, and its text,
// without the rest: a page of hits shows one statement of each of many long
// records.
func (c *codec) statements(stored []byte, positions []int) (string, []onrecord.Statement, error) {
	text, before, after, err := c.parts(stored)
	if err != nil {
		return "", nil, err
	}
	var parts struct {
		Format     int               `json:"format"`
		Statements []json.RawMessage `json:"statements"`
	}
	if err := json.Unmarshal(bytes.Join([][]byte{before, []byte("null"), after}, nil), &parts); err != nil {
		return "", nil, err
	}
	chosen := make([]json.RawMessage, 0, len(positions))
	for _, p := range positions {
		if p >= len(parts.Statements) {
			return "", nil, errors.New("an index does not fit its record")
		}
		chosen = append(chosen, parts.Statements[p])
	}
	small, err := json.Marshal(map[string]any{"format": parts.Format, "article": map[string]string{"text": text}, "statements": chosen})
	if err != nil {
		return "", nil, err
	}
	var r onrecord.Record
	err = r.UnmarshalJSON(small)
	return text, r.Statements, err
}
