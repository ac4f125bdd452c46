package sqlite

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger/ledgertest"
)

// TestCodecGivesBackEveryRecord is of records that fit what the stored form
// leaves out, and of such that do not.
func TestCodecGivesBackEveryRecord(t *testing.T) {
	c, err := newCodec()
	if err != nil {
		t.Fatal(err)
	}
	plain := ledgertest.Invented(1)
	odd := ledgertest.Invented(2)
	odd.Article.SHA256 = "="
	odd.Article.Dateline = &onrecord.Dateline{Place: "Eastharbour", Span: onrecord.Span{Start: 1, End: 3}}
	odd.Entities = append(odd.Entities,
		onrecord.Entity{ID: "x", Name: "=", Key: "==x", Kind: onrecord.Person},
		onrecord.Entity{ID: "y", Name: "O’Neil, É. B", Kind: onrecord.Person, Key: "person:oneil-é-b",
			Mentions: []onrecord.Span{{Start: 5, End: 9}, {Start: 2, End: 3}},
			Roles:    []onrecord.Role{{Title: "mayor", Span: onrecord.Span{Start: 7, End: 8}}, {Title: "none"}}})
	s := odd.Statements
	s[0].ID, s[1].Parent, s[2].Parent, s[3].Parent = "=7", s[4].ID, "elsewhere", "=2"
	s[4].Content = []onrecord.Span{{Start: 0, End: 1}, {Start: 3, End: 4}, {Start: 5, End: 6}, {Start: 7, End: 9}, {Start: 10, End: 11}}
	s[5].Parent, s[6].Cue = s[0].ID, nil
	for _, r := range []onrecord.Record{plain, odd, {}} {
		stored, err := c.encode(r)
		if err != nil {
			t.Fatal(err)
		}
		back, err := c.decode(stored)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := r.MarshalJSON()
		if got, _ := back.MarshalJSON(); !bytes.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		for i := range back.Statements {
			text, one, err := c.statements(stored, []int{i})
			if err != nil || text != r.Article.Text || !reflect.DeepEqual(one[0], back.Statements[i]) {
				t.Errorf("statement %d: %+v, %v; want %+v", i, one, err, back.Statements[i])
			}
		}
		// Damage anywhere is seen, and never a panic.
		for i := range stored {
			bad := bytes.Clone(stored)
			bad[i] ^= 0x55
			if damaged, err := c.decode(bad); err == nil {
				if got, _ := damaged.MarshalJSON(); !bytes.Equal(got, want) {
					t.Errorf("damage of byte %d is not seen", i)
				}
			}
			if _, err := c.decode(stored[:i]); err == nil {
				t.Errorf("cut off at byte %d and not seen", i)
			}
		}
	}
}
