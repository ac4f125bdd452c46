package listing

import (
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"net/url"
	"strings"
)

// maxElement is how many bytes of one element of a sitemap are kept.
const maxElement = 8 << 10

// Link is an entry of a sitemap, or a sitemap that an index lists.
type Link struct {
	Entry
	Index bool // it leads to another sitemap
}

// Sitemap reads a sitemap or a sitemap index as a stream. base is the address
// it was fetched from, or nil. The first error ends it; what came before holds.
func Sitemap(r io.Reader, base *url.URL) iter.Seq2[Link, error] {
	return func(yield func(Link, error) bool) {
		d := xml.NewDecoder(r)
		d.Strict, d.Entity, d.CharsetReader = false, xml.HTMLEntity, decoded
		s := siteReader{base: base}
		for {
			token, err := d.RawToken()
			switch {
			case err == nil:
				err = s.take(token)
			case err == io.EOF && !s.rooted:
				err = errors.New("no sitemap")
			case err == io.EOF && s.depth > 0:
				err = errors.New("the sitemap is cut short")
			case err == io.EOF:
				return
			}
			if err != nil {
				yield(Link{}, err)
				return
			}
			if s.done {
				link := s.link
				s.link, s.done = Link{}, false
				if link.URL != "" && !yield(link, nil) {
					return
				}
			}
		}
	}
}

// siteReader collects an entry of a sitemap from its tokens.
type siteReader struct {
	base   *url.URL
	rooted bool
	depth  int
	text   strings.Builder
	link   Link
	done   bool // link is whole
}

func (s *siteReader) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.Directive:
		if strings.Contains(strings.ToUpper(string(t)), "<!ENTITY") {
			return ErrEntities
		}
	case xml.StartElement:
		s.text.Reset()
		if s.depth++; s.depth > maxDepth {
			return ErrDepth
		}
		if !s.rooted && t.Name.Local != "urlset" && t.Name.Local != "sitemapindex" {
			return errors.New("no sitemap: its first element is " + t.Name.Local)
		}
		s.rooted = true
	case xml.CharData:
		if s.text.Len()+len(t) <= maxElement {
			s.text.Write(t)
		}
	case xml.EndElement:
		s.depth--
		s.end(t.Name)
	}
	return nil
}

// end takes an element's text to where it belongs.
func (s *siteReader) end(name xml.Name) {
	text := strings.TrimSpace(s.text.String())
	s.text.Reset()
	switch name.Local {
	case "loc":
		if name.Space == "" { // image:loc and video:… are no pages
			s.link.URL = absolute(s.base, text)
			s.link.ID = s.link.URL
		}
	case "lastmod":
		s.link.Updated = moment(text)
	case "publication_date":
		s.link.Published = moment(text)
	case "title":
		if name.Space == "news" {
			s.link.Title = text
		}
	case "url", "sitemap":
		s.link.Index, s.done = name.Local == "sitemap", true
	}
}
