package eval

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord/eval/corpus"
	"github.com/onrecord/onrecord/eval/metric"
)

func TestBlocScoreCountsTypeAndValueInTheMentionsBloc(t *testing.T) {
	gold, err := collect(corpus.Blocs(strings.NewReader(
		`{"text_file": "a", "sentence": [0, 50], "bloc_mention": [10, 14], "is_bloc": true, "claims": [{"type": "size", "value": 12}, {"type": "member", "value": "the Sound's Isles"}]}
{"text_file": "a", "sentence": [60, 90], "bloc_mention": [70, 74], "is_bloc": false, "claims": []}`)))
	if err != nil {
		t.Fatal(err)
	}
	found := []foundBloc{
		{mention: metric.Range{Start: 9, End: 14}, claims: []foundClaim{
			{"size", plainValue("size", "12 nations"), metric.Range{Start: 2, End: 4}},
			{"member", plainValue("member", "Sound Isles"), metric.Range{Start: 20, End: 24}},
			{"leader", plainValue("leader", "Dr. Stone"), metric.Range{Start: 30, End: 34}},
			{"size", "9", metric.Range{Start: 95, End: 96}}}}, // in another sentence
		{mention: metric.Range{Start: 40, End: 44}, claims: []foundClaim{{"size", "7", metric.Range{Start: 40, End: 41}}}}, // another bloc
	}
	score := blocScore{claims: map[string]*metric.PRF{}}
	for _, g := range gold {
		score.add(g, found)
	}
	if score.is != (metric.Share{Part: 2, Whole: 2}) {
		t.Errorf("is it a bloc: %+v", score.is)
	}
	for kind, want := range map[string]metric.PRF{"size": {Hit: 1, Predicted: 1, Gold: 1}, "member": {Hit: 1, Predicted: 1, Gold: 1}, "leader": {Predicted: 1}} {
		if got := *score.of(kind); got != want {
			t.Errorf("%s: %+v, want %+v", kind, got, want)
		}
	}
}
