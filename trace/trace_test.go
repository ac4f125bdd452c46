package trace

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/trace/words"
)

func mustBuild(t testing.TB, docs ...Doc) []byte {
	t.Helper()
	segment, err := Build(slices.Values(docs))
	if err != nil {
		t.Fatal(err)
	}
	return segment
}

func mustOpen(t testing.TB, segments ...[]byte) *Index {
	t.Helper()
	x, err := Open(segments...)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func ids(list []Candidate) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.ID)
	}
	return out
}

// passageOf cuts n words out of a text.
func passageOf(r *rand.Rand, text string, n int) string {
	w := strings.Fields(text)
	from := r.IntN(len(w) - n + 1)
	return strings.Join(w[from:from+n], " ")
}

// TestSevenWordsInARowAreFoundForCertain compares with a search through all
// the words: no transcript that holds seven words of a quotation in a row may be missed.
func TestSevenWordsInARowAreFoundForCertain(t *testing.T) {
	docs := inventedDocs(60, 600)
	x := mustOpen(t, mustBuild(t, docs[:40]...), mustBuild(t, docs[40:]...))
	said := map[string][]words.Word{}
	for _, d := range docs {
		said[d.ID] = words.Said(nil, d.Text)
	}
	r := rand.New(rand.NewPCG(4, 4))
	for range 300 {
		quote := passageOf(r, docs[r.IntN(len(docs))].Text, certain+r.IntN(20))
		found := map[string]bool{}
		for _, p := range x.seek(x.ask([]Quote{{Text: "unrelated words " + quote + " and others"}})) {
			if p.to-p.from >= certain {
				found[x.id(p.ref)] = true
			}
		}
		for id, ws := range said {
			if holds := longestCommon(words.Quoted(nil, quote), ws) >= certain; holds != found[id] {
				t.Fatalf("%q: %s holds it: %v, is found: %v", quote, id, holds, found[id])
			}
		}
	}
}

// longestCommon is the length of the longest run of words that both have.
func longestCommon(a, b []words.Word) int {
	most := 0
	row := make([]int, len(a)+1)
	for _, w := range b {
		for i := len(a); i > 0; i-- {
			row[i] = 0
			if a[i-1].Hash == w.Hash {
				row[i] = row[i-1] + 1
				most = max(most, row[i])
			}
		}
	}
	return most
}

func TestFourWordsInARowAreFound(t *testing.T) {
	docs := inventedDocs(30, 400)
	x := mustOpen(t, mustBuild(t, docs...))
	r := rand.New(rand.NewPCG(5, 5))
	for range 200 {
		d := docs[r.IntN(len(docs))]
		quote := passageOf(r, d.Text, 4)
		if !slices.ContainsFunc(x.seek(x.ask([]Quote{{Text: quote}})), func(p passage) bool { return x.id(p.ref) == d.ID && p.to-p.from >= 4 }) {
			t.Fatalf("%q is not found in %s", quote, d.ID)
		}
	}
}

