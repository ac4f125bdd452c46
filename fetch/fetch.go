// Package fetch brings pages in: from files, from standard input and over
// HTTP. It is the only package that reaches the network. It does not look
// into what it brings.
package fetch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
	"github.com/klauspost/compress/gzip"

	"github.com/onrecord/onrecord"
)

// Options bound what a Fetcher does. The zero value means the defaults.
type Options struct {
	MaxBytes     int64         // of one page, after decompression; default 100 MiB
	Timeout      time.Duration // for one page over HTTP, redirects and body included; default 30 s
	AllowPrivate bool          // reach loopback, private and link-local addresses and any port
	UserAgent    string        // its first word, up to a slash, is what robots.txt knows the program by
	Stdin        io.Reader     // what "-" reads; default os.Stdin

	// What follows holds for Items, Poll and Watch, which come as a crawler does.
	Delay    time.Duration // between two requests to one host; default 1 s
	PerHost  int           // connections to one host at once; default 1
	Attempts int           // at one page, where failures may pass; default 4
	MaxWait  time.Duration // longest Retry-After that is waited for; default 2 min
	Every    time.Duration // between two looks at a feed, where it asks for no more; default 15 min
}

// Fetcher brings pages in. It is safe for concurrent use.
type Fetcher struct {
	opts   Options
	client *http.Client // follows redirects
	hops   *http.Client // does not
	turns  *turns
	robots robotsCache
	token  string // the crawler's name in robots.txt
}

// maxRedirects is how many redirects are followed for one page.
const maxRedirects = 10

// New makes a Fetcher. Unless AllowPrivate is set, every address is checked
// after its name is resolved and before the connection is made, redirects
// included, so that no page can lead it to the machine's own network. No
// proxy is used, since a proxy would connect unchecked.
func New(opts Options) *Fetcher {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	if !opts.AllowPrivate {
		dialer.Control = Guard
	}
	return over(opts, &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true, MaxIdleConns: 32,
		IdleConnTimeout: 60 * time.Second, TLSHandshakeTimeout: 10 * time.Second,
		MaxResponseHeaderBytes: 1 << 20,
	})
}

// over makes a Fetcher over a transport.
func over(opts Options, transport http.RoundTripper) *Fetcher {
	opts = opts.filled()
	token, _, _ := strings.Cut(opts.UserAgent, "/")
	return &Fetcher{
		opts: opts, token: strings.TrimSpace(token), turns: newTurns(opts.Delay, opts.PerHost),
		robots: robotsCache{hosts: map[string]*hostRules{}},
		client: &http.Client{Timeout: opts.Timeout, Transport: transport, CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			if len(via) >= maxRedirects {
				return fmt.Errorf("stopped after %d redirects", maxRedirects)
			}
			return nil
		}},
		hops: &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		}},
	}
}

// filled puts defaults in place of zero values.
func (o Options) filled() Options {
	o.MaxBytes = positive(o.MaxBytes, 100<<20)
	o.Timeout = positive(o.Timeout, 30*time.Second)
	o.Delay = positive(o.Delay, time.Second)
	o.PerHost = positive(o.PerHost, 1)
	o.Attempts = positive(o.Attempts, 4)
	o.MaxWait = positive(o.MaxWait, 2*time.Minute)
	o.Every = positive(o.Every, 15*time.Minute)
	if o.UserAgent == "" {
		o.UserAgent = "onrecord/0 (+https://github.com/onrecord/onrecord)"
	}
	if o.Stdin == nil {
		o.Stdin = os.Stdin
	}
	return o
}

// positive is value, or the default where it is not above 0.
func positive[N int | int64 | time.Duration](value, otherwise N) N {
	if value > 0 {
		return value
	}
	return otherwise
}

// guardian refuses special-purpose addresses (IANA's registries) and ports
// other than 80 and 443.
var guardian = ssrf.New()

