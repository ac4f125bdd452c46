package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/otherwise"
)

const (
	// profileMost is how many statements of an entity are tallied, the newest.
	profileMost = 20_000
	// latestMost is how many of them are shown.
	latestMost = 20
	// companions is how many entities named beside one are asked whether the
	// one speaks of them, and companyMost in how many articles.
	companions, companyMost = 40, 2000
	// contrastMost is how many of an entity's statements, the newest, are looked
	// through for what they say otherwise, and contrasts how many pairs are given.
	contrastMost, contrasts = 400, 5
	// contrastConfidence is how sure a statement and its speaker must be for that.
	contrastConfidence = 0.8
)

// Who implements onrecord.Ledger.
func (l *Ledger) Who(ctx context.Context, name string) (onrecord.Profile, error) {
	var out onrecord.Profile
	err := l.view(ctx, func(v view) error {
		rows, err := v.called(name)
		if err != nil {
			return err
		}
		for i, row := range rows {
			f, err := v.figure(row)
			if err != nil {
				return err
			}
			if i == 0 {
				out.Figure = f
			} else {
				out.Namesakes = append(out.Namesakes, f)
			}
		}
		return v.profile(&out, rows[0], l.finder)
	})
	return out, err
}

// called finds the rows of the entities with a name, those with the most
// statements first: by key, else by whole names, else by words of them.
func (v view) called(name string) ([]int64, error) {
	rows, err := v.numbers("SELECT id FROM entity WHERE hash = ?", hashID(name))
	if err != nil || rows != nil {
		return rows, err
	}
	words := strings.Join(foldedWords(name), " ")
	if words == "" {
		return nil, onrecord.ErrNotFound
	}
	var whole, partly []int64
	err = v.scan(`SELECT id, name, aliases FROM entity WHERE id IN (SELECT rowid FROM people_index WHERE people_index MATCH ?)
		ORDER BY statements DESC, articles DESC, id LIMIT 200`, []any{`name : "` + words + `"`}, func(r *sql.Rows) error {
		var row int64
		var name, others string
		if err := r.Scan(&row, &name, &others); err != nil {
			return err
		}
		if slices.ContainsFunc(namesOf(name, others), func(a string) bool { return strings.Join(foldedWords(a), " ") == words }) {
			whole = append(whole, row)
		} else {
			partly = append(partly, row)
		}
		return nil
	})
	if whole == nil {
		whole = partly
	}
	if err == nil && whole == nil {
		err = onrecord.ErrNotFound
	}
	return whole[:min(len(whole), 10)], err
}

// profile gathers what stands in the ledger of the entity in a row.
func (v view) profile(p *onrecord.Profile, row int64, finder *otherwise.Finder) error {
	speaks := `facet : "` + entityFacet("s", row) + `"`
	rows, err := v.numbers("SELECT rowid FROM statement_index WHERE statement_index MATCH ? ORDER BY rowid DESC LIMIT ?", speaks, profileMost)
	if err != nil {
		return err
	}
	cues := make([]string, min(len(rows), contrastMost))
	newest, err := v.statementsAndCues(rows[:len(cues)], cues)
	if err != nil {
		return err
	}
	p.Latest = newest[:min(len(newest), latestMost)]
	p.Otherwise = contrastsOf(finder, newest, cues)
	p.Months = months(rows)
	if p.Roles, err = v.roles(row); err != nil {
		return err
	}
	if p.Roles != nil {
		p.Role = p.Roles[0].Value
	}
	if p.Outlets, err = v.outlets(speaks); err != nil {
		return err
	}
	if p.About, err = v.company(row, func(other int64) string {
		return speaks + ` AND facet : "` + entityFacet("a", other) + `"`
	}); err != nil {
		return err
	}
	p.AboutThem, err = v.company(row, func(other int64) string {
		return `facet : "` + entityFacet("s", other) + `" AND facet : "` + entityFacet("a", row) + `"`
	})
	return err
}

