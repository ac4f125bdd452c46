package pipeline

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/dump"
	"github.com/onrecord/onrecord/extract"
	"github.com/onrecord/onrecord/internal/invented"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/quote"
)

// benchArticles is how many articles a benchmark goes round.
const benchArticles = 50

// benchSet is one set of inputs, each page in all three forms.
type benchSet struct {
	name               string
	html, scrape, text []onrecord.Page
}

// benchSets gives invented pages of 750 words and, where ONRECORD_DATA names
// the folder of reference data, real ones. Real pages and real texts are of
// different articles.
func benchSets(b *testing.B) []benchSet {
	b.Helper()
	made := benchSet{name: "invented"}
	for i := range benchArticles {
		a := invented.New(i)
		made.html = append(made.html, onrecord.Page{Form: onrecord.HTML, Body: []byte(a.HTML())})
		made.scrape = append(made.scrape, onrecord.Page{Form: onrecord.Scrape, Body: []byte(a.Dump())})
		made.text = append(made.text, onrecord.Page{Form: onrecord.Text, Body: []byte(a.Text())})
	}
	data := os.Getenv("ONRECORD_DATA")
	if data == "" {
		return []benchSet{made}
	}
	found := benchSet{name: "real"}
	for p, err := range corpus.File(filepath.Join(data, "pages", "aet-dev.jsonl.gz"), corpus.Pages) {
		if err != nil {
			b.Fatal(err)
		}
		found.html = append(found.html, onrecord.Page{URL: p.URL, Form: onrecord.HTML, Body: []byte(p.HTML)})
		found.scrape = append(found.scrape, onrecord.Page{Form: onrecord.Scrape, Body: []byte(dump.Text(p.HTML))})
		if len(found.html) == benchArticles {
			break
		}
	}
	for a, err := range corpus.File(filepath.Join(data, "polnear", "dev.jsonl.gz"), corpus.Articles) {
		if err != nil {
			b.Fatal(err)
		}
		found.text = append(found.text, onrecord.Page{Form: onrecord.Text, Body: []byte(a.Text)})
		if len(found.text) == benchArticles {
			break
		}
	}
	return []benchSet{made, found}
}

