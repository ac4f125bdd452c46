// Package dateline finds the place that a story is filed from in its first
// words: "Washington: ", "LONDON (Reuters) —", "By X in Y".
package dateline

import "github.com/onrecord/onrecord"

// Find gives the dateline of an article's text, with the span of the place.
func Find(text string) (onrecord.Dateline, bool) { return onrecord.Dateline{}, false }
