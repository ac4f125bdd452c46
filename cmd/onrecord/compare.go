package main

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/comparison"
)

// compare writes what one version of an article changed against another.
func (s *sheet) compare(before, after onrecord.Record) {
	for _, c := range comparison.Changes(&before, &after) {
		if c.Added {
			s.labelled("  + "+c.What+"  ", styleAdded, c.Text)
		} else {
			s.labelled("  - "+c.What+"  ", styleWarning, c.Text)
		}
	}
}
