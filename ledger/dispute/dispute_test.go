package dispute

import (
	"fmt"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// claims reads "day type value~ article", one for each string.
func claims(of ...string) (out []onrecord.FoundClaim) {
	for _, line := range of {
		f := strings.Fields(line)
		value, rough := strings.CutSuffix(f[2], "~")
		out = append(out, onrecord.FoundClaim{Type: onrecord.BlocClaimType(f[1]), Value: value, Approximate: rough,
			Article: onrecord.Heading{Day: f[0], ID: f[3]}})
	}
	return out
}

func TestPairs(t *testing.T) {
	for _, c := range []struct {
		name string
		of   []onrecord.FoundClaim
		want string
	}{
		{"two sizes of one day", claims("2015-11-24 size 65 a", "2015-11-24 size 62 b"), "size 65 62"},
		{"two sizes months apart", claims("2015-01-24 size 60 a", "2015-11-24 size 65 b"), ""},
		{"about so many", claims("2015-11-24 size 60~ a", "2015-11-25 size 65 b"), ""},
		{"about so many is too far off", claims("2015-11-24 size 30~ a", "2015-11-25 size 65 b"), "size 30 65"},
		{"one article does not dispute itself", claims("2015-11-24 size 65 a", "2015-11-24 size 62 a"), ""},
		{"without a day", claims("- size 65 a", "2015-11-24 size 62 b"), ""},
		{"member and refused", claims("2015-11-24 member Ruritania a", "2015-11-20 refused_member Ruritania b"), "membership Ruritania Ruritania"},
		{"member, later former", claims("2015-11-20 member Ruritania a", "2015-11-24 former_member Ruritania b"), ""},
		{"former, later member", claims("2015-11-20 former_member Ruritania a", "2015-11-24 member Ruritania b"), "membership Ruritania Ruritania"},
		{"each two values once", claims("2015-11-24 size 65 a", "2015-11-24 size 62 b", "2015-11-25 size 65 c"), "size 65 62"},
	} {
		var got []string
		for _, d := range Pairs(c.of, 10) {
			got = append(got, fmt.Sprintf("%s %s %s", d.By, d.Then.Value, d.Later.Value))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
