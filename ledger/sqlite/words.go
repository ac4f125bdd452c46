package sqlite

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"golang.org/x/text/unicode/norm"
)

// fold makes a word what the index makes of it: small letters without marks.
func fold(word string) string {
	plain := true
	for i := range len(word) {
		if word[i] >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return strings.ToLower(word)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(word))
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r) || unicode.Is(unicode.Co, r)
}

func outOfWord(r rune) bool { return !inWord(r) }

// vocabulary lists the words of texts that suggestions and inflections are
// drawn from: letters only, of a length that somebody may type.
func vocabulary(texts ...string) []string {
	seen := map[string]struct{}{}
	var out []string
	for _, text := range texts {
		for word := range strings.FieldsFuncSeq(text, outOfWord) {
			if len(word) < 3 || len(word) > 30 {
				continue
			}
			w := fold(word)
			if _, ok := seen[w]; ok || strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) {
				continue
			}
			seen[w] = struct{}{}
			out = append(out, w)
		}
	}
	return out
}

// stem cuts an English word's ending off.
func stem(word string) string {
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

// endingOf is the stored form of a word with a stem.
func endingOf(word, stem string) string {
	if ending, ok := strings.CutPrefix(word, stem); ok {
		return ending
	}
	return again + word
}

// wordOf is a word, from the stored form.
func wordOf(stem, ending string) string {
	if word, ok := strings.CutPrefix(ending, again); ok {
		return word
	}
	return stem + ending
}

// facet is a word of the facet column, which nobody's words reach: a letter
// for what it is of, and letters and digits of the value.
func facet(of, value string) string {
	clean := strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return -1
	}, value)
	if clean == "" {
		return ""
	}
	return of + clean
}

// entityFacet marks the statements that an entity makes ("s") or that speak
// of it ("a").
func entityFacet(of string, id int64) string { return of + strconv.FormatInt(id, 10) }
