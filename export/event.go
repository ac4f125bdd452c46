package export

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/onrecord/onrecord"
)

// Event is what a statement's act is called in two ontologies of political
// events, PLOVER and CAMEO. Either may be empty.
type Event struct{ Plover, Cameo string }

//go:embed events.tsv
var eventTable string

// events reads events.tsv, once. Nobody changes what it gives.
var events = sync.OnceValue(func() map[string]Event {
	out := map[string]Event{}
	for line := range strings.Lines(eventTable) {
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(cells) == 3 && !strings.HasPrefix(line, "#") {
			out[cells[0]] = Event{cells[1], cells[2]}
		}
	}
	return out
})

// EventOf is the event that a statement is by its act. What was not said is
// none, but for a refusal to say something, which CAMEO knows.
func EventOf(s *onrecord.Statement) Event {
	if s.Modality == onrecord.Negated && s.Act != onrecord.ActDenial {
		if s.Act == onrecord.ActRefusal {
			return events()["unsaid"]
		}
		return Event{}
	}
	return events()[string(s.Act)]
}
