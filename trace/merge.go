package trace

import "encoding/binary"

// merge decodes the transcripts that count and encodes them together. Nothing
// but segments is needed: the row has all the words.
func merge(data [][]byte, keepRemoved bool) ([]byte, error) {
	opened, err := openAll(data)
	if err != nil {
		return nil, err
	}
	b := newBuilder()
	dead := superseded(opened)
	for n, s := range opened {
		hashes := s.hashes()
		for i := range s.size {
			d := s.doc(i)
			if dead[n][i] || d.day == removedDoc && !keepRemoved {
				continue
			}
			names := make([]uint32, 0, d.namesTo-d.names)
			for j := d.names; j < d.namesTo; j++ {
				names = append(names, u32(s.names, j))
			}
			b.begin(s.id(i), d.day, names)
			for at := d.start; at < d.end; {
				var rank uint32
				if rank, at = next(s.row, at); rank > 0 && int(rank) < len(hashes) {
					b.word(hashes[rank])
				}
			}
			b.finish()
		}
	}
	return b.encode()
}

func openAll(data [][]byte) ([]*segment, error) {
	var out []*segment
	for _, d := range data {
		s, err := open(d)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// superseded tells for each transcript of each segment, oldest first, whether
// a later one has its ID.
func superseded(opened []*segment) [][]bool {
	seen := map[string]bool{}
	dead := make([][]bool, len(opened))
	for n := len(opened) - 1; n >= 0; n-- {
		s := opened[n]
		dead[n] = make([]bool, s.size)
		for i := s.size - 1; i >= 0; i-- {
			id := s.id(i)
			dead[n][i] = seen[id]
			seen[id] = true
		}
	}
	return dead
}

// hashes gives the word's hash for each number of the row.
func (s *segment) hashes() []uint32 {
	out := make([]uint32, len(s.counts)/4)
	for i := range len(s.ranks) / 4 {
		out[u32(s.ranks, i)] = binary.LittleEndian.Uint32(s.vocab[4*i:])
	}
	return out
}
