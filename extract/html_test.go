package extract

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/textdate"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// story is a body that is long enough to be taken for one.
const story5 = `<p>The council of Northmere voted on Tuesday to close the old harbour bridge, after engineers found cracks in three of its seven piers.</p>
<p>"We had no choice," Mayor Ellen Harrow said after the meeting. "A bridge that may fall is worse than a bridge that is closed."</p>
<p>Shopkeepers on the island said that they had been told nothing, and that the ferry, which runs twice a day, would not carry their deliveries.</p>
<p>Repairs are expected to take fourteen months and to cost more than nine million pounds, of which the county has promised about a third.</p>
<p>The last vehicles crossed shortly before midnight, followed by a procession of some two hundred people who sang and carried lanterns.</p>`

func read(t *testing.T, page onrecord.Page) onrecord.Article {
	t.Helper()
	page.Form = onrecord.HTML
	article, err := Read(context.Background(), page)
	if err != nil {
		t.Fatal(err)
	}
	return article
}

func pageOf(head, body string) []byte {
	return []byte("<!DOCTYPE html><html lang=en-GB><head>" + head + "</head><body>" + body + "</body></html>")
}

func TestBodyWithoutBoilerplate(t *testing.T) {
	a := read(t, onrecord.Page{URL: "https://www.northmere-courier.example/news/bridge", Body: pageOf(`<title>Harbour bridge to close - Northmere Courier</title>`,
		`<nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav>
		<article class="article"><h1>Harbour bridge to close</h1><div class="article-body">`+story5+`
		<figure><img src="b.jpg"><figcaption>The bridge in 1961. Photo: County Archive</figcaption></figure>
		<div class="newsletter-signup"><p>Sign up for our newsletter and get the best stories in your inbox every morning.</p></div></div></article>
		<aside class="related"><h2>Related stories</h2><ul><li><a href="/a">Ferry fares to rise in the new year</a></li><li><a href="/b">Island school wins prize</a></li></ul></aside>
		<footer class="site-footer"><p>Copyright 2019 Northmere Courier. All rights reserved.</p></footer>`)})
	if a.Title != "Harbour bridge to close" || a.Outlet != "Northmere Courier" || a.Language != "en-GB" {
		t.Errorf("title %q, outlet %q, language %q", a.Title, a.Outlet, a.Language)
	}
	paragraphs := strings.Split(a.Text, "\n\n")
	if len(paragraphs) != 5 {
		t.Errorf("%d paragraphs: %q", len(paragraphs), paragraphs)
	}
	for _, not := range []string{"newsletter", "Copyright", "Ferry fares", "Photo:", "Sport"} {
		if strings.Contains(a.Text, not) {
			t.Errorf("the body holds %q", not)
		}
	}
}

func TestTitles(t *testing.T) {
	for _, c := range []struct{ name, head, h1, want string }{
		{"site after a dash", "<title>Bridge to close, council says - Northmere Courier</title>", "", "Bridge to close, council says"},
		{"site before a pipe", "<title>Northmere Courier | Bridge to close, council says</title>", "", "Bridge to close, council says"},
		{"section and site", `<meta property="article:section" content="Local"><title>Bridge to close, council says | Local | Northmere Courier</title>`, "", "Bridge to close, council says"},
		{"a pipe of its own", "<title>Bridge to close | What we know so far | Northmere Courier</title>", "<h1>Bridge to close | What we know so far</h1>", "Bridge to close | What we know so far"},
		{"a dash of its own", "<title>Bridge - a history - Northmere Courier</title>", "", "Bridge - a history"},
		{"the heading's words win", `<meta property="og:title" content="Bridge shut: all you need to know">`, "<h1>Council votes to shut the bridge</h1>", "Council votes to shut the bridge"},
		{"a heading of the site is none", `<meta property="og:title" content="Council votes to shut the bridge">`, "<h1>Northmere Courier</h1>", "Council votes to shut the bridge"},
		{"a heading of the section is none", `<meta property="og:title" content="Council votes to shut the bridge">`, "<h1>Local</h1><h1>Council votes to shut the bridge</h1>", "Council votes to shut the bridge"},
		{"a kicker inside the heading", `<meta property="og:title" content="Shut the bridge now">`, "<h1><span class=kicker>Opinion</span> Shut the bridge now</h1>", "Shut the bridge now"},
		{"JSON-LD alone", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Council &amp; county shut bridge"}</script>`, "", "Council & county shut bridge"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := read(t, onrecord.Page{URL: "https://www.northmerecourier.example/x", Body: pageOf(`<meta property="og:site_name" content="Northmere Courier">`+c.head, c.h1+story5)})
			if a.Title != c.want {
				t.Errorf("title %q, want %q", a.Title, c.want)
			}
		})
	}
}

