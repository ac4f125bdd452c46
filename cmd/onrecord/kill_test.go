package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/invented"
	"github.com/onrecord/onrecord/ledger/sqlite"
)

// kills is how often TestKilledIngestLosesAndDoublesNothing kills a process.
const kills = 20

// A process that is killed at any moment and run again ends with the ledger of
// one that was let alone.
func TestKilledIngestLosesAndDoublesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program and runs it two dozen times")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "onrecord")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	folder, lines := killSources(t, dir)
	ingest := func(ledger string) *exec.Cmd {
		return exec.Command(program, "ingest", "--json", "--ledger", filepath.Join(dir, ledger), folder, lines)
	}
	if out, err := ingest("calm.db").Output(); err == nil {
		t.Fatalf("pages that fail end with exit code 1:\n%s", out)
	}
	random := rand.New(rand.NewPCG(20, 5))
	killed, early := 0, 0
	for attempt := 0; killed < kills; attempt++ {
		if attempt == 5*kills {
			t.Fatalf("only %d of %d runs could be killed", killed, attempt)
		}
		told, alive := killAtRandom(t, ingest("killed.db"), random)
		if alive {
			killed++
		}
		if told == 0 {
			early++
		}
	}
	out, err := ingest("killed.db").Output()
	if err != nil {
		t.Errorf("the last run: %v", err)
	}
	last := out[bytes.LastIndex(bytes.TrimSpace(out), []byte("\n"))+1:]
	t.Logf("%d killed, %d of them before they had told of a page; the last run: %s", killed, early, last)
	calm, disturbed := contents(t, filepath.Join(dir, "calm.db")), contents(t, filepath.Join(dir, "killed.db"))
	if calm.counts != disturbed.counts {
		t.Errorf("counts %s, without kills %s", disturbed.counts, calm.counts)
	}
	if !maps.Equal(calm.records, disturbed.records) {
		t.Errorf("%d records, without kills %d, or they differ", len(disturbed.records), len(calm.records))
	}
	if !maps.Equal(calm.failures, disturbed.failures) {
		t.Errorf("failures %v, without kills %v", disturbed.failures, calm.failures)
	}
}

// killSources makes a folder of pages and a file of lines, each with one that
// cannot be read.
func killSources(t *testing.T, dir string) (folder, lines string) {
	folder, lines = filepath.Join(dir, "pages"), filepath.Join(dir, "lines.jsonl")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	writePages(t, folder, 0, 60)
	if err := os.WriteFile(filepath.Join(folder, "empty.html"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(lines)
	if err != nil {
		t.Fatal(err)
	}
	encoder := json.NewEncoder(file)
	for i := 60; i < 120; i++ {
		if i == 90 {
			fmt.Fprintln(file, "no line of JSON")
		}
		a := invented.New(i)
		err := encoder.Encode(map[string]string{"id": fmt.Sprint(i), "url": fmt.Sprintf("https://sound.example/%d", i), "html": a.HTML()})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return folder, lines
}

// killAtRandom runs a command and kills it at a random moment: soon after it
// has begun, or after it has told of some pages that an earlier run had not done
// and a little while more. It says of how many, and whether it still lived.
func killAtRandom(t *testing.T, cmd *exec.Cmd, random *rand.Rand) (told int, alive bool) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	wait := random.IntN(6)
	pause := time.Duration(random.IntN(30_000)) * time.Microsecond
	if wait == 0 {
		pause *= 10 // within its start
	}
	log := bufio.NewScanner(out)
	for told < wait && log.Scan() {
		if !bytes.Contains(log.Bytes(), []byte(`"outcome":"skipped"`)) {
			told++
		}
	}
	time.Sleep(pause)
	if err := cmd.Process.Kill(); err != nil {
		t.Log(err) // it had ended
	}
	_ = cmd.Wait() // how it ended shows in the state
	return told, cmd.ProcessState.ExitCode() == -1
}

// kept is what a ledger holds, as far as it does not depend on the order in
// which pages came.
type kept struct {
	counts   string
	records  map[string]string // JSON by article
	failures map[string]onrecord.Reason
}

func contents(t *testing.T, path string) kept {
	t.Helper()
	ctx := context.Background()
	l, err := sqlite.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	report, err := l.Check(ctx)
	if err != nil || len(report.Problems) > 0 {
		t.Fatalf("%s: %v %v", path, report.Problems, err)
	}
	stats, err := l.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	found, err := l.Search(ctx, "bridge", onrecord.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	out := kept{records: map[string]string{}, failures: map[string]onrecord.Reason{}}
	out.counts = fmt.Sprint(stats.Articles, stats.Versions, stats.NearCopies, stats.Statements, stats.Attributed, stats.Entities, stats.Failures, stats.TextBytes, found.Counts)
	for record, err := range l.Records(ctx, "") {
		if err != nil {
			t.Fatal(err)
		}
		id := onrecord.ArticleID(&record.Article)
		if out.records[id] != "" {
			t.Errorf("%s: article %s twice", path, id)
		}
		data, err := record.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		out.records[id] = string(data)
	}
	err = eachFailure(ctx, l, onrecord.FailureFilter{}, func(f onrecord.StoredFailure) {
		out.failures[f.Origin.Place] = f.Failure.Reason
	})
	if err != nil || len(out.records) != 120 || len(out.failures) != 2 {
		t.Errorf("%s: %d records, failures %v, %v", path, len(out.records), out.failures, err)
	}
	return out
}
