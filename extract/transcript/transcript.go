// Package transcript reads the text of a transcript: who speaks from where to
// where, what is a stage direction and not speech, when and where it was said,
// and what the transcript says of itself.
//
// Input is any valid UTF-8 and what is known besides it; output an
// onrecord.Transcript whose spans point into that text, which is not changed.
// The method: everything that could be a speaker's label is gathered in one
// pass; which of it are labels is decided with the whole in view, by how they
// are set and how often they recur; what stands between them is speech, less
// the directions. Time is linear in the text. It fetches nothing and knows no
// speaker by name but those that the text, its title or its author names.
package transcript

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// About is what is known of a transcript besides its text. Each may be empty.
type About struct {
	Title  string
	Author string // who speaks where there are no labels
	URL    string
	Name   string          // the page's own name, a file's as it may be: it may hold a date
	Dates  []onrecord.Date // of kind spoken, from outside the text
	Bold   []onrecord.Span // what is set in bold or as a heading at the beginning of a line of the text

	voices map[int]int // labels that are known as such: where they begin and end
}

// hints are the places of labels that the form of the source shows.
func (a *About) hints() hints {
	h := hints{voices: a.voices, bold: make(map[int]int, len(a.Bold))}
	for _, s := range a.Bold {
		h.bold[s.Start] = s.End
	}
	return h
}

// Read reads a transcript. A text without labels is one turn, of the author or
// of whom the title names. It fills Title, Kind, Dates, Place, Notices, Text
// and Turns.
func Read(text string, about About) onrecord.Transcript {
	labels := decide(text, scan(text, about.hints()), about.Title)
	end := len(text)
	if len(labels) > 0 {
		end = labels[0].start
	}
	head := readHeader(text, end, len(labels) == 0, about.Title)
	t := onrecord.Transcript{Title: about.Title, URL: about.URL, Text: text}
	if t.Title == "" {
		t.Title, _ = titleOf(text, head)
	}
	header := ""
	begin := 0
	if len(head) > 0 {
		begin = opening(text, head, end)
		if len(labels) == 0 {
			begin = head[len(head)-1].span.End
		}
		header = text[:head[len(head)-1].span.End]
	}
	t.Turns = turns(text, labels, begin)
	who := newSpeakers(text, About{Title: t.Title, Author: about.Author}, header, labels)
	for i := range t.Turns {
		if k := i - (len(t.Turns) - len(labels)); k >= 0 {
			t.Turns[i].Speaker = who.of(labels[k])
		} else {
			t.Turns[i].Speaker = who.alone()
		}
	}
	tail := text[max(0, len(text)-3000):]
	t.Kind = kind(t.Title, header, labels)
	t.Place = place(text, head)
	d := findDates(text, head, About{Title: t.Title, URL: about.URL, Name: about.Name, Dates: about.Dates}, tail)
	t.Dates = d.found
	if n, ok := d.conflict(); ok {
		t.Notices = append(t.Notices, n)
	}
	d.time(&t)
	t.Notices = append(t.Notices, says(t.Title+"\n"+header, tail)...)
	return t
}

// opening is where speech begins that stands before the first label: after the
// header's last line that is surely one. It is end where there is none.
func opening(text string, head []headLine, end int) int {
	last := 0
	for i, h := range head {
		if h.kind != otherLine {
			last = i + 1
		}
	}
	begin := 0
	if last > 0 {
		begin = head[last-1].span.End
	}
	if last < len(head) && strings.TrimSpace(text[head[len(head)-1].span.End:end]) != "" {
		return begin // more than a header is
	}
	size := 0
	for _, h := range head[last:] {
		if sentence(h.span.In(text)) {
			size += h.span.Len()
		}
	}
	if size < 200 {
		return end
	}
	return begin
}

// kind is the occasion: what the title calls it, else the header, else what
// the labels show.
func kind(title, header string, labels []candidate) onrecord.TranscriptKind {
	for _, s := range []string{title, header} {
		if k := occasionIn(strings.ToLower(s)); k != "" {
			return k
		}
	}
	asks, speakers := 0, map[string]bool{}
	for _, c := range labels {
		if c.class == reporter {
			asks++
		}
		speakers[c.key] = true
	}
	switch {
	case asks > 2 && asks*4 >= len(labels):
		return onrecord.Briefing
	case speakers["MODERATOR"] && len(speakers) > 3:
		return onrecord.Debate
	case len(speakers) == 2 && len(labels) > 5:
		return onrecord.Interview
	case len(labels) == 0 && title != "":
		return onrecord.OtherOccasion
	}
	return onrecord.OtherOccasion
}

// says are the notices that a transcript's own words give: in what stands
// before the speech, and at its end.
func says(header, tail string) []onrecord.Notice {
	var out []onrecord.Notice
	seen := map[onrecord.NoticeKind]bool{}
	for _, part := range []string{header, tail} {
		low := strings.ToLower(part)
		if len(low) != len(part) {
			part = low // letters whose small form has another length
		}
		for _, n := range notices {
			k := onrecord.NoticeKind(n.a)
			at := strings.Index(low, n.b)
			if at < 0 || seen[k] {
				continue
			}
			seen[k] = true
			from, to := max(0, at-60), min(len(part), at+len(n.b)+60)
			if i := strings.LastIndexByte(part[from:at], '\n'); i >= 0 {
				from += i + 1
			}
			if i := strings.IndexByte(part[at:to], '\n'); i >= 0 {
				to = at + i
			}
			out = append(out, onrecord.Notice{Kind: k, Evidence: strings.TrimSpace(strings.ToValidUTF8(part[from:to], ""))})
		}
	}
	return out
}
