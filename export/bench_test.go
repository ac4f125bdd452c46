package export

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/invented"
)

// inventedRecord is an invented article in which every second sentence is a
// statement by one of four speakers.
func inventedRecord(number int) onrecord.Record {
	a := invented.New(number)
	text := a.Text()
	r := onrecord.Record{Model: "english/x/accurate", Article: onrecord.Article{ID: fmt.Sprintf("https://courier.example/%d", number),
		URL: fmt.Sprintf("https://courier.example/%d", number), Outlet: "Courier", SHA256: textHash(text), Title: a.Title,
		Authors: []string{a.Author}, Language: "en", Text: text,
		Dates: []onrecord.Date{{Kind: onrecord.Published, Value: a.Day, Precision: "day", Basis: "meta", Confidence: 0.9}}}}
	for i := range 4 {
		r.Entities = append(r.Entities, onrecord.Entity{ID: fmt.Sprintf("e%d", i+1), Name: fmt.Sprintf("Speaker %d", i), Kind: onrecord.Person,
			Key: fmt.Sprintf("person:speaker-%d", i), Wikidata: fmt.Sprintf("Q%d", i+1), Mentions: whole(text, 10*i, 10*i+8, 100+10*i, 108+10*i)})
	}
	start := 0
	for n := 0; ; n++ {
		length := strings.Index(text[start:], ". ")
		if length < 20 {
			break
		}
		if n%2 == 0 {
			r.Statements = append(r.Statements, onrecord.Statement{ID: fmt.Sprintf("%d-%d", number, n), Kind: onrecord.Indirect,
				Source: whole(text, start, start+8), Cue: whole(text, start+9, start+13),
				Content: whole(text, start+14, start+length), Confidence: 0.875, Rule: "tagger",
				Speaker: onrecord.Speaker{Name: fmt.Sprintf("Speaker %d", n/2%4), Entity: fmt.Sprintf("e%d", n/2%4+1), Kind: onrecord.Person, Confidence: 0.97}})
		}
		start += length + 2
	}
	return r
}

// whole makes spans of pairs of offsets, moved to where code points start.
func whole(text string, offsets ...int) (spans []onrecord.Span) {
	for i := range offsets {
		for !boundary(text, offsets[i]) {
			offsets[i]++
		}
	}
	for i := 0; i < len(offsets); i += 2 {
		spans = append(spans, onrecord.Span{Start: offsets[i], End: offsets[i+1]})
	}
	return spans
}

func inventedRecords(n int) (records []onrecord.Record, statements int) {
	for i := range n {
		records = append(records, inventedRecord(i))
		statements += len(records[i].Statements)
	}
	return records, statements
}

func BenchmarkWrite(b *testing.B) {
	records, statements := inventedRecords(200)
	for _, f := range Formats() {
		b.Run(f.Name, func(b *testing.B) {
			var size bytes.Buffer
			if _, err := f.Write(&size, each(records...)); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(size.Len()))
			b.ReportAllocs()
			w, n := f.NewWriter(io.Discard), 0
			for b.Loop() {
				for i := range records {
					if _, err := w.Write(&records[i]); err != nil {
						b.Fatal(err)
					}
				}
				n++
			}
			if err := w.Close(); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(n*statements)/b.Elapsed().Seconds(), "statements/s")
			b.ReportMetric(float64(n*len(records))/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	records, statements := inventedRecords(200)
	for _, f := range Formats() {
		if !f.Readable() {
			continue
		}
		b.Run(f.Name, func(b *testing.B) {
			data, _ := written(b, f.Name, records...)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				for _, err := range f.Read(bytes.NewReader(data)) {
					if err != nil {
						b.Fatal(err)
					}
				}
				n++
			}
			b.ReportMetric(float64(n*statements)/b.Elapsed().Seconds(), "statements/s")
		})
	}
}
