// Package textdate finds dates and times as people write them in English
// pages: "Sunday , May 28 2017", "24 Nov 2015, 10:58 IST", "2015-11-24T10:58Z".
package textdate

import "github.com/onrecord/onrecord"

// Found is one date in a text.
type Found struct {
	Value     string        // 2015-11-24 or RFC 3339 with the zone as written; a time without a zone keeps none (2015-11-24T10:58:00)
	Precision string        // day, minute or second
	Span      onrecord.Span // of the words
}

// Find gives the complete dates (day, month and year) in s, in order.
func Find(s string) []Found { return nil }
