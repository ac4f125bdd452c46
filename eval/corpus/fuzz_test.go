package corpus

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord/eval/metric"
)

// within checks that ranges are ranges of a text.
func within(t *testing.T, text string, in []metric.Range) {
	t.Helper()
	size := utf8.RuneCountInString(text)
	for _, r := range in {
		if r.Start < 0 || r.End < r.Start || r.End > size {
			t.Fatalf("range %v of %d code points", r, size)
		}
	}
}

// lineNamed checks that an error names a line that the input has.
func lineNamed(t *testing.T, in []byte, err error) {
	t.Helper()
	var n int
	message := err.Error()
	if !strings.HasPrefix(message, "line ") {
		t.Fatalf("the error names no line: %v", err)
	}
	for _, r := range strings.TrimPrefix(message, "line ") {
		if r < '0' || r > '9' {
			break
		}
		n = 10*n + int(r-'0')
	}
	if n < 1 || n > bytes.Count(in, []byte("\n"))+1 {
		t.Fatalf("the error names line %d: %v", n, err)
	}
}

func FuzzJSONLines(f *testing.F) {
	f.Add([]byte(twoArticles))
	f.Add([]byte(`{"id":"a","text":"é","attributions":[{"cue":[[0,2]]}]}`))
	f.Add([]byte(`{"doc":"a","content_start":1,"content_end":2,"accept":["x"]}` + "\n\xff"))
	f.Fuzz(func(t *testing.T, in []byte) {
		for a, err := range Articles(bytes.NewReader(in)) {
			if err != nil {
				lineNamed(t, in, err)
				continue
			}
			for _, at := range a.Attributions {
				within(t, a.Text, at.Source)
				within(t, a.Text, at.Cue)
				within(t, a.Text, at.Content)
			}
		}
		for q, err := range Quotations(bytes.NewReader(in)) {
			if err != nil {
				lineNamed(t, in, err)
			} else if q.Start < 0 || q.End < q.Start {
				t.Fatalf("quotation [%d, %d]", q.Start, q.End)
			}
		}
		for s, err := range Speakers(bytes.NewReader(in)) {
			if err != nil {
				lineNamed(t, in, err)
			} else if s.ContentEnd < s.ContentStart {
				t.Fatalf("%+v", s)
			}
		}
		for _, err := range Texts(bytes.NewReader(in)) {
			if err != nil {
				lineNamed(t, in, err)
			}
		}
		for _, err := range Pages(bytes.NewReader(in)) {
			if err != nil {
				lineNamed(t, in, err)
			}
		}
	})
}

func FuzzTagged(f *testing.F) {
	f.Add([]byte("{\"tokens\":[\"``\",\"Rain\",\"''\",\"said\"],\"labels\":[\"B-content\",\"I-content\",\"I-content\",\"B-cue\"]}"))
	f.Add([]byte(`{"tokens":["'","s","\u00a0","(",""],"labels":["I-SOURCE","O","B-CUE","I-CUE","O"]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		for p, err := range Tagged(bytes.NewReader(in)) {
			if err != nil {
				lineNamed(t, in, err)
				continue
			}
			end := 0
			for _, r := range p.Tokens {
				if r.Start < end {
					t.Fatalf("token %v starts before %d", r, end)
				}
				end = r.End
			}
			within(t, p.Text, p.Tokens)
			within(t, p.Text, p.Fragments.Source)
			within(t, p.Text, p.Fragments.Cue)
			within(t, p.Text, p.Fragments.Content)
		}
	})
}

func FuzzCoNLLU(f *testing.F) {
	f.Add([]byte(conllu("# newdoc id = a-b", "# newpar", "1-2 don't", "1 do", "2 n't SpaceAfter=No", "", "# newpar", "1 é")))
	f.Add([]byte("1\ta\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n# newdoc"))
	f.Add([]byte(conllu("# global.Entity = GRP-etype-minspan", "1-2 don't", "1 do Entity=(1-person-2(2-place", "2 n't Entity=2)1)", "")))
	f.Fuzz(func(t *testing.T, in []byte) {
		for d, err := range CoNLLU(bytes.NewReader(in)) {
			if err != nil {
				lineNamed(t, in, err)
				continue
			}
			within(t, d.Text, d.Sentences)
			within(t, d.Text, d.Words)
			for _, m := range d.Mentions {
				within(t, d.Text, append(m.Heads, m.Span))
				if len(m.Heads) == 0 {
					t.Fatalf("%+v has no head", m)
				}
			}
			end := 0
			for _, s := range d.Sentences {
				if s.Start < end || s.End <= s.Start {
					t.Fatalf("sentence %v after %d", s, end)
				}
				end = s.End
			}
			if n := len(d.ParaEnds); n == 0 || d.ParaEnds[n-1] != end {
				t.Fatalf("paragraphs end at %v, the last sentence at %d", d.ParaEnds, end)
			}
		}
	})
}

func FuzzPronouns(f *testing.F) {
	f.Add([]byte(gapColumns + "\np1\tÉva said she met Ada.\tshe\t9\tÉva\t0\tTRUE\tAda\t17\tFALSE\tx\r\n"))
	f.Add([]byte(gapColumns + "\np1\t\xff\this\t-1\t\t0\t1\t\t0\t0\t\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		for p, err := range Pronouns(bytes.NewReader(in)) {
			if err != nil {
				lineNamed(t, in, err)
				continue
			}
			within(t, p.Text, []metric.Range{p.Span, p.Names[0].Span, p.Names[1].Span})
		}
	})
}
