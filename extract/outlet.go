package extract

import (
	"net/url"
	"strings"

	"github.com/RadhiFadlillah/whatlanggo"
	"github.com/onrecord/onrecord/extract/dom"
	"golang.org/x/net/publicsuffix"
)

// host is the host of the page's address, or of the one it gives itself.
func (d *document) host() string {
	if d.url != nil {
		return strings.ToLower(d.url.Hostname())
	}
	if u, err := url.Parse(d.canonical()); err == nil {
		return strings.ToLower(u.Hostname())
	}
	return ""
}

// domainLabels are the parts of the host's name that may be an outlet's: the
// registrable domain's own label and that of a subdomain other than www.
func (d *document) domainLabels() []string {
	host := d.host()
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return nil
	}
	label, _, _ := strings.Cut(domain, ".")
	labels := []string{strings.ReplaceAll(label, "-", "")}
	sub, _, _ := strings.Cut(strings.TrimSuffix(strings.TrimSuffix(host, domain), "."), ".")
	if len(sub) > 3 {
		labels = append(labels, strings.ReplaceAll(sub, "-", ""), strings.ReplaceAll(sub+label, "-", ""))
	}
	return labels
}

// publisher is the name of the story's publisher, as JSON-LD gives it.
func (d *document) publisher() string {
	if d.main != nil {
		if p, ok := byID(d.ld, first(d.main["publisher"])).(map[string]any); ok {
			if name := thing(p).str("name"); name != "" && !strings.Contains(name, "://") {
				return name
			}
		}
		if s, ok := d.main["publisher"].(string); ok && !strings.Contains(s, "://") {
			return dom.Fold(unescape(s))
		}
	}
	return ""
}

// first is a list's first element, or the value itself.
func first(v any) any {
	if list, ok := v.([]any); ok && len(list) > 0 {
		return list[0]
	}
	return v
}

// findOutlet is the name of who publishes the page: og:site_name, JSON-LD's
// publisher, application-name, the end of <title> that names the domain, or
// the registrable domain itself.
func (d *document) findOutlet() string {
	for _, s := range []string{d.meta("og:site_name"), d.publisher(), d.meta("application-name", "dc.publisher", "cre")} {
		s = strings.TrimPrefix(strings.TrimSpace(s), "@")
		if s != "" && len(s) < 80 && !strings.Contains(s, "://") {
			return s
		}
	}
	if locs := titleJoint.FindAllStringIndex(d.title, -1); len(locs) > 0 {
		tail := strings.TrimSpace(d.title[locs[len(locs)-1][1]:])
		if tail != "" && d.namesSite(tail, "") {
			return tail
		}
	}
	if t := d.site(); t != "" {
		return t
	}
	if domain, err := publicsuffix.EffectiveTLDPlusOne(d.host()); err == nil {
		return domain
	}
	return ""
}

// site is the name that JSON-LD gives the web site or its owner.
func (d *document) site() string {
	for _, t := range d.ld {
		if t.is("WebSite", "NewsMediaOrganization") {
			if name := t.str("name"); name != "" && len(name) < 80 {
				return name
			}
		}
	}
	return ""
}

// findLanguage is the text's language, BCP 47: what the page declares, unless
// a long text is clearly in another one.
func (d *document) findLanguage(text string) string {
	declared := ""
	ld := ""
	if d.main != nil {
		ld = d.main.str("inLanguage")
	}
	for _, s := range []string{d.htmlLang, d.meta("content-language"), ld, d.meta("og:locale"), d.meta("dc.language")} {
		if declared = languageTag(s); declared != "" {
			break
		}
	}
	if len(text) < 200 {
		return declared
	}
	info := whatlanggo.Detect(text[:cutAt(text, 1500)])
	guess := info.Lang.Iso6391()
	if guess == "" || !info.IsReliable() {
		return declared
	}
	if primary, _, _ := strings.Cut(declared, "-"); primary == guess || sameLanguage[primary] == guess {
		return declared
	}
	if declared != "" && info.Confidence < 0.9 {
		return declared
	}
	return guess
}

// sameLanguage maps tags to the ones that whatlanggo has for them.
var sameLanguage = map[string]string{"no": "nb", "nn": "nb", "iw": "he", "in": "id", "fil": "tl", "bs": "hr", "sh": "sr"}

// languageTag brings "en_US.UTF-8" and the like into the form "en-US"; "" for
// what is no tag.
func languageTag(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(strings.ReplaceAll(s, "_", "-")), ".")
	s, _, _ = strings.Cut(s, ",")
	parts := strings.Split(s, "-")
	if n := len(parts[0]); n < 2 || n > 3 || len(parts) > 4 {
		return ""
	}
	for i, p := range parts {
		if p == "" || len(p) > 8 || strings.ContainsFunc(p, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') }) {
			return ""
		}
		switch {
		case i == 0:
			parts[i] = strings.ToLower(p)
		case len(p) == 2:
			parts[i] = strings.ToUpper(p)
		}
	}
	return strings.Join(parts, "-")
}

// cutAt is the greatest border of a character in s up to n.
func cutAt(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return n
}
