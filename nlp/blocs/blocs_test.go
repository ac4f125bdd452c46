package blocs_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/blocs"
	"github.com/onrecord/onrecord/nlp/quote"
	"github.com/onrecord/onrecord/nlp/resolve"
	"github.com/onrecord/onrecord/nlp/segment"
)

// reader runs the stages that this one needs, without attributions.
type reader struct {
	segmenter *segment.Segmenter
	resolver  *resolve.Resolver
	finder    *blocs.Finder
}

func newReader(t testing.TB) reader {
	t.Helper()
	segmenter, err := segment.New()
	if err != nil {
		t.Fatal(err)
	}
	resolver, err := resolve.New()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := blocs.New(resolver.Directory())
	if err != nil {
		t.Fatal(err)
	}
	return reader{segmenter, resolver, finder}
}

func (r reader) find(text string) []nlp.Bloc {
	quoted := quote.Pair(r.segmenter.Segment(onrecord.Article{Text: text}))
	return r.finder.Find(r.resolver.Resolve(nlp.Attributed{Quoted: quoted}))
}

// shown is a bloc in one line: mention, key, claims.
func shown(text string, b nlp.Bloc) string {
	var out []string
	for _, c := range b.Claims {
		claim := string(c.Type) + "=" + c.Value
		if c.Approximate {
			claim += "~"
		}
		if c.Condition != nil {
			claim += " {" + c.Condition.In(text) + "}"
		}
		out = append(out, claim)
	}
	return fmt.Sprintf("%s <%s> %s", b.Mention.In(text), b.Key, strings.Join(out, "; "))
}

