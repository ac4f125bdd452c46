package sqlite

import (
	"encoding/binary"
	"errors"

	"github.com/onrecord/onrecord"
)

// Spans are stored as numbers of bytes: how far each begins from the end of
// the one before, and its length. They are those of the statements, then of
// the entities' mentions and roles, then the dateline's, then those of terms
// and blocs. As JSON they would be a quarter of a compressed record.

func appendSpans(b []byte, r *onrecord.Record) ([]byte, error) {
	n := len(r.Article.Text)
	place := 0
	bad := false
	put := func(spans ...onrecord.Span) {
		for _, s := range spans {
			bad = bad || s.Start < 0 || s.End < s.Start || s.End > n
			b = binary.AppendVarint(b, int64(s.Start-place))
			b = binary.AppendUvarint(b, uint64(s.End-s.Start))
			place = s.End
		}
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		b = appendCounts(b, len(s.Content), len(s.Cue), len(s.Source))
		put(s.Content...)
		put(s.Cue...)
		put(s.Source...)
	}
	for i := range r.Entities {
		e := &r.Entities[i]
		place = 0
		b = binary.AppendUvarint(b, uint64(len(e.Mentions)))
		put(e.Mentions...)
		for _, role := range e.Roles {
			put(role.Span)
		}
	}
	if r.Article.Dateline != nil {
		put(r.Article.Dateline.Span)
	}
	for _, s := range termSpans(r) {
		put(*s)
	}
	if bad {
		return nil, errors.New("a span lies outside the text")
	}
	return b, nil
}

// termSpans are the places in a record of the spans of its terms and blocs, in
// the order in which they are stored. How many there are its JSON says.
func termSpans(r *onrecord.Record) []*onrecord.Span {
	var out []*onrecord.Span
	for i := range r.Statements {
		s := &r.Statements[i]
		for _, m := range []*onrecord.Mention{s.Addressee, s.Venue} {
			if m != nil {
				out = append(out, &m.Span)
			}
		}
		for j := range s.Conditions {
			c := &s.Conditions[j]
			out = append(out, &c.Marker, &c.Clause)
			for k := range c.Consequence {
				out = append(out, &c.Consequence[k])
			}
		}
	}
	for i := range r.Blocs {
		b := &r.Blocs[i]
		out = append(out, &b.Mention)
		for j := range b.Claims {
			out = append(out, &b.Claims[j].Span)
			if b.Claims[j].Condition != nil {
				out = append(out, b.Claims[j].Condition)
			}
		}
	}
	return out
}

// manyCounts marks counts of which one does not fit into two bits.
const manyCounts = 0xff

func appendCounts(b []byte, content, cue, source int) []byte {
	if max(content, cue, source) < 4 {
		return append(b, byte(content|cue<<2|source<<4))
	}
	b = append(b, manyCounts)
	for _, n := range []int{content, cue, source} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

// spanReader reads what appendSpans wrote of a text of limit bytes.
type spanReader struct {
	bytes   []byte
	limit   int
	place   int
	damaged bool
}

func (r *spanReader) number() int {
	n, size := binary.Uvarint(r.bytes)
	if size <= 0 || n > uint64(max(r.limit, len(r.bytes))) {
		r.damaged = true
		return 0
	}
	r.bytes = r.bytes[size:]
	return int(n)
}

func (r *spanReader) span() onrecord.Span {
	n, size := binary.Varint(r.bytes)
	if size <= 0 || n > int64(r.limit) || n < -int64(r.limit) {
		r.damaged = true
		return onrecord.Span{}
	}
	r.bytes = r.bytes[size:]
	s := onrecord.Span{Start: r.place + int(n)}
	s.End = s.Start + r.number()
	if s.Start < 0 || s.End > r.limit {
		r.damaged = true
		return onrecord.Span{}
	}
	r.place = s.End
	return s
}

func (r *spanReader) spans(n int) []onrecord.Span {
	var out []onrecord.Span
	for ; n > 0 && !r.damaged; n-- {
		out = append(out, r.span())
	}
	return out
}

// statements gives statements their spans.
func (r *spanReader) statements(list []onrecord.Statement) error {
	for i := range list {
		if r.damaged || len(r.bytes) == 0 {
			return errDamaged
		}
		packed := int(r.bytes[0])
		r.bytes = r.bytes[1:]
		content, cue, source := packed&3, packed>>2&3, packed>>4&3
		if packed == manyCounts {
			content, cue, source = r.number(), r.number(), r.number()
		}
		s := &list[i]
		s.Content, s.Cue, s.Source = r.spans(content), r.spans(cue), r.spans(source)
	}
	if r.damaged {
		return errDamaged
	}
	return nil
}

// fill gives a record all its spans.
func (r *spanReader) fill(to *onrecord.Record) error {
	if err := r.statements(to.Statements); err != nil {
		return err
	}
	for i := range to.Entities {
		e := &to.Entities[i]
		r.place = 0
		e.Mentions = r.spans(r.number())
		for j := range e.Roles {
			e.Roles[j].Span = r.span()
		}
	}
	if to.Article.Dateline != nil {
		to.Article.Dateline.Span = r.span()
	}
	for _, s := range termSpans(to) {
		*s = r.span()
	}
	if r.damaged || len(r.bytes) > 0 {
		return errDamaged
	}
	return nil
}
