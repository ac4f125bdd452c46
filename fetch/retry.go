package fetch

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// The bounds on waiting.
const (
	backOff    = time.Second // before the first repetition; it doubles
	maxBackOff = time.Minute
	maxDelay   = time.Minute // of a Crawl-delay that is obeyed
)

// failed is a request that brought no page.
type failed struct {
	onrecord.Failure
	host    string        // that failed; "" where it was not asked
	passing bool          // it may well work later
	after   time.Duration // how long the server asks to wait, or 0
}

// pause is how long to wait before a request is repeated, after tries of it
// have failed: what the server asks for, or twice as long each time, less up
// to half by chance, so that many do not come back at once.
func (f *failed) pause(tries int) time.Duration {
	if f.after > 0 {
		return f.after
	}
	return scattered(min(backOff<<min(tries, 10), maxBackOff))
}

// scattered is between half of d and d.
func scattered(d time.Duration) time.Duration {
	return d/2 + rand.N(d/2+1)
}

// retryAfter reads the Retry-After header (RFC 9110, 10.2.3): seconds or a
// date. 0 where there is none that lies ahead.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil {
		return time.Duration(max(seconds, 0)) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}

// maxAge is how long an answer stays fresh by its Cache-Control header (RFC
// 9111, 5.2.2.1), or 0.
func maxAge(header http.Header) time.Duration {
	for part := range strings.SplitSeq(header.Get("Cache-Control"), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if !strings.EqualFold(name, "max-age") {
			continue
		}
		if seconds, err := strconv.ParseInt(strings.Trim(value, `"`), 10, 32); err == nil && seconds > 0 {
			return time.Duration(seconds) * time.Second
		}
	}
	return 0
}

// badStatus is the failure that an answer other than 200 is.
func badStatus(address string, response *http.Response) *failed {
	reason := onrecord.ReasonHTTP
	passing := false
	switch code := response.StatusCode; code {
	case http.StatusNotFound, http.StatusGone:
		reason = onrecord.ReasonNotFound
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		reason = onrecord.ReasonForbidden
	case http.StatusTooManyRequests, http.StatusRequestTimeout, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		passing = true
	}
	out := refused(address, reason, "the server answered %s", response.Status)
	out.passing = passing
	if passing {
		out.after = retryAfter(response.Header, time.Now())
	}
	return out
}

func refused(address string, reason onrecord.Reason, format string, args ...any) *failed {
	return &failed{Failure: onrecord.Failure{URL: address, Stage: "fetch", Reason: reason, Message: fmt.Sprintf(format, args...)}}
}

// unreached is the failure that a request without an answer is.
func unreached(address string, err error) *failed {
	out := refused(address, reasonOf(err), "%v", err)
	out.passing = out.Reason == onrecord.ReasonTimeout || out.Reason == onrecord.ReasonUnreachable
	return out
}
