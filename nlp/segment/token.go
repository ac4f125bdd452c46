package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// tokenizer builds the tokens of one text from the word boundaries of UAX 29,
// which it re-joins and splits by the rules named in push and segment.
type tokenizer struct {
	text string
	toks []nlp.Token
	done int // bytes before this are in tokens already (a run or an address)
}

// tokenize returns the tokens of text, without Trail.
func tokenize(text string) []nlp.Token {
	t := tokenizer{text: text, toks: make([]nlp.Token, 0, len(text)/5+8)}
	it := words.FromString(text)
	for it.Next() {
		start, end := max(it.Start(), t.done), it.End()
		if start >= end || text[start:end] == " " {
			continue
		}
		for start < end {
			start += len(text[start:end]) - len(strings.TrimLeftFunc(text[start:end], unicode.IsSpace))
			stop := end
			if i := innerSpace(text[start:end]); i >= 0 {
				stop = start + i
			}
			if start < stop {
				t.segment(start, stop)
			}
			start = max(stop, t.done)
		}
	}
	return t.toks
}

// innerSpace is where white space stands in a segment that does not begin with
// it, or -1: UAX 29 takes U+202F for a part of the word.
func innerSpace(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return strings.IndexFunc(s, unicode.IsSpace)
		}
	}
	return -1
}

// segment takes one UAX 29 segment that is not white space and pushes the
// tokens that it holds.
func (t *tokenizer) segment(start, end int) {
	text := t.text
	switch c := text[start]; {
	case c == '\'' && end == start+1:
		t.apostrophes(start)
		return
	case c < utf8.RuneSelf && !isASCIIAlnum(c) && end == start+1:
		t.push(start, end, asciiKind(c))
		return
	}
	if stop := t.address(start, end); stop > 0 {
		t.push(start, stop, nlp.Word)
		t.done = stop
		return
	}
	kind := kindOf(text[start:end])
	if kind == nlp.Word {
		start = t.unquoted(start, end)
		start = t.glued(start, end)
		if cut := cliticCut(text[start:end]); cut > 0 {
			t.push(start, start+cut, kindOf(text[start:start+cut]))
			t.toks = append(t.toks, token(start+cut, end, nlp.Word))
			return
		}
	}
	t.push(start, end, kind)
}

// apostrophes splits a run of straight apostrophes (rule typewriter): two are
// one double mark; of three, the double mark stands outside.
func (t *tokenizer) apostrophes(start int) {
	end := start
	for end < len(t.text) && t.text[end] == '\'' {
		end++
	}
	opening := start == 0 || t.text[start-1] == ' ' || t.text[start-1] == '\n' || t.text[start-1] == '('
	at := start
	if (end-start)%2 == 1 && !opening {
		t.push(at, at+1, nlp.Punct)
		at++
	}
	for ; at+1 < end; at += 2 {
		t.toks = append(t.toks, token(at, at+2, nlp.Punct))
	}
	if at < end {
		t.push(at, end, nlp.Punct)
	}
	t.done = end
}

// push adds a token, joined to the one before it where a rule says so.
func (t *tokenizer) push(start, end int, kind nlp.TokenKind) {
	n := len(t.toks)
	if n == 0 || t.toks[n-1].Span.End != start {
		t.toks = append(t.toks, token(start, end, kind))
		return
	}
	last := &t.toks[n-1]
	switch prev, cur := last.Span.In(t.text), t.text[start:end]; {
	case kind == nlp.Punct && last.Kind == nlp.Punct && runs(prev, cur), // rule run: ... -- ?! ``
		cur == "." && kind == nlp.Punct && last.Kind == nlp.Word && t.stopJoins(prev, end): // rule abbreviation
		last.Span.End = end
		return
	case kind <= nlp.Number && n >= 2 && t.toks[n-2].Span.End == last.Span.Start:
		before := &t.toks[n-2]
		if t.bridges(before, prev, cur, kind) { // rules hyphen, ampersand, email
			before.Span.End = end
			if kind == nlp.Word {
				before.Kind = nlp.Word
			}
			t.toks = t.toks[:n-1]
			return
		}
		if (prev == "'" || prev == "’") && isClitic(cur) { // rule clitic: U.S.'s, 1990's
			last.Span.End, last.Kind = end, nlp.Word
			return
		}
	}
	if kind == nlp.Word && len(last.Span.In(t.text)) == 1 { // rule handle: @name, #topic
		if c := t.text[last.Span.Start]; c == '@' || c == '#' {
			last.Span.End, last.Kind = end, nlp.Word
			return
		}
	}
	t.toks = append(t.toks, token(start, end, kind))
}

