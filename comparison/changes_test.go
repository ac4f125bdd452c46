package comparison

import (
	"fmt"
	"strings"
	"testing"
)

func TestEditsSayWhatChanged(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"", "", ""}, {"a b c", "a b c", ""}, {"a b c", "a x c", "-b +x"}, {"a b", "b c", "-a +c"},
		{"a", "a b c", "+b +c"}, {"a b c d", "d", "-a -b -c"}, {"x y", "y x", "-x +x"},
	} {
		var got []string
		for _, e := range edits(strings.Fields(c.a), strings.Fields(c.b)) {
			got = append(got, map[bool]string{true: "+", false: "-"}[e.added]+e.text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q to %q: %v, want %s", c.a, c.b, got, c.want)
		}
	}
	long := make([]string, 3*maxCompared)
	other := make([]string, 3*maxCompared)
	for i := range long {
		long[i], other[i] = fmt.Sprint("a", i), fmt.Sprint("b", i)
	}
	if n := len(edits(long, other)); n != 2*(maxCompared+1) {
		t.Errorf("%d edits of long lists", n)
	}
}
