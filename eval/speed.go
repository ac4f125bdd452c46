package eval

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/dump"
)

// measureSpeed reads real pages from memory, page after page and then over all
// cores. The inputs are loaded before the clock runs.
func measureSpeed(ctx context.Context, b *bench) ([]Table, error) {
	pages, err := collect(corpus.File(b.path("pages", "aet-dev.jsonl.gz"), corpus.Pages))
	if err != nil {
		return nil, err
	}
	articles, err := collect(corpus.File(b.path("polnear", "dev.jsonl.gz"), corpus.Articles))
	if err != nil {
		return nil, err
	}
	var html, scrape, text []onrecord.Page
	for _, p := range pages {
		html = append(html, onrecord.Page{ID: p.ID, URL: p.URL, Form: onrecord.HTML, Body: []byte(p.HTML)})
		scrape = append(scrape, onrecord.Page{ID: p.ID, Form: onrecord.Scrape, Body: []byte(dump.Text(p.HTML))})
	}
	for _, a := range articles {
		text = append(text, onrecord.Page{ID: a.ID, Form: onrecord.Text, Body: []byte(a.Text)})
	}
	table := Table{Title: "to the record", Columns: []string{"articles", "words each", "MB", "one at a time/s", "MB/s", "all cores/s", "MB/s", "peak heap MB"}}
	for _, set := range []struct {
		label string
		pages []onrecord.Page
	}{{"from HTML", html}, {"from scraped text", scrape}, {"from clean text", text}} {
		words, size := 0, 0
		for _, p := range set.pages {
			words += len(strings.Fields(string(p.Body)))
			size += len(p.Body)
		}
		runtime.GC()
		peak := watchHeap()
		single := b.timed(ctx, set.pages, 1)
		full := b.timed(ctx, set.pages, runtime.GOMAXPROCS(0))
		peak.stop()
		n, mb := float64(len(set.pages)), float64(size)/1e6
		table.row(set.label, count(len(set.pages)), count(words/max(1, len(set.pages))), percent(mb), percent(n/single), percent(mb/single),
			percent(n/full), percent(mb/full), count(int(peak.bytes()>>20)))
	}
	table.Notes = []string{"words of HTML count its markup; the peak heap holds all inputs"}
	return []Table{table}, nil
}

// timed reads all pages with so many workers and gives the seconds it took.
func (b *bench) timed(ctx context.Context, pages []onrecord.Page, workers int) float64 {
	var next atomic.Int64
	var group sync.WaitGroup
	start := time.Now()
	for range workers {
		group.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(pages) || ctx.Err() != nil {
					return
				}
				b.read(ctx, pages[i])
			}
		})
	}
	group.Wait()
	return time.Since(start).Seconds()
}
