package extract

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/transcript"
)

// ReadTranscript turns a page into a transcript. Its errors are
// *onrecord.Failure with stage "extract", as Read's are. The text of a page in
// the form Text or Scrape is the input unchanged but for a byte-order mark.
func ReadTranscript(ctx context.Context, page onrecord.Page) (onrecord.Transcript, error) {
	if f := refuse(ctx, page); f != nil {
		return onrecord.Transcript{}, f
	}
	form := page.Form
	if form == "" || form == onrecord.Auto {
		form = onrecord.Text
		if markup(page) {
			form = onrecord.HTML
		}
	}
	var t onrecord.Transcript
	switch form {
	case onrecord.HTML:
		article, p := readHTML(ctx, page)
		if p != nil {
			return onrecord.Transcript{}, &onrecord.Failure{ID: page.ID, URL: page.URL, Stage: "extract", Reason: p.reason, Message: p.message}
		}
		t = transcript.Read(article.Text, transcript.About{Title: article.Title, URL: page.URL})
	case onrecord.Text, onrecord.Scrape:
		t = transcript.Read(cleanText(page.Body), transcript.About{URL: page.URL})
	default:
		return onrecord.Transcript{}, &onrecord.Failure{ID: page.ID, URL: page.URL, Stage: "extract", Reason: onrecord.ReasonBadInput, Message: "unknown form " + string(form)}
	}
	sum := sha256.Sum256(page.Body)
	t.SHA256 = hex.EncodeToString(sum[:])
	t.URL = page.URL
	if t.ID = page.ID; t.ID == "" {
		t.ID = page.URL
	}
	if t.ID == "" {
		t.ID = "sha256:" + t.SHA256[:16]
	}
	return t, nil
}

// refuse is the failure of a page that no form can be read from, or nil.
func refuse(ctx context.Context, page onrecord.Page) *onrecord.Failure {
	fail := func(reason onrecord.Reason, message string) *onrecord.Failure {
		return &onrecord.Failure{ID: page.ID, URL: page.URL, Stage: "extract", Reason: reason, Message: message}
	}
	switch {
	case len(page.Body) > maxBytes:
		return fail(onrecord.ReasonTooLarge, fmt.Sprintf("the page has %d bytes; the limit is %d", len(page.Body), maxBytes))
	case len(bytes.TrimSpace(page.Body)) == 0:
		return fail(onrecord.ReasonEmpty, "the page has no text")
	case ctx.Err() != nil:
		return fail(onrecord.ReasonTimeout, "the time was up before the page was read: "+ctx.Err().Error())
	case notText(page.Body, page.ContentType):
		return fail(onrecord.ReasonNotText, "the bytes are not text")
	}
	return nil
}
