// Package segment parts an article's text into paragraphs, sentences and
// tokens.
//
// Input is an article, output the same article as a document. Tokens are the
// words of UAX 29 (package uax29), re-joined and split by named rules so that
// they fit what later stages mark: abbreviations keep their stops (U.S.,
// a.m.), clitics are words of their own (Trump|'s, he|'ll; "n't" stays with
// its verb), hyphenated words and web addresses are whole, runs of marks (...,
// --, “, ”) are one token, and sentences glued together ("done.The") are
// parted. Paragraphs end at blank lines, and at single line breaks where the
// text is not wrapped to a width (see lines.go). Sentences end where a
// logistic classifier over the classes of the neighbouring words says so, and
// at the end of each paragraph.
//
// It never changes the text, and finds no sentence end without a mark, a line
// break or an abbreviation's stop.
package segment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/model"
	"github.com/onrecord/onrecord/nlp"
)

// WeightsFile is the classifier's file in the model's release.
const WeightsFile = "sentence-boundary.tsv"

// Segmenter is immutable and safe for concurrent use.
type Segmenter struct{ weights weights }

// New loads the boundary classifier's weights.
func New() (*Segmenter, error) {
	data, err := model.File(WeightsFile)
	if err != nil {
		return nil, err
	}
	return WithWeights(data)
}

// WithWeights makes a segmenter with other weights than the release's: lines
// of feature, tab, weight. It is for training.
func WithWeights(tsv []byte) (*Segmenter, error) {
	w, err := readWeights(tsv)
	if err != nil {
		return nil, err
	}
	return &Segmenter{weights: w}, nil
}

// Segment is total: any valid UTF-8 gives a document. Time and memory are
// linear in the text.
func (s *Segmenter) Segment(a onrecord.Article) nlp.Document {
	d, stops := split(a, s.weights.boundary)
	joinStops(&d, stops)
	return d
}

// Candidates calls decide for each place in the article where a sentence may
// or may not end, in order: the byte offset of the candidate's end and the
// names of its features, as the classifier sees them. What decide answers is
// taken as the truth for the features of later candidates. It is for training
// and measuring the classifier.
func Candidates(a onrecord.Article, decide func(end int, features []string) bool) {
	split(a, func(s *scanner) bool {
		var names []string
		s.features(func(name []byte) { names = append(names, string(name)) })
		return decide(s.doc.Tokens[s.end-1].Span.End, names)
	})
}

// split parts the article; ends decides the candidates. stops are the tokens
// that are full stops with no sentence end after them.
func split(a onrecord.Article, ends func(*scanner) bool) (d nlp.Document, stops []int) {
	d = nlp.Document{Article: a, Tokens: tokenize(a.Text)}
	setTrails(&d)
	lines := layoutOf(&d)
	scan := scanner{doc: &d}
	for first := 0; first < len(d.Tokens); {
		last := lines.paragraphEnd(&d, first)
		scan.begin(first, last)
		p := nlp.Paragraph{First: len(d.Sentences)}
		for scan.next() {
			if ends(&scan) {
				addSentence(&d, scan.start, scan.end)
				scan.ended()
			} else if scan.stop >= 0 {
				stops = append(stops, scan.stop)
			}
		}
		addSentence(&d, scan.start, last)
		p.Last = len(d.Sentences)
		p.Span = onrecord.Span{Start: d.Tokens[first].Span.Start, End: d.Tokens[last-1].Span.End}
		d.Paragraphs = append(d.Paragraphs, p)
		first = last
	}
	return d, stops
}

// setTrails makes the tokens tile the text.
func setTrails(d *nlp.Document) {
	d.Lead = len(d.Text)
	end := len(d.Text)
	for i := len(d.Tokens) - 1; i >= 0; i-- {
		t := &d.Tokens[i]
		t.Trail = end - t.Span.End
		end = t.Span.Start
		d.Lead = end
	}
}

// addSentence adds the tokens [first, last) as a sentence of the paragraph
// that is being built.
func addSentence(d *nlp.Document, first, last int) {
	if first >= last {
		return
	}
	d.Sentences = append(d.Sentences, nlp.Sentence{
		Span:  onrecord.Span{Start: d.Tokens[first].Span.Start, End: d.Tokens[last-1].Span.End},
		First: first, Last: last, Paragraph: len(d.Paragraphs)})
}

// joinStops makes each of the given full stops a part of the word before it:
// where no sentence ends, a word with a stop is an abbreviation ("No. 5",
// "Messrs. Roe"). Token numbers in sentences are moved accordingly.
func joinStops(d *nlp.Document, stops []int) {
	if len(stops) == 0 {
		return
	}
	out, s, next := 0, 0, 0
	for i := range d.Tokens {
		for next < len(d.Sentences) && d.Sentences[next].First == i {
			d.Sentences[next].First = out
			next++
		}
		if s < len(stops) && stops[s] == i {
			s++
			d.Tokens[out-1].Span.End = d.Tokens[i].Span.End
			d.Tokens[out-1].Trail = d.Tokens[i].Trail
			continue
		}
		d.Tokens[out] = d.Tokens[i]
		out++
	}
	d.Tokens = d.Tokens[:out]
	for i := range d.Sentences {
		d.Sentences[i].Last = out
		if i+1 < len(d.Sentences) {
			d.Sentences[i].Last = d.Sentences[i+1].First
		}
	}
}
