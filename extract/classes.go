package extract

import "regexp"

// What classes, ids and test ids call the parts of a page that hold facts.
var (
	bylineClass = regexp.MustCompile(`(^|[\s_\-])(by-?line|authors?|author-?names?|contributors?|writers?|dc-creator|reporter)([\s_\-]|s?$)|byline|authorname|author-name`)
	clockClass  = regexp.MustCompile(`(^|[\s_\-])(clock|today|todays?-?date|current-?(date|time)|date-?today|live-?date|weather)([\s_\-]|$)`)
	stampClass  = regexp.MustCompile(`(^|[\s_\-])(date|dates|time-?stamp|datetime|date-?time|published|publish-?date|pub-?date|posted|posted-?on|entry-?date|post-?date|article-?date|dateline|updated|modified|publication-?date)([\s_\-]|$)`)
)
