package extract

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

const cleanStory = `The council of Harrow Valley voted on Monday night to keep its last two libraries open, against the advice of its own treasurer.

Fourteen members voted for the motion and nine against it. The leader of the council, Maud Perrin, said that a town that closes its libraries "has stopped talking to its children".

The treasurer, Colin Ashby, told the meeting that he could not see where the money would come from unless the council sold its share in the old mill.

The vote has to be confirmed in June, when the council will have a new budget before it. Mrs Perrin said that she was sure of the outcome.`

func TestDetect(t *testing.T) {
	menu := "Skip to main content\nMenu\nHome\nNews\nPolitics\nSport\nSign in\nSubscribe\nShare on Facebook\n"
	footer := "\nRelated stories\nMost read\nMan rescued from river\nLeave a comment\nAbout us\nPrivacy policy\nTerms of use\n© 2031 Harrow Courier. All rights reserved."
	for _, c := range []struct {
		name, body, contentType string
		want                    onrecord.Form
	}{
		{"page", "\ufeff\n<!DOCTYPE html>\n<html><body><p>Hello", "", onrecord.HTML},
		{"page without a document type", "<HTML><BODY>Hello", "", onrecord.HTML},
		{"XHTML", `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>`, "", onrecord.HTML},
		{"fragment", "<div class=story><h1>Bridge closed</h1><p>The bridge is closed.</p></div>", "", onrecord.HTML},
		{"fragment after words", "Bridge closed\n<p>The bridge is closed.</p>\n<p>It will be <b>mended</b> in May.</p>", "", onrecord.HTML},
		{"header says so", "Bridge closed<br>The bridge is closed.", "text/html; charset=utf-8", onrecord.HTML},
		{"text about tags", cleanStory + "\n\nHe wrote that the tag <b> makes words bold and </b> ends it, and <p> begins a paragraph.", "", onrecord.Text},
		{"text with signs", "If a < b and b > c then a story is 3 <4 and I <3 you.", "", onrecord.Text},
		{"story", cleanStory, "", onrecord.Text},
		{"story with headline", "Council keeps libraries open\n\n" + cleanStory, "", onrecord.Text},
		{"one sentence", "The bridge is closed, the mayor said on Monday.", "", onrecord.Text},
		{"dump", menu + strings.ReplaceAll(cleanStory, "\n\n", "\n") + footer, "", onrecord.Scrape},
		{"dump with blank lines", strings.ReplaceAll(menu, "\n", "\n\n") + cleanStory + footer, "", onrecord.Scrape},
		{"small dump", "Friday , March 14 2031\nHome / News / Region / Council keeps libraries open\n\nCouncil keeps libraries open\n\n" + cleanStory, "", onrecord.Scrape},
		{"nothing", "", "", onrecord.Text},
	} {
		if got := Detect(onrecord.Page{Body: []byte(c.body), ContentType: c.contentType}); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{"<p>a</p>", "a < b", "<!doctype", cleanStory, "Menu\nHome\n", "\x00\xff<", "</"} {
		f.Add(s, "text/html")
	}
	f.Fuzz(func(t *testing.T, body, contentType string) {
		form := Detect(onrecord.Page{Body: []byte(body), ContentType: contentType})
		if form != onrecord.HTML && form != onrecord.Scrape && form != onrecord.Text {
			t.Fatalf("form %q", form)
		}
		if form == onrecord.HTML && !strings.Contains(body, "<") {
			t.Fatalf("HTML without a tag: %q", body)
		}
		if again := Detect(onrecord.Page{Body: []byte(body), ContentType: contentType}); again != form {
			t.Fatalf("%s, then %s", form, again)
		}
	})
}