func ld(s string) string { return `<script type="application/ld+json">` + s + `</script>` }

func TestAuthors(t *testing.T) {
	for _, c := range []struct {
		name, head, body string
		want             []string
	}{
		{"JSON-LD list", ld(`{"@type":"NewsArticle","headline":"H","author":[{"@type":"Person","name":"Jane Doe"},{"@type":"Person","name":"John Roe"}]}`), "", []string{"Jane Doe", "John Roe"}},
		{"JSON-LD graph with references", ld(`{"@graph":[{"@type":"Article","headline":"H","author":{"@id":"#jd"}},{"@type":"Person","@id":"#jd","name":"Jane Doe"}]}`), "", []string{"Jane Doe"}},
		{"JSON-LD string with By", ld(`{"@type":"NewsArticle","headline":"H","author":"By Jane Doe and John Roe"}`), "", []string{"Jane Doe", "John Roe"}},
		{"broken JSON-LD", ld("{\"@type\":\"NewsArticle\",\"headline\":\"H\n\",\"author\":{\"name\":\"Jane Doe\",},}"), "", []string{"Jane Doe"}},
		{"agency", ld(`{"@type":"NewsArticle","headline":"H","author":{"@type":"Organization","name":"Reuters"}}`), "", []string{"Reuters"}},
		{"person before the outlet's own name", ld(`{"@type":"NewsArticle","headline":"H","author":{"name":"Northmere Courier"},"publisher":{"name":"Northmere Courier"}}`), `<div class="byline">By <a rel="author" href="/a/jd">Jane Doe</a></div>`, []string{"Jane Doe"}},
		{"meta", `<meta name="author" content="Jane Doe, Political Editor">`, "", []string{"Jane Doe"}},
		{"article:author that is an address", `<meta property="article:author" content="https://www.facebook.com/jane">`, "", nil},
		{"byline class", "", `<p class="byline">By JANE DOE and JOHN ROE | 12 May 2019</p>`, []string{"Jane Doe", "John Roe"}},
		{"microdata", "", `<span itemprop="author" itemscope><span itemprop="name">Jane Doe</span></span>`, []string{"Jane Doe"}},
		{"byline without a class", "", `<p>By <a href="/authors/jane">Jane Doe</a></p>`, []string{"Jane Doe"}},
		{"accents of the page", ld(`{"@type":"NewsArticle","headline":"H","author":{"name":"Zoe Bronte"}}`), `<p class="byline">Zoë Brontë</p>`, []string{"Zoë Brontë"}},
		{"of a comment", "", `</div><div class="comments"><span class="author">Jane Doe</span>`, nil},
		{"nobody", "", "", nil},
		{"social handle", `<meta name="author" content="@northmere">`, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := read(t, onrecord.Page{URL: "https://www.northmerecourier.example/x", Body: pageOf(c.head, "<div><h1>Council votes to shut the bridge</h1>"+c.body+"</div><div>"+story5+"</div>")})
			if !slices.Equal(a.Authors, c.want) {
				t.Errorf("authors %q, want %q", a.Authors, c.want)
			}
		})
	}
}

func TestSections(t *testing.T) {
	for _, c := range []struct {
		name, head, body string
		want             []string
	}{
		{"JSON-LD, out of order", ld(`{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":2,"name":"World"},{"@type":"ListItem","position":1,"item":{"name":"News"}},{"@type":"ListItem","position":3,"name":"Council votes to shut the bridge"}]}`), "", []string{"News", "World"}},
		{"microdata", "", `<ol itemscope itemtype="https://schema.org/BreadcrumbList"><li itemprop="itemListElement">Home</li><li itemprop="itemListElement">News</li></ol>`, []string{"News"}},
		{"class", "", `<nav class="breadcrumbs"><a href="/">Home</a> › <a href="/n">News</a> › <a href="/n/w">World</a></nav>`, []string{"News", "World"}},
		{"list", "", `<ul class="breadcrumb"><li>Home /</li><li>News /</li></ul>`, []string{"News"}},
		{"meta", `<meta property="article:section" content="Local">`, "", []string{"Local"}},
		{"none", "", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := read(t, onrecord.Page{Body: pageOf(c.head, c.body+"<h1>Council votes to shut the bridge</h1>"+story5)})
			if !slices.Equal(a.Section, c.want) {
				t.Errorf("section %q, want %q", a.Section, c.want)
			}
		})
	}
}

