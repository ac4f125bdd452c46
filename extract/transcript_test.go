package extract_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract"
)

const briefingPage = `<!DOCTYPE html><html lang="en"><head><title>Briefing by Harbour Spokesman Hugh Tamm, 3/12/24</title>
<meta property="article:published_time" content="2024-03-12T18:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/talks">Talks</a></nav>
<main><h1>Briefing by Harbour Spokesman Hugh Tamm, 3/12/24</h1><div class="body">
<p>Harbour Hall</p><p>1:20 P.M. EST</p>
<p>MR. TAMM: Good day.<br>Sit down.  (Laughter.)</p>
<p>Q&nbsp;&nbsp; Is it shut?</p><p>MR. TAMM: Yes.</p><p>Q Why?</p><p>MR. TAMM: Rain.<br><br>Much rain.</p><p>Q Oh.</p>
<p>END<br>1:25 P.M. EST</p></div></main><footer><p>Write to us: talk@harbour.example</p></footer></body></html>`

func TestReadTranscriptFromHTML(t *testing.T) {
	got, err := extract.ReadTranscript(t.Context(), onrecord.Page{Body: []byte(briefingPage), URL: "https://harbour.example/talks/1"})
	if err != nil {
		t.Fatal(err)
	}
	want := "Harbour Hall\n\n1:20 P.M. EST\n\nMR. TAMM: Good day.\nSit down. (Laughter.)\n\nQ Is it shut?\n\nMR. TAMM: Yes.\n\nQ Why?\n\nMR. TAMM: Rain.\n\nMuch rain.\n\nQ Oh.\n\nEND\n1:25 P.M. EST"
	if got.Text != want {
		t.Errorf("text %q", got.Text)
	}
	day, _ := got.SpokenDate()
	if len(got.Turns) != 6 || got.Turns[0].Speaker.Name != "Hugh Tamm" || day.Value != "2024-03-12T13:20:00" || got.Language != "en" || got.Kind != onrecord.Briefing || got.SHA256 == "" || got.ID == "" {
		t.Errorf("%d turns, %+v, day %+v, %s, %s", len(got.Turns), got.Turns[0].Speaker, day, got.Language, got.Kind)
	}
	if len(got.Notices) != 1 || got.Notices[0].Kind != onrecord.NoticeZone {
		t.Errorf("notices %v", got.Notices)
	}
}

// TestLabelsInBold wants names in bold without a colon to be labels, where
// they recur.
func TestLabelsInBold(t *testing.T) {
	page := "<html><body><article><h1>Ada Weil talks</h1>" + strings.Repeat("<p><b>Ines Okafor</b> Is the harbour open today?</p><p><strong>Ada Weil</strong> It is as open as it ever was.</p>", 4) + "</article></body></html>"
	got, err := extract.ReadTranscript(t.Context(), onrecord.Page{Body: []byte(page), Form: onrecord.HTML})
	if err != nil || len(got.Turns) < 8 {
		t.Fatalf("%v, %d turns", err, len(got.Turns))
	}
	last := got.Turns[len(got.Turns)-1]
	if last.Label.In(got.Text) != "Ada Weil" || last.Speech[0].In(got.Text) != "It is as open as it ever was." || last.Speaker.Name != "Ada Weil" {
		t.Errorf("%+v", last)
	}
}

// TestTranscriptTextStaysUnchanged wants the bytes of the input for its text.
func TestTranscriptTextStaysUnchanged(t *testing.T) {
	body := " \tMR. TAMM:\u00a0 Good  day.\r\n\r\n\r\nQ\tWhy?\n \nMR. TAMM: <b>Rain</b>. \n\n"
	got, err := extract.ReadTranscript(t.Context(), onrecord.Page{Body: []byte("\ufeff" + body), Form: onrecord.Text})
	if err != nil || got.Text != body || len(got.Turns) != 3 {
		t.Errorf("%v, %d turns, text %q", err, len(got.Turns), got.Text)
	}
}

