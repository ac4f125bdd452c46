package textdate

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ in, value, precision, words string }{
		{"Sunday , May 28 2017", "2017-05-28", "day", "Sunday , May 28 2017"},
		{"28 May 2017", "2017-05-28", "day", "28 May 2017"},
		{"Published 10:58 IST, 24 Nov 2015", "2015-11-24T10:58:00+05:30", "minute", "10:58 IST, 24 Nov 2015"},
		{"Nov. 24, 2015 at 10:58 a.m. EST by staff", "2015-11-24T10:58:00-05:00", "minute", "Nov. 24, 2015 at 10:58 a.m. EST"},
		{"on 2015-11-24T10:58Z.", "2015-11-24T10:58:00Z", "minute", "2015-11-24T10:58Z"},
		{"2015-11-24T10:58:07.250+05:30", "2015-11-24T10:58:07+05:30", "second", "2015-11-24T10:58:07.250+05:30"},
		{"2015-11-24 10:58:07", "2015-11-24T10:58:07", "second", "2015-11-24 10:58:07"},
		{"24/11/2015", "2015-11-24", "day", "24/11/2015"},
		{"11/24/2015", "2015-11-24", "day", "11/24/2015"},
		{"24.11.2015, 22:15 CET", "2015-11-24T22:15:00+01:00", "minute", "24.11.2015, 22:15 CET"},
		{"Tuesday, November 24th, 2015", "2015-11-24", "day", "Tuesday, November 24th, 2015"},
		{"the 24th of November 2015 was", "2015-11-24", "day", "24th of November 2015"},
		{"Tues 24 Nov 2015 12.05 GMT", "2015-11-24T12:05:00Z", "minute", "Tues 24 Nov 2015 12.05 GMT"},
		{"NOV 24, 2015 | 9 PM ET", "2015-11-24T21:00:00-05:00", "minute", "NOV 24, 2015 | 9 PM ET"},
		{"July 4, 2016, 9pm ET", "2016-07-04T21:00:00-04:00", "minute", "July 4, 2016, 9pm ET"},
		{"1:20 PM EST, Wed November 25, 2015", "2015-11-25T13:20:00-05:00", "minute", "1:20 PM EST, Wed November 25, 2015"},
		{"UpdatedNovember 24, 2015Share", "2015-11-24", "day", "November 24, 2015"},
		{"24-Nov-2015 (UTC)", "2015-11-24", "day", "24-Nov-2015"},
		{"24 Nov 2015 10:58 (GMT+5:30)", "2015-11-24T10:58:00+05:30", "minute", "24 Nov 2015 10:58 (GMT+5:30)"},
		{"1058 GMT 24 November 2015", "2015-11-24T10:58:00Z", "minute", "1058 GMT 24 November 2015"},
		{"12:30 am, 1 March 2016", "2016-03-01T00:30:00", "minute", "12:30 am, 1 March 2016"},
		{"24 Nov 2015 10:58 XYZ", "2015-11-24T10:58:00", "minute", "24 Nov 2015 10:58"},
		{"24 November 2015 10.58 million", "2015-11-24", "day", "24 November 2015"},
		{"sept 3, 2014", "2014-09-03", "day", "sept 3, 2014"},
		{"Published Tue, Nov 24 20154:46 AM ESTUpdated an hour ago", "2015-11-24T04:46:00-05:00", "minute", "Tue, Nov 24 20154:46 AM EST"},
		{"November 24, 201511:08 AM UTCUpdated", "2015-11-24T11:08:00Z", "minute", "November 24, 201511:08 AM UTC"},
		{"November 24, 20151", "", "", ""},
		{"4/11/2015", "", "", ""},
		{"30 Feb 2015", "", "", ""},
		{"November 2015", "", "", ""},
		{"you may 5 2015", "", "", ""},
		{"3/24/11/2015", "", "", ""},
		{"room 2015, floor 3", "", "", ""},
		{"May 28", "", "", ""},
	} {
		found := Find(c.in)
		if c.value == "" {
			if len(found) > 0 {
				t.Errorf("%q: found %+v, want nothing", c.in, found)
			}
			continue
		}
		if len(found) != 1 {
			t.Errorf("%q: %d dates, want 1", c.in, len(found))
			continue
		}
		if f := found[0]; f.Value != c.value || f.Precision != c.precision || f.Span.In(c.in) != c.words {
			t.Errorf("%q: %s %s %q", c.in, f.Value, f.Precision, f.Span.In(c.in))
		}
	}
}

func TestFindSeveral(t *testing.T) {
	in := "Posted: Dec 22, 2014 8:25 AM EST | Last Updated: January 2, 2015"
	found := Find(in)
	if len(found) != 2 || found[0].Value != "2014-12-22T08:25:00-05:00" || found[1].Value != "2015-01-02" {
		t.Errorf("%+v", found)
	}
}

func TestOnly(t *testing.T) {
	if _, ok := Only(" - Sunday , May 28 2017 | "); !ok {
		t.Error("a bare date is not seen")
	}
	if _, ok := Only("Born on May 28 2017"); ok {
		t.Error("a sentence is taken for a bare date")
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"Sunday , May 28 2017", "10:58 IST, 24 Nov 2015", "2015-11-24T10:58:07+05:30 2015/11/24", "1 1 1 2000 2000", "é2015–11–24"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, d := range Find(s) {
			if d.Span.Start < end || d.Span.End <= d.Span.Start || d.Span.End > len(s) {
				t.Fatalf("span %v after %d in %d bytes", d.Span, end, len(s))
			}
			end = d.Span.End
			if utf8.ValidString(s) && !utf8.ValidString(d.Span.In(s)) {
				t.Fatalf("span %v cuts a character", d.Span)
			}
			if !strings.Contains(d.Span.In(s), d.Value[:4]) {
				t.Fatalf("%q does not hold the year of %s", d.Span.In(s), d.Value)
			}
			if again := Find(d.Span.In(s)); len(again) != 1 || again[0].Value[:10] != d.Value[:10] {
				t.Fatalf("%q alone gives %+v, not %s", d.Span.In(s), again, d.Value)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Published 10:58 IST, 24 Nov 2015. In 2014 the body said that 2000 of 1999 1998 1997 were gone. ", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text)
	}
}
