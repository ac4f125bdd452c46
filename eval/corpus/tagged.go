package corpus

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord/eval/metric"
)

// Passage is a tagged token list turned back into text.
type Passage struct {
	ID        string
	Text      string
	Tokens    []metric.Range     // of Text
	Fragments metric.Attribution // every labelled fragment, by role; which belong together is not known
}

// Tagged reads {tokens, labels} lines with BIO labels over source, cue and
// content (in either case) and detokenises them. An I label that does not
// continue its role starts a new fragment.
func Tagged(r io.Reader) iter.Seq2[Passage, error] {
	type row struct {
		ID     string   `json:"id"`
		Tokens []string `json:"tokens"`
		Labels []string `json:"labels"`
	}
	return func(yield func(Passage, error) bool) {
		var p Passage
		check := func(in *row) (err error) {
			if len(in.Tokens) != len(in.Labels) {
				return fmt.Errorf("%d tokens but %d labels", len(in.Tokens), len(in.Labels))
			}
			p = Passage{ID: in.ID}
			p.Text, p.Tokens = Detokenise(in.Tokens)
			p.Fragments, err = fragments(in.Labels, p.Tokens)
			return err
		}
		for _, err := range JSONLines(r, check) {
			if err != nil {
				p = Passage{}
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// fragments turns BIO labels into ranges of the text.
func fragments(labels []string, tokens []metric.Range) (metric.Attribution, error) {
	var out metric.Attribution
	var open *[]metric.Range // the role that the last token belongs to
	for i, label := range labels {
		begin, role := strings.HasPrefix(label, "B-"), (*[]metric.Range)(nil)
		switch strings.ToLower(label) {
		case "o":
		case "b-source", "i-source":
			role = &out.Source
		case "b-cue", "i-cue":
			role = &out.Cue
		case "b-content", "i-content":
			role = &out.Content
		default:
			return out, fmt.Errorf("token %d has the unknown label %q", i, label)
		}
		if role != nil {
			if begin || role != open {
				*role = append(*role, tokens[i])
			} else {
				(*role)[len(*role)-1].End = tokens[i].End
			}
		}
		open = role
	}
	for _, role := range []*[]metric.Range{&out.Source, &out.Cue, &out.Content} {
		*role = slices.DeleteFunc(*role, func(r metric.Range) bool { return r.End <= r.Start })
	}
	return out, nil
}

// treebank holds the spellings of the Penn Treebank for marks that it escapes.
var treebank = map[string]string{
	"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
	"``": "“", "''": "”", "`": "‘", "'''": "’”", "```": "“‘", `\"`: `"`, `\'`: "'", `\/`: "/",
}

// clitics are tokens that are written without a space after the word before.
var clitics = map[string]bool{
	"'s": true, "'re": true, "'ve": true, "'ll": true, "'m": true, "'d": true, "n't": true,
}

// Detokenise joins tokens of the Penn Treebank's kind as they are printed, with
// the range of each in the text: brackets and quotation marks as themselves,
// no space before a full stop or a clitic, none after an opening mark. Straight
// marks open and close by turns. Marks that treebanks write “ or ” come out
// curly, so that their direction is kept; a closing mark that nothing opened
// opens, where the word before it ends no sentence or clause. Blank tokens have
// an empty range.
func Detokenise(tokens []string) (string, []metric.Range) {
	var text strings.Builder
	ranges := make([]metric.Range, len(tokens))
	at := 0
	glue := true // no space before the next token
	open := map[string]bool{}
	for i, token := range tokens {
		if plain, ok := treebank[token]; ok {
			token = plain
		}
		if strings.TrimSpace(token) == "" {
			ranges[i] = metric.Range{Start: at, End: at}
			continue
		}
		if token == "”" && !open["“"] && (i == 0 || !strings.Contains(",.?!…", last(tokens[i-1]))) && i+1 < len(tokens) {
			token = "“"
		}
		if token == "“" || token == "”" {
			open["“"] = token == "“"
		}
		left, right := binding(token, i > 0 && strings.HasSuffix(tokens[i-1], "s"), open)
		if !glue && !left {
			text.WriteByte(' ')
			at++
		}
		size := utf8.RuneCountInString(token)
		ranges[i] = metric.Range{Start: at, End: at + size}
		text.WriteString(token)
		at += size
		glue = right
	}
	return text.String(), ranges
}

// last is a token's last code point.
func last(token string) string {
	_, size := utf8.DecodeLastRuneInString(token)
	return token[len(token)-size:]
}

// binding tells whether a token is written without a space before and after
// it. Straight marks are remembered in open; afterS says that the word before
// may be a plural in the genitive.
func binding(token string, afterS bool, open map[string]bool) (left, right bool) {
	if strings.Contains(token, "‘") {
		open["'"] = true // which treebanks close with a straight one
	}
	switch token {
	case ",", ".", ";", ":", "?", "!", "%", ")", "]", "}", "”", "’", "…", "...", "’”", "?!", "!!", ". . .":
		return true, false
	case "(", "[", "{", "“", "‘", "$", "£", "€", "#", "“‘", "¿", "¡":
		return false, true
	case "/":
		return true, true
	case `"`:
		open[token] = !open[token]
		return !open[token], open[token]
	case "'":
		if afterS && !open[token] {
			return true, false
		}
		open[token] = !open[token]
		return !open[token], open[token]
	}
	lower := strings.ToLower(strings.ReplaceAll(token, "’", "'"))
	if clitics[lower] {
		return true, false
	}
	if first, _ := utf8.DecodeRuneInString(token); len(token) > 1 && strings.Trim(token, ".?!,") == "" && unicode.IsPunct(first) {
		return true, false
	}
	return false, false
}
