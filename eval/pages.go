package eval

import (
	"context"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/dump"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/extract"
)

// pageWay is one way of reading a page with gold.
type pageWay struct {
	label string
	read  func(context.Context, *bench, corpus.Page) (onrecord.Record, bool)
}

func measurePages(ctx context.Context, b *bench) ([]Table, error) {
	return b.pageTable(ctx, "HTML", []pageWay{
		{"with its address", func(ctx context.Context, b *bench, p corpus.Page) (onrecord.Record, bool) {
			return b.read(ctx, onrecord.Page{ID: p.ID, URL: p.URL, Form: onrecord.HTML, Body: []byte(p.HTML)})
		}},
		{"without", func(ctx context.Context, b *bench, p corpus.Page) (onrecord.Record, bool) {
			return b.read(ctx, onrecord.Page{ID: p.ID, Form: onrecord.HTML, Body: []byte(p.HTML)})
		}},
	})
}

func measureDumps(ctx context.Context, b *bench) ([]Table, error) {
	return b.pageTable(ctx, "scraped text", []pageWay{
		{"read", func(ctx context.Context, b *bench, p corpus.Page) (onrecord.Record, bool) {
			return b.read(ctx, onrecord.Page{ID: p.ID, Form: onrecord.Scrape, Body: []byte(dump.Text(p.HTML))})
		}},
		{"taken whole, for comparison", func(_ context.Context, _ *bench, p corpus.Page) (onrecord.Record, bool) {
			return onrecord.Record{Article: onrecord.Article{Text: dump.Text(p.HTML)}}, true
		}},
	})
}

func (b *bench) pageTable(ctx context.Context, title string, ways []pageWay) ([]Table, error) {
	table := Table{Title: title, Columns: []string{"pages", "unread", "body P", "R", "F1", "title", "day", "no day", "authors", "authors, parted", "no authors"}}
	for _, way := range ways {
		var score metric.PageScore
		unread := 0
		type reading struct {
			said metric.PagePrediction
			ok   bool
		}
		err := each(ctx, corpus.File(b.path("pages", "aet-dev.jsonl.gz"), corpus.Pages), func(p corpus.Page) reading {
			record, ok := way.read(ctx, b, p)
			return reading{pagePrediction(record), ok}
		}, func(p corpus.Page, r reading) {
			score.Add(pageGold(p), r.said)
			if !r.ok {
				unread++
			}
		})
		if err != nil {
			return nil, err
		}
		p, r, f := score.Body()
		table.row(way.label, count(score.Pages), count(unread), thousandth(p), thousandth(r), thousandth(f), share(score.Title), share(score.Date),
			share(score.DateNone), share(score.Authors), share(score.AuthorsSplit), share(score.AuthorNone))
	}
	table.Notes = []string{
		"body: bags of 4-word shingles, mean over pages; title and authors without case and punctuation",
		"the extractors were trained on the bodies of these very pages: held-out figures stand in the model card",
		"authors: the gold field as one name, as it is scored outside; parted: at its commas, so that several authors can be right",
	}
	return []Table{table}, nil
}

func pageGold(p corpus.Page) metric.PageGold {
	gold := metric.PageGold{Body: p.Body, Title: p.Title, Day: day(p.Date)}
	if p.Authors != "" {
		gold.Authors = []string{p.Authors}
		gold.AuthorsSplit = strings.Split(p.Authors, ",")
	}
	return gold
}

func pagePrediction(record onrecord.Record) metric.PagePrediction {
	said := metric.PagePrediction{Body: record.Article.Text, Title: record.Article.Title, Authors: record.Article.Authors}
	if d, ok := record.Article.PublishedDate(); ok {
		said.Day = day(d.Value)
	}
	return said
}

// day is the first ten code points, YYYY-MM-DD, of a date.
func day(value string) string {
	points := []rune(value)
	return string(points[:min(len(points), len("2006-01-02"))])
}

func measureDetect(ctx context.Context, b *bench) ([]Table, error) {
	forms := []onrecord.Form{onrecord.HTML, onrecord.Scrape, onrecord.Text}
	table := Table{Title: "is … told as", Columns: []string{"inputs", "html", "scrape", "text", "right"}}
	tally := func(label string, truth onrecord.Form, said map[onrecord.Form]int) {
		n, values := 0, []Value{}
		for _, f := range forms {
			n += said[f]
			values = append(values, count(said[f]))
		}
		values = append([]Value{count(n)}, values...)
		table.row(label, append(values, share(metric.Share{Part: said[truth], Whole: n}))...)
	}
	detect := func(text string) onrecord.Form { return extract.Detect(onrecord.Page{Body: []byte(text)}) }
	pages := [3]map[onrecord.Form]int{{}, {}, {}}
	err := each(ctx, corpus.File(b.path("pages", "aet-dev.jsonl.gz"), corpus.Pages), func(p corpus.Page) [3]onrecord.Form {
		return [3]onrecord.Form{detect(p.HTML), detect(dump.Text(p.HTML)), detect(p.Body)}
	}, func(_ corpus.Page, said [3]onrecord.Form) {
		for i, f := range said {
			pages[i][f]++
		}
	})
	if err != nil {
		return nil, err
	}
	news := map[onrecord.Form]int{}
	err = each(ctx, corpus.File(b.path("polnear", "dev.jsonl.gz"), corpus.Articles), func(a corpus.Article) onrecord.Form { return detect(a.Text) },
		func(_ corpus.Article, f onrecord.Form) { news[f]++ })
	tally("a page", onrecord.HTML, pages[0])
	tally("its text dump", onrecord.Scrape, pages[1])
	tally("its clean body", onrecord.Text, pages[2])
	tally("a clean PolNeAR article", onrecord.Text, news)
	return []Table{table}, err
}