func TestTitleAndDayThatTheCallerGives(t *testing.T) {
	page := onrecord.Page{Body: []byte("MR. TAMM: Good day.\n\nQ: Why?"), Form: onrecord.Text, Title: "Press Briefing  by Press Secretary Hugh Tamm", Published: "2024-03-12"}
	got, err := extract.ReadTranscript(t.Context(), page)
	if err != nil || got.Title != "Press Briefing by Press Secretary Hugh Tamm" || got.Turns[0].Speaker.Name != "Hugh Tamm" {
		t.Errorf("%v, title %q, speaker %+v", err, got.Title, got.Turns[0].Speaker)
	}
	if d, ok := got.SpokenDate(); !ok || d.Value != "2024-03-12" || d.Basis != "given" {
		t.Errorf("spoken %+v, %v", d, ok)
	}
	article, err := extract.Read(t.Context(), onrecord.Page{Body: []byte("It rained."), Form: onrecord.Text, Title: "Rain"})
	if err != nil || article.Title != "Rain" {
		t.Errorf("%v, title %q", err, article.Title)
	}
}

func TestReadTranscriptFails(t *testing.T) {
	done, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		ctx  context.Context
		page onrecord.Page
		want onrecord.Reason
	}{
		{t.Context(), onrecord.Page{}, onrecord.ReasonEmpty},
		{t.Context(), onrecord.Page{Body: []byte("%PDF-1.7 x")}, onrecord.ReasonNotText},
		{t.Context(), onrecord.Page{Body: []byte("x"), Form: "pdf"}, onrecord.ReasonBadInput},
		{t.Context(), onrecord.Page{Body: []byte("<html><body><img></body></html>")}, onrecord.ReasonNoArticle},
		{done, onrecord.Page{Body: []byte("MR. TAMM: x")}, onrecord.ReasonTimeout},
	} {
		_, err := extract.ReadTranscript(c.ctx, c.page)
		var f *onrecord.Failure
		if !errors.As(err, &f) || f.Reason != c.want || f.Stage != "extract" {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// TestLooksLikeTranscriptOnPages tells the sample article from the briefing
// that it is of, and a page with turns in its comments from one of turns.
func TestLooksLikeTranscriptOnPages(t *testing.T) {
	for file, want := range map[string]bool{"harbour.html": false, "harbour-scrape.txt": false, "harbour-briefing.txt": true} {
		data, err := os.ReadFile("../samples/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if got := extract.LooksLikeTranscript(t.Context(), onrecord.Page{Body: data}); (got >= 0.5) != want {
			t.Errorf("%s: %.2f", file, got)
		}
	}
	story := strings.Repeat("<p>The harbour has been shut for nine days, and the pilots who keep it so say that it will stay shut.</p>", 30)
	comments := strings.Repeat("<p>Weil: About time that somebody said that it must stay shut for good!</p><p>Tamm: I do not think that this is what was said, not at all.</p>", 5)
	page := "<html><body><article>" + story + "</article><section>" + comments + "</section></body></html>"
	if got := extract.LooksLikeTranscript(t.Context(), onrecord.Page{Body: []byte(page)}); got >= 0.5 {
		t.Errorf("comments: %.2f", got)
	}
	if got := extract.LooksLikeTranscript(t.Context(), onrecord.Page{Body: []byte("WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n")}); got < 0.9 {
		t.Errorf("subtitles: %.2f", got)
	}
}

func FuzzReadTranscript(f *testing.F) {
	f.Add(briefingPage)
	f.Add("MR. TAMM: Good day.\n\nQ Why?")
	f.Add("<b>Q</b> <p>x<br><br>MR. A: b<p>MR. A: c")
	f.Fuzz(func(t *testing.T, body string) {
		for _, form := range []onrecord.Form{onrecord.HTML, onrecord.Text} {
			got, err := extract.ReadTranscript(t.Context(), onrecord.Page{Body: []byte(body), Form: form})
			var failure *onrecord.Failure
			if err != nil && !errors.As(err, &failure) {
				t.Fatal(err)
			}
			if failure != nil && (failure.Reason == onrecord.ReasonInternal || failure.Reason == onrecord.ReasonTimeout) {
				t.Fatal(failure)
			}
			end := 0
			for _, u := range got.Turns {
				s := u.Span()
				if s.Start < end || s.End > len(got.Text) {
					t.Fatalf("turn %v of %d bytes, after %d", s, len(got.Text), end)
				}
				end = s.End
			}
		}
	})
}
