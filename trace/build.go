package trace

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"time"

	"github.com/onrecord/onrecord/trace/words"
)

// builder gathers transcripts and encodes them as a segment.
type builder struct {
	docs    []building
	byID    map[string]int
	numbers map[uint32]uint32 // of each word, in order of first sight
	hashes  []uint32          // of the words, by number
	counts  []uint32          // how often each stands in a transcript that counts
	row     []uint32          // the transcripts' words by number
	scratch []words.Word
}

// building is a transcript that a builder holds.
type building struct {
	id    string
	day   int32
	names []uint32
	start int // in row
	end   int
	gone  bool // a later one has its ID
}

func newBuilder() *builder {
	return &builder{byID: map[string]int{}, numbers: map[uint32]uint32{}}
}

// read adds a transcript.
func (b *builder) read(d Doc) {
	b.begin(d.ID, dayOf(d.Day), namesOf(d.Speakers))
	b.scratch = words.Said(b.scratch[:0], d.Text)
	for _, w := range b.scratch {
		b.word(w.Hash)
	}
	b.finish()
}

// remove adds the mark that an ID is removed.
func (b *builder) remove(id string) {
	b.begin(id, removedDoc, nil)
	b.finish()
}

func (b *builder) begin(id string, day int32, names []uint32) {
	if old, ok := b.byID[id]; ok {
		d := &b.docs[old]
		d.gone = true
		for _, n := range b.row[d.start:d.end] {
			b.counts[n]--
		}
	}
	b.byID[id] = len(b.docs)
	b.docs = append(b.docs, building{id: id, day: day, names: names, start: len(b.row)})
}

func (b *builder) word(hash uint32) {
	n, ok := b.numbers[hash]
	if !ok {
		n = uint32(len(b.hashes))
		b.numbers[hash] = n
		b.hashes = append(b.hashes, hash)
		b.counts = append(b.counts, 0)
	}
	b.counts[n]++
	b.row = append(b.row, n)
}

func (b *builder) finish() { b.docs[len(b.docs)-1].end = len(b.row) }

// encode gives the segment.
func (b *builder) encode() ([]byte, error) {
	b.docs = slices.DeleteFunc(b.docs, func(d building) bool { return d.gone })
	ranks, counts := b.rank()
	if len(counts) > largestCode {
		return nil, ErrTooLarge
	}
	out := make([]byte, headerSize)
	var n [numbers]uint64
	n[sections] = uint64(len(b.docs))
	section := 0
	add := func(data []byte) {
		out = append(out, data...)
		n[section] = uint64(len(data))
		section++
	}
	row, starts, runs := b.encodeRow(ranks)
	if len(row) > math.MaxUint32 || len(runs) > math.MaxUint32 {
		return nil, ErrTooLarge
	}
	docs, ids, names := b.encodeDocs(starts)
	if len(ids) > math.MaxUint32 || len(names) > math.MaxUint32 {
		return nil, ErrTooLarge
	}
	add(docs)
	add(ids)
	add(names)
	vocab, byHash := b.encodeVocab(ranks)
	add(vocab)
	add(byHash)
	add(numbers32(counts))
	add(row)
	buckets, width := bucketBits(len(runs)), widthOf(len(row))
	table, places := encodeTable(runs, buckets, width)
	add(table)
	add(places)
	for _, d := range b.docs {
		n[sections+1] += uint64(d.end - d.start)
	}
	n[sections+2], n[sections+3], n[sections+4] = uint64(len(runs)), uint64(buckets), uint64(width)
	for i, v := range n {
		binary.LittleEndian.PutUint64(out[checkedAt+8*i:], v)
	}
	copy(out, magic)
	binary.LittleEndian.PutUint32(out[len(magic):], version)
	binary.LittleEndian.PutUint32(out[len(magic)+4:], checksum(out))
	return out, nil
}

