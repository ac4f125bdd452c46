package story

import (
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

// writer makes up articles of words that follow each other by chance, some
// often and most rarely, as words do.
type writer struct {
	r    *rand.Rand
	zipf *rand.Zipf
}

func newWriter(seed int64) *writer {
	r := rand.New(rand.NewSource(seed))
	return &writer{r, rand.NewZipf(r, 1.07, 8, 40_000)}
}

func (w *writer) word() string {
	n := int(w.zipf.Uint64())
	syllables := []string{"ba", "do", "ke", "li", "mu", "ra", "so", "te", "vi", "za", "no", "pe", "gu", "fa", "hi", "jo"}
	out := ""
	for n += 16; n > 0; n /= 16 {
		out += syllables[n%16]
	}
	return out
}

func (w *writer) paragraphs() []string {
	var out []string
	for range 6 + w.r.Intn(8) {
		var words []string
		for range 25 + w.r.Intn(40) {
			words = append(words, w.word())
		}
		out = append(out, strings.Join(words, " ")+".")
	}
	return out
}

// copied is a near copy: paragraphs cut at the end or anywhere, words changed,
// a paragraph of its own in front.
func (w *writer) copied(of []string) []string {
	out := slices.Clone(of)
	switch w.r.Intn(4) {
	case 0:
		out = out[:(2*len(out)+2)/3]
	case 1:
		out = slices.Delete(out, 1, 3)
	case 2:
		out = append([]string{w.paragraphs()[0]}, out...)
	}
	for i := range out {
		words := strings.Fields(out[i])
		if w.r.Intn(3) == 0 {
			words[w.r.Intn(len(words))] = w.word()
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}

// TestNearCopiesAmongManyArticles plants a copy for one article in ten. With
// ONRECORD_COPIES=20000 it tells figures for as many articles.
func TestNearCopiesAmongManyArticles(t *testing.T) {
	n := 2000
	if s := os.Getenv("ONRECORD_COPIES"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	w := newWriter(1)
	m := matcher(t)
	x := m.NewIndex()
	originals := map[string]string{}
	var articles []onrecord.Article
	add := func(id string, day int, paragraphs []string) {
		articles = append(articles, onrecord.Article{ID: id, Text: strings.Join(paragraphs, "\n\n"),
			Dates: []onrecord.Date{{Kind: onrecord.Published, Value: time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly), Confidence: 1}}})
	}
	for i := 0; len(articles) < n; i++ {
		p := w.paragraphs()
		day := 20_000 + w.r.Intn(200)
		add(fmt.Sprintf("a%06d", i), day, p)
		if i%9 == 0 {
			originals[fmt.Sprintf("b%06d", i)] = fmt.Sprintf("a%06d", i)
			add(fmt.Sprintf("b%06d", i), day+w.r.Intn(2), w.copied(p))
		}
	}
	w.r.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	for i := range articles {
		x.Add(&articles[i])
	}
	right, said := 0, 0
	for _, c := range x.Copies(nil) {
		said++
		if originals[articles[c.Article].ID] == articles[c.Of].ID {
			right++
		}
	}
	took := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	planted := 0
	for id := range originals {
		if slices.ContainsFunc(articles, func(a onrecord.Article) bool { return a.ID == id }) {
			planted++
		}
	}
	t.Logf("%d articles, %d copies: recall %.2f %%, precision %.2f %%, %.0f articles/s, %.1f KB an article", len(articles), planted,
		100*float64(right)/float64(planted), 100*float64(right)/float64(max(1, said)), float64(len(articles))/took.Seconds(),
		float64(after.HeapAlloc-before.HeapAlloc)/1024/float64(len(articles)))
	if 100*right < 99*planted || 100*right < 99*said {
		t.Errorf("%d right of %d planted, %d said", right, planted, said)
	}
	start = time.Now()
	for i := range 20 {
		x.Story(i)
	}
	t.Logf("an article's story is found in %v", time.Since(start)/20)
	runtime.KeepAlive(x)
}

func TestAnIndexDoesNotDependOnTheOrderOfAdding(t *testing.T) {
	m := matcher(t)
	w := newWriter(2)
	var articles []onrecord.Article
	for i := range 60 {
		p := w.paragraphs()
		for k := range 1 + i%3 {
			articles = append(articles, onrecord.Article{ID: fmt.Sprintf("%d-%d", i, k), Text: strings.Join(w.copied(p), "\n\n"),
				Dates: []onrecord.Date{{Kind: onrecord.Published, Value: fmt.Sprintf("2031-05-%02d", 1+i%28), Confidence: 1}}})
		}
	}
	var want string
	for seed := range int64(5) {
		x := m.NewIndex()
		shuffled := slices.Clone(articles)
		rand.New(rand.NewSource(seed)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for i := range shuffled {
			x.Add(&shuffled[i])
		}
		got := ""
		for _, story := range x.Stories() {
			for _, i := range story {
				got += shuffled[i].ID + " "
			}
			for _, c := range x.Copies(story) {
				got += fmt.Sprintf("(%s of %s %.3f) ", shuffled[c.Article].ID, shuffled[c.Of].ID, c.Similarity)
			}
			got += "\n"
		}
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("order %d gives\n%s\nwant\n%s", seed, got, want)
		}
	}
	if strings.Count(want, "\n") >= len(articles) {
		t.Error("nothing was grouped")
	}
}

func FuzzGroup(f *testing.F) {
	f.Add("“We shall not,” she said. “Never.”", "He said “we shall not” – unless…", 3, 20)
	f.Add("", "\n", 0, 0)
	m := matcher(f)
	f.Fuzz(func(t *testing.T, a, b string, from, to int) {
		var records []onrecord.Record
		for i, text := range []string{strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?")} {
			r := onrecord.Record{Article: onrecord.Article{ID: fmt.Sprint(i), Text: text, Title: "The same " + text[:0]}}
			edge := func(n int) int {
				n = max(0, min(n, len(text)))
				for n > 0 && n < len(text) && text[n]&0xC0 == 0x80 {
					n--
				}
				return n
			}
			s, e := edge(min(from, to)), edge(max(from, to))
			for k, spans := range [][]onrecord.Span{{{Start: 0, End: len(text)}}, {{Start: 0, End: s}, {Start: e, End: len(text)}}, {{Start: s, End: e}}} {
				kind := []onrecord.Kind{onrecord.Direct, onrecord.Mixed, onrecord.Indirect}[k]
				r.Statements = append(r.Statements, onrecord.Statement{ID: fmt.Sprint(i, k), Kind: kind, Content: spans})
			}
			records = append(records, r)
		}
		for _, found := range []onrecord.Stories{m.Group(records), m.OneStory(records)} {
			for _, u := range found.Utterances {
				for _, w := range u.Reports {
					for _, s := range w.Spans {
						if s.Start < 0 || s.Empty() || s.End > len(found.Records[w.Article].Article.Text) {
							t.Fatalf("span %v", s)
						}
					}
				}
			}
			var out strings.Builder
			if err := found.WriteLines(&out); err != nil {
				t.Fatal(err)
			}
		}
	})
}
