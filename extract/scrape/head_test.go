package scrape

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord/extract/scrape/block"
)

// page is a dump whose lines before "* " are boilerplate; "# " marks the title
// and "* " the story.
func page(dump string) *pageParts {
	p := &pageParts{titled: -1}
	for i, l := range strings.Split(dump, "\n") {
		if strings.HasPrefix(l, "# ") {
			p.titled = i
		}
		p.story = append(p.story, strings.HasPrefix(l, "* "))
		p.blocks = append(p.blocks, block.Split(strings.TrimLeft(l, "#* "))...)
	}
	p.findFirst()
	return p
}

const story = "* The bridge was closed on Monday, the mayor said.\n* It will be mended in May."

func TestDates(t *testing.T) {
	menu := strings.Repeat("News\n", 12)
	for _, c := range []struct{ name, dump, want string }{
		{"bare date on top", "Sunday , May 28 2017\n# Bridge closed\n" + story, "rendered 2017-05-28"},
		{"bare date below the title", "# Bridge closed\n28 May 2017\n" + story, "published 2017-05-28"},
		{"word for it", menu + "# Bridge closed\nPublished 10:58 IST, 24 Nov 2015\n" + story, "published 2015-11-24T10:58:00+05:30"},
		{"word on the line before", menu + "# Bridge closed\nPublished\n24 Nov 2015\n" + story, "published 2015-11-24"},
		{"both", menu + "# Bridge closed\nPosted: Dec 22, 2014 | Last Updated: January 2, 2015\n" + story, "published 2014-12-22, modified 2015-01-02"},
		{"beside a byline", menu + "# Bridge closed\nBy Jane Roe\nNov 24, 2015\n" + story, "published 2015-11-24"},
		{"top and story", "May 28, 2017\n" + menu + "# Bridge closed\nUpdated Nov 24, 2015\n" + story, "rendered 2017-05-28, modified 2015-11-24"},
		{"after the story", "# Bridge closed\n" + story + "\nRelated\nA\nB\nC\nD\nE\nF\nG\nFerry sinks\n24 Nov 2015", ""},
		{"in the story", "# Bridge closed\n* The bridge of 24 Nov 2015 was closed.\n* It was so on 3 May 2016.", ""},
	} {
		var got []string
		for _, d := range page(c.dump).dates() {
			got = append(got, string(d.Kind)+" "+d.Value)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestBylineAt(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"By Jane Roe", "By Jane Roe"},
		{"ByThe Harrow Agency", "By The Harrow Agency"},
		{"Written by Jane Roe | 5 min read", "By Jane Roe"},
		{"By Jane Roe and Max Poe, 24 Nov 2015", "By Jane Roe and Max Poe"},
		{"24 Nov 2015 by Jane Roe", "By Jane Roe"},
		{"Bypass closed", ""},
		{"by the river", ""},
		{"Stand By Me", ""},
	} {
		p := page("# Bridge closed\n" + c.line + "\n" + story)
		if got := p.bylineAt(1); got != c.want {
			t.Errorf("%q: %q, want %q", c.line, got, c.want)
		}
	}
}

func TestDropAsides(t *testing.T) {
	p := page("# Bridge closed\n* Advertisement\n* Read also: Ferry sinks\n* Read more about it, he said.\n* Related: Ferry sinks\n* Advertisement is not what it was.")
	p.dropAsides()
	for i, want := range []bool{false, false, false, true, false, true} {
		if p.story[i] != want {
			t.Errorf("%q: kept %v", p.blocks[i].Text, p.story[i])
		}
	}
}

func TestSection(t *testing.T) {
	for _, c := range []struct{ name, dump, want string }{
		{"in one line", "Home / News / World / Bridge closed\n# Bridge closed\n" + story, "News|World"},
		{"cut short", "Home > World > Bridge over the river cl...\n# Bridge over the river closed\n" + story, "World"},
		{"a line a step", "Home\n/\nNews\n/\nWorld\n# Bridge closed\n" + story, "News|World"},
		{"without a home", "News / Town News / Bridge closed\n# Bridge closed\n" + story, "News|Town News"},
		{"none", "News\nSport\n# Bridge closed\n" + story, ""},
	} {
		if got := strings.Join(page(c.dump).section(), "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
