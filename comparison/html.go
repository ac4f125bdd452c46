package comparison

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/onrecord/onrecord"
)

//go:embed verification.tmpl.html
var pageText string

//go:embed verification.css
var style string

// htmlPage is what the template is filled with.
type htmlPage struct {
	Style                   template.CSS
	Title, Outlet, URL, Day string
	Summary                 string
	Notes                   []string
	Rows                    []htmlRow
	Transcripts             []htmlTranscript
	Generator               string
}

type htmlRow struct {
	Runs  []htmlRun
	Cards []htmlCard
}

type htmlRun struct {
	Text, Class, Title string
	Number             int // of the check that begins here, 0 where none does
	Link               int // of the check that it belongs to
}

type htmlCard struct {
	Number            int
	Verdict, Class    string
	Flags             []string
	Quote, Attributed string
	Against           string
	Passages          []htmlPassage
	Diff              []onrecord.Edit
	Dropped           []string
	Reasons           []string
	Similarity        string
	Name              string
}

type htmlPassage struct {
	Passage
	Anchor, Place string
}

type htmlTranscript struct {
	Title, URL, Day, Place, Kind string
	Notices                      []string
	Turns                        []htmlTurn
}

type htmlTurn struct {
	Number int
	Label  string
	Name   string
	Parts  []htmlRun
}

// HTML writes one page that needs nothing else: the article on the left, what
// the transcripts have on the right, changed words marked, and the transcripts
// with the passages marked below. All text of pages is escaped; there is no
// script in it.
func HTML(w io.Writer, v *onrecord.Verification, generator string) error {
	t, err := template.New("verification").Parse(pageText)
	if err != nil {
		return err
	}
	return t.Execute(w, page(v, generator))
}

// Sides writes the part of that page that shows article and transcript side by
// side, without what stands around it: for pages with a head and styles of their own.
func Sides(w io.Writer, v *onrecord.Verification) error {
	t, err := template.New("verification").Parse(pageText)
	if err != nil {
		return err
	}
	return t.ExecuteTemplate(w, "sides", page(v, ""))
}

func page(v *onrecord.Verification, generator string) htmlPage {
	a := &v.Record.Article
	out := htmlPage{Style: template.CSS(style), Title: cmp.Or(a.Title, "An article without a title"), Outlet: a.Outlet,
		URL: webAddress(a.CanonicalURL, a.URL), Summary: Summary(v), Generator: generator}
	if d, ok := a.PublishedDate(); ok {
		out.Day = Day(d.Value)
	}
	out.Notes = Notes(v)
	points := make([]*onrecord.Points, len(v.Transcripts))
	for i := range v.Transcripts {
		points[i] = onrecord.NewPoints(v.Transcripts[i].Text)
	}
	begun := map[int]bool{}
	for _, row := range Rows(v) {
		var h htmlRow
		for _, r := range row.Runs {
			h.Runs = append(h.Runs, htmlRunOf(v, r, begun))
		}
		for _, i := range row.Checks {
			h.Cards = append(h.Cards, card(v, i, points))
		}
		out.Rows = append(out.Rows, h)
	}
	for i := range v.Transcripts {
		out.Transcripts = append(out.Transcripts, transcript(v, i))
	}
	return out
}

// htmlRunOf gives a stretch the colour of the first check that it belongs to,
// and that check's number where it begins.
func htmlRunOf(v *onrecord.Verification, r Run, begun map[int]bool) htmlRun {
	out := htmlRun{Text: r.Text}
	if len(r.Checks) == 0 {
		return out
	}
	first := r.Checks[0]
	c := &v.Checks[first]
	out.Class, out.Link, out.Title = string(c.Verdict), first+1, Verdict(c)
	if !begun[first] {
		begun[first] = true
		out.Number = first + 1
	}
	return out
}

