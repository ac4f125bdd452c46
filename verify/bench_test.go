package verify_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/verify"
)

// talk makes a transcript of n words, of invented words in about the
// frequencies of a language, and an article that quotes it m times: every
// third quotation is changed.
func talk(n, m int) (onrecord.Record, onrecord.Transcript) {
	random := rand.New(rand.NewPCG(1, 2))
	common := strings.Fields("the of and to a in that is we it you for they have this on be are not with will our as at was")
	word := func() string {
		if random.IntN(2) == 0 {
			return common[random.IntN(len(common))]
		}
		x := random.Float64()
		k := int(3000 * x * x * x)
		return string([]byte{"bdfgklmnprst"[k%12], "aeiou"[k/12%5], "bdfgklmnprst"[k/60%12], "aeiou"[k/720%5], 'n'})
	}
	var turns, quotes []string
	for words := 0; words < n; {
		label := []string{"Q", "MS. TAMM"}[len(turns)%2]
		var sentences []string
		for range 4 + random.IntN(4) {
			var s []string
			for range 8 + random.IntN(20) {
				s = append(s, word())
			}
			words += len(s)
			s[0] = strings.ToUpper(s[0][:1]) + s[0][1:]
			sentences = append(sentences, strings.Join(s, " ")+".")
		}
		turns = append(turns, label+": "+strings.Join(sentences, " "))
		quotes = append(quotes, sentences[len(sentences)/2])
	}
	var text strings.Builder
	record := onrecord.Record{}
	for i := range m {
		q := quotes[(2*i+1)*(len(quotes)/2/m)%len(quotes)|1]
		if i%3 == 0 {
			f := strings.Fields(q)
			f[len(f)/2] = "changed"
			q = strings.Join(append(f[:3], f[4:]...), " ")
		}
		from := text.Len()
		fmt.Fprintf(&text, "“%s”", q)
		record.Statements = append(record.Statements, onrecord.Statement{Kind: onrecord.Direct, Content: []onrecord.Span{{Start: from, End: text.Len()}},
			Speaker: onrecord.Speaker{Name: "Inge Tamm", Kind: onrecord.Person, Confidence: 1}})
		text.WriteString(" Tamm said on the day after.\n\n")
	}
	record.Article.Text = text.String()
	return record, spoken(turns...)
}

func TestATalkOfManyWords(t *testing.T) {
	record, transcript := talk(6000, 30)
	found := map[onrecord.Verdict]int{}
	for _, c := range verify.Verify(record, []onrecord.Transcript{transcript}, verify.Options{}).Checks {
		found[c.Verdict]++
	}
	if found[onrecord.Exact] != 20 || found[onrecord.Altered] != 10 {
		t.Errorf("%v", found)
	}
}

func BenchmarkVerify(b *testing.B) {
	for _, c := range []struct{ words, quotes int }{{20000, 1}, {20000, 100}, {200000, 100}} {
		b.Run(fmt.Sprintf("%d-words-%d-quotations", c.words, c.quotes), func(b *testing.B) {
			record, transcript := talk(c.words, c.quotes)
			b.ReportAllocs()
			for b.Loop() {
				verify.Verify(record, []onrecord.Transcript{transcript}, verify.Options{})
			}
		})
	}
}

// BenchmarkHostile is what costs most: one word again and again, and marks
// without end.
func BenchmarkHostile(b *testing.B) {
	for _, n := range []int{10000, 40000} {
		for name, text := range map[string]string{"one-word": strings.Repeat("no ", n) + "yes", "few-words": strings.Repeat("no yes no no maybe yes ", n/6), "marks": strings.Repeat("'' a “ ", n/3), "brackets": strings.Repeat("[(a ", n/2)} {
			b.Run(fmt.Sprintf("%s-%d", name, n), func(b *testing.B) {
				record := onrecord.Record{Article: onrecord.Article{Text: text}, Statements: []onrecord.Statement{{Kind: onrecord.Direct, Content: []onrecord.Span{{Start: 0, End: len(text)}}}}}
				transcript := onrecord.Transcript{Text: "once " + text[:len(text)/2] + " or " + text[len(text)/2:]}
				for b.Loop() {
					verify.Verify(record, []onrecord.Transcript{transcript}, verify.Options{})
				}
			})
		}
	}
}
