package transcript

import (
	"strings"
	"testing"
)

// TestConventions wants the labels of each way in which transcripts are set.
// A text's labels are given in order, apart by bars.
func TestConventions(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no stop after MR", "MR WEIL: One.\n\nQ Two?\n\nMR. WEIL: Three.", "MR WEIL|Q|MR. WEIL"},
		{"Q with a tab", "MR. WEIL: One.\n\nQ\tTwo?", "MR. WEIL|Q"},
		{"Q with spaces", "MR. WEIL: One.\n\nQ   Thanks", "MR. WEIL|Q"},
		{"Q with a colon", "MR. WEIL: One.\n\nQ: Two?\n\nQ: Three?", "MR. WEIL|Q|Q"},
		{"question", "QUESTION: One?\n\nMS. OKAFOR: Two.", "QUESTION|MS. OKAFOR"},
		{"titles of two words", "UNDER SECRETARY BRANDT: One.\n\nPRIME MINISTER LINDQVIST: Two.", "UNDER SECRETARY BRANDT|PRIME MINISTER LINDQVIST"},
		{"small letters in a name", "SECRETARY LaBRANDT: One.\n\nMR. McWEIL: Two.\n\nMS. O’TAMM: Three.", "SECRETARY LaBRANDT|MR. McWEIL|MS. O’TAMM"},
		{"letters beyond ASCII", "MS. NUÑOZ: One.\n\nMR. ÅBERG: Two.", "MS. NUÑOZ|MR. ÅBERG"},
		{"initials", "A.J. WEIL: One.\n\nTOM BRANDT: Two.\n\nA.J. WEIL: Three.\n\nTOM BRANDT: Four.", "A.J. WEIL|TOM BRANDT|A.J. WEIL|TOM BRANDT"},
		{"party and seat", "Mr. Smith (Lab): One.\n\nSir John Brandt (Anytown) (Con): Two.\n\nMr. Smith: Three.", "Mr. Smith (Lab)|Sir John Brandt (Anytown) (Con)|Mr. Smith"},
		{"a parliament", "The Prime Minister: One.\n\nAda Weil (Anytown) (Lab): Two?\n\nMr Speaker: Order.\n\nHon. Members: Oh!", "The Prime Minister|Ada Weil (Anytown) (Lab)|Mr Speaker|Hon. Members"},
		{"role after a comma", "INES OKAFOR, HOST: One.\n\nTOM BRANDT: Two.\n\nOKAFOR: Three.\n\nBRANDT: Four.\n\nOKAFOR: Five.", "INES OKAFOR, HOST|TOM BRANDT|OKAFOR|BRANDT|OKAFOR"},
		{"voice-over", "WEIL (voice-over): One.\n\nWEIL: Two.", "WEIL (voice-over)|WEIL"},
		{"surnames alone", "Weil: One.\n\nOkafor: Two.\n\nWeil: Three.\n\nOkafor: Four.", "Weil|Okafor|Weil|Okafor"},
		{"arrows", ">> INES OKAFOR: One.\n>> Two.\n>>> TOM BRANDT: Three.", "INES OKAFOR||TOM BRANDT"},
		{"stopped titles", "President Weil. One.\nMr. Brandt. Two.\nThe President. Three.\nAudience members. Four!", "President Weil|Mr. Brandt|The President|Audience members"},
		{"stopped with an initial", "Governor Ada K. Weil. One.\nThe President. Two.", "Governor Ada K. Weil|The President"},
		{"Q and A", "Q: One?\n\nA: Two.\n\nQ: Three?\n\nA: Four.", "Q|A|Q|A"},
		{"own line", "INES OKAFOR\nOne thing.\n\nTOM BRANDT\nAnother.\n\nINES OKAFOR\nA third.\n\nTOM BRANDT\nA fourth.", "INES OKAFOR|TOM BRANDT|INES OKAFOR|TOM BRANDT"},
		{"after a direction", "MS. WEIL: One.\n\n(Applause.) MR. TAMM: Two.", "MS. WEIL|MR. TAMM"},
		{"asterisk", "MS. WEIL: One.\n\n*MR. TAMM: Two.", "MS. WEIL|MR. TAMM"},
		{"within a line", "Q Okay. MS. WEIL: Okay, thank you.\n\nMS. WEIL: Bye.\n\nQ Bye.", "Q|MS. WEIL|MS. WEIL|Q"},
		{"moderator and audience", "MODERATOR: One.\n\nAUDIENCE MEMBER: Two.\n\nUNIDENTIFIED MALE: Three.", "MODERATOR|AUDIENCE MEMBER|UNIDENTIFIED MALE"},
		{"a name once, in the company of others", "TOM BRANDT: One.\n\nINES OKAFOR: Two.\n\nTOM BRANDT: Three.\n\nADA WEIL: Four.\n\nINES OKAFOR: Five.", "TOM BRANDT|INES OKAFOR|TOM BRANDT|ADA WEIL|INES OKAFOR"},
		{"no space after the stop", "MR. WEIL: One.\n\nMR.TAMM: Two.", "MR. WEIL|MR.TAMM"},
		{"carriage returns", "MR. WEIL: One.\r\n\r\nQ Two?\r\n\r\nMR. WEIL: Three.\r\n", "MR. WEIL|Q|MR. WEIL"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, u := range Read(c.text, About{}).Turns {
				got = append(got, u.Label.In(c.text))
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("labels %q, want %q", strings.Join(got, "|"), c.want)
			}
		})
	}
}