// TestDates shows for each kind of evidence what becomes of it: kind, value,
// precision and basis of every date, and which one is published.
func TestDates(t *testing.T) {
	fetched := time.Date(2017, 5, 28, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, url, head, top, below string
		given                       string
		published                   string
		want                        []string
		words                       bool // needs dates read from running words
	}{
		{name: "JSON-LD keeps its zone", head: ld(`{"@type":"NewsArticle","headline":"H","datePublished":"2015-11-24T10:58:00+0530","dateModified":"2015-11-25T08:00+05:30"}`),
			published: "2015-11-24T10:58:00+05:30", want: []string{"published 2015-11-24T10:58:00+05:30 second json-ld", "modified 2015-11-25T08:00:00+05:30 minute json-ld"}},
		{name: "meta", head: `<meta property="article:published_time" content="2015-11-24T10:58:00.123Z">`, published: "2015-11-24T10:58:00Z", want: []string{"published 2015-11-24T10:58:00Z second meta"}},
		{name: "contradictions are kept", head: ld(`{"@type":"NewsArticle","headline":"H","datePublished":"2015-11-24"}`) + `<meta name="pubdate" content="20151126">`,
			published: "2015-11-24", want: []string{"published 2015-11-24 day json-ld", "published 2015-11-26 day meta"}},
		{name: "the caller knows best", given: "2016-01-02", head: `<meta name="pubdate" content="20151126">`, published: "2016-01-02", want: []string{"published 2016-01-02 day given", "published 2015-11-26 day meta"}},
		{name: "time element", below: `<time datetime="2015-11-24T10:58:00-05:00" pubdate>Nov 24</time>`, published: "2015-11-24T10:58:00-05:00", want: []string{"published 2015-11-24T10:58:00-05:00 second time"}},
		{name: "time of a change", below: `Updated <time datetime="2015-11-25">Nov 25</time>`, want: []string{"modified 2015-11-25 day time"}},
		{name: "microdata", below: `<meta itemprop="datePublished" content="2015-11-24">`, published: "2015-11-24", want: []string{"published 2015-11-24 day microdata"}},
		{name: "address", url: "https://courier.example/2015/11/24/bridge.html", published: "2015-11-24", want: []string{"published 2015-11-24 day url"}},
		{name: "address with a month's name", url: "https://courier.example/2015/nov/24/bridge", published: "2015-11-24", want: []string{"published 2015-11-24 day url"}},
		{name: "local time above the same moment in UTC", head: ld(`{"@type":"NewsArticle","headline":"H","datePublished":"2015-11-25T03:00:00Z"}`), below: `<time datetime="2015-11-24T22:00:00-05:00">10pm</time>`,
			published: "2015-11-24T22:00:00-05:00", want: []string{"published 2015-11-24T22:00:00-05:00 second time", "published 2015-11-25T03:00:00Z second json-ld"}},
		{name: "not after the fetch", head: `<meta name="pubdate" content="2031-01-01">`},
		{name: "not before the Web", head: `<meta name="pubdate" content="0001-01-01">`},
		{name: "unmarked day of the fetch", below: `<time datetime="2017-05-28">28 May</time>`, want: []string{"rendered 2017-05-28 day time"}},
		{name: "marked day of the fetch", below: `<time class="published" datetime="2017-05-28">28 May</time>`, published: "2017-05-28", want: []string{"published 2017-05-28 day time"}},
		{name: "server's date", head: `<meta http-equiv="date" content="Sun, 28 May 2017 08:00:00 GMT">`, want: []string{"rendered 2017-05-28T08:00:00Z second meta"}},
		{name: "clock", words: true, top: `<div class="current-date">Saturday, May 27 2017</div>`, want: []string{"rendered 2017-05-27 day text"}},
		{name: "day above the headline", words: true, top: `<div><div><div class="date">Saturday, May 27 2017</div></div></div>`, want: []string{"rendered 2017-05-27 day text"}},
		{name: "generator's comment", words: true, top: `<!-- Page generated 2017-05-27 10:00:00 -->`, want: []string{"rendered 2017-05-27T10:00:00 second comment"}},
		{name: "words below the headline", words: true, below: `<div class="meta"><span class="date">24 November 2015</span></div>`, published: "2015-11-24", want: []string{"published 2015-11-24 day text"}},
		{name: "words without a class", words: true, below: `<p>Published: 24 November 2015</p>`, published: "2015-11-24", want: []string{"published 2015-11-24 day text"}},
		{name: "comments have dates too", below: `</div><div class="comments"><time datetime="2015-12-01">1 Dec</time></div><div>`},
		{name: "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.words && len(textdate.Find("24 November 2015")) == 0 {
				t.Skip("package textdate finds nothing yet")
			}
			page := onrecord.Page{URL: c.url, FetchedAt: fetched, Published: c.given, Body: pageOf(c.head, c.top+"<div><div><div><div><h1>Council votes to shut the bridge</h1>"+c.below+"</div></div></div></div>"+story5)}
			a := read(t, page)
			var got []string
			for _, d := range a.Dates {
				got = append(got, string(d.Kind)+" "+d.Value+" "+d.Precision+" "+d.Basis)
				if d.Evidence == "" || d.Confidence <= 0 || d.Confidence > 1 {
					t.Errorf("a date without evidence or confidence: %+v", d)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("dates\n got %q\nwant %q", got, c.want)
			}
			if p, _ := a.PublishedDate(); p.Value != c.published {
				t.Errorf("published %q, want %q", p.Value, c.published)
			}
		})
	}
}

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ url, head, want string }{
		{"https://a.example/x?y=1", `<link rel="canonical" href="/x#top">`, "https://a.example/x"},
		{"", `<link rel="canonical" href="https://a.example/x">`, "https://a.example/x"},
		{"", `<link rel="canonical" href="javascript:alert(1)">`, ""},
		{"", `<link rel="canonical" href="ftp://a.example/x"><meta property="og:url" content="https://a.example/y">`, "https://a.example/y"},
		{"", `<link rel="canonical" href="//user:pw@a.example/x">`, ""},
		{"", `<link rel="canonical" href="http://[::1">`, ""},
	} {
		if a := read(t, onrecord.Page{URL: c.url, Body: pageOf(c.head, story5)}); a.CanonicalURL != c.want {
			t.Errorf("canonical of %q on %q is %q, want %q", c.head, c.url, a.CanonicalURL, c.want)
		}
	}
}

