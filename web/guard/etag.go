package guard

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
)

// validatedMost is how many bytes of an answer are held back to make a validator
// of them; of a longer one none is made.
const validatedMost = 8 << 20

// validated gives answers to GET and HEAD an ETag of their bytes, and says 304 to
// those who have them already.
func validated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		held := &held{ResponseWriter: w}
		next.ServeHTTP(held, r)
		held.finish(r)
	})
}

// held holds an answer back, up to a bound.
type held struct {
	http.ResponseWriter
	code    int
	body    bytes.Buffer
	through bool // too long: what comes goes through
}

func (h *held) WriteHeader(code int) {
	if h.code == 0 {
		h.code = code
	}
}

func (h *held) Write(b []byte) (int, error) {
	h.WriteHeader(http.StatusOK)
	if !h.through && h.body.Len()+len(b) > validatedMost {
		h.through = true
		h.ResponseWriter.WriteHeader(h.code)
		if _, err := h.ResponseWriter.Write(h.body.Bytes()); err != nil {
			return 0, err
		}
	}
	if h.through {
		return h.ResponseWriter.Write(b)
	}
	return h.body.Write(b)
}

func (h *held) finish(r *http.Request) {
	if h.through {
		return
	}
	h.WriteHeader(http.StatusOK)
	if h.code == http.StatusOK {
		sum := sha256.Sum256(h.body.Bytes())
		tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		// Weak: compression makes other bytes of the same answer.
		h.Header().Set("ETag", "W/"+tag)
		if has(r.Header.Get("If-None-Match"), tag) {
			h.Header().Del("Content-Type")
			h.ResponseWriter.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.ResponseWriter.WriteHeader(h.code)
	_, _ = h.ResponseWriter.Write(h.body.Bytes()) // a client that is gone needs no answer
}

// has tells whether a list of validators names one, compared weakly.
func has(list, tag string) bool {
	for _, t := range strings.Split(list, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
			return true
		}
	}
	return false
}
