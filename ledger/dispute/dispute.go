// Package dispute finds claims of one bloc that do not go together: input,
// claims; output, pairs from two articles: two sizes within days of each other,
// or one country as a member and as one that refused, or left before it was
// called a member. Method: values are compared as they stand. Sizes that differ by one or two
// are told apart too, for some count the others and some count all; a reader
// sees both texts and judges. It gives no verdict, and nothing of claims
// without a day, of near copies of one article, or of what hangs on a condition.
package dispute

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

const (
	// daysOfSize is within how many days two sizes are held against each other.
	daysOfSize = 7
	// daysOfMember is the same of being and not being a member.
	daysOfMember = 90
	// roughly is by how much of the greater an approximate size may be off.
	roughly = 0.2
)

// Pairs gives at most so many disputes, by day of the later claim, each two
// values once.
func Pairs(claims []onrecord.FoundClaim, most int) []onrecord.BlocDispute {
	sorted := slices.Clone(claims)
	slices.SortStableFunc(sorted, func(a, b onrecord.FoundClaim) int { return strings.Compare(a.Article.Day, b.Article.Day) })
	var out []onrecord.BlocDispute
	seen := map[string]bool{}
	for j := range sorted {
		for i := j - 1; i >= 0 && len(out) < most; i-- {
			a, b := &sorted[i], &sorted[j]
			apart, ok := days(a.Article.Day, b.Article.Day)
			if !ok || apart > daysOfMember {
				break
			}
			by := differs(a, b, apart)
			key := by + "\x00" + min(a.Value, b.Value) + "\x00" + max(a.Value, b.Value)
			if by == "" || seen[key] || source(a) == source(b) {
				continue
			}
			seen[key] = true
			out = append(out, onrecord.BlocDispute{By: by, Then: *a, Later: *b})
		}
	}
	return out
}

// source is the article that a claim stands in, or the one that this copies.
func source(c *onrecord.FoundClaim) string {
	if c.Article.NearCopyOf != "" {
		return c.Article.NearCopyOf
	}
	return c.Article.ID
}

// days is how many days lie between two; false where one is none.
func days(from, to string) (int, bool) {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	return int(b.Sub(a).Hours() / 24), err == nil && err2 == nil
}

// differs is by what two claims, a not later than b, do not go together, or "".
func differs(a, b *onrecord.FoundClaim, apart int) string {
	if a.Condition != "" || b.Condition != "" {
		return ""
	}
	if a.Type == onrecord.BlocSize && b.Type == onrecord.BlocSize {
		if apart <= daysOfSize && sizesDiffer(a, b) {
			return "size"
		}
		return ""
	}
	if !strings.EqualFold(a.Value, b.Value) {
		return ""
	}
	for _, pair := range [][2]onrecord.BlocClaimType{{onrecord.BlocMember, onrecord.BlocRefusedMember},
		{onrecord.BlocRefusedMember, onrecord.BlocMember}, {onrecord.BlocFormerMember, onrecord.BlocMember}} {
		if a.Type == pair[0] && b.Type == pair[1] {
			return "membership"
		}
	}
	return ""
}

// sizesDiffer tells whether two sizes are not the same, as far as they say.
func sizesDiffer(a, b *onrecord.FoundClaim) bool {
	x, err := strconv.Atoi(a.Value)
	y, err2 := strconv.Atoi(b.Value)
	if err != nil || err2 != nil || x == y {
		return false
	}
	if a.Approximate || b.Approximate {
		return float64(max(x, y)-min(x, y)) > roughly*float64(max(x, y))
	}
	return true
}
