package terms_test

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/resolve"
	"github.com/onrecord/onrecord/nlp/segment"
	"github.com/onrecord/onrecord/nlp/terms"
)

// stages are those that a test runs.
type stages struct {
	segmenter *segment.Segmenter
	resolver  *resolve.Resolver
	terms     *terms.Terms
}

func newStages(t testing.TB) stages {
	t.Helper()
	var s stages
	var err error
	if s.segmenter, err = segment.New(); err != nil {
		t.Fatal(err)
	}
	if s.resolver, err = resolve.New(); err != nil {
		t.Fatal(err)
	}
	if s.terms, err = terms.New(); err != nil {
		t.Fatal(err)
	}
	return s
}

// marked reads a text in which [source], {cue} and <content> of one statement
// are marked.
func (s stages) marked(text string) nlp.Termed {
	var plain strings.Builder
	a := nlp.Attribution{Kind: onrecord.Indirect, Parent: -1, Carried: -1, Confidence: 1, Rule: "given"}
	into := map[rune]*[]onrecord.Span{'[': &a.Source, '{': &a.Cue, '<': &a.Content}
	ends := map[rune]rune{']': '[', '}': '{', '>': '<'}
	for _, r := range text {
		if list, ok := into[r]; ok {
			*list = append(*list, onrecord.Span{Start: plain.Len()})
		} else if list, ok := into[ends[r]]; ok {
			(*list)[len(*list)-1].End = plain.Len()
		} else {
			plain.WriteRune(r)
		}
	}
	q := quote.Pair(s.segmenter.Segment(onrecord.Article{Text: plain.String()}))
	return s.terms.Find(s.resolver.Resolve(nlp.Attributed{Quoted: q, Attributions: []nlp.Attribution{a}}))
}

// conditions puts conditions into words: kind, clause and consequence.
func conditions(found nlp.Termed) string {
	var out []string
	for _, c := range found.Terms[0].Conditions {
		var parts []string
		for _, s := range c.Consequence {
			parts = append(parts, s.In(found.Text))
		}
		line := string(c.Kind)
		if c.Flag != "" {
			line += " " + c.Flag
		}
		out = append(out, line+": "+c.Clause.In(found.Text)+" -> "+strings.Join(parts, " … "))
	}
	return strings.Join(out, "; ")
}

