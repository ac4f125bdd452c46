// Package quote pairs the quotation marks of a document.
package quote

import "github.com/onrecord/onrecord/nlp"

// Pair is total: any document gives its quotations.
func Pair(d nlp.Document) nlp.Quoted { return nlp.Quoted{Document: d} }
