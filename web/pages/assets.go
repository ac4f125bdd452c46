package pages

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"time"
)

// assets are the files that pages need: our own style and script, htmx, an icon.
// Their addresses hold a hash, so that browsers keep them for good.
type assets map[string]asset

type asset struct {
	url, hash string
	body      []byte
}

func loadAssets() (assets, error) {
	out := assets{}
	entries, err := fs.ReadDir(files, "assets")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		body, err := fs.ReadFile(files, path.Join("assets", e.Name()))
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(body)
		hash := hex.EncodeToString(sum[:8])
		out[e.Name()] = asset{"/assets/" + hash + "/" + e.Name(), hash, body}
	}
	return out, nil
}

func (a assets) serve(w http.ResponseWriter, r *http.Request) {
	found, ok := a[r.PathValue("name")]
	if !ok || found.hash != r.PathValue("hash") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, r.PathValue("name"), time.Time{}, bytes.NewReader(found.body))
}
