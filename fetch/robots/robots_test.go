package robots

import (
	"strings"
	"testing"
	"time"
)

func TestRulesOfRFC9309(t *testing.T) {
	for _, c := range []struct {
		name, file   string
		allowed, not string // paths
	}{
		{"no file", "", "/ /a", ""},
		{"all of it", "User-agent: *\nDisallow: /", "/robots.txt", "/ /a"},
		{"nothing of it", "User-agent: *\nDisallow:", "/ /a", ""},
		{"the longest rule decides", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/a/b /a/bc /b", "/a /a/c /a/b/c"},
		{"Allow among equals", "User-agent: *\nDisallow: /page\nAllow: /page", "/page", ""},
		{"our own group alone counts", "User-agent: *\nDisallow: /\n\nUser-agent: OnRecord/1.0\nDisallow: /x", "/a", "/x"},
		{"groups of one crawler are joined", "user-agent: onrecord\ndisallow: /a\nuser-agent: other\ndisallow: /c\nuser-agent: onrecord\ndisallow: /b", "/c", "/a /b"},
		{"one group for several", "User-agent: other\nUser-agent: onrecord\nDisallow: /a", "/b", "/a"},
		{"a name that only begins like ours", "User-agent: on\nDisallow: /\nUser-agent: onrecorder\nDisallow: /", "/a", ""},
		{"an empty group of ours", "User-agent: onrecord\nUser-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /", "/b", "/a"},
		{"a sitemap line parts no group", "User-agent: *\nSitemap: http://a.example/s.xml\nDisallow: /a", "/b", "/a"},
		{"asterisks", "User-agent: *\nDisallow: /*/private*/x\nDisallow: /*.gif$", "/private/x /a.gif?x=1 /a/private", "/a/privates/b/x /a/b.gif"},
		{"a dollar", "User-agent: *\nDisallow: /a$", "/ab /", "/a"},
		{"an asterisk and a dollar need both ends", "User-agent: *\nDisallow: /ab*bc$", "/abc", "/abbc /abxbc"},
		{"the same written otherwise", "User-agent: *\nDisallow: /%7Eann/\nDisallow: /caf\u00e9\nDisallow: /a%2fb", "/a/b", "/~ann/x /caf%C3%A9 /caf%c3%a9s /a%2Fb"},
		{"errors are passed over", "\xef\xbb\xbfUser-agent: *\nnonsense\nDisallow /z\nCrawl-delay: soon\nDisallow: no-slash\nDisallow: /a # really", "/z /b", "/a"},
		{"line ends of any kind", "User-agent: *\rDisallow: /a\r\nDisallow: /b", "/c", "/a /b"},
		{"queries", "User-agent: *\nDisallow: /*?print", "/a?x=print", "/a?print=1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rules := Parse([]byte(c.file), "onrecord")
			for _, path := range strings.Fields(c.allowed) {
				if !rules.Allows(path) {
					t.Errorf("%s is not allowed", path)
				}
			}
			for _, path := range strings.Fields(c.not) {
				if rules.Allows(path) {
					t.Errorf("%s is allowed", path)
				}
			}
		})
	}
}

func TestDelay(t *testing.T) {
	if d := Parse([]byte("User-agent: *\nCrawl-delay: 2.5\nDisallow:"), "onrecord").Delay; d != 2500*time.Millisecond {
		t.Errorf("delay %s", d)
	}
}

func TestWhatIsBeyondTheLimitIsNotRead(t *testing.T) {
	file := "User-agent: *\nDisallow: /a\n" + strings.Repeat("#\n", MaxBytes/2) + "Disallow: /b\n"
	if rules := Parse([]byte(file), "onrecord"); rules.Allows("/a") || !rules.Allows("/b") {
		t.Error("the limit does not hold")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /%7e\nCrawl-delay: 1"), "/a%20b")
	f.Add([]byte("user-agent: onrecord\nuser-agent:*\ndisallow: /*/**/x\n"), "/%")
	f.Fuzz(func(t *testing.T, file []byte, path string) {
		rules := Parse(file, "onrecord")
		if rules.Delay < 0 {
			t.Error("a negative delay")
		}
		if once := normal(path); normal(once) != once {
			t.Errorf("%q is %q, and that is %q", path, once, normal(once))
		}
		if got := rules.Allows(path); got != rules.Allows(normal(path)) {
			t.Errorf("%q: %v, but otherwise once normalised", path, got)
		}
	})
}