// runs tells whether a mark continues the run of marks before it. It looks at
// the run's ends only: the middle was joined by the same rule.
func runs(prev, cur string) bool {
	switch cur {
	case ".", "-", "_", "*", "=", "~":
		return prev[0] == cur[0] && prev[len(prev)-1] == cur[0]
	case "`":
		return prev == "`"
	case "!", "?":
		return prev[0] == '!' || prev[0] == '?'
	case "—", "–", "…":
		return strings.HasPrefix(prev, cur)
	}
	return false
}

// stopJoins tells whether the full stop that ends at end belongs to word.
func (t *tokenizer) stopJoins(word string, end int) bool {
	if end < len(t.text) && t.text[end] == '.' {
		return false // the first of an ellipsis
	}
	return isInitials(word) || strongAbbreviation(word)
}

// bridges tells whether prev, a mark with no space around it, joins before and
// cur into one word.
func (t *tokenizer) bridges(before *nlp.Token, prev, cur string, kind nlp.TokenKind) bool {
	if before.Kind > nlp.Number {
		return false
	}
	switch prev {
	case "-", "‑":
		return t.text[before.Span.End-1] != '.' || kind == nlp.Word
	case "&":
		return before.Span.Len() <= 3 && len(cur) <= 3 && isUpperASCII(before.Span.In(t.text)) && isUpperASCII(cur)
	case "@":
		return before.Kind == nlp.Word && kind == nlp.Word && strings.Contains(cur, ".")
	}
	return false
}

// glued pushes the sentences' ends that are glued to the next word
// ("information.The", rule glued) and returns where the last word begins.
func (t *tokenizer) glued(start, end int) int {
	from := start
	for {
		dot := strings.IndexByte(t.text[from:end], '.')
		if dot < 0 {
			return start
		}
		dot += from
		from = dot + 1
		next := end
		if i := strings.IndexByte(t.text[from:end], '.'); i >= 0 {
			next = from + i
		}
		if !startsSentence(t.text[from:next]) {
			continue
		}
		left := t.text[start:dot]
		if cut := cliticCut(left); cut > 0 {
			t.push(start, start+cut, nlp.Word)
			t.toks = append(t.toks, token(start+cut, dot, nlp.Word))
		} else {
			t.push(start, dot, kindOf(left))
		}
		t.push(dot, from, nlp.Punct)
		start = from
	}
}

// unquoted pushes what stands before a closing single quotation mark that is
// glued to the next word ("half-houses’The", rule glued) and returns where
// the next word begins. A name (O’Brien, De’Andre) has fewer letters before.
func (t *tokenizer) unquoted(start, end int) int {
	const shortest = 4
	i, n := strings.Index(t.text[start:end], "’"), len("’")
	if i < 0 {
		i, n = strings.IndexByte(t.text[start:end], '\''), 1
	}
	if i < shortest || t.text[start+i-1] < 'a' || t.text[start+i-1] > 'z' || !startsSentence(t.text[start+i+n:end]) {
		return start
	}
	t.push(start, start+i, nlp.Word)
	t.toks = append(t.toks, token(start+i, start+i+n, nlp.Punct))
	return start + i + n
}

