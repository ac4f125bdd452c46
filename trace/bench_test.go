package trace

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// prose invents a transcript of so many words: a vocabulary with few frequent
// words and many rare ones, as languages have, and phrases that recur.
func prose(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 3))
	zipf := rand.NewZipf(r, 1.1, 4, 40_000)
	var b strings.Builder
	for i := 0; i < n; i++ {
		switch w := zipf.Uint64(); {
		case i%97 == 96:
			b.WriteString("thank you very much and good night ")
		case i%23 == 22:
			fmt.Fprintf(&b, "w%d.\n\n", w)
		default:
			fmt.Fprintf(&b, "w%d ", w)
		}
	}
	return b.String()
}

func inventedDocs(n, words int) []Doc {
	var docs []Doc
	for i := range n {
		docs = append(docs, Doc{ID: fmt.Sprintf("doc-%04d", i), Text: prose(uint64(i), words), Day: fmt.Sprintf("20%02d-%02d-%02d", 9+i%8, 1+i%12, 1+i%28), Speakers: []string{fmt.Sprintf("MS. STONE%d", i%50)}})
	}
	return docs
}

// benchDocs gives the transcripts under ONRECORD_DATA, or invented ones.
func benchDocs(b *testing.B) []Doc {
	dir := os.Getenv("ONRECORD_DATA")
	if dir == "" {
		return inventedDocs(400, 2500)
	}
	var docs []Doc
	for _, name := range []string{"briefings-dev", "presidency-dev", "campaign-dev"} {
		f, err := os.Open(filepath.Join(dir, "transcripts", name+".jsonl.gz"))
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			b.Fatal(err)
		}
		lines := bufio.NewScanner(z)
		lines.Buffer(nil, 64<<20)
		for lines.Scan() {
			var row struct{ ID, Text, Date string }
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				b.Fatal(err)
			}
			docs = append(docs, Doc{ID: row.ID, Text: row.Text, Day: row.Date})
		}
	}
	return docs
}

func built(b *testing.B, docs []Doc) []byte {
	segment, err := Build(slices.Values(docs))
	if err != nil {
		b.Fatal(err)
	}
	return segment
}

func BenchmarkBuild(b *testing.B) {
	docs := benchDocs(b)
	size := 0
	for _, d := range docs {
		size += len(d.Text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n = len(built(b, docs))
	}
	b.ReportMetric(float64(n)/float64(size), "index/text")
}

func BenchmarkOpen(b *testing.B) {
	segment := built(b, benchDocs(b))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(segment); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAddOne builds the segment of one more transcript and opens it with
// the rest.
func BenchmarkAddOne(b *testing.B) {
	docs := benchDocs(b)
	segment, one := built(b, docs[1:]), docs[:1]
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			built(b, one)
		}
	})
	b.Run("open", func(b *testing.B) {
		small := built(b, one)
		for b.Loop() {
			if _, err := Open(segment, small); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkMerge(b *testing.B) {
	docs := benchDocs(b)
	half := len(docs) / 2
	old, recent := built(b, docs[:half]), built(b, docs[half:])
	b.SetBytes(int64(len(old) + len(recent)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Merge(old, recent); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFind looks up articles of twenty quotations of five to thirty
// words, half of them from one transcript, half changed.
func BenchmarkFind(b *testing.B) {
	docs := benchDocs(b)
	index, err := Open(built(b, docs))
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	var articles [][]Quote
	for range 50 {
		var quotes []Quote
		source := docs[r.IntN(len(docs))]
		for i := range 20 {
			d := source
			if i%2 == 0 {
				d = docs[r.IntN(len(docs))]
			}
			w := strings.Fields(d.Text)
			n := min(len(w), 5+r.IntN(26))
			from := r.IntN(len(w) - n + 1)
			part := slices.Clone(w[from : from+n])
			if i%4 == 0 && n > 5 {
				part[5] = "changed"
			}
			quotes = append(quotes, Quote{Text: strings.Join(part, " "), Day: source.Day})
		}
		articles = append(articles, quotes)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		index.Find(articles[i%len(articles)], Options{})
		i++
	}
}
