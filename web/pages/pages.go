// Package pages shows a ledger to people: pages made on the server that need no
// script, and feeds of searches. Input: requests and a desk; output: HTML, CSV,
// JSON, Atom. The whole state of a page stands in its URL. What it does not do: it
// keeps nothing, and lets no text of others be anything but text.
package pages

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/web/desk"
)

//go:embed templates assets
var files embed.FS

// Pages answers with pages. It is safe for concurrent use.
type Pages struct {
	desk    *desk.Desk
	version string
	views   map[string]*template.Template
	assets  assets
	log     *slog.Logger
	now     func() time.Time
}

// New makes the pages of a desk; version is what they call the program, and log is
// told of what went wrong here.
func New(d *desk.Desk, version string, log *slog.Logger) (*Pages, error) {
	p := &Pages{desk: d, version: version, log: log, views: map[string]*template.Template{}, now: time.Now}
	var err error
	if p.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	layout, err := template.New("layout.html").Funcs(p.functions()).ParseFS(files, "templates/layout.html", "templates/parts.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		short := strings.TrimSuffix(strings.TrimPrefix(name, "templates/"), ".html")
		if short == "layout" || short == "parts" {
			continue
		}
		view, err := template.Must(layout.Clone()).ParseFS(files, name)
		if err != nil {
			return nil, err
		}
		p.views[short] = view
	}
	return p, nil
}

// Register adds the routes of all pages.
func (p *Pages) Register(mux *http.ServeMux) {
	for route, h := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /{$}":              p.home,
		"GET /search":           p.search,
		"GET /search.csv":       p.searchCSV,
		"GET /search.json":      p.searchJSON,
		"GET /search.atom":      p.searchAtom,
		"GET /search.feed.json": p.searchFeed,
		"GET /preview":          p.preview,
		"GET /statements/{id}":  p.statement,
		"GET /articles/{id}":    p.article,
		"GET /people":           p.person,
		"GET /positions":        p.positions,
		"GET /transcripts":      p.transcripts,
		"GET /transcripts/{id}": p.transcript,
		"GET /verify":           p.verifyForm,
		"POST /verify":          p.verify,
		"GET /failures":         p.failures,
		"GET /":                 p.nowhere,
	} {
		mux.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) {
			if err := h(w, r); err != nil {
				p.fail(w, r, err)
			}
		})
	}
	mux.HandleFunc("GET /assets/{hash}/{name}", p.assets.serve)
}

// frame is what every page shows around its own.
type frame struct {
	Title   string
	Q       string // in the search box of the head
	Active  string // the part of the site, for the head's links
	Wide    bool
	Preview bool // a search box with a preview: the page needs htmx
	Feeds   []link
	Program string // its version
}

type link struct{ Text, URL, Type string }

// frame makes it out of a title and the part of the site.
func (p *Pages) frame(title, active string) frame {
	return frame{Title: title, Active: active, Program: p.version}
}

// show writes a page.
func (p *Pages) show(w http.ResponseWriter, status int, view string, data any) error {
	var b bytes.Buffer
	if err := p.views[view].ExecuteTemplate(&b, "layout.html", data); err != nil {
		return fmt.Errorf("page %s: %w", view, err)
	}
	return write(w, status, "text/html; charset=utf-8", b.Bytes())
}

// part writes a template that is no whole page.
func (p *Pages) part(w http.ResponseWriter, name string, data any) error {
	var b bytes.Buffer
	if err := p.views["home"].ExecuteTemplate(&b, name, data); err != nil {
		return fmt.Errorf("part %s: %w", name, err)
	}
	return write(w, http.StatusOK, "text/html; charset=utf-8", b.Bytes())
}

// write answers; a client that is gone needs no answer.
func write(w http.ResponseWriter, status int, mediaType string, body []byte) error {
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(status)
	_, _ = w.Write(body)
	return nil
}

// problem is a page that says what is wrong.
type problem struct {
	frame
	Heading, Detail string
}

func (p *Pages) nowhere(w http.ResponseWriter, _ *http.Request) error {
	return p.say(w, http.StatusNotFound, "There is no such page", "Search for what you are looking for, or begin at the front page.")
}

func (p *Pages) say(w http.ResponseWriter, status int, heading, detail string) error {
	return p.show(w, status, "problem", problem{p.frame(heading, ""), heading, detail})
}

// fail turns an error into a page.
func (p *Pages) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, heading, detail := http.StatusInternalServerError, "Something went wrong here", "The ledger could not be read. The operator finds more in the log."
	var large *http.MaxBytesError
	switch {
	case errors.Is(err, onrecord.ErrNotFound):
		status, heading, detail = http.StatusNotFound, "Not in the ledger", "There is nothing under this ID or name. It may stand in another ledger."
	case errors.As(err, &large):
		status, heading, detail = http.StatusRequestEntityTooLarge, "Too large", fmt.Sprintf("At most %d MB are taken at once.", large.Limit>>20)
	case errors.Is(err, context.DeadlineExceeded):
		status, heading, detail = http.StatusServiceUnavailable, "That took too long", "The server has much to do. Try again, or ask for less."
	case r.Context().Err() != nil:
		return // nobody waits any more
	}
	if status == http.StatusInternalServerError {
		p.log.Error("page", "path", r.URL.Path, "error", err.Error())
	}
	if err := p.say(w, status, heading, detail); err != nil {
		panic(err)
	}
}