// round runs work on one input after the other, b.N in all, and reports
// articles/s, MB/s of input and allocations. size gives an input's bytes.
func round[T any](b *testing.B, inputs []T, size func(T) int, work func(T)) {
	b.Helper()
	total := 0
	for _, in := range inputs {
		total += size(in)
	}
	b.SetBytes(int64(total / len(inputs)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		work(inputs[i%len(inputs)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

func pageSize(p onrecord.Page) int { return len(p.Body) }

func benchReader(b *testing.B) *Reader {
	b.Helper()
	r, err := New()
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// BenchmarkRead is end to end, from a page to its record.
func BenchmarkRead(b *testing.B) {
	for _, name := range Taggers() {
		r, err := NewWith(Tagger(name))
		if err != nil {
			b.Fatal(err)
		}
		for _, set := range benchSets(b) {
			for _, form := range []struct {
				name  string
				pages []onrecord.Page
			}{{"html", set.html}, {"scrape", set.scrape}, {"text", set.text}} {
				b.Run(name+"/"+set.name+"/"+form.name, func(b *testing.B) {
					round(b, form.pages, pageSize, func(p onrecord.Page) {
						_, _ = r.Read(b.Context(), p) // a page that cannot be read takes its time too
					})
				})
			}
		}
	}
}

// BenchmarkNew is what a program pays before its first page.
func BenchmarkNew(b *testing.B) {
	for _, name := range Taggers() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := NewWith(Tagger(name)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkExtract is from a page to its article.
func BenchmarkExtract(b *testing.B) {
	for _, set := range benchSets(b) {
		for _, form := range []struct {
			name  string
			pages []onrecord.Page
		}{{"html", set.html}, {"scrape", set.scrape}, {"text", set.text}} {
			b.Run(set.name+"/"+form.name, func(b *testing.B) {
				round(b, form.pages, pageSize, func(p onrecord.Page) {
					_, _ = extract.Read(b.Context(), p)
				})
			})
		}
	}
}

// BenchmarkStage is each language stage alone, on what the stages before it
// make of clean text.
func BenchmarkStage(b *testing.B) {
	r := benchReader(b)
	for _, set := range benchSets(b) {
		var articles []onrecord.Article
		var documents []nlp.Document
		var quoted []nlp.Quoted
		var tagged []nlp.Tagged
		var attributed []nlp.Attributed
		var resolved []nlp.Resolved
		var termed []nlp.Termed
		var records []onrecord.Record
		for _, p := range set.text {
			a, err := extract.Read(context.Background(), p)
			if err != nil {
				b.Fatal(err)
			}
			articles = append(articles, a)
			documents = append(documents, r.segmenter.Segment(a))
			quoted = append(quoted, quote.Pair(documents[len(documents)-1]))
			tagged = append(tagged, r.tagger.Tag(quoted[len(quoted)-1]))
			attributed = append(attributed, r.rules.Join(tagged[len(tagged)-1]))
			resolved = append(resolved, r.resolver.Resolve(attributed[len(attributed)-1]))
			termed = append(termed, r.terms.Find(resolved[len(resolved)-1]))
			records = append(records, assemble(string(Accurate), termed[len(termed)-1], nil))
		}
		b.Run(set.name+"/segment", func(b *testing.B) {
			round(b, articles, func(a onrecord.Article) int { return len(a.Text) }, func(a onrecord.Article) { r.segmenter.Segment(a) })
		})
		b.Run(set.name+"/quote", func(b *testing.B) {
			round(b, documents, func(d nlp.Document) int { return len(d.Text) }, func(d nlp.Document) { quote.Pair(d) })
		})
		b.Run(set.name+"/tag", func(b *testing.B) {
			round(b, quoted, func(q nlp.Quoted) int { return len(q.Text) }, func(q nlp.Quoted) { r.tagger.Tag(q) })
		})
		b.Run(set.name+"/attribute", func(b *testing.B) {
			round(b, tagged, func(t nlp.Tagged) int { return len(t.Text) }, func(t nlp.Tagged) { r.rules.Join(t) })
		})
		b.Run(set.name+"/resolve", func(b *testing.B) {
			round(b, attributed, func(a nlp.Attributed) int { return len(a.Text) }, func(a nlp.Attributed) { r.resolver.Resolve(a) })
		})
		b.Run(set.name+"/blocs", func(b *testing.B) {
			round(b, resolved, func(f nlp.Resolved) int { return len(f.Text) }, func(f nlp.Resolved) { r.blocs.Find(f) })
		})
		b.Run(set.name+"/terms", func(b *testing.B) {
			round(b, resolved, func(f nlp.Resolved) int { return len(f.Text) }, func(f nlp.Resolved) { r.terms.Find(f) })
		})
		b.Run(set.name+"/assemble", func(b *testing.B) {
			round(b, termed, func(f nlp.Termed) int { return len(f.Text) }, func(f nlp.Termed) { assemble(string(Accurate), f, nil) })
		})
		b.Run(set.name+"/json", func(b *testing.B) {
			round(b, records, func(r onrecord.Record) int { return len(r.Article.Text) }, func(r onrecord.Record) {
				if _, err := json.Marshal(r); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// BenchmarkReadParallel is end to end from clean text over all cores.
func BenchmarkReadParallel(b *testing.B) {
	r := benchReader(b)
	for _, set := range benchSets(b) {
		b.Run(set.name+"/text", func(b *testing.B) {
			total := 0
			for _, p := range set.text {
				total += len(p.Body)
			}
			b.SetBytes(int64(total / len(set.text)))
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for i := 0; pb.Next(); i++ {
					if _, err := r.Read(b.Context(), set.text[i%len(set.text)]); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}
