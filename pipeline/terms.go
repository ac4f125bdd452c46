package pipeline

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

// addTerms puts a statement's terms into it. The rules that found them stand in
// its evidence as "act: …", "modality: …" and "target: …".
func addTerms(s *onrecord.Statement, t nlp.Terms) {
	s.Act, s.Modality, s.Conditions = t.Act, t.Modality, t.Conditions
	s.Actor, s.Target, s.About = t.Actor, t.Target, t.About
	s.Addressee, s.Venue = t.Addressee, t.Venue
	s.Evidence = slices.Clone(s.Evidence)
	for _, e := range []struct{ what, rule string }{{"act", t.ActRule}, {"modality", t.ModalityRule}, {"target", t.TargetRule}} {
		if e.rule != "" {
			s.Evidence = append(s.Evidence, e.what+": "+e.rule)
		}
	}
}
