package comparison

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// verification is a made-up article of two paragraphs held against a
// transcript of two turns.
func verification() onrecord.Verification {
	article := "The pilots <b>may</b> return, he said: “The boats go out the same night.”\n\n“It never was,” he added, “a chip.”"
	said := "MR. AUBRAC: Look, the boats go out the same night. Good.\n\nQ: Was it ever a chip?\n\nMR. AUBRAC: It never was a chip."
	at := func(text, part string) onrecord.Span {
		i := strings.Index(text, part)
		return onrecord.Span{Start: i, End: i + len(part)}
	}
	label := onrecord.Span{Start: 0, End: len("MR. AUBRAC")}
	second := strings.LastIndex(said, "MR. AUBRAC")
	t := onrecord.Transcript{ID: "harbour-briefing", Title: "Briefing <script>alert(1)</script>", URL: "javascript:alert(1)", Kind: onrecord.Briefing, Text: said,
		Dates:   []onrecord.Date{{Kind: onrecord.Spoken, Value: "2024-03-11", Confidence: 0.9}},
		Notices: []onrecord.Notice{{Kind: onrecord.NoticeEdited, Evidence: "edited for clarity"}},
		Turns: []onrecord.Turn{
			{Label: label, Speech: []onrecord.Span{at(said, "Look, the boats go out the same night. Good.")}, Speaker: onrecord.Speaker{Name: "Paul Aubrac", Kind: onrecord.Person}},
			{Label: at(said, "Q"), Speech: []onrecord.Span{at(said, "Was it ever a chip?")}},
			{Label: onrecord.Span{Start: second, End: second + label.End}, Speech: []onrecord.Span{at(said, "It never was a chip.")}},
		}}
	return onrecord.Verification{
		Record:      onrecord.Record{Article: onrecord.Article{Title: "Harbour & pilots", Text: article}},
		Transcripts: []onrecord.Transcript{t},
		Checks: []onrecord.Check{
			{Span: at(article, "The boats go out the same night."), Verdict: onrecord.Exact, Flags: []onrecord.Flag{onrecord.FlagCutStart}, Attributed: "Paul Aubrac",
				Passages: []onrecord.Span{at(said, "the boats go out the same night")}, Similarity: 1, Speaker: "MR. AUBRAC", SpeakerName: "Paul Aubrac"},
			{Span: onrecord.Span{Start: strings.Index(article, "It never"), End: strings.Index(article, "chip.”") + 5},
				Pieces:  []onrecord.Span{at(article, "It never was,"), at(article, "a chip.")},
				Verdict: onrecord.Altered, Passages: []onrecord.Span{at(said, "It never was a chip")}, Similarity: 0.8,
				Diff: []onrecord.Edit{{Op: "=", Text: "It never was"}, {Op: "-", Text: "<i>the</i>"}, {Op: "+", Text: "a"}, {Op: "=", Text: "chip"}}},
			{Span: at(article, "pilots"), Verdict: onrecord.NotFound, Transcript: -1},
		},
	}
}

func TestRowsTileTheArticle(t *testing.T) {
	v := verification()
	var paragraphs []string
	checks := 0
	for _, row := range Rows(&v) {
		var text strings.Builder
		for _, r := range row.Runs {
			text.WriteString(r.Text)
		}
		paragraphs = append(paragraphs, text.String())
		checks += len(row.Checks)
	}
	if got := strings.Join(paragraphs, "\n\n"); got != v.Record.Article.Text {
		t.Errorf("the rows have the text %q", got)
	}
	if checks != len(v.Checks) {
		t.Errorf("%d of %d checks begin in a row", checks, len(v.Checks))
	}
	// The cue between the pieces of a quotation is not marked.
	marked := ""
	for _, r := range Rows(&v)[1].Runs {
		if len(r.Checks) > 0 {
			marked += r.Text + "|"
		}
	}
	if marked != "It never was,|a chip.|" {
		t.Errorf("marked %q", marked)
	}
}

func TestPassagesShowTheirTurn(t *testing.T) {
	v := verification()
	p := Passages(&v, &v.Checks[0], onrecord.NewPoints(v.Transcripts[0].Text))
	if len(p) != 1 || p[0].Turn != 1 || p[0].Label != "MR. AUBRAC" || p[0].Before != "Look, " || p[0].After != ". Good." {
		t.Errorf("%+v", p)
	}
	if p := Passages(&v, &v.Checks[2], nil); p != nil {
		t.Errorf("a quotation that is not found has passages: %+v", p)
	}
}

func TestPageEscapesAndMarks(t *testing.T) {
	v := verification()
	var out strings.Builder
	if err := HTML(&out, &v, "onrecord test"); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	for _, bad := range []string{"<script", "<b>may", "<i>the", "javascript:", "ZgotmplZ"} {
		if strings.Contains(got, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	for _, want := range []string{"word for word", "begins in mid-sentence", "words differ", "not found", "&lt;b&gt;may", `id="c2"`, `href="#t1-2-1"`, `id="t1-2-1"`,
		"which calls itself edited", "spoken on 11 March 2024", "1 word for word · 1 words differ · 1 not found"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(strings.ToLower(got), "false") {
		t.Error("the page calls something false")
	}
}
