package fetch

import (
	"net/http"
	"testing"
	"time"
)

func TestHeaders(t *testing.T) {
	now := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, " 3 ": 3 * time.Second, "-5": 0, "soon": 0, "99999999999999": 0,
		"Wed, 01 Jan 2020 00:01:00 GMT": time.Minute, "Wed, 01 Jan 2010 00:01:00 GMT": 0,
	} {
		if got := retryAfter(http.Header{"Retry-After": {value}}, now); got != want {
			t.Errorf("Retry-After %q: %s", value, got)
		}
	}
	for value, want := range map[string]time.Duration{"": 0, "no-cache": 0, "public, Max-Age=60": time.Minute, `max-age="5"`: 5 * time.Second, "max-age=-1": 0} {
		if got := maxAge(http.Header{"Cache-Control": {value}}); got != want {
			t.Errorf("Cache-Control %q: %s", value, got)
		}
	}
	for value, want := range map[string]bool{"": true, "text/html; charset=x": true, "application/xhtml+xml": true, "application/ld+json": true,
		"image/png": false, "application/pdf": false, "application/zip": false, "video/mp4": false, "nonsense": true, "text/css": false} {
		if got := mayBePage(value); got != want {
			t.Errorf("%q may be a page: %v", value, got)
		}
	}
}
