package pages

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
	"github.com/onrecord/onrecord/web/desk"
)

// handed is what somebody handed in, as the form shows it again.
type handed struct {
	As, URL, Text string
	Against       string // a transcript's text
	AgainstURL    string
	Problem       string
}

// checked is the page of an article that was handed in.
type checked struct {
	frame
	Form       handed
	Record     *onrecord.Record
	Published  onrecord.Date
	Voices     []voice
	Paragraphs []paragraph
	Candidates []onrecord.Candidate
	Believed   int // of the candidates
	Of         int // transcripts in the ledger
	Given      bool
	Verified   bool
	Summary    string
	Notes      []string
	Sides      template.HTML
}

// formMemory is how much of a form is held in memory; the guard lets no more in,
// so that nothing is put on disk.
const formMemory = 32 << 20

func (p *Pages) verifyForm(w http.ResponseWriter, _ *http.Request) error {
	out := checked{frame: p.frame("Check an article", "verify"), Form: handed{As: "auto"}}
	return p.show(w, http.StatusOK, "verify", out)
}

// verify reads what was handed in and holds it against transcripts: the one that
// came with it, else those of the ledger.
func (p *Pages) verify(w http.ResponseWriter, r *http.Request) error {
	err := r.ParseMultipartForm(formMemory)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return err
	case err != nil && !errors.Is(err, http.ErrNotMultipart):
		return p.say(w, http.StatusBadRequest, "This form cannot be read", "Something was lost on the way; send it again.")
	}
	form := handed{As: r.FormValue("as"), URL: clean(r.FormValue("url")), Text: r.FormValue("text"), Against: r.FormValue("against"), AgainstURL: clean(r.FormValue("against_url"))}
	out := checked{frame: p.frame("Check an article", "verify"), Form: form}
	if err := p.check(r, &out); err != nil {
		failure, ok := desk.Fault(err)
		if !ok {
			return err
		}
		out.Form.Problem = sentence(failure)
		return p.show(w, http.StatusUnprocessableEntity, "verify", out)
	}
	out.Wide = true
	return p.show(w, http.StatusOK, "verify", out)
}

// sentence is a failure as somebody reads it who handed the page in.
func sentence(f *onrecord.Failure) string {
	return strings.ToUpper(f.Message[:min(1, len(f.Message))]) + f.Message[min(1, len(f.Message)):] + " (" + strings.ReplaceAll(string(f.Reason), "_", " ") + ")."
}

// check fills a page with what is found of the article.
func (p *Pages) check(r *http.Request, out *checked) error {
	ctx := r.Context()
	page, err := p.handedIn(ctx, r, "file", out.Form.Text, out.Form.URL)
	if err != nil {
		return err
	}
	switch form := onrecord.Form(out.Form.As); form {
	case onrecord.HTML, onrecord.Scrape, onrecord.Text:
		page.Form = form
	}
	record, err := p.desk.Read(ctx, page)
	if err != nil {
		return err
	}
	v := onrecord.Verification{Record: record}
	if out.Given = given(r, "against_file") || out.Form.Against != "" || out.Form.AgainstURL != ""; out.Given {
		v, err = p.against(ctx, r, record, out.Form)
	} else {
		var found onrecord.Tracing
		found, out.Of, err = p.desk.Trace(ctx, record)
		out.Candidates, out.Believed = found.Candidates, len(found.Transcripts)
		v = found.Verification
	}
	if err != nil {
		return err
	}
	out.Record, out.Voices, out.Paragraphs = &v.Record, voices(&v.Record), marked(&v.Record, "")
	out.unlink()
	out.Published, _ = v.Record.Article.PublishedDate()
	out.Title = "Checked: " + cmp.Or(v.Record.Article.Title, "an article without a title")
	if out.Verified = len(v.Transcripts) > 0; out.Verified {
		out.Summary, out.Notes = comparison.Summary(&v), comparison.Notes(&v)
		var b bytes.Buffer
		if err := comparison.Sides(&b, &v); err != nil {
			return err
		}
		out.Sides = template.HTML(b.String()) // html/template has escaped it
	}
	return nil
}

// unlink takes the links to statements and speakers away: what was handed in need
// not be in the ledger.
func (out *checked) unlink() {
	for i := range out.Voices {
		out.Voices[i].Key = ""
	}
	for _, p := range out.Paragraphs {
		for i := range p.Cards {
			p.Cards[i].Key, p.Cards[i].Statement.ID = "", ""
		}
	}
}

// against holds a record against the transcript that came with it.
func (p *Pages) against(ctx context.Context, r *http.Request, record onrecord.Record, form handed) (onrecord.Verification, error) {
	page, err := p.handedIn(ctx, r, "against_file", form.Against, form.AgainstURL)
	if err != nil {
		return onrecord.Verification{}, err
	}
	transcript, err := p.desk.ReadTranscript(ctx, page)
	if err != nil {
		return onrecord.Verification{}, err
	}
	return p.desk.Verify(ctx, record, []onrecord.Transcript{transcript}, nil)
}

// given tells whether a file came in a field.
func given(r *http.Request, field string) bool {
	if r.MultipartForm == nil {
		return false
	}
	files := r.MultipartForm.File[field]
	return len(files) > 0 && files[0].Size > 0
}

// handedIn is the page in one of a form's fields: a file, else text, else an
// address. Of a file the bytes count and never the name.
func (p *Pages) handedIn(ctx context.Context, r *http.Request, field, text, address string) (onrecord.Page, error) {
	switch {
	case given(r, field):
		body, err := contents(r.MultipartForm.File[field][0])
		return onrecord.Page{Body: body, FetchedAt: p.now()}, err
	case strings.TrimSpace(text) != "":
		return onrecord.Page{Body: []byte(strings.ReplaceAll(text, "\r\n", "\n")), URL: web(address)}, nil
	case address != "":
		return p.desk.Fetch(ctx, address)
	}
	return onrecord.Page{}, &onrecord.Failure{Stage: "input", Reason: onrecord.ReasonEmpty, Message: "nothing was handed in: paste a text, choose a file, or give an address"}
}

func contents(header *multipart.FileHeader) ([]byte, error) {
	file, err := header.Open()
	if err != nil {
		return nil, fmt.Errorf("a file of a form: %w", err)
	}
	defer file.Close()
	return io.ReadAll(file)
}
