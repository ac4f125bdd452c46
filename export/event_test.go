package export

import (
	"testing"

	"github.com/onrecord/onrecord"
)

func TestEventOf(t *testing.T) {
	for _, c := range []struct {
		act      onrecord.Act
		modality onrecord.Modality
		want     Event
	}{
		{onrecord.ActThreat, onrecord.Asserted, Event{"THREATEN", "130"}},
		{onrecord.ActThreat, onrecord.Negated, Event{}},
		{onrecord.ActDenial, onrecord.Negated, Event{"", "016"}},
		{onrecord.ActRefusal, onrecord.Asserted, Event{"REJECT", "120"}},
		{onrecord.ActRefusal, onrecord.Negated, Event{"", "011"}},
		{onrecord.ActQuestion, onrecord.Asserted, Event{}},
		{"", "", Event{}},
	} {
		if got := EventOf(&onrecord.Statement{Act: c.act, Modality: c.modality}); got != c.want {
			t.Errorf("%s, %s: %v, want %v", c.act, c.modality, got, c.want)
		}
	}
}

func TestRowsHoldTerms(t *testing.T) {
	text := "Olsen vowed to shut the quay unless the owner pays, or if it rains."
	r := onrecord.Record{Article: onrecord.Article{Text: text}, Statements: []onrecord.Statement{{
		ID: "s1", Content: []onrecord.Span{{Start: 12, End: 66}}, Act: onrecord.ActThreat, Modality: onrecord.Asserted, Actor: "Olsen", Target: "owner",
		Conditions: []onrecord.Condition{{Clause: onrecord.Span{Start: 29, End: 50}}, {Clause: onrecord.Span{Start: 55, End: 66}}}}}}
	got := rows(nil, &r)[0]
	if got.Act != "threat" || got.Modality != "asserted" || got.Actor != "Olsen" || got.Target != "owner" || got.Plover != "THREATEN" || got.Cameo != "130" ||
		got.Conditions != "unless the owner pays … if it rains" || spansCell(got.ConditionSpans) != "29 50;55 66" {
		t.Errorf("%+v", got)
	}
}
