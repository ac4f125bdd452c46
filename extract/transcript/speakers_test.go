package transcript

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// TestSpeakers wants each label tied to whom the transcript names, and to
// nobody else. The label in question is that of the first turn.
func TestSpeakers(t *testing.T) {
	rest := "\n\nQ Two?\n\nQ Three?"
	for _, c := range []struct {
		name, title, header, label, want, role string
		kind                                   onrecord.EntityKind
	}{
		{"by the title", "Press Briefing by Press Secretary Ada Weil, 3/12/24", "", "MS. WEIL:", "Ada Weil", "Press Secretary", onrecord.Person},
		{"by the header, in capitals", "", "PRESS BRIEFING\nBY PRESS SECRETARY ADA WEIL\n\n1:10 P.M. EDT\n\n", "MS. WEIL:", "Ada Weil", "PRESS SECRETARY", onrecord.Person},
		{"the second of two", "Press Briefing by Press Secretary Ada Weil and Secretary of Agriculture Tom Brandt", "", "SECRETARY BRANDT:", "Tom Brandt", "Secretary of Agriculture", onrecord.Person},
		{"a long role", "Briefing by Assistant to the President for Homeland Security and Counterterrorism Tom Brandt", "", "MR. BRANDT:", "Tom Brandt", "Assistant to the President for Homeland Security and Counterterrorism", onrecord.Person},
		{"no given name in the title", "Briefing by Secretary of Homeland Security Brandt", "", "SECRETARY BRANDT:", "Brandt", "Secretary", onrecord.Person},
		{"no given name after a department", "Briefing by Secretary of Transportation LaBrandt", "", "SECRETARY LaBRANDT:", "LaBrandt", "Secretary", onrecord.Person},
		{"an initial", "Briefing by the Director of the National Harbour Council Gene B. Okafor", "", "MR. OKAFOR:", "Gene B. Okafor", "Director of the National Harbour Council", onrecord.Person},
		{"two of the name", "Debate between Ada Weil and Tom Weil", "", "WEIL:", "Weil", "", onrecord.Person},
		{"nobody of the name", "Briefing by Press Secretary Ada Weil", "", "MR. BRANDT:", "Brandt", "", onrecord.Person},
		{"participants", "Mayoral Debate", "PARTICIPANTS:\nFormer Mayor Ada Weil (Ellery);\nTom Brandt;\n\nMODERATORS:\nInes Okafor (Courier)\n\n", "OKAFOR:", "Ines Okafor", "", onrecord.Person},
		{"a full name", "", "", "INES O'TAMM:", "Ines O'Tamm", "", onrecord.Person},
		{"a role after the name", "", "", "INES OKAFOR, HOST:", "Ines Okafor", "host", onrecord.Person},
		{"a voice-over", "", "", "INES OKAFOR (voice-over):", "Ines Okafor", "", onrecord.Person},
		{"a nominee", "Hearing for Secretary of Harbours Nominee Ada Weil", "", "MS. WEIL:", "Ada Weil", "Secretary of Harbours Nominee", onrecord.Person},
		{"a party", "", "", "Sir John Brandt (Anytown) (Con):", "John Brandt", "Anytown, Con", onrecord.Person},
		{"an office that the title names", "Remarks by President Weil at the Harbour", "", "THE PRESIDENT:", "Weil", "President", onrecord.Person},
		{"an office of somebody met", "Remarks Following a Meeting With President Tom Brandt of Westland", "", "THE PRESIDENT:", "", "President", onrecord.Unknown},
		{"two of an office", "Remarks by President Weil and President Brandt of Westland", "", "THE PRESIDENT:", "", "President", onrecord.Unknown},
		{"an office that nobody names", "The President's News Conference", "", "THE PRESIDENT:", "", "President", onrecord.Unknown},
		{"Q", "", "", "Q", "", "reporter", onrecord.Unnamed},
		{"moderator", "", "", "MODERATOR:", "", "moderator", onrecord.Unnamed},
		{"a field before the name", "Remarks", "", "MINISTER OF FOREIGN AFFAIRS GEOFF TAMM:", "Geoff Tamm", "Minister of Foreign Affairs", onrecord.Person},
		{"a title with a letter wrong", "Briefing by Treasury Secretary Tim Weil", "", "SECRTARY WEIL:", "Tim Weil", "Treasury Secretary", onrecord.Person},
		{"several", "", "", "ADA AND BEN:", "Ada and Ben", "", onrecord.Group},
	} {
		got := Read(c.header+c.label+" One."+rest+"\n\n"+c.label+" Four.", About{Title: c.title})
		if len(got.Turns) != 4 {
			t.Errorf("%s: %d turns", c.name, len(got.Turns))
			continue
		}
		s := got.Turns[0].Speaker
		if s.Name != c.want || !strings.EqualFold(s.Role, c.role) || s.Kind != c.kind || len(s.Evidence) == 0 || (s.Confidence > 0) == (c.kind == onrecord.Unknown) {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
}

func TestAuthorHoldsTheOffice(t *testing.T) {
	got := Read("The President. One.\nQ. Two?\nThe President. Three.", About{Title: "The President's News Conference", Author: "Ada K. Weil"})
	if s := got.Turns[0].Speaker; s.Name != "Ada K. Weil" || s.Role != "President" {
		t.Errorf("%+v", s)
	}
}

func TestSlipsMeanTheFrequentLabel(t *testing.T) {
	text := strings.Repeat("MR. BRANDT: One.\n\nQ Two?\n\n", 6) + "MR. BRANT: Three.\n\nQ Four?\n\nMR. BRADNT: Five.\n\nMR. GRANT: Six."
	turns := Read(text, About{Title: "Briefing by Tom Brandt"}).Turns
	for i, want := range []string{"Grant", "Tom Brandt", "", "Tom Brandt"} {
		if s := turns[len(turns)-1-i].Speaker; s.Name != want {
			t.Errorf("%d from the end: %+v", i, s)
		}
	}
}

func TestLabelsNameEachOther(t *testing.T) {
	turns := Read("INES OKAFOR, HOST: One.\n\nTOM BRANDT: Two.\n\nOKAFOR: Three.\n\nBRANDT: Four.\n\nOKAFOR: Five.", About{}).Turns
	if s := turns[2].Speaker; s.Name != "Ines Okafor" {
		t.Errorf("%+v", s)
	}
}

func TestIntroductionsName(t *testing.T) {
	turns := Read("MS. WEIL: Good day. We are joined by our harbour master, Tom Brandt. Tom.\n\nMR. BRANDT: Two.\n\nQ Three?", About{}).Turns
	if s := turns[1].Speaker; s.Name != "Tom Brandt" || s.Confidence > 0.8 {
		t.Errorf("%+v", s)
	}
}

func TestWhoAnswers(t *testing.T) {
	turns := Read("Q: One?\n\nA: Two.\n\nQ: Three?\n\nA: Four.", About{Title: "Q&A with Harbour Minister Ada Weil"}).Turns
	if s := turns[1].Speaker; s.Name != "Ada Weil" || s.Role != "Harbour Minister" {
		t.Errorf("%+v", s)
	}
}
