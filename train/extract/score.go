package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
)

// gold is a page with what people found on it.
type gold struct {
	ID, URL, Site, HTML, Title, Body, Authors, Date string
}

func readGold(path string) ([]gold, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	var rows []gold
	r := bufio.NewReader(z)
	for {
		line, err := r.ReadBytes('\n')
		if len(line) > 1 {
			var row gold
			if err := json.Unmarshal(line, &row); err != nil {
				return nil, err
			}
			rows = append(rows, row)
		}
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

var word = regexp.MustCompile(`[\p{L}\p{N}\p{M}_]+`)

func words(s string) []string { return word.FindAllString(s, -1) }

// shinglesOf are the runs of four words.
func shinglesOf(ws []string) map[string]int {
	set := map[string]int{}
	for i := range max(1, len(ws)-3) {
		set[strings.Join(ws[i:min(i+4, len(ws))], " ")]++
	}
	return set
}

func shingles(s string) map[string]int {
	ws := words(s)
	if len(ws) == 0 {
		return map[string]int{}
	}
	return shinglesOf(ws)
}

// compare is precision and recall of the shingles of a text, as
// article-extraction-benchmark counts them; ok flags tell whether they count.
func compare(gold map[string]int, text string) (p, r float64, okP, okR bool) {
	got := shingles(text)
	hit, nGold, nGot := 0, 0, 0
	for k, n := range gold {
		nGold += n
		hit += min(n, got[k])
	}
	for _, n := range got {
		nGot += n
	}
	if nGot > 0 {
		p, okP = float64(hit)/float64(nGot), true
	}
	if nGold > 0 {
		r, okR = float64(hit)/float64(nGold), true
	}
	return
}

func report(name string, samples []sample, text func(int) string) {
	var sumP, sumR, nP, nR float64
	for i := range samples {
		p, r, okP, okR := compare(samples[i].gold, text(i))
		if okP {
			sumP += p
			nP++
		}
		if okR {
			sumR += r
			nR++
		}
		if name == os.Getenv("WORST") && (p < 0.85 || r < 0.85) {
			fmt.Printf("  %s %.2f %.2f %s\n", samples[i].row.ID[:12], p, r, samples[i].row.URL)
		}
	}
	p, r := sumP/max(1, nP), sumR/max(1, nR)
	fmt.Printf("%-28s F1 %.3f  precision %.3f  recall %.3f  pages %d\n", name, 2*p*r/(p+r), p, r, len(samples))
}

// baselines reports what single votes, and a perfect judge of our blocks,
// would reach.
func baselines(samples []sample) {
	those := func(want func(s *sample, k int) bool) func(int) string {
		return func(i int) string {
			var b strings.Builder
			for k, block := range samples[i].blocks {
				if want(&samples[i], k) {
					b.WriteString(block.Text + "\n")
				}
			}
			return b.String()
		}
	}
	report("blocks of the gold", samples, those(func(s *sample, k int) bool { return s.labels[k] > 0.5 }))
	report("trafilatura", samples, those(func(s *sample, k int) bool { return s.votes.Trafilatura.Share(&s.blocks[k]) > 0.5 }))
	report("readability", samples, those(func(s *sample, k int) bool { return s.votes.Readability.Share(&s.blocks[k]) > 0.5 }))
}
