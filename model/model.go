// Package model embeds what was trained: weights and learned tables, one
// dated folder for each release, with a model card (MODEL.md) and a manifest
// of hashes (SHA256SUMS) that every load is checked against.
package model

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
)

// Version names the release that this program carries; records quote it.
const Version = "english/2026-11-26.2"

//go:embed english
var files embed.FS

// File returns one file of the release, checked against the manifest. It
// fails where the file is not listed, is missing or has another hash.
func File(name string) ([]byte, error) {
	sums, err := files.ReadFile(path.Join(Version, "SHA256SUMS"))
	if err != nil {
		return nil, fmt.Errorf("model: manifest: %w", err)
	}
	data, err := files.ReadFile(path.Join(Version, name))
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	sum := sha256.Sum256(data)
	for line := range strings.Lines(string(sums)) {
		want, file, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok || file != name {
			continue
		}
		if want != hex.EncodeToString(sum[:]) {
			return nil, fmt.Errorf("model: %s does not have the hash that its manifest gives", name)
		}
		return data, nil
	}
	return nil, fmt.Errorf("model: %s is not in the manifest", name)
}
