package pages

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// chart is a column chart for inline SVG: figures alone, so that nothing in it
// has to be trusted.
type chart struct {
	Width, Height int
	Base          int // where columns stand
	Columns       []column
	Most, Total   int
	First, Last   string
	Capped        bool
}

type column struct {
	X, Y, Width, Height int
	Label               string // the period
	N                   int
	URL                 string // what it counts
	Tick                bool   // its label stands below it
	Middle              int
}

const (
	chartWidth, chartHeight = 720, 150
	chartColumns            = 48
)

// chartOf draws statements over time; nil where fewer than two periods have any.
// link gives the address of what was published from one day on and before another.
func chartOf(t onrecord.Timeline, link func(after, before string) string) *chart {
	periods := onrecord.Periods(t.Months, chartColumns)
	if len(periods) < 2 {
		return nil
	}
	c := &chart{Width: chartWidth, Height: chartHeight, Base: chartHeight - 22, First: periods[0].Value, Last: periods[len(periods)-1].Value, Capped: t.Capped}
	for _, p := range periods {
		c.Most, c.Total = max(c.Most, p.N), c.Total+p.N
	}
	step := max(chartWidth/len(periods), 3)
	c.Width = step * len(periods)
	every := (len(periods) + 7) / 8
	for i, p := range periods {
		height := p.N * (c.Base - 14) / max(c.Most, 1)
		if p.N > 0 {
			height = max(height, 2)
		}
		col := column{X: i * step, Y: c.Base - height, Width: max(step-2, 1), Height: height, Label: p.Value, N: p.N, Tick: i%every == 0 && i+every/2 <= len(periods), Middle: i*step + step/2}
		if after, before := bounds(p.Value); link != nil && p.N > 0 {
			col.URL = link(after, before)
		}
		c.Columns = append(c.Columns, col)
	}
	return c
}

// bounds are the first day of a period and that of the next.
func bounds(period string) (after, before string) {
	year, part, _ := strings.Cut(strings.ReplaceAll(period, " Q", "-Q"), "-")
	n := 0
	for _, r := range year {
		n = 10*n + int(r-'0')
	}
	next := func(month int) string {
		if month > 12 {
			return day4(n+1) + "-01-01"
		}
		return day4(n) + "-" + day2(month) + "-01"
	}
	switch {
	case part == "":
		return next(1), next(13)
	case part[0] == 'Q':
		q := int(part[1]-'1')*3 + 1
		return next(q), next(q + 3)
	}
	month := 10*int(part[0]-'0') + int(part[1]-'0')
	return next(month), next(month + 1)
}

func day2(n int) string { return string([]byte{byte('0' + n/10%10), byte('0' + n%10)}) }
func day4(n int) string { return day2(n/100) + day2(n%100) }
