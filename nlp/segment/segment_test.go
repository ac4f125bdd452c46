package segment

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/nlp"
)

func newSegmenter(t testing.TB) *Segmenter {
	t.Helper()
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// hardCases are texts with ‖ where a sentence ends and the next begins; the
// white space before the next one stands after the mark.
var hardCases = []string{
	// Abbreviations within and at the end of sentences.
	"The U.S. Senate voted on Tuesday.‖ The House did not.",
	"She moved to the U.S.‖ The rest stayed at home.",
	"He left the U.S. in 2004 and never came back.",
	"Talks with the U.K. Government broke down.‖ Nobody was surprised.",
	"Gov. Ann Harlow signed the bill.‖ Lt. Gov. Tim Roe stood beside her.",
	"Rep. Ned Flood, D-Calif., said he would oppose it.",
	"Former Sen. Carl Moss (D-Mich.) spoke first.‖ He was brief.",
	"Mr. and Mrs. Lane met Dr. Oduya at St. Mary's Hospital.",
	"The meeting began at 9 a.m. Monday and ended at 4 p.m. sharp.",
	"The shop closes at 5 p.m.‖ The bar opens an hour later.",
	"Polls close at 8 p.m. Eastern time.",
	"It sold to Harmon Inc. for $4 million.‖ The deal closes in May.",
	"She founded Lark & Co. in 1987.",
	"He works for Dorn Corp.‖ His wife runs the farm.",
	"On Jan. 5 the court ruled.‖ On Feb. 9 it ruled again.",
	"They lived in Boise, Idaho, and Provo, Utah, until Sept. 2001.",
	"The suspect, of Akron, Ohio, was 5 ft. 9 in. tall.",
	"Flight No. 5 was late.‖ Flight No. 12 was not.",
	"Did he call?‖ No.‖ He wrote.",
	"See fig. 3 and vol. 2, p. 14, for details.",
	"Fruit, e.g. apples, and nuts, i.e. almonds, were served.",
	"It is Smith v. Jones, decided in 1911.",
	"The match was Leeds vs. York.‖ Leeds won.",
	"Brig. Gen. Paul Orr and Col. Ada Finch testified.",
	"Prof. Lena Wirth, Ph.D., wrote the report.",
	"Sammy Davis Jr. sang.‖ Then the lights went out.",
	"He was born in Washington, D.C., in 1961.",
	"They marched on Washington, D.C.‖ Few noticed.",
	// Initials.
	"J. K. Rowling wrote it.",
	"George W. Bush flew home.‖ He was tired.",
	"The book by J.R.R. Tolkien sold well.",
	"Judge R. H. Falk agreed.‖ So did his colleague.",
	"John F. Kennedy and Lyndon B. Johnson ran together.",
	// Ellipses.
	"Well … maybe we should wait.",
	"I thought … ‖Never mind what I thought.",
	"He waited, and waited ... and then he left.",
	"“We are … grateful,” she said.",
	// Quotation marks after the stop, American and British.
	"“We won.”‖ The crowd roared.",
	"She called it “a gift.”‖ Nobody else did.",
	"He said it was ‘a farce’.‖ The minister denied it.",
	"The plan is “dead”.‖ Ministers will meet on Monday.",
	"\"We won.\"‖ The crowd roared.",
	"''We won.''‖ The crowd roared.",
	"“I am sorry.‖ I will resign,” he said.",
	"“Go away!” he said.",
	"“Are you ready?” asked Harlow.",
	"“Are you ready?” Harlow asked.‖ Nobody was.",
	"\"Why now?\" she said.‖ \"Because,\" he said.",
	"“We are done,” Roe said.‖ “It is over.”",
	"“We are done!” Roe added.",
	"‘Are you mad?’ she asked.",
	"“What a day!”‖ The mayor smiled.",
	"“Who pays?”‖ That question was not answered.",
	// Brackets.
	"He left (nobody knew why).‖ She stayed.",
	"The bill passed.‖ (The vote was 52 to 48.)‖ It is now law.",
	"The firm (formerly Dorn Inc.) closed.",
	// Glued sentences.
	"There was no information.‖The police left.",
	"They had found “positive links.”‖The murders shocked the town.",
	"Was it him?‖Nobody knows.",
	"He resigned on 4 May 2016.‖The party was relieved.",
	"See Example.com for the U.S.A. list.",
	"It ended 3.5 points up.‖It had been 4.2 down.",
	"He said: 'I ran.‖ They fell.'‖The crowd left.",
	"'I ran,' he said.‖'She fell.",
	// Things that are no ends.
	"Yahoo! said profits rose 3.1 percent.",
	"Visit www.example.org/about.html. ‖Then call us.",
	"The score was 3-2.‖ Version 2.0 came out in 2011.",
	"The .50-caliber rifle was found.",
	"He earns $1.5 million a year.",
	"Write to a.roe@example.com for a copy.",
	"1. Wash the rice.\n\n‖2. Boil it.",
	// Paragraphs and lines.
	"Council backs new bridge\n\n‖The council voted on Monday.",
	"Council backs new bridge\n‖By Ada Finch\n‖The council voted on Monday.",
	"The council, which met\non Monday, agreed.",
	"Jim met the Rev.\nAl Bright there.",
	"The end was near.\n‖“It was time,” she said.",
	"DEATH AND TAXES; \n‖Voters weigh both.",
}

func TestHardCases(t *testing.T) {
	s := newSegmenter(t)
	for _, want := range hardCases {
		d := s.Segment(onrecord.Article{Text: strings.ReplaceAll(want, "‖", "")})
		if got := marked(d); got != normal(want) {
			t.Errorf("\n got %q\nwant %q", got, normal(want))
		}
	}
}

// marked writes the sentences with ‖ between and single spaces for gaps.
func marked(d nlp.Document) string {
	var parts []string
	for _, s := range d.Sentences {
		parts = append(parts, strings.Join(strings.Fields(s.Span.In(d.Text)), " "))
	}
	return strings.Join(parts, "‖")
}

func normal(want string) string {
	var parts []string
	for part := range strings.SplitSeq(want, "‖") {
		parts = append(parts, strings.Join(strings.Fields(part), " "))
	}
	return strings.Join(parts, "‖")
}

func TestTokens(t *testing.T) {
	s := newSegmenter(t)
	for _, c := range []struct{ rule, text, want string }{
		{"words", "The cat sat.", "The cat sat ."},
		{"abbreviation", "The U.S. and Gov. Roe at 9 a.m. today", "The U.S. and Gov. Roe at 9 a.m. today"},
		{"abbreviation, learned", "No. 5 is alive.", "No. 5 is alive ."},
		{"plain word", "He said no.", "He said no ."},
		{"clitic", "Trump's men don't say he’ll win", "Trump 's men don't say he ’ll win"},
		{"clitic after a stop", "the U.S.'s role in the 1990's", "the U.S. 's role in the 1990 's"},
		{"plural possessive", "the players’ union", "the players ’ union"},
		{"hyphen", "a self-described 10-year-old", "a self-described 10-year-old"},
		{"ampersand", "AT&T and Lark & Co. met", "AT&T and Lark & Co. met"},
		{"run", "Well... no -- never?! “…”", "Well ... no -- never ?! “ … ”"},
		{"typewriter", "``Yes,'' he said. ''No.''", "`` Yes , '' he said . '' No . ''"},
		{"typewriter with single", "''He said 'no'''", "'' He said ' no ' ''"},
		{"glued", "no information.The police left", "no information . The police left"},
		{"glued abbreviation", "Mr.Roe met St.John", "Mr. Roe met St. John"},
		{"glued clitic", "It is Roe's.The end", "It is Roe 's . The end"},
		{"glued mark", "the ‘half-houses’The city by O’Brien and De’Andre", "the ‘ half-houses ’ The city by O’Brien and De’Andre"},
		{"address", "see https://example.org/a?b=1. Or www.example.org", "see https://example.org/a?b=1 . Or www.example.org"},
		{"email", "write to a.roe@example.com", "write to a.roe@example.com"},
		{"handle", "@roe likes #bridges, not #2", "@roe likes #bridges , not # 2"},
		{"number", "$1,500.25 or 3.1%", "$ 1,500.25 or 3.1 %"},
		{"domain", "Example.com fell", "Example.com fell"},
		{"white space", "a\u00a0b\tc \n d", "a b c d"},
	} {
		d := s.Segment(onrecord.Article{Text: c.text})
		var words []string
		for i := range d.Tokens {
			words = append(words, d.Word(i))
		}
		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.rule, c.text, got, c.want)
		}
	}
}

