package main

import (
	"context"
	"crypto/md5"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract"
)

var nonWord = regexp.MustCompile(`[^\p{L}\p{N}\p{M}_]+`)

func plain(s string) string {
	return strings.TrimSpace(nonWord.ReplaceAllString(strings.ToLower(s), " "))
}

// half parts the sites in two, so that one can be looked at and the other
// only counted.
func half(site string) int {
	sum := md5.Sum([]byte(site))
	return int(sum[15]) % 2
}

type tallies struct {
	pages, title, authorsOf, authors, falseAuthors, noAuthors, dateOf, date, noDate int
	p, r                                                                            []float64
}

// measure reads the pages as a user would and prints what was found of title,
// authors, day and body, for each half of the sites.
func measure(rows []gold, which string) {
	articles := make([]onrecord.Article, len(rows))
	errs := make([]error, len(rows))
	start := time.Now()
	var wg sync.WaitGroup
	gate := make(chan bool, runtime.GOMAXPROCS(0))
	for i, row := range rows {
		wg.Add(1)
		gate <- true
		go func() {
			defer wg.Done()
			articles[i], errs[i] = extract.Read(context.Background(), onrecord.Page{ID: row.ID, URL: row.URL, Form: onrecord.HTML, Body: []byte(row.HTML)})
			<-gate
		}()
	}
	wg.Wait()
	took := time.Since(start)
	var sums [2]tallies
	basis, right := map[string]int{}, map[string]int{}
	for i, row := range rows {
		a, t, h := articles[i], &sums[half(row.Site)], half(row.Site)
		say := func(what string, got, want any) {
			if strings.Contains(which, what) && h == 0 {
				fmt.Printf("%s %s %s\n   got  %q\n   gold %q\n", what, row.ID[:8], row.URL, got, want)
			}
		}
		if errs[i] != nil {
			fmt.Println(errs[i])
		}
		t.pages++
		if plain(a.Title) == plain(row.Title) {
			t.title++
		} else {
			say("title", a.Title, row.Title)
		}
		if row.Authors != "" {
			t.authorsOf++
			if slices.Equal(names(strings.Split(row.Authors, ",")), names(a.Authors)) {
				t.authors++
			} else {
				say("authors", a.Authors, row.Authors)
			}
		} else {
			t.noAuthors++
			if len(a.Authors) > 0 {
				t.falseAuthors++
				say("false", a.Authors, "")
			}
		}
		if row.Date != "" {
			t.dateOf++
			published, ok := a.PublishedDate()
			basis[published.Basis]++
			if ok && published.Value[:10] == row.Date[:min(10, len(row.Date))] {
				right[published.Basis]++
			}
			switch {
			case !ok:
				t.noDate++
				say("date", a.Dates, row.Date)
			case published.Value[:10] == row.Date[:min(10, len(row.Date))]:
				t.date++
			default:
				say("date", a.Dates, row.Date)
			}
		}
		p, r, okP, okR := compare(shingles(row.Body), a.Text)
		if okP {
			t.p = append(t.p, p)
		}
		if okR {
			t.r = append(t.r, r)
		}
	}
	fmt.Println("published days by basis:", basis, "right:", right)
	for h, t := range sums {
		p, r := mean(t.p), mean(t.r)
		fmt.Printf("half %d: pages %d  title %.1f  authors %.1f (false on %d of %d without)  day %.1f (none %.1f)  body F1 %.3f (P %.3f R %.3f)\n", h, t.pages,
			share(t.title, t.pages), share(t.authors, t.authorsOf), t.falseAuthors, t.noAuthors, share(t.date, t.dateOf), share(t.noDate, t.dateOf), 2*p*r/(p+r), p, r)
	}
	fmt.Fprintf(os.Stderr, "%.0f pages/s over %d cores\n", float64(len(rows))/took.Seconds(), runtime.GOMAXPROCS(0))
}

func share(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(max(1, len(xs)))
}

func names(list []string) []string {
	var out []string
	for _, s := range list {
		if s = plain(s); s != "" {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
