package verify_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/verify"
)

var port = spoken(
	"Q: Do you find that the fleet is shrinking?",
	"MS. TAMM: There's no sign of that.",
	"Q: And the northern villages, what are they doing?",
	"MS. TAMM: They have built a smokehouse without asking us. And that smokehouse stands on council land, as everybody knows. So we have said that if the villages are ready to pay the old rent and to open their books, and to sell the boats to the guild, then we would welcome them in the cooperative.",
	"Q: What about the lighthouse, will it be manned next winter?",
	"MR. VENN: The lighthouse is a matter for the coast guard, and it will be manned by two keepers.",
	"Q: Ms. Tamm, one more on the ferry.",
	"MS. TAMM: The ferry leaves at nine, as it always did, and nobody has asked for another hour.",
)

// story makes a record of an article; statements are given as their content's
// kind, text and speaker.
func story(title, text string, statements ...[3]string) onrecord.Record {
	r := onrecord.Record{Article: onrecord.Article{Title: title, Text: text}}
	for i, s := range statements {
		at := strings.Index(text, s[1])
		if at < 0 {
			panic("no such statement: " + s[1])
		}
		r.Statements = append(r.Statements, onrecord.Statement{ID: string(rune('a' + i)), Kind: onrecord.Kind(s[0]),
			Content: []onrecord.Span{{Start: at, End: at + len(s[1])}},
			Speaker: onrecord.Speaker{Name: s[2], Kind: onrecord.Person, Confidence: 0.9}})
	}
	return r
}

