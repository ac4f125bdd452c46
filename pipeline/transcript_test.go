package pipeline

import (
	"errors"
	"os"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/transcript"
	"github.com/onrecord/onrecord/knowledge"
)

// TestOfficesNameSpeakers wants offices to name speakers only where the day
// and the publisher leave one holder.
func TestOfficesNameSpeakers(t *testing.T) {
	know, err := knowledge.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, want string }{
		{"by surname", "Remarks on the harbour, 6/3/2014\n\nPRESIDENT OBAMA: The boats go out.\n\nQ Today?", "Barack Obama"},
		{"by publisher", "THE WHITE HOUSE\n\nFor Immediate Release June 3, 2014\n\nTHE PRESIDENT: The boats go out.\n\nQ Today?", "Barack Obama"},
		{"no publisher", "Remarks on the harbour, 6/3/2014\n\nTHE PRESIDENT: The boats go out.\n\nQ Today?", ""},
		{"no day", "THE WHITE HOUSE\n\nTHE PRESIDENT: The boats go out.\n\nQ Today?", ""},
		{"a day of handing over", "THE WHITE HOUSE\n\nJanuary 20, 2017\n\nTHE PRESIDENT: The boats go out.\n\nQ Today?", ""},
		{"another office", "THE WHITE HOUSE\n\nJune 3, 2014\n\nMR. OBAMA: The boats go out.\n\nQ Today?", "Obama"},
	} {
		read := transcript.Read(c.text, transcript.About{})
		nameSpeakers(&read, know)
		if s := read.Turns[0].Speaker; s.Name != c.want || c.want == "" && s.Kind != onrecord.Unknown {
			t.Errorf("%s: %+v, want %q", c.name, s, c.want)
		}
	}
}

// TestReadersReadTranscripts reads the sample briefing, and a page that is none.
func TestReadersReadTranscripts(t *testing.T) {
	reader, err := NewWith(Fast)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../samples/harbour-briefing.txt")
	if err != nil {
		t.Fatal(err)
	}
	got, err := reader.Transcript(t.Context(), onrecord.Page{Body: data})
	if err != nil || len(got.Turns) != 17 || got.Turns[1].Speaker.Name != "Paul Aubrac" || len(got.Notices) != 0 {
		t.Errorf("%v, %d turns, %v", err, len(got.Turns), got.Notices)
	}
	var failure *onrecord.Failure
	if _, err := reader.Transcript(t.Context(), onrecord.Page{}); !errors.As(err, &failure) {
		t.Errorf("an empty page: %v", err)
	}
}