func TestCharsets(t *testing.T) {
	text := "<p>Élodie Müller’s café in Besançon was closed on Tuesday, the prefecture said, after inspectors found that its cellar floods whenever the Doubs rises. “We are heartbroken,” she said.</p>"
	latin, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	sixteen, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("<html><body>" + text + "</body></html>")
	bare, _ := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String("<html><body>" + text + "</body></html>")
	sjis, _ := japanese.ShiftJIS.NewEncoder().String("<p>市議会は火曜日、港の古い橋を閉鎖することを決めた。技師が七本の橋脚のうち三本にひびを見つけたためである。</p>")
	for _, c := range []struct{ name, contentType, body, want string }{
		{"utf-8", "", text, "Müller’s café"},
		{"byte-order mark", "text/html; charset=iso-8859-1", "\xef\xbb\xbf" + text, "Müller’s café"},
		{"header", "text/html; charset=windows-1252", latin, "Müller’s café"},
		{"iso-8859-1 means windows-1252", "text/html; charset=ISO-8859-1", latin, "“We are heartbroken,”"},
		{"meta", "", `<meta charset="windows-1252">` + latin, "Müller’s café"},
		{"http-equiv", "", `<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">` + latin, "Müller’s café"},
		{"no label", "", latin, "Besançon"},
		{"label says utf-8, bytes do not", "text/html; charset=utf-8", latin, "Besançon"},
		{"label says windows-1252, bytes are utf-8", "text/html; charset=windows-1252", text, "Müller’s café"},
		{"utf-16 with mark", "", sixteen, "Müller’s café"},
		{"utf-16 without mark", "", bare, "Müller’s café"},
		{"shift_jis", "", `<meta charset="Shift_JIS">` + sjis, "港の古い橋"},
		{"one bad byte", "", text + "<p>And so it was decided, at length, by the \xff prefect of the department.</p>", "Müller’s café"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := read(t, onrecord.Page{ContentType: c.contentType, Body: []byte(c.body)})
			if !strings.Contains(a.Text, c.want) || !utf8.ValidString(a.Text) {
				t.Errorf("text %q lacks %q", a.Text, c.want)
			}
		})
	}
}

