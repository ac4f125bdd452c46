package fetch

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// errUnchanged says that a page has not changed since its validators were
// given (RFC 9110, 15.4.5).
type errUnchanged struct{}

func (errUnchanged) Error() string { return "not modified" }

// ErrUnchanged is what reading an item gives where the server says that it has
// not changed. It is no Failure.
var ErrUnchanged error = errUnchanged{}

// request is one address to crawl.
type request struct {
	address            string
	etag, lastModified string // of what is at hand, or ""
	limit              int64  // bytes of body, after decompression
	tries              int
	any                bool // bodies of any type, not only such as may be a page
}

// answer is what came of a request.
type answer struct {
	page               onrecord.Page
	etag, lastModified string
	fresh              time.Duration
	unchanged          bool
}

// crawl fetches as a guest should: where robots.txt allows it, in the host's
// turn, again after a while where the failure may pass. The error is ctx's.
func (f *Fetcher) crawl(ctx context.Context, r request) (answer, *failed, error) {
	for tries := 0; ; tries++ {
		a, why := f.follow(ctx, r)
		if err := ctx.Err(); err != nil {
			return answer{}, nil, err
		}
		if why == nil || !why.passing {
			return a, why, nil
		}
		pause := why.pause(tries)
		if pause > f.opts.MaxWait {
			f.turns.shut(why.host, pause)
			return a, why, nil
		}
		f.turns.postpone(why.host, pause)
		if tries+1 >= r.tries {
			return a, why, nil
		}
		if err := sleep(ctx, pause); err != nil {
			return answer{}, nil, err
		}
	}
}

func hostOf(u *url.URL) string { return strings.ToLower(u.Host) }

// follow makes one request and those that it is redirected to, each by its own
// host's rules.
func (f *Fetcher) follow(ctx context.Context, r request) (answer, *failed) {
	u, err := url.Parse(r.address)
	if err != nil || u.Host == "" || !IsURL(r.address) {
		return answer{}, refused(r.address, onrecord.ReasonBadInput, "not a URL")
	}
	left := f.opts.Timeout
	for range maxRedirects + 1 {
		rules, why := f.robotsOf(ctx, u)
		if why != nil {
			why.URL = r.address
			return answer{}, why
		}
		if !rules.Allows(u.RequestURI()) {
			return answer{}, refused(r.address, onrecord.ReasonForbidden, "robots.txt of %s disallows %s", u.Host, u.Path)
		}
		done, why := f.turn(ctx, r.address, u, rules.Delay)
		if why != nil {
			return answer{}, why
		}
		begun := time.Now()
		a, next, why := f.once(ctx, r, u, left)
		done()
		if why != nil {
			why.host = hostOf(u)
		}
		if left -= time.Since(begun); left <= 0 && why == nil && next != nil {
			why = refused(r.address, onrecord.ReasonTimeout, "more than %s", f.opts.Timeout)
		}
		if why != nil || next == nil {
			return a, why
		}
		u = next
	}
	return answer{}, refused(r.address, onrecord.ReasonUnreachable, "stopped after %d redirects", maxRedirects)
}

// turn waits for a host's turn.
func (f *Fetcher) turn(ctx context.Context, address string, u *url.URL, delay time.Duration) (done func(), why *failed) {
	done, err := f.turns.wait(ctx, hostOf(u), min(delay, maxDelay))
	var shut shutError
	switch {
	case errors.As(err, &shut):
		why = refused(address, onrecord.ReasonHTTP, "%v", shut)
		why.after = time.Until(shut.until)
	case err != nil:
		why = unreached(address, err)
	}
	return done, why
}

// once makes one request. next is where it is redirected to.
func (f *Fetcher) once(ctx context.Context, r request, u *url.URL, timeout time.Duration) (a answer, next *url.URL, why *failed) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	response, err := f.send(ctx, u, r.etag, r.lastModified)
	if err != nil {
		return a, nil, unreached(r.address, err)
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusNotModified && r.etag+r.lastModified != "":
		a = answer{etag: r.etag, lastModified: r.lastModified, fresh: maxAge(response.Header), unchanged: true}
		return a, nil, nil
	case isRedirect(response.StatusCode) && response.Header.Get("Location") != "":
		next, err := u.Parse(response.Header.Get("Location"))
		if err != nil || !IsURL(next.String()) || next.Host == "" {
			return a, nil, refused(r.address, onrecord.ReasonForbidden, "redirected to %.200q", response.Header.Get("Location"))
		}
		return a, next, nil
	case response.StatusCode != http.StatusOK:
		return a, nil, badStatus(r.address, response)
	}
	contentType := response.Header.Get("Content-Type")
	if !r.any && !mayBePage(contentType) {
		return a, nil, notPage(r.address, contentType)
	}
	body, why := limitedBody(r, response.Body)
	if why != nil {
		return a, nil, why
	}
	a = answer{etag: response.Header.Get("ETag"), lastModified: response.Header.Get("Last-Modified"), fresh: maxAge(response.Header)}
	a.page = onrecord.Page{URL: u.String(), FetchedAt: time.Now().UTC(), ContentType: contentType, Body: body}
	return a, nil, nil
}

func notPage(address, contentType string) *failed {
	return refused(address, onrecord.ReasonNotText, "the server says that it is %.100q", contentType)
}

func limitedBody(r request, in io.Reader) ([]byte, *failed) {
	body, err := io.ReadAll(io.LimitReader(in, r.limit+1))
	if int64(len(body)) > r.limit {
		return nil, refused(r.address, onrecord.ReasonTooLarge, "more than %d bytes", r.limit)
	}
	if err != nil {
		return nil, unreached(r.address, err)
	}
	return body, nil
}

// send makes a request without following redirects.
func (f *Fetcher) send(ctx context.Context, u *url.URL, etag, lastModified string) (*http.Response, error) {
	bare := *u
	bare.User = nil // nobody's password goes to a server that a listing names
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, bare.String(), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", f.opts.UserAgent)
	request.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1")
	if etag != "" {
		request.Header.Set("If-None-Match", etag)
	}
	if lastModified != "" {
		request.Header.Set("If-Modified-Since", lastModified)
	}
	return f.hops.Do(request)
}

func isRedirect(code int) bool {
	switch code {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// mayBePage tells whether a Content-Type header may belong to a page: text,
// XML, JSON, what is packed, or a server that does not say.
func mayBePage(header string) bool {
	kind, _, err := mime.ParseMediaType(header)
	if err != nil {
		return true
	}
	top, sub, _ := strings.Cut(kind, "/")
	switch top {
	case "image", "video", "audio", "font":
		return false
	case "text":
		return sub != "css" && sub != "javascript"
	case "application":
	default:
		return true
	}
	switch sub {
	case "xhtml+xml", "xml", "json", "octet-stream", "gzip", "x-gzip":
		return true
	}
	return strings.HasSuffix(sub, "+xml") || strings.HasSuffix(sub, "+json")
}
