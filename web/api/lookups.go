package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/positions"
)

func get(path, id, summary, more string, errors ...int) huma.Operation {
	return huma.Operation{OperationID: id, Method: http.MethodGet, Path: Base + path, Summary: summary, Description: more, Tags: []string{"look up"}, Errors: errors}
}

type searchInput struct {
	Q      string `query:"q" maxLength:"4000" doc:"the query, in the search syntax; empty matches everything" example:"bridge OR ferry speaker:Stone after:2015"`
	Kind   string `query:"kind" enum:"statements,people,articles" default:"statements" doc:"what to find"`
	Sort   string `query:"sort" enum:"relevance,date" default:"relevance" doc:"their order"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"20"`
	Cursor string `query:"cursor" maxLength:"200" doc:"next of the page before"`
}

type versionInput struct {
	ID      string `path:"id" maxLength:"200"`
	Version int    `query:"version" minimum:"0" doc:"0 means the current one"`
}

// lookups are the operations that only read the ledger.
func (a *api) lookups(h huma.API) {
	huma.Register(h, get("/search", "search", "Search statements, people or articles", "As onrecord search --json.", 400), func(ctx context.Context, in *searchInput) (*answer[Results], error) {
		found, err := a.desk.Search(ctx, in.Q, onrecord.SearchOptions{Kind: onrecord.HitKind(in.Kind), Sort: onrecord.Sort(in.Sort), Limit: in.Limit, Cursor: in.Cursor})
		return give[Results](a, found, err)
	})
	huma.Register(h, get("/months", "months", "Count statements by month", "The statements that match a query, by the month in which their articles were published.", 400), func(ctx context.Context, in *struct {
		Q string `query:"q" maxLength:"4000" doc:"the query"`
	}) (*answer[Timeline], error) {
		found, err := a.desk.Months(ctx, in.Q)
		if found.Months == nil {
			found.Months = []onrecord.Tally{}
		}
		return give[Timeline](a, found, err)
	})
	huma.Register(h, get("/statements/{id}", "statement", "A statement with its article", "As onrecord show --json. Its spans stand in the article's record, under the same ID.", 404), func(ctx context.Context, in *struct {
		ID string `path:"id" maxLength:"200"`
	}) (*answer[FoundStatement], error) {
		found, err := a.desk.Statement(ctx, in.ID)
		return give[FoundStatement](a, found, err)
	})
	huma.Register(h, get("/articles/{id}", "article", "An article with its record and versions", "As onrecord show --json.", 404), func(ctx context.Context, in *versionInput) (*answer[KeptArticle], error) {
		kept, err := a.desk.Article(ctx, in.ID, in.Version)
		return give[KeptArticle](a, kept, err)
	})
	huma.Register(h, get("/people", "person", "What all articles say of a person, body or country", "As onrecord who --json. The name is a key, a name or an alias.", 404), func(ctx context.Context, in *struct {
		Name string `query:"name" required:"true" minLength:"1" maxLength:"400" doc:"a key, a name or an alias" example:"Ada Stone"`
	}) (*answer[Profile], error) {
		profile, err := a.desk.Who(ctx, in.Name)
		return give[Profile](a, profile, err)
	})
	huma.Register(h, get("/positions", "positions", "The stands that somebody takes, over time and on what terms", "As onrecord positions --json. A change is no verdict: each stand may be of its own matter.", 400), func(ctx context.Context, in *struct {
		Actor  string `query:"actor" required:"true" minLength:"1" maxLength:"400" doc:"a name; what is said on its behalf counts"`
		Toward string `query:"toward" maxLength:"400" doc:"only stands toward this name"`
		About  string `query:"about" maxLength:"4000" doc:"only stands that match this query"`
		Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"200"`
	}) (*answer[Positions], error) {
		found, err := a.desk.Positions(ctx, positions.Query{Actor: in.Actor, Toward: in.Toward, About: in.About, Limit: in.Limit})
		return give[Positions](a, found, err)
	})
	huma.Register(h, get("/transcripts/{id}", "transcript", "A transcript, turn by turn", "As onrecord show --json.", 404), func(ctx context.Context, in *versionInput) (*answer[KeptTranscript], error) {
		kept, err := a.desk.Transcript(ctx, in.ID, in.Version)
		return give[KeptTranscript](a, kept, err)
	})
	huma.Register(h, get("/stats", "stats", "What the ledger keeps", "As onrecord stats --json, counted within the last half minute."), func(ctx context.Context, _ *struct{}) (*answer[Stats], error) {
		figures, err := a.desk.Figures(ctx)
		return give[Stats](a, figures.Stats, err)
	})
	huma.Register(h, get("/failures", "failures", "What could not be read", "Each as onrecord failures --json prints it, the newest first.", 400), a.failures)
}

type failuresInput struct {
	Stage  string `query:"stage" maxLength:"100" doc:"only those that failed at this stage"`
	Reason string `query:"reason" maxLength:"100" doc:"only those that failed for this reason"`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"50"`
	Cursor string `query:"cursor" maxLength:"8000" doc:"next of the page before"`
}

func (a *api) failures(ctx context.Context, in *failuresInput) (*answer[FailureList], error) {
	list, err := a.desk.Failures(ctx, onrecord.FailureFilter{Stage: in.Stage, Reason: onrecord.Reason(in.Reason), Limit: in.Limit, Cursor: in.Cursor})
	out := struct {
		Failures []onrecord.StoredFailure `json:"failures"`
		Total    int                      `json:"total"`
		Next     string                   `json:"next,omitempty"`
	}{list.Failures, list.Total, list.Next}
	if out.Failures == nil {
		out.Failures = []onrecord.StoredFailure{}
	}
	return give[FailureList](a, out, err)
}
