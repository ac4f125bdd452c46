package pages

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// The types below are what the page of an API takes from its description.
type (
	specification struct {
		Info struct {
			Version, Description string
		}
		Paths      map[string]map[string]specOperation
		Components struct{ Schemas map[string]specSchema }
	}
	specOperation struct {
		Summary, Description string
		Parameters           []struct {
			Name, In, Description string
			Required              bool
			Schema                specSchema
		}
		RequestBody struct {
			Content map[string]struct{ Schema specSchema }
		}
		Responses map[string]struct {
			Description string
			Content     map[string]struct{ Schema specSchema }
		}
	}
	specSchema struct {
		Ref         string `json:"$ref"`
		Type        any
		Description string
		Enum        []any
		Default     any
		Items       *specSchema
		Properties  map[string]specSchema
		Required    []string
		Additional  any `json:"additionalProperties"`
	}
)

// The types below are what the page shows of it.
type (
	docsPage struct {
		frame
		Description string
		Operations  []docsOperation
		Schemas     []docsSchema
	}
	docsOperation struct {
		Method, Path, Summary, Description string
		Fields                             []docsField
		Takes, Gives                       docsType
		Errors                             []string
	}
	docsField struct {
		Name, Where, Description string
		Required                 bool
		Type                     docsType
	}
	docsType   struct{ Text, Schema string } // Schema is the name that it links to, or ""
	docsSchema struct {
		Name   string
		Fields []docsField
	}
)

// Docs adds a page that shows an OpenAPI description, made once.
func (p *Pages) Docs(mux *http.ServeMux, route string, spec []byte) error {
	var in specification
	if err := json.Unmarshal(spec, &in); err != nil {
		return fmt.Errorf("the description of the API: %w", err)
	}
	out := docsPage{frame: p.frame("API", ""), Description: in.Info.Description}
	for _, path := range slices.Sorted(maps.Keys(in.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(in.Paths[path])) {
			out.Operations = append(out.Operations, docsOperationOf(strings.ToUpper(method), path, in.Paths[path][method]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(in.Components.Schemas)) {
		s := docsSchema{Name: name}
		schema := in.Components.Schemas[name]
		for _, field := range slices.Sorted(maps.Keys(schema.Properties)) {
			f := schema.Properties[field]
			s.Fields = append(s.Fields, docsField{Name: field, Description: f.Description, Required: slices.Contains(schema.Required, field), Type: docsTypeOf(f)})
		}
		out.Schemas = append(out.Schemas, s)
	}
	mux.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) {
		if err := p.show(w, http.StatusOK, "docs", out); err != nil {
			p.fail(w, r, err)
		}
	})
	return nil
}

func docsOperationOf(method, path string, in specOperation) docsOperation {
	out := docsOperation{Method: method, Path: path, Summary: in.Summary, Description: in.Description}
	for _, f := range in.Parameters {
		out.Fields = append(out.Fields, docsField{f.Name, f.In, f.Description, f.Required, docsTypeOf(f.Schema)})
	}
	out.Takes = docsTypeOf(in.RequestBody.Content["application/json"].Schema)
	for _, code := range slices.Sorted(maps.Keys(in.Responses)) {
		r := in.Responses[code]
		if strings.HasPrefix(code, "2") {
			out.Gives = docsTypeOf(r.Content["application/json"].Schema)
		} else {
			out.Errors = append(out.Errors, strings.TrimSpace(code+" "+r.Description))
		}
	}
	return out
}

func docsTypeOf(s specSchema) docsType {
	if name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/"); ok {
		return docsType{name, name}
	}
	text := fmt.Sprint(s.Type)
	if list, ok := s.Type.([]any); ok {
		parts := make([]string, len(list))
		for i, t := range list {
			parts[i] = fmt.Sprint(t)
		}
		text = strings.Join(parts, " or ")
	}
	switch {
	case s.Type == nil:
		return docsType{}
	case s.Items != nil:
		of := docsTypeOf(*s.Items)
		return docsType{"list of " + of.Text, of.Schema}
	case len(s.Enum) > 0:
		words := make([]string, len(s.Enum))
		for i, e := range s.Enum {
			words[i] = fmt.Sprint(e)
		}
		text = strings.Join(words, ", ")
	}
	if s.Default != nil {
		text += fmt.Sprintf(" (default %v)", s.Default)
	}
	return docsType{Text: text}
}
