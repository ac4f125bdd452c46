package wordpiece

import (
	"slices"
	"strings"
	"testing"
)

// small is a vocabulary of our own.
const small = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nsaid\nun\n##said\n##s\nminister\n'\n.\nu\n##u\na\n##a\nzurich\n日\n-\n"

func parse(t testing.TB, text string) *Vocabulary {
	t.Helper()
	v, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAppend(t *testing.T) {
	v := parse(t, small)
	names := strings.Split(strings.TrimSpace(small), "\n")
	for word, want := range map[string]string{
		"said":                         "said",
		"Said":                         "said",
		"SAID":                         "said",
		"unsaid":                       "un ##said",
		"ministers":                    "minister ##s",
		"minister's":                   "minister ' [UNK]",
		"U.S.":                         "u . [UNK] .",
		"Zürich":                       "zurich",
		"Zu\u0308rich":                 "zurich",
		"qq":                           "[UNK]",
		"saidqq":                       "[UNK]",
		"日日":                           "日 日",
		"a-a":                          "a - a",
		"sa\u00adid":                   "said",
		"\u200b":                       "[UNK]",
		"":                             "[UNK]",
		strings.Repeat("a", maxWord+1): "[UNK]",
	} {
		var got []string
		for _, id := range v.Append(nil, word, nil) {
			got = append(got, names[id])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	v := parse(t, small)
	var scratch []byte
	ids := v.Append([]int32{7}, "said", &scratch)
	if ids = v.Append(ids, "qq", &scratch); !slices.Equal(ids, []int32{7, v.ID("said"), v.ID("[UNK]")}) {
		t.Errorf("ids %v", ids)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, bad := range []string{"", "[UNK]\n[CLS]\n", "[UNK]\n[CLS]\n[SEP]\na\na\n"} {
		if _, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%q was read without an error", bad)
		}
	}
}

func FuzzAppend(f *testing.F) {
	for _, word := range []string{"Unsaid", "minister's", "日本", "\xff", "e\u0301\u0301", "…"} {
		f.Add(word)
	}
	v := parse(f, small)
	f.Fuzz(func(t *testing.T, word string) {
		ids := v.Append(nil, word, nil)
		if len(ids) == 0 {
			t.Fatal("no piece")
		}
		for _, id := range ids {
			if id < 0 || int(id) >= v.Size() {
				t.Fatalf("piece %d", id)
			}
		}
		if again := v.Append(nil, strings.ToUpper(strings.ToLower(word)), nil); isASCII(word) && !slices.Equal(ids, again) {
			t.Fatalf("%q gives %v, in capitals %v", word, ids, again)
		}
	})
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
