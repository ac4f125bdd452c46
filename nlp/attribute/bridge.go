package attribute

import (
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
)

// longestBridge is how many bytes the words between two pieces of one content
// have at most where these are taken for content too.
const longestBridge = 120

// bridge joins pieces of one statement's content that stand in one sentence
// with nothing between them that the tagger takes for anything: nobody's
// cue, source or content parts them, so it is their own middle that was not
// sure enough. Rule: bridged.
func (a *article) bridge(all []Candidate) {
	var taken []onrecord.Span
	for i := range all {
		taken = append(append(append(taken, all[i].Content...), all[i].Cue...), all[i].Source...)
	}
	sort.Slice(taken, func(i, j int) bool { return taken[i].Start < taken[j].Start })
	for i := range all {
		c := &all[i]
		kept := c.Content[:0]
		for _, s := range c.Content {
			if n := len(kept); n > 0 && a.bridges(onrecord.Span{Start: kept[n-1].End, End: s.Start}, taken) {
				kept[n-1].End = s.End
				continue
			}
			kept = append(kept, s)
		}
		c.Content = kept
	}
}

// bridges tells whether the words of gap belong to what stands on both sides.
func (a *article) bridges(gap onrecord.Span, taken []onrecord.Span) bool {
	if gap.Len() <= 0 || gap.Len() > longestBridge {
		return false
	}
	if text := gap.In(a.q.Text); strings.Contains(text, "\n") || strings.ContainsAny(text, "“”\"«»") {
		return false
	}
	for k := a.at(gap.Start); k < len(a.words) && a.words[k].span.Start <= gap.End; k++ {
		if a.words[k].start {
			return false
		}
	}
	first := sort.Search(len(taken), func(i int) bool { return taken[i].Start >= gap.Start })
	return first == len(taken) || taken[first].Start >= gap.End
}
