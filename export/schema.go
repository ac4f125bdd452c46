package export

import (
	"io"

	"github.com/onrecord/onrecord"
)

// newSchema writes each statement as JSON-LD of schema.org (version 29; its
// "new" area has Quotation, Claim, spokenByCharacter and appearance), one a
// line: a Quotation where some or all of it stands in quotation marks, a Claim
// where none does. Each is part of a NewsArticle, whose datePublished is given
// only where a published date is believed. spokenByCharacter and creator take
// persons and organizations only: a country speaks as a GovernmentOrganization
// of it, a document is what the quotation is based on, and who has no name is
// given by creditText alone, the words of the source. The characters <, > and
// & are written as escapes, so that a line can stand in a script element.
func newSchema(w io.Writer) Writer {
	return newLines(w, true, func(r *onrecord.Record, put func(any) error) (int, error) {
		article, who := schemaArticleOf(&r.Article), speakersOf(r)
		for i := range r.Statements {
			if err := put(schemaStatementOf(r, &r.Statements[i], article, who)); err != nil {
				return 0, err
			}
		}
		return 0, nil
	})
}

type (
	schemaStatement struct {
		Context    string         `json:"@context"`
		Type       string         `json:"@type"`
		ID         string         `json:"@id"`
		Identifier string         `json:"identifier"`
		Text       string         `json:"text"`
		InLanguage string         `json:"inLanguage,omitempty"`
		SpokenBy   *schemaThing   `json:"spokenByCharacter,omitempty"`
		Creator    *schemaThing   `json:"creator,omitempty"`
		BasedOn    *schemaThing   `json:"isBasedOn,omitempty"`
		CreditText string         `json:"creditText,omitempty"`
		Appearance *schemaRef     `json:"appearance,omitempty"`
		PartOf     *schemaArticle `json:"isPartOf"`
	}

	schemaThing struct {
		Type       string       `json:"@type"`
		Name       string       `json:"name"`
		JobTitle   string       `json:"jobTitle,omitempty"`
		SameAs     string       `json:"sameAs,omitempty"`
		AreaServed *schemaThing `json:"areaServed,omitempty"`
	}

	schemaRef struct {
		ID string `json:"@id"`
	}

	schemaArticle struct {
		Type          string        `json:"@type"`
		ID            string        `json:"@id"`
		URL           string        `json:"url,omitempty"`
		Headline      string        `json:"headline,omitempty"`
		DatePublished string        `json:"datePublished,omitempty"`
		InLanguage    string        `json:"inLanguage,omitempty"`
		Author        []schemaThing `json:"author,omitempty"`
		Publisher     *schemaThing  `json:"publisher,omitempty"`
	}
)

func schemaArticleOf(a *onrecord.Article) *schemaArticle {
	out := &schemaArticle{Type: "NewsArticle", ID: iri(a, textHash(a.Text)), Headline: a.Title, InLanguage: a.Language}
	if address := web(a.URL); address != "" {
		out.URL = address
	} else {
		out.URL = web(a.CanonicalURL)
	}
	if d, ok := a.PublishedDate(); ok {
		out.DatePublished = d.Value
	}
	for _, name := range a.Authors {
		out.Author = append(out.Author, schemaThing{Type: "Person", Name: name})
	}
	if a.Outlet != "" {
		out.Publisher = &schemaThing{Type: "NewsMediaOrganization", Name: a.Outlet}
	}
	return out
}

func schemaStatementOf(r *onrecord.Record, s *onrecord.Statement, article *schemaArticle, who speakers) schemaStatement {
	out := schemaStatement{Context: "https://schema.org", Type: "Quotation",
		ID: statementIRI(r.Article.ID, s.ID), Identifier: s.ID, Text: words(r.Article.Text, s.Content),
		InLanguage: r.Article.Language, CreditText: words(r.Article.Text, s.Source), PartOf: article}
	speaker := schemaSpeaker(s, concept(who.of(s)))
	if speaker != nil && speaker.Type == "CreativeWork" {
		out.BasedOn, speaker = speaker, nil
	}
	if s.Kind == onrecord.Indirect {
		out.Type, out.Creator, out.Appearance = "Claim", speaker, &schemaRef{article.ID}
	} else {
		out.SpokenBy = speaker
	}
	return out
}

// schemaSpeaker is who or what speaks, or nil where schema.org has no type
// for it or the article no name.
func schemaSpeaker(s *onrecord.Statement, sameAs string) *schemaThing {
	name := s.Speaker.Name
	if name == "" {
		return nil
	}
	switch s.Speaker.Kind {
	case onrecord.Person:
		return &schemaThing{Type: "Person", Name: name, JobTitle: s.Speaker.Role, SameAs: sameAs}
	case onrecord.Organization, onrecord.Group:
		return &schemaThing{Type: "Organization", Name: name, SameAs: sameAs}
	case onrecord.Country:
		return &schemaThing{Type: "GovernmentOrganization", Name: name,
			AreaServed: &schemaThing{Type: "Country", Name: name, SameAs: sameAs}}
	case onrecord.Document:
		return &schemaThing{Type: "CreativeWork", Name: name, SameAs: sameAs}
	}
	return nil
}
