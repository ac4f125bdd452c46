package sqlite

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"runtime"

	"github.com/klauspost/compress/zstd"

	"github.com/onrecord/onrecord"
)

// maxText bounds what is decompressed: a damaged file must not take all memory.
const maxText = 256 << 20

// codec keeps a record as two compressed parts: its text, and its published
// JSON without the text, with the offset that the text belongs at in front.
type codec struct {
	in  *zstd.Decoder
	out *zstd.Encoder
}

func newCodec() (*codec, error) {
	out, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, err
	}
	in, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxText), zstd.WithDecoderConcurrency(runtime.GOMAXPROCS(0)))
	return &codec{in, out}, err
}

// encode gives the two parts of a record.
func (c *codec) encode(r onrecord.Record) (text, rest []byte, err error) {
	whole, err := r.MarshalJSON()
	if err != nil {
		return nil, nil, err
	}
	quoted, err := quoteText(r.Article.Text)
	if err != nil {
		return nil, nil, err
	}
	mark := append([]byte(`"text":`), quoted...)
	at := bytes.Index(whole, mark)
	if at < 0 {
		return nil, nil, errors.New("the record's JSON does not hold its text")
	}
	at += len(`"text":`)
	rest = binary.AppendUvarint(nil, uint64(at))
	rest = append(append(rest, whole[:at]...), whole[at+len(quoted):]...)
	return c.out.EncodeAll([]byte(r.Article.Text), nil), c.out.EncodeAll(rest, nil), nil
}

func quoteText(text string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(text)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// text gives the text of a record.
func (c *codec) text(part []byte) (string, error) {
	b, err := c.in.DecodeAll(part, nil)
	return string(b), err
}

// decode puts a record together again.
func (c *codec) decode(text, rest []byte) (onrecord.Record, error) {
	var r onrecord.Record
	t, err := c.text(text)
	if err != nil {
		return r, err
	}
	whole, err := c.json(t, rest)
	if err != nil {
		return r, err
	}
	return r, r.UnmarshalJSON(whole)
}

// json is the record's published form.
func (c *codec) json(text string, rest []byte) ([]byte, error) {
	b, err := c.in.DecodeAll(rest, nil)
	if err != nil {
		return nil, err
	}
	at, n := binary.Uvarint(b)
	if n <= 0 || at > uint64(len(b)-n) {
		return nil, errors.New("the record is damaged")
	}
	quoted, err := quoteText(text)
	if err != nil {
		return nil, err
	}
	b = b[n:]
	whole := make([]byte, 0, len(b)+len(quoted))
	return append(append(append(whole, b[:at]...), quoted...), b[at:]...), nil
}
