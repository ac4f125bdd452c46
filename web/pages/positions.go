package pages

import (
	"net/http"

	"github.com/onrecord/onrecord/ledger/positions"
)

// shift is two stands of which the later says otherwise.
type shift struct {
	By, On      string
	Then, Later positions.Stand
}

// shiftWords say how two stands differ, and judge nothing.
func shiftWords(by string) string {
	switch by {
	case positions.Side:
		return "for and against"
	case positions.Terms:
		return "with conditions and without"
	}
	return "another " + by
}

// positions shows the stands that somebody takes, by day.
func (p *Pages) positions(w http.ResponseWriter, r *http.Request) error {
	var out struct {
		frame
		Query  positions.Query
		Found  positions.Positions
		Shifts []shift
		Fault  *fault
	}
	v := r.URL.Query()
	out.Query = positions.Query{Actor: clean(v.Get("actor")), Toward: clean(v.Get("toward")), About: clean(v.Get("about"))}
	out.frame = p.frame("Positions of "+orWords(out.Query.Actor, "somebody"), "people")
	if out.Query.Actor == "" {
		return p.show(w, http.StatusOK, "positions", out)
	}
	var err error
	out.Found, err = p.desk.Positions(r.Context(), out.Query)
	if out.Fault = faultOf(err); out.Fault != nil {
		return p.show(w, http.StatusBadRequest, "positions", out)
	}
	if err != nil {
		return err
	}
	for _, c := range out.Found.Changes {
		out.Shifts = append(out.Shifts, shift{shiftWords(c.By), c.On, out.Found.Stands[c.Then], out.Found.Stands[c.Later]})
	}
	return p.show(w, http.StatusOK, "positions", out)
}
