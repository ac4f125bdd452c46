package listing

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

var base = &url.URL{Scheme: "https", Host: "news.example", Path: "/feeds/all.xml"}

// brief writes entries on a line each.
func brief(entries []Entry) string {
	out := ""
	for _, e := range entries {
		out += fmt.Sprintf("%s|%s|%s|%s|%s\n", e.URL, e.ID, e.Title, day(e.Published), day(e.Updated))
	}
	return out
}

func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02T15:04")
}

func TestFeed(t *testing.T) {
	for name, c := range map[string]struct {
		in, want string
		fresh    time.Duration
		bare     int
	}{
		"rss": {`<?xml version="1.0"?><!-- x --><rss version="2.0"><channel><title>T</title><link>https://news.example/</link><ttl>60</ttl>
			<item><title> One &amp; all </title><link>https://news.example/1#top</link><guid isPermaLink="false">g1</guid><pubDate>Tue, 24 Nov 2015 10:00:00 +0200</pubDate></item>
			<item><title>again</title><link>https://news.example/1</link></item>
			<item><guid>https://news.example/2</guid></item>
			<item><title>nowhere</title></item><item><link>javascript:alert(1)</link></item></channel></rss>`,
			"https://news.example/1|g1|One & all|2015-11-24T08:00|-\nhttps://news.example/2|https://news.example/2||-|-\n", time.Hour, 2},
		"atom": {`<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>f</id>
			<entry><title>One</title><id>tag:1</id><link rel="alternate" href="/one"/><published>2020-01-02T03:04:05Z</published><updated>2020-01-03T00:00:00Z</updated></entry></feed>`,
			"https://news.example/one|tag:1|One|2020-01-02T03:04|2020-01-03T00:00\n", 0, 0},
		"json": {`{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"7","url":"https://news.example/7","title":"Seven","date_published":"2020-01-02T03:04:05Z"}]}`,
			"https://news.example/7|7|Seven|2020-01-02T03:04|-\n", 0, 0},
	} {
		got, err := Feed([]byte(c.in), base, 10)
		if err != nil || brief(got.Entries) != c.want || got.Fresh != c.fresh || got.Bare != c.bare || got.More != 0 {
			t.Errorf("%s: %+v, %v\n%s", name, got, err, brief(got.Entries))
		}
	}
}

