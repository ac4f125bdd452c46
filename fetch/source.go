package fetch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch/archive"
)

// Source says how a source is read. The zero value reads all of what it seems
// to be.
type Source struct {
	As         Kind          // what it is, where it should not be found out
	Form       onrecord.Form // of its pages, where it is known
	MaxEntries int           // pages that a feed or sitemap may lead to; default 50,000

	// Known, where not nil, is asked for what an earlier run kept of a path:
	// of an archive or JSONL file the Origin of the last item that is done, so
	// that reading begins behind it if the file has not changed; of an address
	// its validators. The zero Origin means nothing.
	Known func(path string) Origin
}

// run is one call of Items.
type run struct {
	*Fetcher
	Source
	ctx     context.Context
	yield   func(Item, error) bool
	stopped bool         // the caller has had enough
	within  bool         // a folder or glob, which lead to no network
	packed  func() int64 // where the gzipped file stands that is read; nil in others
}

// Items gives the pages of a source, one after the other, in a stable order: a
// file, a folder with all below it, a glob ("**" crosses folders), an address,
// or "-" for standard input; files and addresses may be pages, feeds,
// sitemaps, web archives or JSON Lines. Pages of files and addresses are given
// unread, so that those that are done cost nothing; the rest is given read.
// Memory does not grow with the source.
//
// Errors are *onrecord.Failure values, which stand for what could not be read
// and end nothing, with the item's Origin where it is known; or ErrUnchanged,
// where an address has not changed; the context's error comes last.
func (f *Fetcher) Items(ctx context.Context, source string, s Source) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		s.MaxEntries = positive(s.MaxEntries, 50_000)
		r := &run{Fetcher: f, Source: s, ctx: ctx, yield: yield}
		r.source(source)
		if err := ctx.Err(); err != nil && !r.stopped {
			yield(Item{}, err)
		}
	}
}

// give yields an item; it says whether to go on.
func (r *run) give(item Item) bool {
	if r.over() {
		return false
	}
	if r.Form != "" && item.Page.Form == "" {
		item.Page.Form = r.Form
	}
	r.stopped = !r.yield(r.passed(item), nil)
	return !r.stopped
}

// passed says how far its file is read with an item.
func (r *run) passed(item Item) Item {
	switch {
	case item.Origin.Part == "":
	case r.packed != nil:
		item.Passed = r.packed()
	default:
		item.Passed = item.Origin.Next.Offset
	}
	return item
}

// fail yields a failure.
func (r *run) fail(what string, reason onrecord.Reason, message string) bool {
	return r.failed(Origin{}, failure(what, reason, message))
}

// failed yields an error with the origin that it belongs to.
func (r *run) failed(at Origin, err error) bool {
	if !r.over() {
		r.stopped = !r.yield(r.passed(Item{Origin: at}), err)
	}
	return !r.over()
}

func (r *run) over() bool { return r.stopped || r.ctx.Err() != nil }

func (r *run) source(source string) {
	switch {
	case source == "-":
		r.standardInput()
		return
	case IsURL(source):
		r.address(source)
		return
	}
	info, err := os.Stat(source)
	switch {
	case err == nil && info.IsDir():
		r.within = true
		r.tree(walk{run: r, root: source, fits: always, leads: always})
	case err == nil:
		r.file(source, info)
	case errors.Is(err, fs.ErrNotExist) && isGlob(source):
		r.within = true
		r.glob(source)
	case errors.Is(err, fs.ErrNotExist):
		r.fail(source, onrecord.ReasonNotFound, "no such file")
	default:
		r.fail(source, onrecord.ReasonBadInput, err.Error())
	}
}

// originOf is a file's origin.
func originOf(path string, info fs.FileInfo) Origin {
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	return Origin{Path: path, Size: info.Size(), Modified: info.ModTime().UTC()}
}

