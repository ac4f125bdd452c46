package comparison

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
)

// wording is what a verdict or a flag is called for people. It speaks of the
// transcript and never says that a quotation is false.
var wording = map[string]string{
	string(onrecord.Exact):         "word for word",
	string(onrecord.Elided):        "words left out, with a mark of it",
	string(onrecord.Spliced):       "two passages joined with no mark",
	string(onrecord.Altered):       "words differ",
	string(onrecord.Reordered):     "in another order",
	string(onrecord.Misattributed): "somebody else's words in the transcript",
	string(onrecord.NotFound):      "not found",

	string(onrecord.FlagUnquoted):         "given without quotation marks",
	string(onrecord.FlagCutStart):         "begins in mid-sentence",
	string(onrecord.FlagCutEnd):           "ends in mid-sentence",
	string(onrecord.FlagMinor):            "minor",
	string(onrecord.FlagContent):          "changes a content word",
	string(onrecord.FlagMeaning):          "changes the sense",
	string(onrecord.FlagSpelling):         "spelt otherwise",
	string(onrecord.FlagBracketed):        "the article's own words in brackets",
	string(onrecord.FlagConditionDropped): "a condition is left out",
	string(onrecord.FlagInterrupted):      "the speaker is interrupted",
	string(onrecord.FlagCrossTurn):        "passages from different turns",
	string(onrecord.FlagRelayed):          "the speaker passes on somebody else's words",
	string(onrecord.FlagNearPhrase):       "half of the words stand in another statement",
	string(onrecord.FlagAlsoAltered):      "words differ as well",
	string(onrecord.FlagAlsoElided):       "words are left out as well",
	string(onrecord.FlagNeedsQuestion):    "hard to understand without the question",
}

// Verdict is what a check came to, in words.
func Verdict(c *onrecord.Check) string { return wording[string(c.Verdict)] }

// Flags are a check's flags in words; those unknown to this version stand as
// they are.
func Flags(c *onrecord.Check) []string {
	var out []string
	for _, f := range c.Flags {
		words, ok := wording[string(f)]
		if !ok {
			words = strings.ReplaceAll(string(f), "_", " ")
		}
		out = append(out, words)
	}
	return out
}

// Against says what a check was held against: "this official transcript of 23
// November 2015", or that it calls itself edited.
func Against(t *onrecord.Transcript) string {
	what := "this transcript"
	switch {
	case noticed(t, onrecord.NoticePrepared):
		what = "this text, prepared before it was spoken"
	case noticed(t, onrecord.NoticeEdited):
		what = "this transcript, which calls itself edited"
	case noticed(t, onrecord.NoticePartial):
		what = "this transcript, which is not whole"
	}
	if d, ok := t.SpokenDate(); ok {
		what += ", spoken on " + Day(d.Value)
	}
	return what
}

func noticed(t *onrecord.Transcript, kind onrecord.NoticeKind) bool {
	for _, n := range t.Notices {
		if n.Kind == kind {
			return true
		}
	}
	return false
}

// Summary counts the checks by verdict, in the order of precedence.
func Summary(v *onrecord.Verification) string {
	counts := map[onrecord.Verdict]int{}
	for i := range v.Checks {
		counts[v.Checks[i].Verdict]++
	}
	var parts []string
	for _, verdict := range []onrecord.Verdict{onrecord.Exact, onrecord.Elided, onrecord.Altered, onrecord.Spliced,
		onrecord.Reordered, onrecord.Misattributed, onrecord.NotFound} {
		if n := counts[verdict]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, wording[string(verdict)]))
		}
	}
	return strings.Join(parts, " · ")
}
