// Package syntax gives words their coarse part of speech and sentences their
// dependency trees. Input: the words of one sentence, clitics apart ("do",
// "n't"; "Earnest", "'s"). Output: a tag, a head and a relation for each word.
// Method: averaged perceptrons over hashed features, greedy from left to right:
// for the tags after Collins (EMNLP 2002); for the trees the arc-hybrid system
// trained with a dynamic oracle (Goldberg and Nivre, TACL 2013), over words
// alone: marks are seen by the features and hang nowhere. Time is linear in
// the length of the sentence. It does not split words or find sentences.
package syntax

import "github.com/onrecord/onrecord/model"

// Tag is a coarse Penn Treebank tag.
type Tag uint8

// The tags. Comparatives count with their class, predeterminers as Det, and
// Other is what fits nowhere (foreign words, list marks, addresses).
const (
	Conj    Tag = iota // and, but
	Num                // 6, six
	Det                // the, all
	Exist              // there (is)
	Prep               // of, that (as a conjunction), if
	Adj                // big
	Modal              // would
	Noun               // report
	Nouns              // reports
	Name               // Earnest
	Poss               // 's
	Pron               // he
	PronPos            // his
	Adv                // also
	Part               // (pointed) out
	To                 // to
	Interj             // yes
	Base               // say
	Past               // said
	Gerund             // saying
	Perf               // (has) said
	Pres               // (they) say
	Pres3              // says
	WhDet              // which
	WhPron             // who
	WhAdv              // when
	Other
	Mark  // any punctuation not below
	Comma // , and the dashes
	Stop  // . ? ! ; …
	Quot  // any quotation mark
	Count // how many tags there are
)

// Penn names the Penn Treebank tags that each tag stands for.
var penn = map[string]Tag{
	"CC": Conj, "CD": Num, "DT": Det, "PDT": Det, "EX": Exist, "IN": Prep, "JJ": Adj, "JJR": Adj, "JJS": Adj,
	"MD": Modal, "NN": Noun, "NNS": Nouns, "NNP": Name, "NNPS": Name, "POS": Poss, "PRP": Pron, "PRP$": PronPos,
	"RB": Adv, "RBR": Adv, "RBS": Adv, "RP": Part, "TO": To, "UH": Interj, "VB": Base, "VBD": Past, "VBG": Gerund,
	"VBN": Perf, "VBP": Pres, "VBZ": Pres3, "WDT": WhDet, "WP": WhPron, "WP$": WhPron, "WRB": WhAdv,
}

// FromPenn is the tag that stands for a Penn Treebank tag.
func FromPenn(tag string) Tag {
	if t, ok := penn[tag]; ok {
		return t
	}
	return Other
}

// Verb tells whether the tag is a verb's, modals apart.
func (t Tag) Verb() bool { return t >= Base && t <= Pres3 }

// Finite tells whether the tag is one of a finite verb or a modal.
func (t Tag) Finite() bool { return t == Past || t == Pres || t == Pres3 || t == Modal }

// Nominal tells whether the tag is a noun's or a name's.
func (t Tag) Nominal() bool { return t == Noun || t == Nouns || t == Name }

// Tagger is immutable and safe for concurrent use.
type Tagger struct{ table *table }

// NewTagger loads the weights; it fails where they are missing or damaged.
func NewTagger() (*Tagger, error) {
	data, err := model.File("tagger.bin")
	if err != nil {
		return nil, err
	}
	return ReadTagger(data)
}

// ReadTagger reads weights as command train/syntax writes them.
func ReadTagger(data []byte) (*Tagger, error) {
	t, err := readTable(data, int(Count))
	return &Tagger{t}, err
}

// Tag gives each word of a sentence its tag. It appends to tags[:0], which
// may be nil.
func (t *Tagger) Tag(words []string, tags []Tag) []Tag {
	tags = tags[:0]
	var f Features
	known := Prepare(words)
	for i := range words {
		if m, ok := MarkTag(words[i]); ok {
			tags = append(tags, m)
			continue
		}
		f.Fill(known, tags, i)
		var scores [Count]int32
		for _, key := range f.Keys {
			for _, w := range t.table.row(key) {
				scores[w.class] += int32(w.value)
			}
		}
		best := Noun
		for tag := Tag(0); tag < Mark; tag++ {
			if scores[tag] > scores[best] {
				best = tag
			}
		}
		tags = append(tags, best)
	}
	return tags
}