// startsSentence tells whether the part of a word after an inner full stop
// looks like the first word of a sentence rather than a part of the word.
func startsSentence(part string) bool {
	r, n := utf8.DecodeRuneInString(part)
	if !unicode.IsUpper(r) {
		return false
	}
	switch part {
	case "I", "A", "It", "He", "We", "In", "On", "At", "If", "By", "My", "No", "So", "To", "As", "Is", "An", "Mr", "Ms", "Dr":
		return true
	case "Com", "Org", "Net", "Gov", "Edu":
		return false
	}
	if len(part) <= n {
		return false
	}
	next, _ := utf8.DecodeRuneInString(part[n:])
	return (unicode.IsLower(next) && utf8.RuneCountInString(part) >= 3) || next == '\'' || next == '’'
}

// address returns the end of a web address that begins with the segment, or 0.
// Closing punctuation is not part of it (rule address).
func (t *tokenizer) address(start, end int) int {
	word, rest := t.text[start:end], t.text[end:]
	switch {
	case (word == "http" || word == "https") && strings.HasPrefix(rest, "://"):
	case strings.HasPrefix(word, "www."):
	case len(rest) > 1 && rest[0] == '/' && isASCIIAlnum(rest[1]) && isDomain(word):
	default:
		return 0
	}
	stop := end
	for stop < len(t.text) && isAddressByte(t.text[stop]) {
		stop++
	}
	for stop > end && strings.IndexByte(".,;:!?)'", t.text[stop-1]) >= 0 {
		stop--
	}
	return stop
}

// isDomain tells whether word is written like example.com.
func isDomain(word string) bool {
	dot := strings.LastIndexByte(word, '.')
	return dot > 0 && dot < len(word)-1 && word[dot-1] >= 'a' && word[dot-1] <= 'z' && word[dot+1] >= 'a' && word[dot+1] <= 'z'
}

func isAddressByte(c byte) bool {
	return isASCIIAlnum(c) || strings.IndexByte("-._~:/?#@!$&'()*+,;=%", c) >= 0
}

// cliticCut returns where a clitic that attribution spans part from its word
// ('s, 've, 'll, 're, 'd, 'm) begins, or 0. "n't" stays with its verb.
func cliticCut(word string) int {
	i := strings.LastIndexByte(word, '\'')
	n := 1
	if i < 0 {
		i, n = strings.LastIndex(word, "’"), len("’")
	}
	if i > 0 && isClitic(word[i+n:]) {
		return i
	}
	return 0
}

func isClitic(s string) bool {
	switch s {
	case "s", "S", "d", "m", "ve", "ll", "re", "D", "M", "VE", "LL", "RE":
		return true
	}
	return false
}

// isInitials tells whether word is one capital letter or single letters with
// stops between: J, U.S, a.m.
func isInitials(word string) bool {
	single := true
	for _, r := range word {
		if single != unicode.IsLetter(r) || !single && r != '.' {
			return false
		}
		single = !single
	}
	if single {
		return false // ends in a stop
	}
	r, n := utf8.DecodeRuneInString(word)
	return n < len(word) || unicode.IsUpper(r) && r != 'I'
}

func token(start, end int, kind nlp.TokenKind) nlp.Token {
	return nlp.Token{Span: onrecord.Span{Start: start, End: end}, Kind: kind}
}

// kindOf classes a segment: letters make a word, else digits a number.
func kindOf(s string) nlp.TokenKind {
	digit := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c|0x20 >= 'a' && c|0x20 <= 'z' {
				return nlp.Word
			}
			digit = digit || c >= '0' && c <= '9'
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) {
			return nlp.Word
		}
		digit = digit || unicode.IsNumber(r)
		i += n
	}
	if digit {
		return nlp.Number
	}
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsPunct(r) || r == '`' {
		return nlp.Punct
	}
	return nlp.Symbol
}

func asciiKind(c byte) nlp.TokenKind {
	if c != '`' && strings.IndexByte("$+<=>^|~", c) >= 0 || c < ' ' || c == 0x7f {
		return nlp.Symbol
	}
	return nlp.Punct
}

func isASCIIAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

func isUpperASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}
