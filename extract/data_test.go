package extract

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// TestForeignPages reads pages and web archives from outside the project: in
// the folder ONRECORD_DATA. None may break the extractor.
func TestForeignPages(t *testing.T) {
	data := os.Getenv("ONRECORD_DATA")
	if data == "" {
		t.Skip("ONRECORD_DATA is not set")
	}
	counts := map[onrecord.Reason]int{}
	try := func(name string, page onrecord.Page) {
		article, err := Read(context.Background(), page)
		var failure *onrecord.Failure
		switch {
		case errors.As(err, &failure):
			counts[failure.Reason]++
			if failure.Reason == onrecord.ReasonInternal || failure.Reason == onrecord.ReasonTimeout {
				t.Errorf("%s: %v", name, err)
			}
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case article.Text == "":
			t.Errorf("%s: an article without text", name)
		default:
			counts["read"]++
			if again, err := Read(context.Background(), page); err != nil || !reflect.DeepEqual(again, article) {
				t.Errorf("%s: two readings differ (%v)", name, err)
			}
		}
	}
	for _, file := range []string{"aet-dev", "readability"} {
		f, err := os.Open(filepath.Join(data, "pages", file+".jsonl.gz"))
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		for r := bufio.NewReader(z); ; {
			line, err := r.ReadBytes('\n')
			var row struct{ ID, URL, HTML string }
			if json.Unmarshal(line, &row) == nil && row.HTML != "" {
				try(row.ID, onrecord.Page{ID: row.ID, URL: row.URL, Form: onrecord.HTML, Body: []byte(row.HTML)})
			}
			if err != nil {
				break
			}
		}
		f.Close()
	}
	err := filepath.WalkDir(filepath.Join(data, "warc"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if z, err := gzip.NewReader(bytes.NewReader(raw)); err == nil {
			raw, _ = io.ReadAll(io.LimitReader(z, 64<<20)) // the truncated ones give what they have
		}
		for i, record := range bytes.Split(raw, []byte("WARC/1.0\r\n")) {
			parts := bytes.SplitN(record, []byte("\r\n\r\n"), 3)
			body := parts[len(parts)-1]
			if len(body) == 0 || i > 3000 {
				continue
			}
			try(path, onrecord.Page{Body: body, Form: onrecord.HTML})
			if strings.Contains(string(record[:min(len(record), 400)]), "text/") {
				try(path, onrecord.Page{Body: body})
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	t.Logf("outcomes: %v", counts)
}
