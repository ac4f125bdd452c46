package tag

import (
	"fmt"
	"strconv"

	"github.com/onrecord/onrecord/nlp/tag/encoder"
	"github.com/onrecord/onrecord/nlp/tag/kernel"
	"github.com/onrecord/onrecord/nlp/tag/wordpiece"
)

// network is a trained encoder with its heads.
type network struct {
	encoder         *encoder.Encoder
	label           *kernel.Dense
	transition      []float32 // [labelCount][labelCount]
	source, content link      // from a cue to its source, from a content to its cue
}

// newNetwork loads a weights file and checks that it fits the vocabulary and
// this program; it also gives the shape of the windows that it was trained on.
func newNetwork(path kernel.Path, v *wordpiece.Vocabulary, weights []byte) (*network, Shape, error) {
	e, err := encoder.LoadOn(path, weights)
	if err != nil {
		return nil, Shape{}, err
	}
	n := &network{encoder: e}
	shape, err := n.check(v)
	if err != nil {
		return nil, Shape{}, err
	}
	return n, shape, n.heads()
}

// check tells whether the weights fit the vocabulary and this program's
// features, and reads the windows' shape.
func (n *network) check(v *wordpiece.Vocabulary) (Shape, error) {
	c := n.encoder.Config()
	if c.Pieces != v.Size() {
		return Shape{}, fmt.Errorf("tag: weights for %d pieces, a vocabulary of %d", c.Pieces, v.Size())
	}
	if fmt.Sprint(c.Features) != fmt.Sprint(FeatureNames) {
		return Shape{}, fmt.Errorf("tag: weights for features %v, this program has %v", c.Features, FeatureNames)
	}
	for i, name := range FeatureNames {
		if _, shape, err := n.encoder.Tensor("embed.feature." + name); err != nil || shape[0] != FeatureSizes[i] {
			return Shape{}, fmt.Errorf("tag: feature %s has shape %v, want %d values", name, shape, FeatureSizes[i])
		}
	}
	var shape Shape
	for key, into := range map[string]*int{"window.core": &shape.Core, "window.context": &shape.Context} {
		value, _ := n.encoder.Metadata(key)
		pieces, err := strconv.Atoi(value)
		if err != nil || pieces < 1 {
			return shape, fmt.Errorf("tag: metadata %s is %q", key, value)
		}
		*into = pieces
	}
	if shape.Core+2*shape.Context+2 > c.MaxPositions {
		return shape, fmt.Errorf("tag: windows of %+v do not fit in %d positions", shape, c.MaxPositions)
	}
	return shape, nil
}

// heads reads the heads' tensors.
func (n *network) heads() (err error) {
	if n.label, err = n.encoder.Dense("head.label"); err != nil {
		return err
	}
	if n.transition, _, err = n.encoder.Tensor("head.crf.transition"); err != nil {
		return err
	}
	if n.label.In != n.encoder.Config().Hidden || n.label.Out != int(labelCount) || len(n.transition) != int(labelCount*labelCount) {
		return fmt.Errorf("tag: heads for %d labels and %d pairs, want %d labels", n.label.Out, len(n.transition), labelCount)
	}
	if n.source, err = loadLink(n.encoder, "head.source"); err != nil {
		return err
	}
	n.content, err = loadLink(n.encoder, "head.content")
	return err
}
