package block

import (
	"math"
	"regexp"
	"strings"
	"unicode"

	"github.com/onrecord/onrecord/extract/textdate"
)

// own is what one block shows by itself.
type own struct {
	words, stop, caps, ends, good, size float64
	row                                 []float32
	said                                said
}

// Good blocks look like sentences: they are what a story is known by.
const (
	goodWords = 12
	goodStop  = 0.25
)

var (
	ago     = regexp.MustCompile(`(?i)\b(\d+|an?|one|two|few) ?(s|sec|secs|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?|mo|yrs?|years?) ?ago\b|\bmin(ute)?s? read\b|\byesterday at\b|\btoday at\b`)
	clock   = regexp.MustCompile(`\b\d{1,2}[:.]\d{2}(\s?[ap]\.?m\.?)?\b`)
	links   = regexp.MustCompile(`https?:|www\.|\.com\b|\.org\b|\S@\S|(^|\s)[@#]\w`)
	byRx    = regexp.MustCompile(`^(?i:by|written by|posted by|from|words)[: ]*[A-Z]|^By[A-Z]`)
	creditR = regexp.MustCompile(`(?i)(\([^()]{2,60}\)|/[A-Z][\w. ]{2,30}|(photo|image|picture|getty|reuters|ap|afp)\b[^.]{0,40})\.?$`)
	monthRx = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\b\d{1,2} (jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)`)
)

// reporting words report speech; addressing words speak to the reader.
var (
	reporting  = map[string]bool{"said": true, "says": true, "told": true, "added": true, "asked": true, "announced": true, "reported": true, "wrote": true, "according": true}
	addressing = map[string]bool{"you": true, "your": true, "we": true, "our": true, "us": true}
)

// describe gives the numbers of one block.
func describe(b Block) own {
	text := b.Text
	if len(text) > 4000 {
		text = strings.ToValidUTF8(text[:4000], "")
	}
	o := own{words: float64(len(b.Words)), said: lookUp(b.Words)}
	c := countRunes(text)
	chars := float64(max(1, c.all))
	stop := 0
	for _, w := range b.Words[:min(len(b.Words), 200)] {
		if stopwords[w] {
			stop++
		}
	}
	o.stop = float64(stop) / float64(max(1, min(len(b.Words), 200)))
	o.caps = c.capWords / math.Max(1, c.words)
	o.ends = truth(b.Stop)
	o.good = truth(Good(b))
	o.size = math.Log1p(o.words)
	date, bare := 0.0, 0.0
	head := text[:min(len(text), 300)]
	if found := textdate.Find(head); len(found) > 0 {
		date = 1
		bare = 1 - float64(len(head)-found[0].Span.Len())/float64(len(head))
	}
	reports, address := 0, 0
	for i, w := range b.Words[:min(len(b.Words), 200)] {
		reports += int(truth(reporting[w]))
		if i < 50 {
			address += int(truth(addressing[w]))
		}
	}
	timed := "" // only lines with one of these words can tell a time relative to now
	if low := strings.ToLower(head); strings.Contains(low, "ago") || strings.Contains(low, "min") || strings.Contains(low, "day at") {
		timed = head
	}
	last := ' '
	for _, r := range text[max(0, len(text)-4):] {
		last = r
	}
	o.row = []float32{
		f(o.size), f(math.Log1p(chars)), f(chars / math.Max(1, o.words)), f(o.stop), f(o.caps), f(o.ends), truth32(last == ':'),
		truth32(unicode.IsLetter(last)), truth32(c.firstLower), truth32(c.firstQuote), f(c.upper / math.Max(1, c.letters)),
		f(c.digits / chars), f(c.marks / math.Max(1, o.words)), f(c.commas / math.Max(1, o.words)), f(c.stops), f(c.quotes / math.Max(1, o.words)),
		truth32(strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...")), truth32(last == '?'),
		truth32(reports > 0), truth32(strings.ContainsAny(head, ":.@#") && links.MatchString(head)), truth32(ago.MatchString(timed)), truth32(c.digits > 0 && clock.MatchString(head)),
		f(date), f(bare), truth32(c.digits > 0 && monthRx.MatchString(head)), truth32(byRx.MatchString(head)), truth32(creditR.MatchString(text[max(0, len(text)-80):])),
		f(float64(min(address, 9)) / math.Max(1, math.Min(o.words, 50))), truth32(strings.Contains(text, "©") || strings.Contains(text, "(c)")),
		f(c.parens / math.Max(1, o.words)), f(o.good),
	}
	phrased := 0
	for k := range classes {
		phrased += o.said.phrased[k]
		o.row = append(o.row, f(float64(min(o.said.phrased[k], 12))), f(float64(o.said.covered[k])/math.Max(1, math.Min(o.words, 80))),
			truth32(o.said.start&(1<<k) != 0)+truth32(o.said.whole&(1<<k) != 0))
	}
	o.row = append(o.row, f(float64(min(phrased, 20))))
	return o
}

type runeCounts struct {
	all                                                                           int
	letters, upper, digits, marks, commas, stops, quotes, parens, words, capWords float64
	firstLower, firstQuote                                                        bool
}

func countRunes(text string) runeCounts {
	var c runeCounts
	prev := ' '
	for i, r := range text {
		c.all++
		if i == 0 {
			c.firstLower, c.firstQuote = unicode.IsLower(r), strings.ContainsRune("\"“'‘«", r)
		}
		inWord := unicode.IsLetter(prev) || unicode.IsDigit(prev) || prev == '\'' || prev == '’' || prev == '-'
		switch {
		case unicode.IsLetter(r):
			c.letters++
			up := unicode.IsUpper(r)
			if up {
				c.upper++
			}
			if !inWord {
				if c.words++; up && c.words > 1 {
					c.capWords++
				}
			}
		case unicode.IsDigit(r):
			c.digits++
		case strings.ContainsRune("|/·•›»>→", r):
			c.marks++
		case r == ',':
			c.commas++
		case r == '"' || r == '“' || r == '”' || r == '‘':
			c.quotes++
		case r == '(':
			c.parens++
		case r == ' ' && (prev == '.' || prev == '!' || prev == '?'):
			c.stops++
		}
		prev = r
	}
	return c
}

func f(x float64) float32 { return float32(x) }

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func truth32(b bool) float32 { return float32(truth(b)) }
