package export

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/onrecord/onrecord"
)

// readAll gives the records and the errors of a reader, in order.
func readAll(t testing.TB, f Format, data []byte) (records []onrecord.Record, wrong []error) {
	t.Helper()
	for r, err := range f.Read(bytes.NewReader(data)) {
		if err != nil {
			wrong = append(wrong, err)
		} else {
			records = append(records, r)
		}
	}
	return records, wrong
}

func TestJSONLComesBackByteForByte(t *testing.T) {
	f, _ := ByName("jsonl")
	once, _ := written(t, "jsonl", hostile(t), plain())
	if n := bytes.Count(once, []byte("\n")); n != 2 {
		t.Fatalf("%d lines for two records", n)
	}
	direct, err := hostile(t).MarshalJSON()
	if err != nil || !bytes.HasPrefix(once, append(direct, '\n')) {
		t.Errorf("not the record's published form: %s", once)
	}
	records, wrong := readAll(t, f, once)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	if twice, _ := written(t, "jsonl", records...); !bytes.Equal(once, twice) {
		t.Errorf("written as\n%s\nthen as\n%s", once, twice)
	}
}

func TestJSONLSaysWhichLinesAreNoRecords(t *testing.T) {
	good, _ := written(t, "jsonl", plain())
	in := "\ufeff" + string(good) + "\n \t\r\n" + // lines 1 to 3
		`{"format":1,"id":"x","article":{"text":"ab"},"statements":[{"content":[[0,3]]}]}` + "\r\n" +
		`{"format":2}` + "\n" + `{"id":` + "\n" + `[]` + "\n" + `{"format":1,"id":"y"}` + "\n" +
		`{"format":1,"id":"z","url":"u","error":{"kind":"timeout","stage":"fetch","message":"slow"}}` + "\n" +
		`{"format":1,"id":"empty","article":{"text":""}}` + "\n" + strings.TrimSuffix(string(good), "\n")
	f, _ := ByName("jsonl")
	records, wrong := readAll(t, f, []byte(in))
	if len(records) != 3 || records[1].Article.ID != "empty" {
		t.Errorf("%d records", len(records))
	}
	wants := []string{"line 4: onrecord: span [0, 3] is outside", "line 5: onrecord: record has format 2", "line 6: not JSON, at byte 6",
		"line 7: ", "line 8: not a record", "line 9: u: fetch: slow (timeout)"}
	if len(wrong) != len(wants) {
		t.Fatalf("%q", wrong)
	}
	for i, want := range wants {
		if !strings.HasPrefix(wrong[i].Error(), want) {
			t.Errorf("%q, want %q", wrong[i], want)
		}
	}
	var failure *onrecord.Failure
	if !errors.As(wrong[5], &failure) || *failure != (onrecord.Failure{ID: "z", URL: "u", Stage: "fetch", Reason: onrecord.ReasonTimeout, Message: "slow"}) {
		t.Errorf("%+v", failure)
	}
}

func TestJSONLPassesOverLinesThatAreTooLong(t *testing.T) {
	good, _ := written(t, "jsonl", plain())
	in := strings.Repeat("x", 200_000) + "\n" + string(good) + strings.Repeat("y", 70_000)
	var lines []int
	records := 0
	for _, err := range readJSONL(strings.NewReader(in), len(good)) {
		var at *LineError
		if errors.As(err, &at) {
			lines = append(lines, at.Line)
		} else {
			records++
		}
	}
	if records != 1 || len(lines) != 2 || lines[0] != 1 || lines[1] != 3 {
		t.Errorf("%d records, errors at lines %v", records, lines)
	}
}

func TestReadersGiveErrorsOfTheInputAndStopWhenAsked(t *testing.T) {
	broken := errors.New("cable cut")
	for _, f := range Formats() {
		if !f.Readable() {
			continue
		}
		data, _ := written(t, f.Name, plain(), plain())
		var last error
		for _, err := range f.Read(io.MultiReader(bytes.NewReader(data), iotest.ErrReader(broken))) {
			last = err
		}
		if !errors.Is(last, broken) {
			t.Errorf("%s: %v", f.Name, last)
		}
		n := 0
		for range f.Read(bytes.NewReader(data)) {
			n++
			break
		}
		if n != 1 {
			t.Errorf("%s: %d records", f.Name, n)
		}
	}
}

func FuzzReadJSONL(f *testing.F) {
	for _, r := range []onrecord.Record{hostile(f), plain()} {
		data, _ := written(f, "jsonl", r)
		f.Add(data)
	}
	f.Add([]byte("{\"format\":1,\"article\":{\"text\":\"\xff\\ud800\"},\"statements\":[{\"content\":[[0,2]],\"cue\":[[1,1]]}]}\n{}\n"))
	own, _ := ByName("jsonl")
	f.Fuzz(func(t *testing.T, data []byte) {
		records, _ := readAll(t, own, data)
		for _, format := range Formats() {
			written(t, format.Name, records...)
		}
		once, _ := written(t, "jsonl", records...)
		again, wrong := readAll(t, own, once)
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		if twice, _ := written(t, "jsonl", again...); !bytes.Equal(once, twice) {
			t.Fatalf("written as\n%s\nthen as\n%s", once, twice)
		}
	})
}
