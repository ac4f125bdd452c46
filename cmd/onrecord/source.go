package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/pipeline"
)

// sources turns what package fetch finds into what package pipeline ingests.
type sources struct {
	fetcher *fetch.Fetcher
	form    onrecord.Form // of the pages
	by      string        // what reads them: another model, or form, reads them again
	// want chooses items, by the source that they were found in and their place.
	want func(name, place string) bool
	// at, where not nil, is told of each item before it is given.
	at func(place string, found fetch.Item)
	// known, where not nil, is fetch.Source.Known.
	known func(path string) fetch.Origin
}

// items gives the pages of sources, and a failure for each that cannot be had.
func (s sources) items(ctx context.Context, names []string) iter.Seq[pipeline.Item] {
	return func(yield func(pipeline.Item) bool) {
		for _, name := range names {
			for found, err := range s.fetcher.Items(ctx, name, fetch.Source{Form: s.form, Known: s.known}) {
				if ctx.Err() != nil {
					return
				}
				item := s.item(found, err)
				if s.at != nil {
					s.at(item.From.Place, found)
				}
				if s.want != nil && !s.want(name, item.From.Place) {
					continue
				}
				if !yield(item) {
					return
				}
			}
		}
	}
}

// item is an item of fetch, or the error in its place, as one of pipeline.
func (s sources) item(found fetch.Item, err error) pipeline.Item {
	o := found.Origin
	out := pipeline.Item{From: onrecord.Origin{Place: placeOf(o, err), SeenAt: o.Modified}, Size: o.Size, Damage: found.Damage}
	if o.Part != "" {
		out.Size = int64(len(found.Page.Body))
	}
	out.From.State = stateOf(found) + " " + s.by
	out.Page = func(ctx context.Context) (onrecord.Page, error) {
		if err != nil {
			return onrecord.Page{}, translated(err)
		}
		read, err := found.Read(ctx)
		return read.Page, translated(err)
	}
	return out
}

// translated gives fetch's answer that nothing has changed the name that
// pipeline knows.
func translated(err error) error {
	if errors.Is(err, fetch.ErrUnchanged) {
		return pipeline.ErrUnchanged
	}
	return err
}

// placeOf names where an item stands. A failure that has no origin says itself
// what it is of; a file goes by its full path, however it was named.
func placeOf(o fetch.Origin, err error) string {
	place := o.Path
	var failure *onrecord.Failure
	if place == "" && errors.As(err, &failure) {
		place = failure.URL
		if full, err := filepath.Abs(place); err == nil && !fetch.IsURL(place) {
			place = full
		}
	}
	if o.Part != "" {
		place += partMark + o.Part
	}
	return place
}

// partMark stands between a file and the place within it.
const partMark = " @"

// cutPlace is the file and the part of it that a place names; ok is false where
// it is a whole file or an address.
func cutPlace(place string) (path, part string, ok bool) {
	at := strings.LastIndex(place, partMark)
	if at < 0 || at+len(partMark) == len(place) || strings.Trim(place[at+len(partMark):], "0123456789+") != "" {
		return place, "", false
	}
	return place[:at], place[at+len(partMark):], true
}

// stateOf is what changes when an item does, as far as can be told before it
// is read: a file's size and time, a server's validators, the day that a list
// gives, or else what was read.
func stateOf(found fetch.Item) string {
	o := found.Origin
	switch {
	case !o.Modified.IsZero():
		return fmt.Sprintf("%d %s", o.Size, o.Modified.UTC().Format(time.RFC3339Nano))
	case o.ETag+o.LastModified != "":
		return o.ETag + " " + o.LastModified
	case !found.Listed.Updated.IsZero():
		return found.Listed.Updated.UTC().Format(time.RFC3339)
	case found.Page.Body != nil:
		sum := sha256.Sum256(found.Page.Body)
		return hex.EncodeToString(sum[:8])
	}
	return "listed"
}
