package onrecord_test

import (
	"go/build"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/onrecord/onrecord"

// mayImport is the import rule: which packages of ours each package may
// import in its own code (tests are free). Sub-packages follow the entry of
// the nearest folder above them. A package that is not covered fails.
var mayImport = map[string][]string{
	"":                  {},
	"fetch":             {""},
	"extract":           {"", "extract/", "model"},
	"nlp":               {""},
	"nlp/segment":       {"", "nlp", "model"},
	"nlp/quote":         {"", "nlp", "model"},
	"nlp/tag":           {"", "nlp", "model"},
	"nlp/tag/encoder":   {"nlp/tag/kernel"},
	"nlp/tag/kernel":    {},
	"nlp/syntax":        {"model"},
	"nlp/attribute":     {"", "nlp", "nlp/syntax", "model", "knowledge"},
	"nlp/resolve":       {"", "nlp", "model", "knowledge"},
	"nlp/terms":         {"", "nlp", "nlp/syntax", "model"},
	"nlp/blocs":         {"", "nlp", "nlp/syntax", "knowledge"},
	"model":             {},
	"knowledge":         {""},
	"pipeline":          {"", "extract", "nlp", "nlp/", "model", "knowledge", "verify", "trace", "story"},
	"verify":            {"", "nlp", "knowledge"},
	"ledger":            {"", "ledger/query", "ledger/near", "ledger/otherwise", "ledger/dispute"},
	"ledger/near":       {},
	"ledger/otherwise":  {},
	"ledger/positions":  {"", "ledger/otherwise"},
	"ledger/dispute":    {""},
	"ledger/ledgertest": {"", "internal/"},
	"ledger/query":      {""},
	"trace":             {""},
	"story":             {"", "trace/words", "extract/scrape/boost", "model"},
	"eval":              {"", "eval/", "fetch/archive", "extract", "extract/transcript", "nlp", "nlp/", "model", "knowledge", "pipeline", "verify", "trace", "trace/", "story"},
	"internal":          {},
	"train":             {"", "extract", "extract/", "nlp", "nlp/", "model", "eval/", "internal/", "pipeline", "story", "train/grow"},
	"web":               {"", "web/"},
	"web/guard":         {},
	"web/desk":          {"", "extract", "fetch", "ledger/positions", "pipeline"},
	"web/pages":         {"", "comparison", "export", "ledger/positions", "ledger/query", "web/desk", "web/guard"},
	"web/api":           {"", "ledger/positions", "web/desk"},
	"cmd":               {"", "fetch", "export", "comparison", "extract", "nlp", "model", "knowledge", "pipeline", "ledger/", "eval", "story", "web", "web/"},
	"fetch/archive":     {},
	"fetch/listing":     {},
	"fetch/robots":      {},
	"export":            {""},
	"comparison":        {""},
}

// onlyIn says which outside modules stay behind which package.
var onlyIn = map[string][]string{
	"net/http":                         {"fetch", "web"},
	"golang.org/x/net/html":            {"extract", "eval"},
	"github.com/markusmobius":          {"extract"},
	"codeberg.org/readeck":             {"extract"},
	"github.com/spf13/cobra":           {"cmd"},
	"charm.land/lipgloss":              {"cmd"},
	"github.com/schollz/progressbar":   {"cmd"},
	"code.dny.dev/ssrf":                {"fetch"},
	"github.com/andybalholm/brotli":    {"fetch"},
	"github.com/mmcdole/gofeed":        {"fetch"},
	"github.com/clipperhouse/uax29/v2": {"nlp/segment"},
	"modernc.org":                      {"ledger/sqlite"},
	"github.com/klauspost/compress":    {"ledger", "fetch", "web/guard"},
	"golang.org/x/time":                {"web/guard"},
	"github.com/danielgtaylor/huma/v2": {"web/api"},
	"github.com/blevesearch":           {"ledger"},
	"github.com/pressly/goose/v3":      {"ledger"},
	"github.com/parquet-go/parquet-go": {"export"},
}

// rule finds the entry of mayImport for a package folder.
func rule(dir string) ([]string, bool) {
	for d := dir; ; d = path.Dir(d) {
		if allowed, ok := mayImport[d]; ok {
			return allowed, true
		}
		if d == "." || d == "/" || d == "" {
			return nil, false
		}
	}
}

// allows tells whether dir may import target by the rule: by its name, by a
// folder ("nlp/" means every package below nlp), or because it lies below dir.
func allows(allowed []string, dir, target string) bool {
	return strings.HasPrefix(target, dir+"/") || slices.ContainsFunc(allowed, func(a string) bool {
		return a == target || strings.HasSuffix(a, "/") && strings.HasPrefix(target, a)
	})
}

// packages lists the folders that hold Go code, with their own imports.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if name := d.Name(); p != "." && (strings.HasPrefix(name, ".") || name == "testdata") {
			return filepath.SkipDir
		}
		pkg, err := build.ImportDir(p, 0)
		if _, none := err.(*build.NoGoError); none {
			return nil
		}
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(p)
		if dir == "." {
			dir = ""
		}
		found[dir] = pkg.Imports
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestImportsFollowTheRule(t *testing.T) {
	for dir, imports := range packages(t) {
		allowed, ok := rule(dir)
		if !ok {
			t.Errorf("package %s is not in the import rule", dir)
			continue
		}
		for _, imported := range imports {
			if imported == module || strings.HasPrefix(imported, module+"/") {
				target := strings.TrimPrefix(strings.TrimPrefix(imported, module), "/")
				if !allows(allowed, dir, target) {
					t.Errorf("%s must not import %s", firstNonEmpty(dir, "the root"), firstNonEmpty(target, "the root"))
				}
			}
			for outside, homes := range onlyIn {
				if (imported == outside || strings.HasPrefix(imported, outside+"/")) &&
					!slices.ContainsFunc(homes, func(h string) bool { return dir == h || strings.HasPrefix(dir, h+"/") }) {
					t.Errorf("%s must not import %s: it stays in %v", firstNonEmpty(dir, "the root"), imported, homes)
				}
			}
		}
	}
}

func firstNonEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func TestNoPackageHasANameThatSaysNothing(t *testing.T) {
	for dir := range packages(t) {
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "types", "misc", "lib", "base"}, path.Base(dir)) {
			t.Errorf("package %s: name it for what it does", dir)
		}
	}
}

func TestFilesStayShort(t *testing.T) {
	const limit = 400
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil || strings.Contains(string(data[:min(len(data), 200)]), "Code generated") {
			return err
		}
		if n := strings.Count(string(data), "\n"); n > limit {
			t.Errorf("%s has %d lines, more than %d: split it by what it does", p, n, limit)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNoInitAndNoRegistration(t *testing.T) {
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") {
			return err
		}
		data, err := os.ReadFile(p)
		if err == nil && strings.Contains(string(data), "\nfunc "+"init()") {
			t.Errorf("%s has an init function", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
