package pipeline

import "testing"

func TestBlocKeyOfADescription(t *testing.T) {
	reader := fastReader(t)
	for phrase, want := range map[string]string{
		"anti-IS coalition":           "bloc:anti-isil-coalition",
		"the coalition against  ISIS": "bloc:anti-isil-coalition",
		"NATO":                        reader.BlocKey("North Atlantic Treaty Organization"),
		"harbour pilots":              "",
		"65-member coalition":         "", // of whom nobody can tell
		"":                            "",
		"\x00<b>":                     "",
	} {
		if got := reader.BlocKey(phrase); got != want {
			t.Errorf("%q: %q, want %q", phrase, got, want)
		}
	}
	if reader.BlocKey("NATO") == "" {
		t.Error("NATO has no key")
	}
}
