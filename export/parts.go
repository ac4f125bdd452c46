package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"

	"github.com/onrecord/onrecord"
)

// gap stands between the parts of a discontinuous statement where a format
// has room for one string only.
const gap = " … "

// words is what the spans cover, its parts joined by gap.
func words(text string, spans []onrecord.Span) string {
	if len(spans) == 1 {
		return spans[0].In(text)
	}
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = s.In(text)
	}
	return strings.Join(parts, gap)
}

// speakers finds the entities of one record that speak.
type speakers map[string]*onrecord.Entity

// speakersOf indexes a record's entities; the first keeps an ID that several have.
func speakersOf(r *onrecord.Record) speakers {
	byID := make(speakers, len(r.Entities))
	for i := range r.Entities {
		if e := &r.Entities[i]; byID[e.ID] == nil {
			byID[e.ID] = e
		}
	}
	return byID
}

// of is the entity that made a statement, or nil where the record names none.
func (byID speakers) of(s *onrecord.Statement) *onrecord.Entity {
	if s.Speaker.Entity == "" {
		return nil
	}
	return byID[s.Speaker.Entity]
}

// speakerKind is the kind of a statement's speaker; the zero value is unknown.
func speakerKind(s *onrecord.Statement) onrecord.EntityKind {
	if s.Speaker.Kind == "" {
		return onrecord.Unknown
	}
	return s.Speaker.Kind
}

// item is an entity's Wikidata item (Q1 …), or "" where it has none that is
// well formed: records may come from elsewhere.
func item(e *onrecord.Entity) string {
	if e == nil || len(e.Wikidata) < 2 || e.Wikidata[0] != 'Q' || e.Wikidata[1] == '0' ||
		strings.Trim(e.Wikidata[1:], "0123456789") != "" {
		return ""
	}
	return e.Wikidata
}

// concept is the IRI of an entity at Wikidata (its concept URI, which is
// http), or "".
func concept(e *onrecord.Entity) string {
	if id := item(e); id != "" {
		return "http://www.wikidata.org/entity/" + id
	}
	return ""
}

// web gives an address back if it is an absolute one of the web, else "".
// What may not stand in an IRI (RFC 3987) is percent-encoded.
func web(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	var b strings.Builder
	for _, r := range u.String() {
		if r <= ' ' || strings.ContainsRune("<>\"{}|\\^`", r) {
			fmt.Fprintf(&b, "%%%02X", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// textHash is the SHA-256 of an article's text in lower-case hex.
func textHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// iri names an article: its address on the web, or else a URN of its text.
func iri(a *onrecord.Article, hash string) string {
	for _, address := range []string{a.URL, a.CanonicalURL} {
		if address := web(address); address != "" {
			return address
		}
	}
	return "urn:sha256:" + hash
}

// statementIRI names a statement of an article: the same statement in two
// articles with the same words is two, since each says where it stands.
func statementIRI(articleID, statementID string) string {
	return "urn:onrecord:statement:" + url.PathEscape(articleID) + ":" + url.PathEscape(statementID)
}
