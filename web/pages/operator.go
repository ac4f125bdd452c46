package pages

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/web/desk"
)

// failures lists what could not be read, for the operator.
func (p *Pages) failures(w http.ResponseWriter, r *http.Request) error {
	var out struct {
		frame
		desk.Figures
		Filter  onrecord.FailureFilter
		Options []onrecord.Reason
		List    onrecord.FailureList
		Next    string
	}
	v := r.URL.Query()
	out.frame, out.Options = p.frame("Failures", "failures"), onrecord.Reasons()
	out.Filter = onrecord.FailureFilter{Stage: clean(v.Get("stage")), Reason: onrecord.Reason(v.Get("reason")), Cursor: v.Get("cursor")}
	if !slices.Contains(out.Options, out.Filter.Reason) {
		out.Filter.Reason = ""
	}
	var err error
	if out.Figures, err = p.desk.Figures(r.Context()); err != nil {
		return err
	}
	out.List, err = p.desk.Failures(r.Context(), out.Filter)
	if errors.Is(err, onrecord.ErrCursor) {
		return p.say(w, http.StatusBadRequest, "This page of the list is gone", "Begin again from the first page.")
	}
	if err != nil {
		return err
	}
	if out.List.Next != "" {
		out.Next = "/failures?" + url.Values{"stage": {out.Filter.Stage}, "reason": {string(out.Filter.Reason)}, "cursor": {out.List.Next}}.Encode()
	}
	return p.show(w, http.StatusOK, "failures", out)
}