func TestConditions(t *testing.T) {
	s := newStages(t)
	for _, c := range []struct{ name, text, want string }{
		{"put first", "<If the dam holds, the valley will be dry by May>, [Olsen] {said}.",
			"if: If the dam holds -> the valley will be dry by May"},
		{"put last", "[Olsen] {said} <that the ferries would run at night if the subsidy is kept>.",
			"if: if the subsidy is kept -> the ferries would run at night"},
		{"broken by the cue", "<“If the rule goes,”> [she] {said}, <“the boats go out the same night.”>",
			"if: If the rule goes -> the boats go out the same night"},
		{"outside of the quotation", "[Olsen] {said} <“the pilots will be paid”> if the ministry withdraws its rule.",
			"if: if the ministry withdraws its rule -> the pilots will be paid"},
		{"unless", "[He] {vowed} <to close the quay unless the owner pays for the repairs>.",
			"unless: unless the owner pays for the repairs -> close the quay"},
		{"only if", "[The union] {said} <it would vote again only if the letters were opened>.",
			"only_if: only if the letters were opened -> it would vote again"},
		{"only after, of what is to come", "[She] {favours} <a new bridge, but only after the old one is repaired>.",
			"only_if: only after the old one is repaired -> a new bridge"},
		{"only after, of what was", "[Olsen] {said} <the letter came only after the bridge was closed>.", ""},
		{"provided", "[The city] {said} <it will repair the bridge, provided the state pays half of the cost>.",
			"provided: provided the state pays half of the cost -> it will repair the bridge"},
		{"provided, the verb", "[The city] {said} <the state had provided half of the money>.", ""},
		{"on condition that", "[Hill] {agreed} <to leave on condition that his staff keep their posts>.",
			"provided: on condition that his staff keep their posts -> leave"},
		{"anonymity", "[An official], who spoke on condition of anonymity, {said} <the dam was at risk>.", ""},
		{"as long as", "[The guild] {said} <the harbour stays shut as long as the rule stands>.",
			"as_long_as: as long as the rule stands -> the harbour stays shut"},
		{"as long as, a measure", "[Passengers] {said} <they had waited for as long as three hours>.", ""},
		{"as long as, of wishes", "[The owners] {said} <guests may stay as long as they like>.", ""},
		{"until", "[The guild] {said} <no pilot will go out until the ministry withdraws its rule>.",
			"until: until the ministry withdraws its rule -> no pilot will go out"},
		{"until, a day", "[The guild] {said} <no pilot will go out until Monday>.", ""},
		{"in exchange", "[The ministry] {offered} <a new quay in exchange for an end of the strike>.",
			"in_exchange: in exchange for an end of the strike -> a new quay"},
		{"in return, for little", "[The union] {said} <it had been given little in return>.", ""},
		{"depending on", "[Hill] {said} <the repairs could take two years, depending on how much of the pier is rotten>.",
			"other: depending on how much of the pier is rotten -> the repairs could take two years"},
		{"assuming", "<Assuming the weather holds, the ferry will sail on Sunday>, [she] {said}.",
			"other: Assuming the weather holds -> the ferry will sail on Sunday"},
		{"in case of", "[The captain] {said} <the ferry would turn back in case of fog>.",
			"other: in case of fog -> the ferry would turn back"},
		{"even if", "[She] {said} <the quay would be closed even if the rule goes>.",
			"other concessive: even if the rule goes -> the quay would be closed"},
		{"or else", "<“Open the gate or else we go home,”> [the drivers] {said}.",
			"other anaphoric: or else -> we go home"},
		{"should", "[She] {promised} <to rebuild the pier should she win the vote>.",
			"if: should she win the vote -> rebuild the pier"},
		{"should, with its subject before it", "[Olsen] {said} <the city should pay the drivers>.", ""},
		{"had", "<Had the owner looked sooner, the pier would have stood>, [Olsen] {said}.",
			"if: Had the owner looked sooner -> the pier would have stood"},
		{"were … to", "[Hill] {said} <the valley would flood, were the dam to break>.",
			"if: were the dam to break -> the valley would flood"},
		{"if possible", "[The clerk] {asked} <her to come at once if possible>.",
			"if: if possible -> her to come at once"},
		{"if elected", "[Venn] {said} <that if elected, she would halve the tariff>.",
			"if: if elected -> she would halve the tariff"},
		{"two", "[Olsen] {said} <the bridge will be closed if the cracks grow, or if the wind turns>.",
			"if: if the cracks grow -> the bridge will be closed; if: if the wind turns -> the bridge will be closed"},
		{"whether … or", "[Venn] {said} <the tariff will fall, whether the guild likes it or not>.",
			"whether: whether the guild likes it or not -> the tariff will fall"},
		{"said if", "[Venn] {said} <if the tariff fell she would resign>.", "if: if the tariff fell -> she would resign"},
		{"would not say if", "[Venn] {would not say} <if the tariff would fall>.", ""},
		{"drop out if", "[Venn] {said} <he would drop out if the guild asked him to>.", "if: if the guild asked him to -> he would drop out"},
		{"by providing that", "[The ruling] {said} <the city broke the law by providing that the gate be shut>.", ""},
		{"asked if", "[Reporters] {asked} <if the harbour would be opened by force>.", ""},
		{"asked somebody whether", "[Stone] {asked} <the minister whether the rule would go>.", ""},
		{"do not know if", "[Olsen] {said} <she did not know if the pier was safe>.", ""},
		{"as if", "[Hill] {said} <the owner spoke as if nothing had happened>.", ""},
		{"what if", "<“What if the dam breaks?”> [Hill] {asked}.", ""},
		{"if anything", "[Venn] {said} <the tariff, if anything, was too low>.", ""},
		{"if not", "[Hill] {called it} <a bad, if not fatal, mistake>.", ""},
		{"a sentence of its own", "<“They can come back on Sunday. But only if the rule goes.”> [Aubrac] {said}.",
			"only_if: only if the rule goes -> They can come back on Sunday"},
		{"in the sentence before", "Particularly if the owner joined the talks. <That would help a great deal>, [Olsen] {said}.",
			"if: if the owner joined the talks -> That would help a great deal"},
	} {
		if got := conditions(s.marked(c.text)); got != c.want {
			t.Errorf("%s: %s\n got %q\nwant %q", c.name, c.text, got, c.want)
		}
	}
}

