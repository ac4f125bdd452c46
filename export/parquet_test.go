package export

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/onrecord/onrecord"
)

func TestParquetComesBack(t *testing.T) {
	data, _ := written(t, "parquet", hostile(t), plain())
	got, err := parquet.Read[row](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	h, p := hostile(t), plain()
	want := rows(rows(nil, &h), &p)
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		if len(got[i].CueSpans) == 0 && len(want[i].CueSpans) == 0 { // no list and an empty one are the same column
			got[i].CueSpans = want[i].CueSpans
		}
		if len(got[i].ContentSpans) == 0 && len(want[i].ContentSpans) == 0 {
			got[i].ContentSpans = want[i].ContentSpans
		}
		if len(got[i].SourceSpans) == 0 && len(want[i].SourceSpans) == 0 {
			got[i].SourceSpans = want[i].SourceSpans
		}
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("row %d went in as\n%+v\ncame back as\n%+v", i, want[i], got[i])
		}
	}
}

func TestParquetColumnsAreThoseOfCSV(t *testing.T) {
	var names []string
	for _, c := range columns() {
		names = append(names, c.name)
	}
	var fields []string
	for _, f := range parquet.SchemaOf(row{}).Fields() {
		fields = append(fields, f.Name())
	}
	if !reflect.DeepEqual(names, fields) {
		t.Errorf("CSV has %v\nParquet %v", names, fields)
	}
}

func TestParquetRowGroupsAreBounded(t *testing.T) {
	long := onrecord.Record{Article: onrecord.Article{Text: strings.Repeat("x", rowGroupBytes/4)}}
	for range 9 {
		long.Statements = append(long.Statements, onrecord.Statement{Content: []onrecord.Span{{Start: 0, End: len(long.Article.Text)}}})
	}
	many := onrecord.Record{Article: onrecord.Article{Text: "x"}, Statements: make([]onrecord.Statement, rowGroupRows+1)}
	for name, c := range map[string]struct {
		record onrecord.Record
		want   []int64
	}{
		"by bytes": {long, []int64{4, 4, 1}},
		"by rows":  {many, []int64{rowGroupRows, 1}},
	} {
		data, _ := written(t, "parquet", c.record)
		file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, g := range file.RowGroups() {
			got = append(got, g.NumRows())
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: row groups of %v rows, want %v", name, got, c.want)
		}
	}
}

func TestParquetRefusesAHalfWrittenFile(t *testing.T) {
	var b bytes.Buffer
	w := newParquet(&b)
	r := plain()
	if _, err := w.Write(&r); err != nil {
		t.Fatal(err)
	}
	if _, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len())); err == nil {
		t.Error("an output that was not closed can be taken for a whole one")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}
