package extract

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

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
		var p *problem
		if t, p = readHTML(ctx, page, transcriptFromHTML); p != nil {
			return onrecord.Transcript{}, &onrecord.Failure{ID: page.ID, URL: page.URL, Stage: "extract", Reason: p.reason, Message: p.message}
		}
	case onrecord.Text, onrecord.Scrape:
		t = transcriptFromText(page)
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

// LooksLikeTranscript tells how likely it is, from 0 to 1, that a page is a
// transcript and not an article: from a half on it should be read as one. An
// article with a few labelled questions is none; one whose text is nearly all
// turns is. Its work is bounded as ReadTranscript's is; a page that cannot be
// read is no transcript.
func LooksLikeTranscript(ctx context.Context, page onrecord.Page) (confidence float64) {
	if refuse(ctx, page) != nil {
		return 0
	}
	if page.Form != onrecord.HTML && (page.Form == onrecord.Text || page.Form == onrecord.Scrape || !markup(page)) {
		text := cleanText(page.Body)
		if transcript.LooksLikeSubtitles(text) {
			return 0.98
		}
		return transcript.Looks(text, transcript.About{})
	}
	confidence, _ = readHTML(ctx, page, func(page onrecord.Page) (float64, *problem) {
		d := gather(page, decode(page.Body, page.ContentType))
		title := d.findTitle(d.findOutlet())
		text, bold, all := turnsOfPage(d.root, transcript.About{Title: title})
		if len(text)*2 < all {
			return 0, nil // turns beside a story: comments, a table
		}
		return transcript.Looks(text, transcript.About{Title: title, Bold: bold}), nil
	})
	return confidence
}

// transcriptFromText reads subtitles, whose text is made of their cues, or a
// text, which stays as it is.
func transcriptFromText(page onrecord.Page) onrecord.Transcript {
	text := cleanText(page.Body)
	about := transcript.About{URL: page.URL, Name: page.ID, Title: strings.Join(strings.Fields(page.Title), " ")}
	if day, precision, ok := parseDate(page.Published); ok {
		// What was said is published on the day or soon after it.
		about.Dates = []onrecord.Date{{Kind: onrecord.Spoken, Value: day, Precision: precision, Basis: "given", Evidence: page.Published, Confidence: 0.5}}
	}
	if value, _, ok := parseDate(page.Published); ok {
		about.Dates = []onrecord.Date{givenDay(value, page.Published)}
	}
	t, ok := onrecord.Transcript{}, false
	if transcript.LooksLikeSubtitles(text) {
		t, ok = transcript.ReadSubtitles(text, about)
	}
	if !ok {
		t = transcript.Read(text, about)
	}
	t.Language = (&document{}).findLanguage(t.Text)
	return t
}

// givenDay is the day on which a page was published, which the caller vouches
// for, as evidence for the day on which it was said.
func givenDay(value, evidence string) onrecord.Date {
	return onrecord.Date{Kind: onrecord.Spoken, Value: value[:10], Precision: "day", Basis: "given", Evidence: evidence, Confidence: 0.8}
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
