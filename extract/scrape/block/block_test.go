package block

import (
	"strings"
	"testing"
)

func texts(blocks []Block) []string {
	var out []string
	for _, b := range blocks {
		out = append(out, b.Text)
	}
	return out
}

func TestSplit(t *testing.T) {
	wrapped := "The council of the small town met on Tuesday evening to talk\nabout the bridge that has been closed since the flood came, and\nabout the money that its repair would take from the schools.\n\nNobody was content with the plan that the mayor had put\nforward, which would close the school in the old quarter of\nthe town for good and send the children across the river.\n\nMenu\nSport\n"
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"lines", "a b\r\nc\rd\u2028e", []string{"a b", "c", "d", "e"}},
		{"white space and control characters", " a \u00a0 b\x00c\t\td ", []string{"a bc d"}},
		{"nothing", "\n\n \n", nil},
		{"broken sentence", "The envoy said that the two sides need to ensure that they have a\n\nmilitary plan that holds.", []string{"The envoy said that the two sides need to ensure that they have a military plan that holds."}},
		{"broken before a name", "The two sides want to talk to the\nUnited Nations this week.", []string{"The two sides want to talk to the United Nations this week."}},
		{"menu in small letters", "about us\ncontact\nsign in", []string{"about us", "contact", "sign in"}},
		{"whole sentences", "The dam broke on Monday at noon, they said.\nand then it rained", []string{"The dam broke on Monday at noon, they said.", "and then it rained"}},
		{"headlines", "The Road That You Have Never Heard Of\nA trip in five parts\nWhat the winner of the prize is up to\nby jrb", []string{"The Road That You Have Never Heard Of", "A trip in five parts", "What the winner of the prize is up to", "by jrb"}},
		{"link on its own line", "The firm is part of a group, says the\nHarrow Gazette\n, which owns it.", []string{"The firm is part of a group, says the Harrow Gazette , which owns it."}},
		{"hard-wrapped", wrapped, []string{
			"The council of the small town met on Tuesday evening to talk about the bridge that has been closed since the flood came, and about the money that its repair would take from the schools.",
			"Nobody was content with the plan that the mayor had put forward, which would close the school in the old quarter of the town for good and send the children across the river.",
			"Menu", "Sport"}},
	} {
		if got := texts(Split(c.in)); strings.Join(got, "¶") != strings.Join(c.want, "¶") {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestFeaturesAreOneLength(t *testing.T) {
	blocks := Split("Home\nNews\n" + strings.Repeat("The mayor of the town said on Monday that it was not for him to say.\n", 5) + "© 2031")
	rows := Features(blocks)
	odds := make([]float32, len(rows))
	second := Second(blocks, rows, odds)
	third := Third(blocks, second, odds)
	for i := range rows {
		if len(rows[i]) != len(rows[0]) || len(second[i]) != len(second[0]) || len(third[i]) != len(third[0]) {
			t.Fatalf("row %d has another length", i)
		}
	}
	if len(rows) != len(blocks) || len(Features(nil)) != 0 {
		t.Error("not one row a block")
	}
}

// The page has a story although no block is likely to be one, and says no
// paragraph twice.
func TestDecodeFindsAStory(t *testing.T) {
	var story strings.Builder
	for _, who := range []string{"mayor", "baker", "old priest", "mayor"} {
		story.WriteString("The " + who + " of the town said on Monday that it was not for him to say why.\n")
	}
	blocks := Split("Menu\nSport\n" + story.String() + "Contact")
	odds := []float32{-5, -5, -1, -1, -1, -1.5, -5}
	keep := Decode(blocks, odds)
	if keep[0] || keep[1] || !keep[2] || !keep[3] || !keep[4] || keep[5] || keep[6] {
		t.Errorf("kept %v", keep)
	}
	if len(Decode(nil, nil)) != 0 {
		t.Error("something kept of nothing")
	}
}

func BenchmarkFeatures(b *testing.B) {
	var s strings.Builder
	for range 200 {
		s.WriteString("Menu\nThe mayor of the town said on Monday that it was not for him to say why the bridge was closed.\n")
	}
	b.SetBytes(int64(s.Len()))
	for b.Loop() {
		Features(Split(s.String()))
	}
}
