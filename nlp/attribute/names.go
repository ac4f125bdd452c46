package attribute

// The names of tags and relations in features.
var tagNames = [...]string{"CC", "CD", "DT", "EX", "IN", "JJ", "MD", "NN", "NNS", "NNP", "POS", "PRP", "PRP$", "RB", "RP",
	"TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WRB", "X", "M", "COMMA", "STOP", "QUOT", "NONE"}

var relNames = [...]string{"mod", "subject", "object", "comp", "open", "advcl", "acl", "nmod", "appos", "conjunct", "parataxis",
	"marker", "case", "aux", "root"}
