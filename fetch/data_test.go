package fetch

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/warcfile"
)

// reference is the folder of reference data, which is not in this repository.
func reference(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("ONRECORD_DATA")
	if dir == "" {
		t.Skip("ONRECORD_DATA names no folder")
	}
	return dir
}

// Pages that are wrapped into archives come out byte for byte.
func TestPagesComeOutOfAnArchiveAsTheyWentIn(t *testing.T) {
	file, err := os.Open(filepath.Join(reference(t), "pages", "aet-dev.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, zips := range []bool{false, true} {
		var packed bytes.Buffer
		w := warcfile.New(&packed, zips)
		sums := map[string][32]byte{}
		for d := json.NewDecoder(z); ; {
			var page struct{ URL, HTML string }
			if err := d.Decode(&page); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			sums[page.URL] = sha256.Sum256([]byte(page.HTML))
			if err := w.Page(page.URL, time.Unix(1e9, 0), "text/html; charset=utf-8", []byte(page.HTML)); err != nil {
				t.Fatal(err)
			}
		}
		for i, err := range New(Options{Stdin: &packed}).Items(t.Context(), "-", Source{}) {
			if err != nil || sha256.Sum256(i.Page.Body) != sums[i.Page.URL] {
				t.Errorf("%s differs: %v", i.Page.URL, err)
			}
			delete(sums, i.Page.URL)
		}
		if len(sums) > 0 {
			t.Errorf("%d pages were lost", len(sums))
		}
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if err := z.Reset(file); err != nil {
			t.Fatal(err)
		}
	}
}

// All archives at hand are read to their end, with nothing but failures.
func TestTheArchivesAtHandAreReadToTheirEnd(t *testing.T) {
	outcomes := map[string]int{}
	for i, err := range New(Options{}).Items(t.Context(), filepath.Join(reference(t), "warc"), Source{}) {
		var why *onrecord.Failure
		switch {
		case errors.As(err, &why):
			outcomes[string(why.Reason)]++
		case err != nil:
			t.Error(err)
		case i.Damage != "":
			outcomes["read in part"]++
		default:
			outcomes["read"]++
		}
	}
	if outcomes["read"] < 50 {
		t.Errorf("outcomes %v", outcomes)
	}
	t.Log(outcomes)
}