func TestActs(t *testing.T) {
	s := newStages(t)
	for _, c := range []struct {
		name, text string
		act        onrecord.Act
		modality   onrecord.Modality
	}{
		{"a claim", "[Olsen] {said} <the bridge was last inspected in May>.", onrecord.ActClaim, onrecord.Asserted},
		{"denied", "[Brandt] {denied} <that the city had ignored any warning>.", onrecord.ActDenial, onrecord.Negated},
		{"a claim rejected", "[The owner] {rejected} <the allegation>.", onrecord.ActDenial, onrecord.Negated},
		{"a proposal rejected", "[The owner] {rejected} <the plan for a new quay>.", onrecord.ActRefusal, onrecord.Asserted},
		{"vowed", "[Venn] {vowed} <to rebuild the pier>.", onrecord.ActPromise, onrecord.Asserted},
		{"vowed harm", "[Venn] {vowed} <to punish the owners>.", onrecord.ActThreat, onrecord.Asserted},
		{"threatened", "[The guild] {threatened} <to shut the harbour>.", onrecord.ActThreat, onrecord.Asserted},
		{"will not unless", "<“We will not go out unless the rule goes,”> [the pilots] {said}.", onrecord.ActThreat, onrecord.Asserted},
		{"would welcome if", "[Aubrac] {said} <he would welcome the guild if it ends the strike>.", onrecord.ActOffer, onrecord.Asserted},
		{"offered", "[The city] {offered} <to pay half of the cost>.", onrecord.ActOffer, onrecord.Asserted},
		{"offered an apology", "[The owner] {offered} <an apology to the drivers>.", onrecord.ActOther, onrecord.Asserted},
		{"offered no proof", "[The owner] {offered} <no proof of it>.", onrecord.ActRefusal, onrecord.Negated},
		{"was willing", "[The owner] {was willing} <to pay>.", onrecord.ActAcceptance, onrecord.Asserted},
		{"will as a cue", "[The owner] {will} <open the gate>.", onrecord.ActPlan, onrecord.Asserted},
		{"an open question", "[The owner] {was silent about} <whether he would pay>.", onrecord.ActClaim, onrecord.Asserted},
		{"if not reformed", "[Venn] {said} <the law is weak, and if not mended, it should be given up>.", onrecord.ActDemand, onrecord.Asserted},
		{"we condemn", "<“We condemn the rule,”> [the guild] {said}.", onrecord.ActAccusation, onrecord.Asserted},
		{"all we are asking for", "<“All we are asking for is an answer,”> [the guild] {said}.", onrecord.ActRequest, onrecord.Asserted},
		{"the plan, a noun", "[Hill] {said} <the city has the best plan to mend the pier>.", onrecord.ActClaim, onrecord.Asserted},
		{"were, inverted", "<“Were the owner to pay, the strike would end,”> [Olsen] {said}.", onrecord.ActClaim, onrecord.Hypothetical},
		{"urged", "[Olsen] {urged} <the owner to look at the pier>.", onrecord.ActDemand, onrecord.Asserted},
		{"called on", "[Olsen] {called} <on the owner to pay>.", onrecord.ActDemand, onrecord.Asserted},
		{"should", "[Olsen] {said} <the owner should have the pier repaired>.", onrecord.ActDemand, onrecord.Asserted},
		{"should have", "[Olsen] {said} <the owner should have looked sooner>.", onrecord.ActClaim, onrecord.Asserted},
		{"asked for", "[The guild] {asked for} <two more boats>.", onrecord.ActRequest, onrecord.Asserted},
		{"asked whether", "[A driver] {asked} <whether the bridge was safe>.", onrecord.ActQuestion, onrecord.Asserted},
		{"a question in marks", "<“Who will pay for it?”> [she] {said}.", onrecord.ActQuestion, onrecord.Asserted},
		{"ordered", "[A judge] {ordered} <the owner to open the gate>.", onrecord.ActOrder, onrecord.Asserted},
		{"refused to act", "[The owner] {refused} <to open the gate>.", onrecord.ActRefusal, onrecord.Asserted},
		{"declined to comment", "[The owner] {declined} <to comment>.", onrecord.ActRefusal, onrecord.Negated},
		{"agreed to", "[The owner] {agreed} <to open the gate>.", onrecord.ActAcceptance, onrecord.Asserted},
		{"praised", "[Brandt] {praised} <the pilots>.", onrecord.ActSupport, onrecord.Asserted},
		{"accused", "[Olsen] {accused} <the owner of hiding the report>.", onrecord.ActAccusation, onrecord.Asserted},
		{"finds fault", "[Olsen] {said} <the owner was dishonest and had misled the city>.", onrecord.ActAccusation, onrecord.Asserted},
		{"predicted", "[Hill] {predicted} <a wet spring>.", onrecord.ActPrediction, onrecord.Asserted},
		{"will", "[Hill] {said} <the dam will break before the spring>.", onrecord.ActPrediction, onrecord.Asserted},
		{"will of the speaker", "<“We will rebuild the pier,”> [Venn] {said}.", onrecord.ActPromise, onrecord.Asserted},
		{"will win", "<“We will win the vote,”> [Venn] {said}.", onrecord.ActPrediction, onrecord.Asserted},
		{"plans to", "[Venn] {said} <the city plans to sell the quay>.", onrecord.ActPlan, onrecord.Asserted},
		{"not said", "[Venn] {did not say} <that the tariff would fall>.", onrecord.ActPrediction, onrecord.Negated},
		{"hinted", "[Venn] {hinted} <that the quay was sold>.", onrecord.ActClaim, onrecord.ReportedUncertain},
		{"would have", "<“If the owner had looked sooner, the pier would have stood,”> [Olsen] {said}.", onrecord.ActClaim, onrecord.Hypothetical},
		{"would, in the past of reporting", "[Olsen] {said} <the pier would stay open if the owner agreed>.", onrecord.ActPrediction, onrecord.Asserted},
	} {
		got := s.marked(c.text).Terms[0]
		if got.Act != c.act || got.Modality != c.modality {
			t.Errorf("%s: %s\n got %s (%s), %s (%s), want %s, %s", c.name, c.text, got.Act, got.ActRule, got.Modality, got.ModalityRule, c.act, c.modality)
		}
	}
}

