// Package eval measures how well pages are read. Input: a reader and the
// folder of reference data, which is no part of the project; output: tables,
// one report for each corpus, the same bytes on every run. The measures are
// eval/metric's, the foreign formats eval/corpus's. It trains nothing, and it
// keeps nothing of the data but counts.
//
// Figures stand in baseline.txt, made by
// `onrecord eval --data DIR all > eval/baseline.txt`, so that a change of
// quality shows as a diff.
package eval

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/model"
	"github.com/onrecord/onrecord/pipeline"
)

// Options says where the data is and what is written besides the reports.
type Options struct {
	Data   string    // the folder of reference data
	JSON   bool      // write the reports as a line of JSON each
	Timing io.Writer // is told of times and memory, which differ from run to run; nil: nobody is
}

// Measurement is one thing that can be measured.
type Measurement struct {
	Name  string
	About string // one line
	InAll bool   // it is part of "all": quick, and the same on every run
}

// measurement is a Measurement with what it does.
type measurement struct {
	Measurement
	run func(context.Context, *bench) ([]Table, error)
}

// bench is what a measurement works with.
type bench struct {
	reader *pipeline.Reader
	data   string
	timing io.Writer
}

// path is where a file of the reference data is.
func (b *bench) path(parts ...string) string {
	return filepath.Join(append([]string{b.data}, parts...)...)
}

func measurements() []measurement {
	file := func(run func(context.Context, *bench, string) ([]Table, error), path ...string) func(context.Context, *bench) ([]Table, error) {
		return func(ctx context.Context, b *bench) ([]Table, error) { return run(ctx, b, b.path(path...)) }
	}
	return []measurement{
		{Measurement{"polnear", "attributions in US political news: fragments, relations, by publisher and kind (PolNeAR dev)", true},
			file(measureAttributions, "polnear", "dev.jsonl.gz")},
		{Measurement{"polnear-train", "the same on PolNeAR's training articles, for looking at errors", false},
			file(measureAttributions, "polnear", "train.jsonl.gz")},
		{Measurement{"polnear-tagged", "source, cue and content fragments in short passages, as CofeNet is scored (PolNeAR dev as tagged tokens)", true},
			file(measureTagged, "polnear", "cofenet-valid.jsonl.gz")},
		{Measurement{"vaccination", "the same in single sentences of articles and blogs on vaccination", true},
			file(measureTagged, "attribution-other", "vaccination-train.jsonl.gz")},
		{Measurement{"riqua", "the same in 19th-century fiction, far from news", true},
			file(measureTagged, "attribution-other", "riqua-dev.jsonl.gz")},
		{Measurement{"speakers", "who made a statement: by difficulty and kind, end to end and on gold attributions, and how far confidence can be relied on", true},
			measureSpeakers},
		{Measurement{"gap", "he and she: which of two names a pronoun means, by the pronoun's gender (GAP development and validation)", true},
			measureGAP},
		{Measurement{"gum-persons", "coreference of persons in news and interviews: chains, mentions, pronouns (GUM)", true},
			measurePersons},
		{Measurement{"quotes", "quotation marks: gold contents that stand in marks, found as one quotation of speech", true},
			measureQuotes},
		{Measurement{"terms", "conditions, acts and modality of statements: end to end and on gold statements, by kind", true},
			measureTerms},
		{Measurement{"blocs", "coalitions, alliances and treaties: is it one, and what a sentence claims of it, on hand-made gold", true},
			measureBlocs},
		{Measurement{"verify", "quotations held against transcripts: verdicts, places and flags, on hand-made gold", true},
			measureVerify},
		{Measurement{"verify-planted", "the same on passages of transcripts cut, joined and changed by rule, and on passages of other transcripts", true},
			measurePlanted},
		{Measurement{"pages", "HTML pages: body, title, day and authors", true},
			measurePages},
		{Measurement{"pages-scrape", "the same pages as a text scraper leaves them, boilerplate and all", true},
			measureDumps},
		{Measurement{"detect", "HTML, scraped and clean text told apart", true},
			measureDetect},
		{Measurement{"transcripts", "days, labels and turns of briefings, campaign events and presidential papers, and articles that are taken for transcripts", true},
			measureTranscripts},
		{Measurement{"segmentation", "sentence boundaries by genre (GUM, GENTLE, EWT)", true},
			measureSegmentation},
		{Measurement{"trace", "which transcript an article quotes, out of thousands; what is quoted from nowhere; the index's size", true},
			measureTrace},
		{Measurement{"stories", "the same statement across outlets: pairs of reports by kind, and articles of one event (BASIL)", true},
			measureStories},
		{Measurement{"robustness", "every page, bulk text and web archive at hand goes through: outcomes by reason", false},
			measureRobustness},
		{Measurement{"speed", "articles per second from HTML, scraped and clean text; differs from run to run", false},
			measureSpeed},
	}
}

// Names lists what can be measured. Besides these, Run knows "all".
func Names() []Measurement {
	var out []Measurement
	for _, m := range measurements() {
		out = append(out, m.Measurement)
	}
	return out
}

// all is the name of every measurement that is InAll.
const all = "all"

// Report is what was measured on one corpus.
type Report struct {
	Name   string  `json:"name"`
	About  string  `json:"about"`
	Model  string  `json:"model"`
	Tables []Table `json:"tables"`
}

// Run measures each of the names in turn and writes a report for each as soon
// as it is done. It fails on an unknown name before it measures anything, and
// on data that is missing or damaged.
func Run(ctx context.Context, w io.Writer, reader *pipeline.Reader, o Options, names []string) error {
	chosen, err := choose(names)
	if err != nil {
		return err
	}
	if o.Data == "" {
		return fmt.Errorf("eval: no folder of reference data is given")
	}
	if o.Timing == nil {
		o.Timing = io.Discard
	}
	if !o.JSON {
		if _, err := io.WriteString(w, header(names)); err != nil {
			return err
		}
	}
	b := &bench{reader: reader, data: o.Data, timing: o.Timing}
	for _, m := range chosen {
		tables, err := m.run(ctx, b)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return fmt.Errorf("eval %s: %w", m.Name, err)
		}
		report := Report{Name: m.Name, About: m.About, Model: model.Version, Tables: tables}
		if o.JSON {
			err = json.NewEncoder(w).Encode(report)
		} else {
			err = report.writeText(w)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// header says how the report that follows is made again.
func header(names []string) string {
	command := "onrecord eval --data DIR " + strings.Join(names, " ")
	if slices.Equal(names, []string{all}) {
		command += " > eval/baseline.txt"
	}
	return "# " + command + "\n# Model " + model.Version + "; figures in percent where not said otherwise. Times are no part of it: `onrecord eval speed`.\n"
}

// choose looks names up, "all" for those that are in it, each once.
func choose(names []string) ([]measurement, error) {
	if len(names) == 0 {
		return nil, fmt.Errorf("eval: nothing to measure is named")
	}
	known := measurements()
	var chosen []measurement
	add := func(m measurement) {
		if !slices.ContainsFunc(chosen, func(c measurement) bool { return c.Name == m.Name }) {
			chosen = append(chosen, m)
		}
	}
	for _, name := range names {
		found := false
		for _, m := range known {
			if m.Name == name || name == all && m.InAll {
				add(m)
				found = true
			}
		}
		if !found {
			var list []string
			for _, m := range known {
				list = append(list, m.Name)
			}
			return nil, fmt.Errorf("eval: unknown name %q; known are %s and %s", name, strings.Join(list, ", "), all)
		}
	}
	return chosen, nil
}
