package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/query"
)

const (
	// rankedMost is how many hits are ranked: of more, the newest.
	rankedMost = 1000
	// countMost is where counting stops, and countFew where much must be looked
	// through (see sparse): the hits to rank are then counted already.
	countMost, countFew = 10_000, rankedMost
	// commonLeast is how many rows make a word too common to rank by: ranking
	// looks at all rows with it.
	commonLeast = 10_000
	// maxForms bounds the inflections that a word is looked for in.
	maxForms = 8

	defaultLimit, maxLimit = 20, 200
)

// search is one call of Search.
type search struct {
	view
	ledger *Ledger
	query  query.Query
	forms  map[string][]string
	blocs  map[string][]string
	o      onrecord.SearchOptions
}

// Search implements onrecord.Ledger.
func (l *Ledger) Search(ctx context.Context, text string, o onrecord.SearchOptions) (onrecord.Results, error) {
	var out onrecord.Results
	q, err := query.Parse(text)
	if err != nil {
		return out, err
	}
	o.Kind, o.Sort = cmp.Or(o.Kind, onrecord.FindStatements), cmp.Or(o.Sort, onrecord.ByRelevance)
	if o.Limit = min(o.Limit, maxLimit); o.Limit <= 0 {
		o.Limit = defaultLimit
	}
	if !slices.Contains([]onrecord.HitKind{onrecord.FindStatements, onrecord.FindPeople, onrecord.FindArticles}, o.Kind) {
		return out, fmt.Errorf("ledger: no hits are of kind %q", o.Kind)
	}
	if q.Root == nil {
		o.Sort = onrecord.ByDate
	}
	err = l.view(ctx, func(v view) error {
		s := search{view: v, ledger: l, query: q, o: o}
		var err error
		if s.forms, err = v.inflections(q.Root); err != nil {
			return err
		}
		if s.blocs, err = v.blocFields(q.Root); err != nil {
			return err
		}
		out, err = s.page()
		return err
	})
	return out, err
}

// inflections looks up the forms of each bare word that the ledger knows.
func (v view) inflections(root query.Node) (map[string][]string, error) {
	forms := map[string][]string{}
	var err error
	query.Walk(root, func(n query.Node) {
		w, ok := n.(query.Words)
		if !ok || w.Phrase || w.Prefix || err != nil || forms[w.Text] != nil {
			return
		}
		forms[w.Text] = []string{w.Text}
		folded := fold(w.Text)
		if len(folded) < 3 {
			return
		}
		stem := stem(folded)
		err = v.scan("SELECT stem, ending FROM word WHERE stem = ? AND ending != ? LIMIT ?", []any{stem, endingOf(folded, stem), maxForms}, func(rows *sql.Rows) error {
			var stem, ending string
			err := rows.Scan(&stem, &ending)
			forms[w.Text] = append(forms[w.Text], wordOf(stem, ending))
			return err
		})
	})
	return forms, err
}

func (s *search) compiler(kind onrecord.HitKind) compiler {
	return compiler{indexOf(kind), s.forms, s.blocs}
}

// page finds, counts and fills one page of hits.
func (s *search) page() (onrecord.Results, error) {
	var out onrecord.Results
	after, err := parseCursor(s.o.Cursor)
	if err != nil {
		return out, err
	}
	var found []scored
	var known *onrecord.Count
	if s.o.Sort == onrecord.ByDate {
		found, err = s.byDate(after)
	} else {
		found, known, out.Capped, err = s.byRelevance(after)
	}
	if err != nil {
		return out, err
	}
	if len(found) > s.o.Limit {
		found = found[:s.o.Limit]
		out.Next = found[len(found)-1].cursor()
	}
	if out.Hits, err = s.fill(found); err != nil {
		return out, err
	}
	if s.o.Cursor != "" {
		return out, nil
	}
	if out.Counts, err = s.counts(known); err != nil {
		return out, err
	}
	if len(found) == 0 {
		out.Suggestions, err = s.suggest()
	}
	return out, err
}

// scored is a row with its score; higher is better.
type scored struct {
	row   int64
	score float64
}

// before orders hits: the best first, then the newest.
func (a scored) compare(b scored) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.row, a.row))
}

func (a scored) cursor() string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%x %d", math.Float64bits(a.score), a.row))
}

// parseCursor gives the last hit of the page before, or what comes before all.
func parseCursor(s string) (scored, error) {
	if s == "" {
		return scored{math.MaxInt64, math.Inf(1)}, nil
	}
	var a scored
	var bits uint64
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		_, err = fmt.Sscanf(string(b), "%x %d", &bits, &a.row)
	}
	if a.score = math.Float64frombits(bits); err != nil || math.IsNaN(a.score) {
		return a, fmt.Errorf("ledger: %w", onrecord.ErrCursor)
	}
	return a, nil
}

