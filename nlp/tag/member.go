package tag

import (
	"fmt"
	"strconv"

	"github.com/onrecord/onrecord/nlp/tag/encoder"
	"github.com/onrecord/onrecord/nlp/tag/kernel"
	"github.com/onrecord/onrecord/nlp/tag/wordpiece"
)

// member is one trained encoder with its heads.
type member struct {
	windower        *Windower
	encoder         *encoder.Encoder
	label           *kernel.Dense
	transition      []float32 // [labelCount][labelCount]
	source, content link      // from a cue to its source, from a content to its cue
}

// newMember loads a weights file and checks that it fits the vocabulary and
// this program.
func newMember(path kernel.Path, v *wordpiece.Vocabulary, weights []byte) (*member, error) {
	e, err := encoder.LoadOn(path, weights)
	if err != nil {
		return nil, err
	}
	m := &member{encoder: e}
	shape, err := m.check(v)
	if err != nil {
		return nil, err
	}
	m.windower = NewWindower(v, shape)
	return m, m.heads()
}

// check tells whether the weights fit the vocabulary and this program's
// features, and reads the windows' shape.
func (m *member) check(v *wordpiece.Vocabulary) (Shape, error) {
	c := m.encoder.Config()
	if c.Pieces != v.Size() {
		return Shape{}, fmt.Errorf("tag: weights for %d pieces, a vocabulary of %d", c.Pieces, v.Size())
	}
	if fmt.Sprint(c.Features) != fmt.Sprint(FeatureNames) {
		return Shape{}, fmt.Errorf("tag: weights for features %v, this program has %v", c.Features, FeatureNames)
	}
	for i, name := range FeatureNames {
		if _, shape, err := m.encoder.Tensor("embed.feature." + name); err != nil || shape[0] != FeatureSizes[i] {
			return Shape{}, fmt.Errorf("tag: feature %s has shape %v, want %d values", name, shape, FeatureSizes[i])
		}
	}
	var shape Shape
	for key, into := range map[string]*int{"window.core": &shape.Core, "window.context": &shape.Context} {
		value, _ := m.encoder.Metadata(key)
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 {
			return shape, fmt.Errorf("tag: metadata %s is %q", key, value)
		}
		*into = n
	}
	if shape.Core+2*shape.Context+2 > c.MaxPositions {
		return shape, fmt.Errorf("tag: windows of %+v do not fit in %d positions", shape, c.MaxPositions)
	}
	return shape, nil
}

// heads reads the heads' tensors.
func (m *member) heads() (err error) {
	if m.label, err = m.encoder.Dense("head.label"); err != nil {
		return err
	}
	if m.transition, _, err = m.encoder.Tensor("head.crf.transition"); err != nil {
		return err
	}
	if m.label.In != m.encoder.Config().Hidden || m.label.Out != int(labelCount) || len(m.transition) != int(labelCount*labelCount) {
		return fmt.Errorf("tag: heads for %d labels and %d pairs, want %d labels", m.label.Out, len(m.transition), labelCount)
	}
	if m.source, err = loadLink(m.encoder, "head.source"); err != nil {
		return err
	}
	m.content, err = loadLink(m.encoder, "head.content")
	return err
}
