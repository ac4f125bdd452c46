package transcript

import (
	"strings"
	"testing"
)

// BenchmarkRead reads an invented briefing of about a megabyte.
func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	s.WriteString("Harbour Hall\n\n2:15 P.M. EST\n\n")
	for s.Len() < 1<<20 {
		s.WriteString("MR. TAMM: We have looked into it, and what we found (it was not much) is this: the rule stays. (Laughter.) And so it should.\n\nThe boats are the boats. Nobody in this room wants a quarrel, and nobody will get one from us today or tomorrow.\n\nQ Thanks, Hugh. Two things: when will it open, and who decides?\n\n")
	}
	text := s.String()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Read(text, About{Title: "Briefing by Harbour Spokesman Hugh Tamm, 3/12/24"})
	}
}
