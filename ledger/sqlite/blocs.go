package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/dispute"
	"github.com/onrecord/onrecord/ledger/query"
)

const (
	// blocClaimsMost is how many claims of a bloc are given, the newest.
	blocClaimsMost = 2000
	// disputesMost is how many pairs of them.
	disputesMost = 20
	// blocsMost is how many blocs a name may stand for.
	blocsMost = 20
	// wordsAround bounds the text that is kept beside a claim, in bytes on each side.
	wordsAround = 160
)

// bloc is a bloc of a record; two with one key are one.
type bloc struct {
	key, name string
	names     []string
	mentions  []onrecord.Span
	claims    []blocClaim
}

// blocClaim is a claim as its table takes it.
type blocClaim struct {
	onrecord.BlocClaim
	condition, text string
}

// gatherBlocs works out the record's blocs that have a key.
func (p *prepared) gatherBlocs() {
	at := map[string]int{}
	text := p.record.Article.Text
	for _, b := range p.record.Blocs {
		if b.Key == "" {
			continue
		}
		i, ok := at[b.Key]
		if !ok {
			i = len(p.blocs)
			at[b.Key] = i
			p.blocs = append(p.blocs, bloc{key: b.Key, name: line(b.Name)})
		}
		to := &p.blocs[i]
		to.mentions = append(to.mentions, b.Mention)
		for _, n := range []string{b.Name, b.Mention.In(text)} {
			if n = line(n); strings.ContainsFunc(n, unicode.IsUpper) && len(to.names) < maxNames {
				to.names = addOnce(to.names, n)
			}
		}
		for _, c := range b.Claims {
			kept := blocClaim{BlocClaim: c, text: around(text, c.Span, b.Mention)}
			if c.Condition != nil {
				kept.condition = line(c.Condition.In(text))
			}
			to.claims = append(to.claims, kept)
		}
	}
}

// around is the words of a paragraph around a claim and its mention.
func around(text string, a, b onrecord.Span) string {
	first, last := min(a.Start, b.Start), max(a.End, b.End)
	from, to := max(0, first-wordsAround), min(len(text), last+wordsAround)
	if i := strings.LastIndex(text[from:first], "\n\n"); i >= 0 {
		from += i
	} else if i := strings.IndexByte(text[from:first], ' '); from > 0 && i >= 0 {
		from += i
	}
	if i := strings.Index(text[last:to], "\n\n"); i >= 0 {
		to = last + i
	} else if i := strings.LastIndexByte(text[last:to], ' '); to < len(text) && i >= 0 {
		to = last + i
	}
	return line(text[from:to])
}

