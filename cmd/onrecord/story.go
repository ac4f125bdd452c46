package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/pipeline"
	"github.com/onrecord/onrecord/story"
)

// storyFlags are the choices of `onrecord story`.
type storyFlags struct {
	ledger, model string
	directory     []string
	json, jsonl   bool
	limit         int
}

func newStory() *cobra.Command {
	var flags storyFlags
	cmd := &cobra.Command{
		Use:   "story ID|QUERY",
		Short: "Show the same words in several papers, side by side",
		Long: `Show what was said once and is reported by several articles: the fullest report, each
outlet's cut under it, and what each leaves out. ID is an article or a statement
of the ledger, whose story is shown; QUERY, in the syntax of onrecord search,
chooses articles. That two reports are of one utterance is found by their words, the
speaker and the day, and may be wrong.

With --jsonl, standard input holds articles, one a line as for onrecord read, each
with its "outlet", and one line for each utterance and each story is printed
when all are read.`,
		Example: `  onrecord story "speaker:aubrac harbour"
  onrecord story --json 5d1c2a9b0e4f3a7c6b21
  onrecord story --jsonl < articles.jsonl > stories.jsonl`,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if flags.jsonl {
				return storyLines(cmd, flags, args)
			}
			if len(args) == 0 {
				return usageError{errors.New("name an article, a statement or a query, or give articles with --jsonl")}
			}
			return inLedger(cmd, flags.ledger, false, func(l onrecord.Ledger) error {
				return showStory(cmd, l, strings.Join(args, " "), flags)
			})
		},
	}
	f := cmd.Flags()
	addLedger(cmd, &flags.ledger)
	addModel(cmd, &flags.model, pipeline.Accurate)
	addDirectory(cmd, &flags.directory)
	f.BoolVar(&flags.json, "json", false, "print utterances and stories as lines of JSON")
	f.BoolVar(&flags.jsonl, "jsonl", false, "read articles as lines of JSON from standard input, print utterances and stories as lines of JSON")
	f.IntVar(&flags.limit, "limit", 2000, "the most articles that are put side by side")
	return cmd
}

// storyLines is `onrecord story --jsonl`.
func storyLines(cmd *cobra.Command, flags storyFlags, args []string) error {
	if len(args) > 0 {
		return usageError{errors.New("--jsonl reads standard input and takes neither ID nor QUERY")}
	}
	reader, err := newReader(flags.model, flags.directory...)
	if err != nil {
		return err
	}
	bar := newProgress(cmd.InOrStdin(), cmd.ErrOrStderr())
	outcome, err := reader.Stories(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), bar.show)
	bar.finish(outcome)
	return err
}

// showStory puts the articles that what names side by side.
func showStory(cmd *cobra.Command, l onrecord.Ledger, what string, flags storyFlags) error {
	ctx := cmd.Context()
	query, article, statement, err := storyOf(ctx, l, what)
	if err != nil {
		return err
	}
	var records []onrecord.Record
	for r, err := range l.Records(ctx, query) {
		if err != nil {
			return err
		}
		if len(records) == flags.limit {
			return usageError{fmt.Errorf("more than %d articles match: narrow the query by day, outlet or speaker, or raise --limit", flags.limit)}
		}
		records = append(records, r)
	}
	m, err := story.New()
	if err != nil {
		return err
	}
	found := m.Group(records)
	narrow(&found, article, statement)
	if flags.json {
		return found.WriteLines(cmd.OutOrStdout())
	}
	if len(found.Utterances) == 0 {
		return notThere(cmd, "nothing that several of the %s report in common", count(len(records), "article"))
	}
	s := newSheet(cmd.OutOrStdout())
	s.stories(&found)
	return s.print(cmd.OutOrStdout())
}

// daysAround is how far from an article its story is looked for.
const daysAround = 5

// storyOf says which articles of the ledger are put side by side: those of the
// days around an article or a statement, or those that a query matches. article
// is the place of the record that must be among them, as its own ID, or "".
func storyOf(ctx context.Context, l onrecord.Ledger, what string) (query, article, statement string, err error) {
	kept, err := l.Article(ctx, what, 0)
	if errors.Is(err, onrecord.ErrNotFound) {
		var found onrecord.Found
		found, err = l.Statement(ctx, what)
		if errors.Is(err, onrecord.ErrNotFound) {
			return what, "", "", nil
		}
		if err != nil {
			return "", "", "", err
		}
		statement = found.Statement.ID
		kept, err = l.Article(ctx, found.Article.ID, 0)
	}
	if err != nil {
		return "", "", "", err
	}
	article = kept.Record.Article.ID
	published, ok := kept.Record.Article.PublishedDate()
	day, _, _ := strings.Cut(published.Value, "T")
	t, bad := time.Parse(time.DateOnly, day)
	if !ok || bad != nil {
		return "", article, statement, nil
	}
	return fmt.Sprintf("after:%s before:%s", t.AddDate(0, 0, -daysAround-1).Format(time.DateOnly), t.AddDate(0, 0, daysAround+1).Format(time.DateOnly)), article, statement, nil
}

