package sqlite

import "testing"

func TestWordsComeBackFromTheirEndings(t *testing.T) {
	for _, word := range []string{"run", "running", "skies", "happily", "dying", "élan", "straße"} {
		stem := stem(word)
		if got := wordOf(stem, endingOf(word, stem)); got != word {
			t.Errorf("%q with the stem %q came back as %q", word, stem, got)
		}
	}
	if endingOf("dying", "die") != "=dying" || endingOf("running", "run") != "ning" {
		t.Error("endings are not as the file's format has them")
	}
}
