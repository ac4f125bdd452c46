// Package api is the ledger as REST, described in OpenAPI 3.1. Input: requests
// below /api/v1; output: the JSON that the command line prints with --json, and
// errors as problem details (RFC 9457). What is written is written by package
// onrecord; shapes.go only describes it.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/web/desk"
)

// Base is where all paths begin.
const Base = "/api/v1"

// bodyMost is how many bytes of a request are read.
const bodyMost = 4 << 20

// api answers with a desk.
type api struct {
	desk *desk.Desk
	log  *slog.Logger
}

// Register adds all operations to a mux, and the description at Base/openapi.json.
// It gives the description.
func Register(mux *http.ServeMux, d *desk.Desk, version string, log *slog.Logger) ([]byte, error) {
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "onrecord", Version: version, License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
				Description: "Who said what, in what role, where and when. Bodies are those that the command line prints with --json. Spans are [start, end) in code points. Fields may be added; none is renamed or dropped within v1."},
			Components: &huma.Components{Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{"key": {Type: "http", Scheme: "bearer", Description: "A key, where the server asks for one. Operations that are no GET need one with the scope write."}}},
			Security: []map[string][]string{{}, {"key": {}}},
		},
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
	}
	config.AllowAdditionalPropertiesByDefault = true
	h := humago.New(mux, config)
	a := &api{d, log}
	a.lookups(h)
	a.readings(h)
	for _, shape := range h.OpenAPI().Components.Schemas.Map() {
		for _, field := range shape.Properties {
			field.Nullable = field.Nullable && field.Type != huma.TypeArray // lists are never null
		}
	}
	spec, err := json.MarshalIndent(h.OpenAPI(), "", " ")
	if err != nil {
		return nil, err
	}
	mux.HandleFunc("GET "+Base+"/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/vnd.oai.openapi+json;version=3.1")
		_, _ = w.Write(spec) // a client that is gone needs no answer
	})
	for _, method := range []string{"GET", "POST"} {
		mux.HandleFunc(method+" /api/", nowhere)
	}
	return spec, nil
}

func nowhere(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(http.StatusNotFound)
	_ = json.NewEncoder(w).Encode(huma.Error404NotFound("there is no such operation; " + Base + "/openapi.json describes all")) // a client that is gone needs no answer
}

// as is a body that writes itself and is described by D.
type as[D any] struct{ value any }

// MarshalJSON writes what the value writes.
func (b as[D]) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(b.value)
	return out.Bytes(), err
}

// Schema describes it.
func (as[D]) Schema(r huma.Registry) *huma.Schema { return r.Schema(reflect.TypeFor[D](), true, "") }

// answer is a response with such a body.
type answer[D any] struct{ Body as[D] }

// give makes an answer of a value, or a problem of an error.
func give[D any](a *api, value any, err error) (*answer[D], error) {
	if err != nil {
		return nil, a.problem(err)
	}
	return &answer[D]{as[D]{value}}, nil
}

// queryProblem says where a query goes wrong.
type queryProblem struct {
	huma.ErrorModel
	Column int    `json:"column"`
	Want   string `json:"want"`
}

// pageProblem says why a page could not be read.
type pageProblem struct {
	huma.ErrorModel
	Stage  string          `json:"stage"`
	Reason onrecord.Reason `json:"reason"`
}

func model(status int, detail string) huma.ErrorModel {
	return huma.ErrorModel{Status: status, Title: http.StatusText(status), Detail: detail}
}

// problem is what a client is told of an error. Of what is wrong here it is told
// no more than that; the log says the rest.
func (a *api) problem(err error) error {
	var query *onrecord.QueryError
	var status huma.StatusError
	switch {
	case errors.As(err, &status):
		return err
	case errors.As(err, &query):
		return &queryProblem{model(http.StatusBadRequest, query.Error()), query.Column, query.Want}
	case errors.Is(err, onrecord.ErrNotFound):
		return huma.Error404NotFound("it is not in the ledger")
	case errors.Is(err, onrecord.ErrCursor):
		return huma.Error400BadRequest(onrecord.ErrCursor.Error())
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return huma.Error503ServiceUnavailable("that took too long; ask again, or for less")
	}
	if f, ok := desk.Fault(err); ok && f.Reason != onrecord.ReasonInternal {
		code := http.StatusUnprocessableEntity
		if f.Reason == onrecord.ReasonTooLarge {
			code = http.StatusRequestEntityTooLarge
		}
		return &pageProblem{model(code, f.Message), f.Stage, f.Reason}
	}
	a.log.Error("api", "error", err.Error())
	return huma.Error500InternalServerError("something is wrong here; the log says more")
}
