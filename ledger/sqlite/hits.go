package sqlite

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/onrecord/onrecord"
)

// fill reads what a page shows of its hits.
func (s *search) fill(found []scored) ([]onrecord.Hit, error) {
	marks := newMarker(s.query, s.forms)
	hits := make([]onrecord.Hit, len(found))
	rows := make([]int64, len(found))
	for i, f := range found {
		hits[i] = onrecord.Hit{Kind: s.o.Kind, Score: f.score}
		rows[i] = f.row
	}
	switch s.o.Kind {
	case onrecord.FindStatements:
		statements, err := s.statements(rows)
		if err != nil {
			return nil, err
		}
		for i := range statements {
			hits[i].Statement, hits[i].Snippet = &statements[i], marks.snippet(statements[i].Text)
		}
	case onrecord.FindArticles:
		for i, row := range rows {
			var h onrecord.Heading
			var version int64
			err := s.scan(`SELECT `+heading+`, a.current FROM article a WHERE a.place = ?`, []any{row},
				func(rows *sql.Rows) error { return head(rows.Scan, &h, &version) })
			if err != nil {
				return nil, err
			}
			stored, err := s.stored(version)
			if err != nil {
				return nil, err
			}
			text, err := s.codec.text(stored[version])
			if err != nil {
				return nil, err
			}
			hits[i].Article, hits[i].Snippet = &h, marks.snippet(text)
		}
	case onrecord.FindPeople:
		for i, row := range rows {
			f, err := s.figure(row)
			if err != nil {
				return nil, err
			}
			hits[i].Person, hits[i].Snippet = &f, marks.snippet(f.Name)
		}
	}
	return hits, nil
}

// place is where a statement's row is found in the records.
type place struct {
	found    int // in what statements gives
	position int // in the record
}

// statements reads statements by their rows.
func (v view) statements(rows []int64) ([]onrecord.Found, error) {
	return v.statementsAndCues(rows, nil)
}

// statementsAndCues fills cues, where it is not nil, with the words that give each.
func (v view) statementsAndCues(rows []int64, cues []string) ([]onrecord.Found, error) {
	list, err := json.Marshal(rows)
	if err != nil {
		return nil, err
	}
	var out []onrecord.Found
	places := map[int64][]place{}
	err = v.scan(`SELECT `+heading+`, a.current, s.position, v.number, ifnull(e.key, ''), ifnull(e.kind, ''), ifnull(e.name, '') FROM json_each(?) j
		CROSS JOIN statement s ON s.id = j.value JOIN article a ON a.id = s.article JOIN version v ON v.id = a.current
		LEFT JOIN entity e ON e.id = s.speaker ORDER BY j.key`, []any{string(list)}, func(r *sql.Rows) error {
		var f onrecord.Found
		p := place{found: len(out)}
		var version int64
		var key, kind, name string
		err := head(r.Scan, &f.Article, &version, &p.position, &f.Version, &key, &kind, &name)
		f.SpeakerID = longKey(key, kind, name)
		out, places[version] = append(out, f), append(places[version], p)
		return err
	})
	if err != nil {
		return nil, err
	}
	records, err := v.stored(slices.Collect(maps.Keys(places))...)
	if err != nil {
		return nil, err
	}
	errs := make(chan error, len(places))
	for version, places := range places {
		go func() { errs <- v.say(out, cues, places, records[version]) }()
	}
	for range places {
		err = cmp.Or(err, <-errs)
	}
	return out, err
}

// say fills what one record's statements say.
func (v view) say(out []onrecord.Found, cues []string, places []place, stored []byte) error {
	positions := make([]int, len(places))
	for i, p := range places {
		positions[i] = p.position
	}
	text, statements, err := v.codec.statements(stored, positions)
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	for i, p := range places {
		out[p.found].Statement, out[p.found].Text = statements[i], content(text, &statements[i])
		if cues != nil {
			cues[p.found] = joined(text, statements[i].Cue)
		}
	}
	return nil
}

// figure reads an entity by its row.
func (v view) figure(row int64) (onrecord.Figure, error) {
	var f onrecord.Figure
	var aliases, roles string
	err := v.row("SELECT key, name, kind, country, wikidata, aliases, roles, articles, statements FROM entity WHERE id = ?", []any{row},
		&f.Key, &f.Name, &f.Kind, &f.Country, &f.Wikidata, &aliases, &roles, &f.Articles, &f.Statements)
	f.Key, f.Aliases = longKey(f.Key, string(f.Kind), f.Name), lines(aliases)
	if r := lines(roles); r != nil {
		f.Role = r[0]
	}
	return f, err
}
