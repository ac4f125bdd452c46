package export

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord"
)

// newBrat writes a tar archive of one brat collection (brat standoff format,
// as brat 1.3 reads it): the configuration of its types, and for each article
// NAME.txt, the article's text exactly, and NAME.ann, its annotations. NAME is
// a running number and what of the article's ID can stand in a file's name.
func newBrat(w io.Writer) Writer { return &bratWriter{out: tar.NewWriter(w)} }

type bratWriter struct {
	out     *tar.Writer
	written int // articles
	started bool
	ann     bytes.Buffer
}

// annotationConf declares the types that standoff writes.
const annotationConf = `[entities]
Content
Source
Cue
Person
Organization
Country
Place
Group
Document
Other

[relations]
Says	Arg1:Source, Arg2:Cue
Reports	Arg1:Cue, Arg2:Content
SourceOf	Arg1:Source, Arg2:Content
Within	Arg1:Content, Arg2:Content
Equiv	Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive
<OVERLAP>	Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Kind	Arg:Content, Value:direct|indirect|mixed
`

// toolsConf tells brat that lines are sentences, and where Wikidata is.
const toolsConf = `[options]
Validation	validate:none
Tokens	tokenizer:whitespace
Sentences	splitter:newline

[normalization]
Wikidata	<URL>:https://www.wikidata.org, <URLBASE>:https://www.wikidata.org/wiki/%s
`

func (b *bratWriter) Write(record *onrecord.Record) (int, error) {
	if err := b.start(); err != nil {
		return 0, err
	}
	b.written++
	name := fmt.Sprintf("%06d", b.written)
	if tail := fileName(record.Article.ID); tail != "" {
		name += "-" + tail
	}
	b.ann.Reset()
	omitted := writeStandoff(&b.ann, record)
	if err := b.file(name+".txt", []byte(record.Article.Text)); err != nil {
		return 0, err
	}
	return omitted, b.file(name+".ann", b.ann.Bytes())
}

func (b *bratWriter) Close() error {
	if err := b.start(); err != nil {
		return err
	}
	return b.out.Close()
}

// start writes the collection's configuration, once.
func (b *bratWriter) start() error {
	if b.started {
		return nil
	}
	b.started = true
	if err := b.file("annotation.conf", []byte(annotationConf)); err != nil {
		return err
	}
	return b.file("tools.conf", []byte(toolsConf))
}

func (b *bratWriter) file(name string, data []byte) error {
	if err := b.out.WriteHeader(&tar.Header{Name: "onrecord/" + name, Mode: 0o644, Size: int64(len(data)), Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err := b.out.Write(data)
	return err
}

// fileName keeps of an ID, up to 60 bytes, what is safe in a file's name
// everywhere: letters and digits of ASCII, with one - for whatever else.
func fileName(id string) string {
	var b strings.Builder
	for _, r := range id {
		if b.Len() >= 60 {
			break
		}
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && b.String()[b.Len()-1] != '-':
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}
