package syntax

import "github.com/onrecord/onrecord/model"

// Relation is a coarse Universal Dependencies relation.
type Relation uint8

// The relations that are told apart; Mod is every other one.
const (
	Mod     Relation = iota
	Subject          // nsubj, csubj
	Object           // obj, iobj
	Comp             // ccomp: a clause as object
	Open             // xcomp: a clause without a subject
	Advcl            // adverbial clause
	Acl              // clause at a noun
	Nmod             // nominal with a preposition, at a noun or a verb
	Appos            // apposition
	Conjunct
	Parataxis
	Marker // mark: that, if, to
	Case   // preposition
	Aux    // auxiliary or copula
	Root
	Relations
)

var universal = map[string]Relation{
	"nsubj": Subject, "nsubjpass": Subject, "csubj": Subject, "csubjpass": Subject, "obj": Object, "dobj": Object,
	"iobj": Object, "ccomp": Comp, "xcomp": Open, "advcl": Advcl, "acl": Acl, "nmod": Nmod, "obl": Nmod,
	"appos": Appos, "conj": Conjunct, "parataxis": Parataxis, "mark": Marker, "case": Case, "aux": Aux,
	"auxpass": Aux, "cop": Aux, "root": Root, "ROOT": Root,
}

// FromUniversal is the relation that stands for a Universal Dependencies one,
// of version 1 or 2, without its subtype.
func FromUniversal(name string) Relation { return universal[name] }

// Tree is a sentence's tags and its dependencies: Head[i] is the index of
// word i's head, or -1 for the root and for marks.
type Tree struct {
	Tags      []Tag
	Head      []int
	Relations []Relation
}

// The transitions: Shift, then a left and a right arc for each relation.
const (
	Shift       = 0
	Left        = 1
	Right       = Left + int(Relations)
	Transitions = Right + int(Relations)
)

// Parser is immutable and safe for concurrent use.
type Parser struct {
	tagger *Tagger
	table  *table
}

// NewParser loads the weights; it fails where they are missing or damaged.
func NewParser() (*Parser, error) {
	tagger, err := NewTagger()
	if err != nil {
		return nil, err
	}
	data, err := model.File("parser.bin")
	if err != nil {
		return nil, err
	}
	return ReadParser(tagger, data)
}

// ReadParser reads weights as command train/syntax writes them.
func ReadParser(tagger *Tagger, data []byte) (*Parser, error) {
	t, err := readTable(data, Transitions)
	return &Parser{tagger, t}, err
}

// Parse is total: any words give a tree.
func (p *Parser) Parse(words []string) Tree {
	tags := p.tagger.Tag(words, nil)
	s := NewState(words, tags)
	var f ArcFeatures
	for !s.Done() {
		s.Fill(&f)
		var scores [Transitions]int32
		for _, key := range f.Keys {
			for _, w := range p.table.row(key) {
				scores[w.class] += int32(w.value)
			}
		}
		best := -1
		for t := range Transitions {
			if (best < 0 || scores[t] > scores[best]) && s.Can(t) {
				best = t
			}
		}
		s.Do(best)
	}
	return s.Tree()
}
