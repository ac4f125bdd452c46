package extract

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/dateline"
	"github.com/onrecord/onrecord/extract/story"
)

// problem is why a page could not be read, before it is a Failure.
type problem struct {
	reason  onrecord.Reason
	message string
}

// readHTML reads a web page with read, within the context's deadline and
// defaultLimit. The work is done in a goroutine that is left behind when time
// is up: the parsers cannot be stopped, but the page's size bounds what they do.
func readHTML[T any](ctx context.Context, page onrecord.Page, read func(onrecord.Page) (T, *problem)) (T, *problem) {
	var none T
	if n := bytes.Count(page.Body, []byte("<")); n > maxTags {
		return none, &problem{onrecord.ReasonTooLarge, fmt.Sprintf("the page has about %d tags; the limit is %d", n, maxTags)}
	}
	type outcome struct {
		result  T
		problem *problem
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- outcome{problem: &problem{onrecord.ReasonInternal, fmt.Sprintf("the page breaks the extractor: %v", r)}}
			}
		}()
		result, p := read(page)
		done <- outcome{result, p}
	}()
	timer := time.NewTimer(defaultLimit)
	defer timer.Stop()
	select {
	case o := <-done:
		return o.result, o.problem
	case <-ctx.Done():
		return none, &problem{onrecord.ReasonTimeout, "the time for this page was up: " + ctx.Err().Error()}
	case <-timer.C:
		return none, &problem{onrecord.ReasonTimeout, fmt.Sprintf("the page took longer than %v", defaultLimit)}
	}
}

// fromHTML reads a web page as an article. It is a function of the page alone.
func fromHTML(page onrecord.Page) (onrecord.Article, *problem) {
	judges, err := loadJudges()
	if err != nil {
		return onrecord.Article{}, &problem{onrecord.ReasonInternal, err.Error()}
	}
	d := gather(page, decode(page.Body, page.ContentType))
	if len(d.blocks) >= story.MaxBlocks {
		return onrecord.Article{}, &problem{onrecord.ReasonTooLarge, fmt.Sprintf("the page has over %d paragraphs", story.MaxBlocks)}
	}
	outlet := d.findOutlet()
	title := d.findTitle(outlet)
	text := d.findBody(judges, title)
	if text == "" {
		return onrecord.Article{}, &problem{onrecord.ReasonNoArticle, "no story was found on the page"}
	}
	article := onrecord.Article{
		CanonicalURL: d.canonical(), Outlet: outlet, Title: title, Section: d.findSection(title),
		Authors: d.findAuthors(outlet, title, text), Language: d.findLanguage(text), Dates: d.findDates(title), Text: text,
	}
	if place, ok := dateline.Find(text); ok {
		article.Dateline = &place
	}
	return article, nil
}
