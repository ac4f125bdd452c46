package transcript

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// cue is one caption: the lines that stand on the screen from one time to another.
type cue struct {
	from, to float64 // seconds
	lines    []string
}

// cueText is where a cue's words stand in the text that is made of all.
type cueText struct {
	onrecord.Span
	from, to float64
}

// LooksLikeSubtitles tells a SubRip or WebVTT file by its beginning.
func LooksLikeSubtitles(source string) bool {
	head := strings.TrimLeft(source[:min(len(source), 4096)], "\ufeff \t\r\n")
	if strings.HasPrefix(head, "WEBVTT") {
		return true
	}
	for n := 0; n < 3 && head != ""; n++ {
		line, rest, _ := strings.Cut(head, "\n")
		if _, _, ok := timing(line); ok {
			return true
		}
		if line = strings.TrimSpace(line); line != "" && strings.Trim(line, "0123456789") != "" {
			return false
		}
		head = rest
	}
	return false
}

// ReadSubtitles reads SubRip (.srt) and WebVTT. The text is made of the cues:
// marks of style are taken off, cues that carry a sentence on are joined by a
// space, and a paragraph ends where the speaker changes or where a sentence
// ends before a pause. A voice ("<v Marta Weil>") becomes a label with a colon.
// Turns bear the times of their cues. It fails where there is no cue.
func ReadSubtitles(source string, about About) (onrecord.Transcript, bool) {
	cues := readCues(source)
	if len(cues) == 0 {
		return onrecord.Transcript{}, false
	}
	text, places, voices := joinCues(cues)
	about.voices = voices
	t := Read(text, about)
	t.Kind = onrecord.Subtitles
	k := 0
	for i := range t.Turns {
		u := &t.Turns[i]
		s := u.Span()
		for k < len(places) && places[k].End <= s.Start {
			k++
		}
		for j := k; j < len(places) && places[j].Start < s.End; j++ {
			if j == k {
				u.From = places[j].from
			}
			u.To = places[j].to
		}
	}
	return t, true
}

// readCues parses the cues of a file. Lines that belong to none (numbers,
// names of cues, NOTE and STYLE blocks) are passed over.
func readCues(source string) []cue {
	var out []cue
	open, skip := false, false
	for line := range strings.Lines(source) {
		line = strings.TrimRight(line, "\r\n")
		switch from, to, ok := timing(line); {
		case ok:
			out = append(out, cue{from: from, to: to})
			open, skip = true, false
		case strings.TrimSpace(line) == "":
			open, skip = false, false
		case !open && (strings.HasPrefix(line, "NOTE") || strings.HasPrefix(line, "STYLE") || strings.HasPrefix(line, "REGION")):
			skip = true
		case open && !skip:
			c := &out[len(out)-1]
			c.lines = append(c.lines, line)
		}
	}
	return out
}

// timing reads "00:01:02,500 --> 00:01:04,000" and "01:02.500 --> 01:04.000 align:start".
func timing(line string) (from, to float64, ok bool) {
	a, b, found := strings.Cut(line, "-->")
	if !found {
		return 0, 0, false
	}
	b, _, _ = strings.Cut(strings.TrimSpace(b), " ")
	from, ok1 := seconds(strings.TrimSpace(a))
	to, ok2 := seconds(b)
	return from, to, ok1 && ok2
}

// seconds reads a time of a cue.
func seconds(s string) (float64, bool) {
	total, part, digits, milli, scale := 0.0, 0.0, 0, false, 1.0
	if len(s) > 20 {
		return 0, false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c) && milli:
			scale /= 10
			total += float64(c-'0') * scale
			digits++
		case isDigit(c):
			part = part*10 + float64(c-'0')
			digits++
		case c == ':' && !milli && digits > 0:
			total = (total + part) * 60
			part = 0
		case (c == ',' || c == '.') && !milli && digits > 0:
			total += part
			part, milli = 0, true
		default:
			return 0, false
		}
	}
	return total + part, digits > 0 && strings.Contains(s, ":")
}

// pause is how many seconds between cues end a paragraph after a sentence.
const pause = 2.0

// joinCues makes the text of the cues, with the place of each in it, and the
// labels that voices have become, by where they begin.
func joinCues(cues []cue) (string, []cueText, map[int]int) {
	var b strings.Builder
	var places []cueText
	voices := map[int]int{}
	last, ends, voice := "", 0.0, ""
	for _, c := range cues {
		var own []string
		for _, raw := range c.lines {
			name, said := clean(raw)
			if said == "" || said == last { // captions that roll show a line twice
				continue
			}
			last = said
			own = append(own, said)
			begin := 0
			turn := starts(said)
			newVoice := name != "" && name != voice
			switch {
			case b.Len() == 0:
			case turn || newVoice || len(own) == 1 && c.from-ends >= pause && endsSentence(b.String()[max(0, b.Len()-80):], 0, min(80, b.Len())):
				b.WriteString("\n\n")
			default:
				b.WriteByte(' ')
			}
			begin = b.Len()
			if newVoice {
				voices[begin] = begin + len(name)
				b.WriteString(name + ": ")
			}
			if name != "" {
				voice = name
			} else if turn {
				voice = ""
			}
			b.WriteString(said)
			places = append(places, cueText{onrecord.Span{Start: begin, End: b.Len()}, c.from, c.to})
		}
		ends = c.to
	}
	return b.String(), places, voices
}

// starts tells a line that begins a turn: an arrow, a dash, or a label.
func starts(line string) bool {
	if strings.HasPrefix(line, ">") || strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "– ") {
		return true
	}
	c, ok := labelAt(line, 0, len(line))
	return ok && (c.form == caps || c.form == mixed)
}

// clean takes the marks of style off a line of a cue, and gives the voice that
// it names.
func clean(line string) (voice, said string) {
	var b strings.Builder
	for i := 0; i < len(line); {
		if open := line[i]; open == '<' || open == '{' && strings.HasPrefix(line[i:], "{\\") {
			mark := byte('>')
			if open == '{' {
				mark = '}'
			}
			n := strings.IndexByte(line[i:], mark)
			if r, _ := utf8.DecodeRuneInString(line[min(len(line), i+1):]); n > 0 && (open == '{' || unicode.IsLetter(r) || r == '/' || unicode.IsDigit(r)) {
				tag := line[i+1 : i+n]
				if kind, name, ok := strings.Cut(tag, " "); ok && (kind == "v" || strings.HasPrefix(kind, "v.")) && voice == "" {
					voice = strings.Join(strings.Fields(html.UnescapeString(name)), " ")
				}
				i += n + 1
				continue
			}
		}
		b.WriteByte(line[i])
		i++
	}
	return voice, strings.Join(strings.Fields(html.UnescapeString(b.String())), " ")
}
