package main

import (
	"bufio"
	"compress/gzip"
	"log"
	"os"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/nlp/syntax"
)

type sentence struct {
	words     []string
	tags      []syntax.Tag
	head      []int // index, or -1 for the root and for marks
	relations []syntax.Relation
}

// token is a line of a treebank.
type token struct {
	form, tag, relation string
	head                int // 1-based, 0 for the root
	glued               bool
}

func lines(path string, use func(string)) {
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		log.Fatal(err)
	}
	s := bufio.NewScanner(z)
	s.Buffer(nil, 1<<26)
	for s.Scan() {
		use(s.Text())
	}
	if s.Err() != nil {
		log.Fatal(s.Err())
	}
}

// treebank reads a treebank in CoNLL-U.
func treebank(path string) []sentence {
	var all []sentence
	var now []token
	skip := false
	lines(path, func(line string) {
		if doc, ok := strings.CutPrefix(line, "# newdoc id = "); ok {
			skip = false
			for _, genre := range []string{"fiction", "whow", "podcast", "letter", "essay", "vlog", "speech", "textbook", "conversation"} {
				skip = skip || strings.HasPrefix(doc, "GUM_"+genre)
			}
		}
		if line == "" {
			if len(now) > 0 && !skip {
				all = append(all, build(now))
			}
			now = now[:0]
			return
		}
		cells := strings.Split(line, "\t")
		if len(cells) < 10 || strings.ContainsAny(cells[0], "-.") {
			return
		}
		head, _ := strconv.Atoi(cells[6])
		now = append(now, token{cells[1], cells[4], cells[7], head, strings.Contains(cells[9], "SpaceAfter=No")})
	})
	return all
}

var brackets = strings.NewReplacer("-LRB-", "(", "-RRB-", ")", "-LSB-", "[", "-RSB-", "]", "-LCB-", "{", "-RCB-", "}")

// silver reads machine-made trees of version 1 and hangs each conjunction on
// the conjunct after it, as version 2 does.
func silver(path string) []sentence {
	var all []sentence
	var now []token
	lines(path, func(line string) {
		cells := strings.Split(line, "\t")
		if len(cells) < 8 {
			if len(now) > 0 {
				for i, t := range now {
					if t.relation != "cc" {
						continue
					}
					for j := i + 1; j < len(now); j++ {
						if now[j].relation == "conj" && now[j].head == t.head {
							now[i].head = j + 1
							break
						}
					}
				}
				all = append(all, build(now))
				now = now[:0]
			}
			return
		}
		head, _ := strconv.Atoi(cells[5])
		now = append(now, token{brackets.Replace(cells[1]), cells[3], cells[6], head, false})
	})
	return all
}

// build joins words that are parted at hyphens and takes the marks out of the
// tree.
func build(raw []token) sentence {
	group := make([]int, len(raw)) // raw index → word
	var s sentence
	for i, t := range raw {
		joined := i > 0 && raw[i-1].glued && (t.tag == "HYPH" || raw[i-1].tag == "HYPH")
		if joined {
			last := len(s.words) - 1
			s.words[last] += t.form
			if t.tag != "HYPH" {
				s.tags[last] = syntax.FromPenn(t.tag)
			}
		} else {
			s.words = append(s.words, t.form)
			s.tags = append(s.tags, syntax.FromPenn(t.tag))
		}
		group[i] = len(s.words) - 1
	}
	n := len(s.words)
	s.head, s.relations = make([]int, n), make([]syntax.Relation, n)
	for i := range s.head {
		s.head[i] = -1
		if m, ok := syntax.MarkTag(s.words[i]); ok {
			s.tags[i] = m
		}
	}
	for i, t := range raw {
		w := group[i]
		if t.head > 0 && t.head <= len(raw) && group[t.head-1] == w {
			continue
		}
		name, _, _ := strings.Cut(t.relation, ":")
		s.relations[w] = syntax.FromUniversal(name)
		if t.head > 0 && t.head <= len(raw) {
			s.head[w] = group[t.head-1]
		} else {
			s.head[w], s.relations[w] = -1, syntax.Root
		}
	}
	for i := range s.head { // a mark's children hang where the mark does
		for hops := 0; s.head[i] >= 0 && s.tags[s.head[i]] >= syntax.Mark && hops < n; hops++ {
			s.head[i] = s.head[s.head[i]]
		}
	}
	for i, t := range s.tags {
		if t >= syntax.Mark {
			s.head[i], s.relations[i] = -1, syntax.Mod
		}
	}
	return s
}
