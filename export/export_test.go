package export

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

func TestFormatsAreNamedOnceAndDocumented(t *testing.T) {
	docs, err := os.ReadFile("../docs/export.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range Formats() {
		if seen[f.Name] || seen[f.Ending] || f.MediaType == "" || f.Description == "" {
			t.Errorf("%+v", f)
		}
		seen[f.Name], seen[f.Ending] = true, true
		if !bytes.Contains(docs, []byte("\n## "+f.Name+"\n")) || !bytes.Contains(docs, []byte(f.MediaType)) {
			t.Errorf("docs/export.md has no section for %s with its media type", f.Name)
		}
	}
	for _, c := range columns() {
		if !bytes.Contains(docs, []byte("`"+c.name+"`")) {
			t.Errorf("docs/export.md does not say what the column %s holds", c.name)
		}
	}
	if _, ok := ByName("xml"); ok {
		t.Error("there is a format xml")
	}
}

func TestTheSameRecordsGiveTheSameBytes(t *testing.T) {
	for _, f := range Formats() {
		a, _ := written(t, f.Name, hostile(t), plain())
		if b, _ := written(t, f.Name, hostile(t), plain()); !bytes.Equal(a, b) {
			t.Errorf("%s: two outputs of the same records differ", f.Name)
		}
	}
}

func TestSummaryCountsWhatAFormatHasNoPlaceFor(t *testing.T) {
	for format, omitted := range map[string]int{"jsonl": 0, "csv": 0, "parquet": 0, "schema": 0,
		"annotation": 1, // no content
		"brat":       1,
		"citron":     2, // no cue
	} {
		if _, got := written(t, format, hostile(t), plain()); got != (Summary{2, 7 - omitted, omitted}) {
			t.Errorf("%s: %+v, want %d omitted", format, got, omitted)
		}
	}
}

func TestNoRecordsGiveAWholeOutput(t *testing.T) {
	for _, f := range Formats() {
		data, done := written(t, f.Name)
		if done != (Summary{}) {
			t.Errorf("%s: %+v", f.Name, done)
		}
		if framed := f.Name == "csv" || f.Name == "parquet" || f.Name == "brat"; framed != (len(data) > 0) {
			t.Errorf("%s: %d bytes of nothing", f.Name, len(data))
		}
	}
}

func TestRecordsThatBreakTheirContractAreRefused(t *testing.T) {
	for name, breakIt := range map[string]func(*onrecord.Record){
		"text is not UTF-8": func(r *onrecord.Record) { r.Article.Text = "It rained, h\xff said." },
		"behind the text":   func(r *onrecord.Record) { r.Statements[0].Content[0].End = 1000 },
		"before the text":   func(r *onrecord.Record) { r.Statements[0].Cue[0].Start = -1 },
		"turned round":      func(r *onrecord.Record) { r.Statements[0].Source[0] = onrecord.Span{Start: 5, End: 2} },
		"within a code point": func(r *onrecord.Record) {
			r.Article.Text = "é" + r.Article.Text[2:]
			r.Statements[0].Content[0].Start = 1
		},
		"mention, behind": func(r *onrecord.Record) {
			r.Entities = []onrecord.Entity{{Mentions: []onrecord.Span{{Start: 0, End: 99}}}}
		},
		"role, behind the text": func(r *onrecord.Record) {
			r.Entities = []onrecord.Entity{{Roles: []onrecord.Role{{Span: onrecord.Span{Start: 0, End: 99}}}}}
		},
		"dateline, behind": func(r *onrecord.Record) {
			r.Article.Dateline = &onrecord.Dateline{Span: onrecord.Span{Start: 0, End: 99}}
		},
	} {
		for _, f := range Formats() {
			r := plain()
			breakIt(&r)
			if _, err := f.NewWriter(io.Discard).Write(&r); err == nil {
				t.Errorf("%s: %s is written", f.Name, name)
			}
		}
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestErrorsOfTheStreamAndOfTheOutputAreGiven(t *testing.T) {
	for _, f := range Formats() {
		if _, err := f.Write(full{}, each(hostile(t))); err == nil || !strings.Contains(err.Error(), "disk full") {
			t.Errorf("%s: %v", f.Name, err)
		}
		broken := errors.New("the ledger is gone")
		done, err := f.Write(io.Discard, func(yield func(onrecord.Record, error) bool) {
			_ = yield(plain(), nil) && yield(onrecord.Record{}, broken)
		})
		if !errors.Is(err, broken) || done.Records != 1 {
			t.Errorf("%s: %+v, %v", f.Name, done, err)
		}
	}
}

func TestOnlyReadableFormatsAreRead(t *testing.T) {
	for _, f := range Formats() {
		data, _ := written(t, f.Name, plain())
		for r, err := range f.Read(bytes.NewReader(data)) {
			if f.Readable() != (err == nil) || f.Readable() && r.Article.Text != plain().Article.Text {
				t.Errorf("%s: %+v, %v", f.Name, r, err)
			}
		}
	}
}
