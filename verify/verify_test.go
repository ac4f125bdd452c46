package verify_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/verify"
)

// spoken makes a transcript of paragraphs "LABEL: what is said"; a paragraph
// without a label goes on with the turn before. Words in (brackets and
// capitals) are directions.
func spoken(paragraphs ...string) onrecord.Transcript {
	t := onrecord.Transcript{ID: "t", Text: strings.Join(paragraphs, "\n\n")}
	at := 0
	for _, p := range paragraphs {
		start := at
		if label, _, ok := strings.Cut(p, ": "); ok && label == strings.ToUpper(label) {
			t.Turns = append(t.Turns, onrecord.Turn{Label: onrecord.Span{Start: at, End: at + len(label)}})
			start += len(label) + 2
		}
		turn := &t.Turns[len(t.Turns)-1]
		turn.Speech = append(turn.Speech, onrecord.Span{Start: start, End: at + len(p)})
		at += len(p) + 2
	}
	return t
}

// article makes a record of a text with one statement by a speaker around the
// stretch between ⟦ and ⟧, which are cut out, and gives that stretch.
func article(text, speaker string) (onrecord.Record, onrecord.Span) {
	from := strings.Index(text, "⟦")
	text = strings.Replace(text, "⟦", "", 1)
	to := strings.Index(text, "⟧")
	text = strings.Replace(text, "⟧", "", 1)
	r := onrecord.Record{Article: onrecord.Article{Text: text}}
	span := onrecord.Span{Start: from, End: to}
	if speaker != "" {
		s := onrecord.Statement{ID: "s1", Kind: onrecord.Direct, Content: []onrecord.Span{span},
			Speaker: onrecord.Speaker{Name: speaker, Kind: onrecord.Person, Confidence: 0.95}}
		if i := strings.Index(text, speaker); i >= 0 {
			s.Source = []onrecord.Span{{Start: i, End: i + len(speaker)}}
		}
		r.Statements = []onrecord.Statement{s}
	}
	return r, span
}

var harbour = spoken(
	"Q: Will the harbour close before the winter storms, and who pays for it?",
	"MS. TAMM: Nobody pays for that. The harbour will stay open for six months, and the council has promised two ferries a day.",
	"We asked Senator Lund for 20 thousand crowns. He did not answer our letter. If the dam holds, we will open the lower gate in March.",
	"(LAUGHTER)",
	"I don't think the fishermen were ever told about the new tariff; they read it in the paper. That is a scandal.",
	"Q: A colleague of mine wrote, \"the gates are rotten to the core,\" and then he resigned. Your answer?",
	"MR. VENN: The gates were painted in the spring. We can live with some rust, as everybody at the port knows very well. Let me say one thing more. The port is the heart of this town, and it must not be sold to strangers.",
)

