// Package scrape tells the story from the boilerplate in a page's text dump.
package scrape

import "github.com/onrecord/onrecord"

// Extract turns a text dump into an article without ID, URL and hash.
func Extract(dump string) onrecord.Article { return onrecord.Article{Text: dump} }
