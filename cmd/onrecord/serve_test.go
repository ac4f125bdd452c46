package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/ledgertest"
	"github.com/onrecord/onrecord/ledger/sqlite"
)

// locked is a buffer that several goroutines write to.
type locked struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// served runs onrecord serve over a small ledger and gives its address; stop ends
// it and gives the exit code.
func served(t *testing.T, flags ...string) (address string, log *locked, stop func() int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "serve.db")
	l, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Put(t.Context(), ledgertest.Invented(1), onrecord.Origin{}); err != nil {
		t.Fatal(err)
	}
	l.Close()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	log = &locked{}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"serve", "--ledger", path, "--model", "fast"}, flags...), strings.NewReader(""), in, log)
		in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("it did not start: %v, %d, %s", err, <-code, log)
	}
	return strings.TrimSpace(strings.TrimPrefix(line, "onrecord: ")), log, func() int {
		cancel()
		return <-code
	}
}

func TestServeAnswersAndStops(t *testing.T) {
	address, log, stop := served(t, "--addr", "127.0.0.1:0")
	res, err := http.Get(address + "/api/v1/search?q=secret")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 200 {
		t.Errorf("%d", res.StatusCode)
	}
	if code := stop(); code != exitOK {
		t.Errorf("it ended with %d", code)
	}
	var line struct{ Msg, Method, Path, Client string }
	if err := json.Unmarshal([]byte(strings.TrimSpace(log.String())), &line); err != nil || line.Path != "/api/v1/search" || line.Client != "127.0.0.1" || strings.Contains(log.String(), "secret") {
		t.Errorf("the log is %s, %v", log, err)
	}
}

func TestServeToOthersNeedsKeys(t *testing.T) {
	var out, errs bytes.Buffer
	path := filepath.Join(t.TempDir(), "l.db")
	l, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if code := run(t.Context(), []string{"serve", "--ledger", path, "--model", "fast", "--addr", ":0"}, nil, &out, &errs); code != exitUsage || !strings.Contains(errs.String(), "--api-key-file") {
		t.Errorf("%d, %s", code, errs.String())
	}
	out.Reset()
	if code := run(t.Context(), []string{"serve", "key", "--write", "desk"}, nil, &out, &errs); code != exitOK {
		t.Fatalf("%d, %s", code, errs.String())
	}
	secret, line, _ := strings.Cut(out.String(), "\n")
	file := filepath.Join(t.TempDir(), "keys.txt")
	if err := os.WriteFile(file, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	address, _, stop := served(t, "--addr", "127.0.0.1:0", "--api-key-file", file)
	defer stop()
	for key, want := range map[string]int{"": 401, "onrecord_0": 401, secret: 200} {
		r, err := http.NewRequest("POST", address+"/api/v1/read", strings.NewReader(`{"text":"“We go,” said Mara Lind."}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+key)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("with %q: %d, want %d", key, res.StatusCode, want)
		}
	}
}