func TestVerdicts(t *testing.T) {
	for name, c := range map[string]struct {
		text, speaker string
		verdict       onrecord.Verdict
		flags         string
		passages      string // joined by " | "
	}{
		"word for word": {`“⟦The harbour will stay open for six months, and the council has promised two ferries a day.⟧” Tamm said.`, "Tamm",
			onrecord.Exact, "", "The harbour will stay open for six months, and the council has promised two ferries a day"},
		"other marks and case": {`"⟦they READ it in the paper - that is a scandal⟧," Tamm said.`, "Tamm",
			onrecord.Exact, "", "they read it in the paper. That is a scandal"},
		"an ellipsis": {`“⟦The harbour will stay open … the council has promised two ferries a day.⟧” Tamm said.`, "Tamm",
			onrecord.Elided, "", "The harbour will stay open | the council has promised two ferries a day"},
		"the cue hides a gap": {`“⟦Nobody pays for that,” Tamm said. “He did not answer our letter.⟧”`, "Tamm",
			onrecord.Elided, "interrupted", "Nobody pays for that | He did not answer our letter"},
		"the cue hides nothing": {`“⟦Nobody pays for that,” Tamm said. “The harbour will stay open for six months.⟧”`, "Tamm",
			onrecord.Exact, "cut_end_mid_sentence interrupted", "Nobody pays for that. The harbour will stay open for six months"},
		"sentences joined without a mark": {`“⟦Nobody pays for that. He did not answer our letter.⟧” Tamm said.`, "Tamm",
			onrecord.Spliced, "", "Nobody pays for that | He did not answer our letter"},
		"exchanged": {`“⟦That is a scandal. I don't think the fishermen were ever told about the new tariff.⟧” Tamm said.`, "Tamm",
			onrecord.Reordered, "", "That is a scandal | I don't think the fishermen were ever told about the new tariff"},
		"a function word dropped": {`“⟦The harbour will stay open for six months, and council has promised two ferries a day.⟧” Tamm said.`, "Tamm",
			onrecord.Altered, "minor", "The harbour will stay open for six months, and the council has promised two ferries a day"},
		"a content word changed": {`“⟦The harbour will stay open for six months, and the mayor has promised two ferries a day.⟧” Tamm said.`, "Tamm",
			onrecord.Altered, "content", "The harbour will stay open for six months, and the council has promised two ferries a day"},
		"a number changed": {`“⟦The harbour will stay open for nine months, and the council has promised two ferries a day.⟧” Tamm said.`, "Tamm",
			onrecord.Altered, "meaning", "The harbour will stay open for six months, and the council has promised two ferries a day"},
		"a negation dropped": {`“⟦The port is the heart of this town, and it must be sold to strangers.⟧” Venn said.`, "Venn",
			onrecord.Altered, "meaning", "The port is the heart of this town, and it must not be sold to strangers"},
		"a modal changed": {`“⟦The port is the heart of this town, and it may not be sold to strangers.⟧” Venn said.`, "Venn",
			onrecord.Altered, "meaning", "The port is the heart of this town, and it must not be sold to strangers"},
		"a name changed": {`“⟦We asked Senator Marsh for 20 thousand crowns.⟧” Tamm said.`, "Tamm",
			onrecord.Altered, "meaning", "We asked Senator Lund for 20 thousand crowns"},
		"spellings": {`“⟦We asked Sen. Lund for twenty thousand crowns. He did not answer our letter.⟧” Tamm said.`, "Tamm",
			onrecord.Altered, "minor spelling", "We asked Senator Lund for 20 thousand crowns. He did not answer our letter"},
		"a contraction": {`“⟦He didn’t answer our letter.⟧” Tamm said.`, "Tamm",
			onrecord.Altered, "minor", "He did not answer our letter"},
		"the article's own words": {`“⟦[The senator] did not answer our letter.⟧” Tamm said.`, "Tamm",
			onrecord.Exact, "bracketed", "did not answer our letter"},
		"the article's aside": {`“⟦We asked Senator Lund (the older one) for 20 thousand crowns.⟧” Tamm said.`, "Tamm",
			onrecord.Exact, "bracketed", "We asked Senator Lund for 20 thousand crowns"},
		"an aside of the speaker's": {`“⟦We can live with some rust (as everybody at the port knows very well).⟧” Venn said.`, "Venn",
			onrecord.Exact, "", "We can live with some rust, as everybody at the port knows very well"},
		"a title within the cue": {`“⟦Nobody pays for that,” Tamm told the “Daily Tide” on Monday. “The harbour will stay open for six months, and the council has promised two ferries a day.⟧”`, "Tamm",
			onrecord.Exact, "interrupted", "Nobody pays for that. The harbour will stay open for six months, and the council has promised two ferries a day"},
		"somebody else said it": {`“⟦The gates were painted in the spring.⟧” Tamm said.`, "Tamm",
			onrecord.Misattributed, "", "The gates were painted in the spring"},
		"a question given to the one who answered": {`“⟦Will the harbour close before the winter storms?⟧” Tamm said.`, "Tamm",
			onrecord.Misattributed, "cut_end_mid_sentence", "Will the harbour close before the winter storms"},
		"read out by another": {`“⟦The gates are rotten to the core,⟧” Venn said.`, "Venn",
			onrecord.Exact, "relayed", "the gates are rotten to the core"},
		"a condition left out": {`“⟦We will open the lower gate in March,⟧” Tamm said.`, "Tamm",
			onrecord.Exact, "cut_start_mid_sentence condition_dropped", "we will open the lower gate in March"},
		"a condition kept in other words": {`If the dam is still standing, Tamm said, “⟦we will open the lower gate in March.⟧”`, "Tamm",
			onrecord.Exact, "", "we will open the lower gate in March"},
		"without marks": {`Tamm told us that ⟦the council has promised two ferries a day⟧, the town heard.`, "Tamm",
			onrecord.Exact, "unquoted", "the council has promised two ferries a day"},
		"only with its question": {`“⟦Nobody pays for that,⟧” Tamm said.`, "Tamm",
			onrecord.Exact, "needs_question", "Nobody pays for that"},
		"nowhere": {`“⟦The lighthouse keeper has a very small dog,⟧” Tamm said.`, "Tamm",
			onrecord.NotFound, "", ""},
		"words of another statement": {`“⟦I don't think the council was ever asked,⟧” Tamm said.`, "Tamm",
			onrecord.NotFound, "near_phrase", ""},
		"a false start kept": {`“⟦The port is the heart of this — the heart of this town.⟧” Venn said.`, "Venn",
			onrecord.Altered, "cut_end_mid_sentence minor", "The port is the heart of this town"},
		"over a direction": {`“⟦We will open the lower gate in March. I don't think the fishermen were ever told.⟧” Tamm said.`, "Tamm",
			onrecord.Exact, "cut_start_mid_sentence cut_end_mid_sentence condition_dropped", "we will open the lower gate in March.\n\n(LAUGHTER)\n\nI don't think the fishermen were ever told"},
	} {
		t.Run(name, func(t *testing.T) {
			record, span := article(c.text, c.speaker)
			check := verify.Verify(record, []onrecord.Transcript{harbour}, verify.Options{Quotes: []onrecord.Span{span}}).Checks[0]
			if check.Verdict != c.verdict {
				t.Errorf("verdict %s, want %s", check.Verdict, c.verdict)
			}
			var flags, passages []string
			for _, f := range check.Flags {
				flags = append(flags, string(f))
			}
			for _, p := range check.Passages {
				passages = append(passages, p.In(harbour.Text))
			}
			if got := strings.Join(flags, " "); got != c.flags {
				t.Errorf("flags %q, want %q", got, c.flags)
			}
			if got := strings.Join(passages, " | "); got != c.passages {
				t.Errorf("passages %q, want %q", got, c.passages)
			}
			if t.Failed() {
				t.Log(check.Reasons, check.Diff)
			}
		})
	}
}