func TestWhatTheArticleGivesIsFound(t *testing.T) {
	text := "The villages may join if they pay the old rent, Inge Tamm has said.\n\n" +
		"“The ferry leaves at nine, as it always did,” she said.\n\n" +
		"The so-called “smoke house” has been standing since May. That smokehouse stands on council land, as everybody knows, the town heard.\n\n" +
		"“They have built a smokehouse without asking us,” Tamm said. She called it “a matter for the coast guard.”"
	record := story("Villages welcome in cooperative if they pay rent", text,
		[3]string{"indirect", "The villages may join if they pay the old rent", "Inge Tamm"},
		[3]string{"direct", "“The ferry leaves at nine, as it always did,”", "Inge Tamm"},
		[3]string{"direct", "“They have built a smokehouse without asking us,”", "Inge Tamm"},
		[3]string{"mixed", "it “a matter for the coast guard.”", "Inge Tamm"})
	v := verify.Verify(record, []onrecord.Transcript{port}, verify.Options{})
	var got []string
	for _, c := range v.Checks {
		line := string(c.Verdict) + " " + c.Span.In(text)
		for _, f := range c.Flags {
			line += " +" + string(f)
		}
		got = append(got, line)
	}
	want := []string{
		"exact The ferry leaves at nine, as it always did, +cut_end_mid_sentence",
		"exact That smokehouse stands on council land, as everybody knows +unquoted",
		"exact They have built a smokehouse without asking us,",
		"misattributed a matter for the coast guard.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAConditionThatTheArticlesWordsLeaveOut(t *testing.T) {
	text := "The council would welcome the villages in the cooperative, provided they pay the old rent, Inge Tamm said."
	record := story("Villages welcome in cooperative if they pay rent", text,
		[3]string{"indirect", "The council would welcome the villages in the cooperative", "Inge Tamm"})
	v := verify.Verify(record, []onrecord.Transcript{port}, verify.Options{})
	if len(v.Checks) != 1 || !slices.Contains(v.Checks[0].Flags, onrecord.FlagConditionDropped) || !slices.Contains(v.Checks[0].Flags, onrecord.FlagParaphrase) {
		t.Fatalf("%+v", v.Checks)
	}
	var dropped []string
	for _, d := range v.Checks[0].Dropped {
		dropped = append(dropped, d.In(port.Text))
	}
	if want := []string{"and to open their books", "and to sell the boats to the guild"}; !slices.Equal(dropped, want) {
		t.Errorf("left out: %q, want %q", dropped, want)
	}
	if !slices.ContainsFunc(v.Notes, func(n onrecord.Note) bool {
		return n.Kind == onrecord.NoteHeadline && strings.Contains(n.Text, "guild")
	}) {
		t.Errorf("the headline's loss is not noted: %+v", v.Notes)
	}
}

func TestAConditionThatIsKeptIsNoLoss(t *testing.T) {
	text := "If the villages are ready to pay the old rent, to open their books and to sell their boats to the guild, the council would welcome them in the cooperative, Inge Tamm said."
	record := story("", text, [3]string{"indirect", text[:strings.Index(text, ", Inge")], "Inge Tamm"})
	v := verify.Verify(record, []onrecord.Transcript{port}, verify.Options{})
	for _, c := range v.Checks {
		if slices.Contains(c.Flags, onrecord.FlagConditionDropped) {
			t.Errorf("%q: %q", c.Span.In(text), c.Reasons)
		}
	}
}

func TestOrderAndJoinedAnswersAreNoted(t *testing.T) {
	text := "“The ferry leaves at nine,” Tamm said.\n\n“They have built a smokehouse without asking us,” she said.\n\n“There's no sign of that,” she said."
	record := story("", text, [3]string{"direct", "“The ferry leaves at nine,”", "Inge Tamm"},
		[3]string{"direct", "“They have built a smokehouse without asking us,”", "Inge Tamm"}, [3]string{"direct", "“There's no sign of that,”", "Inge Tamm"})
	transcript := port
	transcript.Notices = []onrecord.Notice{{Kind: onrecord.NoticeEdited, Evidence: "edited for length"}}
	v := verify.Verify(record, []onrecord.Transcript{transcript}, verify.Options{})
	var kinds []string
	for _, n := range v.Notes {
		kinds = append(kinds, string(n.Kind))
	}
	if want := []string{"order_reversed", "answers_joined", "answers_joined", "transcript"}; !slices.Equal(kinds, want) {
		t.Errorf("notes %q, want %q: %+v", kinds, want, v.Notes)
	}
	if !slices.Equal(v.Notes[0].Checks, []int{0, 1, 2}) {
		t.Errorf("in reverse order: %v", v.Notes[0].Checks)
	}
	asked := strings.Replace(text, "she said.\n\n“There's", "she said when asked about the villages.\n\n“There's", 1)
	record.Article.Text = asked
	for i, content := range []string{"“The ferry leaves at nine,”", "“They have built a smokehouse without asking us,”", "“There's no sign of that,”"} {
		at := strings.Index(asked, content)
		record.Statements[i].Content = []onrecord.Span{{Start: at, End: at + len(content)}}
	}
	joined := 0
	for _, n := range verify.Verify(record, []onrecord.Transcript{port}, verify.Options{}).Notes {
		if n.Kind == onrecord.NoteJoined {
			joined++
		}
	}
	if joined != 1 {
		t.Errorf("%d joined answers where the article tells of one question", joined)
	}
}

func TestAShortQuotationIsTheOneNearTheOthers(t *testing.T) {
	long := strings.Repeat("The boats are old and the nets are torn, and so it goes from year to year. ", 60)
	transcript := spoken("MR. OAK: That is true.", "MS. TAMM: "+long, "MR. OAK: I have seen the rotten beams of the chapel myself. That is true. Nobody has repaired them.")
	text := "“I have seen the rotten beams of the chapel myself,” Oak said. “That is true,” he went on."
	record := story("", text, [3]string{"direct", "“I have seen the rotten beams of the chapel myself,”", "Per Oak"}, [3]string{"direct", "“That is true,”", "Per Oak"})
	v := verify.Verify(record, []onrecord.Transcript{transcript}, verify.Options{})
	if len(v.Checks) != 2 || v.Checks[1].Passages[0].Start < len(long) {
		t.Errorf("%+v", v.Checks)
	}
}