func TestTokenKinds(t *testing.T) {
	s := newSegmenter(t)
	d := s.Segment(onrecord.Article{Text: "U.S. 's 2016 90s $ % “ … — ☃ @roe 1,000.5 é 中"})
	want := []nlp.TokenKind{nlp.Word, nlp.Word, nlp.Number, nlp.Word, nlp.Symbol, nlp.Punct, nlp.Punct, nlp.Punct, nlp.Punct, nlp.Symbol, nlp.Word, nlp.Number, nlp.Word, nlp.Word}
	i := 0
	for k := range d.Tokens {
		if d.Word(k) == "'" {
			continue
		}
		if i < len(want) && d.Tokens[k].Kind != want[i] {
			t.Errorf("%q is of kind %d, want %d", d.Word(k), d.Tokens[k].Kind, want[i])
		}
		i++
	}
}

func TestWrappedTextKeepsItsSentences(t *testing.T) {
	text := "The council of the small town by the river voted on\nMonday night to build a bridge that would carry cars,\nbuses and trams across the water. The vote was close,\nand Mayor Ada Finch had to break a tie. She said that\nthe town could not wait any longer.\n    Others disagreed, and said that it would cost more\nthan the town had ever spent on one single thing."
	d := newSegmenter(t).Segment(onrecord.Article{Text: text})
	if len(d.Sentences) != 4 || len(d.Paragraphs) != 2 {
		t.Errorf("%d sentences in %d paragraphs, want 4 in 2: %s", len(d.Sentences), len(d.Paragraphs), marked(d))
	}
}

