package syntax

import (
	"encoding/binary"
	"errors"
)

// table holds the sparse weights of a perceptron by the hashes of features.
type table struct {
	slots   []slot // open addressing; key 0 is free
	weights []weight
	mask    uint32
	// A bit for each key's low bits: most features are in no table, and this
	// much smaller one says so without a miss of the cache.
	seen []uint64
}

type slot struct{ key, start, end uint32 }

type weight struct {
	class uint8
	value int8
}

var errDamaged = errors.New("syntax: the weights are damaged")

// readTable reads weights: a count of features, then for each its hash (4
// bytes, little endian), the number of weights, and class and value (1 byte
// each). Classes are below classes.
func readTable(data []byte, classes int) (*table, error) {
	if len(data) < 4 {
		return nil, errDamaged
	}
	n := int(binary.LittleEndian.Uint32(data))
	data = data[4:]
	if n > len(data)/7 {
		return nil, errDamaged
	}
	size := uint32(2)
	for size < uint32(2*n) {
		size *= 2
	}
	t := &table{slots: make([]slot, size), mask: size - 1, seen: make([]uint64, max(1, size/8))}
	for range n {
		if len(data) < 5 {
			return nil, errDamaged
		}
		key, count := binary.LittleEndian.Uint32(data), int(data[4])
		data = data[5:]
		if key == 0 || len(data) < 2*count {
			return nil, errDamaged
		}
		bit := key >> 3 % uint32(64*len(t.seen))
		t.seen[bit/64] |= 1 << (bit % 64)
		at := key & t.mask
		for t.slots[at].key != 0 {
			at = (at + 1) & t.mask
		}
		start := uint32(len(t.weights))
		for i := range count {
			if int(data[2*i]) >= classes {
				return nil, errDamaged
			}
			t.weights = append(t.weights, weight{data[2*i], int8(data[2*i+1])})
		}
		t.slots[at] = slot{key, start, uint32(len(t.weights))}
		data = data[2*count:]
	}
	return t, nil
}

// row is the weights of a feature, none where it is not known.
func (t *table) row(key uint32) []weight {
	if bit := key >> 3 & uint32(64*len(t.seen)-1); t.seen[bit/64]>>(bit%64)&1 == 0 {
		return nil
	}
	for at := key & t.mask; t.slots[at].key != 0; at = (at + 1) & t.mask {
		if t.slots[at].key == key {
			return t.weights[t.slots[at].start:t.slots[at].end]
		}
	}
	return nil
}
