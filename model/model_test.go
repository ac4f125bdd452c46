package model

import (
	"bufio"
	"bytes"
	"io/fs"
	"path"
	"strings"
	"testing"
)

func TestEveryFileIsInTheManifestAndMatches(t *testing.T) {
	err := fs.WalkDir(files, Version, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Base(p) == "SHA256SUMS" {
			return err
		}
		_, err = File(strings.TrimPrefix(p, Version+"/"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFileRefusesWhatIsNotListed(t *testing.T) {
	for _, name := range []string{"SHA256SUMS", "nothing.bin", "../model.go"} {
		if _, err := File(name); err == nil {
			t.Errorf("File(%q) gave no error", name)
		}
	}
}

func TestManifestNamesOnlyFilesThatExist(t *testing.T) {
	data, err := files.ReadFile(path.Join(Version, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(bytes.NewReader(data)); s.Scan(); {
		_, name, _ := strings.Cut(s.Text(), "  ")
		if _, err := fs.Stat(files, path.Join(Version, name)); err != nil {
			t.Errorf("manifest names %s: %v", name, err)
		}
	}
}