func TestWeightsThatAreDamagedAreRefused(t *testing.T) {
	for _, bad := range []string{"bias", "bias\tx", "bias 1"} {
		if _, err := WithWeights([]byte(bad)); err == nil {
			t.Errorf("WithWeights(%q) gave no error", bad)
		}
	}
}

func FuzzSegment(f *testing.F) {
	s := newSegmenter(f)
	for _, c := range hardCases {
		f.Add(strings.ReplaceAll(c, "‖", ""))
	}
	for _, c := range []string{"", " ", "\n\n", "'''''", "''' '''", "a'''b", "...", ". . .", "a.B.C.The.X", "http://", "www.", "@@a#b", "\u0301a\u200d'\u0308'", "é\u2029b\u0085c", "a-\u0301b", "x’s’s’s", "1'2\"3", "0\u202f", "`‘`’'"} {
		f.Add(c)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		checkDocument(t, s.Segment(onrecord.Article{Text: text}))
	})
}

// checkDocument checks that the tokens tile the text, the sentences the tokens
// and the paragraphs the sentences.
func checkDocument(t *testing.T, d nlp.Document) {
	t.Helper()
	at := d.Lead
	if strings.TrimSpace(d.Text[:at]) != "" {
		t.Fatalf("Lead holds more than white space: %q", d.Text[:at])
	}
	for i, tok := range d.Tokens {
		end := tok.Span.End + tok.Trail
		if tok.Span.Start != at || tok.Span.Empty() || end > len(d.Text) || strings.TrimSpace(d.Text[tok.Span.End:end]) != "" {
			t.Fatalf("token %d %v does not tile %q", i, tok, d.Text)
		}
		if w := d.Word(i); w != strings.ToValidUTF8(w, "") && w != "\uFFFD" && !strings.Contains(w, "\uFFFD") {
			t.Fatalf("token %d is not on code-point boundaries in %q", i, d.Text)
		}
		if w := d.Word(i); strings.TrimSpace(w) != w {
			t.Fatalf("token %q has white space at its edge", w)
		}
		at = end
	}
	if at != len(d.Text) {
		t.Fatalf("tokens end at %d of %d", at, len(d.Text))
	}
	tok, sent := 0, 0
	for i, p := range d.Paragraphs {
		if p.First != sent || p.Last <= p.First {
			t.Fatalf("paragraph %d has sentences [%d, %d), want from %d", i, p.First, p.Last, sent)
		}
		first, last := d.Sentences[p.First], d.Sentences[p.Last-1]
		if p.Span != (onrecord.Span{Start: first.Span.Start, End: last.Span.End}) {
			t.Fatalf("paragraph %d has span %v", i, p.Span)
		}
		for ; sent < p.Last; sent++ {
			s := d.Sentences[sent]
			if s.First != tok || s.Last <= s.First || s.Paragraph != i || s.Last > len(d.Tokens) {
				t.Fatalf("sentence %d %+v does not follow token %d in paragraph %d", sent, s, tok, i)
			}
			if s.Span != (onrecord.Span{Start: d.Tokens[s.First].Span.Start, End: d.Tokens[s.Last-1].Span.End}) {
				t.Fatalf("sentence %d has span %v", sent, s.Span)
			}
			tok = s.Last
		}
	}
	if tok != len(d.Tokens) || sent != len(d.Sentences) {
		t.Fatalf("%d of %d tokens in sentences, %d of %d sentences in paragraphs", tok, len(d.Tokens), sent, len(d.Sentences))
	}
}

func TestHostileTextsTile(t *testing.T) {
	s := newSegmenter(t)
	for _, unit := range []string{".", "-", "'", "`", "?", "a.", "a-", "A.B", "…", "\n", " \n", ". ", "’", "a’s", "www.", "a.b/", "http://", "\u0301", "\u200d", "a.The", "@", "\"", "“", "—", "J. ", "no. "} {
		checkDocument(t, s.Segment(onrecord.Article{Text: strings.Repeat(unit, 100_000)}))
	}
}

func BenchmarkSegment(b *testing.B) {
	s := newSegmenter(b)
	text := strings.Repeat("“The U.S. won't wait,” Gov. Ann Harlow told reporters at 9 a.m. on Monday. "+
		"She had met Rep. Ned Flood, D-Calif., the night before. He didn't call it a victory — not yet.\n\n", 200)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		s.Segment(onrecord.Article{Text: text})
	}
}
