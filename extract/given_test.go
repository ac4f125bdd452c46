package extract_test

import (
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/extract"
)

// TestTheGivenDateHoldsForEveryForm wants the day that the caller vouches for
// to be the published one, also where the input is no web page.
func TestTheGivenDateHoldsForEveryForm(t *testing.T) {
	for _, form := range []onrecord.Form{onrecord.Text, onrecord.Scrape} {
		body := "The bridge at Ellery stays shut, the council said on Friday.\n\nIt was built in 1931 and last painted in 2004, an engineer said."
		article, err := extract.Read(t.Context(), onrecord.Page{Form: form, Published: "2018-12-23", Body: []byte(body)})
		if err != nil {
			t.Fatal(err)
		}
		if date, ok := article.PublishedDate(); !ok || date.Value != "2018-12-23" || date.Basis != "given" {
			t.Errorf("%s: published %+v", form, date)
		}
	}
}
