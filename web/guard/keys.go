package guard

import (
	"bufio"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Key is somebody who may come in. Without Write they may look things up; with
// it they may also have pages fetched, read and compared.
type Key struct {
	Name  string
	Write bool
	hash  [sha256.Size]byte
}

// Keys are all who may come in. They hold hashes alone: a key is 32 random bytes,
// which no search through hashes finds.
type Keys struct{ list []Key }

const hashed = "sha256:"

// ReadKeys reads a file of keys, one a line: a name, read or read,write, and the
// hash of the key. Empty lines and lines that begin with # are passed over.
func ReadKeys(r io.Reader) (*Keys, error) {
	out := &Keys{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, err := parseKey(line)
		if err != nil {
			return nil, fmt.Errorf("keys, line %d: %w", n, err)
		}
		out.list = append(out.list, key)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	if len(out.list) == 0 {
		return nil, errors.New("keys: there is none, so that nobody could come in")
	}
	return out, nil
}

func parseKey(line string) (Key, error) {
	fields := strings.Fields(line)
	if len(fields) != 3 {
		return Key{}, errors.New("a line is a name, read or read,write, and sha256: with the key's hash")
	}
	key := Key{Name: fields[0]}
	switch fields[1] {
	case "read":
	case "read,write":
		key.Write = true
	default:
		return Key{}, fmt.Errorf("%q is neither read nor read,write", fields[1])
	}
	sum, ok := strings.CutPrefix(fields[2], hashed)
	b, err := hex.DecodeString(sum)
	if !ok || err != nil || len(b) != sha256.Size {
		return Key{}, errors.New("the hash is not sha256: and 64 hexadecimal digits")
	}
	copy(key.hash[:], b)
	return key, nil
}

// NewKey makes a key: the secret to give away, and the line that lets it in.
func NewKey(name string, write bool) (secret, line string, err error) {
	if name == "" || strings.ContainsAny(name, " \t\r\n#") {
		return "", "", errors.New("a key's name is one word, without #")
	}
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		return "", "", err
	}
	secret = "onrecord_" + hex.EncodeToString(b)
	scope := "read"
	if write {
		scope = "read,write"
	}
	sum := sha256.Sum256([]byte(secret))
	return secret, name + " " + scope + " " + hashed + hex.EncodeToString(sum[:]), nil
}

// find is whose key it is, in a time that does not tell how much of one is right.
func (k *Keys) find(secret string) (Key, bool) {
	sum := sha256.Sum256([]byte(secret))
	var found Key
	ok := false
	for _, key := range k.list {
		if subtle.ConstantTimeCompare(sum[:], key.hash[:]) == 1 {
			found, ok = key, true
		}
	}
	return found, ok
}

// keyed lets in who has a key: as Authorization: Bearer, or as the password that
// a browser asks for. Whatever is no GET or HEAD needs the write scope.
func (g *Guard) keyed(next http.Handler) http.Handler {
	if g.o.Keys == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == Open {
			next.ServeHTTP(w, r)
			return
		}
		secret, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok {
			_, secret, _ = r.BasicAuth()
		}
		key, ok := g.o.Keys.find(strings.TrimSpace(secret))
		if !ok {
			w.Header().Set("WWW-Authenticate", `Basic realm="onrecord: a key as the password", charset="UTF-8"`)
			Refuse(w, r, http.StatusUnauthorized, "A key is needed, as Authorization: Bearer KEY or as the password.")
			return
		}
		if t, ok := r.Context().Value(tripKey{}).(*trip); ok {
			t.key = key.Name
		}
		if !key.Write && r.Method != http.MethodGet && r.Method != http.MethodHead {
			Refuse(w, r, http.StatusForbidden, "This key may look things up; to have pages read it needs the scope write.")
			return
		}
		next.ServeHTTP(w, r)
	})
}
