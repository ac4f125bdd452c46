package onrecord

// Mention is a place in the text with its words.
type Mention struct {
	Text string
	Span Span
}

// Act is what somebody does by saying something.
type Act string

// The acts. Advice is a demand; OtherAct is what fits none.
const (
	ActClaim      Act = "claim"
	ActDenial     Act = "denial"
	ActPromise    Act = "promise"
	ActOffer      Act = "offer"
	ActThreat     Act = "threat"
	ActDemand     Act = "demand"
	ActRequest    Act = "request"
	ActRefusal    Act = "refusal"
	ActAcceptance Act = "acceptance"
	ActSupport    Act = "support"
	ActAccusation Act = "accusation"
	ActPrediction Act = "prediction"
	ActQuestion   Act = "question"
	ActPlan       Act = "plan"
	ActOrder      Act = "order"
	ActOther      Act = "other"
)

// Modality is how a statement is reported.
type Modality string

// The modalities. A refusal to act is asserted; words not said ("declined to
// comment") and what is denied are negated.
const (
	Asserted          Modality = "asserted"
	Hypothetical      Modality = "hypothetical"
	Negated           Modality = "negated"
	ReportedUncertain Modality = "reported_uncertain"
)

// ConditionKind is what the marker of a condition says.
type ConditionKind string

// The kinds of conditions.
const (
	ConditionIf         ConditionKind = "if"
	ConditionOnlyIf     ConditionKind = "only_if"
	ConditionUnless     ConditionKind = "unless"
	ConditionProvided   ConditionKind = "provided"
	ConditionAsLongAs   ConditionKind = "as_long_as"
	ConditionUntil      ConditionKind = "until"
	ConditionWhether    ConditionKind = "whether"
	ConditionInExchange ConditionKind = "in_exchange"
	ConditionOther      ConditionKind = "other"
)

// Condition is a term on which a statement, or what it promises, stands.
type Condition struct {
	Marker      Span
	Clause      Span   // with its marker, without punctuation and quotation marks at its edges
	Consequence []Span // what holds if; empty where it is not said
	Kind        ConditionKind
	Flag        string // concessive, anaphoric or causal, or ""
	Rule        string // how it was found
}

// BlocClaimType is what is claimed of a bloc.
type BlocClaimType string

// The types of claims.
const (
	BlocSize              BlocClaimType = "size"
	BlocMember            BlocClaimType = "member"
	BlocProspectiveMember BlocClaimType = "prospective_member"
	BlocFormerMember      BlocClaimType = "former_member"
	BlocRefusedMember     BlocClaimType = "refused_member"
	BlocLeader            BlocClaimType = "leader"
	BlocOpponent          BlocClaimType = "opponent"
	BlocPurpose           BlocClaimType = "purpose"
)

// Bloc is a coalition, alliance, union, treaty or group of countries, in one
// sentence, with what is claimed of it there.
type Bloc struct {
	Name    string // the fullest name in the article, or the mention's words
	Entity  string // an Entity's ID, or ""
	Key     string // the same in every article, for all names of one bloc
	Mention Span   // the head name, without size and leader
	Claims  []BlocClaim
	Rule    string // how it was told to be a bloc
}

// BlocClaim is one thing said of a bloc.
type BlocClaim struct {
	Type        BlocClaimType
	Value       string // a number in figures for a size, else a name or words
	Span        Span
	Condition   *Span  // the clause that it hangs on, or nil
	Statement   string // ID of the statement that makes it, or ""
	ClaimedBy   string // that statement's speaker, or "" for the article itself
	Approximate bool   // more than, some, nearly
	Rule        string
}
