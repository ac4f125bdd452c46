package sqlite

import (
	"slices"
	"strings"
)

// maxNames bounds how many aliases and roles an entity is found by.
const maxNames = 30

// entity is what the writer knows of an entity that has a row.
type entity struct {
	id             int64
	name           string
	aliases, roles []string
	indexed        bool
}

// publish puts an article's record into the indexes, its statements from row
// on.
func (w *writer) publish(article, place, row int64, p *prepared) error {
	ids := make([]int64, len(p.entities))
	for i := range p.entities {
		var err error
		if ids[i], err = w.appear(article, i, p); err != nil {
			return err
		}
	}
	blocs, err := w.putBlocs(article, p)
	if err != nil {
		return err
	}
	// The last statement gets the first row: the newest row comes first, and an
	// article's statements are to come in order of its text.
	for i, s := range slices.Backward(p.said) {
		var speaker any
		if s.speaker >= 0 {
			speaker = ids[s.speaker]
		}
		if err := w.exec("INSERT INTO statement (id, article, position, speaker) VALUES (?, ?, ?, ?)", row, article, i, speaker); err != nil {
			return err
		}
		w.index(statementIndex, row, p.statementRow(i, ids, blocs)...)
		row++
	}
	w.index(articleIndex, place, p.articleRow(blocs)...)
	return w.learn(p.words)
}

// learn keeps the words that are new.
func (w *writer) learn(words []string) error {
	for _, word := range words {
		if _, ok := w.words[word]; ok {
			continue
		}
		stem := stem(word)
		if err := w.exec("INSERT OR IGNORE INTO word (stem, ending) VALUES (?, ?)", stem, endingOf(word, stem)); err != nil {
			return err
		}
		w.words[word] = struct{}{}
	}
	return nil
}

// appear keeps that an article names one of p's entities.
func (w *writer) appear(article int64, i int, p *prepared) (int64, error) {
	n := &p.entities[i]
	e, err := w.entity(n)
	if err != nil {
		return 0, err
	}
	statements := 0
	for _, s := range p.said {
		if s.speaker == i {
			statements++
		}
	}
	if err := w.exec("INSERT INTO appearance (entity, article, roles) VALUES (?, ?, ?)", e.id, article, strings.Join(n.roles, "\n")); err != nil {
		return 0, err
	}
	aliases, roles := addAll(e.aliases, n.aliases), addAll(e.roles, n.roles)
	if e.indexed && len(aliases) == len(e.aliases) && len(roles) == len(e.roles) {
		return e.id, w.exec("UPDATE entity SET articles = articles + 1, statements = statements + ? WHERE id = ?", statements, e.id)
	}
	// A new value: what a failed write leaves in memory is forgotten.
	w.entities[n.key] = &entity{e.id, e.name, aliases, roles, true}
	err = w.exec("UPDATE entity SET articles = articles + 1, statements = statements + ?, aliases = ?, roles = ? WHERE id = ?",
		statements, strings.Join(otherNames(aliases, e.name), "\n"), strings.Join(roles, "\n"), e.id)
	if err != nil {
		return 0, err
	}
	if err := w.unindex(peopleIndex, e.id); err != nil {
		return 0, err
	}
	w.index(peopleIndex, e.id, strings.Join(aliases, apart), strings.Join(roles, apart), "all k"+n.kind+" "+facet("c", n.country))
	return e.id, nil
}

// addAll is a new list with what it lacks of more, up to a bound.
func addAll(list, more []string) []string {
	out := slices.Clone(list)
	for _, s := range more {
		if len(out) < maxNames {
			out = addOnce(out, s)
		}
	}
	return out
}

// entity finds or makes the row of an entity.
func (w *writer) entity(n *named) (*entity, error) {
	if e, ok := w.entities[n.key]; ok {
		return e, nil
	}
	e := &entity{name: n.name}
	var aliases, roles string
	found, err := w.get("SELECT id, name, aliases, roles FROM entity WHERE hash = ?", []any{hashID(n.key)}, &e.id, &e.name, &aliases, &roles)
	if err != nil {
		return nil, err
	}
	if found {
		e.aliases, e.roles, e.indexed = namesOf(e.name, aliases), lines(roles), true
	} else if e.id, err = w.insert(`INSERT INTO entity (hash, key, name, kind, country, wikidata, articles, statements, aliases, roles)
			VALUES (?, ?, ?, ?, ?, ?, 0, 0, '', '')`, hashID(n.key), shorten(n.key, usualKey(n.kind, n.name)), n.name, n.kind, n.country, n.wikidata); err != nil {
		return nil, err
	}
	w.entities[n.key] = e
	return e, nil
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// otherNames is the stored form of an entity's names.
func otherNames(names []string, name string) []string {
	var out []string
	for _, n := range names {
		if n != name {
			out = append(out, n)
		}
	}
	return out
}

// namesOf is all names of an entity, from the stored form.
func namesOf(name, others string) []string { return append(addOnce(nil, name), lines(others)...) }

// longKey is an entity's key, from the stored form.
func longKey(key, kind, name string) string {
	return restore(key, func() string { return usualKey(kind, name) })
}

// withdraw takes an article out of the indexes and gives the entities that it
// named.
func (w *writer) withdraw(article int64) ([]int64, error) {
	rows, err := w.numbers("SELECT s.id FROM article a JOIN statement s ON s.id >= a.first AND s.id < a.first + a.statements WHERE a.id = ?", article)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if err := w.unindex(statementIndex, row); err != nil {
			return nil, err
		}
	}
	places, err := w.numbers("SELECT place FROM article WHERE id = ?", article)
	if err != nil {
		return nil, err
	}
	for _, place := range places {
		if err := w.unindex(articleIndex, place); err != nil {
			return nil, err
		}
	}
	if err := w.dropBlocs(article); err != nil {
		return nil, err
	}
	named, err := w.numbers("SELECT entity FROM appearance WHERE article = ?", article)
	if err != nil {
		return nil, err
	}
	for _, query := range []string{
		`UPDATE entity SET articles = articles - 1,
			statements = statements - (SELECT count(*) FROM article a JOIN statement s ON s.id >= a.first AND s.id < a.first + a.statements
				WHERE a.id = ?1 AND s.speaker = entity.id)
			WHERE id IN (SELECT entity FROM appearance WHERE article = ?1)`,
		"DELETE FROM statement WHERE id >= (SELECT first FROM article WHERE id = ?1) AND id < (SELECT first + statements FROM article WHERE id = ?1)",
		"DELETE FROM appearance WHERE article = ?1",
	} {
		if err := w.exec(query, article); err != nil {
			return nil, err
		}
	}
	return named, nil
}

// dropUnnamed takes away those of the entities that no article names any more.
func (w *writer) dropUnnamed(entities []int64) error {
	for _, id := range entities {
		var key, kind, name string
		gone, err := w.get("SELECT key, kind, name FROM entity WHERE id = ? AND articles = 0", []any{id}, &key, &kind, &name)
		if err != nil {
			return err
		}
		if !gone {
			continue
		}
		delete(w.entities, longKey(key, kind, name))
		if err := w.unindex(peopleIndex, id); err != nil {
			return err
		}
		if err := w.exec("DELETE FROM entity WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}
