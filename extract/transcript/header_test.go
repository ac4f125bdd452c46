package transcript

import (
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

const body = "\n\nMR. WEIL: One.\n\nQ Two?\n\nMR. WEIL: Three.\n\nQ Four?\n\nMR. WEIL: Five."

func TestTheDayThatItWasSpoken(t *testing.T) {
	for _, c := range []struct {
		name, header string
		about        About
		want, basis  string
		conflict     bool
	}{
		{"release", "For Immediate Release November 23, 2015\n\n12:45 P.M. EST", About{}, "2015-11-23T12:45:00-05:00", "release", false},
		{"a line of its own", "Harbour Hall\n12 March 2024", About{}, "2024-03-12", "header", false},
		{"title in numbers", "1:05 P.M. EDT", About{Title: "Briefing by Ada Weil, 5/29/15"}, "2015-05-29T13:05:00-04:00", "title", false},
		{"address", "", About{URL: "https://harbour.example/2014/03/09/briefing"}, "2014-03-09", "url", false},
		{"end of the address", "", About{URL: "https://harbour.example/briefing-ada-weil-11232015"}, "2015-11-23", "slug", false},
		{"end of the address, one way to cut it", "", About{URL: "https://harbour.example/briefing-ada-weil-52915"}, "2015-05-29", "slug", false},
		{"number of a page", "", About{URL: "https://harbour.example/index.php?pid=111405"}, "", "", false},
		{"a slip of the year", "", About{Title: "Briefing by Ada Weil, 3/9/2014", URL: "https://harbour.example/2015/03/09/briefing-ada-weil-392014"}, "2015-03-09", "url", true},
		{"posted the day after", "", About{Title: "Briefing by Ada Weil, 2/8/2016", URL: "https://harbour.example/2016/02/09/briefing"}, "2016-02-08", "title", true},
		{"said after it was posted", "", About{Title: "Briefing by Ada Weil, 02/10/2016", URL: "https://harbour.example/2016/02/09/briefing"}, "2016-02-09", "url", true},
		{"file's name", "", About{Name: "talks/2016-05-11 Weil.txt"}, "2016-05-11", "name", false},
		{"of what it is about", "", About{Title: "Remarks on the Treaty of July 14, 2015, at the Harbour", Name: "2016-01-16.txt"}, "2016-01-16", "name", true},
		{"none", "", About{}, "", "", false},
	} {
		got := Read(c.header+body, c.about)
		d, _ := got.SpokenDate()
		conflict := len(got.Notices) > 0 && got.Notices[0].Kind == onrecord.NoticeDates
		if d.Value != c.want || d.Basis != c.basis || conflict != c.conflict {
			t.Errorf("%s: %q by %q, conflict %v; want %q by %q, %v (%v)", c.name, d.Value, d.Basis, conflict, c.want, c.basis, c.conflict, got.Dates)
		}
	}
}

func TestANoteAtTheEndHasTheDay(t *testing.T) {
	text := "The President. One.\nQ. Two?\nThe President. Three.\nNOTE: The President spoke at 12:15 p.m. on Monday, May 2, 2016, in the hall."
	got := Read(text, About{})
	if d, _ := got.SpokenDate(); d.Value != "2016-05-02" || d.Basis != "note" {
		t.Errorf("%v", got.Dates)
	}
	if s := got.Turns[2].Speech; len(s) != 1 || s[0].In(text) != "Three." {
		t.Error("the note is spoken")
	}
}

// TestZonesOutOfSeason wants a notice where a clock's zone is not in force, and
// a value without a zone then.
func TestZonesOutOfSeason(t *testing.T) {
	for clock, notice := range map[string]bool{
		"November 23, 2015\n\n1:20 P.M. EDT": true, "November 23, 2015\n\n1:20 P.M. EST": false,
		"July 9, 2014\n\n2:05 P.M. EST": true, "July 9, 2014\n\n2:05 P.M. MST": false, "March 10, 2014\n\n12:25 P.M. EST": true,
		"March 9, 2014\n\n12:25 P.M. EST": false, // the day of the change
		"3 February 2015\n\n14:30 BST":    true, "3 July 2015\n\n14:30 BST": false, "3 July 2015\n\n14:30 GMT": false,
		"3 February 2015\n\n14:30 CEST": true, "3 July 2015\n\n14:30 CET": true, "3 January 2015\n\n14:30 AEDT": false, "3 July 2015\n\n14:30 AEDT": true,
		"April 5, 1966\n\n2:05 P.M. EDT": false, // the rule of that year is not known here
	} {
		got := Read(clock+body, About{})
		has := false
		for _, n := range got.Notices {
			has = has || n.Kind == onrecord.NoticeZone && n.Evidence != ""
		}
		d, _ := got.SpokenDate()
		if has != notice || len(d.Value) < 19 || notice != (len(d.Value) == 19) {
			t.Errorf("%q: notice %v, value %q", clock, has, d.Value)
		}
	}
}

func TestSummerBegins(t *testing.T) {
	for _, c := range []struct {
		rule, day string
		in, known bool
	}{
		{"american", "2015-03-09", true, true}, {"american", "2015-03-07", false, true}, {"american", "2015-11-02", false, true},
		{"american", "2006-03-20", false, true}, {"american", "2006-04-03", true, true}, {"american", "1975-07-01", false, false},
		{"european", "2015-03-30", true, true}, {"european", "2015-10-25", false, false}, {"australian", "2015-01-01", true, true},
	} {
		day, _ := time.Parse(time.DateOnly, c.day)
		if in, known := summer(c.rule, day); in != c.in || known != c.known {
			t.Errorf("%s %s: %v %v", c.rule, c.day, in, known)
		}
	}
}

func TestPlaces(t *testing.T) {
	for header, want := range map[string]string{
		"James Ellery Briefing Room\n\n1:20 P.M. EST":                        "James Ellery Briefing Room",
		"Aboard the Courier\nEn Route Ellery, Westland\n\n1:20 P.M. EST":     "Aboard the Courier En Route Ellery, Westland",
		"Via Conference Call\n\n1:20 P.M. EST":                               "Via Conference Call",
		"PRESS BRIEFING BY ADA WEIL\n\nEllery, Westland\n\nNovember 1, 2015": "Ellery, Westland",
		"Harbour Hall\nEllery\n\n1:20 P.M. EST":                              "Harbour Hall Ellery",
		"PRESS BRIEFING BY ADA WEIL\n\nNovember 1, 2015":                     "",
	} {
		text := header + body
		got := Read(text, About{}).Place
		switch {
		case got == nil && want == "":
		case got == nil || got.Place != want || strings.Join(strings.Fields(got.Span.In(text)), " ") != want:
			t.Errorf("%q: %+v", header, got)
		}
	}
}

func TestKindsAndTitles(t *testing.T) {
	for header, want := range map[string]struct {
		kind  onrecord.TranscriptKind
		title string
	}{
		"THE HARBOUR OFFICE\n\nPRESS BRIEFING\nBY ADA WEIL\n\n1:20 P.M. EST": {onrecord.Briefing, "PRESS BRIEFING BY ADA WEIL"},
		"Mayoral Debate in Ellery":                                 {onrecord.Debate, "Mayoral Debate in Ellery"},
		"Hearing of the Harbour Committee":                         {onrecord.Hearing, "Hearing of the Harbour Committee"},
		"Interview with Ada Weil":                                  {onrecord.Interview, "Interview with Ada Weil"},
		"Oral Answers to Questions":                                {onrecord.Parliament, "Oral Answers to Questions"},
		"Remarks by Ada Weil and an Exchange With Reporters":       {onrecord.Briefing, "Remarks by Ada Weil and an Exchange With Reporters"},
		"Remarks by Ada Weil at the Addressing of the New Harbour": {onrecord.Speech, "Remarks by Ada Weil at the Addressing of the New Harbour"},
	} {
		got := Read(header+body, About{})
		if got.Kind != want.kind || got.Title != want.title {
			t.Errorf("%q: %s, %q", header, got.Kind, got.Title)
		}
	}
}

func TestNotices(t *testing.T) {
	for words, want := range map[string]onrecord.NoticeKind{
		"This transcript has been edited for length and clarity.": onrecord.NoticeEdited,
		"Remarks as Prepared for Delivery":                        onrecord.NoticePrepared,
		"Excerpts from the interview follow.":                     onrecord.NoticePartial,
	} {
		for _, text := range []string{words + body, "A Talk" + body + "\n\n" + words} {
			got := Read(text, About{})
			if len(got.Notices) != 1 || got.Notices[0].Kind != want || !strings.Contains(words, got.Notices[0].Evidence) {
				t.Errorf("%q: %v", words, got.Notices)
			}
		}
	}
}
