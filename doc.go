// Package onrecord puts the news on the record: it holds the nouns that all
// other packages speak in. It imports none of them.
//
// # Glossary
//
//   - Page: bytes as fetched or given, with where they came from.
//   - Article: a page without its boilerplate: title, dates, authors, text.
//   - Statement: one thing that somebody is reported to have said. Its content
//     is what was said, its cue is the words that report it ("said",
//     "according to"), its source is the words that name who said it.
//   - Speaker: the person, body or country that the source refers to.
//   - Entity: somebody or something in one article with all its mentions.
//   - Bloc: a coalition, alliance, union, treaty or group of countries or
//     parties, in one sentence, with what is claimed of it there.
//   - Record: an article with its entities, statements and blocs.
//   - Ledger: what keeps records and finds them again.
//   - Origin: the place that a page came from, and the state that it was in.
//   - Version: an article with one title and text; a page that changes gets
//     another, and both are kept.
//   - Near copy: an article with nearly the text of one kept before, as wire
//     copy is.
//   - Transcript: a published account of what was said, turn by turn.
//   - Check: one quotation held against transcripts, with a verdict against
//     these transcripts, never on whether it is true.
//   - Passage: a run of a transcript's words that a quotation gives.
//   - Span: a place in an article's text: bytes in Go, code points in JSON.
//
// A wrong attribution is worse than a missing one: whatever cannot be told is
// given as unknown.
package onrecord
