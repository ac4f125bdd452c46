package sqlite

import (
	"database/sql"
	"errors"

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
			var part []byte
			err := s.scan(`SELECT `+heading+`, v.text FROM article a JOIN version v ON v.id = a.current WHERE a.place = ?`, []any{row},
				func(rows *sql.Rows) error { return head(rows.Scan, &h, &part) })
			if err != nil {
				return nil, err
			}
			text, err := s.codec.text(part)
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

// statements reads statements by their rows.
func (v view) statements(rows []int64) ([]onrecord.Found, error) {
	out := make([]onrecord.Found, len(rows))
	records := map[int64]*onrecord.Record{}
	for i, row := range rows {
		var article int64
		var position int
		err := v.scan(`SELECT `+heading+`, s.article, s.position, v.number FROM statement s
			JOIN article a ON a.id = s.article JOIN version v ON v.id = a.current WHERE s.id = ?`, []any{row},
			func(r *sql.Rows) error { return head(r.Scan, &out[i].Article, &article, &position, &out[i].Version) })
		if err != nil {
			return nil, err
		}
		if records[article] == nil {
			r, err := v.record("id = (SELECT current FROM article WHERE id = ?)", article)
			if err != nil {
				return nil, err
			}
			records[article] = &r
		}
		if position >= len(records[article].Statements) {
			return nil, errors.New("ledger: an index does not fit its record")
		}
		fill(&out[i], records[article], position)
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