// narrow leaves only the story of an article, and only the utterance of a
// statement, where these are given.
func narrow(found *onrecord.Stories, article, statement string) {
	if article == "" {
		return
	}
	found.Stories = slices.DeleteFunc(found.Stories, func(s onrecord.Story) bool {
		return !slices.ContainsFunc(s.Articles, func(i int) bool { return found.Records[i].Article.ID == article })
	})
	found.Utterances = slices.DeleteFunc(found.Utterances, func(u onrecord.Utterance) bool {
		in := func(s onrecord.Story) bool { return slices.Contains(s.Articles, u.Reports[0].Article) }
		reported := func(w onrecord.Wording) bool { return statement == "" || w.Statement == statement }
		return !slices.ContainsFunc(found.Stories, in) || !slices.ContainsFunc(u.Reports, reported)
	})
}

// stories writes each story that has utterances in common.
func (s *sheet) stories(found *onrecord.Stories) {
	for i := range found.Stories {
		t := &found.Stories[i]
		var said []*onrecord.Utterance
		for k := range found.Utterances {
			if slices.Contains(t.Articles, found.Utterances[k].Reports[0].Article) {
				said = append(said, &found.Utterances[k])
			}
		}
		if len(said) == 0 {
			continue
		}
		s.line(0, styleTitle, firstOf(found.Records[t.Articles[0]].Article.Title, "(no title found)"))
		s.line(0, styleFaint, count(len(t.Articles), "article")+", "+count(len(said), "utterance")+" that several report")
		for _, i := range t.Articles {
			a := &found.Records[i].Article
			s.line(2, styleFaint, outletOf(a)+": "+a.Title)
		}
		for _, c := range t.NearCopies {
			s.line(2, styleFaint, fmt.Sprintf("%s has %.0f %% of the wording of %s, which came first",
				outletOf(&found.Records[c.Article].Article), 100*c.Similarity, outletOf(&found.Records[c.Of].Article)))
		}
		for _, u := range said {
			s.blank()
			s.utterance(found, u)
		}
		s.blank()
	}
}

// outletOf is where an article stands, in a few words.
func outletOf(a *onrecord.Article) string { return firstOf(a.Outlet, a.URL, a.ID) }

// utterance writes the fullest report, and under it the others with what they
// leave out of it and what they have beside it.
func (s *sheet) utterance(found *onrecord.Stories, u *onrecord.Utterance) {
	full := fullest(u)
	s.line(0, styleSpeaker, firstOf(u.Speaker, "unknown"))
	s.report(found, &u.Reports[full], "fullest")
	for i := range u.Reports {
		if i == full {
			continue
		}
		var how *onrecord.Relation
		for k := range u.Relations {
			if r := &u.Relations[k]; min(r.A, r.B) == min(i, full) && max(r.A, r.B) == max(i, full) {
				how = r
			}
		}
		if how == nil {
			s.report(found, &u.Reports[i], "the same article again")
			continue
		}
		label := string(how.Kind)
		if how.Variant {
			label += ", words differ"
		}
		s.report(found, &u.Reports[i], label)
		missing, terms, added := how.Missing, how.MissingTerms, how.Added
		if how.B == full {
			missing, terms, added = how.Added, how.AddedTerms, how.Missing
		}
		s.cuts(found, "leaves out", u.Reports[full].Article, missing, terms)
		s.cuts(found, "has besides", u.Reports[i].Article, added, nil)
	}
}

// fullest is the report with most quoted words: the longest direct one, else the longest.
func fullest(u *onrecord.Utterance) int {
	best, most := 0, -1
	for i, r := range u.Reports {
		n := 0
		for _, span := range r.Spans {
			n += span.Len()
		}
		if r.Form == onrecord.Direct {
			n += 1 << 20
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

func (s *sheet) report(found *onrecord.Stories, w *onrecord.Wording, how string) {
	a := &found.Records[w.Article].Article
	s.line(2, styleFaint, outletOf(a)+" · "+string(w.Form)+" · "+how)
	s.line(4, lipgloss.NewStyle(), textOf(a.Text, w.Spans))
}

// cuts writes what one report has and another has not; what changes the sense stands out.
func (s *sheet) cuts(found *onrecord.Stories, what string, article int, spans []onrecord.Span, terms []string) {
	if len(spans) == 0 {
		return
	}
	style := styleUnknown
	if len(terms) > 0 {
		style = styleWarning
		what += " (" + strings.Join(terms, ", ") + ")"
	}
	s.line(4, style, what+": "+textOf(found.Records[article].Article.Text, spans))
}

// textOf joins parts of a text.
func textOf(text string, spans []onrecord.Span) string {
	var parts []string
	for _, span := range spans {
		parts = append(parts, span.In(text))
	}
	return strings.Join(parts, " … ")
}
