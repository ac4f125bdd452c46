package verify

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// attribute finds the statement that a quotation belongs to, and to whom the
// article gives it.
func (q *query) attributed(r *onrecord.Record) {
	best := 0.0
	for i := range r.Statements {
		st := &r.Statements[i]
		common, length := 0, 0
		for _, c := range st.Content {
			length += c.Len()
			common += max(0, min(c.End, q.span.End)-max(c.Start, q.span.Start))
		}
		if common == 0 {
			continue
		}
		// The statement that fits best: a quotation may be a part of a mixed one.
		fit := float64(common) / float64(max(1, q.span.Len()))
		if fit < 0.5 {
			continue
		}
		fit += 0.2 * float64(common) / float64(max(1, length))
		if st.Parent != "" && st.Speaker.Name == "" {
			continue
		}
		if fit > best {
			best, q.statement = fit, i
		}
	}
	if q.statement < 0 {
		return
	}
	st := &r.Statements[q.statement]
	q.attribute = st.Speaker.Name
	if st.Speaker.Kind == onrecord.Person {
		q.names = properWords(st.Speaker.Name)
	}
	text := r.Article.Text
	for _, s := range st.Source {
		for _, w := range formsOf(s.In(text)) {
			q.explicit = q.explicit || slices.Contains(q.names, strings.TrimSuffix(w, "'s"))
		}
	}
	q.confident = st.Speaker.Confidence >= 0.6
}

// mentioned tells whether a name occurs near a quotation in the article: in its
// paragraph or the one before.
func mentioned(text string, q onrecord.Span, names []string) bool {
	const reach = 2000 // bytes
	before, after := text[max(0, q.Start-reach):q.Start], text[q.End:min(len(text), q.End+reach)]
	if i := strings.LastIndex(before, "\n\n"); i > 0 {
		before = before[strings.LastIndex(before[:i], "\n\n")+1:]
	}
	after, _, _ = strings.Cut(after, "\n\n")
	for _, w := range formsOf(strings.ToValidUTF8(before+" "+after, "")) {
		if slices.Contains(names, w) {
			return true
		}
	}
	return false
}

// whose holds the turn of a passage against the one whom the article names. It
// is misattributed only where both are known and differ, and the transcript
// gives no sign that words are handed on there.
func (f *finding) whose(text string) (misattributed bool) {
	if len(f.passages) == 0 {
		return false
	}
	p := f.longest()
	turn := f.s.speaks(p.from)
	agreed := turn.agrees(f.q.names)
	asked := turn.asks && len(f.q.names) > 0 && f.s.has(f.q.names)
	if agreed != different && !asked {
		return false
	}
	if f.s.relays(p, f.q.names) {
		f.flags[onrecord.FlagRelayed] = true
		f.because("relayed", "%s hands on words of somebody else", turn.label)
		return false
	}
	switch {
	case !f.q.explicit && !f.q.confident:
		f.because("speaker-unsure", "the article's speaker is not sure enough to be held against %s", turn.label)
		return false
	case !f.q.explicit && mentioned(text, f.q.span, turn.names):
		f.because("speaker-unsure", "the article names %s nearby", turn.label)
		return false
	case !f.s.has(f.q.names) && !f.q.explicit:
		f.because("speaker-absent", "%s does not speak in this transcript", f.q.attribute)
		return false
	}
	f.because("other-speaker", "the article gives it to %s, the transcript to %s", f.q.attribute, turn.label)
	return true
}

// longest is the passage with most words.
func (f *finding) longest() passage {
	best := f.passages[0]
	for _, p := range f.passages {
		if p.to-p.from > best.to-best.from {
			best = p
		}
	}
	return best
}