func TestTheRightTranscriptIsFirstWithPlaces(t *testing.T) {
	docs := inventedDocs(80, 800)
	docs[7].Text += " The harbour master would not say whether sixty-five boats could sail, and we can't wait. (Laughter.) " + prose(99, 50)
	x := mustOpen(t, mustBuild(t, docs...))
	list := x.Find([]Quote{
		{Text: "nobody has ever said this anywhere"},
		{Text: "THE HARBOR master would not say whether 65 boats could sail, and we cannot wait"},
	}, Options{})
	if len(list) == 0 || list[0].ID != docs[7].ID || list[0].Confidence < Found {
		t.Fatalf("%+v", list)
	}
	hit := list[0].Hits[len(list[0].Hits)-1]
	if hit.Quote != 1 || hit.Of != 17 || hit.Words != 15 {
		t.Errorf("%+v", hit)
	}
	var got []string
	for _, span := range Spans(docs[7].Text, hit.Places) {
		got = append(got, span.In(docs[7].Text))
	}
	if want := "master would not say whether sixty-five boats could sail, and we can't wait"; len(got) != 1 || got[0] != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestChangedQuotationsAreFound(t *testing.T) {
	docs := inventedDocs(80, 800)
	said := "every ferry that leaves the northern harbour before breakfast carries letters which nobody in the capital will ever answer"
	docs[3].Text += "\n\n" + said + "\n\n" + prose(98, 60)
	x := mustOpen(t, mustBuild(t, docs...))
	for name, quote := range map[string]string{
		"a word in four changed": "every ferry that departs the northern harbour after breakfast carries letters which none in the capital will ever answer",
		"left out in the middle": "every ferry that leaves the northern harbour … which nobody in the capital will ever answer",
		"an editor's words":      "every ferry that leaves [our] harbour before breakfast carries letters which nobody [here] will ever answer",
		"parts in another order": "letters which nobody in the capital will ever answer, every ferry that leaves the northern harbour",
	} {
		list := x.Find([]Quote{{Text: quote}}, Options{})
		if len(list) == 0 || list[0].ID != docs[3].ID || list[0].Confidence < Found {
			t.Errorf("%s: %+v", name, list)
		}
	}
}

func TestShortQuotationsTogetherAreEvidence(t *testing.T) {
	docs := inventedDocs(80, 800)
	docs[11].Text += " copper kettles by moonlight. " + prose(97, 40) + " seventeen angry swans. " + prose(96, 40) + " a lighthouse without stairs "
	x := mustOpen(t, mustBuild(t, docs...))
	quotes := []Quote{{Text: "copper kettles by moonlight"}, {Text: "seventeen angry swans"}, {Text: "a lighthouse without stairs"}}
	one, all := x.Find(quotes[:1], Options{}), x.Find(quotes, Options{})
	if len(all) == 0 || all[0].ID != docs[11].ID || all[0].Confidence < Found || len(all[0].Hits) != 3 || all[0].Words != 11 {
		t.Fatalf("%+v", all)
	}
	if len(one) > 0 && one[0].Confidence >= all[0].Confidence {
		t.Errorf("one quotation alone is believed as much: %v, %v", one[0].Confidence, all[0].Confidence)
	}
}

func TestThreeWordsOfTheDayAreListedButNotBelieved(t *testing.T) {
	docs := inventedDocs(80, 800)
	docs[11].Text += " seventeen angry swans " + prose(97, 40)
	x := mustOpen(t, mustBuild(t, docs...))
	list := x.Find([]Quote{{Text: "seventeen angry swans", Day: docs[11].Day}}, Options{})
	if len(list) == 0 || list[0].ID != docs[11].ID || list[0].Confidence > 0.9 {
		t.Errorf("%+v", list)
	}
}

func TestAPhraseThatEverybodyUsesIsNoEvidence(t *testing.T) {
	docs := inventedDocs(80, 800) // "thank you very much and good night" stands in each
	x := mustOpen(t, mustBuild(t, docs...))
	if list := x.Find([]Quote{{Text: "thank you very much and good night"}}, Options{Minimum: Found}); len(list) > 0 {
		t.Errorf("%+v", list)
	}
}

func TestWordsThatStandNowhereAreNotFound(t *testing.T) {
	docs := inventedDocs(200, 800)
	x := mustOpen(t, mustBuild(t, docs[:100]...))
	r := rand.New(rand.NewPCG(6, 6))
	mistakes := 0
	for i := range 1000 {
		d := docs[100+i%100]
		if len(x.Find([]Quote{{Text: passageOf(r, d.Text, 7+r.IntN(20)), Day: docs[r.IntN(100)].Day, Speaker: d.Speakers[0]}}, Options{Minimum: Found})) > 0 {
			mistakes++
		}
	}
	if mistakes > 5 {
		t.Errorf("%d of 1,000 are found by mistake", mistakes)
	}
}

func TestDayAndSpeakerDecideBetweenTranscriptsThatHoldTheSame(t *testing.T) {
	said := " we will not rest until every bell in this valley has been hung again "
	docs := inventedDocs(40, 500)
	docs[1].Text, docs[1].Day, docs[1].Speakers = prose(900, 300)+said+prose(901, 300), "2016-03-01", []string{"MS. ABLE"}
	docs[2].Text, docs[2].Day, docs[2].Speakers = prose(902, 300)+said+prose(903, 300), "2016-05-01", []string{"Bo Baker Jr."}
	x := mustOpen(t, mustBuild(t, docs...))
	for _, c := range []struct {
		quote Quote
		want  string
	}{
		{Quote{Text: said, Day: "2016-03-02"}, docs[1].ID},
		{Quote{Text: said, Day: "2016-05-01T10:00:00Z"}, docs[2].ID},
		{Quote{Text: said, Speaker: "Ann Able"}, docs[1].ID},
		{Quote{Text: said, Speaker: "Baker"}, docs[2].ID},
	} {
		list := x.Find([]Quote{c.quote}, Options{})
		if len(list) != 2 || list[0].ID != c.want || list[0].Score <= list[1].Score {
			t.Errorf("%+v: %v, want %s first of two", c.quote, ids(list), c.want)
		}
	}
}

func TestNearCopiesAreOneCandidate(t *testing.T) {
	docs := inventedDocs(40, 600)
	copied := docs[5]
	copied.ID, copied.Text = "copy", "Released at noon.\n\n"+strings.Replace(copied.Text, "w3 ", "w3, uh, ", 5)
	later := docs[5]
	later.ID, later.Day, later.Text = "later", "2031-01-01", prose(77, 600)+docs[5].Text[:len(docs[5].Text)/2]
	x := mustOpen(t, mustBuild(t, append(docs, copied, later)...))
	list := x.Find([]Quote{{Text: passageOf(rand.New(rand.NewPCG(1, 2)), docs[5].Text[:1000], 20), Day: docs[5].Day}}, Options{})
	if len(list) != 2 || len(list[0].Copies) != 1 || list[1].ID != "later" {
		t.Fatalf("%+v", list)
	}
	if got := []string{list[0].ID, list[0].Copies[0]}; !slices.Contains(got, "copy") || !slices.Contains(got, docs[5].ID) {
		t.Errorf("%v", got)
	}
}

func TestLaterSegmentsReplaceAndRemove(t *testing.T) {
	docs := inventedDocs(30, 300)
	changed := docs[4]
	changed.Text = prose(500, 300)
	removal, err := Remove(docs[9].ID)
	if err != nil {
		t.Fatal(err)
	}
	segments := [][]byte{mustBuild(t, docs...), mustBuild(t, changed), removal}
	merged, err := Merge(segments[1:]...)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := MergeAll(segments...)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(8, 8))
	for name, x := range map[string]*Index{"apart": mustOpen(t, segments...), "newest merged": mustOpen(t, segments[0], merged), "all merged": mustOpen(t, whole)} {
		if x.Len() != 29 {
			t.Errorf("%s: %d transcripts", name, x.Len())
		}
		for text, want := range map[string]bool{docs[4].Text: false, docs[9].Text: false, changed.Text: true, docs[10].Text: true} {
			if list := x.Find([]Quote{{Text: passageOf(r, text, 25)}}, Options{Minimum: Found}); len(list) > 0 != want {
				t.Errorf("%s: %v, want found %v", name, ids(list), want)
			}
		}
	}
	rest := slices.DeleteFunc(append(slices.Clone(docs), changed), func(d Doc) bool {
		return d.ID == docs[9].ID || d.ID == docs[4].ID && d.Text != changed.Text
	})
	if !bytes.Equal(whole, mustBuild(t, rest...)) {
		t.Error("merged and built at once are not the same bytes")
	}
	if !bytes.Equal(mustBuild(t, rest...), mustBuild(t, append([]Doc{docs[4]}, rest...)...)) {
		t.Error("of two with one ID the later alone should count")
	}
}

