package query

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/onrecord/onrecord"
)

// The bounds of a query: nobody types more, and a parser must not recurse on
// whatever it is given.
const (
	maxLength = 4000 // code points
	maxDepth  = 50
	maxLeaves = 200
)

// quotes open and close phrases, any with any; special is what a word ends at.
const (
	quotes  = `"“”„«»‟`
	special = quotes + `()`
)

func isSpace(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// parser reads a query left to right.
type parser struct {
	query  string
	in     []rune
	at     int
	depth  int
	leaves int
}

// Parse reads a query. Errors are *onrecord.QueryError.
func Parse(query string) (Query, error) {
	p := &parser{query: query, in: []rune(strings.ToValidUTF8(query, "\uFFFD"))}
	if len(p.in) > maxLength {
		return Query{}, p.expected(maxLength, "the end: a query is at most 4,000 characters long")
	}
	if p.skip(); p.at == len(p.in) {
		return Query{}, nil
	}
	root, err := p.or()
	if err != nil {
		return Query{}, err
	}
	if p.at < len(p.in) {
		return Query{}, p.expected(p.at, "no ) without a ( before it")
	}
	return Query{root}, nil
}

func (p *parser) expected(at int, want string) error {
	return &onrecord.QueryError{Query: p.query, Column: at + 1, Want: want}
}

func (p *parser) skip() {
	for p.at < len(p.in) && isSpace(p.in[p.at]) {
		p.at++
	}
}

// peek is the word that starts here, up to white space or a special rune.
func (p *parser) peek() string {
	end := p.at
	for end < len(p.in) && !isSpace(p.in[end]) && !strings.ContainsRune(special, p.in[end]) {
		end++
	}
	return string(p.in[p.at:end])
}

// take moves past an operator where it stands here.
func (p *parser) take(operator string) bool {
	if p.skip(); p.peek() != operator {
		return false
	}
	p.at += len(operator)
	return true
}

func (p *parser) or() (Node, error) {
	var out Or
	for more := true; more; more = p.take("OR") {
		next, err := p.and()
		if err != nil {
			return nil, err
		}
		if inner, ok := next.(Or); ok {
			out = append(out, inner...)
		} else {
			out = append(out, next)
		}
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return out, nil
}

func (p *parser) and() (Node, error) {
	var out And
	for {
		next, err := p.not()
		if err != nil {
			return nil, err
		}
		if inner, ok := next.(And); ok {
			out = append(out, inner...)
		} else {
			out = append(out, next)
		}
		if p.take("AND") {
			continue
		}
		if p.at == len(p.in) || p.in[p.at] == ')' || p.peek() == "OR" {
			break
		}
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return out, nil
}

func (p *parser) not() (Node, error) {
	p.skip()
	if p.depth++; p.depth > maxDepth {
		return nil, p.expected(p.at, "fewer brackets and NOTs within each other")
	}
	defer func() { p.depth-- }()
	minus := false
	if !p.take("NOT") {
		minus = p.at+1 < len(p.in) && p.in[p.at] == '-' && !isSpace(p.in[p.at+1]) && p.in[p.at+1] != ')'
		if !minus {
			return p.atom()
		}
		p.at++
	}
	n, err := p.not()
	return Not{n}, err
}

func (p *parser) atom() (Node, error) {
	if p.leaves++; p.leaves > maxLeaves {
		return nil, p.expected(p.at, "the end: a query has at most 200 words")
	}
	if p.at == len(p.in) {
		return nil, p.expected(p.at, "a word, a phrase, a field or (")
	}
	switch r := p.in[p.at]; {
	case r == '(':
		return p.group()
	case r == ')':
		return nil, p.expected(p.at, "a word, a phrase, a field or ( before the )")
	case strings.ContainsRune(quotes, r):
		text, err := p.phrase()
		return Words{Text: text, Phrase: true}, err
	}
	word := p.peek()
	if word == "AND" || word == "OR" || word == "NOT" {
		return nil, p.expected(p.at, `a word before `+word+` (or "`+word+`" in quotation marks)`)
	}
	return p.word(word)
}

func (p *parser) group() (Node, error) {
	open := p.at
	p.at++
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.at == len(p.in) {
		return nil, p.expected(p.at, "a ) for the ( in column "+strconv.Itoa(open+1))
	}
	p.at++
	return n, nil
}

// phrase reads what stands between two quotation marks; white space in it
// counts as one blank.
func (p *parser) phrase() (string, error) {
	open := p.at
	end := open + 1
	for end < len(p.in) && !strings.ContainsRune(quotes, p.in[end]) {
		end++
	}
	if end == len(p.in) {
		return "", p.expected(end, "a quotation mark that closes the one in column "+strconv.Itoa(open+1))
	}
	text := strings.Join(strings.FieldsFunc(string(p.in[open+1:end]), isSpace), " ")
	if text == "" {
		return "", p.expected(open+1, "words within the quotation marks")
	}
	p.at = end + 1
	return text, nil
}

// word reads a word or a field.
func (p *parser) word(word string) (Node, error) {
	name, value, colon := strings.Cut(word, ":")
	if name = strings.ToLower(name); colon && isField(name) {
		return p.field(name, value)
	}
	if colon && name != "" && !strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return nil, p.expected(p.at, "a field ("+strings.Join(Fields(), ", ")+"), or quotation marks around a word with a colon")
	}
	p.at += len([]rune(word))
	if short := strings.TrimRight(word, "*"); short != word && short != "" {
		return Words{Text: short, Prefix: true}, nil
	}
	return Words{Text: word}, nil
}

func (p *parser) field(name, value string) (Node, error) {
	p.at += len([]rune(name)) + 1
	start := p.at
	if value != "" {
		p.at += len([]rune(value))
	} else if p.at < len(p.in) && strings.ContainsRune(quotes, p.in[p.at]) {
		var err error
		if value, err = p.phrase(); err != nil {
			return nil, err
		}
	} else {
		return nil, p.expected(p.at, "a value right after "+name+":")
	}
	if allowed := values(name); allowed != nil {
		if value = strings.ToLower(value); !slices.Contains(allowed, value) {
			return nil, p.expected(start, "one of "+strings.Join(allowed, ", "))
		}
	}
	if (name == "before" || name == "after") && !isDay(value) {
		return nil, p.expected(start, "a day such as 2016-01-31, or a month or year")
	}
	return Field{name, value}, nil
}

func isDay(s string) bool {
	_, err := time.Parse("2006-01-02"[:min(len(s), 10)], s)
	return err == nil && (len(s) == 4 || len(s) == 7 || len(s) == 10)
}