// file gives the pages of a file.
func (r *run) file(path string, info fs.FileInfo) {
	origin := originOf(path, info)
	kind := r.As
	if kind == Auto && plainlyPage(path) {
		kind = Page
	}
	if kind == Page {
		r.give(r.pageFile(path, origin))
		return
	}
	file, err := os.Open(path)
	if err != nil {
		r.failed(origin, failure(path, reasonOfFile(err), err.Error()))
		return
	}
	defer file.Close() // only read from
	if !info.Mode().IsRegular() {
		r.stream(path, Origin{Path: origin.Path}, file)
		return
	}
	if kind == Auto {
		head := make([]byte, headBytes)
		n, err := io.ReadFull(file, head)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			r.fail(path, reasonOfFile(err), err.Error())
			return
		}
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			r.fail(path, reasonOfFile(err), err.Error())
			return
		}
		kind = kindOf(path, head[:n])
	}
	if kind == Page {
		r.give(r.pageFile(path, origin))
		return
	}
	r.parts(kind, path, origin, file)
}

// reasonOfFile sorts a file's error into the closed list.
func reasonOfFile(err error) onrecord.Reason {
	if errors.Is(err, fs.ErrPermission) {
		return onrecord.ReasonForbidden
	}
	return onrecord.ReasonBadInput
}

// pageFile is an item for a file that is a page.
func (r *run) pageFile(path string, origin Origin) Item {
	return Item{Origin: origin, read: func(_ context.Context, item Item) (Item, error) {
		form := item.Page.Form
		page, err := r.Fetcher.file(path)
		if err != nil {
			return item, err
		}
		page.Form = form
		return item.filled(page), nil
	}}
}

// parts gives the pages of a file that holds several, or lists them.
func (r *run) parts(kind Kind, path string, origin Origin, in io.Reader) {
	switch kind {
	case Archive:
		r.archive(path, origin, r.resume(origin), in)
	case JSONL:
		r.lines(path, origin, r.resume(origin).Offset, in)
	case Feed, Sitemap:
		if r.within {
			r.fail(path, onrecord.ReasonUnsupported, "a "+string(kind)+" in a folder is not followed: name it by itself")
			return
		}
		page, err := r.limited(onrecord.Page{}, path, in)
		if err != nil {
			r.failed(origin, err)
			return
		}
		r.listed(kind, path, "", page.Body)
	default:
		r.fail(path, onrecord.ReasonBadInput, "unknown kind of source: "+string(kind))
	}
}

// resume is where reading of a file begins.
func (r *run) resume(origin Origin) archive.Position {
	if r.Known == nil {
		return archive.Position{}
	}
	known := r.Known(origin.Path)
	if !known.same(origin) {
		return archive.Position{}
	}
	return known.Next
}

func (r *run) standardInput() {
	r.stream("standard input", Origin{Path: "-"}, r.opts.Stdin)
}

// stream gives the pages of what can be read only once.
func (r *run) stream(what string, origin Origin, in io.Reader) {
	b := bufio.NewReaderSize(in, 1<<16)
	kind := r.As
	if kind == Auto {
		head, _ := b.Peek(headBytes) // what is wrong shows when it is read
		kind = kindOf("", head)
	}
	if kind != Page {
		r.parts(kind, what, origin, b)
		return
	}
	page, err := r.limited(onrecord.Page{}, what, b)
	if err != nil {
		r.failed(origin, err)
		return
	}
	r.give(Item{Origin: origin, Page: page})
}

// address gives the pages of an address. It has to be fetched to find out what
// it is, unless that is known.
func (r *run) address(address string) {
	item := r.webPage(address)
	if r.As == Page {
		r.give(item)
		return
	}
	a, ok := r.document(item.Origin)
	if !ok {
		return
	}
	kind := r.As
	if kind == Auto {
		kind = kindOf(strings.SplitN(address, "?", 2)[0], a.page.Body[:min(len(a.page.Body), headBytes)])
	}
	origin := Origin{Path: address, ETag: a.etag, LastModified: a.lastModified}
	switch kind {
	case Page:
		if !mayBePage(a.page.ContentType) {
			r.failed(origin, &notPage(address, a.page.ContentType).Failure)
			return
		}
		page, err := r.limited(a.page, address, bytes.NewReader(a.page.Body))
		if err != nil {
			r.failed(origin, err)
			return
		}
		r.give(Item{Origin: origin, Page: page})
	case Feed, Sitemap:
		r.listed(kind, address, a.page.URL, a.page.Body)
	default:
		r.parts(kind, address, origin, bytes.NewReader(a.page.Body))
	}
}
