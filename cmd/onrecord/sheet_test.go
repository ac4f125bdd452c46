package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// A snippet shows its marks and nothing else that could steer a terminal.
func TestSnippetMarksWhatIsSearchedForAndIsSafe(t *testing.T) {
	passage := onrecord.Snippet{Text: "the \x1b[31mbridge\x1b]0;x\x07 over\u202e it", Marks: []onrecord.Span{{Start: 9, End: 15}}}
	if got, want := snippet(passage, ""), "the [31m"+markOpen+"bridge"+markEnd+"]0;x over it"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := snippet(onrecord.Snippet{}, "a\nb\x07"); got != "a b" {
		t.Errorf("without a passage: %q", got)
	}
	s := &sheet{width: 12}
	s.marked(2, "one "+markOpen+"two three"+markEnd+" four")
	if got := strings.NewReplacer(markOpen, "<", markEnd, ">").Replace(s.out.String()); strings.Count(got, "\n") < 2 || !strings.Contains(got, "<two") {
		t.Errorf("wrapped: %q", got)
	}
}

func TestChartChoosesAPeriodThatFits(t *testing.T) {
	month := func(n int) onrecord.Tally {
		return onrecord.Tally{Value: fmt.Sprintf("%04d-%02d", 2000+n/12, n%12+1), N: 1 + n%3}
	}
	for _, c := range []struct {
		months     []int
		rows       int
		first, end string
	}{
		{[]int{0}, 1, "2000-01", "2000-01"},
		{[]int{0, 3}, 4, "2000-01", "2000-04"},
		{[]int{10, 33}, 24, "2000-11", "2002-10"},
		{[]int{10, 34}, 9, "2000 Q4", "2002 Q4"},
		{[]int{0, 100}, 9, "2000", "2008"},
		{[]int{0, 12 * 40, 12 * 90}, 3, "2000", "2090"},
	} {
		var months []onrecord.Tally
		for _, n := range c.months {
			months = append(months, month(n))
		}
		s := &sheet{width: 100}
		s.chart(months)
		rows := strings.Split(strings.TrimSuffix(s.out.String(), "\n"), "\n")
		if len(rows) != c.rows || !strings.Contains(rows[0], c.first) || !strings.Contains(rows[len(rows)-1], c.end) {
			t.Errorf("%v: %d rows\n%s", c.months, len(rows), s.out.String())
		}
	}
	s := &sheet{width: 100}
	s.chart([]onrecord.Tally{{Value: "", N: 3}, {Value: "soon", N: 1}})
	if s.out.Len() > 0 {
		t.Errorf("months that are none: %q", s.out.String())
	}
}

func TestNumbersForPeople(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1000: "-1,000", -100: "-100"} {
		if got := thousands(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1.0 kB", 2_500_000: "2.5 MB", 7e15: "7000.0 TB"} {
		if got := size(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}