func TestFind(t *testing.T) {
	r := newReader(t)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a name with a size before it", "Delegates defended the 12-nation Trans-Pacific Partnership on Monday.",
			[]string{"Trans-Pacific Partnership <bloc:tpp> size=12"}},
		{"an apposition says the size", "He dislikes NAFTA, the three-country trade deal.", []string{"NAFTA <bloc:nafta> size=3"}},
		{"led and against", "A French-led coalition against Boko Haram met in Paris.",
			[]string{"coalition <bloc:coalition:led-by-france:against-boko-haram> leader=France; opponent=Boko Haram"}},
		{"one coalition under three names", "The anti-IS coalition met. Officials said the US-led coalition will grow. A spokesman praised the 65-member coalition.",
			[]string{"anti-IS coalition <bloc:anti-isil-coalition> opponent=ISIL", "coalition <bloc:anti-isil-coalition> leader=United States",
				"coalition <bloc:anti-isil-coalition> size=65"}},
		{"a size that is about so", "We built a coalition of more than 40 countries.", []string{"coalition <> size=40~"}},
		{"the size is that of the whole", "Only 20 of the 28 NATO members sent ministers.", []string{"NATO <bloc:nato> size=28"}},
		{"a subset is no size", "Only five members of the Gulf Cooperation Council who were present voted.", []string{"Gulf Cooperation Council <bloc:gcc> "}},
		{"members after including", "The bloc has grown to nine countries, including Ghana and Togo.", []string{"bloc <> size=9; member=Ghana; member=Togo"}},
		{"is a member", "Norway is a member of NATO.", []string{"NATO <bloc:nato> member=Norway"}},
		{"is not a member", "Ukraine is not a member of NATO.", []string{"NATO <bloc:nato> "}},
		{"would join, on a term", "Iceland would join the European Union if its fishing grounds are protected.",
			[]string{"European Union <bloc:eu> prospective_member=Iceland {if its fishing grounds are protected}"}},
		{"left", "Britain voted to leave the EU.", []string{"EU <bloc:eu> former_member=United Kingdom"}},
		{"was put out", "Syria was suspended from the Arab League in 2011.", []string{"Arab League <bloc:arab-league> former_member=Syria"}},
		{"will not join", "Switzerland refused to join the European Union.", []string{"European Union <bloc:eu> refused_member=Switzerland"}},
		{"what an earlier name is taken up by", "NATO met in Riga. The alliance now has 32 members.",
			[]string{"NATO <bloc:nato> ", "alliance <bloc:nato> size=32"}},
		{"whom a pronoun welcomes", "If Norway changes course, then Sweden would welcome them as members of the Nordic Council.",
			[]string{"Nordic Council <bloc:nordic-council> prospective_member=Norway {If Norway changes course}"}},
		{"welcome in a coalition, on a term", "Canada said it will welcome Jordan in the 30-nation coalition against ISIS, provided Amman opens its bases.",
			[]string{"coalition <bloc:anti-isil-coalition> size=30; prospective_member=Jordan {provided Amman opens its bases}; opponent=ISIL"}},
		{"a clause goes on after words in quotation marks", "Norway would join the EU, provided it stops “milking the poor” fishing towns.",
			[]string{"EU <bloc:eu> prospective_member=Norway {provided it stops “milking the poor” fishing towns}"}},
		{"their own is another one", "The US-led coalition against ISIS met. Iran wants to form their own coalition. The 65-member coalition went home.",
			[]string{"coalition <bloc:anti-isil-coalition> leader=United States; opponent=ISIL", "own coalition <> ", "coalition <bloc:anti-isil-coalition> size=65"}},
		{"a member by apposition", "Turkey, a NATO member, shot down the drone.", []string{"NATO <bloc:nato> member=Turkey"}},
		{"both of them members", "Spain and Portugal, both members of the eurozone, disagreed.", []string{"eurozone <bloc:eurozone> member=Portugal; member=Spain"}},
		{"no longer a member", "Estonia is no longer a member of the Nordic Council.", []string{"Nordic Council <bloc:nordic-council> former_member=Estonia"}},
		{"what a bloc does", "The African Union suspended Togo on Monday.", []string{"African Union <bloc:african-union> former_member=Togo"}},
		{"who is kept out", "Austria refused to let Belarus into the Council of Europe.", []string{"Council of Europe <bloc:council-of-europe> refused_member=Belarus"}},
		{"it says what it is", "NATO, an alliance of 28 countries, met in the harbour.", []string{"NATO <bloc:nato> size=28"}},
		{"so many have signed", "More than 150 countries signed the Montreal Protocol.", []string{"Montreal Protocol <bloc:montreal-protocol> size=150~"}},
		{"who is at its head", "Rosa Stone, chairwoman of the Congressional Hispanic Caucus, spoke.", []string{"Congressional Hispanic Caucus <bloc:chc> leader=Rosa Stone"}},
		{"a party leaves a government", "The Liberals left the ruling coalition.", []string{"ruling coalition <> former_member=Liberals"}},
		{"an association of persons is none", "The Association of Harbour Pilots has 550 members.", nil},
		{"voters are no bloc", "The Obama coalition of young voters stayed at home.", nil},
		{"nor is a committee", "The 15-member committee met in the library.", nil},
		{"nor a vote", "She won the Iowa Republican caucus.", nil},
		{"nor what two have", "The alliance between the two singers broke up.", nil},
		{"nor a treaty of two", "The extradition treaty between our two countries is old.", nil},
		{"nor a labour union", "The steel workers union called a strike.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, b := range r.find(c.text) {
				got = append(got, shown(c.text, b))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

func FuzzFind(f *testing.F) {
	r := newReader(f)
	for _, seed := range []string{"", "coalition", "The 65-nation coalition of", "65 NATO", "of a dozen", "P5+1’s", "members of NATO, of which", "'s coalition, two of the 12 EU",
		"if the EU", "a dozen hundred nations of the pact", "with the other members of the G7"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		quoted := quote.Pair(r.segmenter.Segment(onrecord.Article{Text: text}))
		resolved := r.resolver.Resolve(nlp.Attributed{Quoted: quoted})
		start := time.Now()
		found := r.finder.Find(resolved)
		if spent := time.Since(start); spent > 5*time.Second {
			t.Errorf("%d bytes took %v", len(text), spent)
		}
		for _, b := range found {
			if b.Name == "" || b.Mention.Empty() || b.Mention.End > len(text) || len(b.By) != len(b.Claims) {
				t.Errorf("%q: %+v", text, b)
			}
			for _, c := range b.Claims {
				if c.Value == "" || c.Span.Empty() || c.Span.End > len(text) {
					t.Errorf("%q: %+v", text, c)
				}
			}
		}
	})
}
