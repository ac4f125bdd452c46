// Package tag reads articles with a neural encoder: in go a quoted document
// and trained weights, out come for each token the scores of the labels
// (begin and inside of source, cue and content), and for each pair of spans
// the score of their link. It does not decide what is an attribution: that is
// package attribute's.
package tag
