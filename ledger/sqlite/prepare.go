package sqlite

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/near"
)

// The full-text indexes.
const (
	statementIndex = "statement_index"
	articleIndex   = "article_index"
	peopleIndex    = "people_index"
)

// apart keeps a phrase from running over the end of one name into the next:
// to the index, a character of private use is a word.
const apart = " \ue000 "

// prepared is a record as the tables take it, all that can be worked out
// without looking into them.
type prepared struct {
	id, hash   []byte // of the article, of this version
	day        string
	rank       int64  // see rankOf
	stored     []byte // compressed
	record     onrecord.Record
	shingles   near.Shingles
	sketch     near.Sketch
	words      []string // of the text, folded, each once
	entities   []named
	said       []said
	blocs      []bloc
	attributed int
}

// named is an entity of the record; two with one key are one.
type named struct {
	key, name, kind, country, wikidata string
	aliases, roles                     []string
}

// said is a statement of the record.
type said struct {
	hash    int64 // of the ID
	speaker int   // in prepared.entities, or -1
	about   []int // in prepared.entities
}

// prepare checks a record and works out what the tables hold of it.
func prepare(c *codec, r onrecord.Record) (*prepared, error) {
	if err := check(&r); err != nil {
		return nil, err
	}
	r.Article.Title = strings.ToValidUTF8(r.Article.Title, "\uFFFD") // as it will be read back
	p := &prepared{record: r, shingles: near.Shingle(r.Article.Text)}
	p.id, _ = hex.DecodeString(onrecord.ArticleID(&r.Article))
	sum := sha256.Sum256([]byte(r.Article.Title + "\x00" + r.Article.Text))
	p.hash = sum[:16]
	if d, ok := r.Article.PublishedDate(); ok && len(d.Value) >= 10 {
		if _, ok := parseDay(d.Value[:10]); ok {
			p.day = d.Value[:10]
		}
	}
	p.rank = rankOf(&r.Article, p.day, p.id)
	var err error
	if p.stored, err = c.encode(r); err != nil {
		return nil, err
	}
	p.sketch = p.shingles.Sketch()
	p.words = vocabulary(r.Article.Title, r.Article.Text)
	byID := p.gather()
	p.gatherBlocs()
	for i := range r.Statements {
		p.add(&r.Statements[i], byID)
	}
	return p, nil
}

// imprint is what near copies of the record's article are found by.
func (p *prepared) imprint(article int64) imprint {
	return imprint{article, p.rank, p.sketch, p.shingles}
}

// check tells whether every span of a record lies within its text.
func check(r *onrecord.Record) error {
	n := len(r.Article.Text)
	outside := func(spans ...onrecord.Span) bool {
		return slices.ContainsFunc(spans, func(s onrecord.Span) bool { return s.Start < 0 || s.End < s.Start || s.End > n })
	}
	for _, s := range r.Statements {
		if s.ID == "" || outside(s.Content...) || outside(s.Cue...) || outside(s.Source...) {
			return fmt.Errorf("statement %q has no ID or a span outside the text", s.ID)
		}
	}
	for _, b := range r.Blocs {
		for _, c := range b.Claims {
			if outside(c.Span) || c.Condition != nil && outside(*c.Condition) {
				return fmt.Errorf("bloc %q has a claim outside the text", b.Name)
			}
		}
		if outside(b.Mention) {
			return fmt.Errorf("bloc %q has a mention outside the text", b.Name)
		}
	}
	for _, e := range r.Entities {
		if outside(e.Mentions...) {
			return fmt.Errorf("entity %q has a mention outside the text", e.ID)
		}
	}
	return nil
}

// gather fills entities and gives their places by the record's IDs.
func (p *prepared) gather() map[string]int {
	byID, byKey := map[string]int{}, map[string]int{}
	for _, e := range p.record.Entities {
		key := cmp.Or(e.Key, string(e.Kind)+":"+strings.ToLower(e.Name))
		i, ok := byKey[key]
		if !ok {
			i = len(p.entities)
			byKey[key] = i
			p.entities = append(p.entities, named{key: key, name: line(e.Name), kind: string(e.Kind), country: e.Country, wikidata: e.Wikidata})
		}
		byID[e.ID] = i
		n := &p.entities[i]
		for _, a := range append([]string{e.Name}, e.Aliases...) {
			n.aliases = addOnce(n.aliases, line(a))
		}
		for _, r := range e.Roles {
			n.roles = addOnce(n.roles, line(r.Title))
		}
	}
	return byID
}

// line makes a name one line, for lists are kept as lines.
func line(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", " "), "\uFFFD")), " ")
}

