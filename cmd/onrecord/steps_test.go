package main

import (
	"strings"
	"testing"
	"time"
)

func TestSizesAreDrawnAsSteps(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	got := strings.Join(drawSteps([]step{
		{day("2015-01-01"), 60, true, false}, {day("2015-07-01"), 62, false, false}, {day("2015-12-31"), 65, false, true}, {day("2015-12-31"), 62, false, true},
	}, 24), "\n")
	want := strings.Join([]string{
		"   65 ┤                       !",
		"      ┤                       │",
		"      ┤                       │",
		"      ┤           ●───────────!",
		"      ┤           │",
		"   60 ┤○──────────│",
		"       2015-01-01    2015-12-31",
	}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
