package trace

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"math/bits"
)

// A segment is a header, then sections one after another, all numbers
// little-endian:
//
//	docs      for each transcript and once more for the ends: docSize bytes
//	ids       the IDs, one after another
//	names     hashes of the words of speakers' names, 4 bytes each
//	vocab     hashes of the words, ascending, 4 bytes each
//	ranks     the number that each of them has in the row, 4 bytes each
//	counts    how often each number stands in the row, 4 bytes each
//	row       endOfDoc, the words of a transcript, endOfDoc, and so on
//	table     where each bucket of hashes of runs starts in places, 4 bytes each, and the end
//	places    where in the row a run starts, width bits each, ascending within a bucket
//
// The header is magic, the version (4 bytes), CRC-32C of all that follows it (4), then
// so many 8-byte numbers: the sizes of the sections, transcripts, words in the
// row, runs, bits of a bucket's number, width.
const (
	magic   = "onrecord trace\r\n"
	version = 1

	sections   = 9
	numbers    = sections + 5
	checkedAt  = len(magic) + 8
	headerSize = checkedAt + 8*numbers

	docSize = 20 // start in the row, words, day, start in ids, start in names
	padding = 8  // bytes after places, so that any of them can be read as a number of 8 bytes
)

// shingle is how many words a run in the table has, stride how far apart the
// runs stand: any shingle+stride-1 words in a row hold one.
const (
	shingle = 3
	stride  = 2
)

// Days are counted from 1970; these two are none.
const (
	unknownDay = math.MinInt32
	removedDoc = math.MinInt32 + 1 // in the place of a day: the transcript is removed
)

// segment is a segment that is open: views into its bytes.
type segment struct {
	docs, ids, names     []byte
	vocab, ranks, counts []byte
	row                  []byte
	table, places        []byte

	size  int    // transcripts
	words uint64 // in the row
	runs  int
	bits  int // of a bucket's number
	width int // bits of a place
}

func u32(b []byte, i int) uint32 { return binary.LittleEndian.Uint32(b[4*i:]) }

// doc is one transcript of a segment.
type doc struct {
	start, end int // in the row; the words without the ends around them
	words      int
	day        int32
	ids, idsTo int
	names      int
	namesTo    int
}

func (s *segment) doc(i int) doc {
	at := func(i, field int) int { return int(binary.LittleEndian.Uint32(s.docs[i*docSize+4*field:])) }
	return doc{
		start: at(i, 0), end: at(i+1, 0) - 1, words: at(i, 1), day: int32(at(i, 2)),
		ids: at(i, 3), idsTo: at(i+1, 3), names: at(i, 4), namesTo: at(i+1, 4),
	}
}

func (s *segment) start(i int) int { return int(binary.LittleEndian.Uint32(s.docs[i*docSize:])) }

func (s *segment) id(i int) string {
	d := s.doc(i)
	return string(s.ids[d.ids:d.idsTo])
}

