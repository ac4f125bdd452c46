package extract_test

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract"
)

// TestAForeignPageIsKeptWhole holds the text that is read from a web page of a
// transcript against the same transcript's text in another file of the folder
// ONRECORD_DATA: not a word may be lost or added.
func TestAForeignPageIsKeptWhole(t *testing.T) {
	data := os.Getenv("ONRECORD_DATA")
	if data == "" {
		t.Skip("ONRECORD_DATA is not set")
	}
	const day = "2015-11-23"
	page, err := os.ReadFile(filepath.Join(data, "transcripts", day+".html"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := extract.ReadTranscript(t.Context(), onrecord.Page{Body: page})
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(data, "transcripts", "briefings-dev.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for rows := json.NewDecoder(z); rows.More(); {
		var row struct{ Date, Text string }
		if err := rows.Decode(&row); err != nil {
			t.Fatal(err)
		}
		if row.Date == day {
			if strings.Join(strings.Fields(row.Text), " ") != strings.Join(strings.Fields(got.Text), " ") {
				t.Error("the texts differ")
			}
			return
		}
	}
	t.Error("the day has no text")
}