func addOnce(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// add works out a statement.
func (p *prepared) add(s *onrecord.Statement, byID map[string]int) {
	out := said{hash: hashID(s.ID), speaker: -1}
	if i, ok := byID[s.Speaker.Entity]; ok && s.Speaker.Entity != "" {
		out.speaker = i
		n := &p.entities[i]
		n.roles = addOnce(n.roles, line(s.Speaker.Role))
	}
	if s.Speaker.Kind != "" && s.Speaker.Kind != onrecord.Unknown {
		p.attributed++
	}
	for _, e := range p.record.Entities {
		i := byID[e.ID]
		if i != out.speaker && !slices.Contains(out.about, i) && mentioned(e.Mentions, s.Content) {
			out.about = append(out.about, i)
		}
	}
	p.said = append(p.said, out)
}

// hashID is what a statement or an entity is found by: 8 bytes are enough, for
// there are some millions.
func hashID(id string) int64 {
	sum := sha256.Sum256([]byte(id))
	return int64(binary.LittleEndian.Uint64(sum[:8]))
}

func mentioned(mentions, content []onrecord.Span) bool {
	return slices.ContainsFunc(mentions, func(m onrecord.Span) bool {
		return slices.ContainsFunc(content, func(c onrecord.Span) bool { return c.Contains(m) })
	})
}

// content is what a statement says, in one string.
func content(text string, s *onrecord.Statement) string { return joined(text, s.Content) }

func joined(text string, spans []onrecord.Span) string {
	parts := make([]string, 0, len(spans))
	for _, c := range spans {
		parts = append(parts, c.In(text))
	}
	return strings.Join(parts, " … ")
}

// statementRow is what the index holds of a statement: text, title, speaker,
// role, about, outlet, facet. ids are the entities' rows, blocs the blocs'.
func (p *prepared) statementRow(i int, ids, blocs []int64) []any {
	s, a := &p.record.Statements[i], &p.record.Article
	speaker := []string{s.Speaker.Name}
	facets := []string{"all", "k" + string(s.Kind), "k" + string(cmp.Or(s.Speaker.Kind, onrecord.Unknown)), facet("l", a.Language)}
	if e := p.said[i].speaker; e >= 0 {
		speaker = append(speaker, p.entities[e].aliases...)
		facets = append(facets, facet("c", p.entities[e].country), entityFacet("s", ids[e]))
	}
	facets = append(facets, termFacets(s)...)
	var about []string
	for _, e := range p.said[i].about {
		about = append(about, p.entities[e].aliases...)
		facets = append(facets, entityFacet("a", ids[e]))
	}
	facets = append(facets, p.blocFacets(blocs, s.Content)...)
	// Whom it is said for stands where the office does: role:"United States".
	role := strings.Join(addOnce(addOnce(addOnce(nil, s.Speaker.Role), s.Speaker.OnBehalfOf), s.Actor), apart)
	return []any{content(a.Text, s), a.Title, strings.Join(speaker, apart), role,
		strings.Join(addOnce(about, s.Target), apart), a.Outlet, strings.Join(facets, " ")}
}

// termFacets mark a statement's act, and the kinds of its conditions with "any".
func termFacets(s *onrecord.Statement) []string {
	var out []string
	if s.Act != "" {
		out = append(out, facet("x", string(s.Act)))
	}
	for _, c := range s.Conditions {
		if c.Flag != "concessive" { // "even if" is no condition
			out = addOnce(addOnce(out, facet("o", "any")), facet("o", string(c.Kind)))
		}
	}
	return out
}

// articleRow is what the index holds of an article, in the same columns.
func (p *prepared) articleRow(blocs []int64) []any {
	a := &p.record.Article
	var speakers, roles, about []string
	facets := []string{"all", facet("l", a.Language)}
	for i, e := range p.entities {
		speaks := slices.ContainsFunc(p.said, func(s said) bool { return s.speaker == i })
		if speaks {
			speakers = append(speakers, e.aliases...)
			roles = append(roles, e.roles...)
			facets = addOnce(facets, facet("c", e.country))
		}
		about = append(about, e.aliases...)
	}
	for i := range p.record.Statements {
		s := &p.record.Statements[i]
		for _, f := range termFacets(s) {
			facets = addOnce(facets, f)
		}
		facets = addOnce(facets, "k"+string(s.Kind))
		facets = addOnce(facets, "k"+string(cmp.Or(s.Speaker.Kind, onrecord.Unknown)))
		if s.Speaker.Entity == "" {
			speakers = addOnce(speakers, s.Speaker.Name)
			roles = addOnce(roles, s.Speaker.Role)
		}
	}
	facets = append(facets, p.blocFacets(blocs, nil)...)
	return []any{a.Text, a.Title, strings.Join(speakers, apart), strings.Join(roles, apart),
		strings.Join(about, apart), a.Outlet, strings.Join(facets, " ")}
}
