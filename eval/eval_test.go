package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/internal/invented"
)

// tinyData writes a folder of reference data of our own making, one or two
// rows a file, laid out as the real one.
func tinyData(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write := func(path, content string) {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	row := func(v any) string {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(data) + "\n"
	}
	text := "“The café is shut,” Ada Stone said. She added that rain had come in."
	span := func(part string) []metric.Range {
		start := len([]rune(text[:strings.Index(text, part)]))
		return []metric.Range{{Start: start, End: start + len([]rune(part))}}
	}
	article := corpus.Article{ID: "a1", Publisher: "sound-courier", Text: text, Attributions: []metric.Attribution{
		{Source: span("Ada Stone"), Cue: span("said"), Content: span("“The café is shut,”")},
		{Source: span("She"), Cue: span("added"), Content: span("that rain had come in")},
		{Cue: span("said")},
	}}
	write("polnear/dev.jsonl.gz", row(article)) // the readers go by the first bytes, not by the name
	article.ID = "a2"
	write("polnear/train.jsonl.gz", row(article)+row(corpus.Article{ID: sharesWire, Text: "x"}))
	tagged := "{\"id\":\"p\",\"tokens\":[\"``\",\"Rain\",\",\",\"''\",\"Ada\",\"said\"],\"labels\":[\"B-content\",\"I-content\",\"I-content\",\"I-content\",\"B-source\",\"B-cue\"]}\n"
	for _, path := range []string{"polnear/cofenet-valid.jsonl.gz", "attribution-other/vaccination-train.jsonl.gz", "attribution-other/riqua-dev.jsonl.gz"} {
		write(path, tagged)
	}
	write("gold/speakers-dev.jsonl", row(corpus.Speaker{Doc: "a1", ContentStart: 0, ContentEnd: 19, Type: "direct", Name: "Ada Stone", Kind: "person", Difficulty: "easy"})+
		row(corpus.Speaker{Doc: "a2", ContentStart: 46, ContentEnd: 67, Type: "indirect", Name: "Ada Stone", Kind: "person", Difficulty: "coref"}))
	a := invented.New(1)
	write("pages/aet-dev.jsonl.gz", row(corpus.Page{ID: "p1", URL: "https://courier.example/1", HTML: a.HTML(), Title: a.Title, Body: a.Text(), Authors: a.Author, Date: a.Day}))
	write("pages/readability.jsonl.gz", row(corpus.Page{ID: "p2", HTML: invented.New(2).HTML()}))
	tinyTranscripts(write, row)
	write("bulk/reuters21578.jsonl.gz", `{"id":1,"body":"Rain fell.\u0003"}`+"\n"+`{"id":2,"body":""}`+"\n")
	write("bulk/guardian-3k.jsonl.gz", `{"id":"x/1","text":"It rained.Then it stopped."}`+"\n")
	gold := corpus.Transcript{ID: "t1", Title: "Briefing by Harbour Spokesman Hugh Tamm, 3/12/24", Date: "2024-03-12", Text: "MR. TAMM: It is shut.\n\nQ Why?\n\nMR. TAMM: Rain."}
	for _, name := range []string{"briefings", "campaign", "presidency"} {
		write("transcripts/"+name+"-dev.jsonl.gz", row(gold))
	}
	write("gold/stories-dev.jsonl", `{"event":"x","utterance":"x-1","reports":[{"doc":"x/1","spans":[[0,5]]},{"doc":"x/2","spans":[[0,5]]}],"relations":[{"a":0,"b":1,"kind":"identical"}]}`+"\n")
	write("stories/basil-dev.jsonl.gz", `{"event":"x","outlet":"1","text":"It rained. Then it stopped."}`+"\n")
	tree := "# newdoc id = weblog-x\n1\tRain\t_\t_\t_\t_\t_\t_\t_\t_\n2\tfell\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tSun\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
	for _, name := range []string{"gum-dev", "gum-test", "gum-test2", "ewt-dev"} {
		write("syntax/"+name+".conllu.gz", tree+tinyPersons)
	}
	write("syntax/gum-train.conllu.gz", tinyPersons)
	for _, part := range []string{"development", "validation"} {
		write("syntax/gap-"+part+".tsv.gz", tinyPronouns)
	}
	write("gold/terms-texts-dev.jsonl.gz", row(corpus.Text{ID: "a1", Text: text})+row(corpus.Text{ID: "b1", Text: "The 12-nation Harbour Pact holds."})+row(corpus.Text{ID: "b2", Text: "Rain fell."}))
	write("gold/terms-dev.jsonl", row(corpus.Term{Text: "a1", Source: span("She"), Cue: span("added"), Content: span("that rain had come in"), Act: "claim", Modality: "asserted"}))
	write("gold/blocs-dev.jsonl", `{"text_file":"b1","sentence":[0,33],"bloc_mention":[14,26],"is_bloc":true,"claims":[{"type":"size","value":12}]}`+"\n")
	write("gold/verify-articles-dev.jsonl.gz", row(corpus.Text{ID: "v1", Text: text}))
	write("gold/verify-transcripts-dev.jsonl.gz", row(corpus.Text{ID: "t1", Text: tinyTranscript}))
	write("gold/verify-dev.jsonl", `{"id":"q1","article_id":"v1","transcript_id":"t1","start":1,"end":18,"verdict":"exact","flags":[],"transcript_spans":[{"start":10,"end":26}]}`+"\n")
	for _, name := range []string{"briefings-dev", "campaign-dev", "presidency-dev"} {
		write("transcripts/"+name+".jsonl.gz", strings.Repeat(row(corpus.Text{ID: "t1", Text: strings.Repeat(tinyTranscript, 40)}), 41))
	}
	write("warc/one/good.warc", "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: x\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nRain.\r\n\r\n")
	write("warc/one/bad.arc", "filedesc://bad 0 0 text/plain -1\n")
	return dir
}

// tinyTranscript is a briefing about a café.
const tinyTranscript = "MS. STONE: The café is shut. Rain had come in through the roof, and the two cooks were not told of it. " +
	"We have asked the owner for seven new windows before the winter.\n\nQ: Who will pay for the windows, and when?\n\n" +
	"MR. HILL: The owner will pay for them, if the council agrees to it. Nobody else has offered us any money so far.\n\n"

func run(t *testing.T, o Options, names ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := Run(context.Background(), &out, newReader(t), o, names); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestRunAllOnTinyData(t *testing.T) {
	o := Options{Data: tinyData(t)}
	first := run(t, o, all)
	if second := run(t, o, all); first != second {
		t.Errorf("two runs differ:\n%s\n%s", first, second)
	}
	for _, m := range Names() {
		if has := strings.Contains(first, "\n== "+m.Name+": "+m.About+"\n"); has != m.InAll {
			t.Errorf("%s is in the report: %v, should be: %v", m.Name, has, m.InAll)
		}
	}
	for _, want := range []string{"# onrecord eval --data DIR all > eval/baseline.txt\n", "sound-courier", "by publisher"} {
		if !strings.Contains(first, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if strings.Contains(first, o.Data) {
		t.Error("the report names the folder")
	}
}

func TestRunTheRestOnTinyData(t *testing.T) {
	var timing bytes.Buffer
	out := run(t, Options{Data: tinyData(t), Timing: &timing}, "polnear-train", "robustness", "speed")
	for _, want := range []string{"warc/one/good.warc", "read in part: warc/one/bad.arc: at offset 0: ", "from clean text"} {
		if !strings.Contains(out, want) {
			t.Errorf("the report lacks %q:\n%s", want, out)
		}
	}
	if !strings.Contains(timing.String(), "peak heap") || strings.Contains(strings.Split(out, "== speed")[0], "/s,") {
		t.Errorf("times are not where they belong: %q", timing.String())
	}
}

func TestJSONHasTheSameFigures(t *testing.T) {
	out := run(t, Options{Data: tinyData(t), JSON: true}, "detect", "speakers")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, line := range lines {
		var r struct {
			Name   string
			Tables []struct {
				Columns []string
				Rows    []struct {
					Label  string
					Values []*float64
				}
			}
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		for _, table := range r.Tables {
			for _, row := range table.Rows {
				if len(row.Values) != len(table.Columns) {
					t.Errorf("%s, %s: %d values in %d columns", r.Name, row.Label, len(row.Values), len(table.Columns))
				}
			}
		}
	}
}

func TestRunFails(t *testing.T) {
	dir := tinyData(t)
	broken := tinyData(t)
	if err := os.WriteFile(filepath.Join(broken, "polnear", "dev.jsonl.gz"), []byte("{\"id\":\"a\"}\nnonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, data string
		names      []string
		want       string
	}{
		{"nothing named", dir, nil, "nothing to measure"},
		{"unknown name", dir, []string{"polnear", "polnaer"}, `unknown name "polnaer"; known are polnear, `},
		{"no folder", "", []string{"polnear"}, "no folder"},
		{"no data", t.TempDir(), []string{"speakers"}, "eval speakers: "},
		{"bad line", broken, []string{"polnear"}, "line 2: "},
	} {
		var out bytes.Buffer
		err := Run(context.Background(), &out, newReader(t), Options{Data: c.data}, c.names)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Run(ctx, &bytes.Buffer{}, newReader(t), Options{Data: dir}, []string{all}); err == nil {
		t.Error("a cancelled run came to its end")
	}
}

func TestPanicsAreCountedNotPassedOn(t *testing.T) {
	b := &bench{} // a reader that is nil panics
	got := b.tryPage(context.Background(), onrecord.Page{ID: "x", Form: onrecord.Text, Body: []byte("Rain.")})
	if got.what != outcomePanic || !strings.Contains(got.message, "nil pointer") {
		t.Errorf("%+v", got)
	}
}

func TestTablesAreAligned(t *testing.T) {
	table := Table{Title: "é", Columns: []string{"a", "long name"}, Notes: []string{"note"}}
	table.row("row one", count(12), none())
	table.row("x", percent(3.25), thousandth(0.5))
	var b strings.Builder
	table.text(&b)
	want := "\n" +
		"é          a  long name\n" +
		"row one   12          –\n" +
		"x        3.2      0.500\n" +
		"  note\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestKindOf(t *testing.T) {
	for _, c := range []struct {
		text, content string
		want          onrecord.Kind
	}{
		{`“Rain fell,” she said.`, `“Rain fell,”`, onrecord.Direct},
		{`"Rain fell," she said.`, `"Rain fell,"`, onrecord.Direct},
		{"``Rain fell,'' she said.", "``Rain fell,''", onrecord.Direct},
		{"''Rain fell,'' she said.", "''Rain fell,''", onrecord.Direct},
		{`She said “rain” fell.`, `“rain” fell`, onrecord.Mixed},
		{`She said rain fell.`, `rain fell`, onrecord.Indirect},
		{"“Rain fell.\n\nNobody came.", "Nobody came", onrecord.Indirect},
		{"“Rain fell.\n\n“Nobody came.”", "“Rain fell.\n\n“Nobody came.”", onrecord.Direct},
	} {
		text := []rune(c.text)
		start := len([]rune(c.text[:strings.Index(c.text, c.content)]))
		got := kindOf(text, inMarks(text), []metric.Range{{Start: start, End: start + len([]rune(c.content))}})
		if got != c.want {
			t.Errorf("%q in %q is %s, want %s", c.content, c.text, got, c.want)
		}
	}
}

func TestEachKeepsOrderAndEndsAtErrors(t *testing.T) {
	numbers := func(yield func(int, error) bool) {
		for i := range 100 {
			if !yield(i, nil) {
				return
			}
		}
		yield(0, fmt.Errorf("the end"))
	}
	var got []int
	err := each(context.Background(), numbers, func(i int) int { return i * i }, func(i, square int) {
		if square != i*i {
			t.Errorf("%d came with %d", i, square)
		}
		got = append(got, i)
	})
	if err == nil || len(got) != 100 || !slices.IsSorted(got) {
		t.Errorf("error %v, %d items", err, len(got))
	}
}
