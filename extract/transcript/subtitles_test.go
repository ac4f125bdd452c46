package transcript

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

const vtt = `WEBVTT - a talk

NOTE nobody says this

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.500 align:start
<v.loud Ines Okafor>Good <i>evening</i> &amp; welcome.

00:02.600 --> 00:04.000
<v Ines Okafor>With me is the
harbour master.

00:00:04.100 --> 00:00:05.000
<v Tom Brandt>Good <00:00:04.500>evening.

00:09.000 --> 00:10.000
<v Tom Brandt>It is late. [Laughter]
`

const srt = "1\r\n00:00:01,000 --> 00:00:02,500\r\n>> OKAFOR: Is the\r\n\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\nharbour open?\r\n\r\n3\r\n00:00:04,200 --> 00:00:05,000\r\n{\\an8}>> It is.\r\n\r\n4\r\n01:00:06,000 --> 01:00:07,000\r\n<font color=\"red\">It is.</font>\r\n"

func TestSubtitles(t *testing.T) {
	for _, c := range []struct {
		name, source, text, labels string
		from, to                   float64 // of the last turn
	}{
		{"WebVTT", vtt, "Ines Okafor: Good evening & welcome. With me is the harbour master.\n\nTom Brandt: Good evening.\n\nIt is late. [Laughter]", "Ines Okafor|Tom Brandt", 4.1, 10},
		{"SubRip", srt, ">> OKAFOR: Is the harbour open?\n\n>> It is.\n\nIt is.", "OKAFOR|", 4.2, 3607},
	} {
		if !LooksLikeSubtitles(c.source) {
			t.Errorf("%s is not told", c.name)
		}
		got, ok := ReadSubtitles(c.source, About{})
		if !ok || got.Text != c.text || got.Kind != onrecord.Subtitles {
			t.Errorf("%s: text %q", c.name, got.Text)
		}
		var labels []string
		for _, u := range got.Turns {
			labels = append(labels, u.Label.In(got.Text))
		}
		last := got.Turns[len(got.Turns)-1]
		if strings.Join(labels, "|") != c.labels || last.From != c.from || last.To != c.to {
			t.Errorf("%s: labels %q, from %v to %v", c.name, labels, last.From, last.To)
		}
		check(t, got.Text, got)
	}
}

func TestWhatIsNoSubtitles(t *testing.T) {
	for _, s := range []string{"", "12\n\nMR. WEIL: One.", "The boat left --> the harbour.", "10:30 --> home", "1\n2\n3\n4"} {
		if LooksLikeSubtitles(s) {
			t.Errorf("%q is taken for subtitles", s)
		}
	}
}

func FuzzReadSubtitles(f *testing.F) {
	f.Add(vtt)
	f.Add(srt)
	f.Fuzz(func(t *testing.T, source string) {
		source = strings.ToValidUTF8(source, "\uFFFD")
		LooksLikeSubtitles(source)
		if got, ok := ReadSubtitles(source, About{}); ok {
			check(t, got.Text, got)
		}
	})
}