func TestTheDiffGoesFromTheTranscriptToTheArticle(t *testing.T) {
	record, span := article(`“⟦The harbour will stay shut for six months, and I've promised two ferries⟧” Tamm said.`, "Tamm")
	check := verify.Verify(record, []onrecord.Transcript{harbour}, verify.Options{Quotes: []onrecord.Span{span}}).Checks[0]
	var got []string
	for _, e := range check.Diff {
		got = append(got, e.Op+e.Text)
	}
	want := []string{"=The harbour will stay", "-open", "+shut", "=for six months and", "-the council has", "+I've", "=promised two ferries"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	record, span = article(`“⟦I do not think the fishermen were ever told⟧,” Tamm said.`, "Tamm")
	check = verify.Verify(record, []onrecord.Transcript{harbour}, verify.Options{Quotes: []onrecord.Span{span}}).Checks[0]
	got = nil
	for _, e := range check.Diff {
		got = append(got, e.Op+e.Text)
	}
	if want := []string{"=I", "-don't", "+do not", "=think the fishermen were ever told"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestASpanOutsideTheTextIsNotFound(t *testing.T) {
	record, _ := article("Short.⟦⟧", "")
	for _, span := range []onrecord.Span{{Start: -3, End: 4}, {Start: 2, End: 900}, {Start: 5, End: 2}, {}} {
		check := verify.Verify(record, []onrecord.Transcript{harbour}, verify.Options{Quotes: []onrecord.Span{span}}).Checks[0]
		if check.Verdict != onrecord.NotFound || check.Transcript != -1 {
			t.Errorf("%v: %s in %d", span, check.Verdict, check.Transcript)
		}
	}
}

func TestTheTranscriptThatHasTheWordsIsNamed(t *testing.T) {
	record, span := article(`“⟦The gates were painted in the spring.⟧” Venn said.`, "Venn")
	other := spoken("MR. OAK: The fences were painted in the summer, and that was that.")
	check := verify.Verify(record, []onrecord.Transcript{other, harbour}, verify.Options{Quotes: []onrecord.Span{span}}).Checks[0]
	if check.Transcript != 1 || check.Verdict != onrecord.Exact || check.Speaker != "MR. VENN" {
		t.Errorf("%s in %d by %q", check.Verdict, check.Transcript, check.Speaker)
	}
}
