package eval

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/transcript"
)

// TestPlantedQuotationsAreWhatTheirRuleSays looks at what the rules make, with
// nothing of the verifier.
func TestPlantedQuotationsAreWhatTheirRuleSays(t *testing.T) {
	text := "MS. STONE: Rain had come in through the roof of the old kitchen, and the two cooks were not told of it until much later in the week. " +
		"We have asked the owner for seven windows before the winter storms come in from the sea. The council has looked at every plan that we sent, and it has answered none of them.\n\n" +
		"MR. HILL: The owner will pay for all of the windows once the lawyers have found the missing contract."
	tr := transcript.Read(text, transcript.About{})
	p := passagesOf(tr)
	if len(p.list) != 4 {
		t.Fatalf("%d sentences", len(p.list))
	}
	g := &planter{passages: p, random: rand.New(rand.NewPCG(1, 1)), foreign: passagesOf(transcript.Read("MR. OAK: Lanterns are hung along the northern quay every evening.", transcript.About{}))}
	made := map[onrecord.Verdict]int{}
	for _, q := range g.plant(2) {
		made[q.verdict]++
		whole := strings.Contains(p.text, folded(q.quote))
		switch q.verdict {
		case onrecord.Exact, onrecord.Misattributed:
			if !whole {
				t.Errorf("%s: %q is not in the transcript", q.rule, q.quote)
			}
		default:
			if whole {
				t.Errorf("%s: %q is in the transcript as it is", q.rule, q.quote)
			}
		}
		if q.verdict == onrecord.Reordered && q.passages[0].Start < q.passages[1].Start {
			t.Errorf("%s: the passages stand in the transcript's order", q.rule)
		}
	}
	for _, v := range verdicts {
		if made[v] == 0 {
			t.Errorf("no quotation that is %s", v)
		}
	}
}
