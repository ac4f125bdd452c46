package extract

import (
	"regexp"
	"strings"
)

// What classes, ids and test ids call the parts of a page that hold facts.
var (
	bylineClass = regexp.MustCompile(`(^|[\s_\-])(by-?line|authors?|author-?names?|contributors?|writers?|dc-creator|reporter)([\s_\-]|s?$)|byline|authorname|author-name`)
	clockClass  = regexp.MustCompile(`(^|[\s_\-])(clock|today|todays?-?date|current-?(date|time)|date-?today|live-?date|weather)([\s_\-]|$)`)
	stampClass  = regexp.MustCompile(`(^|[\s_\-])(date|dates|time-?stamp|datetime|date-?time|published|publish-?date|pub-?date|posted|posted-?on|entry-?date|post-?date|article-?date|dateline|updated|modified|publication-?date)([\s_\-]|$)`)
)

// authorLink is the address of an author's page.
var authorLink = regexp.MustCompile(`(?i)/(authors?|by|staff|contributors?|writers?|reporters?|journalists?|columnists?)/[\w%.\-]+`)

// The hints are what the patterns above cannot match without: looking for
// them first is much cheaper.
var (
	bylineHints = []string{"byline", "author", "writer", "contributor", "reporter", "creator"}
	clockHints  = []string{"clock", "today", "date", "weather"}
	stampHints  = []string{"date", "time", "publi", "posted", "modified"}
)

func containsAny(s string, hints []string) bool {
	for _, h := range hints {
		if strings.Contains(s, h) {
			return true
		}
	}
	return false
}
