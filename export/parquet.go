package export

import (
	"io"
	"strconv"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"github.com/onrecord/onrecord"
)

// What a row group holds at most: the memory that writing takes, and that a
// reader needs for one.
const (
	rowGroupRows  = 50_000
	rowGroupBytes = 32 << 20
)

// newParquet writes one statement a row in Apache Parquet (format 2, data pages
// of version 1, which every reader knows), compressed with zstd. Texts that the article does not
// give are null, spans are lists of {start, end} in code points, published_day
// is a DATE. A row group ends at rowGroupRows rows or about rowGroupBytes of
// text, whatever comes first.
func newParquet(w io.Writer) Writer {
	return &parquetWriter{out: parquet.NewGenericWriter[row](w,
		parquet.MaxRowsPerRowGroup(rowGroupRows),
		parquet.DataPageVersion(1),
		parquet.Compression(&zstd.Codec{}),
		parquet.CreatedBy("onrecord", strconv.Itoa(onrecord.Format), "export"),
	)}
}

type parquetWriter struct {
	out  *parquet.GenericWriter[row]
	held int   // bytes of text in the open row group, about
	rows []row // of one record, used again for the next
}

func (p *parquetWriter) Write(record *onrecord.Record) (int, error) {
	p.rows = rows(p.rows[:0], record)
	for rest := p.rows; len(rest) > 0; {
		n := p.fits(rest)
		if _, err := p.out.Write(rest[:n]); err != nil {
			return 0, err
		}
		if rest = rest[n:]; p.held >= rowGroupBytes {
			p.held = 0
			if err := p.out.Flush(); err != nil {
				return 0, err
			}
		}
	}
	return 0, nil
}

// fits counts the rows, one at least, that still go into the open row group,
// and adds them to what it holds.
func (p *parquetWriter) fits(rest []row) int {
	for i := range rest {
		r := &rest[i]
		p.held += len(r.Content) + len(r.Cue) + len(r.Source) + len(r.Conditions) + len(r.Title) + len(r.URL) + len(r.CanonicalURL) + len(r.ArticleID)
		if p.held >= rowGroupBytes {
			return i + 1
		}
	}
	return len(rest)
}

func (p *parquetWriter) Close() error { return p.out.Close() }
