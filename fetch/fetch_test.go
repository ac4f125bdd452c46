package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

func reason(t *testing.T, err error) onrecord.Reason {
	t.Helper()
	var f *onrecord.Failure
	if !errors.As(err, &f) {
		t.Fatalf("error %v is no Failure", err)
	}
	if f.Stage != "fetch" {
		t.Errorf("stage %q", f.Stage)
	}
	return f.Reason
}

func TestGuardRefusesEveryAddressThatIsNotPublic(t *testing.T) {
	refused := []string{
		"127.0.0.1:80", "127.8.8.8:443", "10.0.0.1:80", "172.16.3.4:80", "192.168.1.1:443", "169.254.169.254:80",
		"0.0.0.0:80", "100.64.0.1:80", "224.0.0.1:80", "255.255.255.255:80", "198.18.0.1:80", "192.0.2.7:80",
		"93.184.216.34:22", "93.184.216.34:8080",
	}
	for _, a := range refused {
		if Guard("tcp4", a, nil) == nil {
			t.Errorf("%s would be reached", a)
		}
	}
	for _, a := range []string{"[::1]:80", "[fe80::1]:80", "[fc00::1]:443", "[::ffff:127.0.0.1]:80", "[64:ff9b::7f00:1]:80", "[2002:7f00:1::]:80", "[2001:db8::1]:80"} {
		if Guard("tcp6", a, nil) == nil {
			t.Errorf("%s would be reached", a)
		}
	}
	for network, a := range map[string]string{"tcp4": "93.184.216.34:443", "tcp6": "[2606:4700::1111]:80"} {
		if err := Guard(network, a, nil); err != nil {
			t.Errorf("%s is refused: %v", a, err)
		}
	}
}

// A server on loopback must not see even a connection.
func TestLoopbackIsRefusedBeforeAnyConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	connected := make(chan struct{}, 1)
	go func() {
		if c, err := listener.Accept(); err == nil {
			c.Close()
			connected <- struct{}{}
		}
	}()
	for _, host := range []string{listener.Addr().String(), strings.Replace(listener.Addr().String(), "127.0.0.1", "localhost", 1)} {
		_, err = New(Options{}).Page(context.Background(), "http://"+host+"/")
		if got := reason(t, err); got != onrecord.ReasonForbidden {
			t.Errorf("%s: reason %s, want %s (%v)", host, got, onrecord.ReasonForbidden, err)
		}
	}
	select {
	case <-connected:
		t.Error("the server was connected to")
	default:
	}
}

func TestGetKeepsWhereItEndedUpAndWhatTheServerSaid(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/old", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusMovedPermanently) })
	mux.HandleFunc("/new", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=windows-1252")
		w.Write([]byte("<p>page"))
	})
	mux.HandleFunc("/gone", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "gone", http.StatusGone) })
	mux.HandleFunc("/broken", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "sorry", http.StatusBadGateway) })
	mux.HandleFunc("/paywall", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "pay", http.StatusForbidden) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	server := httptest.NewServer(mux)
	defer server.Close()
	f := New(Options{AllowPrivate: true})
	page, err := f.Page(context.Background(), server.URL+"/old")
	if err != nil {
		t.Fatal(err)
	}
	if page.URL != server.URL+"/new" || page.ContentType != "text/html; charset=windows-1252" || string(page.Body) != "<p>page" || page.FetchedAt.IsZero() {
		t.Errorf("page %+v", page)
	}
	for path, want := range map[string]onrecord.Reason{
		"/gone": onrecord.ReasonNotFound, "/broken": onrecord.ReasonHTTP, "/paywall": onrecord.ReasonForbidden,
		"/loop": onrecord.ReasonUnreachable, "/nothing": onrecord.ReasonNotFound,
	} {
		_, err := f.Page(context.Background(), server.URL+path)
		if got := reason(t, err); got != want {
			t.Errorf("%s: reason %s, want %s", path, got, want)
		}
	}
}

func TestABombAndAServerThatNeverEndsAreCut(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		chunk := make([]byte, 1<<16)
		for range 1000 {
			if _, err := z.Write(chunk); err != nil {
				return
			}
		}
		z.Close()
	})
	mux.HandleFunc("/drip", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("x"))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	for _, c := range []struct {
		path    string
		timeout time.Duration
		want    onrecord.Reason
	}{{"/bomb", time.Minute, onrecord.ReasonTooLarge}, {"/drip", 300 * time.Millisecond, onrecord.ReasonTimeout}} {
		f := New(Options{AllowPrivate: true, MaxBytes: 1 << 20, Timeout: c.timeout})
		_, err := f.Page(context.Background(), server.URL+c.path)
		if got := reason(t, err); got != c.want {
			t.Errorf("%s: reason %s, want %s (%v)", c.path, got, c.want, err)
		}
	}
}

func TestFilesAndStandardInput(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "page.html")
	if err := os.WriteFile(path, []byte("0123456789"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := New(Options{Stdin: strings.NewReader("from stdin")})
	for input, want := range map[string]string{path: "0123456789", "-": "from stdin"} {
		page, err := f.Page(context.Background(), input)
		if err != nil || string(page.Body) != want {
			t.Errorf("%s: %q, %v", input, page.Body, err)
		}
	}
	small := New(Options{MaxBytes: 9, Stdin: strings.NewReader("from stdin")})
	for input, want := range map[string]onrecord.Reason{
		filepath.Join(dir, "none"): onrecord.ReasonNotFound, dir: onrecord.ReasonBadInput,
		path: onrecord.ReasonTooLarge, "-": onrecord.ReasonTooLarge, "http://": onrecord.ReasonBadInput,
	} {
		_, err := small.Page(context.Background(), input)
		if got := reason(t, err); got != want {
			t.Errorf("%s: reason %s, want %s", input, got, want)
		}
	}
}
