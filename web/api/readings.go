package api

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord"
)

// Page is a page as it is handed in: with one of html, scrape and text, or with a
// url alone, which is fetched.
type Page struct {
	ID        string  `json:"id,omitempty" doc:"the caller's name for it"`
	HTML      *string `json:"html,omitempty" doc:"a web page"`
	Scrape    *string `json:"scrape,omitempty" doc:"a page's text dump, boilerplate left in"`
	Text      *string `json:"text,omitempty" doc:"clean article text, analysed unchanged"`
	URL       string  `json:"url,omitempty" doc:"its address; without html, scrape or text it is fetched from there"`
	Title     string  `json:"title,omitempty"`
	FetchedAt string  `json:"fetched_at,omitempty" doc:"RFC 3339"`
	Published string  `json:"published,omitempty" doc:"a day or RFC 3339 time that the caller vouches for"`
}

type pageInput struct{ Body Page }

// Pair is an article and what it is to be held against.
type Pair struct {
	ID          string   `json:"id,omitempty"`
	Article     Page     `json:"article"`
	Transcript  *Page    `json:"transcript,omitempty" doc:"one transcript"`
	Transcripts []Page   `json:"transcripts,omitempty" maxItems:"20" doc:"or several"`
	Quotes      [][2]int `json:"quotes,omitempty" maxItems:"10000" doc:"spans of the article's text, in code points, that are judged and nothing else"`
}

func post(path, id, summary, more string) huma.Operation {
	return huma.Operation{OperationID: id, Method: http.MethodPost, Path: Base + path, Summary: summary, Description: more + " Nothing is kept.", Tags: []string{"read"},
		Errors: []int{413}, MaxBodyBytes: bodyMost}
}

// readings are the operations that read what is handed in.
func (a *api) readings(h huma.API) {
	huma.Register(h, post("/read", "read", "Read a page into its record", "As onrecord read --json."), func(ctx context.Context, in *pageInput) (*answer[Record], error) {
		record, err := a.read(ctx, in.Body)
		return give[Record](a, record, err)
	})
	huma.Register(h, post("/verify", "verify", "Hold an article against transcripts", "As onrecord verify --json. A verdict is against these transcripts; not_found does not mean that it was not said."),
		func(ctx context.Context, in *struct{ Body Pair }) (*answer[Verification], error) {
			v, err := a.verify(ctx, in.Body)
			return give[Verification](a, v, err)
		})
	huma.Register(h, post("/trace", "trace", "Find the transcripts of the ledger that an article quotes", "As onrecord trace --json."), func(ctx context.Context, in *pageInput) (*answer[Tracing], error) {
		record, err := a.read(ctx, in.Body)
		if err != nil {
			return nil, a.problem(err)
		}
		found, _, err := a.desk.Trace(ctx, record)
		return give[Tracing](a, found, err)
	})
}

// page is what was handed in, fetched where it has to be. Its errors are
// *onrecord.Failure.
func (a *api) page(ctx context.Context, in Page) (onrecord.Page, error) {
	line := onrecord.PageLine{ID: in.ID, HTML: in.HTML, Scrape: in.Scrape, Text: in.Text, URL: in.URL, Title: in.Title, FetchedAt: in.FetchedAt, Published: in.Published}
	fetched := in.HTML == nil && in.Scrape == nil && in.Text == nil && in.URL != ""
	if fetched {
		line.HTML = new(string)
	}
	page, err := line.Page()
	if err != nil {
		return page, &onrecord.Failure{ID: in.ID, Stage: "input", Reason: onrecord.ReasonBadInput, Message: err.Error()}
	}
	if !fetched {
		return page, nil
	}
	got, err := a.desk.Fetch(ctx, in.URL)
	got.ID, got.Title, got.Published = in.ID, in.Title, in.Published
	return got, err
}

func (a *api) read(ctx context.Context, in Page) (onrecord.Record, error) {
	page, err := a.page(ctx, in)
	if err != nil {
		return onrecord.Record{}, err
	}
	return a.desk.Read(ctx, page)
}

func (a *api) verify(ctx context.Context, in Pair) (onrecord.Verification, error) {
	if in.Transcript != nil {
		in.Transcripts = append([]Page{*in.Transcript}, in.Transcripts...)
	}
	bad := func(message string) (onrecord.Verification, error) {
		return onrecord.Verification{}, &onrecord.Failure{ID: in.ID, Stage: "input", Reason: onrecord.ReasonBadInput, Message: message}
	}
	if len(in.Transcripts) == 0 {
		return bad("there is no transcript; trace finds one in the ledger")
	}
	record, err := a.read(ctx, in.Article)
	if err != nil {
		return onrecord.Verification{}, err
	}
	var against []onrecord.Transcript
	for _, t := range in.Transcripts {
		page, err := a.page(ctx, t)
		if err != nil {
			return onrecord.Verification{}, err
		}
		transcript, err := a.desk.ReadTranscript(ctx, page)
		if err != nil {
			return onrecord.Verification{}, err
		}
		against = append(against, transcript)
	}
	var quotes []onrecord.Span
	if in.Quotes != nil {
		points := onrecord.NewPoints(record.Article.Text)
		quotes = []onrecord.Span{}
		for _, q := range in.Quotes {
			span, ok := points.Bytes(q)
			if !ok || span.Empty() {
				return bad(fmt.Sprintf("quotes: [%d, %d] is outside the article's text", q[0], q[1]))
			}
			quotes = append(quotes, span)
		}
	}
	v, err := a.desk.Verify(ctx, record, against, quotes)
	if in.ID != "" {
		v.Record.Article.ID = in.ID
	}
	return v, err
}
