package pages

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/onrecord/onrecord"
)

// tallied is a list of values with how often each occurs.
type tallied struct {
	Title string
	List  []onrecord.Tally
	Links bool // the values are entities
}

// talliesMost is how many values of a list are shown.
const talliesMost = 12

func (p *Pages) person(w http.ResponseWriter, r *http.Request) error {
	name := clean(r.URL.Query().Get("name"))
	if name == "" {
		http.Redirect(w, r, "/search?kind=people", http.StatusFound)
		return nil
	}
	profile, err := p.desk.Who(r.Context(), name)
	if err != nil {
		return err
	}
	var out struct {
		frame
		onrecord.Profile
		Chart   *chart
		Tallies []tallied
		Feed    string
		Stands  string // where their positions are
	}
	out.frame, out.Profile = p.frame(profile.Name, "people"), profile
	s := stateOf(nil)
	for i := range s.Filters {
		if s.Filters[i].Param == "speaker" {
			s.Filters[i].Value = profile.Name
		}
	}
	out.Stands = "/positions?" + url.Values{"actor": {profile.Name}}.Encode()
	out.Feed = s.With("/search.atom")
	out.Feeds = []link{{"What " + profile.Name + " says", out.Feed, "application/atom+xml"}}
	out.Chart = chartOf(onrecord.Timeline{Months: profile.Months}, func(after, before string) string {
		return s.With("/search", "after", after, "before", before)
	})
	for _, t := range []tallied{{"Roles", profile.Roles, false}, {"Speaks of", profile.About, true}, {"Spoken of by", profile.AboutThem, true}, {"Reported by", profile.Outlets, false}} {
		if t.List = t.List[:min(len(t.List), talliesMost)]; len(t.List) > 0 {
			out.Tallies = append(out.Tallies, t)
		}
	}
	return p.show(w, http.StatusOK, "person", out)
}

// transcriptsMost is how many transcripts a list shows.
const transcriptsMost = 200

func (p *Pages) transcripts(w http.ResponseWriter, r *http.Request) error {
	var out struct {
		frame
		From, To string
		List     []onrecord.TranscriptHeading
		More     bool
	}
	out.frame = p.frame("Transcripts", "transcripts")
	out.From, out.To = isDay(r.URL.Query().Get("from")), isDay(r.URL.Query().Get("to"))
	for h, err := range p.desk.Transcripts(r.Context(), out.From, out.To) {
		if err != nil {
			return err
		}
		if out.More = len(out.List) == transcriptsMost; out.More {
			break
		}
		out.List = append(out.List, h)
	}
	return p.show(w, http.StatusOK, "transcripts", out)
}

// isDay is a day as a date field gives it, or "".
func isDay(s string) string {
	if onrecord.CheckPublished(s) != nil || len(s) != len("2006-01-02") {
		return ""
	}
	return s
}

// turn is what one speaker says.
type turn struct {
	Number      int
	Label, Name string
	Paragraphs  []string
	Directions  []string
}

func (p *Pages) transcript(w http.ResponseWriter, r *http.Request) error {
	kept, err := p.desk.Transcript(r.Context(), r.PathValue("id"), 0)
	if err != nil {
		return err
	}
	t := &kept.Transcript
	var out struct {
		frame
		onrecord.KeptTranscript
		Spoken onrecord.Date
		Turns  []turn
		Voices []voice
	}
	out.frame, out.KeptTranscript = p.frame(orWords(t.Title, "A transcript without a title"), "transcripts"), kept
	out.Spoken, _ = t.SpokenDate()
	at := map[string]int{}
	for i := range t.Turns {
		in := &t.Turns[i]
		v := turn{Number: i + 1, Label: in.Label.In(t.Text), Name: in.Speaker.Name}
		if strings.EqualFold(v.Name, v.Label) {
			v.Name = ""
		}
		for _, s := range in.Speech {
			v.Paragraphs = append(v.Paragraphs, s.In(t.Text))
		}
		for _, d := range in.Directions {
			v.Directions = append(v.Directions, d.In(t.Text))
		}
		out.Turns = append(out.Turns, v)
		name := orWords(in.Speaker.Name, v.Label)
		if k, ok := at[name]; ok {
			out.Voices[k].N++
		} else if name != "" {
			at[name] = len(out.Voices)
			out.Voices = append(out.Voices, voice{Name: name, N: 1})
		}
	}
	return p.show(w, http.StatusOK, "transcript", out)
}