// putBlocs keeps what an article's current version claims of blocs, and gives
// the blocs' rows.
func (w *writer) putBlocs(article int64, p *prepared) ([]int64, error) {
	rows := make([]int64, len(p.blocs))
	for i, b := range p.blocs {
		var name, names string
		found, err := w.get("SELECT id, name, names FROM bloc WHERE hash = ?", []any{hashID(b.key)}, &rows[i], &name, &names)
		if err != nil {
			return nil, err
		}
		if !found {
			if rows[i], err = w.insert("INSERT INTO bloc (hash, key, name, names, articles) VALUES (?, ?, ?, '', 0)", hashID(b.key), b.key, b.name); err != nil {
				return nil, err
			}
			name = b.name
		}
		all := addAll(namesOf(name, names), b.names)
		if err := w.exec("UPDATE bloc SET names = ?, articles = articles + 1 WHERE id = ?", strings.Join(otherNames(all, name), "\n"), rows[i]); err != nil {
			return nil, err
		}
		if err := w.exec("INSERT INTO bloc_article (bloc, article) VALUES (?, ?)", rows[i], article); err != nil {
			return nil, err
		}
		for _, c := range b.claims {
			if err := w.exec(`INSERT INTO bloc_claim (bloc, article, type, value, approximate, claimed_by, condition, statement, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				rows[i], article, string(c.Type), line(c.Value), c.Approximate, line(c.ClaimedBy), c.condition, c.Statement, c.text); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

// dropBlocs takes away what an article claims of blocs, and the blocs that no
// other article speaks of.
func (w *writer) dropBlocs(article int64) error {
	for _, query := range []string{
		"DELETE FROM bloc_claim WHERE article = ?1",
		"UPDATE bloc SET articles = articles - 1 WHERE id IN (SELECT bloc FROM bloc_article WHERE article = ?1)",
		"DELETE FROM bloc WHERE articles = 0 AND id IN (SELECT bloc FROM bloc_article WHERE article = ?1)",
		"DELETE FROM bloc_article WHERE article = ?1",
	} {
		if err := w.exec(query, article); err != nil {
			return err
		}
	}
	return nil
}

// blocFacets are the facets of the blocs that stand within some spans; of all
// where there are none.
func (p *prepared) blocFacets(rows []int64, within []onrecord.Span) []string {
	var out []string
	for i, b := range p.blocs {
		if within == nil || mentioned(b.mentions, within) {
			out = append(out, entityFacet("b", rows[i]))
		}
	}
	return out
}

// Bloc implements onrecord.Ledger.
func (l *Ledger) Bloc(ctx context.Context, name string) (onrecord.BlocProfile, error) {
	var out onrecord.BlocProfile
	err := l.view(ctx, func(v view) error {
		rows, err := v.blocsCalled(name)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return onrecord.ErrNotFound
		}
		for i, r := range rows {
			if i == 0 {
				out.BlocFigure, out.Names = r.BlocFigure, r.names
			} else {
				out.Namesakes = append(out.Namesakes, r.BlocFigure)
			}
		}
		if out.Claims, err = v.blocClaims(rows[0].row); err != nil {
			return err
		}
		if len(out.Claims) > blocClaimsMost {
			out.More, out.Claims = true, out.Claims[len(out.Claims)-blocClaimsMost:]
		}
		out.Disputes = dispute.Pairs(out.Claims, disputesMost)
		return nil
	})
	return out, err
}

// blocRow is a row of the table of blocs.
type blocRow struct {
	onrecord.BlocFigure
	row   int64
	names []string
}

// blocsCalled finds blocs by key, else by whole names, else by words of them,
// those of the most articles first. There are some thousands at most.
func (v view) blocsCalled(name string) ([]blocRow, error) {
	words := strings.Join(foldedWords(strings.TrimPrefix(strings.ToLower(name), "the ")), " ")
	var exact, whole, partly []blocRow
	err := v.scan("SELECT id, key, name, names, articles FROM bloc ORDER BY articles DESC, id", nil, func(r *sql.Rows) error {
		var b blocRow
		var names string
		if err := r.Scan(&b.row, &b.Key, &b.Name, &names, &b.Articles); err != nil {
			return err
		}
		b.names = lines(names)
		called := func(n string) bool { return strings.Join(foldedWords(n), " ") == words }
		switch all := namesOf(b.Name, names); {
		case strings.EqualFold(b.Key, name):
			exact = append(exact, b)
		case words == "":
		case slices.ContainsFunc(all, called), called(strings.TrimPrefix(b.Key, "bloc:")):
			whole = append(whole, b)
		case slices.ContainsFunc(all, func(n string) bool {
			return strings.Contains(" "+strings.Join(foldedWords(n), " ")+" ", " "+words+" ")
		}):
			partly = append(partly, b)
		}
		return nil
	})
	if exact == nil {
		exact = whole
	}
	if exact == nil {
		exact = partly
	}
	return exact[:min(len(exact), blocsMost)], err
}

// blocClaims reads the newest claims of a bloc, one more than are given, by
// day, those of no day last.
func (v view) blocClaims(row int64) ([]onrecord.FoundClaim, error) {
	out := []onrecord.FoundClaim{}
	err := v.scan(`SELECT `+heading+`, c.type, c.value, c.approximate, c.claimed_by, c.condition, c.statement, c.text
		FROM bloc_claim c JOIN article a ON a.id = c.article WHERE c.bloc = ? ORDER BY a.day = '' DESC, a.day DESC, a.rank DESC, c.id DESC LIMIT ?`,
		[]any{row, blocClaimsMost + 1}, func(r *sql.Rows) error {
			var c onrecord.FoundClaim
			err := head(r.Scan, &c.Article, &c.Type, &c.Value, &c.Approximate, &c.ClaimedBy, &c.Condition, &c.Statement, &c.Text)
			out = append(out, c)
			return err
		})
	slices.Reverse(out)
	slices.SortStableFunc(out, func(a, b onrecord.FoundClaim) int {
		undated := func(c onrecord.FoundClaim) int {
			if c.Article.Day == "" {
				return 1
			}
			return 0
		}
		return cmp.Compare(undated(a), undated(b))
	})
	return out, err
}

// blocFields looks up the blocs that a query's fields name.
func (v view) blocFields(root query.Node) (map[string][]string, error) {
	found := map[string][]string{}
	var err error
	query.Walk(root, func(n query.Node) {
		f, ok := n.(query.Field)
		if !ok || f.Name != "bloc" || err != nil {
			return
		}
		var rows []blocRow
		if rows, err = v.blocsCalled(f.Value); err != nil {
			return
		}
		for _, r := range rows {
			found[f.Value] = append(found[f.Value], "b"+strconv.FormatInt(r.row, 10))
		}
	})
	return found, err
}