// Guard is a net.Dialer's Control function that refuses private, loopback,
// link-local and other special-purpose addresses, and ports other than 80 and
// 443, before any connection is made.
func Guard(network, address string, conn syscall.RawConn) error {
	return guardian.Safe(network, address, conn)
}

// IsURL tells whether an input names a page over HTTP rather than a file.
func IsURL(input string) bool {
	lower := strings.ToLower(input)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}

// Page brings one page: a file's path, an http or https URL, or "-" for
// standard input. Its errors are *onrecord.Failure with stage "fetch".
func (f *Fetcher) Page(ctx context.Context, input string) (onrecord.Page, error) {
	switch {
	case input == "-":
		return f.limited(onrecord.Page{}, "standard input", f.opts.Stdin)
	case IsURL(input):
		return f.get(ctx, input)
	default:
		return f.file(input)
	}
}

func failure(what string, reason onrecord.Reason, message string) error {
	return &onrecord.Failure{URL: what, Stage: "fetch", Reason: reason, Message: message}
}

func (f *Fetcher) file(path string) (onrecord.Page, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return onrecord.Page{}, failure(path, onrecord.ReasonNotFound, "no such file")
	case err != nil:
		return onrecord.Page{}, failure(path, onrecord.ReasonBadInput, err.Error())
	case info.IsDir():
		return onrecord.Page{}, failure(path, onrecord.ReasonBadInput, "is a folder, not a page")
	case info.Mode().IsRegular() && info.Size() > f.opts.MaxBytes:
		return onrecord.Page{}, f.tooLarge(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return onrecord.Page{}, failure(path, onrecord.ReasonForbidden, err.Error())
	}
	defer file.Close()
	return f.limited(onrecord.Page{}, path, file)
}

func (f *Fetcher) tooLarge(what string) error {
	return failure(what, onrecord.ReasonTooLarge, fmt.Sprintf("more than %d bytes", f.opts.MaxBytes))
}

// limited reads a page's body, unpacking it where it is gzipped, and no more
// than the limit of it.
func (f *Fetcher) limited(page onrecord.Page, what string, r io.Reader) (onrecord.Page, error) {
	b := bufio.NewReader(r)
	head, _ := b.Peek(3) // what is wrong shows when it is read
	packed := isGzip(head)
	if packed {
		z, err := gzip.NewReader(b)
		if err != nil {
			return onrecord.Page{}, failure(what, onrecord.ReasonBadInput, err.Error())
		}
		r = z
	} else {
		r = b
	}
	body, err := io.ReadAll(io.LimitReader(r, f.opts.MaxBytes+1))
	if int64(len(body)) > f.opts.MaxBytes {
		return onrecord.Page{}, f.tooLarge(what)
	}
	if err != nil {
		reason := reasonOf(err)
		if packed && reason == onrecord.ReasonUnreachable {
			reason = onrecord.ReasonBadInput
		}
		return onrecord.Page{}, failure(what, reason, err.Error())
	}
	page.Body = body
	return page, nil
}

func (f *Fetcher) get(ctx context.Context, address string) (onrecord.Page, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return onrecord.Page{}, failure(address, onrecord.ReasonBadInput, "not a URL")
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return onrecord.Page{}, failure(address, onrecord.ReasonBadInput, err.Error())
	}
	request.Header.Set("User-Agent", f.opts.UserAgent)
	request.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1")
	response, err := f.client.Do(request)
	if err != nil {
		return onrecord.Page{}, failure(address, reasonOf(err), err.Error())
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return onrecord.Page{}, &badStatus(address, response).Failure
	}
	page := onrecord.Page{
		URL: response.Request.URL.String(), FetchedAt: time.Now().UTC(),
		ContentType: response.Header.Get("Content-Type"),
	}
	return f.limited(page, address, response.Body)
}

// reasonOf sorts a network error into the closed list.
func reasonOf(err error) onrecord.Reason {
	var timeout net.Error
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return onrecord.ReasonForbidden
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return onrecord.ReasonTimeout
	default:
		return onrecord.ReasonUnreachable
	}
}
