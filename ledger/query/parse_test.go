package query

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/onrecord/onrecord"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{" \t\n", ""},
		{"bridge", "bridge"},
		{"bridge ferry", "bridge ferry"},
		{"bridge AND ferry", "bridge ferry"},
		{"a OR b c OR d", "a OR b c OR d"},
		{"(a OR b) c", "(a OR b) c"},
		{"((a b) c)", "a b c"},
		{"(a OR (b OR c))", "a OR b OR c"},
		{"NOT a b", "NOT a b"},
		{"NOT (a b)", "NOT (a b)"},
		{"-a -“b c”", `NOT a NOT "b c"`},
		{"“over  the\nsound”", `"over the sound"`},
		{"„over the sound“", `"over the sound"`},
		{`"AND"`, `"AND"`},
		{"and or not", "and or not"},
		{"tarif*", "tarif*"},
		{"Speaker:Stone", "speaker:Stone"},
		{"speaker:“Ada Stone”", `speaker:"Ada Stone"`},
		{`speaker:"Stone"`, "speaker:Stone"},
		{"kind:Direct act:DENIAL condition:any", "kind:direct act:denial condition:any"},
		{"before:2016-01-01 after:2015", "before:2016-01-01 after:2015"},
		{"NOT speaker:Stone", "NOT speaker:Stone"},
		{"10:30 don’t e-mail", "10:30 don’t e-mail"},
		{"a)b", "!2"},
		{"(a", "!3"},
		{"()", "!2"},
		{"é (", "!4"},
		{"“open", "!6"},
		{`""`, "!2"},
		{"AND a", "!1"},
		{"a AND", "!6"},
		{"a OR", "!5"},
		{"a OR OR b", "!6"},
		{"NOT", "!4"},
		{"über speeker:Stone", "!6"},
		{"speaker: Stone", "!9"},
		{"kind:loud", "!6"},
		{"é before:yesterday", "!10"},
		{"after:2016-02-30", "!7"},
		{strings.Repeat("(", 10_000), "!4001"},
		{strings.Repeat("(", 3_000), "!51"},
		{strings.Repeat("NOT ", 900) + "a", "!201"},
		{strings.Repeat("a ", 1500), "!401"},
	} {
		q, err := Parse(c.in)
		got := q.String()
		var wrong *onrecord.QueryError
		if errors.As(err, &wrong) {
			got = "!" + strconv.Itoa(wrong.Column)
			if wrong.Want == "" || wrong.Query != c.in {
				t.Errorf("%.40q: the error says %+v", c.in, wrong)
			}
		}
		if got != c.want {
			t.Errorf("%.40q: got %q, want %q (%v)", c.in, got, c.want, err)
		}
	}
}

// node draws trees in the form that Parse gives: no list in a list of its kind.
func node(depth int) *rapid.Generator[Node] {
	return rapid.Custom(func(t *rapid.T) Node {
		kind := 0
		if depth > 0 {
			kind = rapid.IntRange(0, 5).Draw(t, "kind")
		}
		word := rapid.StringMatching(`[a-zé][a-z’0-9\-.]{0,6}`)
		switch kind {
		case 1:
			return Words{Text: rapid.StringMatching(`[^"“”„«»‟\pZ\pC]{1,5}( [^"“”„«»‟\pZ\pC]{1,5})?`).Draw(t, "phrase"), Phrase: true}
		case 2:
			return Field{"speaker", rapid.StringMatching(`[^"“”„«»‟\pZ\pC]{1,5}( [^"“”„«»‟\pZ\pC]{1,5})?`).Draw(t, "value")}
		case 3:
			return Not{node(depth-1).Draw(t, "not")}
		case 4, 5:
			var out []Node
			for range rapid.IntRange(2, 4).Draw(t, "length") {
				n := node(depth-1).Draw(t, "part")
				_, and := n.(And)
				_, or := n.(Or)
				if and && kind == 4 || or && kind == 5 {
					n = Not{n}
				}
				out = append(out, n)
			}
			if kind == 4 {
				return And(out)
			}
			return Or(out)
		}
		return Words{Text: word.Draw(t, "word"), Prefix: rapid.Bool().Draw(t, "prefix")}
	})
}

func TestStringParsesToTheSameTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Query{node(3).Draw(t, "tree")}
		got, err := Parse(want.String())
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%q parsed to %#v (%v), want %#v", want, got, err, want)
		}
	})
}

func TestWalkSeesEveryNode(t *testing.T) {
	q, err := Parse("a (b OR NOT speaker:c)")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	Walk(q.Root, func(Node) { n++ })
	if n != 6 {
		t.Errorf("saw %d nodes, want 6", n)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a OR (b NOT “c d”)", "speaker:\"A B\" -x* before:2016", "((", "\x00\xff:*", "--a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		q, err := Parse(in)
		if err != nil {
			var wrong *onrecord.QueryError
			if !errors.As(err, &wrong) || wrong.Column < 1 || wrong.Column > len([]rune(in))+1 {
				t.Fatalf("%q: %v", in, err)
			}
			return
		}
		plain := q.String()
		if len([]rune(plain)) > maxLength {
			return
		}
		again, err := Parse(plain)
		if err != nil || !reflect.DeepEqual(q, again) {
			t.Fatalf("%q: %q parses to %#v (%v), not %#v", in, plain, again, err, q)
		}
	})
}
