// Package story finds the same words in other papers. Input: records; output:
// utterances with the reports of each, how these relate, and stories, which are
// the articles about one event, with near copies among them.
//
// Method: articles are grouped by the names and rare words of title and text,
// by what they quote, and by their days (event.go, index.go); near copies are
// found by sampled runs of words (copies.go). Within a story each two statements of
// different articles are scored by boosted trees over features of their words,
// speakers and rivals (feature.go, pair.go); statements that outlets cut in
// different places are parted, and passages clustered (cluster.go). How two
// reports relate follows from their words (relation.go).
//
// It says nothing of who is right, and looks for an utterance in one story
// only: the same words another day are no report of it. It knows English.
package story

import (
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract/scrape/boost"
	"github.com/onrecord/onrecord/model"
)

// Matcher compares statements. It is immutable after New and safe for use by
// many goroutines.
type Matcher struct {
	lexicon *lexicon
	scorer  *boost.Model
	least   float64 // probability from which a pair is one utterance
	doubt   float64 // log-odds taken off a pair that shares no quoted words
}

// Scorer is the file of the release that pairs of statements are scored by.
const Scorer = "story-pairs.trees"

// Where the line is drawn, by what train/story measures: the probability of a
// pair from which it is more gain than loss, and the log-odds taken off a pair that shares
// no two quoted words, which the scorer is too sure of.
const (
	leastSure = 0.4
	wordsGone = 1.0
)

// New loads what a Matcher knows. It fails where the release's files are damaged.
func New() (*Matcher, error) {
	data, err := model.File(Scorer)
	if err != nil {
		return nil, fmt.Errorf("story: %w", err)
	}
	scorer, err := boost.Read(string(data))
	if err != nil {
		return nil, fmt.Errorf("story: %s: %w", Scorer, err)
	}
	return NewWith(scorer)
}

// NewWith is New with another scorer, for training one.
func NewWith(scorer *boost.Model) (*Matcher, error) {
	l, err := newLexicon()
	if err != nil {
		return nil, err
	}
	return &Matcher{lexicon: l, scorer: scorer, least: leastSure, doubt: wordsGone}, nil
}

// Cautious is the matcher with the line drawn elsewhere, for choosing where.
func (m *Matcher) Cautious(least, doubt float64) *Matcher {
	out := *m
	out.least, out.doubt = least, doubt
	return &out
}

// Group puts records side by side: it finds their stories, and in each what
// was said once and stands in several articles. It is total, and the order of
// the records does not change the result, in which they stand in order of
// publication.
func (m *Matcher) Group(records []onrecord.Record) onrecord.Stories {
	out := onrecord.Stories{Records: byPublication(records)}
	x := m.NewIndex()
	for i := range out.Records {
		x.Add(&out.Records[i].Article)
	}
	for _, articles := range x.Stories() {
		s := onrecord.Story{ID: identity("story", out.Records[articles[0]].Article.ID), Articles: articles}
		for _, c := range x.Copies(articles) {
			s.NearCopies = append(s.NearCopies, onrecord.NearCopy{Of: c.Of, Article: c.Article, Similarity: c.Similarity})
		}
		out.Stories = append(out.Stories, s)
		out.Utterances = append(out.Utterances, m.utterances(out.Records, articles)...)
	}
	return out
}

// OneStory is Group for records that are known to be of one story.
func (m *Matcher) OneStory(records []onrecord.Record) onrecord.Stories {
	out := onrecord.Stories{Records: byPublication(records)}
	all := make([]int, len(records))
	for i := range all {
		all[i] = i
	}
	out.Utterances = m.utterances(out.Records, all)
	return out
}

// byPublication sorts records by publication, then by ID, so that the order of arrival
// does not matter.
func byPublication(records []onrecord.Record) []onrecord.Record {
	out := slices.Clone(records)
	slices.SortStableFunc(out, func(a, b onrecord.Record) int { return compareKeys(keyOf(&a.Article), keyOf(&b.Article)) })
	return out
}

// Candidate is a pair of statements of different articles with the features
// that a scorer decides by, for training one.
type Candidate struct {
	A, B     [2]int // index of the record, index of its statement
	Features []float64
}

// FeatureNames names the features of a Candidate, in order.
func FeatureNames() []string { return slices.Clone(featureNames) }

// Candidates gives the pairs that a scorer is asked about among the records of
// one story.
func (m *Matcher) Candidates(records []onrecord.Record) []Candidate {
	var sides []side
	for i := range records {
		sides = append(sides, m.sidesOf(i, &records[i])...)
	}
	var out []Candidate
	for _, p := range newScene(sides).pairs(sides) {
		a, b := &sides[p.a], &sides[p.b]
		out = append(out, Candidate{[2]int{a.article, a.statement}, [2]int{b.article, b.statement}, p.features})
	}
	return out
}
