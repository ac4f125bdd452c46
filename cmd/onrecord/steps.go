package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// stepRows is how high the chart of sizes is at most.
const stepRows = 10

// step is a size claimed on a day.
type step struct {
	day      time.Time
	size     int
	rough    bool
	disputed bool
}

// sizes writes the sizes that are claimed: a chart where they change over time.
func (s *sheet) sizes(p onrecord.BlocProfile) {
	steps := stepsOf(p)
	tallies := claimTallies(p.Claims, onrecord.BlocSize)
	if len(tallies) == 0 {
		return
	}
	s.blank()
	s.line(0, styleTitle, "Claimed size over time")
	s.tallies("  sizes", tallies)
	if len(steps) > 1 && steps[0].day != steps[len(steps)-1].day {
		for _, row := range drawSteps(steps, min(s.width-10, 70)) {
			s.out.WriteString("  " + row + "\n")
		}
	}
}

// stepsOf are the sizes claimed on a day, in order.
func stepsOf(p onrecord.BlocProfile) (out []step) {
	for _, c := range p.Claims {
		day, err := time.Parse(time.DateOnly, c.Article.Day)
		size, err2 := strconv.Atoi(c.Value)
		if c.Type != onrecord.BlocSize || err != nil || err2 != nil {
			continue
		}
		disputed := slices.ContainsFunc(p.Disputes, func(d onrecord.BlocDispute) bool {
			return d.By == "size" && (same(d.Then, c) || same(d.Later, c))
		})
		out = append(out, step{day, size, c.Approximate, disputed})
	}
	slices.SortStableFunc(out, func(a, b step) int { return a.day.Compare(b.day) })
	return out
}

func same(a, b onrecord.FoundClaim) bool {
	return a.Article.ID == b.Article.ID && a.Type == b.Type && a.Value == b.Value && a.Text == b.Text
}

// drawSteps draws sizes as steps: ● a size, ○ about so many, ! one that another
// claim within days disputes; lines hold the last size until the next. The
// first and last day stand below.
func drawSteps(steps []step, width int) []string {
	least, most := steps[0].size, steps[0].size
	for _, p := range steps {
		least, most = min(least, p.size), max(most, p.size)
	}
	rows := min(stepRows, most-least+1)
	level := func(size int) int {
		if most == least {
			return 0
		}
		return (most - size) * (rows - 1) / (most - least)
	}
	first, last := steps[0].day, steps[len(steps)-1].day
	days := max(1, int(last.Sub(first)/(24*time.Hour)))
	column := func(day time.Time) int { return int(day.Sub(first)/(24*time.Hour)) * (width - 1) / days }
	grid := make([][]rune, rows)
	for y := range grid {
		grid[y] = []rune(strings.Repeat(" ", width))
	}
	put := func(x, y int, r rune) {
		if old := grid[y][x]; old == ' ' || r == '!' || (r == '●' || r == '○') && old != '!' {
			grid[y][x] = r
		}
	}
	for i, p := range steps {
		x, y := column(p.day), level(p.size)
		if i > 0 {
			before := level(steps[i-1].size)
			for k := column(steps[i-1].day); k < x; k++ {
				put(k, before, '─')
			}
			for k := min(y, before); k <= max(y, before); k++ {
				put(x, k, '│')
			}
		}
		put(x, y, map[bool]rune{true: '○', false: '●'}[p.rough])
		if p.disputed {
			put(x, y, '!')
		}
	}
	var out []string
	for y := range grid {
		label := ""
		if y == 0 {
			label = strconv.Itoa(most)
		} else if y == rows-1 {
			label = strconv.Itoa(least)
		}
		out = append(out, fmt.Sprintf("%5s ┤%s", label, strings.TrimRight(string(grid[y]), " ")))
	}
	from, to := first.Format(time.DateOnly), last.Format(time.DateOnly)
	return append(out, strings.Repeat(" ", 7)+from+strings.Repeat(" ", max(1, width-len(from)-len(to)))+to)
}
