package web

import (
	"net/url"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/onrecord/onrecord/ledger/ledgertest"
)

// BenchmarkPages asks for the main pages of a ledger of 10,000 statements, or of as
// many articles as ONRECORD_BENCH says with 20 each.
func BenchmarkPages(b *testing.B) {
	articles := 10_000 / ledgertest.StatementsEach
	if n, err := strconv.Atoi(os.Getenv("ONRECORD_BENCH")); err == nil && n > 0 {
		articles = n
	}
	h, record, id := whole(b, articles)
	person := url.QueryEscape(record.Statements[0].Speaker.Name)
	common, rare := ledgertest.Word(1), ledgertest.Word(2000)
	for _, page := range []struct{ name, path string }{
		{"Home", "/"}, {"Results", "/search?q=" + rare}, {"CommonWord", "/search?q=" + common}, {"Grouped", "/search?group=speaker&q=" + common},
		{"Filtered", "/search?q=" + common + "&form=direct&after=2015-01-01&speaker=" + person}, {"Statement", "/statements/" + record.Statements[5].ID},
		{"Article", "/articles/" + id}, {"Person", "/people?name=" + person}, {"Feed", "/search.atom?q=" + common}, {"API", "/api/v1/search?q=" + common},
	} {
		b.Run(page.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				began := time.Now()
				if w := answer(h, request("GET", page.path, nil)); w.Code != 200 {
					b.Fatalf("%s: %d", page.path, w.Code)
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
		})
	}
}
