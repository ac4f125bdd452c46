package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/scrape"
	"github.com/onrecord/onrecord/extract/scrape/block"
	"github.com/onrecord/onrecord/extract/scrape/boost"
)

// validate trains on all parts of the sites but one and measures on that one.
func validate(samples []*sample, folds int, out string) {
	var articles strings.Builder
	titles := titleTally{}
	oracle, one, two, decoded := tally{}, tally{}, tally{}, tally{}
	for k := range folds {
		seen, unseen := pick(samples, folds, k, false)
		st := train(seen)
		judge(st.first, unseen)
		for _, s := range unseen {
			oracle.add(s, func(i int) bool { return s.in[i] })
			one.add(s, func(i int) bool { return s.first[i] > 0 })
			scores := block.Mean(s.first, scores(st.second, s.second))
			titles.add(s, block.Third(s.blocks, s.second, scores), st.title)
			two.add(s, func(i int) bool { return scores[i] > 0 })
			keep := block.Decode(s.blocks, scores)
			decoded.add(s, func(i int) bool { return keep[i] })
			if s.style == "plain" {
				m := scrape.Models{First: st.first, Second: st.second, Title: st.title}
				writeArticle(&articles, s, m.Extract(s.text))
			}
			if dir := os.Getenv("SCRAPE_ERRORS"); dir != "" && s.style == "plain" {
				explain(dir, s, scores, keep)
			}
		}
	}
	if out != "" {
		if err := os.WriteFile(out, []byte(articles.String()), 0o644); err != nil {
			log.Fatal(err)
		}
	}
	titles.print()
	oracle.print("labels")
	one.print("first")
	two.print("both")
	decoded.print("decoded")
}

// writeArticle writes an article as a line of JSON.
func writeArticle(w io.Writer, s *sample, a onrecord.Article) {
	published, _ := a.PublishedDate()
	line, err := json.Marshal(map[string]any{"id": s.ID, "article": map[string]any{
		"title": a.Title, "text": a.Text, "authors": a.Authors, "published": published.Value, "section": a.Section, "dates": a.Dates}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Fprintf(w, "%s\n", line)
}

// tally sums the parts of F1 for each style.
type tally map[string]*[5]float64

func (t tally) add(s *sample, keep func(int) bool) {
	var kept []string
	for i, b := range s.blocks {
		if keep(i) {
			kept = append(kept, b.Text)
		}
	}
	tp, fp, fn := compare(s.gold, strings.Join(kept, "\n\n"))
	a := t[s.style]
	if a == nil {
		a = &[5]float64{}
		t[s.style] = a
	}
	if tp+fp > 0 {
		a[0] += tp / (tp + fp)
		a[1]++
	}
	if tp+fn > 0 {
		a[2] += tp / (tp + fn)
		a[3]++
	}
}

func (t tally) print(name string) {
	for _, style := range styles {
		if a := t[style]; a != nil {
			p, r := a[0]/a[1], a[2]/a[3]
			fmt.Printf("%-8s %-8s f1 %.3f p %.3f r %.3f pages %.0f\n", name, style, 2*p*r/(p+r), p, r, a[3])
		}
	}
}

// explain writes a page's blocks with labels and scores, to be read.
func explain(dir string, s *sample, scores []float32, keep []bool) {
	var b strings.Builder
	var kept []string
	for i, x := range s.blocks {
		if keep[i] {
			kept = append(kept, x.Text)
		}
	}
	tp, fp, fn := compare(s.gold, strings.Join(kept, "\n"))
	for i, x := range s.blocks {
		mark := "  "
		switch {
		case s.in[i] && !keep[i]:
			mark = "- "
		case !s.in[i] && keep[i]:
			mark = "+ "
		case s.in[i]:
			mark = "= "
		}
		fmt.Fprintf(&b, "%s%5.1f %5.1f %.140s\n", mark, s.first[i], scores[i], x.Text)
	}
	name := fmt.Sprintf("%.3f-%s-%s.txt", 2*tp/(2*tp+fp+fn), s.Site, s.ID[:6])
	if err := os.WriteFile(filepath.Join(dir, name), []byte(b.String()), 0o644); err != nil {
		log.Print(err)
	}
}

// titleTally counts right titles for each style, and pages whose dump has the
// title on a line of its own.
type titleTally map[string]*[3]int

func (t titleTally) add(s *sample, rows [][]float32, m *boost.Model) {
	if len(s.blocks) == 0 {
		return
	}
	best, has := 0, 0
	bestScore := float32(-99)
	for i, b := range s.blocks {
		if x := m.Score(rows[i]); x > bestScore && len(b.Words) > 0 && len(b.Words) <= 40 {
			best, bestScore = i, x
		}
		if norm(b.Text) == norm(s.Title) {
			has = 1
		}
	}
	a := t[s.style]
	if a == nil {
		a = &[3]int{}
		t[s.style] = a
	}
	a[0]++
	a[1] += has
	if norm(s.blocks[best].Text) == norm(s.Title) {
		a[2]++
	} else if s.style == "plain" && os.Getenv("SCRAPE_ERRORS") != "" {
		fmt.Printf("title %d %.1f %.80q for %.80q\n", has, bestScore, s.blocks[best].Text, s.Title)
	}
}

func (t titleTally) print() {
	for _, style := range styles {
		if a := t[style]; a != nil {
			fmt.Printf("title %s: right %d of %d, %d have it\n", style, a[2], a[0], a[1])
		}
	}
}
