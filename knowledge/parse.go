package knowledge

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
)

// The JSON of a line is read by hand, several times as fast as by reflection,
// which New would spend most of its time on. It is stricter, too: a field may
// stand once, spelt as documented.

// parser reads one line.
type parser struct {
	text string
	at   int
}

// entity reads the object that a line is.
func (p *parser) entity() (e Entry, err error) {
	err = p.object(func(field string) (err error) {
		switch field {
		case "id":
			e.ID, err = p.string()
		case "names":
			e.Names, err = p.strings()
		case "kind":
			var kind string
			kind, err = p.string()
			e.Kind = onrecord.EntityKind(kind)
		case "surname":
			e.surnames, err = p.words()
		case "roles":
			err = p.list(func() error {
				t, err := p.role()
				e.Tenures = append(e.Tenures, t)
				return err
			})
		case "country":
			e.Country, err = p.string()
		case "wikidata":
			e.Wikidata, err = p.string()
		case "pronoun":
			e.Pronoun, err = p.string()
		default:
			err = fmt.Errorf("unknown field %q", field)
		}
		return err
	})
	if err == nil && p.next() != 0 {
		err = errors.New("more than one JSON value")
	}
	return e, err
}

// role reads an office.
func (p *parser) role() (t Tenure, err error) {
	err = p.object(func(field string) (err error) {
		switch field {
		case "title":
			t.Title, err = p.string()
		case "short":
			t.Short, err = p.words()
		case "country":
			t.Country, err = p.string()
		case "from":
			t.From, err = p.string()
		case "to":
			t.To, err = p.string()
		default:
			err = fmt.Errorf("unknown field %q of a role", field)
		}
		return err
	})
	return t, err
}

// next is the next byte that is no space, or 0 at the end.
func (p *parser) next() byte {
	for ; p.at < len(p.text); p.at++ {
		if c := p.text[p.at]; c != ' ' && c != '\t' && c != '\r' {
			return c
		}
	}
	return 0
}

// expect reads one punctuation mark.
func (p *parser) expect(c byte) error {
	if p.next() != c {
		return fmt.Errorf("no %q at byte %d", c, p.at+1)
	}
	p.at++
	return nil
}

// more reads the comma before another element or the mark that ends the row.
func (p *parser) more(end byte) (bool, error) {
	switch p.next() {
	case ',':
		p.at++
		return true, nil
	case end:
		p.at++
		return false, nil
	}
	return false, fmt.Errorf("neither ',' nor %q at byte %d", end, p.at+1)
}

// object reads an object; value reads the value of a field.
func (p *parser) object(value func(field string) error) error {
	if err := p.expect('{'); err != nil {
		return err
	}
	if p.next() == '}' {
		p.at++
		return nil
	}
	seen := make([]string, 0, 8)
	for more := true; more; {
		field, err := p.string()
		if err != nil {
			return err
		}
		for _, s := range seen {
			if s == field {
				return fmt.Errorf("field %q stands twice", field)
			}
		}
		seen = append(seen, field)
		if err := p.expect(':'); err != nil {
			return err
		}
		if err := value(field); err != nil {
			return err
		}
		if more, err = p.more('}'); err != nil {
			return err
		}
	}
	return nil
}

// list reads an array; element reads one of its elements.
func (p *parser) list(element func() error) error {
	if err := p.expect('['); err != nil {
		return err
	}
	if p.next() == ']' {
		p.at++
		return nil
	}
	for more := true; more; {
		if err := element(); err != nil {
			return err
		}
		var err error
		if more, err = p.more(']'); err != nil {
			return err
		}
	}
	return nil
}

// strings reads an array of strings.
func (p *parser) strings() ([]string, error) {
	out := make([]string, 0, 4)
	err := p.list(func() error {
		s, err := p.string()
		out = append(out, s)
		return err
	})
	return out, err
}

// words reads a string or an array of strings.
func (p *parser) words() ([]string, error) {
	if p.next() == '[' {
		return p.strings()
	}
	s, err := p.string()
	return []string{s}, err
}

// string reads a string; one with escapes goes through encoding/json.
func (p *parser) string() (string, error) {
	if p.next() != '"' {
		return "", fmt.Errorf("no string at byte %d", p.at+1)
	}
	start := p.at
	for i := start + 1; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '\\':
			i++
		case c < ' ':
			return "", fmt.Errorf("a control character at byte %d", i+1)
		case c == '"':
			p.at = i + 1
			inner := p.text[start+1 : i]
			if !strings.Contains(inner, `\`) {
				return inner, nil
			}
			var s string
			if json.Unmarshal([]byte(p.text[start:i+1]), &s) != nil {
				return "", fmt.Errorf("a damaged string at byte %d", start+1)
			}
			return s, nil
		}
	}
	return "", fmt.Errorf("a string without end at byte %d", start+1)
}
