package main

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Abbreviations that are put into texts, by where they stand.
var (
	beforeNames  = strings.Fields("Gov. Sen. Rep. Mr. Mrs. Ms. Dr. Prof. Gen. Col. Lt. Sgt. Rev. Capt. Judge J. W. A. St.")
	afterNames   = strings.Fields("Inc. Corp. Co. Ltd. Jr. Sr. Bros.")
	nations      = strings.Fields("U.S. U.K. U.N. E.U. D.C.")
	afterNumbers = strings.Fields("in. ft. min. a.m. p.m. lb. oz. mi. km.")
	times        = strings.Fields("a.m. p.m.")
	days         = strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday Eastern ET EST Pacific")
	afterDays    = []string{" ", ", "}
	atEnds       = strings.Fields("U.S. U.K. U.N. D.C. Inc. Corp. Co. Ltd. Jr. a.m. p.m. etc. Calif. Fla. Va. Mass. Ore. N.Y. in.")
)

// places are the words that an abbreviation can be put beside.
var places = regexp.MustCompile(`[a-z]+ (?:the )?[A-Z][a-z]+ [a-z]+|[a-z]+ [0-9]+ [a-z]+|[a-z]{4,}\.`)

// abbreviate puts abbreviations into a copy of d: before and after names,
// after numbers, and in place of the last words of sentences.
func abbreviate(d doc, rng *rand.Rand) doc {
	pick := func(list []string) string { return list[rng.IntN(len(list))] }
	replaced := make(map[int]string) // what stands for the byte at an offset
	drop := make(map[int]bool)
	for _, m := range places.FindAllStringIndex(d.text, -1) {
		if rng.IntN(4) > 0 {
			continue
		}
		words := strings.Fields(d.text[m[0]:m[1]])
		first, last := m[0]+len(words[0]), m[1]-len(words[len(words)-1])-1 // the spaces
		switch {
		case len(words) == 1:
			next, _ := utf8.DecodeRuneInString(strings.TrimLeft(d.text[m[1]:], " \"“‘'("))
			if _, ok := slices.BinarySearch(d.ends, m[1]); !ok || !unicode.IsUpper(next) {
				continue
			}
			if rng.IntN(6) == 0 && strings.HasPrefix(d.text[m[1]:], " ") {
				replaced[m[1]] = " No. " + string(rune('1'+rng.IntN(9))) + " "
				continue
			}
			for i := m[0]; i < m[1]; i++ {
				drop[i] = true
			}
			replaced[m[0]] = pick(atEnds)
			drop[m[0]] = false
		case len(words) == 4:
			replaced[first+4] = " " + pick(nations) + " "
		case words[1][0] <= '9':
			replaced[last] = " " + pick(afterNumbers) + " "
		case rng.IntN(2) == 0:
			replaced[first] = " " + pick(beforeNames) + " "
		case rng.IntN(8) == 0:
			replaced[last] = " at " + pick(times) + " " + pick(days) + pick(afterDays)
		default:
			replaced[last] = " " + pick(afterNames) + " "
		}
	}
	return rewrite(d, func(i int, _ bool) (string, bool) {
		if s, ok := replaced[i]; ok {
			return s, true
		}
		return "", drop[i]
	})
}
