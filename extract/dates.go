package extract

import (
	"regexp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/dom"
	"github.com/onrecord/onrecord/extract/textdate"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"time"
)

// dates gathers every date of a page with what says so.
type dates struct {
	d     *document
	found []onrecord.Date
}

// findDates gives the dates of publication, change and rendering that the
// page shows, surest first within each kind, contradictions kept. What shows
// only when the page was made (a clock, a comment of the generator) is of
// kind rendered, and so is an unmarked date that is the day of the fetch.
func (d *document) findDates(title string) []onrecord.Date {
	f := &dates{d: d}
	if d.page.Published != "" {
		f.add(onrecord.Published, "given", d.page.Published, d.page.Published, 0.99)
	}
	f.fromThings()
	f.fromMeta()
	f.fromProps()
	f.fromTimes(title)
	f.fromURL()
	f.fromClocks()
	f.fromStamps(title)
	if !f.has(onrecord.Published) {
		f.fromBlocks(title)
	}
	f.unmask()
	f.preferLocal()
	slices.SortStableFunc(f.found, func(a, b onrecord.Date) int {
		switch {
		case a.Kind != b.Kind:
			return kindOrder[a.Kind] - kindOrder[b.Kind]
		case a.Confidence > b.Confidence:
			return -1
		case a.Confidence < b.Confidence:
			return 1
		}
		return 0
	})
	return f.found
}

var kindOrder = map[onrecord.DateKind]int{onrecord.Published: 0, onrecord.Modified: 1, onrecord.Rendered: 2, onrecord.Mentioned: 3}

const maxDates = 40

// add parses and keeps a date, once for each kind, value and basis.
func (f *dates) add(kind onrecord.DateKind, basis, evidence, words string, confidence float64) bool {
	value, precision, ok := parseDate(words)
	return ok && f.keep(kind, basis, evidence, value, precision, confidence)
}

func (f *dates) keep(kind onrecord.DateKind, basis, evidence, value, precision string, confidence float64) bool {
	if !f.possible(value) || len(f.found) >= maxDates {
		return false
	}
	for _, old := range f.found {
		if old.Kind == kind && old.Value == value && old.Basis == basis {
			return true
		}
	}
	evidence = dom.Fold(evidence)
	evidence = evidence[:cutAt(evidence, 200)]
	f.found = append(f.found, onrecord.Date{Kind: kind, Value: value, Precision: precision, Basis: basis, Evidence: evidence, Confidence: confidence})
	return true
}

// possible tells whether a page on the Web can bear the date: not before
// 1985, nor after the fetch by more than two days.
func (f *dates) possible(value string) bool {
	day := value[:10]
	last := "2100-01-01"
	if !f.d.page.FetchedAt.IsZero() {
		last = f.d.page.FetchedAt.UTC().AddDate(0, 0, 2).Format(time.DateOnly)
	}
	return day >= "1985-01-01" && day <= last && day != "1999-11-30"
}

func (f *dates) has(kind onrecord.DateKind) bool {
	return slices.ContainsFunc(f.found, func(d onrecord.Date) bool { return d.Kind == kind })
}

func (f *dates) fromThings() {
	if f.d.main == nil {
		return
	}
	sure := 0.95
	if !f.d.main.isArticle() {
		sure = 0.85
	}
	for _, p := range []struct {
		key  string
		kind onrecord.DateKind
		sure float64
	}{{"datePublished", onrecord.Published, sure}, {"dateModified", onrecord.Modified, sure - 0.05}, {"uploadDate", onrecord.Published, sure - 0.15}, {"dateCreated", onrecord.Published, sure - 0.2}} {
		if s := f.d.main.str(p.key); s != "" {
			f.add(p.kind, "json-ld", p.key+": "+s, s, p.sure)
		}
	}
	if f.has(onrecord.Published) {
		return
	}
	for _, t := range f.d.ld {
		if s := t.str("datePublished"); s != "" && (t.isArticle() || t.is("WebPage")) && !t.is("Comment") {
			f.add(onrecord.Published, "json-ld", "datePublished: "+s, s, 0.7)
			return
		}
	}
}

