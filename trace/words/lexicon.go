package words

import (
	"bufio"
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed contractions.tsv
var contractions string

//go:embed numbers.tsv
var numbers string

//go:embed fillers.txt
var fillers string

//go:embed directions.txt
var directions string

// entry is what a word is compared as.
type entry struct {
	words  []uint32 // none: it is left out
	number bool
}

// lexicon is the data files, by the hashes of their words.
type lexicon struct {
	some       [1 << 10]uint64 // a bit for the low 16 bits of each entry's hash: most words have none
	entries    map[uint32]entry
	endings    []ending // longest first
	directions map[string]bool

	small    [100]uint32 // 0 to 99 as digits
	ordinals [100]uint32

	percent, and, hundred, thousand, million, point uint32
}

type ending struct {
	text string
	word uint32
}

// lexica is the embedded data, read once.
var lexica = sync.OnceValue(func() *lexicon {
	l := &lexicon{entries: map[uint32]entry{}, directions: map[string]bool{}}
	for word, meaning := range pairs(contractions) {
		if suffix, ok := strings.CutPrefix(word, "-"); ok {
			l.endings = append(l.endings, ending{suffix, hash(meaning)})
			continue
		}
		l.enter(word, entry{words: hashes(meaning)})
	}
	for word, meaning := range pairs(numbers) {
		l.enter(word, entry{words: hashes(meaning), number: true})
	}
	for word := range pairs(fillers) {
		l.enter(word, entry{})
	}
	for word := range pairs(directions) {
		l.directions[word] = true
	}
	for n := range l.small {
		l.small[n], l.ordinals[n] = hash(strconv.Itoa(n)), hash(strconv.Itoa(n)+"th")
	}
	l.percent, l.and, l.point = hash("percent"), hash("and"), hash("point")
	l.hundred, l.thousand, l.million = hash("hundred"), hash("thousand"), hash("million")
	return l
})

// pairs gives the lines of a data file, in order: what stands before the tab
// and after.
func pairs(data string) func(yield func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for lines := bufio.NewScanner(strings.NewReader(data)); lines.Scan(); {
			line := lines.Text()
			if line == "" || line[0] == '#' {
				continue
			}
			if before, after, _ := strings.Cut(line, "\t"); !yield(before, after) {
				return
			}
		}
	}
}

func (l *lexicon) enter(word string, e entry) {
	h := hash(word)
	l.entries[h] = e
	l.some[uint16(h)>>6] |= 1 << (h & 63)
}

// look finds a word's entry.
func (l *lexicon) look(h uint32) (entry, bool) {
	if l.some[uint16(h)>>6]>>(h&63)&1 == 0 {
		return entry{}, false
	}
	e, ok := l.entries[h]
	return e, ok
}

// direction tells what stands in the brackets of a stage direction.
func (l *lexicon) direction(inside string) bool {
	inside = strings.TrimLeft(inside, " ")
	end := strings.IndexFunc(inside, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(inside)
	}
	return l.directions[strings.ToLower(inside[:end])]
}

// hash is the identity of a word, the same in every index: FNV-1a of 64 bits,
// folded to 32. Two words of a large vocabulary that share one are taken for
// each other, which costs nothing where several words in a row must agree.
func hash(word string) uint32 { return hashOf([]byte(word)) }

func hashOf(word []byte) uint32 {
	h := uint64(14695981039346656037)
	for _, c := range word {
		h = (h ^ uint64(c)) * 1099511628211
	}
	h ^= h >> 29
	return max(1, uint32(h)^uint32(h>>32))
}

func hashes(list string) []uint32 {
	var out []uint32
	for _, word := range strings.Fields(list) {
		out = append(out, hash(word))
	}
	return out
}

// fold takes accents, ligatures and capitals off a word beyond ASCII.
func fold(word []byte) []byte {
	out := make([]rune, 0, len(word))
	for _, r := range string(norm.NFKD.Bytes(word)) {
		if !unicode.Is(unicode.Mn, r) {
			out = append(out, unicode.ToLower(r))
		}
	}
	return []byte(string(out))
}
