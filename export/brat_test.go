package export

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// bratDoc is what a .ann file says, read as brat reads it.
type bratDoc struct {
	kind      map[string]string          // T…: its type
	spans     map[string][]onrecord.Span // T…: its fragments, in code points
	relations []string                   // "Says T2 T3"
	others    map[string]string          // any other ID: the rest of its line
	equiv     []string
}

var boundLine = regexp.MustCompile(`^(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)$`)

// parseBrat checks an .ann file against its text by the rules of brat's own
// reader: lines as Python splits them, fragments in order and not overlapping,
// the text of each its fragments joined by a blank, every reference resolved.
func parseBrat(text, ann string) (doc bratDoc, err error) {
	doc = bratDoc{map[string]string{}, map[string][]onrecord.Span{}, nil, map[string]string{}, nil}
	seen := map[string]bool{}
	points := []rune(text)
	for _, line := range strings.FieldsFunc(ann, func(r rune) bool { return breaks(r) && r != '\t' }) {
		id, rest, ok := strings.Cut(line, "\t")
		if !ok || id != "*" && seen[id] {
			return doc, fmt.Errorf("line %q", line)
		}
		seen[id] = true
		if id[0] != 'T' {
			if err := doc.other(id, rest); err != nil {
				return doc, err
			}
			continue
		}
		m := boundLine.FindStringSubmatch(line)
		if m == nil {
			return doc, fmt.Errorf("line %q", line)
		}
		var words []string
		last := 0
		for _, part := range strings.Split(m[3], ";") {
			var s onrecord.Span
			fmt.Sscanf(part, "%d %d", &s.Start, &s.End)
			if s.Start < last || s.End <= s.Start || s.End > len(points) {
				return doc, fmt.Errorf("fragment %v in %q", s, line)
			}
			last = s.End
			words = append(words, string(points[s.Start:s.End]))
			doc.spans[id] = append(doc.spans[id], s)
		}
		if strings.Join(words, " ") != m[4] {
			return doc, fmt.Errorf("%q is %q in the text", m[4], words)
		}
		doc.kind[id] = m[2]
	}
	return doc, nil
}

// other reads a line that is not text-bound; what it refers to must be there.
func (d *bratDoc) other(id, rest string) error {
	fields := strings.Fields(rest)
	switch id[0] {
	case '*':
		d.equiv = append(d.equiv, rest)
		fields = fields[1:]
	case 'R':
		from, to := strings.TrimPrefix(fields[1], "Arg1:"), strings.TrimPrefix(fields[2], "Arg2:")
		d.relations = append(d.relations, fields[0]+" "+from+" "+to)
		fields = []string{from, to}
	default:
		d.others[id] = rest
		fields = fields[1:2]
	}
	for _, target := range fields {
		if d.kind[target] == "" {
			return fmt.Errorf("%s %s refers to %s", id, rest, target)
		}
	}
	return nil
}

