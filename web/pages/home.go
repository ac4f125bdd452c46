package pages

import (
	"net/http"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/web/desk"
)

func (p *Pages) home(w http.ResponseWriter, r *http.Request) error {
	var out struct {
		frame
		desk.Figures
		Statements []onrecord.Hit
		Latest     []onrecord.Hit
	}
	out.frame = p.frame("onrecord", "home")
	out.Preview = true
	out.Feeds = []link{{"All statements", "/search.atom", "application/atom+xml"}}
	var err error
	if out.Figures, err = p.desk.Figures(r.Context()); err != nil {
		return err
	}
	for _, part := range []struct {
		kind  onrecord.HitKind
		limit int
		into  *[]onrecord.Hit
	}{{onrecord.FindStatements, 6, &out.Statements}, {onrecord.FindArticles, 8, &out.Latest}} {
		found, err := p.desk.Search(r.Context(), "", onrecord.SearchOptions{Kind: part.kind, Limit: part.limit, Sort: onrecord.ByDate})
		if err != nil {
			return err
		}
		*part.into = found.Hits
	}
	return p.show(w, http.StatusOK, "home", out)
}
