package extract

import (
	"bytes"
	"mime"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/scrape"
)

// lookedAt is how many bytes of a page Detect looks at for tags.
const lookedAt = 1 << 16

// formBytes is how many bytes of a text are looked at to tell a dump from a
// clean text.
const formBytes = 1 << 19

// Detect tells html, scrape and clean text apart. HTML is known by its tags: a
// document type, or a fragment that begins with a tag, or so many tags that the
// text cannot only be speaking of them. A text is taken for a scraper's dump
// only where its lines show it; in doubt it is clean text, of which no word is
// dropped.
func Detect(page onrecord.Page) onrecord.Form {
	if markup(page) {
		return onrecord.HTML
	}
	if scrape.Looks(cleanText(page.Body[:min(len(page.Body), formBytes)])) {
		return onrecord.Scrape
	}
	return onrecord.Text
}

// markup tells whether the page is HTML.
func markup(page onrecord.Page) bool {
	body := bytes.TrimLeft(bytes.TrimPrefix(page.Body, []byte("\xef\xbb\xbf")), " \t\r\n\x00\f\v")
	body = body[:min(len(body), lookedAt)]
	start := strings.ToLower(string(body[:min(len(body), 200)]))
	for _, sign := range []string{"<!doctype html", "<html", "<?xml", "<head", "<body", "<!--"} {
		if strings.HasPrefix(start, sign) && (sign != "<?xml" || bytes.Contains(bytes.ToLower(body), []byte("<html"))) {
			return true
		}
	}
	open, closed, first := countTags(body)
	kind, _, _ := mime.ParseMediaType(page.ContentType)
	says := kind == "text/html" || kind == "application/xhtml+xml"
	switch {
	case open == 0 && closed == 0:
		return false
	case says || first == 0 && closed > 0:
		return true
	}
	// A tag for every 400 bytes is more than a text about tags has.
	return open >= 3 && closed >= 2 && (open+closed)*400 >= len(body) && kind != "text/plain"
}

// tags are the elements that pages are made of.
var tags = map[string]bool{
	"html": true, "head": true, "body": true, "div": true, "p": true, "span": true, "a": true, "ul": true, "ol": true, "li": true,
	"table": true, "tr": true, "td": true, "th": true, "tbody": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"article": true, "section": true, "header": true, "footer": true, "nav": true, "main": true, "aside": true, "figure": true,
	"figcaption": true, "img": true, "br": true, "hr": true, "script": true, "style": true, "meta": true, "link": true, "title": true,
	"form": true, "input": true, "button": true, "blockquote": true, "em": true, "strong": true, "b": true, "i": true, "u": true,
	"iframe": true, "noscript": true, "time": true, "svg": true, "picture": true, "source": true, "video": true, "font": true,
	"center": true, "pre": true, "code": true, "small": true, "sup": true, "sub": true, "label": true, "dl": true, "dt": true, "dd": true,
}

// countTags counts opening and closing tags of HTML that are complete, and
// gives where the first of them stands.
func countTags(body []byte) (open, closed, first int) {
	first = -1
	for i := 0; i < len(body); {
		at := bytes.IndexByte(body[i:], '<')
		if at < 0 {
			break
		}
		i += at + 1
		j := i
		closing := j < len(body) && body[j] == '/'
		if closing {
			j++
		}
		end := j
		for end < len(body) && end-j < 12 && (body[end]|0x20 >= 'a' && body[end]|0x20 <= 'z' || body[end] >= '1' && body[end] <= '6') {
			end++
		}
		if end == len(body) || !tags[strings.ToLower(string(body[j:end]))] || !bytes.ContainsRune([]byte(" \t\r\n/>"), rune(body[end])) {
			continue
		}
		if stop := bytes.IndexAny(body[end:min(len(body), end+2000)], "<>"); stop < 0 || body[end+stop] != '>' {
			continue
		}
		if closing {
			closed++
		} else {
			open++
		}
		if first < 0 {
			first = i - 1
		}
	}
	return open, closed, first
}
