package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/onrecord/onrecord/internal/invented"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"onrecord": func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs testdata/script/*.txtar; the samples stand in $SAMPLES, six
// invented pages in $PAGES. No script sees the user's own ledger.
func TestScripts(t *testing.T) {
	samples, err := filepath.Abs("../../samples")
	if err != nil {
		t.Fatal(err)
	}
	pages := t.TempDir()
	writePages(t, pages, 0, 6)
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"let": let},
		Setup: func(e *testscript.Env) error {
			e.Setenv("SAMPLES", samples)
			e.Setenv("PAGES", pages)
			e.Setenv("ONRECORD_LEDGER", "")
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "data"))
			return nil
		},
	})
}

// writePages writes invented pages from first up to end into a folder.
func writePages(t *testing.T, folder string, first, end int) {
	t.Helper()
	for i := first; i < end; i++ {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("page%03d.html", i)), []byte(invented.New(i).HTML()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// let is `let NAME path...`: it puts a field of the JSON that was printed last
// into an environment variable. A path is names and numbers.
func let(ts *testscript.TestScript, _ bool, args []string) {
	var value any
	first, _, _ := strings.Cut(ts.ReadFile("stdout"), "\n")
	ts.Check(json.Unmarshal([]byte(first), &value))
	for _, name := range args[1:] {
		switch v := value.(type) {
		case map[string]any:
			value = v[name]
		case []any:
			i, err := strconv.Atoi(name)
			ts.Check(err)
			if i >= len(v) {
				ts.Fatalf("there is no %d in %s", i, first)
			}
			value = v[i]
		}
	}
	ts.Setenv(args[0], fmt.Sprint(value))
}
