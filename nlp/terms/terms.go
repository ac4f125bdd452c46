// Package terms says what each statement does and on what terms it stands.
// Input: a document with its statements and speakers. Output: that, and for
// each statement its act (promise, threat, denial …), modality, conditions,
// on whose behalf and at whom, of whom it speaks, to whom it was said and where.
// Method: conditions begin at markers of a table, each held to a named rule;
// where the clause ends a log-linear model says that was learned from
// treebanks; acts come from a lexicon of cues and from patterns in the content.
// It does not judge whether a condition is met, and it looks at nothing
// outside of the sentences that a statement stands in and the one before.
package terms

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/model"
	"github.com/onrecord/onrecord/nlp"
	"github.com/onrecord/onrecord/nlp/syntax"
)

// Terms finds terms. It is immutable and safe for concurrent use.
type Terms struct {
	parser   *syntax.Parser
	boundary *Boundary
	markers  phrases[marker]
	idioms   phrases[bool]
	cues     phrases[cueEntry]
	hedges   phrases[bool] // by stems

	performatives phrases[onrecord.Act] // by stems

	// Sets of stems, each a file of the lexicon.
	asking, wishes, times, light, imperatives, blame, praise, harm, help, denied, unsaid, outcomes, telling, saying, telltale map[string]bool

	// Sets of words as written.
	negations, venues, days, prepositions, verbs map[string]bool
}

// New loads weights and lexicons; it fails where one is missing or damaged.
func New() (*Terms, error) {
	table, err := model.File("clause-ends.tsv")
	if err != nil {
		return nil, err
	}
	boundary, err := ReadBoundary(table)
	if err != nil {
		return nil, err
	}
	return NewWith(boundary)
}

// NewWith is New with another model of where clauses end.
func NewWith(boundary *Boundary) (t *Terms, err error) {
	t = &Terms{boundary: boundary}
	if t.parser, err = syntax.NewParser(); err != nil {
		return nil, err
	}
	if t.markers, err = readMarkers(); err != nil {
		return nil, err
	}
	if t.idioms, err = phraseList("idioms.txt"); err != nil {
		return nil, err
	}
	if t.cues, err = readCues(); err != nil {
		return nil, err
	}
	return t, t.readLists()
}

// readLists reads the lists of words.
func (t *Terms) readLists() (err error) {
	for name, into := range map[string]*map[string]bool{"asking": &t.asking, "wishes": &t.wishes, "times": &t.times, "light": &t.light,
		"imperatives": &t.imperatives, "blame": &t.blame, "praise": &t.praise, "harm": &t.harm, "help": &t.help, "denied": &t.denied, "unsaid": &t.unsaid, "outcomes": &t.outcomes,
		"telling": &t.telling, "saying": &t.saying, "telltale": &t.telltale} {
		if *into, err = stems(name + ".txt"); err != nil {
			return err
		}
	}
	for name, into := range map[string]*map[string]bool{"negations": &t.negations, "venues": &t.venues, "days": &t.days,
		"prepositions": &t.prepositions, "verbs": &t.verbs} {
		if *into, err = asWritten(name + ".txt"); err != nil {
			return err
		}
	}
	t.hedges, t.performatives = phrases[bool]{}, phrases[onrecord.Act]{}
	list, err := rows("performatives.tsv", 2)
	if err != nil {
		return err
	}
	for _, row := range list {
		t.performatives.add(stemAll(row[0]), onrecord.Act(row[1]))
	}
	list, err = rows("hedges.txt", 1)
	for _, row := range list {
		t.hedges.add(stemAll(row[0]), true)
	}
	return err
}

// Find is total: any resolved document gives the terms of each attribution.
func (t *Terms) Find(r nlp.Resolved) nlp.Termed {
	out := nlp.Termed{Resolved: r, Terms: make([]nlp.Terms, len(r.Attributions))}
	a := read(&out.Resolved)
	for i := range r.Attributions {
		x := &out.Terms[i]
		x.Conditions = t.conditionsOf(a, i)
		s := t.said(a, i, x.Conditions)
		x.Act, x.ActRule = t.act(s)
		x.Modality, x.ModalityRule = t.modality(s, x.Act)
		x.Actor, x.About = a.actor(i), a.about(i)
		x.Addressee, x.Venue = t.addressee(a, s.at), t.venue(a, s.at)
		x.Target, x.TargetRule = t.target(a, s, i, x.Act, x.Actor, x.Addressee)
	}
	return out
}
