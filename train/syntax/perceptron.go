package main

import (
	"encoding/binary"
	"sort"
)

// perceptron is an averaged multi-class perceptron over hashed features.
type perceptron struct {
	classes int
	rows    map[uint32]*row
	step    int32
}

type row struct {
	now, sum []float32
	at       []int32
	seen     int
}

func newPerceptron(classes int) *perceptron {
	return &perceptron{classes: classes, rows: map[uint32]*row{}}
}

func (p *perceptron) scores(keys []uint32, into []float32) {
	clear(into)
	for _, k := range keys {
		if r := p.rows[k]; r != nil && r.now != nil {
			for c, v := range r.now {
				into[c] += v
			}
		}
	}
}

// see counts the features, for pruning.
func (p *perceptron) see(keys []uint32) {
	for _, k := range keys {
		r := p.rows[k]
		if r == nil {
			r = &row{}
			p.rows[k] = r
		}
		r.seen++
	}
}

func (p *perceptron) update(keys []uint32, right, wrong int) {
	for _, k := range keys {
		r := p.rows[k]
		if r == nil {
			r = &row{}
			p.rows[k] = r
		}
		if r.now == nil {
			r.now, r.sum, r.at = make([]float32, p.classes), make([]float32, p.classes), make([]int32, p.classes)
		}
		r.add(right, 1, p.step)
		r.add(wrong, -1, p.step)
	}
}

func (r *row) add(class int, by float32, step int32) {
	r.sum[class] += r.now[class] * float32(step-r.at[class])
	r.at[class] = step
	r.now[class] += by
}

// quantise writes the averaged weights of features seen at least least times
// as one byte each, where they come to floor or more after scaling.
func (p *perceptron) quantise(scale float32, floor, least int) []byte {
	keys := make([]uint32, 0, len(p.rows))
	for k := range p.rows {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	body := make([]byte, 4)
	n := uint32(0)
	for _, k := range keys {
		r := p.rows[k]
		if r.seen < least || r.now == nil {
			continue
		}
		var pairs []byte
		for c := range r.now {
			r.add(c, 0, p.step)
			v := r.sum[c] / float32(p.step) * scale
			q := max(-127, min(127, int(v)))
			if q >= floor || q <= -floor {
				pairs = append(pairs, byte(c), byte(int8(q)))
			}
		}
		if len(pairs) == 0 {
			continue
		}
		n++
		body = binary.LittleEndian.AppendUint32(body, k)
		body = append(append(body, byte(len(pairs)/2)), pairs...)
	}
	binary.LittleEndian.PutUint32(body, n)
	return body
}
