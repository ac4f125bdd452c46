package export

import (
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// row is a statement with its article: a row of a table. The parquet tags are
// its columns there; columns lists the same for CSV.
type row struct {
	ArticleID         string      `parquet:"article_id,dict"`
	URL               string      `parquet:"url,optional,dict"`
	CanonicalURL      string      `parquet:"canonical_url,optional,dict"`
	Outlet            string      `parquet:"outlet,optional,dict"`
	Title             string      `parquet:"title,optional,dict"`
	Language          string      `parquet:"language,optional,dict"`
	Published         string      `parquet:"published,optional,dict"`
	PublishedDay      *int32      `parquet:"published_day,optional,date"`
	TextSHA256        string      `parquet:"text_sha256,dict"`
	StatementID       string      `parquet:"statement_id"`
	Parent            string      `parquet:"parent,optional"`
	Kind              string      `parquet:"kind,optional,dict"`
	Speaker           string      `parquet:"speaker,optional,dict"`
	SpeakerKind       string      `parquet:"speaker_kind,dict"`
	SpeakerRole       string      `parquet:"speaker_role,optional,dict"`
	OnBehalfOf        string      `parquet:"on_behalf_of,optional,dict"`
	SpeakerKey        string      `parquet:"speaker_key,optional,dict"`
	SpeakerWikidata   string      `parquet:"speaker_wikidata,optional,dict"`
	SpeakerConfidence float64     `parquet:"speaker_confidence"`
	Content           string      `parquet:"content"`
	Cue               string      `parquet:"cue,optional"`
	Source            string      `parquet:"source,optional"`
	ContentSpans      []pointSpan `parquet:"content_spans,list"`
	CueSpans          []pointSpan `parquet:"cue_spans,list"`
	SourceSpans       []pointSpan `parquet:"source_spans,list"`
	Confidence        float64     `parquet:"confidence"`
	Rule              string      `parquet:"rule,optional,dict"`
	Model             string      `parquet:"model,optional,dict"`
	Act               string      `parquet:"act,optional,dict"`
	Modality          string      `parquet:"modality,optional,dict"`
	Actor             string      `parquet:"actor,optional,dict"`
	Target            string      `parquet:"target,optional,dict"`
	Conditions        string      `parquet:"conditions,optional"`
	ConditionSpans    []pointSpan `parquet:"condition_spans,list"`
	Plover            string      `parquet:"plover,optional,dict"`
	Cameo             string      `parquet:"cameo,optional,dict"`
}

// pointSpan is a span in code points of the article's text.
type pointSpan struct {
	Start int64 `parquet:"start"`
	End   int64 `parquet:"end"`
}

// rows makes a row of each statement, behind those that dst holds.
func rows(dst []row, r *onrecord.Record) []row {
	a := &r.Article
	points, who := onrecord.NewPoints(a.Text), speakersOf(r)
	base := row{ArticleID: a.ID, URL: a.URL, CanonicalURL: a.CanonicalURL, Outlet: a.Outlet, Title: a.Title,
		Language: a.Language, PublishedDay: dayOf(a), TextSHA256: textHash(a.Text), Model: r.Model}
	if d, ok := a.PublishedDate(); ok {
		base.Published = d.Value
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		w := base
		w.StatementID, w.Parent, w.Kind, w.Confidence, w.Rule = s.ID, s.Parent, string(s.Kind), s.Confidence, s.Rule
		w.Speaker, w.SpeakerKind, w.SpeakerRole = s.Speaker.Name, string(speakerKind(s)), s.Speaker.Role
		w.OnBehalfOf, w.SpeakerConfidence = s.Speaker.OnBehalfOf, s.Speaker.Confidence
		if e := who.of(s); e != nil {
			w.SpeakerKey, w.SpeakerWikidata = e.Key, item(e)
		}
		w.Content, w.Cue, w.Source = words(a.Text, s.Content), words(a.Text, s.Cue), words(a.Text, s.Source)
		w.ContentSpans, w.CueSpans, w.SourceSpans = inPoints(points, s.Content), inPoints(points, s.Cue), inPoints(points, s.Source)
		w.addTerms(a.Text, points, s)
		dst = append(dst, w)
	}
	return dst
}

// addTerms puts in what the statement does and on what conditions.
func (w *row) addTerms(text string, points *onrecord.Points, s *onrecord.Statement) {
	event := EventOf(s)
	w.Act, w.Modality, w.Actor, w.Target, w.Plover, w.Cameo = string(s.Act), string(s.Modality), s.Actor, s.Target, event.Plover, event.Cameo
	clauses := make([]onrecord.Span, len(s.Conditions))
	for i, c := range s.Conditions {
		clauses[i] = c.Clause
	}
	w.Conditions, w.ConditionSpans = words(text, clauses), inPoints(points, clauses)
}

func inPoints(points *onrecord.Points, spans []onrecord.Span) []pointSpan {
	out := make([]pointSpan, len(spans))
	for i, s := range spans {
		p := points.Span(s)
		out[i] = pointSpan{int64(p[0]), int64(p[1])}
	}
	return out
}

// column is one column of the CSV form.
type column struct {
	name  string
	value func(*row) string
}

// columns lists the CSV form's columns in order; docs/export.md says what each holds.
func columns() []column {
	return []column{
		{"article_id", func(r *row) string { return r.ArticleID }},
		{"url", func(r *row) string { return r.URL }},
		{"canonical_url", func(r *row) string { return r.CanonicalURL }},
		{"outlet", func(r *row) string { return r.Outlet }},
		{"title", func(r *row) string { return r.Title }},
		{"language", func(r *row) string { return r.Language }},
		{"published", func(r *row) string { return r.Published }},
		{"published_day", func(r *row) string { return dayCell(r.PublishedDay) }},
		{"text_sha256", func(r *row) string { return r.TextSHA256 }},
		{"statement_id", func(r *row) string { return r.StatementID }},
		{"parent", func(r *row) string { return r.Parent }},
		{"kind", func(r *row) string { return r.Kind }},
		{"speaker", func(r *row) string { return r.Speaker }},
		{"speaker_kind", func(r *row) string { return r.SpeakerKind }},
		{"speaker_role", func(r *row) string { return r.SpeakerRole }},
		{"on_behalf_of", func(r *row) string { return r.OnBehalfOf }},
		{"speaker_key", func(r *row) string { return r.SpeakerKey }},
		{"speaker_wikidata", func(r *row) string { return r.SpeakerWikidata }},
		{"speaker_confidence", func(r *row) string { return number(r.SpeakerConfidence) }},
		{"content", func(r *row) string { return r.Content }},
		{"cue", func(r *row) string { return r.Cue }},
		{"source", func(r *row) string { return r.Source }},
		{"content_spans", func(r *row) string { return spansCell(r.ContentSpans) }},
		{"cue_spans", func(r *row) string { return spansCell(r.CueSpans) }},
		{"source_spans", func(r *row) string { return spansCell(r.SourceSpans) }},
		{"confidence", func(r *row) string { return number(r.Confidence) }},
		{"rule", func(r *row) string { return r.Rule }},
		{"model", func(r *row) string { return r.Model }},
		{"act", func(r *row) string { return r.Act }},
		{"modality", func(r *row) string { return r.Modality }},
		{"actor", func(r *row) string { return r.Actor }},
		{"target", func(r *row) string { return r.Target }},
		{"conditions", func(r *row) string { return r.Conditions }},
		{"condition_spans", func(r *row) string { return spansCell(r.ConditionSpans) }},
		{"plover", func(r *row) string { return r.Plover }},
		{"cameo", func(r *row) string { return r.Cameo }},
	}
}

// secondsOfDay turns days into Unix time.
const secondsOfDay = 24 * 60 * 60

// dayOf is the day that the article was published on, by its own clock, in
// days since 1970-01-01 as Parquet counts, or nil where no published date is
// believed.
func dayOf(a *onrecord.Article) *int32 {
	d, ok := a.PublishedDate()
	if !ok || len(d.Value) < len(time.DateOnly) {
		return nil
	}
	t, err := time.Parse(time.DateOnly, d.Value[:len(time.DateOnly)])
	if err != nil {
		return nil
	}
	days := int32(t.Unix() / secondsOfDay)
	return &days
}

func dayCell(day *int32) string {
	if day == nil {
		return ""
	}
	return time.Unix(int64(*day)*secondsOfDay, 0).UTC().Format(time.DateOnly)
}

func number(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// spansCell writes spans as brat does: start and end apart by a blank, spans
// apart by a semicolon.
func spansCell(spans []pointSpan) string {
	var b strings.Builder
	for i, s := range spans {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteString(strconv.FormatInt(s.Start, 10))
		b.WriteByte(' ')
		b.WriteString(strconv.FormatInt(s.End, 10))
	}
	return b.String()
}
