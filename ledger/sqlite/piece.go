package sqlite

import (
	"database/sql"
	"encoding/json"
	"fmt"
)

const (
	pieceSize = 495     // bytes
	pieces    = 1 << 16 // of one version at most
)

// store writes a version's compressed record in place of what was there.
func (w *writer) store(version int64, stored []byte) error {
	if len(stored) > pieceSize*pieces {
		return fmt.Errorf("a record of %d bytes is too long", len(stored))
	}
	if err := w.exec("DELETE FROM piece WHERE id >= ? AND id < ?", version*pieces, (version+1)*pieces); err != nil {
		return err
	}
	for id := version * pieces; len(stored) > 0; id++ {
		n := min(len(stored), pieceSize)
		if err := w.exec("INSERT INTO piece (id, bytes) VALUES (?, ?)", id, stored[:n]); err != nil {
			return err
		}
		stored = stored[n:]
	}
	return nil
}

// stored reads a version's compressed record.
func (w *writer) stored(version int64) ([]byte, error) {
	s, err := w.prepare("SELECT bytes FROM piece WHERE id >= ? AND id < ? ORDER BY id")
	if err != nil {
		return nil, err
	}
	rows, err := s.Query(version*pieces, (version+1)*pieces)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []byte
	for rows.Next() {
		var piece sql.RawBytes
		if err := rows.Scan(&piece); err != nil {
			return nil, err
		}
		out = append(out, piece...)
	}
	return out, rows.Err()
}

// stored reads the compressed records of versions.
func (v view) stored(versions ...int64) (map[int64][]byte, error) {
	list, err := json.Marshal(versions)
	if err != nil {
		return nil, err
	}
	out := map[int64][]byte{}
	err = v.scan(`SELECT j.value, p.bytes FROM json_each(?) j CROSS JOIN piece p ON p.id >= j.value * 65536 AND p.id < (j.value + 1) * 65536 ORDER BY p.id`,
		[]any{string(list)}, func(r *sql.Rows) error {
			var version int64
			var piece sql.RawBytes
			err := r.Scan(&version, &piece)
			out[version] = append(out[version], piece...)
			return err
		})
	return out, err
}