func TestStaleKeepsSegmentsFew(t *testing.T) {
	var sizes []int
	moved, most := 0, 0
	for range 5000 {
		sizes = append(sizes, 1)
		if n := Stale(sizes); n > 0 {
			total := 0
			for _, s := range sizes[len(sizes)-n:] {
				total += s
			}
			moved += total
			sizes = append(sizes[:len(sizes)-n], total)
		}
		most = max(most, len(sizes))
	}
	if most > 14 || moved > 5000*16 {
		t.Errorf("%d segments, %d transcripts moved", most, moved)
	}
	if Stale(nil) != 0 || Stale([]int{100}) != 0 || Stale([]int{100, 3}) != 0 || Stale([]int{100, 60}) != 2 {
		t.Error("a large old segment is left alone, one of the like size is not")
	}
}

func TestEmptyThings(t *testing.T) {
	x := mustOpen(t)
	if list := x.Find([]Quote{{Text: "seven words that stand in no index"}}, Options{}); list != nil {
		t.Errorf("%v", list)
	}
	x = mustOpen(t, mustBuild(t), mustBuild(t, Doc{}, Doc{ID: "a"}, Doc{ID: "b", Text: "one two"}))
	for _, quotes := range [][]Quote{nil, {{}}, {{Text: "one two"}}, {{Text: "[]…"}}, {{Text: "one two three four five six seven", Day: "x", Speaker: "–"}}} {
		x.Find(quotes, Options{})
	}
	if Spans("one", []Place{{0, 9}, {-1, 0}, {2, 1}})[0].Len() != 0 {
		t.Error("places beyond the text are not empty")
	}
}