// contrastsOf pairs statements, the newest first, that say otherwise. Near copies of one
// article count as that article.
func contrastsOf(finder *otherwise.Finder, newest []onrecord.Found, cues []string) (out []onrecord.Contrast) {
	var list []otherwise.Said
	var places []int
	for i, f := range newest {
		if s := &f.Statement; s.Parent == "" && s.Confidence >= contrastConfidence && s.Speaker.Confidence >= contrastConfidence {
			list = append(list, otherwise.Said{Text: f.Text, Cue: cues[i], Source: cmp.Or(f.Article.NearCopyOf, f.Article.ID)})
			places = append(places, i)
		}
	}
	for _, p := range finder.Pairs(list, contrasts) {
		out = append(out, onrecord.Contrast{By: p.By, Then: newest[places[p.B]], Later: newest[places[p.A]]})
	}
	return out
}

// months tallies rows of statements, the newest first, by month.
func months(rows []int64) []onrecord.Tally {
	var out []onrecord.Tally
	for _, row := range slices.Backward(rows) {
		day := dayOf(row)
		if day == "" {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Value != day[:7] {
			out = append(out, onrecord.Tally{Value: day[:7], First: day})
		}
		last := &out[len(out)-1]
		last.N++
		last.Last = day
	}
	return out
}

// roles tallies the roles that articles give an entity.
func (v view) roles(row int64) ([]onrecord.Tally, error) {
	by := map[string]*onrecord.Tally{}
	err := v.scan(`SELECT p.roles, a.day FROM appearance p JOIN article a ON a.id = p.article WHERE p.entity = ? AND p.roles != ''
		ORDER BY p.article LIMIT ?`, []any{row, profileMost}, func(r *sql.Rows) error {
		var roles, day string
		if err := r.Scan(&roles, &day); err != nil {
			return err
		}
		for _, role := range lines(roles) {
			t := by[strings.ToLower(role)]
			if t == nil {
				t = &onrecord.Tally{Value: role}
				by[strings.ToLower(role)] = t
			}
			t.N++
			if day != "" && (t.First == "" || day < t.First) {
				t.First = day
			}
			t.Last = max(t.Last, day)
		}
		return nil
	})
	var out []onrecord.Tally
	for _, t := range by {
		out = append(out, *t)
	}
	sortTallies(out)
	return out, err
}

func sortTallies(t []onrecord.Tally) {
	slices.SortFunc(t, func(a, b onrecord.Tally) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Key, b.Key))
	})
}

// outlets tallies who reports the statements that an expression finds.
func (v view) outlets(match string) ([]onrecord.Tally, error) {
	var out []onrecord.Tally
	err := v.scan(`SELECT a.outlet, count(*), min(nullif(a.day, '')), max(a.day) FROM statement s JOIN article a ON a.id = s.article
		WHERE s.id IN (SELECT rowid FROM statement_index WHERE statement_index MATCH ? ORDER BY rowid DESC LIMIT ?) AND a.outlet != ''
		GROUP BY a.outlet`, []any{match, profileMost}, func(r *sql.Rows) error {
		var t onrecord.Tally
		var first sql.NullString
		err := r.Scan(&t.Value, &t.N, &first, &t.Last)
		t.First = first.String
		out = append(out, t)
		return err
	})
	sortTallies(out)
	return out, err
}

// company tallies the statements that an expression finds for each of the
// entities named most beside one.
func (v view) company(row int64, match func(other int64) string) ([]onrecord.Tally, error) {
	others, err := v.numbers(`SELECT entity FROM appearance WHERE entity != ?1 AND article IN
		(SELECT article FROM appearance WHERE entity = ?1 ORDER BY article DESC LIMIT ?2) GROUP BY entity ORDER BY count(*) DESC, entity LIMIT ?3`,
		row, companyMost, companions)
	if err != nil {
		return nil, err
	}
	var out []onrecord.Tally
	for _, other := range others {
		var t onrecord.Tally
		var kind string
		var first, last sql.NullInt64
		err := v.row(`SELECT e.key, e.kind, e.name, i.n, i.first, i.last FROM entity e,
			(SELECT count(*) AS n, min(rowid) AS first, max(rowid) AS last FROM statement_index WHERE statement_index MATCH ?) i WHERE e.id = ?`,
			[]any{match(other), other}, &t.Key, &kind, &t.Value, &t.N, &first, &last)
		if errors.Is(err, onrecord.ErrNotFound) || err == nil && t.N == 0 {
			continue
		}
		if err != nil {
			return nil, err
		}
		t.Key = longKey(t.Key, kind, t.Value)
		t.First, t.Last = dayOf(first.Int64), dayOf(last.Int64)
		out = append(out, t)
	}
	sortTallies(out)
	return out, nil
}