func TestParties(t *testing.T) {
	s := newStages(t)
	for _, c := range []struct{ name, text, actor, target, addressee, venue string }{
		{"told reporters at", "<The dam is safe>, [Marta Olsen] {told} reporters at her weekly briefing on Monday.", "Marta Olsen", "", "reporters", "her weekly briefing"},
		{"in an interview with", "[Marta Olsen] {said} in an interview with Radio Norwick on Monday <that the dam is safe>.", "Marta Olsen", "", "", "an interview with Radio Norwick"},
		{"on a network", "[Marta Olsen] {wrote} on Twitter: <“The dam is safe.”>", "Marta Olsen", "", "", "Twitter"},
		{"a day is no venue", "[Marta Olsen] {said} on Monday <that the dam is safe>.", "Marta Olsen", "", "", ""},
		{"told nobody", "[Marta Olsen] {said} <that the dam is safe>.", "Marta Olsen", "", "", ""},
		{"accused", "Karl Reuter spoke next. [Marta Olsen] {accused} <Karl Reuter of hiding the report>.", "Marta Olsen", "Karl Reuter", "", ""},
		{"the subject of the condition", "France has a fleet. [Germany] {said} <it would help if France sends the boats to Italy>.", "Germany", "France", "", ""},
	} {
		found := s.marked(c.text)
		got := found.Terms[0]
		words := func(m *onrecord.Mention) string {
			if m == nil {
				return ""
			}
			return m.Text
		}
		if got.Actor != c.actor || got.Target != c.target || words(got.Addressee) != c.addressee || words(got.Venue) != c.venue {
			t.Errorf("%s: got actor %q, target %q (%s), addressee %q, venue %q", c.name, got.Actor, got.Target, got.TargetRule, words(got.Addressee), words(got.Venue))
		}
	}
}

func TestAboutGivesEntitiesOnceInOrder(t *testing.T) {
	s := newStages(t)
	found := s.marked("[Marta Olsen] {said} <France and Germany had paid, and France first>.")
	var names []string
	for _, id := range found.Terms[0].About {
		for _, e := range found.Entities {
			if e.ID == id {
				names = append(names, e.Name)
			}
		}
	}
	if got := strings.Join(names, ", "); got != "France, Germany" {
		t.Errorf("about %q", got)
	}
}
