package onrecord

// The types below are the JSON form of terms and blocs, with spans in code
// points.
type (
	jsonMention struct {
		Text string   `json:"text"`
		Span jsonSpan `json:"span"`
	}

	jsonCondition struct {
		Marker      jsonSpan      `json:"marker"`
		Clause      jsonSpan      `json:"clause"`
		Consequence []jsonSpan    `json:"consequence"`
		Kind        ConditionKind `json:"kind"`
		Flag        string        `json:"flag,omitempty"`
		Concessive  bool          `json:"concessive,omitempty"` // the flag, for those who only leave "even if" out
		Rule        string        `json:"rule,omitempty"`
	}

	jsonBloc struct {
		Name    string          `json:"name"`
		Entity  string          `json:"entity,omitempty"`
		Key     string          `json:"key,omitempty"`
		Mention jsonSpan        `json:"mention"`
		Claims  []jsonBlocClaim `json:"claims"`
		Rule    string          `json:"rule,omitempty"`
	}

	jsonBlocClaim struct {
		Type        BlocClaimType `json:"type"`
		Value       string        `json:"value"`
		Span        jsonSpan      `json:"span"`
		Condition   *jsonSpan     `json:"condition,omitempty"`
		Statement   string        `json:"statement,omitempty"`
		ClaimedBy   string        `json:"claimed_by"`
		Approximate bool          `json:"approximate"`
		Rule        string        `json:"rule,omitempty"`
	}
)

func publishMention(p *Points, m *Mention) *jsonMention {
	if m == nil {
		return nil
	}
	return &jsonMention{m.Text, p.span(m.Span)}
}

func publishConditions(p *Points, in []Condition) []jsonCondition {
	out := make([]jsonCondition, 0, len(in))
	for _, c := range in {
		out = append(out, jsonCondition{p.span(c.Marker), p.span(c.Clause), p.spans(c.Consequence), c.Kind, c.Flag, c.Flag == "concessive", c.Rule})
	}
	return out
}

func publishBlocs(p *Points, in []Bloc) []jsonBloc {
	out := make([]jsonBloc, 0, len(in))
	for _, b := range in {
		j := jsonBloc{Name: b.Name, Entity: b.Entity, Key: b.Key, Mention: p.span(b.Mention), Claims: make([]jsonBlocClaim, 0, len(b.Claims)), Rule: b.Rule}
		for _, c := range b.Claims {
			claim := jsonBlocClaim{Type: c.Type, Value: c.Value, Span: p.span(c.Span), Statement: c.Statement, ClaimedBy: c.ClaimedBy, Approximate: c.Approximate, Rule: c.Rule}
			if c.Condition != nil {
				s := p.span(*c.Condition)
				claim.Condition = &s
			}
			j.Claims = append(j.Claims, claim)
		}
		out = append(out, j)
	}
	return out
}

func (b *byteIndex) mention(m *jsonMention) *Mention {
	if m == nil {
		return nil
	}
	return &Mention{m.Text, b.span(m.Span)}
}

func (b *byteIndex) conditions(in []jsonCondition) []Condition {
	var out []Condition
	for _, c := range in {
		out = append(out, Condition{b.span(c.Marker), b.span(c.Clause), b.spans(c.Consequence), c.Kind, c.Flag, c.Rule})
	}
	return out
}

func (b *byteIndex) blocs(in []jsonBloc) []Bloc {
	var out []Bloc
	for _, j := range in {
		bloc := Bloc{Name: j.Name, Entity: j.Entity, Key: j.Key, Mention: b.span(j.Mention), Rule: j.Rule}
		for _, c := range j.Claims {
			claim := BlocClaim{Type: c.Type, Value: c.Value, Span: b.span(c.Span), Statement: c.Statement, ClaimedBy: c.ClaimedBy, Approximate: c.Approximate, Rule: c.Rule}
			if c.Condition != nil {
				s := b.span(*c.Condition)
				claim.Condition = &s
			}
			bloc.Claims = append(bloc.Claims, claim)
		}
		out = append(out, bloc)
	}
	return out
}

// given is list turned round: nothing is nil.
func given(s []string) []string {
	if len(s) == 0 {
		return nil
	}
	return s
}
