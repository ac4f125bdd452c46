package comparison

import (
	"cmp"
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
	string(onrecord.FlagInterrupted):      "parted by the article's words",
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

// notices introduce what a transcript says of itself.
var notices = map[onrecord.NoticeKind]string{
	onrecord.NoticeEdited:   "It calls itself edited",
	onrecord.NoticePartial:  "It is not whole",
	onrecord.NoticeDates:    "Its dates contradict each other",
	onrecord.NoticeZone:     "Its time zone was not in force on that day",
	onrecord.NoticePrepared: "It was prepared before it was spoken",
}

// Notice is what a transcript says of itself, in a sentence with the evidence.
func Notice(n onrecord.Notice) string {
	what, ok := notices[n.Kind]
	if !ok {
		what = strings.ReplaceAll(string(n.Kind), "_", " ")
	}
	return what + ": “" + n.Evidence + "”"
}

// Notes are what several checks show together, in sentences with the numbers
// of the checks from 1. What a transcript says of itself is not among them:
// that stands under the transcript.
func Notes(v *onrecord.Verification) []string {
	var out []string
	for _, n := range v.Notes {
		if n.Kind == onrecord.NoteTranscript || n.Text == "" {
			continue
		}
		text := strings.ToUpper(n.Text[:1]) + n.Text[1:]
		if len(n.Checks) > 0 {
			numbers := make([]string, len(n.Checks))
			for i, c := range n.Checks {
				numbers[i] = fmt.Sprint(c + 1)
			}
			text += " (" + strings.Join(numbers, ", ") + ")"
		}
		out = append(out, text)
	}
	return out
}

// Differs tells whether a check's diff has words that only one side has.
func Differs(c *onrecord.Check) bool {
	for _, e := range c.Diff {
		if e.Op != "=" {
			return true
		}
	}
	return false
}

// Said is who speaks, in a line.
func Said(by onrecord.Speaker) string {
	who := by.Name
	switch {
	case by.Kind == onrecord.Unknown || by.Kind == "":
		who = "unknown"
	case by.Kind == onrecord.Unnamed:
		who = cmp.Or(who, "somebody unnamed") + " (unnamed)"
	}
	if by.Role != "" {
		who += ", " + by.Role
	}
	if by.OnBehalfOf != "" {
		who += ", for " + by.OnBehalfOf
	}
	return who
}