// newest finds the newest rows that match, at most so many, among those
// before a row.
func (s *search) newest(c compiler, before int64, most int) ([]int64, error) {
	var out []int64
	for _, part := range c.stretches(s.query.Root) {
		part.end = min(part.end, before)
		if len(out) == most || part.first >= part.end {
			continue
		}
		sql, row, args := c.from(part)
		rows, err := s.numbers("SELECT "+row+sql+" ORDER BY "+row+" DESC LIMIT ?", append(args, most-len(out))...)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

func (s *search) byDate(after scored) ([]scored, error) {
	var out []scored
	rows, err := s.newest(s.compiler(s.o.Kind), after.row, s.o.Limit+1)
	for _, row := range rows {
		out = append(out, scored{row: row})
	}
	return out, err
}

// byRelevance ranks the rows that match, of too many the newest, and gives
// their number where it knows it.
func (s *search) byRelevance(after scored) (found []scored, known *onrecord.Count, capped bool, err error) {
	c := s.compiler(s.o.Kind)
	rows, err := s.newest(c, math.MaxInt64, rankedMost+1)
	if err != nil {
		return nil, nil, false, err
	}
	capped = len(rows) > rankedMost
	rows = rows[:min(len(rows), rankedMost)]
	if !capped || sparse(s.query.Root) {
		known = &onrecord.Count{N: len(rows), More: capped}
	}
	scores, err := s.scores(c, rows, capped)
	if err != nil {
		return nil, nil, false, err
	}
	for _, row := range rows {
		if a := (scored{row, scores[row]}); after.compare(a) < 0 {
			found = append(found, a)
		}
	}
	slices.SortFunc(found, scored.compare)
	return found[:min(len(found), s.o.Limit+1)], known, capped, nil
}

// scores ranks rows, given in falling order. A row without a score is one
// that only a filter or a very common word has found. capped says that more
// rows match than these.
func (s *search) scores(c compiler, rows []int64, capped bool) (map[int64]float64, error) {
	out := map[int64]float64{}
	word, lone := s.query.Root.(query.Words)
	lone = lone && !word.Phrase && !capped // all rows with the word are at hand
	var err error
	rank := c.rank(s.query.Root, func(term string, prefix bool) bool {
		if lone || err != nil || prefix {
			return !lone // to count a prefix's rows costs as much as to find them
		}
		var is bool
		is, err = s.common(c, term)
		return is
	})
	if err != nil || len(rows) == 0 {
		return out, err
	}
	if rank == "" {
		return out, s.plainly(c, rows, out)
	}
	// bm25 costs microseconds a row: +rowid keeps FTS5 from seeking each row
	// anew, and the range keeps it near the rows that are wanted.
	list, err := json.Marshal(rows)
	if err != nil {
		return nil, err
	}
	err = s.scan("SELECT rowid, -bm25("+c.table+", "+c.weights+") FROM "+c.table+" WHERE "+c.table+" MATCH ? AND rowid >= ? AND rowid <= ?"+
		" AND +rowid IN (SELECT value FROM json_each(?))", []any{rank, rows[len(rows)-1], rows[0], string(list)}, func(r *sql.Rows) error {
		var row int64
		var score float64
		err := r.Scan(&row, &score)
		out[row] = math.Round(score*1e6) / 1e6
		return err
	})
	if err == nil && c.table == peopleIndex {
		err = s.renown(string(list), out)
	}
	return out, err
}

// plainly scores rows, given in falling order, that only very common words
// have found: what has them where they say most comes before the rest.
func (s *search) plainly(c compiler, rows []int64, scores map[int64]float64) error {
	c.words = c.main
	match := c.rank(s.query.Root, func(string, bool) bool { return false })
	if match == "" || sparse(s.query.Root) {
		return nil
	}
	// Bounded, for of the words' rows a NOT may leave few.
	found, err := s.numbers("SELECT rowid FROM "+c.table+" WHERE "+c.table+" MATCH ? AND rowid >= ? AND rowid <= ? ORDER BY rowid DESC LIMIT ?",
		match, rows[len(rows)-1], rows[0], 2*rankedMost)
	for _, row := range found {
		scores[row] = 1
	}
	return err
}

// renown lifts those who are named and quoted often.
func (s *search) renown(list string, scores map[int64]float64) error {
	return s.scan("SELECT e.id, e.articles, e.statements FROM json_each(?) j CROSS JOIN entity e ON e.id = j.value", []any{list}, func(r *sql.Rows) error {
		var row int64
		var articles, statements float64
		err := r.Scan(&row, &articles, &statements)
		scores[row] *= 1 + math.Log1p(statements+articles/4)
		return err
	})
}

// common tells whether so many rows match that a term says nothing of any.
func (s *search) common(c compiler, term string) (bool, error) {
	key := c.table + " " + term
	s.ledger.commonMu.RLock()
	is := s.ledger.common[key]
	s.ledger.commonMu.RUnlock()
	if is {
		return true, nil
	}
	n := 0
	err := s.row("SELECT count(*) FROM (SELECT 1 FROM "+c.table+" WHERE "+c.table+" MATCH ? LIMIT ?)", []any{term, commonLeast}, &n)
	if is = n == commonLeast; is {
		s.ledger.commonMu.Lock()
		defer s.ledger.commonMu.Unlock()
		if len(s.ledger.common) < 10_000 {
			s.ledger.common[key] = true
		}
	}
	return is, err
}

// counts counts the hits of each kind. known is the number of those of the
// kind that is asked for, or nil.
func (s *search) counts(known *onrecord.Count) (map[onrecord.HitKind]onrecord.Count, error) {
	out := map[onrecord.HitKind]onrecord.Count{}
	for _, kind := range []onrecord.HitKind{onrecord.FindStatements, onrecord.FindPeople, onrecord.FindArticles} {
		if kind == s.o.Kind && known != nil {
			out[kind] = *known
			continue
		}
		n, err := s.count(s.compiler(kind))
		if err != nil {
			return nil, err
		}
		out[kind] = n
	}
	return out, nil
}

// count counts the rows that match, up to a bound.
func (s *search) count(c compiler) (onrecord.Count, error) {
	most := countMost
	if sparse(s.query.Root) {
		most = countFew
	}
	n := 0
	for _, part := range c.stretches(s.query.Root) {
		if n > most {
			break
		}
		sql, _, args := c.from(part)
		more := 0
		if err := s.row("SELECT count(*) FROM (SELECT 1"+sql+" LIMIT ?)", append(args, most+1-n), &more); err != nil {
			return onrecord.Count{}, err
		}
		n += more
	}
	return onrecord.Count{N: min(n, most), More: n > most}, nil
}
