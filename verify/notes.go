package verify

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// speech is how many words are spoken in a minute, for transcripts without
// times.
const speech = 150

// block is a run of an article's quotations that follow each other in the
// transcript as well.
type block struct {
	checks     []int
	transcript int
	speaker    string
	from, to   int // words
}

// leastReversed is how many passages of one speaker must stand in reverse
// order; two are any article's.
const leastReversed = 3

// notes tells of several quotations together, and of the transcripts.
func (c *checker) notes(checks []onrecord.Check) []onrecord.Note {
	var out []onrecord.Note
	blocks := c.blocks(checks)
	for i := 0; i < len(blocks); {
		k := i + 1
		for k < len(blocks) && blocks[k].transcript == blocks[i].transcript && blocks[k].speaker == blocks[i].speaker && blocks[k].from < blocks[k-1].from {
			k++
		}
		if k-i >= leastReversed {
			n := onrecord.Note{Kind: onrecord.NoteOrder, Transcript: blocks[i].transcript}
			for _, b := range blocks[i:k] {
				n.Checks = append(n.Checks, b.checks...)
			}
			n.Text = fmt.Sprintf("%d passages stand in the transcript in the reverse order", k-i)
			out = append(out, n)
		}
		i = k
	}
	for i := 1; i < len(blocks); i++ {
		if n, ok := c.joined(checks, blocks[i-1], blocks[i]); ok {
			out = append(out, n)
		}
	}
	out = append(out, c.headline()...)
	for i := range c.sources {
		for _, notice := range c.sources[i].Notices {
			out = append(out, onrecord.Note{Kind: onrecord.NoteTranscript, Transcript: i, Text: string(notice.Kind) + ": " + notice.Evidence})
		}
	}
	return out
}

// headline notes conditions that the article's title leaves out. The title is
// no part of the text, so that no check can be of it.
func (c *checker) headline() []onrecord.Note {
	title := c.record.Article.Title
	words, _ := c.v.read(title, []onrecord.Span{{Start: 0, End: len(title)}}, true, nil, 0)
	for i, m := range c.meanings {
		if lost, ok := c.loses(words, nil, m); ok {
			var parts []string
			for _, d := range lost.dropped {
				parts = append(parts, strconv.Quote(strings.Join(strings.Fields(d.In(m.s.Text)), " ")))
			}
			return []onrecord.Note{{Kind: onrecord.NoteHeadline, Transcript: i, Text: "the headline leaves out " + strings.Join(parts, " and ")}}
		}
	}
	return nil
}

// blocks puts neighbouring checks together that follow each other closely in a
// transcript too. Paraphrases, questions and what was not found are passed over.
func (c *checker) blocks(checks []onrecord.Check) []block {
	const close = 120 // words
	var out []block
	for i := range checks {
		k := &checks[i]
		if k.Transcript < 0 || len(k.Passages) == 0 || slices.Contains(k.Flags, onrecord.FlagParaphrase) {
			continue
		}
		s := c.sources[k.Transcript]
		if s.speaks(s.wordAt(k.Passages[0].Start)).asks {
			continue
		}
		from, to := s.wordAt(k.Passages[0].Start), s.wordAt(k.Passages[len(k.Passages)-1].End-1)
		if n := len(out); n > 0 {
			last := &out[n-1]
			if last.transcript == k.Transcript && last.speaker == k.Speaker && from >= last.from && from-last.to < close {
				last.checks, last.to = append(last.checks, i), max(last.to, to)
				continue
			}
		}
		out = append(out, block{[]int{i}, k.Transcript, k.Speaker, from, to})
	}
	return out
}

// wordAt is the word that a place of the text lies in, or comes before.
func (s *source) wordAt(at int) int {
	i, _ := slices.BinarySearchFunc(s.words, at, func(w word, at int) int { return cmp.Compare(w.span.End, at+1) })
	return min(i, len(s.words)-1)
}

// joined notes that two neighbouring blocks are answers to different
// questions, where the article does not say so: nothing in the sentence of the second
// tells of a question or of another time.
func (c *checker) joined(checks []onrecord.Check, a, b block) (onrecord.Note, bool) {
	first, second := &checks[a.checks[len(a.checks)-1]], &checks[b.checks[0]]
	if a.transcript != b.transcript || first.Speaker == "" || first.Speaker != second.Speaker || first.Attributed != second.Attributed {
		return onrecord.Note{}, false
	}
	s := c.sources[a.transcript]
	x, y := s.words[a.to], s.words[b.from]
	if x.turn == y.turn || !s.othersBetween(int(x.turn), int(y.turn)) {
		return onrecord.Note{}, false
	}
	between := strings.ToLower(c.introduction(first.Span.End, second.Span))
	for _, w := range []string{"ask", "question", "later", "earlier", "separately", "also said", "answer", "respon", "repl", "turning to"} {
		if strings.Contains(between, w) {
			return onrecord.Note{}, false
		}
	}
	words := b.from - a.to
	if words < 0 {
		words = a.from - b.to
	}
	text := fmt.Sprintf("answers to different questions; %d words lie between them, about %d minutes", max(words, 0), (max(words, 0)+speech/2)/speech)
	return onrecord.Note{Kind: onrecord.NoteJoined, Checks: []int{a.checks[len(a.checks)-1], b.checks[0]}, Transcript: a.transcript, Text: text}, true
}

// introduction is the article's own words in the sentence of a quotation: what
// stands before it, but not before the end of the quotation before, and what
// comes after it.
func (c *checker) introduction(from int, q onrecord.Span) string {
	const reach = 300 // bytes
	before := c.text[max(min(from, q.Start), q.Start-reach):q.Start]
	if i := strings.LastIndexAny(before, ".?!\n"); i >= 0 {
		before = before[i+1:]
	}
	after := c.text[q.End:min(len(c.text), q.End+reach)]
	if i := strings.IndexAny(after, ".?!\n"); i >= 0 {
		after = after[:i]
	}
	return before + " " + after
}

// othersBetween tells whether somebody else speaks between two turns.
func (s *source) othersBetween(a, b int) bool {
	for i := min(a, b) + 1; i < max(a, b); i++ {
		if s.turns[i] != s.turns[a] {
			return true
		}
	}
	return false
}
