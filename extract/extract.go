// Package extract turns a page's bytes into an article: from HTML, from a
// scraper's text dump, or from clean text. It is the only package that knows
// HTML. It decides nothing about what is said; it only parts the story from
// what stands around it, and keeps every date with its evidence.
package extract

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/dateline"
	"github.com/onrecord/onrecord/extract/scrape"
)

// Load reads the embedded models that Read uses; Read does so itself where it
// was not called. It fails only where they are damaged.
func Load() error {
	if _, err := loadJudges(); err != nil {
		return err
	}
	return scrape.Load()
}

// Read turns a page into an article. Its errors are *onrecord.Failure with
// stage "extract". It returns by the context's deadline even where a parser
// does not.
func Read(ctx context.Context, page onrecord.Page) (onrecord.Article, error) {
	fail := func(reason onrecord.Reason, message string) (onrecord.Article, error) {
		return onrecord.Article{}, &onrecord.Failure{ID: page.ID, URL: page.URL, Stage: "extract", Reason: reason, Message: message}
	}
	if f := refuse(ctx, page); f != nil {
		return onrecord.Article{}, f
	}
	form := page.Form
	if form == "" || form == onrecord.Auto {
		form = Detect(page)
	}
	var article onrecord.Article
	switch form {
	case onrecord.HTML:
		var p *problem
		if article, p = readHTML(ctx, page, fromHTML); p != nil {
			return fail(p.reason, p.message)
		}
	case onrecord.Scrape:
		article = scrape.Extract(decode(page.Body, page.ContentType))
	case onrecord.Text:
		article = onrecord.Article{Text: cleanText(page.Body)}
		if place, ok := dateline.Find(article.Text); ok {
			article.Dateline = &place
		}
	default:
		return fail(onrecord.ReasonBadInput, "unknown form "+string(form))
	}
	if value, precision, ok := parseDate(page.Published); ok && form != onrecord.HTML {
		article.Dates = append([]onrecord.Date{{Kind: onrecord.Published, Value: value, Precision: precision, Basis: "given",
			Evidence: page.Published, Confidence: 0.99}}, article.Dates...)
	}
	if article.Title == "" {
		article.Title = strings.Join(strings.Fields(page.Title), " ")
	}
	sum := sha256.Sum256(page.Body)
	article.SHA256 = hex.EncodeToString(sum[:])
	article.URL = page.URL
	article.ID = page.ID
	if article.ID == "" {
		article.ID = article.CanonicalURL
	}
	if article.ID == "" {
		article.ID = "sha256:" + article.SHA256[:16]
	}
	return article, nil
}

// cleanText is the input unchanged but for a byte-order mark; bytes that are
// not UTF-8 become U+FFFD.
func cleanText(body []byte) string {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if utf8.Valid(body) {
		return string(body)
	}
	return strings.ToValidUTF8(string(body), "\uFFFD")
}