// TestNoLabels wants what stands before a colon, or looks like a label, to be
// speech or header. Each is put into the midst of a transcript.
func TestNoLabels(t *testing.T) {
	for _, line := range []string{
		"Note: the hall is cold.", "Location: the hall.", "FOR IMMEDIATE RELEASE", "3:15 P.M. EST", "10:30 was the hour.",
		"Question: is it safe? It is not.", "There is one thing: money.", "Senator Weil: “It harms the harbour.” That is what he said.",
		"John.", "Mr. President. We thank you.", "Mr. Brandt said so.", "THE HARBOUR IN WINTER", "https://courier.example/1", "First: the boats.",
		"Q&A is over.", "A hall is not a home.", "U.S. ships, too.", "MONEY FOR THE HARBOUR: it is spent.",
	} {
		text := "MR. WEIL: One.\n\nQ Two?\n\nMR. WEIL: Three.\n\n" + line + "\n\nQ Four?"
		var got []string
		for _, u := range Read(text, About{}).Turns {
			got = append(got, u.Label.In(text))
		}
		if strings.Join(got, "|") != "MR. WEIL|Q|MR. WEIL|Q" {
			t.Errorf("%q: labels %q", line, got)
		}
	}
}

// TestDirections wants directions and editors' marks out of speech, and spoken
// parentheses in it.
func TestDirections(t *testing.T) {
	for part, want := range map[string]string{
		"(Applause.)": "(Applause.)", "[Laughter]": "[Laughter]", "(CROSSTALK)": "(CROSSTALK)", "(inaudible)": "(inaudible)",
		"(Laughter and applause.)": "(Laughter and applause.)", "(Speaks in French.)": "(Speaks in French.)", "[sic]": "[sic]", "(ph)": "(ph)", "much—[laughter]—so": "[laughter]", "(Cell phone rings.)": "(Cell phone rings.)",
		"(BEGIN VIDEO CLIP)": "(BEGIN VIDEO CLIP)", "(Scattered applause.)": "(Scattered applause.)",
		"(all of it)": "", "(and I was there)": "", "(2024)": "", "[t]he": "", "(": "", "()": "", "(NATO)": "",
	} {
		text := "MR. WEIL: We saw " + part + " then.\n\nQ Two?\n\nMR. WEIL: Three."
		turn := Read(text, About{}).Turns[0]
		got := ""
		for _, d := range turn.Directions {
			got += d.In(text)
		}
		if got != want {
			t.Errorf("%q: directions %q, want %q", part, got, want)
		}
		if n := len(turn.Speech); want == "" && n != 1 || want != "" && n != 2 {
			t.Errorf("%q: %d pieces of speech", part, n)
		}
	}
}

// TestWhatCloses wants an end and what follows it in no turn.
func TestWhatCloses(t *testing.T) {
	for _, end := range []string{"END 2:43 P.M. EDT", "END\n2:43 P.M. EDT", "###", "# # #", "-30-", "(END)", "2:43 P.M. EDT", "END\n2:43 P.M. EDT\n\n*The boat was lost in 1931."} {
		text := "MR. WEIL: One.\n\nQ Two?\n\nMR. WEIL: Three.\n\n" + end
		turns := Read(text, About{}).Turns
		if last := turns[len(turns)-1]; len(last.Speech) != 1 || last.Speech[0].In(text) != "Three." {
			t.Errorf("%q is spoken", end)
		}
	}
}

// TestNothingBeforeTheFirstLabelIsLost wants speech that opens a transcript
// without a label to be a turn.
func TestNothingBeforeTheFirstLabelIsLost(t *testing.T) {
	open := strings.Repeat("We have looked at the harbour again and found nothing that was not there before. ", 4)
	text := "12 March 2024\n\n" + open + "\n\nQ. Nothing?\n\nThe President. Nothing."
	turns := Read(text, About{Author: "Ada Weil"}).Turns
	if len(turns) != 3 || !turns[0].Label.Empty() || turns[0].Speaker.Name != "Ada Weil" || turns[0].Speech[0].In(text) != strings.TrimSpace(open) {
		t.Errorf("%+v", turns)
	}
}

// TestASpeechIsOneTurn wants the title's or the author's person to speak a text
// without labels, less its header.
func TestASpeechIsOneTurn(t *testing.T) {
	text := "Remarks by Harbour Minister Ada Weil\n\nMarch 12, 2024\n\nAs Prepared for Delivery\n\nThank you.\n\nThe harbour is open, and it will stay open. (Applause.)\n"
	got := Read(text, About{})
	if len(got.Turns) != 1 || got.Turns[0].Speaker.Name != "Ada Weil" || got.Turns[0].Speaker.Role != "Harbour Minister" {
		t.Fatalf("%+v", got.Turns)
	}
	if s := got.Turns[0].Speech; len(s) != 2 || s[0].In(text) != "Thank you." || len(got.Turns[0].Directions) != 1 {
		t.Errorf("speech %v", s)
	}
	if got.Title != "Remarks by Harbour Minister Ada Weil" || got.Kind != "speech" || len(got.Notices) != 1 || got.Notices[0].Kind != "prepared" {
		t.Errorf("title %q, kind %s, notices %v", got.Title, got.Kind, got.Notices)
	}
}
