// Package trace tells which transcript a quotation or an article comes from,
// out of very many. Input: transcripts, as encoded segments that a store
// keeps; an article's quotations; output: the transcripts that they may come
// from, best first, each with the places of the words and a confidence, so
// that "found nowhere" is an answer. It gives no verdicts on a quotation:
// package verify does, given the transcript.
//
// Method. A segment keeps each transcript as a row of words, without the text:
// each word the number of its rank by frequency, in end-tagged dense code
// (Brisaboa et al. 2003), which can be read from any place in both
// directions. Every second run of three words stands in a table by its hash;
// of a quotation every run of three is looked up, and read forth and back in the
// rows of words. So any four words in a row are found wherever they stand,
// and nothing is found that is not there. What is found is weighed by how
// unlikely it is to stand there by chance: words by their frequency, passages
// by the number of transcripts that hold them, transcripts by the day and the
// speaker, all quotations of the article together.
package trace

import (
	"errors"
	"iter"
)

// Doc is a transcript as the index knows it.
type Doc struct {
	ID       string
	Text     string   // places are found in it; it is not kept
	Day      string   // when it was spoken, 2015-11-23 or RFC 3339, or ""
	Speakers []string // names or labels of those who speak: "MR. EARNEST", "Josh Earnest"; may be empty
}

// Quote is what an article gives as said.
type Quote struct {
	Text    string // as printed, with [inserts] and ellipses
	Day     string // when the article was published, or ""
	Speaker string // to whom the article gives it, or ""
}

// Candidate is a transcript that quotations may come from.
type Candidate struct {
	ID         string
	Copies     []string // others that are near-copies of it and hold nearly as much, best first
	Score      float64  // bits of evidence, for ranking; above 0 more likely than not
	Confidence float64  // from 0 to 1, that the words were said there, or in one that holds as much of them
	Words      int      // words of the quotations that were found in it
	Hits       []Hit    // the quotations that were found in it, in the order given
}

// Hit is one quotation in one transcript.
type Hit struct {
	Quote  int     // its index
	Words  int     // how many of its words were found
	Of     int     // how many it has, as package words counts
	Places []Place // where, in the transcript's order; none overlap
	Bits   float64 // the evidence that it is
}

// Options says what Find returns.
type Options struct {
	Limit   int     // candidates at most; 0 means 10
	Minimum float64 // the least confidence; 0 gives all that there is any evidence for
}

// Found is the confidence from which on a candidate counts as found. Of
// quotations of other events fewer than one in 500 reach it; of wording that
// resembles something in the index, such as notices on the same matter, a few in 100
// (eval/baseline.txt).
const Found = 0.5

// ErrDamaged is what a segment gives that is not whole, or no segment at all.
var ErrDamaged = errors.New("trace: the segment is damaged")

// ErrVersion is what a segment gives that another version of this package
// wrote: build it anew.
var ErrVersion = errors.New("trace: the segment is of another version")

// ErrTooLarge is what Build and Merge give where one segment cannot hold all
// (about two thousand million words): keep several.
var ErrTooLarge = errors.New("trace: too much for one segment")

// Build encodes transcripts as a segment. Of two with one ID the later counts.
// Time is linear in the text; memory is about 12 bytes for each word. The same
// transcripts give the same bytes.
func Build(docs iter.Seq[Doc]) ([]byte, error) {
	b := newBuilder()
	for doc := range docs {
		b.read(doc)
	}
	return b.encode()
}

// Remove gives a segment that hides the transcripts of older segments with
// these IDs.
func Remove(ids ...string) ([]byte, error) {
	b := newBuilder()
	for _, id := range ids {
		b.remove(id)
	}
	return b.encode()
}

// Merge makes one segment of several, given from the oldest to the newest and
// neighbours in the store. What it replaces or removes in older segments that are not
// given stays replaced and removed. It fails on damaged segments.
func Merge(segments ...[]byte) ([]byte, error) { return merge(segments, true) }

// MergeAll is Merge for the whole store: there is nothing older, and what was
// removed is forgotten.
func MergeAll(segments ...[]byte) ([]byte, error) { return merge(segments, false) }

// Stale says how many of the newest segments a store should merge, given the
// sizes of all from the oldest to the newest; 0 where they are well as they
// are. With it the store keeps about one segment for each doubling of its
// size, and every transcript is merged as seldom.
func Stale(sizes []int) int {
	from := len(sizes)
	total := 0
	for i := len(sizes) - 1; i >= 0; i-- {
		if total > 0 && sizes[i] < 2*total {
			from = i
		}
		total += sizes[i]
	}
	if from == len(sizes) {
		return 0
	}
	return len(sizes) - from
}
