package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// doc is a text with the byte offsets at which its sentences end.
type doc struct {
	id, genre string
	text      string
	ends      []int
}

// lines calls use with each line of a gzipped file.
func lines(path string, use func(string)) {
	f, err := os.Open(path)
	check(err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	check(err)
	r := bufio.NewReaderSize(z, 1<<20)
	for {
		line, err := r.ReadString('\n')
		if line != "" {
			use(strings.TrimSuffix(line, "\n"))
		}
		if err != nil {
			return
		}
	}
}

// readConllu joins the sentences of a CoNLL-U file into documents. Genre is
// the second part of GUM's ids and the first of EWT's.
func readConllu(path string) []doc {
	var docs []doc
	var text strings.Builder
	gap, newpar := "", true
	var d doc
	flush := func() {
		if d.text = text.String(); d.text != "" {
			docs = append(docs, d)
		}
		text.Reset()
	}
	skip := 0
	lines(path, func(line string) {
		switch {
		case strings.HasPrefix(line, "# newdoc id = "):
			flush()
			id := strings.TrimPrefix(line, "# newdoc id = ")
			genre, _, _ := strings.Cut(id, "-")
			if part := strings.Split(id, "_"); part[0] == "GUM" || part[0] == "GENTLE" {
				genre = part[1]
			}
			d, gap, newpar = doc{id: id, genre: genre}, "", false
		case strings.HasPrefix(line, "# newpar"):
			newpar = true
		case line == "" && text.Len() > 0:
			d.ends = append(d.ends, text.Len())
		case line == "" || line[0] == '#':
		default:
			f := strings.Split(line, "\t")
			first, last, ranged := strings.Cut(f[0], "-")
			n, err := strconv.Atoi(first)
			if err != nil || strings.Contains(f[0], ".") || !ranged && n <= skip && skip > 0 {
				return
			}
			skip = 0
			if ranged {
				skip, _ = strconv.Atoi(last)
			}
			if newpar && text.Len() > 0 {
				gap = "\n\n"
			}
			newpar = false
			text.WriteString(gap + f[1])
			gap = " "
			if strings.Contains(f[9], "SpaceAfter=No") {
				gap = ""
			}
			if n == 1 && !ranged {
				skip = 0
			}
		}
	})
	flush()
	return docs
}

// readSilver reads machine-segmented articles, whose text is in articles.
func readSilver(folder, part string) []doc {
	texts := make(map[string]string)
	lines(filepath.Join(folder, "polnear", part+".jsonl.gz"), func(line string) {
		var a struct{ ID, Text string }
		check(json.Unmarshal([]byte(line), &a))
		texts[a.ID] = a.Text
	})
	var docs []doc
	var d doc
	var offsets []int // of code points
	lastEnd := 0
	flush := func() {
		if d.text != "" && len(d.ends) > 0 {
			d.ends = mend(d.text, d.ends)
			docs = append(docs, d)
		}
	}
	lines(filepath.Join(folder, "polnear", "silver-"+part+".tsv.gz"), func(line string) {
		switch {
		case strings.HasPrefix(line, "# doc "):
			flush()
			d = doc{id: strings.TrimPrefix(line, "# doc "), genre: "news"}
			d.text = texts[d.id]
			offsets = offsets[:0]
			for i := range d.text {
				offsets = append(offsets, i)
			}
			offsets = append(offsets, len(d.text))
		case strings.HasPrefix(line, "# "):
		case line == "":
			if lastEnd > 0 && len(offsets) > lastEnd {
				d.ends = append(d.ends, offsets[lastEnd])
				lastEnd = 0
			}
		default:
			f := strings.Split(line, "\t")
			if len(f) > 8 {
				lastEnd, _ = strconv.Atoi(f[8])
			}
		}
	})
	flush()
	return docs
}

// mend drops the machine's ends before lower-case words and commas, and those
// between a question or exclamation and the words that report it: its splitter
// looks at neither.
func mend(text string, ends []int) []int {
	var kept []int
	for _, end := range ends {
		end = beforeOpening(text, end)
		rest := strings.TrimLeft(text[end:], " \u00a0'\"”’")
		r, _ := utf8.DecodeRuneInString(rest)
		if rest != "" && !strings.HasPrefix(text[end:], "\n") && (unicode.IsLower(r) || strings.ContainsRune(",;)", r) || reported(text[:end], rest)) {
			continue
		}
		kept = append(kept, end)
	}
	return kept
}

// beforeOpening moves an end back over an opening mark: the machine takes the
// mark after a space for a closing one.
func beforeOpening(text string, end int) int {
	for _, mark := range []string{"''", "\"", "'", "”"} {
		head, ok := strings.CutSuffix(text[:end], mark)
		trimmed := strings.TrimRight(head, " \n")
		if ok && len(trimmed) < len(head) && end < len(text) && text[end] != ' ' && text[end] != '\n' {
			return len(trimmed)
		}
	}
	return end
}

// reported tells whether a quotation that ends with ? or ! is followed by
// "He said", "Smith asked" and a stop.
func reported(head, rest string) bool {
	if !strings.HasSuffix(head, "”") && !strings.HasSuffix(head, "\"") && !strings.HasSuffix(head, "''") {
		return false
	}
	mark := strings.TrimRight(head, "”\"'")
	if !strings.HasSuffix(mark, "?") && !strings.HasSuffix(mark, "!") {
		return false
	}
	words := strings.Fields(rest[:min(len(rest), 80)])
	for i := 1; i < min(len(words), 4); i++ {
		switch strings.TrimRight(words[i], ".,:") {
		case "said", "asked", "added", "asks", "says", "wrote", "tweeted", "shouted", "replied", "yelled", "wondered":
			return true
		}
	}
	return false
}
