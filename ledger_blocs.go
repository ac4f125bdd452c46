package onrecord

// BlocFigure is what a list shows of a bloc.
type BlocFigure struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	Articles int    `json:"articles"` // that speak of it
}

// BlocProfile is what all articles claim of one bloc. It says who claimed what
// and never what is so.
type BlocProfile struct {
	BlocFigure
	Names     []string      `json:"names,omitempty"`  // others by which articles call it
	Claims    []FoundClaim  `json:"claims"`           // by day, those of no day last
	More      bool          `json:"more,omitempty"`   // there are older ones than Claims
	Disputes  []BlocDispute `json:"disputes"`         // what cannot both be so, as it stands
	Namesakes []BlocFigure  `json:"others,omitempty"` // other blocs that the name fits
}

// FoundClaim is a claim with the place where it stands.
type FoundClaim struct {
	Type        BlocClaimType `json:"type"`
	Value       string        `json:"value"`
	Approximate bool          `json:"approximate,omitempty"`
	ClaimedBy   string        `json:"claimed_by"`          // "" for the article itself
	Condition   string        `json:"condition,omitempty"` // the words of the clause that it hangs on
	Statement   string        `json:"statement,omitempty"` // ID of the statement that makes it
	Text        string        `json:"text"`                // the words around it
	Article     Heading       `json:"article"`
}

// BlocDispute is two claims of one bloc from two articles that do not go
// together. It is no verdict: either may be right, or both at its own hour.
type BlocDispute struct {
	By    string     `json:"by"` // "size" or "membership"
	Then  FoundClaim `json:"then"`
	Later FoundClaim `json:"later"`
}