func TestFailures(t *testing.T) {
	for _, c := range []struct {
		name string
		body string
		want onrecord.Reason
	}{
		{"no bytes", "", onrecord.ReasonEmpty},
		{"white space", " \n\t\r\n ", onrecord.ReasonEmpty},
		{"PDF", "%PDF-1.4 <p>text</p>", onrecord.ReasonNotText},
		{"zip", "PK\x03\x04<html>", onrecord.ReasonNotText},
		{"image", "\x89PNG\r\n\x1a\n", onrecord.ReasonNotText},
		{"control characters", strings.Repeat("<\x00\x01\x02\x03\x04", 100), onrecord.ReasonNotText},
		{"no story", "<html><body><script>var x = 1</script></body></html>", onrecord.ReasonNoArticle},
		{"100 MB", strings.Repeat("<p>word</p>\n", 100<<20/12), onrecord.ReasonTooLarge},
		{"a million tags", strings.Repeat("<b>x</b>", 1<<19), onrecord.ReasonTooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(context.Background(), onrecord.Page{ID: "x", Form: onrecord.HTML, Body: []byte(c.body)})
			var failure *onrecord.Failure
			if !errors.As(err, &failure) || failure.Reason != c.want || failure.Stage != "extract" || failure.ID != "x" {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

func TestDeadline(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Read(ctx, onrecord.Page{Form: onrecord.HTML, Body: pageOf("", story5)})
	var failure *onrecord.Failure
	if !errors.As(err, &failure) || failure.Reason != onrecord.ReasonTimeout {
		t.Errorf("error %v, want a timeout", err)
	}
}

// TestLargePages has no clock: a page on which time grows with the square
// would run into the test's own limit.
func TestLargePages(t *testing.T) {
	paragraph := "<p>The council of Northmere voted on Tuesday to close the bridge, an official said.</p>\n"
	for _, c := range []struct{ name, body string }{
		{"50,000 paragraphs", "<html><body><h1>Title of it</h1><div class=article-body>" + strings.Repeat(paragraph, 50_000) + "</div></body></html>"},
		{"100,000 deep", strings.Repeat("<div>", 100_000) + story5 + strings.Repeat("</div>", 100_000)},
		{"1,000 deep", strings.Repeat("<div>", 1_000) + story5},
		{"open formatting", strings.Repeat("<b id=x><i class=y><font color=z>", 30_000) + story5},
		{"misnested", strings.Repeat("<a><table><b><p></a></b>", 4_000) + story5},
		{"many attributes", "<div " + strings.Repeat("a=b ", 200_000) + ">" + story5},
		{"one long line", "<p>" + strings.Repeat("word ", 1_000_000)},
		{"broken", "<html><body><div><p>" + strings.ReplaceAll(strings.ReplaceAll(story5, "</p>", ""), `"`, "<b>") + "<table><tr><td></div></html></p>"},
		{"deep JSON", ld(strings.Repeat("[", 100_000)) + story5},
		{"many h1 and bylines", strings.Repeat("<h1>Council votes</h1><p class=byline>By Jane Doe</p><time datetime=2015-11-24>x</time>", 5_000) + story5},
	} {
		t.Run(c.name, func(t *testing.T) {
			if a := read(t, onrecord.Page{Body: []byte(c.body)}); !strings.Contains(a.Text, "o") {
				t.Errorf("no text")
			}
		})
	}
}

func TestSameBytesSameArticle(t *testing.T) {
	page := onrecord.Page{URL: "https://a.example/", Form: onrecord.HTML, Body: pageOf(ld(`{"@type":"NewsArticle","headline":"H","z":{"@type":"NewsArticle","author":"B C"},"a":{"@type":"NewsArticle","author":"D E"}}`), strings.Repeat(`<div class="x y">`+story5+`</div>`, 5))}
	first := read(t, page)
	for range 10 {
		if again := read(t, page); again.Text != first.Text || !slices.Equal(again.Authors, first.Authors) || !slices.Equal(again.Dates, first.Dates) {
			t.Fatal("two readings differ")
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(pageOf(ld(`{"@type":"NewsArticle","datePublished":"2015-11-24T10:58:00+0530","author":[{"name":"Jane Doe"}]}`), "<h1>Bridge</h1>"+story5), "text/html; charset=utf-8", "https://a.example/2015/11/24/x", uint8(0))
	f.Add([]byte("News | World\n\nWashington: A story.\n"), "", "", uint8(1))
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00a\x00"), "text/html", "", uint8(2))
	f.Add([]byte("<meta charset=shift_jis><p>\x83\x65\x83\x58\x83\x67"), "", "x:", uint8(3))
	f.Fuzz(func(t *testing.T, body []byte, contentType, url string, form uint8) {
		page := onrecord.Page{URL: url, ContentType: contentType, Body: body, Form: []onrecord.Form{onrecord.Auto, onrecord.HTML, onrecord.Scrape, onrecord.Text, "odd"}[form%5]}
		ctx, cancel := context.WithTimeout(context.Background(), 8*time.Second)
		defer cancel()
		a, err := Read(ctx, page)
		if err != nil {
			var failure *onrecord.Failure
			if !errors.As(err, &failure) || failure.Reason == onrecord.ReasonInternal || failure.Reason == onrecord.ReasonTimeout {
				t.Fatalf("%v", err)
			}
			return
		}
		if !utf8.ValidString(a.Text) || !utf8.ValidString(a.Title) {
			t.Fatal("invalid UTF-8")
		}
		if page.Form == onrecord.HTML {
			for p := range strings.SplitSeq(a.Text, "\n\n") {
				if strings.TrimSpace(p) == "" || strings.Contains(p, "\n") {
					t.Fatalf("paragraph %q", p)
				}
			}
		}
		for _, d := range a.Dates {
			if len(d.Value) < 10 || d.Confidence <= 0 || d.Confidence > 1 || !utf8.ValidString(d.Evidence) {
				t.Fatalf("date %+v", d)
			}
		}
		if again, err := Read(context.Background(), page); err != nil || again.Text != a.Text || again.Title != a.Title || !slices.Equal(again.Authors, a.Authors) {
			t.Fatal("two readings differ")
		}
	})
}

func BenchmarkReadHTML(b *testing.B) {
	side := strings.Repeat(`<li class="card"><a href="/x"><h3>Another story of the day</h3></a><p>What it is about</p></li>`, 150)
	body := pageOf(ld(`{"@type":"NewsArticle","headline":"Bridge","datePublished":"2015-11-24","author":{"name":"Jane Doe"}}`)+"<script>"+strings.Repeat("var x = 1;", 5000)+"</script>",
		"<nav>"+side+"</nav><article><h1>Bridge</h1><div class=article-body>"+strings.Repeat(story5, 5)+"</div></article><aside>"+side+"</aside>")
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, err := Read(context.Background(), onrecord.Page{Form: onrecord.HTML, Body: body}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestStyleSheetsAndScriptsAreNoText(t *testing.T) {
	body := []byte("body { color: red; } /* The minister said that all was well. */")
	for _, served := range []string{"text/css", "application/javascript; charset=utf-8", "text/javascript", "application/json"} {
		_, err := Read(context.Background(), onrecord.Page{Body: body, ContentType: served})
		var f *onrecord.Failure
		if !errors.As(err, &f) || f.Reason != onrecord.ReasonNotText {
			t.Errorf("%s: error %v", served, err)
		}
	}
	page := []byte("<!DOCTYPE html><html><body><h1>Rain</h1><p>The minister said that all was well, and that the rain would stop by noon.</p></body></html>")
	if _, err := Read(context.Background(), onrecord.Page{Body: page, ContentType: "application/json"}); err != nil {
		t.Errorf("a mislabelled page: %v", err)
	}
}
