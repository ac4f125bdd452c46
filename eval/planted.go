package eval

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
	"github.com/onrecord/onrecord/extract"
	"github.com/onrecord/onrecord/verify"
)

const (
	plantedTranscripts = 60 // from each file of transcripts, evenly
	plantedEach        = 2  // quotations of each kind from each
)

// planted is one passage that was changed by rule.
type planted struct {
	verdict  onrecord.Verdict
	rule     string
	quote    string // what stands between the article's marks
	given    string // the name that the article gives
	passages []onrecord.Span
	flag     onrecord.Flag // that must be there, or ""
}

// plantedScore counts by verdict and by rule.
type plantedScore struct {
	metric.VerdictScore
	rules map[string]*metric.Share
	flags map[onrecord.Flag]*metric.Share
	wrong func(planted, onrecord.Transcript, onrecord.Check) // is told of those whose verdict is wrong, or nil
}

// measurePlanted cuts passages out of transcripts, changes them by rule and
// judges them. It needs no reader: the article is a sentence around them.
func measurePlanted(ctx context.Context, b *bench) ([]Table, error) {
	score := plantedScore{rules: map[string]*metric.Share{}, flags: map[onrecord.Flag]*metric.Share{}}
	err := score.plantAll(ctx, b)
	return score.tables(), err
}

func (s *plantedScore) tables() []Table {
	rules := Table{Title: "rule", Columns: []string{"planted", "right"}}
	for _, r := range plantRules {
		if s := s.rules[r.name]; s != nil {
			rules.row(string(r.verdict)+", "+r.name, count(s.Whole), share(*s))
		}
	}
	for _, f := range []onrecord.Flag{onrecord.FlagMinor, onrecord.FlagContent, onrecord.FlagMeaning, onrecord.FlagConditionDropped} {
		if s := s.flags[f]; s != nil {
			rules.row("flag "+string(f), count(s.Whole), share(*s))
		}
	}
	return []Table{verdictTable("verdict", &s.VerdictScore), rules}
}

// plantAll plants in all transcripts, and scores.
func (s *plantedScore) plantAll(ctx context.Context, b *bench) error {
	foreign, err := b.foreign(ctx)
	if err != nil {
		return err
	}
	serial := uint64(0)
	return each(ctx, b.plantable(ctx), func(t onrecord.Transcript) *passages { return passagesOf(t) },
		func(t onrecord.Transcript, p *passages) {
			serial++
			g := &planter{passages: p, random: rand.New(rand.NewPCG(serial, 1))}
			if f := foreign[t.Title]; len(f) > 0 {
				g.foreign = f[g.random.IntN(len(f))]
			}
			for _, item := range g.plant(plantedEach) {
				s.add(item, t)
			}
		})
}

// plantFiles are the files of transcripts, and how many rows one is taken of.
var plantFiles = []struct {
	name string
	step int
}{{"briefings-dev", 13}, {"campaign-dev", 7}, {"presidency-dev", 41}}

// foreign gives, for each file, passages of the other files: other speakers on
// other occasions, whose words are not to be found in its transcripts.
func (b *bench) foreign(ctx context.Context) (map[string][]*passages, error) {
	const of = 20 // every so many of the transcripts
	out := map[string][]*passages{}
	n := 0
	for t, err := range b.plantable(ctx) {
		if err != nil {
			return nil, err
		}
		if n++; n%of != 0 {
			continue
		}
		p := passagesOf(t)
		for _, file := range plantFiles {
			if file.name != t.Title && len(p.list) > 20 {
				out[file.name] = append(out[file.name], p)
			}
		}
	}
	return out, nil
}

// plantable reads some transcripts of each file at hand; the file's name is
// their title.
func (b *bench) plantable(ctx context.Context) iter.Seq2[onrecord.Transcript, error] {
	return func(yield func(onrecord.Transcript, error) bool) {
		for _, file := range plantFiles {
			n, taken := 0, 0
			for row, err := range corpus.File(b.path("transcripts", file.name+".jsonl.gz"), corpus.Texts) {
				if err != nil {
					yield(onrecord.Transcript{}, err)
					return
				}
				if n++; n%file.step != 0 || len(row.Text) < 4000 {
					continue
				}
				t, err := extract.ReadTranscript(ctx, onrecord.Page{ID: row.ID, Form: onrecord.Text, Body: []byte(row.Text)})
				if err != nil {
					err = fmt.Errorf("transcript %s: %w", row.ID, err)
				}
				t.Title = file.name
				if taken++; !yield(t, err) || err != nil {
					return
				}
				if taken == plantedTranscripts {
					break
				}
			}
		}
	}
}

// add judges a planted quotation.
func (s *plantedScore) add(p planted, t onrecord.Transcript) {
	text := "“" + p.quote + "” " + p.given + " said."
	end := len("“") + len(p.quote)
	record := onrecord.Record{Article: onrecord.Article{Text: text}, Statements: []onrecord.Statement{{
		ID: "s", Kind: onrecord.Direct, Content: []onrecord.Span{{Start: len("“"), End: end}},
		Source:  []onrecord.Span{{Start: end + len("” "), End: end + len("” ") + len(p.given)}},
		Speaker: onrecord.Speaker{Name: p.given, Kind: onrecord.Person, Confidence: 1},
	}}}
	if p.given == "" {
		record.Statements = nil
	}
	v := verify.Verify(record, []onrecord.Transcript{t}, verify.Options{Quotes: []onrecord.Span{{Start: len("“"), End: end}}})
	said := verdictOf(v.Checks[0], v.Transcripts)
	gold := metric.Verdict{Verdict: string(p.verdict), Passages: corpus.Points(t.Text, p.passages)}
	s.VerdictScore.Add(gold, said)
	if s.rules[p.rule] == nil {
		s.rules[p.rule] = &metric.Share{}
	}
	s.rules[p.rule].Count(said.Verdict == gold.Verdict)
	if p.flag != "" && said.Verdict == gold.Verdict {
		if s.flags[p.flag] == nil {
			s.flags[p.flag] = &metric.Share{}
		}
		has := slices.Contains(said.Flags, string(p.flag))
		s.flags[p.flag].Count(has)
		if !has && s.wrong != nil {
			s.wrong(p, t, v.Checks[0])
		}
	}
	if s.wrong != nil && said.Verdict != gold.Verdict {
		s.wrong(p, t, v.Checks[0])
	}
}
