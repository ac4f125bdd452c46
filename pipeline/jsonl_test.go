package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

func newReader(t testing.TB) *Reader {
	t.Helper()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// lines makes n input lines, every seventh of which is bad.
func lines(n int) string {
	var b strings.Builder
	for i := range n {
		if i%7 == 3 {
			fmt.Fprintf(&b, "{\"id\": \"p%d\"}\n", i)
			continue
		}
		text, _ := json.Marshal(fmt.Sprintf("“Number %d is right,” said Ada Lovell, the clerk.\n\nShe added that it was late.", i))
		fmt.Fprintf(&b, "{\"id\": \"p%d\", \"text\": %s}\n", i, text)
	}
	return b.String()
}

func TestLinesKeepTheirOrderAndTheirBytesOnAnyNumberOfCores(t *testing.T) {
	r := newReader(t)
	var want bytes.Buffer
	for _, cores := range []int{1, 2, 7} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		var out bytes.Buffer
		var last Outcome
		got, err := r.Lines(context.Background(), strings.NewReader(lines(100)), &out, func(o Outcome) { last = o })
		if err != nil {
			t.Fatal(err)
		}
		if got.Lines != 100 || got.Failures != 14 || got.Records != 86 || got != last {
			t.Errorf("outcome %+v, last progress %+v", got, last)
		}
		for i, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
			if !strings.Contains(line, fmt.Sprintf("\"id\":\"p%d\"", i)) {
				t.Fatalf("line %d is %s", i, line)
			}
		}
		if want.Len() == 0 {
			want.Write(out.Bytes())
		} else if !bytes.Equal(want.Bytes(), out.Bytes()) {
			t.Errorf("other bytes with %d cores", cores)
		}
	}
}

func TestTheLastLineNeedsNoNewline(t *testing.T) {
	var out bytes.Buffer
	got, err := newReader(t).Lines(context.Background(), strings.NewReader(strings.TrimSpace(lines(2))), &out, nil)
	if err != nil || got.Records != 2 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestALineOverTheLimitIsAFailureAndTheNextIsRead(t *testing.T) {
	long := io.MultiReader(strings.NewReader(`{"id": "long", "text": "`), io.LimitReader(endless('x'), maxLine), strings.NewReader("\"}\n"+lines(1)))
	var out bytes.Buffer
	got, err := newReader(t).Lines(context.Background(), long, &out, nil)
	if err != nil || got.Records != 1 || got.Failures != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if !strings.Contains(out.String(), string(onrecord.ReasonTooLarge)) {
		t.Errorf("output %s", out.String())
	}
}

// endless reads as one byte for ever.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func TestBrokenInputAndOutputEndTheRunWithTheirError(t *testing.T) {
	r, broken := newReader(t), errors.New("broken")
	in := io.MultiReader(strings.NewReader(lines(3)), failing{broken})
	got, err := r.Lines(context.Background(), in, io.Discard, nil)
	if !errors.Is(err, broken) || got.Lines != 3 {
		t.Errorf("input: %+v, %v", got, err)
	}
	if _, err := r.Lines(context.Background(), strings.NewReader(lines(2000)), failing{broken}, nil); !errors.Is(err, broken) {
		t.Errorf("output: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error)  { return 0, f.err }
func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestACancelledRunStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	endlessLines := io.MultiReader(strings.NewReader(lines(50)), &repeat{text: lines(50)})
	_, err := newReader(t).Lines(ctx, endlessLines, io.Discard, func(o Outcome) {
		if o.Lines == 20 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// repeat reads as its text over and over.
type repeat struct {
	text string
	at   int
}

func (r *repeat) Read(p []byte) (int, error) {
	n := copy(p, r.text[r.at:])
	r.at = (r.at + n) % len(r.text)
	return n, nil
}

func FuzzLines(f *testing.F) {
	f.Add([]byte(lines(5)))
	f.Add([]byte("{\"id\":\"\\ud800\",\"text\":\"\xff\"}\n\n[]"))
	r := newReader(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		var out bytes.Buffer
		got, err := r.Lines(context.Background(), bytes.NewReader(in), &out, nil)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(out.Bytes(), []byte("\n")); n != got.Lines {
			t.Fatalf("%d lines out, %d counted", n, got.Lines)
		}
		for line := range bytes.Lines(out.Bytes()) {
			if !json.Valid(line) {
				t.Fatalf("not JSON: %s", line)
			}
		}
	})
}
