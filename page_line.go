package onrecord

import (
	"fmt"
	"time"
)

// PageLine is a page as a line of JSON, as `onrecord read --jsonl` and
// `onrecord ingest` take it.
type PageLine struct {
	ID        string  `json:"id"`
	HTML      *string `json:"html"`
	Scrape    *string `json:"scrape"`
	Text      *string `json:"text"`
	URL       string  `json:"url"`
	Title     string  `json:"title"`
	FetchedAt string  `json:"fetched_at"`
	Published string  `json:"published"`
}

// Page checks the line and turns it into a page: it needs exactly one of HTML,
// Scrape and Text.
func (l PageLine) Page() (Page, error) {
	page := Page{ID: l.ID, URL: l.URL, Title: l.Title, Published: l.Published}
	given := 0
	for _, f := range []struct {
		form Form
		body *string
	}{{HTML, l.HTML}, {Scrape, l.Scrape}, {Text, l.Text}} {
		if f.body != nil {
			given++
			page.Form, page.Body = f.form, []byte(*f.body)
		}
	}
	if given != 1 {
		return page, fmt.Errorf("a line needs exactly one of html, scrape and text; this one has %d", given)
	}
	if l.FetchedAt != "" {
		at, err := time.Parse(time.RFC3339, l.FetchedAt)
		if err != nil {
			return page, fmt.Errorf("fetched_at: %w", err)
		}
		page.FetchedAt = at
	}
	if err := CheckPublished(l.Published); err != nil {
		return page, err
	}
	return page, nil
}

// CheckPublished says what is wrong with a published date given by the caller:
// "" and a day (2016-09-12) and an RFC 3339 time are right.
func CheckPublished(value string) error {
	if value == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, value); err == nil {
		return nil
	}
	if _, err := time.Parse(time.RFC3339, value); err == nil {
		return nil
	}
	return fmt.Errorf("published: %q is neither a day (2016-09-12) nor an RFC 3339 time", value)
}
