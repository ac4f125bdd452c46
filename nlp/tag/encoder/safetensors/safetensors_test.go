package safetensors

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
)

func file(header string, body []byte) []byte {
	data := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(data, header...), body...)
}

func TestReadGivesTensorsAndMetadata(t *testing.T) {
	body := []byte{0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0, 0xff, 7, 0, 0x3c, 1, 0, 0, 0xfc, 0, 0x80}
	f, err := Read(file(`{"__metadata__":{"a":"b"},
		"bytes":{"dtype":"I8","shape":[2,1],"data_offsets":[8,10]},
		"none":{"dtype":"F32","shape":[3,0],"data_offsets":[8,8]},
		"none8":{"dtype":"I8","shape":[0],"data_offsets":[18,18]},
		"halves":{"dtype":"F16","shape":[4],"data_offsets":[10,18]},
		"floats":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  `, body))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, x := range f.Tensors {
		names = append(names, x.Name)
	}
	if want := []string{"floats", "none", "bytes", "halves", "none8"}; !slices.Equal(names, want) || f.Metadata["a"] != "b" {
		t.Errorf("order %v, metadata %v", names, f.Metadata)
	}
	floats, _ := f.Tensor("floats")
	if x, ok := floats.Floats(); !ok || !slices.Equal(x, []float32{1, -2.5}) || floats.Type != "F32" || !slices.Equal(floats.Shape, []int{2}) {
		t.Errorf("floats: %v", x)
	}
	bytes, _ := f.Tensor("bytes")
	if x, ok := bytes.Int8s(); !ok || !slices.Equal(x, []int8{-1, 7}) {
		t.Errorf("bytes: %v", x)
	}
	halves, _ := f.Tensor("halves")
	want := []float32{1, 1.0 / (1 << 24), float32(math.Inf(-1)), 0}
	if x, ok := halves.Floats(); !ok || !slices.Equal(x, want) || !math.Signbit(float64(x[3])) {
		t.Errorf("halves: %v", x)
	}
	if _, ok := bytes.Floats(); ok {
		t.Error("bytes were read as floats")
	}
	if _, ok := floats.Int8s(); ok {
		t.Error("floats were read as bytes")
	}
	if _, ok := f.Tensor("other"); ok {
		t.Error("a tensor that is not there")
	}
}

func TestReadRefuses(t *testing.T) {
	one := func(entry string) string { return `{"x":` + entry + `}` }
	for name, c := range map[string]struct {
		header string
		body   int
	}{
		"no object":        {`[]`, 0},
		"space before":     {` {}`, 0},
		"bytes after":      {`{}{}`, 0},
		"cut short":        {`{"x":`, 0},
		"repeated name":    {`{"x":{"dtype":"I8","shape":[0],"data_offsets":[0,0]},"x":{"dtype":"I8","shape":[0],"data_offsets":[0,0]}}`, 0},
		"unknown field":    {one(`{"dtype":"I8","shape":[1],"data_offsets":[0,1],"more":1}`), 1},
		"unknown type":     {one(`{"dtype":"I9","shape":[1],"data_offsets":[0,1]}`), 1},
		"no shape":         {one(`{"dtype":"I8","data_offsets":[0,1]}`), 1},
		"no offsets":       {one(`{"dtype":"I8","shape":[0]}`), 0},
		"null":             {one(`null`), 0},
		"wrong size":       {one(`{"dtype":"F32","shape":[1],"data_offsets":[0,1]}`), 1},
		"negative shape":   {one(`{"dtype":"I8","shape":[-1],"data_offsets":[0,1]}`), 1},
		"overflowing":      {one(`{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,4]}`), 4},
		"offsets turned":   {one(`{"dtype":"I8","shape":[1],"data_offsets":[1,0]}`), 1},
		"negative offset":  {one(`{"dtype":"I8","shape":[1],"data_offsets":[-1,0]}`), 1},
		"beyond the end":   {one(`{"dtype":"I8","shape":[2],"data_offsets":[0,2]}`), 1},
		"hole":             {one(`{"dtype":"I8","shape":[1],"data_offsets":[1,2]}`), 2},
		"data left":        {one(`{"dtype":"I8","shape":[1],"data_offsets":[0,1]}`), 2},
		"overlap":          {`{"x":{"dtype":"I8","shape":[2],"data_offsets":[0,2]},"y":{"dtype":"I8","shape":[2],"data_offsets":[1,3]}}`, 3},
		"same place":       {`{"x":{"dtype":"I8","shape":[1],"data_offsets":[0,1]},"y":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}`, 1},
		"metadata number":  {`{"__metadata__":{"a":1}}`, 0},
		"metadata null":    {`{"__metadata__":{"a":null}}`, 0},
		"metadata a list":  {`{"__metadata__":[]}`, 0},
		"shape of strings": {one(`{"dtype":"I8","shape":["1"],"data_offsets":[0,1]}`), 1},
	} {
		if _, err := Read(file(c.header, make([]byte, c.body))); err == nil {
			t.Errorf("%s: was read", name)
		}
	}
	for name, data := range map[string]string{
		"empty":             "",
		"half a length":     "\x02\x00",
		"length too large":  "\xff\xff\xff\xff\xff\xff\xff\xff{}",
		"length beyond end": "\x03\x00\x00\x00\x00\x00\x00\x00{}",
	} {
		if _, err := Read([]byte(data)); err == nil {
			t.Errorf("%s: was read", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(file(`{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, make([]byte, 4)))
	f.Add(file(`{"__metadata__":{"a":"b"},"x":{"dtype":"F16","shape":[2,0],"data_offsets":[0,0]},"y":{"dtype":"I8","shape":[],"data_offsets":[0,1]}}`, make([]byte, 1)))
	f.Add(file(`{"x":{"dtype":"BOOL","shape":[1,99999999,0],"data_offsets":[0,0]}}`+strings.Repeat(" ", 9), nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		read, err := Read(data)
		if err != nil {
			return
		}
		// The tensors tile the data section and their sizes are what they say.
		at := 8 + int(binary.LittleEndian.Uint64(data))
		for _, x := range read.Tensors {
			count := elementSize[x.Type]
			for _, n := range x.Shape {
				count *= n
			}
			if count != len(x.Data) || len(x.Data) > 0 && &x.Data[0] != &data[at] {
				t.Fatalf("%s: %d bytes, want %d", x.Name, len(x.Data), count)
			}
			at += len(x.Data)
			if floats, ok := x.Floats(); ok && len(floats)*elementSize[x.Type] != count {
				t.Fatalf("%s: %d floats", x.Name, len(floats))
			}
			if bytes, ok := x.Int8s(); ok && len(bytes) != count {
				t.Fatalf("%s: %d bytes", x.Name, len(bytes))
			}
		}
		if at != len(data) {
			t.Fatalf("tensors end at %d of %d", at, len(data))
		}
	})
}