// untar gives the files of an archive by name, in order.
func untar(t *testing.T, data []byte) (names []string, files map[string]string) {
	t.Helper()
	files = map[string]string{}
	r := tar.NewReader(bytes.NewReader(data))
	for {
		h, err := r.Next()
		if err == io.EOF {
			return names, files
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
		files[h.Name] = string(content)
	}
}

func TestBratComesBack(t *testing.T) {
	data, _ := written(t, "brat", hostile(t), plain())
	names, files := untar(t, data)
	if want := []string{"onrecord/annotation.conf", "onrecord/tools.conf", "onrecord/000001-https-a-example-1-q-x-y-z.txt",
		"onrecord/000001-https-a-example-1-q-x-y-z.ann", "onrecord/000002-sha256-00.txt", "onrecord/000002-sha256-00.ann"}; !reflect.DeepEqual(names, want) {
		t.Fatalf("files %v", names)
	}
	h := hostile(t)
	if files[names[2]] != h.Article.Text {
		t.Errorf("the text is not the article's")
	}
	doc, err := parseBrat(files[names[2]], files[names[3]])
	if err != nil {
		t.Fatalf("%v in\n%s", err, files[names[3]])
	}
	points := onrecord.NewPoints(h.Article.Text)
	for i, id := range []string{"T1", "T4", "T7", "T10", "T13"} {
		var want []onrecord.Span
		for _, p := range inPoints(points, fragments(h.Article.Text, h.Statements[i].Content)) {
			want = append(want, onrecord.Span{Start: int(p.Start), End: int(p.End)})
		}
		if doc.kind[id] != "Content" || !reflect.DeepEqual(doc.spans[id], want) {
			t.Errorf("%s is %s %v, want the content of statement %d, %v", id, doc.kind[id], doc.spans[id], i, want)
		}
	}
	if want := []string{"Says T2 T3", "Reports T3 T1", "Says T5 T6", "Reports T6 T4", "Says T8 T9", "Reports T9 T7", "Says T11 T12", "Reports T12 T10",
		"SourceOf T14 T13", "Within T13 T10"}; !reflect.DeepEqual(doc.relations, want) {
		t.Errorf("relations %v", doc.relations)
	}
	for id, want := range map[string]string{"A1": "Kind T1 direct", "A3": "Kind T7 indirect", "N1": "Reference T2 Wikidata:Q42\tAda O’Neill"} {
		if doc.others[id] != want {
			t.Errorf("%s %q", id, doc.others[id])
		}
	}
	if !strings.HasPrefix(doc.others["#1"], `AnnotatorNotes T1	{"statement":"s1","speaker":{"name":"Ada O’Neill"`) {
		t.Errorf("note %q", doc.others["#1"])
	}
	if !reflect.DeepEqual(doc.equiv, []string{"Equiv T15 T16", "Equiv T18 T19"}) || doc.kind["T15"] != "Person" || doc.kind["T18"] != "Other" {
		t.Errorf("mentions %v %v", doc.equiv, doc.kind)
	}
}

func TestBratTypesAreDeclared(t *testing.T) {
	data, _ := written(t, "brat", hostile(t), plain())
	names, files := untar(t, data)
	for _, name := range names[2:] {
		if !strings.HasSuffix(name, ".ann") {
			continue
		}
		doc, err := parseBrat(files[strings.TrimSuffix(name, ".ann")+".txt"], files[name])
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range doc.kind {
			if !strings.Contains(annotationConf, "\n"+kind+"\n") {
				t.Errorf("the type %s is not declared", kind)
			}
		}
		for _, r := range doc.relations {
			kind, _, _ := strings.Cut(r, " ")
			if !strings.Contains(annotationConf, "\n"+kind+"\tArg1:") {
				t.Errorf("the relation %s is not declared", kind)
			}
		}
	}
}

func TestFragments(t *testing.T) {
	for _, c := range []struct {
		text  string
		spans string // in bytes, as spansCell writes them
		want  string
	}{
		{"a b", "0 3", "0 3"},
		{"a\nb", "0 3", "0 1;2 3"},
		{"a\r\n \tb \n", "0 8", "0 1;5 6"},
		{"a\u2028b\u0085c", "0 8", "0 1;4 5;7 8"},
		{" \n ", "0 3", ""},
		{"abcdef", "3 5;0 2", "0 2;3 5"},
		{"abcdef", "0 4;2 6", "0 4;4 6"},
		{"abcdef", "0 6;1 2", "0 6"},
		{"ab cd", "0 2;1 4", "0 2;3 4"},
		{"abc", "1 1", ""},
	} {
		var spans []onrecord.Span
		for _, part := range strings.Split(c.spans, ";") {
			from, to, _ := strings.Cut(part, " ")
			start, _ := strconv.Atoi(from)
			end, _ := strconv.Atoi(to)
			spans = append(spans, onrecord.Span{Start: start, End: end})
		}
		var got []pointSpan
		for _, s := range fragments(c.text, spans) {
			got = append(got, pointSpan{int64(s.Start), int64(s.End)})
		}
		if spansCell(got) != c.want {
			t.Errorf("%q %s: %s, want %s", c.text, c.spans, spansCell(got), c.want)
		}
	}
}

func TestFileNamesAreSafe(t *testing.T) {
	for id, want := range map[string]string{"": "", "../../etc/passwd": "etc-passwd", "a\x00b\nc": "a-b-c", "é": "", "..": "",
		strings.Repeat("x", 100): strings.Repeat("x", 60), "con:": "con"} {
		if got := fileName(id); got != want {
			t.Errorf("%q becomes %q", id, got)
		}
	}
}