// docAt finds the transcript that holds a place of the row.
func (s *segment) docAt(place int) int {
	low, high := 0, s.size-1
	for low < high {
		mid := int(uint(low+high+1) >> 1)
		if s.start(mid) <= place {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return low
}

// rank gives the number of a word in the row, or false where it has none.
func (s *segment) rank(word uint32) (uint32, bool) {
	low, high := 0, len(s.vocab)/4
	for low < high {
		mid := int(uint(low+high) >> 1)
		if u32(s.vocab, mid) < word {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(s.vocab)/4 && u32(s.vocab, low) == word {
		return u32(s.ranks, low), true
	}
	return 0, false
}

// bucket gives the range in places of the runs with a hash.
func (s *segment) bucket(run uint32) (from, to int) {
	b := int(run >> (32 - s.bits))
	return int(u32(s.table, b)), int(u32(s.table, b+1))
}

// place gives the i-th place.
func (s *segment) place(i int) int {
	bit := i * s.width
	return int(binary.LittleEndian.Uint64(s.places[bit/8:])>>(bit%8)) & (1<<s.width - 1)
}

// runHash is the hash of three words in a row.
func runHash(a, b, c uint32) uint32 {
	h := (uint64(a)*0x9E3779B97F4A7C15 + uint64(b)) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>31 + uint64(c)) * 0x94D049BB133111EB
	return uint32((h ^ h>>29) >> 32)
}

// open checks a segment and gives views of it. Nothing is copied; data must
// not change while it is used.
func open(data []byte) (*segment, error) {
	if len(data) < headerSize || string(data[:len(magic)]) != magic {
		return nil, ErrDamaged
	}
	if binary.LittleEndian.Uint32(data[len(magic):]) != version {
		return nil, ErrVersion
	}
	if binary.LittleEndian.Uint32(data[len(magic)+4:]) != checksum(data) {
		return nil, ErrDamaged
	}
	var n [numbers]uint64
	for i := range n {
		n[i] = binary.LittleEndian.Uint64(data[checkedAt+8*i:])
	}
	s := &segment{words: n[sections+1]}
	rest := data[headerSize:]
	for i, view := range []*[]byte{&s.docs, &s.ids, &s.names, &s.vocab, &s.ranks, &s.counts, &s.row, &s.table, &s.places} {
		if n[i] > uint64(len(rest)) {
			return nil, ErrDamaged
		}
		*view, rest = rest[:n[i]:n[i]], rest[n[i]:]
	}
	if len(rest) != 0 || n[sections] > 1<<32 || n[sections+2] > 1<<32 || n[sections+3] > 31 || n[sections+4] > 32 || n[sections+3] < 1 || n[sections+4] < 1 {
		return nil, ErrDamaged
	}
	s.size, s.runs, s.bits, s.width = int(n[sections]), int(n[sections+2]), int(n[sections+3]), int(n[sections+4])
	if !s.sizesAgree() || !s.ascending() {
		return nil, ErrDamaged
	}
	return s, nil
}

func checksum(data []byte) uint32 {
	return crc32.Checksum(data[checkedAt:], crc32.MakeTable(crc32.Castagnoli))
}

// sizesAgree tells whether the sections are as long as what they hold.
func (s *segment) sizesAgree() bool {
	return len(s.docs) == docSize*(s.size+1) && len(s.names)%4 == 0 &&
		len(s.vocab)%4 == 0 && len(s.ranks) == len(s.vocab) && len(s.counts) == len(s.vocab)+4 &&
		len(s.row) > 0 && s.words <= uint64(len(s.row)) && len(s.table) == 4*(1<<s.bits+1) &&
		len(s.places) == placesSize(s.runs, s.width) && (s.size > 0 || s.runs == 0)
}

func placesSize(runs, width int) int { return (runs*width+7)/8 + padding }

// ascending tells whether all that stands in the sections stays within the
// others: what else may be wrong in them gives wrong answers, not a panic.
func (s *segment) ascending() bool {
	for i := range s.size {
		d := s.doc(i)
		if d.start < 1 || d.end < d.start || d.end >= len(s.row) || d.words > d.end-d.start ||
			d.idsTo < d.ids || d.idsTo > len(s.ids) || d.namesTo < d.names || d.namesTo > len(s.names)/4 {
			return false
		}
	}
	last := uint32(0)
	for i := range len(s.table) / 4 {
		at := u32(s.table, i)
		if at < last {
			return false
		}
		last = at
	}
	if int(last) != s.runs {
		return false
	}
	for i := range len(s.ranks) / 4 {
		if u32(s.ranks, i) >= uint32(len(s.counts)/4) {
			return false
		}
	}
	return true
}

// widthOf gives the bits that a number below n needs, at least one.
func widthOf(n int) int { return max(1, bits.Len(uint(max(0, n-1)))) }
