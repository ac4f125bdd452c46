package export

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
)

// parseCSV reads RFC 4180 strictly: every line ends in CRLF, fields keep
// their bytes.
func parseCSV(in string) (lines [][]string, err error) {
	var line []string
	for len(in) > 0 {
		var field strings.Builder
		if in[0] == '"' {
			in = in[1:]
			for {
				i := strings.IndexByte(in, '"')
				if i < 0 {
					return nil, fmt.Errorf("a quotation mark is not closed")
				}
				field.WriteString(in[:i])
				in = in[i+1:]
				if !strings.HasPrefix(in, `"`) {
					break
				}
				field.WriteByte('"')
				in = in[1:]
			}
		} else {
			i := strings.IndexAny(in, ",\r\n\"")
			if i < 0 {
				return nil, fmt.Errorf("the last line does not end")
			}
			field.WriteString(in[:i])
			in = in[i:]
		}
		line = append(line, field.String())
		switch {
		case strings.HasPrefix(in, ","):
			in = in[1:]
		case strings.HasPrefix(in, "\r\n"):
			in = in[2:]
			lines = append(lines, line)
			line = nil
		default:
			return nil, fmt.Errorf("%.20q behind a field", in)
		}
	}
	return lines, nil
}

// unguard undoes guard, as docs/export.md says.
func unguard(cell string) string {
	if bare := strings.TrimLeft(cell, "'"); bare != cell && formula(bare) {
		return cell[1:]
	}
	return cell
}

func TestCSVComesBack(t *testing.T) {
	data, _ := written(t, "csv", hostile(t), plain())
	lines, err := parseCSV(string(data))
	if err != nil {
		t.Fatal(err)
	}
	h, p := hostile(t), plain()
	want := rows(rows(nil, &h), &p)
	if len(lines) != 1+len(want) {
		t.Fatalf("%d lines for %d statements", len(lines), len(want))
	}
	for i, line := range lines {
		if len(line) != len(columns()) {
			t.Fatalf("line %d has %d fields", i, len(line))
		}
		for j, c := range columns() {
			if i == 0 {
				if line[j] != c.name {
					t.Errorf("the header has %q for %s", line[j], c.name)
				}
				continue
			}
			if formula(line[j]) {
				t.Errorf("row %d: %s is %q, which a spreadsheet would evaluate", i, c.name, line[j])
			}
			if got, value := unguard(line[j]), c.value(&want[i-1]); got != value {
				t.Errorf("row %d: %s is %q, want %q", i, c.name, got, value)
			}
		}
	}
	if _, err := csv.NewReader(strings.NewReader(string(data))).ReadAll(); err != nil {
		t.Errorf("encoding/csv: %v", err)
	}
}

func TestCSVCells(t *testing.T) {
	h, p := hostile(t), plain()
	got := rows(rows(nil, &h), &p)
	for i, want := range []struct{ content, spans, published, day, wikidata, key string }{
		{"“If the rule goes,” … “the boats go\nout the\tsame night.”", "12 31;42 76", "2024-03-12T18:40:00+01:00", "2024-03-12", "Q42", "person:ada-oneill"},
		{"=HYPERLINK(\"http://evil.example/\",\"a\")", "78 116", "2024-03-12T18:40:00+01:00", "2024-03-12", "Q42", "person:ada-oneill"},
	} {
		r := &got[i]
		if r.Content != want.content || spansCell(r.ContentSpans) != want.spans || r.Published != want.published ||
			dayCell(r.PublishedDay) != want.day || r.SpeakerWikidata != want.wikidata || r.SpeakerKey != want.key {
			t.Errorf("%+v", r)
		}
	}
	if last := got[len(got)-1]; last.Published != "" || dayCell(last.PublishedDay) != "" || last.SpeakerKind != "unknown" {
		t.Errorf("made up: %+v", last)
	}
}

func TestGuardCanBeUndone(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "plain": "plain", "'tis": "'tis", "it's": "it's", " =1": " =1",
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "\nx": "'\nx", "＝1": "'＝1", "＠x": "'＠x",
		"'=1": "''=1", "''-1": "'''-1",
	} {
		if got := Guard(cell); got != want || unguard(got) != cell {
			t.Errorf("%q becomes %q, and that %q again", cell, got, unguard(got))
		}
	}
}
