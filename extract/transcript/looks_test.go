package transcript

import (
	"strings"
	"testing"
)

func TestLooks(t *testing.T) {
	para := "The harbour has been shut for nine days, and the pilots who keep it so say that it will stay shut until the rule goes. "
	briefing := strings.Repeat("MR. TAMM: "+para+"\n\nQ When will it open, and who will say so?\n\n", 6)
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"a briefing", briefing, true},
		{"an interview in a paper, all turns", "The minister talks about boats.\n\n" + strings.Repeat("Q: Why is the harbour shut? Whose fault is it?\n\nA: "+para+"\n\n", 6), true},
		{"a speech under a name", "ADA WEIL: " + strings.Repeat(para, 10), true},
		{"an article with a few questions", strings.Repeat(para+"\n\n", 12) + strings.Repeat("Q: Why is it shut? Whose fault is it?\n\nA: "+para+"\n\n", 3), false},
		{"an article", strings.Repeat(para+"“We wait,” said Ada Weil.\n\n", 12), false},
		{"a table", strings.Repeat("Ellery: 12\n\nWestland: 14\n\n", 8), false},
		{"a column's name", "HARBOURNOTES: " + strings.Repeat(para, 10), false},
		{"nothing", "", false},
	} {
		if got := Looks(c.text, About{}); (got >= 0.5) != c.want || got < 0 || got > 1 {
			t.Errorf("%s: %.2f", c.name, got)
		}
	}
}

// TestTimeIsLinear wants texts that are all labels, brackets or colons to be
// read without a second's work.
func TestTimeIsLinear(t *testing.T) {
	var names strings.Builder
	for i := range 40000 {
		names.WriteString("MR. " + strings.Repeat(string(rune('A'+i%26)), 1+i%5) + string(rune('A'+i/26%26)) + string(rune('A'+i/676%26)) + ": x\n")
	}
	for _, s := range []string{"MR. A: b. ", "(", "[a", "A: ", "THE PRESIDENT (", "((a) ", ">> ", "Q ", "\n", ". A B C D E F G H I J K L:", "1/1/20 ", "x. "} {
		text := strings.Repeat(s, (1<<20)/len(s))
		check(t, text, Read(text, About{Title: text[:1<<16], URL: text[:1<<16]}))
	}
	check(t, names.String(), Read(names.String(), About{}))
}
