package fetch

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// walk gives the files below a folder, by name, whose path below it fits. leads
// tells whether a folder may hold such. What is hidden is passed over, and so
// are links to what is reached anyway; those that lead in a circle or out of
// the folder are failures.
type walk struct {
	*run
	root, real string // the folder, and where it lies without links
	fits       func(below []string) bool
	leads      func(below []string) bool
	links      bool // links to files below root are given too
	found      int
}

func (w *walk) folder(below []string) {
	here := filepath.Join(append([]string{w.root}, below...)...)
	entries, err := os.ReadDir(here)
	if err != nil {
		w.fail(here, reasonOfFile(err), err.Error())
	}
	for _, entry := range entries {
		if w.over() {
			return
		}
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		w.entry(filepath.Join(here, entry.Name()), append(slices.Clone(below), entry.Name()), entry)
	}
}

func (w *walk) entry(full string, below []string, entry fs.DirEntry) {
	switch kind := entry.Type(); {
	case kind.IsDir():
		if w.leads(below) {
			w.folder(below)
		}
	case !w.fits(below) && !(kind&fs.ModeSymlink != 0 && w.leads(below)):
	case kind&fs.ModeSymlink != 0:
		w.link(full, w.links && w.fits(below))
	case !kind.IsRegular():
		w.fail(full, onrecord.ReasonBadInput, "neither a file nor a folder")
	default:
		w.found++
		info, err := entry.Info()
		if err != nil {
			w.fail(full, onrecord.ReasonNotFound, err.Error())
			return
		}
		w.file(full, info)
	}
}

// link tells what is wrong with a link, if anything, and gives the file that it
// leads to where it is to be followed.
func (w *walk) link(full string, follow bool) {
	target, err := filepath.EvalSymlinks(full)
	if err != nil {
		w.fail(full, onrecord.ReasonNotFound, "a link that leads nowhere, or in a circle")
		return
	}
	place, err := filepath.EvalSymlinks(filepath.Dir(full))
	if err == nil {
		place, err = filepath.Abs(place)
	}
	if err == nil {
		target, err = filepath.Abs(target)
	}
	switch {
	case err != nil:
		w.fail(full, onrecord.ReasonNotFound, err.Error())
	case inside(target, place) || target == place:
		w.fail(full, onrecord.ReasonForbidden, "a link that leads in a circle")
	case !inside(w.real, target):
		w.fail(full, onrecord.ReasonForbidden, "a link that leads out of the folder: name "+target+" by itself")
	case follow:
		if info, err := os.Stat(full); err == nil && info.Mode().IsRegular() {
			w.found++
			w.file(full, info)
		}
	}
}

// inside tells whether a path lies below a folder; both without links.
func inside(folder, path string) bool {
	below, err := filepath.Rel(folder, path)
	return err == nil && below != "." && below != ".." && !strings.HasPrefix(below, ".."+string(filepath.Separator))
}

// tree walks a folder and tells how many files fit.
func (r *run) tree(w walk) int {
	real, err := filepath.EvalSymlinks(w.root)
	if err == nil {
		w.real, err = filepath.Abs(real)
	}
	if err != nil {
		r.fail(w.root, reasonOfFile(err), err.Error())
		return 0
	}
	w.folder(nil)
	return w.found
}

func always([]string) bool { return true }

// isGlob tells whether a source holds what path.Match gives a meaning to.
func isGlob(source string) bool { return strings.ContainsAny(source, "*?[") }

// glob gives the files that a pattern names, by name. Parts are matched as
// path.Match does; "**" stands for any number of folders.
func (r *run) glob(source string) {
	parts := strings.Split(filepath.ToSlash(source), "/")
	first := slices.IndexFunc(parts, isGlob)
	root := filepath.FromSlash(strings.Join(parts[:first], "/"))
	switch {
	case first == 0:
		root = "."
	case root == "":
		root = string(filepath.Separator)
	}
	pattern := slices.DeleteFunc(parts[first:], func(p string) bool { return p == "" || p == "." })
	for _, p := range pattern {
		if _, err := path.Match(p, ""); err != nil {
			r.fail(source, onrecord.ReasonBadInput, "not a pattern: "+p)
			return
		}
	}
	if _, err := os.Stat(root); err != nil {
		r.fail(source, onrecord.ReasonNotFound, "nothing has this name")
		return
	}
	fits := func(below []string) bool { return matches(pattern, below) }
	mayLead := func(below []string) bool { return leads(pattern, below) }
	if r.tree(walk{run: r, root: root, fits: fits, leads: mayLead, links: true}) == 0 {
		r.fail(source, onrecord.ReasonNotFound, "no file has a name like this")
	}
}

// matches tells whether a path fits a pattern. The last "**" seen is where it
// tries again, so that its time is at most their product.
func matches(pattern, below []string) bool {
	p, b, star, from := 0, 0, -1, 0
	for b < len(below) {
		switch {
		case p < len(pattern) && pattern[p] == "**":
			star, from = p, b
			p++
		case p < len(pattern) && part(pattern[p], below[b]):
			p++
			b++
		case star >= 0:
			from++
			p, b = star+1, from
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == "**" {
		p++
	}
	return p == len(pattern)
}

// leads tells whether a folder may hold what fits the pattern.
func leads(pattern, below []string) bool {
	for i, name := range below {
		switch {
		case i >= len(pattern):
			return false
		case pattern[i] == "**":
			return true
		case !part(pattern[i], name):
			return false
		}
	}
	return len(below) < len(pattern)
}

// part matches one part; the pattern is known to be one.
func part(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}
