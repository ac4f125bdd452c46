package sqlite

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/onrecord/onrecord"
)

// again stands in a stored record for a value that follows from the rest of
// it. A value of the record's own that begins with it gets another in front.
const again = "="

// shorten is the stored form of value, where expected follows from the rest.
func shorten(value, expected string) string {
	switch {
	case value == expected:
		return again
	case strings.HasPrefix(value, again):
		return again + value
	}
	return value
}

// restore is the opposite of shorten.
func restore(value string, expected func() string) string {
	if value == again {
		return expected()
	}
	return strings.TrimPrefix(value, again)
}

// bare is a record without its text, its spans, and what follows from these.
func bare(r onrecord.Record) onrecord.Record {
	sum := sha256.Sum256([]byte(r.Article.Text))
	r.Article.Text, r.Article.SHA256 = "", shorten(r.Article.SHA256, hex.EncodeToString(sum[:]))
	if r.Article.Dateline != nil {
		r.Article.Dateline = &onrecord.Dateline{Place: r.Article.Dateline.Place}
	}
	r.Entities = slices.Clone(r.Entities)
	for i := range r.Entities {
		e := &r.Entities[i]
		e.Mentions, e.Roles = nil, slices.Clone(e.Roles)
		for j := range e.Roles {
			e.Roles[j].Span = onrecord.Span{}
		}
		e.Key = shorten(e.Key, usualKey(string(e.Kind), e.Name))
	}
	ids := map[string]int{}
	for i := range r.Statements {
		if _, ok := ids[r.Statements[i].ID]; !ok {
			ids[r.Statements[i].ID] = i
		}
	}
	r.Statements = slices.Clone(r.Statements)
	for i := range r.Statements {
		s := &r.Statements[i]
		s.ID = shorten(s.ID, onrecord.StatementID(sum, s.Content, s.Cue, s.Source))
		if parent, ok := ids[s.Parent]; ok {
			s.Parent = again + strconv.Itoa(parent)
		} else if strings.HasPrefix(s.Parent, again) {
			s.Parent = again + s.Parent
		}
		s.Content, s.Cue, s.Source = nil, nil, nil
	}
	return r
}

// dress puts back what bare took away, into a record with text and spans.
func dress(r *onrecord.Record) error {
	sum := sha256.Sum256([]byte(r.Article.Text))
	r.Article.SHA256 = restore(r.Article.SHA256, func() string { return hex.EncodeToString(sum[:]) })
	for i := range r.Entities {
		e := &r.Entities[i]
		e.Key = restore(e.Key, func() string { return usualKey(string(e.Kind), e.Name) })
	}
	for i := range r.Statements {
		r.Statements[i].ID = dressID(r.Statements[i].ID, sum, &r.Statements[i])
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		var err error
		s.Parent, err = dressParent(s.Parent, len(r.Statements), func(i int) (string, error) { return r.Statements[i].ID, nil })
		if err != nil {
			return err
		}
	}
	return nil
}

// dressID is the ID of a statement with its spans, from the stored one.
func dressID(id string, text [sha256.Size]byte, s *onrecord.Statement) string {
	return restore(id, func() string { return onrecord.StatementID(text, s.Content, s.Cue, s.Source) })
}

// dressParent is the ID of a parent, stored as its position among n.
func dressParent(parent string, n int, id func(int) (string, error)) (string, error) {
	rest, ok := strings.CutPrefix(parent, again)
	if !ok || strings.HasPrefix(rest, again) {
		return rest, nil
	}
	i, err := strconv.Atoi(rest)
	if err != nil || i < 0 || i >= n {
		return "", errDamaged
	}
	return id(i)
}

// usualKey is the key that most entities have. It is part of the file's
// format and need not be the key that entities are given.
func usualKey(kind, name string) string {
	var b strings.Builder
	b.WriteString(kind + ":")
	blank := false
	for _, r := range name {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if blank {
				b.WriteByte('-')
			}
			b.WriteRune(unicode.ToLower(r))
			blank = false
		case r == '\'' || r == '’':
		default:
			blank = b.Len() > len(kind)+1
		}
	}
	return b.String()
}
