package pipeline

import (
	"context"
	"net/url"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract"
	"github.com/onrecord/onrecord/knowledge"
)

// Transcript reads a page as a transcript and names those speakers that the
// transcript leaves without a full name but the directory of offices knows:
// "PRESIDENT OBAMA" by title and surname on the day that it was said, "THE
// PRESIDENT" by the office on that day, where the publisher shows of which
// country. Errors are *onrecord.Failure, as extract.ReadTranscript's are.
func (r *Reader) Transcript(ctx context.Context, page onrecord.Page) (onrecord.Transcript, error) {
	t, err := extract.ReadTranscript(ctx, page)
	if err != nil {
		return t, err
	}
	nameSpeakers(&t, r.resolver.Directory())
	return t, nil
}

// nameSpeakers fills in full names from the directory. Where it knows two who
// held the office on the day, or the day is not known, nothing is changed.
func nameSpeakers(t *onrecord.Transcript, know *knowledge.Directory) {
	day := ""
	if d, ok := t.SpokenDate(); ok {
		day = d.Day()
	}
	if day == "" {
		return
	}
	country := publisherCountry(t, know)
	for i := range t.Turns {
		s := &t.Turns[i].Speaker
		var found []*knowledge.Entry
		rule, sure := "", 0.0
		switch {
		case s.Role == "" || s.Kind != onrecord.Person && s.Kind != onrecord.Unknown:
			continue
		case s.Kind == onrecord.Person && s.Name != "" && !strings.Contains(s.Name, " "):
			found, rule, sure = know.Holding(s.Name, s.Role, "", day), "office-and-surname", 0.9
		case s.Name == "" && country != "":
			found, rule, sure = know.Holder(s.Role, country, day), "office-of-the-day", 0.85
		}
		if len(found) != 1 {
			continue
		}
		s.Name, s.Kind, s.Confidence = found[0].Name, onrecord.Person, max(sure, s.Confidence)
		s.Evidence = append(append([]string{}, s.Evidence...), rule+": "+s.Role+" on "+day+": "+found[0].Name)
	}
}

// publisherCountry is the country of the body that a transcript's header or
// address names as its publisher: the White House, the Kremlin. "" where none does.
func publisherCountry(t *onrecord.Transcript, know *knowledge.Directory) string {
	if u, err := url.Parse(t.URL); err == nil {
		host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
		if host == "whitehouse.gov" || strings.HasSuffix(host, ".whitehouse.gov") || strings.HasSuffix(host, ".archives.gov") && strings.Contains(host, "whitehouse") {
			return "US"
		}
	}
	end := len(t.Text)
	if len(t.Turns) > 0 {
		end = t.Turns[0].Span().Start
	}
	n := 0
	for line := range strings.Lines(t.Text[:end]) {
		if n++; n > 30 {
			break
		}
		if name := strings.TrimSpace(line); len(name) > 3 && len(name) < 60 {
			for _, form := range []string{name, titleCase(name)} {
				if c, organisation, ok := know.Seat(strings.TrimPrefix(strings.TrimPrefix(form, "The "), "the ")); ok && organisation {
					return c.Code
				}
			}
		}
	}
	return ""
}

// titleCase is a line in capitals as a name is written: "THE WHITE HOUSE" is
// "The White House".
func titleCase(line string) string {
	if line != strings.ToUpper(line) {
		return line
	}
	fields := strings.Fields(strings.ToLower(line))
	for i, w := range fields {
		fields[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(fields, " ")
}