func TestOtherVersionsAndDamageAreErrors(t *testing.T) {
	good := mustBuild(t, inventedDocs(3, 50)...)
	for i := 0; i < len(good); i += 1 + len(good)/300 {
		bad := bytes.Clone(good)
		bad[i] ^= 0x10
		if _, err := Open(bad); !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrVersion) {
			t.Fatalf("byte %d: %v", i, err)
		}
		if _, err := Open(good[:i]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut at %d: %v", i, err)
		}
	}
	later := bytes.Clone(good)
	later[len(magic)]++
	if _, err := Merge(good, later); !errors.Is(err, ErrVersion) {
		t.Errorf("%v", err)
	}
}

func TestCodesReadForthAndBack(t *testing.T) {
	var row []byte
	numbers := []uint32{0, 1, 127, 128, 129, 16511, 16512, 2113663, 2113664, largestCode - 1}
	for _, n := range numbers {
		row = appendCode(row, n)
	}
	at := 0
	for i, want := range numbers {
		n, after := next(row, at)
		if n != want || before(row, after) != at {
			t.Errorf("%d: read %d, before %d, want %d", want, n, before(row, after), at)
		}
		if at = after; i == len(numbers)-1 && at != len(row) {
			t.Errorf("%d bytes left", len(row)-at)
		}
	}
	if n, after := next(row, len(row)); n != endOfDoc || after != len(row) || before(row, 0) != -1 {
		t.Error("there is something beyond the ends")
	}
}

func TestTheSameQuotationsGiveTheSameAnswer(t *testing.T) {
	docs := inventedDocs(60, 400)
	x := mustOpen(t, mustBuild(t, docs[:30]...), mustBuild(t, docs[30:]...))
	r := rand.New(rand.NewPCG(3, 3))
	var quotes []Quote
	for range 12 {
		quotes = append(quotes, Quote{Text: passageOf(r, docs[r.IntN(60)].Text, 3+r.IntN(12)), Day: "2012-03-04"})
	}
	want := fmt.Sprintf("%+v", x.Find(quotes, Options{}))
	for range 5 {
		if got := fmt.Sprintf("%+v", x.Find(quotes, Options{})); got != want {
			t.Fatalf("%s\n%s", got, want)
		}
	}
}
