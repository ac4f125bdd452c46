package story

import (
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/extract/dom"
)

func texts(blocks []Block) []string {
	var out []string
	for _, b := range blocks {
		out = append(out, b.Text)
	}
	return out
}

func TestBlocks(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"paragraphs", "<p>One <b>two</b>.</p>\n<p>Three</p>", []string{"One two.", "Three"}},
		{"text beside blocks", "<div>a<p>b</p>c</div>", []string{"a", "b", "c"}},
		{"two line breaks part paragraphs", "<div>a<br>b<br> <br>c</div>", []string{"a b", "c"}},
		{"lists and headings", "<h2>H</h2><ul><li>a</li><li>b</li></ul>", []string{"H", "a", "b"}},
		{"nothing that is not seen", "<p>a</p><script>x</script><style>y</style><!-- z --><noscript>n</noscript>", []string{"a"}},
		{"a link across blocks", "<a href=x><div>a</div><div>b</div></a>", []string{"a", "b"}},
		{"white space", "<p> \n </p><p>&nbsp;</p>", nil},
	} {
		if got := texts(Blocks(dom.Parse(c.in))); !slices.Equal(got, c.want) {
			t.Errorf("%s: blocks %q, want %q", c.name, got, c.want)
		}
	}
}

func TestVoteShare(t *testing.T) {
	v := NewVote("One two three four five.\nShort line\n")
	blocks := Blocks(dom.Parse("<p>one two three four five</p><p>six seven eight nine</p><p>Short line</p><p>Other</p>"))
	for i, want := range []float32{1, 0, 1, 0} {
		if got := v.Share(&blocks[i]); got != want {
			t.Errorf("share of %q is %v, want %v", blocks[i].Text, got, want)
		}
	}
	if !(Vote{}).Empty() || v.Empty() {
		t.Error("Empty is wrong")
	}
}

func TestClassSet(t *testing.T) {
	group := func(name string) uint32 { return 1 << slices.Index(classGroups, name) }
	for in, want := range map[string]uint32{
		"article-body": group("story") | group("bodyish"), "articleBody": group("story") | group("bodyish"), "c-newsletter__signUp": group("signup"),
		"comments": group("comment"), "x1": 0, "": 0,
	} {
		if got := classSet(in); got&want != want {
			t.Errorf("classSet(%q) = %b lacks %b", in, got, want)
		}
	}
}

func TestFeaturesHaveOneLength(t *testing.T) {
	blocks := Blocks(dom.Parse("<h1>t</h1><article><p>a b c</p><ul><li>x</li></ul></article><table><td>q</td></table>"))
	for i, row := range Features(blocks, Votes{Declared: NewVote("a b c")}, "t") {
		if len(row) != FeatureCount() {
			t.Errorf("block %d has %d features, not %d", i, len(row), FeatureCount())
		}
	}
	if len(classGroups) > maxGroups {
		t.Errorf("%d groups of classes; the limit is %d", len(classGroups), maxGroups)
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, bad := range []string{"", "{", `{"trees":[{"f":[0],"t":[1],"l":[5],"r":[6],"v":[0]}]}`, `{"trees":[{"f":[0],"t":[],"l":[0],"r":[0],"v":[0]}]}`, `{"trees":[{"f":[9999,0,0],"t":[1,0,0],"l":[1,0,0],"r":[2,0,0],"v":[0,1,2]}]}`} {
		if _, err := Load(strings.NewReader(bad)); err == nil {
			t.Errorf("Load(%q) takes it", bad)
		}
	}
	m, err := Load(strings.NewReader(`{"bias":1,"trees":[{"f":[0,0,0],"t":[0.5,0,0],"l":[1,0,0],"r":[2,0,0],"v":[0,-3,3]}]}`))
	if err != nil || m.Margin(make([]float32, FeatureCount())) != -2 {
		t.Errorf("a good model: %v", err)
	}
}

func TestSentences(t *testing.T) {
	long := "The council of Northmere voted on Tuesday to close the old harbour bridge, an official said."
	page := "<nav><p>" + long + "</p></nav><p>" + long + "</p><p><a href=x>" + long + "</a></p><p>Menu</p><p>Second: " + long + "</p>"
	if got := texts(Sentences(Blocks(dom.Parse(page)))); !slices.Equal(got, []string{long, "Second: " + long}) {
		t.Errorf("sentences %q", got)
	}
	if got := Sentences(Blocks(dom.Parse("<p>Nothing here.</p>"))); got != nil {
		t.Errorf("sentences %q", texts(got))
	}
}
