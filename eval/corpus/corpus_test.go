package corpus

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/metric"
)

func all[T any](t *testing.T, in iter.Seq2[T, error]) []T {
	t.Helper()
	var out []T
	for row, err := range in {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	return out
}

func failure[T any](in iter.Seq2[T, error]) string {
	for _, err := range in {
		if err != nil {
			return err.Error()
		}
	}
	return ""
}

const twoArticles = `{"id":"a","publisher":"Harbour Post","text":"Rain\u2028fell, Ada said.","attributions":[{"source":[[11,14]],"cue":[[15,19]],"content":[[0,9]]}]}

{"id":"b","text":"Raw` + "\u2028" + `line separators and é.","attributions":[]}`

func TestArticlesPlainAndGzipped(t *testing.T) {
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	fmt.Fprint(z, twoArticles)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"plain.jsonl": []byte(twoArticles), "packed.jsonl.gz": packed.Bytes()} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		got := all(t, File(path, Articles))
		if len(got) != 2 || got[0].ID != "a" || !strings.Contains(got[1].Text, "Raw\u2028line") {
			t.Fatalf("%s: %+v", name, got)
		}
		a := got[0].Attributions[0]
		if words := string([]rune(got[0].Text)[a.Source[0].Start:a.Source[0].End]); words != "Ada" {
			t.Errorf("%s: source is %q", name, words)
		}
	}
}

