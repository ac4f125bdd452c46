package onrecord

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
)

// ArticleID is the ID of an article in the ledger, the same on every machine:
// a hash of its canonical address, else of its address, else of the caller's
// ID, else of its text. The address that a page calls canonical counts only
// where page and address are of one site, so that no page can pass for
// another's, and not where it is a mere front page.
func ArticleID(a *Article) string {
	at, canonical := address(a.URL), address(a.CanonicalURL)
	switch {
	case canonical != nil && (at == nil || sameSite(at, canonical) && len(canonical.Path) > 1):
		return hashID("url", plain(canonical))
	case at != nil:
		return hashID("url", plain(at))
	case a.ID != "" && a.ID != a.SHA256:
		return hashID("id", a.ID)
	}
	return hashID("text", a.Title+"\x00"+a.Text)
}

func hashID(kind, value string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + value))
	return hex.EncodeToString(sum[:10])
}

// address parses a web address; nil where it is none.
func address(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
}

// site is a host without what only says how the page is shown.
func site(u *url.URL) string {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	for _, prefix := range []string{"www.", "m.", "amp.", "mobile."} {
		if rest, ok := strings.CutPrefix(host, prefix); ok && strings.Contains(rest, ".") {
			host = rest
			break
		}
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	return host
}

func sameSite(a, b *url.URL) bool {
	x, y := site(a), site(b)
	return x == y || strings.HasSuffix(x, "."+y) || strings.HasSuffix(y, "."+x)
}

// plain is an address without scheme, usual port, fragment, slash at the end and
// the parameters that only say where the reader came from.
func plain(u *url.URL) string {
	var kept []string
	for _, p := range strings.Split(u.RawQuery, "&") {
		name, _, _ := strings.Cut(p, "=")
		if p != "" && !strings.HasPrefix(name, "utm_") && name != "fbclid" && name != "gclid" {
			kept = append(kept, p)
		}
	}
	out := site(u) + strings.TrimSuffix(u.EscapedPath(), "/")
	if len(kept) > 0 {
		out += "?" + strings.Join(kept, "&")
	}
	return out
}
