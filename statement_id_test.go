package onrecord

import (
	"crypto/sha256"
	"testing"
)

func TestStatementIDStaysTheSameForEver(t *testing.T) {
	text := sha256.Sum256([]byte("“No,” she said."))
	content, cue, source := []Span{{0, 9}}, []Span{{14, 18}}, []Span{{10, 13}}
	const want = "e64f185dfb2c39803b6e"
	if got := StatementID(text, content, cue, source); got != want {
		t.Errorf("got %s, want %s: every reference to a statement would break", got, want)
	}
	if StatementID(text, cue, content, source) == want {
		t.Error("the roles of the spans do not matter")
	}
}