// metaDates are the keys of meta tags that hold dates.
var metaDates = []struct {
	kind onrecord.DateKind
	sure float64
	keys []string
}{
	{onrecord.Published, 0.93, []string{"article:published_time", "og:published_time", "article:published", "og:article:published_time", "og:pubdate", "article:publish_time"}},
	{onrecord.Published, 0.9, []string{"datepublished", "parsely-pub-date", "rnews:datepublished", "cxenseparse:recs:publishtime", "originalpublicationdate", "published_time_telegram", "bt:pubdate", "displaydate"}},
	{onrecord.Published, 0.85, []string{"pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date", "published-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "citation_publication_date", "citation_date", "article.published", "ptime", "pdate", "article_date_original", "date_published"}},
	{onrecord.Published, 0.75, []string{"date", "dc.date", "dc.date.created", "dcterms.created", "created", "article.created", "dc.created", "creation_date", "datecreated", "rbpubdate", "sdate"}},
	{onrecord.Modified, 0.9, []string{"article:modified_time", "og:updated_time", "article:modified", "article:updated_time", "article:updated", "og:modified_time", "datemodified", "parsely-modified-date"}},
	{onrecord.Modified, 0.8, []string{"lastmod", "last-modified", "lastmodified", "last_updated", "dcterms.modified", "dc.date.modified", "modified", "revised", "updated", "modificationdate", "utime"}},
}

func (f *dates) fromMeta() {
	for _, group := range metaDates {
		for _, key := range group.keys {
			for _, m := range f.d.metas {
				if m.key != key || m.attr == "itemprop" {
					continue
				}
				kind, sure := group.kind, group.sure
				if m.attr == "http-equiv" {
					kind, sure = onrecord.Rendered, 0.6
				}
				f.add(kind, "meta", key+": "+m.value, m.value, sure)
				break
			}
		}
	}
}

func (f *dates) fromProps() {
	for _, p := range []struct {
		name string
		kind onrecord.DateKind
	}{{"datePublished", onrecord.Published}, {"dateModified", onrecord.Modified}} {
		for _, n := range f.d.props[p.name] {
			if n.DataAtom == atom.Meta && dom.Attr(n, "content") == "" || elsewhere(n) {
				continue
			}
			if words := machineDate(n); f.add(p.kind, "microdata", "itemprop="+p.name+": "+words, words, 0.88) {
				break
			}
		}
	}
}

// machineDate is what an element gives for machines to read, or its text.
func machineDate(n *html.Node) string {
	for _, key := range []string{"datetime", "content", "data-datetime", "data-timestamp", "title"} {
		if s := dom.Attr(n, key); s != "" {
			if _, _, ok := parseDate(s); ok {
				return s
			}
		}
	}
	return dom.Text(n, 200)
}

var (
	changed   = regexp.MustCompile(`(?i)\b(updat|modif|revis|last edited)`)
	publicity = regexp.MustCompile(`(?i)publish|posted|pubdate|\bissued|created|entry-?date|first\b`)
)

var (
	urlDate    = regexp.MustCompile(`[/\-_](19[89]\d|20\d\d)[/\-_](0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/\-_](0?[1-9]|[12]\d|3[01])(?:[/\-_.]|$)`)
	urlCompact = regexp.MustCompile(`[/\-_](19[89]\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[/\-_.]|$)`)
)

var urlMonths = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

func (f *dates) fromURL() {
	for _, address := range []string{f.d.page.URL, f.d.canonical()} {
		address = strings.ToLower(address)
		m := urlDate.FindStringSubmatch(address)
		if m == nil {
			m = urlCompact.FindStringSubmatch(address)
		}
		if m == nil {
			continue
		}
		month := m[2]
		if i := slices.Index(urlMonths, month); i >= 0 {
			month = twoDigits(i + 1)
		}
		f.add(onrecord.Published, "url", strings.Trim(m[0], "/-_."), m[1]+"-"+pad(month)+"-"+pad(m[3]), 0.7)
		return
	}
}

var generated = regexp.MustCompile(`(?i)\b(generated|rendered|cached|served|created by|page created|built|compiled|dynamic page|cache)\b`)

// fromClocks reads what shows the day on which the page was made: elements
// whose class says so, and comments of the generator.
func (f *dates) fromClocks() {
	for _, n := range f.d.clocks {
		if text := dom.Text(n, 200); len(text) < 120 {
			f.addText(onrecord.Rendered, "text", text, 0.8)
		}
	}
	for _, c := range f.d.comments {
		if generated.MatchString(c) {
			f.addText(onrecord.Rendered, "comment", dom.Fold(c), 0.7)
		}
	}
}

// addText keeps the first date in running words.
func (f *dates) addText(kind onrecord.DateKind, basis, text string, sure float64) bool {
	for _, found := range textdate.Find(text) {
		if f.keep(kind, basis, text, found.Value, found.Precision, sure) {
			return true
		}
	}
	return false
}

// unmask makes rendered of what was taken for published on weak grounds: a
// date that a clock shows too, or that is the day of the fetch, where nothing
// marks it as published.
func (f *dates) unmask() {
	fetched := ""
	if !f.d.page.FetchedAt.IsZero() {
		fetched = f.d.page.FetchedAt.Format(time.DateOnly)
	}
	strong := map[string]bool{}
	clock := map[string]bool{}
	for _, d := range f.found {
		switch {
		case d.Kind == onrecord.Rendered:
			clock[d.Value[:10]] = true
		case d.Kind == onrecord.Published && d.Confidence >= 0.7:
			strong[d.Value[:10]] = true
		}
	}
	for i, d := range f.found {
		day := d.Value[:10]
		if d.Kind == onrecord.Published && d.Confidence < 0.7 && !strong[day] && (clock[day] || day == fetched) {
			f.found[i].Kind = onrecord.Rendered
		}
	}
}

// preferLocal raises a published date in the page's own zone above the same
// moment in UTC: the day that readers see is the local one. A time without a
// zone is the same moment where it differs by whole hours, as zones do. A day
// without a time is not: it may be another edition's.
func (f *dates) preferLocal() {
	best := -1
	for i, d := range f.found {
		if d.Kind == onrecord.Published && d.Basis != "given" && (best < 0 || d.Confidence > f.found[best].Confidence) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	top := f.found[best]
	moment, err := time.Parse(time.RFC3339, top.Value)
	if _, offset := moment.Zone(); err != nil || offset != 0 {
		return
	}
	for i, d := range f.found {
		if d.Kind != onrecord.Published || i == best || len(d.Value) < 19 {
			continue
		}
		local := false
		if t, err := time.Parse(time.RFC3339, d.Value); err == nil {
			_, offset := t.Zone()
			local = offset != 0 && t.Sub(moment).Abs() < time.Minute
		} else if t, err := time.Parse("2006-01-02T15:04:05", d.Value[:19]); err == nil {
			apart := t.Sub(moment).Truncate(time.Minute)
			local = apart != 0 && apart%time.Hour == 0 && apart >= -12*time.Hour && apart <= 14*time.Hour
		}
		if local {
			f.found[i].Confidence = min(0.97, top.Confidence+0.01)
			return
		}
	}
}
