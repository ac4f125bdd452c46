package dateline

import (
	"regexp"
	"strings"

	"github.com/onrecord/onrecord"
)

// inPlace is "By Jane Doe in Kuala Lumpur", also with several names, and with
// more names or places after the first.
var inPlace = regexp.MustCompile(`^(?:By|From|Reporting by) ((?:\p{Lu}[\p{L}.'’-]+(?: (?:and|&|van|von|der|den|de|da|di|du|la|el|al|bin|ter))*,? ){2,10}?)in ((?:\p{Lu}[\p{L}.'’-]+)(?: \p{Lu}[\p{L}.'’-]+){0,3}(?:, \p{Lu}[\p{L}.]+(?: \p{Lu}[\p{L}.]+)?)?)(?: and .{0,80}|, with .{0,80}| *\|.{0,80})?\s*$`)

// placeAfterComma is "By Jane Doe, Moscow"; the place has to be a known city.
var placeAfterComma = regexp.MustCompile(`^By (?:\p{Lu}[\p{L}.'’-]+ ?){2,4}, (\p{Lu}[^,|]{2,30}?)\s*$`)

func byline(line string) (onrecord.Span, bool) {
	if !strings.HasPrefix(line, "By ") && !strings.HasPrefix(line, "From ") && !strings.HasPrefix(line, "Reporting by ") {
		return onrecord.Span{}, false
	}
	if m := inPlace.FindStringSubmatchIndex(line); m != nil {
		return onrecord.Span{Start: m[4], End: m[5]}, true
	}
	if m := placeAfterComma.FindStringSubmatchIndex(line); m != nil && cities.has(strings.ToLower(line[m[2]:m[3]])) {
		return onrecord.Span{Start: m[2], End: m[3]}, true
	}
	return onrecord.Span{}, false
}