// rank numbers the words by frequency, from 1, those of equal frequency by
// hash; those that no transcript has are left out, with 0. counts are by rank.
func (b *builder) rank() (ranks, counts []uint32) {
	order := make([]uint32, 0, len(b.hashes))
	for n, count := range b.counts {
		if count > 0 {
			order = append(order, uint32(n))
		}
	}
	slices.SortFunc(order, func(x, y uint32) int {
		return cmp.Or(cmp.Compare(b.counts[y], b.counts[x]), cmp.Compare(b.hashes[x], b.hashes[y]))
	})
	ranks, counts = make([]uint32, len(b.hashes)), make([]uint32, 1, len(order)+1)
	for i, n := range order {
		ranks[n] = uint32(i) + 1
		counts = append(counts, b.counts[n])
	}
	return ranks, counts
}

// run is one run of words for the table.
type run struct{ hash, place uint32 }

// encodeRow writes the row, with where each transcript starts in it and the
// row ends, and gives the runs in it.
func (b *builder) encodeRow(ranks []uint32) (row []byte, starts []uint32, runs []run) {
	row = make([]byte, 0, 2*len(b.row)+len(b.docs)+1)
	row = append(row, tag|endOfDoc)
	runs = make([]run, 0, len(b.row)/stride+1)
	for _, d := range b.docs {
		starts = append(starts, uint32(len(row)))
		words := b.row[d.start:d.end]
		for i, n := range words {
			if i%stride == 0 && i+shingle <= len(words) {
				runs = append(runs, run{runHash(b.hashes[n], b.hashes[words[i+1]], b.hashes[words[i+2]]), uint32(len(row))})
			}
			row = appendCode(row, ranks[n])
		}
		row = append(row, tag|endOfDoc)
	}
	return row, append(starts, uint32(len(row))), runs
}

func (b *builder) encodeDocs(starts []uint32) (docs, ids, names []byte) {
	put := func(v uint32) { docs = binary.LittleEndian.AppendUint32(docs, v) }
	for i, d := range append(slices.Clip(b.docs), building{}) {
		put(starts[i])
		put(uint32(d.end - d.start))
		put(uint32(d.day))
		put(uint32(len(ids)))
		put(uint32(len(names) / 4))
		ids = append(ids, d.id...)
		names = append(names, numbers32(d.names)...)
	}
	return docs, ids, names
}

// encodeVocab gives the words' hashes ascending, and the rank of each.
func (b *builder) encodeVocab(ranks []uint32) (vocab, byHash []byte) {
	var order []uint32
	for n, rank := range ranks {
		if rank > 0 {
			order = append(order, uint32(n))
		}
	}
	slices.SortFunc(order, func(x, y uint32) int { return cmp.Compare(b.hashes[x], b.hashes[y]) })
	for _, n := range order {
		vocab = binary.LittleEndian.AppendUint32(vocab, b.hashes[n])
		byHash = binary.LittleEndian.AppendUint32(byHash, ranks[n])
	}
	return vocab, byHash
}

// bucketBits is how many bits number the buckets: two to six runs stand in each.
func bucketBits(runs int) int { return min(31, widthOf(max(2, runs/6))) }

// encodeTable sorts the runs into buckets, by counting.
func encodeTable(runs []run, bits, width int) (table, places []byte) {
	starts := make([]uint32, 1<<bits+1)
	for _, r := range runs {
		starts[r.hash>>(32-bits)+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	table = numbers32(starts)
	sorted := make([]uint32, len(runs))
	for _, r := range runs {
		at := &starts[r.hash>>(32-bits)]
		sorted[*at] = r.place
		*at++
	}
	places = make([]byte, placesSize(len(runs), width))
	for i, place := range sorted {
		bit := i * width
		word := places[bit/8:]
		binary.LittleEndian.PutUint64(word, binary.LittleEndian.Uint64(word)|uint64(place)<<(bit%8))
	}
	return table, places
}

func numbers32(in []uint32) []byte {
	out := make([]byte, 4*len(in))
	for i, v := range in {
		binary.LittleEndian.PutUint32(out[4*i:], v)
	}
	return out
}

// dayOf counts a day from 1970.
func dayOf(day string) int32 {
	if len(day) < len(time.DateOnly) {
		return unknownDay
	}
	t, err := time.Parse(time.DateOnly, day[:len(time.DateOnly)])
	if err != nil {
		return unknownDay
	}
	return int32(t.Unix() / (24 * 60 * 60))
}
