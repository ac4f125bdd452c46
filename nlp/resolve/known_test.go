package resolve_test

import (
	"io"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/resolve"
)

// readOn resolves a text published on a day, or on none, with entities of the
// user's own.
func readOn(t *testing.T, day, text string, own ...io.Reader) nlp.Resolved {
	t.Helper()
	article := onrecord.Article{Text: text}
	if day != "" {
		article.Dates = []onrecord.Date{{Kind: onrecord.Published, Value: day, Confidence: 1}}
	}
	return articles(t, own...)(article)
}

func TestDirectory(t *testing.T) {
	for name, c := range map[string]struct {
		day, text, own string
		name, id       string // of the first speaker; "" for the key of one who is not in the directory
	}{
		"office and surname, on the day": {day: "2015-11-24", text: "“We agreed on this,” President Obama said.", name: "Barack Obama", id: "Q76"},
		"the same office, another day":   {day: "2003-11-24T10:00:00Z", text: "“We agreed on this,” President Bush said.", name: "George W. Bush"},
		"two held it, no day":            {text: "“We agreed on this,” President Bush said.", name: "Bush", id: "person:bush"},
		"a surname alone is never linked": {day: "2015-11-24", text: "“We agreed on this,” Ms. Obama said. Obama left the hall.",
			name: "Obama", id: "person:obama"},
		"a full name":                  {text: "“We agreed on this,” said Angela Merkel.", name: "Angela Merkel", id: "Q567"},
		"a legislator's common name":   {text: "“The bridge is shut,” said Mike Johnson, a plumber.", name: "Mike Johnson", id: "person:mike-johnson"},
		"office of a country, no name": {day: "2015-11-24", text: "“We agreed on this,” the Russian president said.", name: "Vladimir Putin", id: "Q7747"},
		"the same without a day":       {text: "“We agreed on this,” the Russian president said.", name: "Russian president", id: "unnamed:russian-president"},
		"an office that one of the article held": {day: "2008-07-20", text: "“It has to stop,” the Prime Minister said. Gordon Brown was in Leeds.",
			name: "Gordon Brown", id: "Q10648"},
		"an office that he no longer held": {day: "2012-07-20", text: "“It has to stop,” the Prime Minister said. Gordon Brown was in Leeds.", name: "Prime Minister"},
		"not the wife whom alone the article names": {day: "2018-12-23", text: "“The wall is built,” President Trump said. He stood beside his wife, Melania Trump.",
			name: "Donald Trump", id: "Q22686"},
		"the user's own": {day: "2020-01-01", text: "“The bridge is shut,” Mayor Quillfeather said.", name: "Orla Quillfeather", id: "mayor:quillfeather",
			own: `{"id":"mayor:quillfeather","names":["Orla Quillfeather"],"kind":"person","roles":[{"title":"Mayor of Tidewell","short":["mayor"],"from":"2019"}]}`},
		"the user's own, before the office": {day: "2018-01-01", text: "“The bridge is shut,” Mayor Quillfeather said.", name: "Quillfeather", id: "person:quillfeather",
			own: `{"id":"mayor:quillfeather","names":["Orla Quillfeather"],"kind":"person","roles":[{"title":"Mayor of Tidewell","short":["mayor"],"from":"2019"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			found := readOn(t, c.day, c.text, strings.NewReader(c.own))
			if len(found.Speakers) == 0 || found.Speakers[0].Name != c.name {
				t.Fatalf("speakers %+v, want %s", found.Speakers, c.name)
			}
			for _, e := range found.Entities {
				if e.ID == found.Speakers[0].Entity && c.id != "" && e.Key != c.id {
					t.Errorf("key %q, want %q", e.Key, c.id)
				}
				if strings.HasPrefix(e.Key, "Q") != (e.Wikidata != "") {
					t.Errorf("key %q, QID %q", e.Key, e.Wikidata)
				}
			}
		})
	}
}

// TestOneEntity wants several names to be one entity, with one key.
func TestOneEntity(t *testing.T) {
	for name, c := range map[string]struct {
		text, key string
		mentions  []string
	}{
		"names of a body": {"The group ISIS fled. ISIL lost the town. “Daesh is beaten,” the general said.", "Q2429253", []string{"ISIS", "ISIL", "Daesh"}},
		"a capital as a subject, and as a place": {"Russia signed. He flew to Moscow. But Moscow has not withdrawn its forces.", "Q159",
			[]string{"Russia", "Moscow"}},
		"pronouns and a description": {"The mayor of Tidewell, Paula Quill, opened the bridge. She praised the builders. The mayor then left with her guests.",
			"person:paula-quill", []string{"Paula Quill", "She", "The mayor", "her"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, e := range readOn(t, "", c.text).Entities {
				if e.Key != c.key {
					continue
				}
				var got []string
				for _, m := range e.Mentions {
					got = append(got, m.In(c.text))
				}
				if strings.Join(got, "|") != strings.Join(c.mentions, "|") {
					t.Errorf("mentions %q, want %q", got, c.mentions)
				}
				return
			}
			t.Errorf("no entity %s", c.key)
		})
	}
}

func TestWeightsAreChecked(t *testing.T) {
	resolver, err := resolve.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"distance/any/0", "distance/any/0\tmuch", "distance/any/0\tNaN", "no/any/0\t1", "distance/any/0\t1e9"} {
		if _, err := resolver.WithPronouns([]byte(table)); err == nil {
			t.Errorf("%q is taken", table)
		}
	}
	if _, err := resolver.WithPronouns([]byte("# none\n" + resolve.FeatureName(1) + "\t0.5\n")); err != nil {
		t.Error(err)
	}
}