// laughs declares entities that would unfold to gigabytes.
const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`

func TestHostileFeedsAreRefused(t *testing.T) {
	rss := func(items string) string { return "<rss version='2.0'><channel>" + items + "</channel></rss>" }
	for name, c := range map[string]struct {
		in   string
		want error
	}{
		"billion laughs":  {laughs + rss("<item><title>&c;</title></item>"), ErrEntities},
		"a million items": {rss(strings.Repeat("<item/>", 1_000_000)), ErrElements},
		"depth":           {rss(strings.Repeat("<x:a>", 100_000)), ErrDepth},
		"nothing":         {"", nil},
		"a page":          {"<html><body>", nil},
	} {
		if _, err := Feed([]byte(c.in), base, 10); err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	many := ""
	for i := range 30 {
		many += fmt.Sprintf("<item><link>https://news.example/%d</link></item>", i)
	}
	if got, err := Feed([]byte(rss(many)), base, 10); err != nil || len(got.Entries) != 10 || got.More != 20 {
		t.Errorf("%d entries and %d more, %v", len(got.Entries), got.More, err)
	}
}

func sitemap(in string) (out string) {
	for link, err := range Sitemap(strings.NewReader(in), base) {
		if err != nil {
			return out + "! " + err.Error()
		}
		if link.Index {
			out += "index "
		}
		out += brief([]Entry{link.Entry})
	}
	return out
}

func TestSitemap(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"pages": {`<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n">
			<url><loc> https://news.example/a?x=1&amp;y=2 </loc><lastmod>2020-01-02</lastmod><image:image><image:loc>https://news.example/a.jpg</image:loc></image:image>
			<news:news><news:publication><news:name>N</news:name></news:publication><news:publication_date>2020-01-01T10:00+01:00</news:publication_date><news:title>A title</news:title></news:news></url>
			<url><loc>https://news.example/b?x=1&y=2</loc></url><url><loc>ftp://news.example/c</loc></url></urlset>`,
			"https://news.example/a?x=1&y=2|https://news.example/a?x=1&y=2|A title|2020-01-01T09:00|2020-01-02T00:00\nhttps://news.example/b?x=1&y=2|https://news.example/b?x=1&y=2||-|-\n"},
		"index": {`<sitemapindex><sitemap><loc>/s1.xml.gz</loc></sitemap></sitemapindex>`, "index https://news.example/s1.xml.gz|https://news.example/s1.xml.gz||-|-\n"},
		"cut short": {`<urlset><url><loc>https://news.example/a</loc></url><url><loc>https://n`,
			"https://news.example/a|https://news.example/a||-|-\n! the sitemap is cut short"},
		"latin-1":         {`<?xml version="1.0" encoding="ISO-8859-1"?><urlset><url><loc>https://news.example/caf` + "\xe9" + `</loc></url></urlset>`, "https://news.example/caf%C3%A9|https://news.example/caf%C3%A9||-|-\n"},
		"billion laughs":  {laughs + "<urlset><url><loc>&c;</loc></url></urlset>", "! " + ErrEntities.Error()},
		"depth":           {"<urlset>" + strings.Repeat("<a>", 1000), "! " + ErrDepth.Error()},
		"a page":          {"<html>", "! no sitemap: its first element is html"},
		"nothing":         {"", "! no sitemap"},
		"a strange label": {`<?xml version="1.0" encoding="klingon"?><urlset/>`, `! xml: opening charset "klingon": encoding "klingon": htmlindex: invalid encoding name`},
	} {
		if got := sitemap(c.in); got != c.want {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

func TestFeeds(t *testing.T) {
	many := ""
	for i := range maxOutlines + 1 {
		many += fmt.Sprintf("https://news.example/%d\n", i)
	}
	for name, c := range map[string]struct{ in, want string }{
		"lines": {"\xef\xbb\xbf# feeds\nhttps://a.example/feed\n\n https://b.example/rss \r\nhttps://a.example/feed\n", "[https://a.example/feed https://b.example/rss] <nil>"},
		"opml": {`<?xml version="1.0"?><opml version="2.0"><head/><body><outline text="News"><outline type="rss" xmlUrl="https://a.example/feed?x=1&amp;y"/></outline>
			<outline xmlurl="https://b.example/"/><outline text="none"/></body></opml>`, "[https://a.example/feed?x=1&y https://b.example/] <nil>"},
		"a line that is none": {"https://a.example/\nfile:///etc/passwd\n", `[https://a.example/] line 2 is no http or https address: "file:///etc/passwd"`},
		"billion laughs":      {laughs + "<opml/>", "[] " + ErrEntities.Error()},
	} {
		list, err := Feeds([]byte(c.in))
		if got := fmt.Sprint(list, " ", err); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if list, err := Feeds([]byte(many)); err == nil || len(list) != maxOutlines {
		t.Errorf("%d feeds, %v", len(list), err)
	}
}

func TestRoot(t *testing.T) {
	for in, want := range map[string]string{
		"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- <rss> --><!DOCTYPE x><rdf:RDF a='b'>": "rdf", "<urlset/>": "urlset", "<feed>": "feed",
		"": "", "text": "", "<!-- ": "", "<rs": "rs",
	} {
		if got := Root([]byte(in)); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// checked wants every entry to be one that can be fetched.
func checked(t *testing.T, entries ...Entry) {
	for _, e := range entries {
		if u, err := url.Parse(e.URL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			t.Errorf("entry %q", e.URL)
		}
	}
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(`<rss version="2.0"><channel><item><link>https://a.example/</link><pubDate>Tue, 24 Nov 2015 10:00:00 +0200</pubDate></item></channel></rss>`))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/one"/><content type="xhtml"><div/></content></entry></feed>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":7,"url":"https://a.example/"}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		got, _ := Feed(in, base, 5)
		if len(got.Entries) > 5 {
			t.Error("over the limit")
		}
		checked(t, got.Entries...)
	})
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(`<urlset><url><loc>https://a.example/?a&b</loc><lastmod>2020</lastmod></url></urlset>`))
	f.Add([]byte(`<sitemapindex><sitemap><loc>a</loc></sitemap>`))
	f.Fuzz(func(t *testing.T, in []byte) {
		for link, err := range Sitemap(bytes.NewReader(in), base) {
			if err == nil {
				checked(t, link.Entry)
			}
		}
	})
}

func FuzzFeeds(f *testing.F) {
	f.Add([]byte(`<opml><body><outline xmlUrl="https://a.example/"/></body></opml>`))
	f.Add([]byte("https://a.example/\n# x\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		list, _ := Feeds(in)
		for _, address := range list {
			checked(t, Entry{URL: address})
		}
	})
}