func card(v *onrecord.Verification, i int, points []*onrecord.Points) htmlCard {
	c := &v.Checks[i]
	out := htmlCard{Number: i + 1, Verdict: Verdict(c), Class: string(c.Verdict), Flags: Flags(c), Quote: c.Span.In(v.Record.Article.Text),
		Attributed: c.Attributed, Reasons: c.Reasons, Name: c.SpeakerName}
	if c.Transcript < 0 || c.Transcript >= len(v.Transcripts) {
		return out
	}
	if Differs(c) {
		out.Diff = c.Diff
	}
	t := &v.Transcripts[c.Transcript]
	out.Against = Against(t)
	if len(c.Passages) > 0 {
		out.Similarity = fmt.Sprintf("%.0f %% of the words agree", 100*c.Similarity)
	}
	for n, p := range Passages(v, c, points[c.Transcript]) {
		out.Passages = append(out.Passages, htmlPassage{p, fmt.Sprintf("t%d-%d-%d", c.Transcript+1, i+1, n+1), Place(p)})
	}
	for _, s := range c.Dropped {
		out.Dropped = append(out.Dropped, s.In(t.Text))
	}
	return out
}

// Place says where a passage stands: its turn, its time in a recording where
// there is one, its code points.
func Place(p Passage) string {
	var parts []string
	if p.Turn > 0 {
		parts = append(parts, fmt.Sprintf("turn %d", p.Turn))
	}
	if p.From > 0 {
		s := int(p.From)
		parts = append(parts, fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60))
	}
	return strings.Join(append(parts, fmt.Sprintf("characters %d to %d", p.Points[0], p.Points[1])), ", ")
}

// transcript is a whole transcript, with the passages of checks marked.
func transcript(v *onrecord.Verification, index int) htmlTranscript {
	t := &v.Transcripts[index]
	out := htmlTranscript{Title: cmp.Or(t.Title, t.Name()), URL: webAddress(t.URL), Kind: string(t.Kind)}
	for _, n := range t.Notices {
		out.Notices = append(out.Notices, Notice(n))
	}
	if d, ok := t.SpokenDate(); ok {
		out.Day = Day(d.Value)
	}
	if t.Place != nil {
		out.Place = t.Place.Place
	}
	type mark struct {
		onrecord.Span
		check, passage int
	}
	var marks []mark
	for i := range v.Checks {
		if v.Checks[i].Transcript == index {
			for n, s := range v.Checks[i].Passages {
				marks = append(marks, mark{s, i, n})
			}
		}
	}
	for n := range t.Turns {
		turn := &t.Turns[n]
		span := turn.Span()
		h := htmlTurn{Number: n + 1, Label: turn.Label.In(t.Text), Name: turn.Speaker.Name}
		at := max(span.Start, turn.Label.End)
		at = min(at+len(t.Text[at:span.End])-len(strings.TrimLeft(t.Text[at:span.End], ":. \n\t")), span.End)
		for at < span.End {
			end, in := span.End, -1
			for k, m := range marks {
				switch {
				case m.Start <= at && at < m.End:
					if in < 0 {
						in = k
					}
					end = min(end, m.End)
				case m.Start > at:
					end = min(end, m.Start)
				}
			}
			part := htmlRun{Text: t.Text[at:end]}
			if in >= 0 {
				m := marks[in]
				part.Class, part.Link = string(v.Checks[m.check].Verdict), m.check+1
				if m.Start == at {
					part.Title = fmt.Sprintf("t%d-%d-%d", index+1, m.check+1, m.passage+1)
				}
			}
			h.Parts = append(h.Parts, part)
			at = end
		}
		out.Turns = append(out.Turns, h)
	}
	return out
}

// webAddress is the first of some addresses that a link may lead to.
func webAddress(addresses ...string) string {
	for _, a := range addresses {
		if strings.HasPrefix(a, "http://") || strings.HasPrefix(a, "https://") {
			return a
		}
	}
	return ""
}
