package sqlite

import (
	"database/sql"
	"fmt"

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
			var stored []byte
			err := s.scan(`SELECT `+heading+`, v.record FROM article a JOIN version v ON v.id = a.current WHERE a.place = ?`, []any{row},
				func(rows *sql.Rows) error { return head(rows.Scan, &h, &stored) })
			if err != nil {
				return nil, err
			}
			text, err := s.codec.text(stored)
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
	version  int64
	position int
}

// statements reads statements by their rows.
func (v view) statements(rows []int64) ([]onrecord.Found, error) {
	out := make([]onrecord.Found, len(rows))
	places := make([]place, len(rows))
	byVersion := map[int64][]int{} // indexes of rows
	var versions []int64
	for i, row := range rows {
		err := v.scan(`SELECT `+heading+`, a.current, s.position, v.number, ifnull(e.key, '') FROM statement s
			JOIN article a ON a.id = s.article JOIN version v ON v.id = a.current LEFT JOIN entity e ON e.id = s.speaker WHERE s.id = ?`, []any{row},
			func(r *sql.Rows) error {
				return head(r.Scan, &out[i].Article, &places[i].version, &places[i].position, &out[i].Version, &out[i].SpeakerID)
			})
		if err != nil {
			return nil, err
		}
		version := places[i].version
		if byVersion[version] == nil {
			versions = append(versions, version)
		}
		byVersion[version] = append(byVersion[version], i)
	}
	for _, version := range versions {
		var stored []byte
		if err := v.row("SELECT record FROM version WHERE id = ?", []any{version}, &stored); err != nil {
			return nil, err
		}
		var positions []int
		for _, i := range byVersion[version] {
			positions = append(positions, places[i].position)
		}
		text, found, err := v.codec.statements(stored, positions)
		if err != nil {
			return nil, fmt.Errorf("ledger: %w", err)
		}
		for k, i := range byVersion[version] {
			out[i].Statement, out[i].Text = found[k], content(text, &found[k])
		}
	}
	return out, nil
}

// figure reads an entity by its row.
func (v view) figure(row int64) (onrecord.Figure, error) {
	var f onrecord.Figure
	var aliases, roles string
	err := v.row("SELECT key, name, kind, country, wikidata, aliases, roles, articles, statements FROM entity WHERE id = ?", []any{row},
		&f.Key, &f.Name, &f.Kind, &f.Country, &f.Wikidata, &aliases, &roles, &f.Articles, &f.Statements)
	for _, a := range lines(aliases) {
		if a != f.Name {
			f.Aliases = append(f.Aliases, a)
		}
	}
	if r := lines(roles); r != nil {
		f.Role = r[0]
	}
	return f, err
}