func TestBadLinesAreNamed(t *testing.T) {
	for _, c := range []struct {
		name, want string
		got        string
	}{
		{"no JSON", "line 2: ", failure(Articles(strings.NewReader("{\"id\":\"a\",\"text\":\"\"}\nnonsense\n")))},
		{"a span outside", "line 1: attribution 0: range [0, 99]", failure(Articles(strings.NewReader(`{"id":"a","text":"é","attributions":[{"cue":[[0,99]]}]}`)))},
		{"half a range", "line 1: a range is", failure(Articles(strings.NewReader(`{"id":"a","text":"é","attributions":[{"cue":[[0]]}]}`)))},
		{"no id", "line 3: an article without id", failure(Articles(strings.NewReader("\n\n{}")))},
		{"labels missing", "line 1: 2 tokens but 1 labels", failure(Tagged(strings.NewReader(`{"tokens":["a","b"],"labels":["O"]}`)))},
		{"foreign label", `line 1: token 0 has the unknown label "B-PER"`, failure(Tagged(strings.NewReader(`{"tokens":["a"],"labels":["B-PER"]}`)))},
		{"columns", "line 2: a word needs 10 columns", failure(CoNLLU(strings.NewReader("# newdoc id = x\n1\tword\n")))},
		{"no number", `line 1: "x" is no number`, failure(CoNLLU(strings.NewReader("x\ta\t_\t_\t_\t_\t_\t_\t_\t_\n")))},
		{"speaker", "line 1: content [5, 2]", failure(Speakers(strings.NewReader(`{"doc":"a","content_start":5,"content_end":2}`)))},
		{"page", "line 1: a page without id", failure(Pages(strings.NewReader(`{}`)))},
		{"no such file", "no such file", failure(File(filepath.Join("testdata", "none"), Pages))},
	} {
		if !strings.Contains(c.got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestTruncatedGzipIsAnError(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	fmt.Fprint(z, strings.Repeat(`{"id":"a","text":"x"}`+"\n", 1000))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cut.gz")
	if err := os.WriteFile(path, packed.Bytes()[:packed.Len()/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if got := failure(File(path, Articles)); !strings.Contains(got, "unexpected EOF") {
		t.Errorf("got %q", got)
	}
}

func TestTexts(t *testing.T) {
	got := all(t, Texts(strings.NewReader("{\"id\":7,\"body\":\"Rain.\"}\n{\"id\":\"x/8\",\"text\":\"Sun.\"}")))
	if want := []Text{{"7", "Rain."}, {"x/8", "Sun."}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDetokenise(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"`` It rained , '' Ada Stone did n't say .", "“It rained,” Ada Stone didn't say."},
		{"The bridge -LRB- at last -RRB- is open , she 's told .", "The bridge (at last) is open, she's told."},
		{"the farmers ' vote cost $ 5 or 3 % ...", "the farmers' vote cost $5 or 3%..."},
		{"He called it ' a fine day ' .", "He called it 'a fine day'."},
		{`\" Rain \" , she said`, `"Rain", she said`},
		{"She called it '' a fine day , '' he said", "She called it “a fine day,” he said"},
		{"it ends here , '' said Bo", "it ends here,” said Bo"},
		{"the ` quiet ' harbour", "the ‘quiet' harbour"},
		{"and/or / yes -- no", "and/or/yes -- no"},
		{"we ’ve — at last — won", "we’ve — at last — won"},
	} {
		got, _ := Detokenise(strings.Fields(c.in))
		if got != c.want {
			t.Errorf("Detokenise(%q)\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

func TestTaggedFragments(t *testing.T) {
	in := "{\"id\":\"p\",\"tokens\":[\"``\",\"Rain\",\",\",\"''\",\"said\",\"Ada\",\"\u00a0\",\"Stone\",\"again\"]," +
		`"labels":["B-content","I-content","I-content","I-CONTENT","B-CUE","I-source","I-source","I-source","I-content"]}`
	p := all(t, Tagged(strings.NewReader(in)))[0]
	text := []rune(p.Text)
	words := func(in []metric.Range) (out []string) {
		for _, r := range in {
			out = append(out, string(text[r.Start:r.End]))
		}
		return out
	}
	for _, c := range []struct {
		got  []metric.Range
		want []string
	}{{p.Fragments.Content, []string{"“Rain,”", "again"}}, {p.Fragments.Cue, []string{"said"}}, {p.Fragments.Source, []string{"Ada Stone"}}} {
		if got := words(c.got); !slices.Equal(got, c.want) {
			t.Errorf("got %q, want %q in %q", got, c.want, p.Text)
		}
	}
}

// conllu writes words as CoNLL-U: "ID FORM [MISC]" each, "" ends a sentence, a
// # line is a comment.
func conllu(words ...string) string {
	var b strings.Builder
	for _, w := range words {
		f := strings.Fields(w)
		switch {
		case strings.HasPrefix(w, "#") || w == "":
			fmt.Fprintln(&b, w)
		case len(f) == 2:
			fmt.Fprintf(&b, "%s\t%s\t_\t_\t_\t_\t_\t_\t_\t_\n", f[0], f[1])
		default:
			fmt.Fprintf(&b, "%s\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", f[0], f[1], f[2])
		}
	}
	return b.String()
}

func TestCoNLLU(t *testing.T) {
	in := conllu("# newdoc id = weblog-harbour", "# newpar",
		"1-2 Don't", "1 Do", "2 n't", "3 stay Entity=x|SpaceAfter=No", "4 .", "4.1 ghost", "",
		"1 Go SpaceAfter=No", "2 !", "",
		"# newpar id = p2", "1 Café", "",
		"# newdoc id = second", "# meta::genre = speech", "1 Yes")
	got := all(t, CoNLLU(strings.NewReader(in)))
	if len(got) != 2 {
		t.Fatalf("%d documents", len(got))
	}
	d := got[0]
	if d.Text != "Don't stay. Go!\n\nCafé" || d.Genre != "weblog" {
		t.Errorf("%q of genre %q", d.Text, d.Genre)
	}
	if want := []metric.Range{{Start: 0, End: 11}, {Start: 12, End: 15}, {Start: 17, End: 21}}; !slices.Equal(d.Sentences, want) {
		t.Errorf("sentences %v, want %v", d.Sentences, want)
	}
	if want := []int{15, 21}; !slices.Equal(d.ParaEnds, want) {
		t.Errorf("paragraphs end at %v, want %v", d.ParaEnds, want)
	}
	if len(d.Words) != 6 || got[1].Genre != "speech" || got[1].Text != "Yes" {
		t.Errorf("%d words; second document %+v", len(d.Words), got[1])
	}
}

func TestPoints(t *testing.T) {
	text := "aé“b”"
	got := Points(text, []onrecord.Span{{Start: 3, End: 6}, {Start: 1, End: 3}, {Start: 7, End: 99}, {Start: -4, End: 1}})
	want := []metric.Range{{Start: 2, End: 3}, {Start: 1, End: 2}, {Start: 4, End: 5}, {Start: 0, End: 1}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestLongLinesAreReadWhole(t *testing.T) {
	long := strings.Repeat("x", 1<<18)
	got := all(t, Texts(io.MultiReader(strings.NewReader(`{"id":1,"text":"`), strings.NewReader(long), strings.NewReader("\"}\n{\"id\":2}"))))
	if len(got) != 2 || got[0].Text != long {
		t.Errorf("%d rows, the first of %d bytes", len(got), len(got[0].Text))
	}
}
