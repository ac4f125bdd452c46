package pages

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
)

// versionsCompared is how many of an article's versions, the newest, are set
// against those before them.
const versionsCompared = 5

// step is what a version changed.
type step struct {
	Number, Before int
	Changes        []comparison.Change
}

// voice is a speaker of an article with how many statements it gives.
type voice struct {
	Name, Key string
	N         int
}

func (p *Pages) article(w http.ResponseWriter, r *http.Request) error {
	version, _ := strconv.Atoi(r.URL.Query().Get("version")) // what is no number means the current one
	kept, err := p.desk.Article(r.Context(), r.PathValue("id"), max(version, 0))
	if err != nil {
		return err
	}
	var out struct {
		frame
		onrecord.Kept
		Published  onrecord.Date
		Rendered   bool // there are dates, but only of when the page was made
		Paragraphs []paragraph
		Voices     []voice
		Steps      []step
	}
	a := &kept.Record.Article
	out.frame, out.Kept = p.frame(cmp.Or(a.Title, "An article without a title"), "search"), kept
	out.Wide = true
	out.Published, _ = a.PublishedDate()
	out.Rendered = out.Published.Value == "" && slices.ContainsFunc(a.Dates, func(d onrecord.Date) bool { return d.Kind == onrecord.Rendered })
	out.Paragraphs, out.Voices = marked(&kept.Record, ""), voices(&kept.Record)
	if out.Steps, err = p.steps(r, kept); err != nil {
		return err
	}
	return p.show(w, http.StatusOK, "article", out)
}

// voices are the speakers of a record, those with most statements first.
func voices(r *onrecord.Record) []voice {
	keys := map[string]string{}
	for _, e := range r.Entities {
		keys[e.ID] = e.Key
	}
	var out []voice
	for _, s := range r.Statements {
		v := voice{Name: cmp.Or(s.Speaker.Name, "unknown"), Key: keys[s.Speaker.Entity]}
		if i := slices.IndexFunc(out, func(o voice) bool { return o.Name == v.Name && o.Key == v.Key }); i >= 0 {
			out[i].N++
			continue
		}
		v.N = 1
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b voice) int { return cmp.Compare(b.N, a.N) })
	return out
}

// steps says what the newest versions changed, the newest first.
func (p *Pages) steps(r *http.Request, kept onrecord.Kept) ([]step, error) {
	var out []step
	versions := kept.Versions
	if len(versions) > versionsCompared+1 {
		versions = versions[len(versions)-versionsCompared-1:]
	}
	var before onrecord.Record
	for i, v := range versions {
		if len(versions) == 1 {
			return nil, nil
		}
		this, err := p.desk.Article(r.Context(), kept.ID, v.Number)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out = append(out, step{v.Number, versions[i-1].Number, comparison.Changes(&before, &this.Record)})
		}
		before = this.Record
	}
	slices.Reverse(out)
	return out, nil
}

func (p *Pages) statement(w http.ResponseWriter, r *http.Request) error {
	found, err := p.desk.Statement(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	kept, err := p.desk.Article(r.Context(), found.Article.ID, found.Version)
	if err != nil {
		return err
	}
	var out struct {
		frame
		onrecord.Found
		Current          int
		Paragraphs       []paragraph
		Previous, Next   *onrecord.Statement
		Number, Of       int
		Within           *onrecord.Statement
		Holds            []onrecord.Statement
		Addressee, Venue string
		Citation         string
	}
	record := &kept.Record
	out.frame = p.frame(comparison.Said(found.Statement.Speaker)+": "+short(found.Text, 80), "search")
	out.Found, out.Current, out.Wide = found, kept.Current, true
	out.Of = len(record.Statements)
	for i := range record.Statements {
		s := &record.Statements[i]
		switch {
		case s.ID == found.Statement.ID:
			out.Number = i + 1
			if i > 0 {
				out.Previous = &record.Statements[i-1]
			}
			if i+1 < len(record.Statements) {
				out.Next = &record.Statements[i+1]
			}
			if s.Addressee != nil {
				out.Addressee = s.Addressee.Text
			}
			if s.Venue != nil {
				out.Venue = s.Venue.Text
			}
		case s.ID == found.Statement.Parent:
			out.Within = s
		case s.Parent == found.Statement.ID:
			out.Holds = append(out.Holds, *s)
		}
	}
	out.Paragraphs = marked(record, found.Statement.ID)
	out.Citation = p.citation(r, &found, &kept)
	return p.show(w, http.StatusOK, "statement", out)
}

// short is the beginning of a text, in whole words.
func short(s string, most int) string {
	if len(s) <= most {
		return s
	}
	cut := strings.LastIndexByte(s[:most], ' ')
	if cut <= 0 {
		return strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s[:cut] + " …"
}

// citation is all that somebody needs to find the words again.
func (p *Pages) citation(r *http.Request, f *onrecord.Found, kept *onrecord.Kept) string {
	a := &kept.Record.Article
	points := onrecord.NewPoints(a.Text)
	var at []string
	for _, s := range f.Statement.Content {
		span := points.Span(s)
		at = append(at, fmt.Sprintf("%d–%d", span[0], span[1]))
	}
	said := f.Text
	if !strings.ContainsAny(said, "“”\"") {
		said = "‘" + said + "’"
	}
	lines := []string{
		said + " " + comparison.Said(f.Statement.Speaker) + ".",
		strings.Join(present(cmp.Or(a.Title, "An article without a title"), a.Outlet, day(f.Article.Day)), ", ") + ".",
	}
	if u := web(a.CanonicalURL, a.URL); u != "" {
		lines = append(lines, u)
	}
	lines = append(lines, "Characters "+strings.Join(at, ", ")+" of the article's text; page SHA-256 "+a.SHA256+".",
		"Statement "+f.Statement.ID+", read by onrecord "+kept.Record.Model+". "+origin(r)+"/statements/"+f.Statement.ID,
		"Accessed "+p.now().UTC().Format("2 January 2006")+".")
	return strings.Join(lines, "\n")
}

// present are those of some words that are not empty.
func present(words ...string) []string {
	return slices.DeleteFunc(words, func(s string) bool { return s == "" })
}
