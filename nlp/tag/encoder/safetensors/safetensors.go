// Package safetensors reads the safetensors format: named tensors in one file.
//
// Input is the whole file in memory; output are views of it, checked. The
// reader is strict: what the format's description
// (https://huggingface.co/docs/safetensors) forbids is an error, holes and
// overlaps included. It neither writes files nor maps them, and of the element
// types it decodes only those that a caller here needs (F32, F16, I8).
package safetensors

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unsafe"
)

// maxHeader bounds the header, as the reference implementation does.
const maxHeader = 100 << 20

// elementSize gives the bytes of an element of each type of the format.
var elementSize = map[string]int{
	"BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "I16": 2, "U16": 2, "F16": 2, "BF16": 2,
	"I32": 4, "U32": 4, "F32": 4, "F64": 8, "I64": 8, "U64": 8,
}

// Tensor is one named array. Data is part of the file, little-endian, rows
// last; its length fits Type and Shape.
type Tensor struct {
	Name  string
	Type  string // as the format spells it: F32, F16, I8, …
	Shape []int
	Data  []byte
}

// File is a read file: its tensors in the order of their data.
type File struct {
	Metadata map[string]string // never nil
	Tensors  []Tensor
	byName   map[string]int
}

// Tensor finds a tensor by name.
func (f *File) Tensor(name string) (Tensor, bool) {
	i, ok := f.byName[name]
	if !ok {
		return Tensor{}, false
	}
	return f.Tensors[i], true
}

type entry struct {
	Type    string    `json:"dtype"`
	Shape   []int64   `json:"shape"`
	Offsets *[2]int64 `json:"data_offsets"`
}

// Read parses a file. The result refers to data, which must not be changed
// afterwards.
func Read(data []byte) (*File, error) {
	if len(data) < 8 {
		return nil, errors.New("safetensors: shorter than its length field")
	}
	size := binary.LittleEndian.Uint64(data)
	if size > maxHeader || size > uint64(len(data)-8) {
		return nil, fmt.Errorf("safetensors: header of %d bytes does not fit", size)
	}
	header, body := data[8:8+size], data[8+size:]
	f := &File{Metadata: map[string]string{}, byName: map[string]int{}}
	starts := map[string]int64{}
	err := eachField(header, func(name string, value json.RawMessage) error {
		if name == "__metadata__" {
			return eachField(value, func(key string, value json.RawMessage) error {
				var s *string
				if err := json.Unmarshal(value, &s); err != nil || s == nil {
					return fmt.Errorf("metadata %q is not a string", key)
				}
				f.Metadata[key] = *s
				return nil
			})
		}
		t, start, err := tensor(name, value, body)
		f.Tensors = append(f.Tensors, t)
		starts[name] = start
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("safetensors: %w", err)
	}
	// Empty tensors come before the one that starts at the same place.
	slices.SortFunc(f.Tensors, func(a, b Tensor) int {
		if c := starts[a.Name] - starts[b.Name]; c != 0 {
			return int(max(-1, min(1, c)))
		}
		if c := len(a.Data) - len(b.Data); c != 0 {
			return c
		}
		return strings.Compare(a.Name, b.Name)
	})
	var end int64
	for i, t := range f.Tensors {
		if starts[t.Name] != end {
			return nil, fmt.Errorf("safetensors: %q leaves a hole or overlaps the tensor before it", t.Name)
		}
		end += int64(len(t.Data))
		f.byName[t.Name] = i
	}
	if end != int64(len(body)) {
		return nil, errors.New("safetensors: data that belongs to no tensor")
	}
	return f, nil
}

// eachField calls f for every field of a JSON object, and fails on anything
// else, on a repeated name and on what follows the object besides spaces.
func eachField(object []byte, f func(name string, value json.RawMessage) error) error {
	if len(object) == 0 || object[0] != '{' {
		return errors.New("not a JSON object")
	}
	d := json.NewDecoder(bytes.NewReader(object))
	if _, err := d.Token(); err != nil {
		return err
	}
	seen := map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return err
		}
		name, ok := token.(string)
		if !ok || seen[name] {
			return fmt.Errorf("field %q is repeated or no name", name)
		}
		seen[name] = true
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return err
		}
		if err := f(name, value); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return err
	}
	if rest := object[d.InputOffset():]; len(bytes.TrimLeft(rest, " \t\r\n")) > 0 {
		return errors.New("bytes after the JSON object")
	}
	return nil
}

// tensor checks one entry against the data section and gives its offset.
func tensor(name string, value json.RawMessage, body []byte) (Tensor, int64, error) {
	d := json.NewDecoder(bytes.NewReader(value))
	d.DisallowUnknownFields()
	var e entry
	if err := d.Decode(&e); err != nil {
		return Tensor{}, 0, fmt.Errorf("%q: %w", name, err)
	}
	size, known := elementSize[e.Type]
	if !known || e.Shape == nil || e.Offsets == nil {
		return Tensor{}, 0, fmt.Errorf("%q: dtype %q, shape or data_offsets are missing or unknown", name, e.Type)
	}
	start, end := e.Offsets[0], e.Offsets[1]
	if start < 0 || end < start || end > int64(len(body)) {
		return Tensor{}, 0, fmt.Errorf("%q: data_offsets outside of the file", name)
	}
	t := Tensor{Name: name, Type: e.Type, Shape: make([]int, len(e.Shape)), Data: body[start:end:end]}
	count := int64(size)
	for i, n := range e.Shape {
		// A dimension of 0 makes the product 0, whatever the others are.
		if n < 0 || n > math.MaxInt32 || count > 0 && n > math.MaxInt64/count {
			return Tensor{}, 0, fmt.Errorf("%q: shape out of range", name)
		}
		count *= n
		t.Shape[i] = int(n)
	}
	if count != end-start {
		return Tensor{}, 0, fmt.Errorf("%q: %d bytes of data for %d", name, end-start, count)
	}
	return t, start, nil
}

// Floats decodes F32 and F16; ok is false for other types.
func (t Tensor) Floats() (x []float32, ok bool) {
	switch t.Type {
	case "F32":
		x = make([]float32, len(t.Data)/4)
		for i := range x {
			x[i] = math.Float32frombits(binary.LittleEndian.Uint32(t.Data[4*i:]))
		}
	case "F16":
		x = make([]float32, len(t.Data)/2)
		for i := range x {
			x[i] = half(binary.LittleEndian.Uint16(t.Data[2*i:]))
		}
	default:
		return nil, false
	}
	return x, true
}

// Int8s views I8 data without a copy; ok is false for other types.
func (t Tensor) Int8s() (x []int8, ok bool) {
	if t.Type != "I8" {
		return nil, false
	}
	if len(t.Data) == 0 {
		return []int8{}, true
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&t.Data[0])), len(t.Data)), true
}

// half widens IEEE 754 binary16.
func half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10)&31, uint32(h)&1023
	switch {
	case exponent == 31:
		return math.Float32frombits(sign | 255<<23 | fraction<<13)
	case exponent > 0:
		return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
	}
	v := float32(fraction) / (1 << 24)
	if sign != 0 {
		v = -v
	}
	return v
}
