package ledgertest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/invented"
)

// writing builds a record word by word, so that spans fit.
type writing struct {
	text   strings.Builder
	record onrecord.Record
}

// article begins a record. The model is "test/1".
func article(url, title, day string) *writing {
	w := &writing{}
	w.record.Model = "test/1"
	w.record.Article = onrecord.Article{URL: url, Title: title, Language: "en"}
	if day != "" {
		w.record.Article.Dates = []onrecord.Date{{Kind: onrecord.Published, Value: day, Precision: "day", Basis: "given", Confidence: 1}}
	}
	return w
}

// write adds text and gives its span.
func (w *writing) write(s string) onrecord.Span {
	start := w.text.Len()
	w.text.WriteString(s)
	return onrecord.Span{Start: start, End: w.text.Len()}
}

// says adds a paragraph in which an entity says something: “What,” said Who.
func (w *writing) says(who onrecord.Entity, role, what string) *writing {
	if w.text.Len() > 0 {
		w.write("\n\n")
	}
	content := w.write("“" + what + ",”")
	w.write(" ")
	cue := w.write("said")
	w.write(" ")
	source := w.write(who.Name)
	w.write(".")
	s := onrecord.Statement{
		Kind: onrecord.Direct, Content: []onrecord.Span{content}, Cue: []onrecord.Span{cue}, Source: []onrecord.Span{source},
		Speaker: onrecord.Speaker{Name: who.Name, Kind: who.Kind, Role: role, Confidence: 0.9}, Confidence: 0.9, Rule: "test",
	}
	if who.Key != "" {
		s.Speaker.Entity = w.mention(who, source)
	}
	w.record.Statements = append(w.record.Statements, s)
	return w
}

// mention adds a mention of an entity and gives its ID.
func (w *writing) mention(who onrecord.Entity, at onrecord.Span) string {
	for i := range w.record.Entities {
		if e := &w.record.Entities[i]; e.Key == who.Key {
			e.Mentions = append(e.Mentions, at)
			return e.ID
		}
	}
	who.ID = fmt.Sprintf("e%d", len(w.record.Entities)+1)
	who.Mentions = []onrecord.Span{at}
	w.record.Entities = append(w.record.Entities, who)
	return who.ID
}

// of says that the last statement speaks of an entity, by a word in it.
func (w *writing) of(who onrecord.Entity, word string) *writing {
	content := w.record.Statements[len(w.record.Statements)-1].Content[0]
	at := content.Start + strings.Index(w.text.String()[content.Start:content.End], word)
	w.mention(who, onrecord.Span{Start: at, End: at + len(word)})
	return w
}

// done gives the record, with the IDs that a pipeline would give.
func (w *writing) done() onrecord.Record {
	r := w.record
	r.Article.Text = w.text.String()
	sum := sha256.Sum256([]byte(r.Article.Text))
	r.Article.SHA256 = hex.EncodeToString(sum[:])
	for i := range r.Statements {
		id := sha256.Sum256(fmt.Appendf(sum[:], "%v", r.Statements[i].Content))
		r.Statements[i].ID = hex.EncodeToString(id[:10])
	}
	return r
}

// StatementsEach is how many statements an invented record has.
const StatementsEach = 20

// Invented makes the record with this number, the same for the same number:
// about 800 words and 20 statements, of which half the words are of
// internal/invented and half are drawn from 30,000 made-up words, some common
// and most rare, as words are. Speakers are of 3,000.
func Invented(number int) onrecord.Record {
	rng := rand.New(rand.NewPCG(uint64(number), 20))
	source := invented.New(number)
	w := article(fmt.Sprintf("https://outlet%d.example/%d", number%40, number), source.Title+" "+Word(number%5000), source.Day)
	w.record.Article.Outlet = fmt.Sprintf("Outlet %d", number%40)
	words := rand.NewZipf(rng, 1.07, 3, 29_999)
	for i := range StatementsEach {
		if i%2 == 0 && i/2 < len(source.Paragraphs) {
			w.write("\n\n" + source.Paragraphs[i/2])
		}
		n := int(rng.Uint64() % 3000)
		who := onrecord.Entity{Name: Name(n), Kind: onrecord.Person, Country: []string{"GB", "US", "FR"}[n%3], Key: fmt.Sprintf("person:%d", n)}
		var what []string
		for range 8 + rng.IntN(20) {
			what = append(what, Word(int(words.Uint64())))
		}
		w.says(who, "minister of "+Word(n%200), strings.Join(what, " "))
	}
	return w.done()
}

// Word is the made-up word with this number.
func Word(n int) string {
	syllables := []string{"ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "dan", "fer", "gol", "hin", "jas", "pul"}
	var b strings.Builder
	for n += 16; n > 0; n /= len(syllables) {
		b.WriteString(syllables[n%len(syllables)])
	}
	return b.String()
}

// Name is the made-up name with this number.
func Name(n int) string {
	first, last := Word(n%300), Word(10_000+n)
	return strings.ToUpper(first[:1]) + first[1:] + " " + strings.ToUpper(last[:1]) + last[1:]
}
