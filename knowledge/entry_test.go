package knowledge

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// directory is the embedded one with a user's lines.
func directory(t testing.TB, lines ...string) *Directory {
	t.Helper()
	d, err := New(strings.NewReader(strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// names are the entries' names, for comparing.
func namesOf(entries []*Entry) string {
	var out []string
	for _, e := range entries {
		out = append(out, e.Name)
	}
	return strings.Join(out, "; ")
}

func TestHolder(t *testing.T) {
	d := directory(t)
	for _, c := range []struct{ title, country, day, want string }{
		{"president", "US", "2015-11-24", "Barack Obama"},
		{"President", "US", "2017-01-20", "Barack Obama; Donald Trump"}, // a day of handing over
		{"president", "US", "2024", "Joe Biden"},
		{"president", "US", "2016-11-08T10:00:00Z", "Barack Obama"},
		{"president", "US", "", ""},
		{"US President", "", "2003-03-20", "George W. Bush"},
		{"President of the United States", "", "1998-01-01", "Bill Clinton"},
		{"US President", "FR", "2003-03-20", ""},
		{"vice president", "US", "2012-06-01", "Joe Biden"},
		{"secretary of state", "US", "2014-06-01", "John Kerry"},
		{"Defense Secretary", "US", "2014-06-01", "Chuck Hagel"},
		{"Secretary of Defence", "US", "2014-06-01", "Chuck Hagel"},
		{"Prime Minister", "GB", "2011-02-03", "David Cameron"},
		{"British prime minister", "", "2018-02-03", "Theresa May"},
		{"the UK's Prime Minister", "", "2018-02-03", "Theresa May"},
		{"foreign minister", "RU", "2015-09-30", "Sergei Lavrov"},
		{"Minister of Foreign Affairs", "RU", "2015-09-30", "Sergei Lavrov"},
		{"External Affairs Minister", "IN", "2016-02-01", "Sushma Swaraj"},
		{"chancellor", "DE", "2015-09-04", "Angela Merkel"},
		{"UN Secretary-General", "", "2012-05-01", "Ban Ki-moon"},
		{"UN chief", "", "2012-05-01", "Ban Ki-moon"},
		{"NATO Secretary General", "", "2016-05-01", "Jens Stoltenberg"},
		{"Florida Governor", "US", "2016-05-01", "Rick Scott"},
		{"Governor of Florida", "US", "2020-05-01", "Ron DeSantis"},
		{"Georgia Gov.", "US", "2020-05-01", "Brian Kemp"},
		{"West Virginia Sen.", "US", "2016-05-01", "Joe Manchin; Shelley Moore Capito"},
		{"Virginia Sen.", "US", "2016-05-01", "Mark Warner; Tim Kaine"},
		{"Texas Sen.", "US", "2016-05-01", "John Cornyn; Ted Cruz"},
		{"President of Georgia", "GE", "2008-08-08", "Mikheil Saakashvili"},
		{"South Korean President", "", "2014-04-16", "Park Geun-hye"},
		{"pope", "", "2015-06-01", "Pope Francis"},
		{"president-elect", "US", "2016-12-01", "Donald Trump"},
		{"", "US", "2016-12-01", ""},
		{"the", "US", "2016-12-01", ""},
	} {
		if got := namesOf(d.Holder(c.title, c.country, c.day)); got != c.want {
			t.Errorf("Holder(%q, %q, %q) is %q, not %q", c.title, c.country, c.day, got, c.want)
		}
	}
}

func TestHolding(t *testing.T) {
	d := directory(t)
	for _, c := range []struct{ surname, title, country, day, want string }{
		{"Obama", "President", "US", "2015-11-24", "Barack Obama"},
		{"Obama", "President", "", "", "Barack Obama"},
		{"Obama", "President", "US", "2018-01-01", ""},
		{"Obama", "Sen.", "", "2007-01-01", "Barack Obama"},
		{"Obama", "Illinois Senator", "", "2007-01-01", "Barack Obama"},
		{"Obama", "Texas Senator", "", "2007-01-01", ""},
		{"Biden", "President", "US", "2015-11-24", ""}, // a vice president is none
		{"Biden", "Vice-President", "US", "2015-11-24", "Joe Biden"},
		{"Clinton", "President", "", "1999", "Bill Clinton"},
		{"Clinton", "Secretary of State", "", "2010", "Hillary Clinton"},
		{"Clinton", "Democratic presidential candidate", "", "2016-10-01", "Hillary Clinton"},
		{"Assad", "President", "SY", "2015-01-01", "Bashar al-Assad"},
		{"al-Assad", "Syrian President", "", "2015-01-01", "Bashar al-Assad"},
		{"de Blasio", "Mayor", "US", "2015-01-01", "Bill de Blasio"},
		{"De Blasio", "New York Mayor", "US", "2015-01-01", "Bill de Blasio"},
		{"Kim", "North Korean leader", "", "2015-01-01", "Kim Jong-un"},
		{"Jong-un", "leader", "KP", "2015-01-01", ""},
		{"Xi", "President", "CN", "2015-01-01", "Xi Jinping"},
		{"Erdogan", "Turkish President", "", "2016-07-16", "Recep Tayyip Erdoğan"},
		{"Cruz", "Sen.", "US", "2016-01-01", "Ted Cruz"},
		{"Cruz", "Republican U.S. Sen.", "", "2016-01-01", "Ted Cruz"},
		{"Cruz", "Sens.", "", "2016-01-01", "Ted Cruz"},
		{"Earnest", "White House Press Secretary", "", "2016-01-01", "Josh Earnest"},
		{"Earnest", "White House spokesman", "US", "2016-01-01", "Josh Earnest"},
		{"Peskov", "Kremlin spokesman", "", "2016-01-01", "Dmitry Peskov"},
		{"Comey", "FBI Director", "US", "2016-07-05", "James Comey"},
		{"Nobody", "President", "", "", ""},
		{"", "President", "", "", ""},
	} {
		if got := namesOf(d.Holding(c.surname, c.title, c.country, c.day)); got != c.want {
			t.Errorf("Holding(%q, %q, %q, %q) is %q, not %q", c.surname, c.title, c.country, c.day, got, c.want)
		}
	}
}

func TestNamed(t *testing.T) {
	d := directory(t)
	for name, want := range map[string]string{
		"Barack Obama": "Q76", "Barack H. Obama": "Q76", "Barack H Obama": "Q76",
		"UN": "Q1065", "U.N.": "Q1065", "the U.N.": "Q1065", "The United Nations": "Q1065",
		"Daesh": "Q2429253", "Da’esh": "Q2429253", "Islamic State of Iraq and Syria": "Q2429253",
		"France": "Q142", "the United States": "Q30", "U.S.": "Q30", "USA": "Q30",
		"J.D. Vance": "person:jd-vance", "J. D. Vance": "person:jd-vance", "JD Vance": "person:jd-vance",
		"O’Malley": "", "Obama": "", "Barack": "", "barack obama": "", "": "", "the": "", ".": "", "is": "", "un": "",
	} {
		got := ""
		for _, e := range d.Named(name) {
			got += e.ID
		}
		if got != want {
			t.Errorf("Named(%q) is %q, not %q", name, got, want)
		}
	}
}

func TestCovers(t *testing.T) {
	term := Tenure{From: "2009-01-20", To: "2017-01"}
	for day, want := range map[string]bool{"": false, "2009": true, "2009-01": true, "2009-01-19": false, "2009-01-20": true,
		"2017-01-31": true, "2017-02-01": false, "2017": true, "2018": false, "2015-11-24T00:00:00+02:00": true} {
		if got := term.Covers(day); got != want {
			t.Errorf("%q: %v", day, got)
		}
	}
	if !(Tenure{}).Covers("1066") {
		t.Error("an open tenure covers every day")
	}
}

func TestSeat(t *testing.T) {
	d := directory(t)
	for name, want := range map[string]string{"Moscow": "RU government", "the Kremlin": "RU organisation", "White House": "US organisation",
		"Pentagon": "US organisation", "Whitehall": "GB government", "No 10": "GB organisation", "No. 10": "GB organisation",
		"Quai d’Orsay": "FR organisation", "Malacañang": "PH organisation", "Springfield": "none"} {
		c, organisation, ok := d.Seat(name)
		got := c.Code + " government"
		if organisation {
			got = c.Code + " organisation"
		}
		if !ok {
			got = "none"
		}
		if got != want {
			t.Errorf("%s is %s, not %s", name, got, want)
		}
	}
	if c, ok := d.Country("France"); !ok || c.Wikidata != "Q142" {
		t.Errorf("France is %v", c)
	}
}

// A user's lines add what they say to what is known, and are found like it.
func TestUsersLines(t *testing.T) {
	d := directory(t,
		"\ufeff"+`{"id":"Q76","names":["Barry Obama"],"kind":"person","country":"KE","roles":[{"title":"Chairman of the Harbour Board","short":"chairman","from":"2030-01"}]}`,
		"",
		`{"id":"x:1","names":["Harbour Board","H.B."],"kind":"organization","country":"GB"}`,
		`{"id":"x:1","names":["The Board of the Harbour"],"kind":"organization","wikidata":"Q5"}`,
		`{ "id": "x:2", "names": ["Mononym"], "kind": "person", "surname": ["Nym", "Mono"], "roles": [ {"title": "Mayor of Sm\u00e5", "country": "NO"} ] }`,
	)
	e := d.Named("Barry Obama")
	if len(e) != 1 || e[0].Name != "Barack Obama" || e[0].Wikidata != "Q76" || e[0].Country != "KE" {
		t.Errorf("Barry Obama is %+v", e)
	}
	if got := namesOf(d.Holding("Obama", "Chairman", "", "2031")); got != "Barack Obama" {
		t.Errorf("the chairman is %q", got)
	}
	if got := namesOf(d.Holding("Obama", "President", "US", "2015")); got != "Barack Obama" {
		t.Errorf("the president is %q", got)
	}
	if e := d.Named("HB"); len(e) != 1 || e[0].Wikidata != "Q5" || e[0].Country != "GB" || len(e[0].Names) != 3 {
		t.Errorf("H.B. is %+v", e)
	}
	if len(d.Named("Mononym")) != 0 || namesOf(d.Holding("Mono", "Mayor of Små", "NO", "")) != "Mononym" {
		t.Error("a person of one word is found by surname and office alone")
	}
	for _, e := range directory(t).Named("Barack Obama") {
		if e.Country != "US" || len(e.Names) != 3 || e.Kind != onrecord.Person {
			t.Errorf("another directory was changed: %+v", e)
		}
	}
}
