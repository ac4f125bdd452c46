package pages

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
	"github.com/onrecord/onrecord/export"
)

// feedHits is how much a feed has; csvRows how many rows a table has at most.
const (
	feedHits = 50
	csvRows  = 10_000
)

// found searches for what the URL says; where that cannot be parsed it answers
// itself and ok is false.
func (p *Pages) found(w http.ResponseWriter, r *http.Request, o onrecord.SearchOptions) (s state, found onrecord.Results, ok bool, err error) {
	s = stateOf(r.URL.Query())
	text, err := s.Query()
	if err == nil {
		o.Kind = onrecord.HitKind(s.Kind)
		found, err = p.desk.Search(r.Context(), text, o)
	}
	if bad := faultOf(err); bad != nil || errors.Is(err, onrecord.ErrCursor) {
		return s, found, false, p.say(w, http.StatusBadRequest, "This search cannot be understood", err.Error())
	}
	return s, found, err == nil, err
}

// searchJSON gives what onrecord search --json prints.
func (p *Pages) searchJSON(w http.ResponseWriter, r *http.Request) error {
	s := stateOf(r.URL.Query())
	_, found, ok, err := p.found(w, r, onrecord.SearchOptions{Sort: onrecord.Sort(s.Sort), Cursor: s.Cursor})
	if !ok {
		return err
	}
	return writeJSON(w, "application/json", found)
}

func writeJSON(w http.ResponseWriter, mediaType string, v any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	return write(w, http.StatusOK, mediaType, b.Bytes())
}

// searchCSV gives statements as a table (RFC 4180), the newest first, safe to open
// in a spreadsheet.
func (p *Pages) searchCSV(w http.ResponseWriter, r *http.Request) error {
	s := stateOf(r.URL.Query())
	text, err := s.Query()
	if bad := faultOf(err); bad != nil {
		return p.say(w, http.StatusBadRequest, "This search cannot be understood", err.Error())
	}
	var b bytes.Buffer
	row(&b, "id", "published", "speaker", "role", "speaker_key", "kind", "act", "text", "confidence", "title", "outlet", "url", "article", "link")
	at := origin(r)
	o := onrecord.SearchOptions{Sort: onrecord.ByDate, Limit: 200}
	for n := 0; n < csvRows; {
		found, err := p.desk.Search(r.Context(), text, o)
		if err != nil {
			return err
		}
		for _, h := range found.Hits {
			f := h.Statement
			row(&b, f.Statement.ID, f.Article.Day, f.Statement.Speaker.Name, f.Statement.Speaker.Role, f.SpeakerID, string(f.Statement.Kind), string(f.Statement.Act), f.Text,
				fmt.Sprintf("%.3f", f.Statement.Confidence), f.Article.Title, f.Article.Outlet, f.Article.URL, f.Article.ID, at+"/statements/"+f.Statement.ID)
		}
		n += len(found.Hits)
		if o.Cursor = found.Next; o.Cursor == "" {
			break
		}
	}
	w.Header().Set("Content-Disposition", `attachment; filename="statements.csv"`)
	return write(w, http.StatusOK, "text/csv; charset=utf-8; header=present", b.Bytes())
}

func row(b *bytes.Buffer, cells ...string) {
	for i, cell := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + strings.ReplaceAll(export.Guard(cell), `"`, `""`) + `"`)
	}
	b.WriteString("\r\n")
}

// origin is what the server is called by in this request; the guard has checked it.
func origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// entry is one hit as feeds have it.
type entry struct {
	ID, URL, Title, Text, By, Updated string
}

func entryOf(h onrecord.Hit, at string) entry {
	switch {
	case h.Statement != nil:
		f := h.Statement
		return entry{"urn:onrecord:statement:" + f.Statement.ID, at + "/statements/" + f.Statement.ID, clean(comparison.Said(f.Statement.Speaker) + ": " + f.Text),
			f.Text + "\n\n" + f.Article.Title + " (" + orWords(f.Article.Outlet, "no outlet") + ", " + day(f.Article.Day) + ")", comparison.Said(f.Statement.Speaker), dated(f.Article.Day)}
	case h.Article != nil:
		return entry{"urn:onrecord:article:" + h.Article.ID, at + "/articles/" + h.Article.ID, clean(orWords(h.Article.Title, "An article without a title")),
			h.Snippet.Text, orWords(h.Article.Outlet, "no outlet"), dated(h.Article.Day)}
	case h.Person != nil:
		return entry{"urn:onrecord:entity:" + h.Person.Key, at + who(h.Person.Key), clean(h.Person.Name), orWords(h.Person.Role, string(h.Person.Kind)), h.Person.Name, dated("")}
	}
	return entry{}
}

func orWords(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// dated is a day as a time; feeds need one, so that no date is the oldest.
func dated(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(time.RFC3339)
}

type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Links   []atomLink  `xml:"link"`
		Author  string      `xml:"author>name"`
		Entries []atomEntry `xml:"entry"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Link    atomLink `xml:"link"`
		Content string   `xml:"content"` // of type text
	}
)

// searchAtom gives a search as an Atom feed (RFC 4287), the newest first.
func (p *Pages) searchAtom(w http.ResponseWriter, r *http.Request) error {
	s, found, ok, err := p.found(w, r, onrecord.SearchOptions{Sort: onrecord.ByDate, Limit: feedHits})
	if !ok {
		return err
	}
	at := origin(r)
	feed := atomFeed{ID: at + s.With("/search.atom"), Title: "onrecord: " + s.Words(), Updated: dated(""), Author: "onrecord",
		Links: []atomLink{{"self", at + s.With("/search.atom")}, {"alternate", at + s.With("/search")}}}
	for _, h := range found.Hits {
		e := entryOf(h, at)
		feed.Updated = max(feed.Updated, e.Updated)
		feed.Entries = append(feed.Entries, atomEntry{e.ID, e.Title, e.Updated, e.By, atomLink{"alternate", e.URL}, e.Text})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(feed); err != nil {
		return err
	}
	return write(w, http.StatusOK, "application/atom+xml; charset=utf-8", b.Bytes())
}

// searchFeed gives a search as a JSON Feed (version 1.1), the newest first.
func (p *Pages) searchFeed(w http.ResponseWriter, r *http.Request) error {
	s, found, ok, err := p.found(w, r, onrecord.SearchOptions{Sort: onrecord.ByDate, Limit: feedHits})
	if !ok {
		return err
	}
	type author struct {
		Name string `json:"name"`
	}
	type item struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Text      string   `json:"content_text"`
		Published string   `json:"date_published"`
		Authors   []author `json:"authors"`
	}
	at := origin(r)
	feed := struct {
		Version string `json:"version"`
		Title   string `json:"title"`
		Home    string `json:"home_page_url"`
		Self    string `json:"feed_url"`
		Items   []item `json:"items"`
	}{"https://jsonfeed.org/version/1.1", "onrecord: " + s.Words(), at + s.With("/search"), at + s.With("/search.feed.json"), []item{}}
	for _, h := range found.Hits {
		e := entryOf(h, at)
		feed.Items = append(feed.Items, item{e.ID, e.URL, e.Title, e.Text, e.Updated, []author{{e.By}}})
	}
	return writeJSON(w, "application/feed+json; charset=utf-8", feed)
}
