package transcript

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// labelled gives the turns of a text as "LABEL|speech|speech", directions in
// braces at the end.
func labelled(text string) []string {
	t := Read(text, About{})
	var out []string
	for _, u := range t.Turns {
		line := u.Label.In(text)
		for _, s := range u.Speech {
			line += "|" + s.In(text)
		}
		for _, d := range u.Directions {
			line += "{" + d.In(text) + "}"
		}
		out = append(out, line)
	}
	return out
}

func TestLabelsOfEachConvention(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"briefing": {"Harbour Hall\n\n2:15 P.M. EST\n\nMR. TAMM: Good day. (Laughter.) Sit down.\n\nPlease.\n\nQ Is it shut?\n\nMR. TAMM: It is.\n\nEND\n2:43 P.M. EST",
			[]string{"MR. TAMM|Good day.|Sit down.|Please.{(Laughter.)}", "Q|Is it shut?", "MR. TAMM|It is."}},
		"stopped": {"The President. Thank you. [Laughter]\nQ. Sir, when?\nThe President. Now.\nMr. Brandt said so.",
			[]string{"The President|Thank you.{[Laughter]}", "Q|Sir, when?", "The President|Now.|Mr. Brandt said so."}},
		"one line": {"LINDQVIST: We wait. AUBRAC: You need not. LINDQVIST: We do -- AUBRAC: No.\nLINDQVIST: Yes.\nAUBRAC: Well.",
			[]string{"LINDQVIST|We wait.", "AUBRAC|You need not.", "LINDQVIST|We do --", "AUBRAC|No.", "LINDQVIST|Yes.", "AUBRAC|Well."}},
		"a spoken parenthesis": {"MS. WEIL: The Guild (all of it) agreed.", []string{"MS. WEIL|The Guild (all of it) agreed."}},
	} {
		t.Run(name, func(t *testing.T) {
			got := labelled(c.text)
			if strings.Join(got, "\n--\n") != strings.Join(c.want, "\n--\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n--\n"), strings.Join(c.want, "\n--\n"))
			}
		})
	}
}

// check wants the invariants of a transcript of any text: spans in order,
// within the text, on characters, none overlapping.
func check(t *testing.T, text string, got onrecord.Transcript) {
	t.Helper()
	if got.Text != text {
		t.Fatal("the text was changed")
	}
	end := 0
	for _, u := range got.Turns {
		s := u.Span()
		if s.Start < end {
			t.Fatalf("turn %v begins before the one before it ends (%d)", s, end)
		}
		end = s.End
		for _, list := range [][]onrecord.Span{{u.Label}, u.Speech, u.Directions} {
			last := 0
			for _, x := range list {
				if x.Start < last || x.End < x.Start || x.End > len(text) || !utf8.ValidString(x.In(text)) {
					t.Fatalf("span %v in %d bytes", x, len(text))
				}
				last = x.End
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("MR. TAMM: Yes. (Laughter.)\n\nQ No?\n\nTHE PRESIDENT: So.\n\nEND")
	f.Add(">> WEIL: So. LINDQVIST (voice-over): [x] (")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		check(t, text, Read(text, About{}))
	})
}
