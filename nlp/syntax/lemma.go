package syntax

import "strings"

// irregular gives the base of verbs that do not follow the rules.
var irregular = map[string]string{"said": "say", "says": "say", "told": "tell", "thought": "think", "knew": "know",
	"known": "know", "wrote": "write", "written": "write", "saw": "see", "seen": "see", "found": "find", "felt": "feel",
	"made": "make", "gave": "give", "given": "give", "went": "go", "gone": "go", "goes": "go", "took": "take", "taken": "take", "heard": "hear",
	"spoke": "speak", "spoken": "speak", "sought": "seek", "held": "hold", "read": "read", "put": "put", "meant": "mean",
	"swore": "swear", "sworn": "swear", "understood": "understand", "began": "begin", "begun": "begin", "kept": "keep",
	"drew": "draw", "drawn": "draw", "got": "get", "came": "come", "left": "leave", "sent": "send", "shown": "show",
	"forgot": "forget", "foresaw": "foresee", "had": "have", "has": "have", "did": "do", "does": "do", "done": "do",
	"was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "am": "be", "being": "be", "laid": "lay",
	"brought": "bring", "chose": "choose", "chosen": "choose", "led": "lead", "lost": "lose", "won": "win", "ran": "run", "met": "meet", "paid": "pay", "set": "set"}

// Lemma is a rough base form of a verb: the same for all its forms, and not
// always a word.
func Lemma(low string, tag Tag) string {
	if base, ok := irregular[low]; ok {
		return silent(base)
	}
	switch tag {
	case Pres3:
		switch {
		case strings.HasSuffix(low, "ies") && len(low) > 4:
			return low[:len(low)-3] + "y"
		case strings.HasSuffix(low, "sses") || strings.HasSuffix(low, "shes") || strings.HasSuffix(low, "ches"):
			return low[:len(low)-2]
		}
		return silent(strings.TrimSuffix(low, "s"))
	case Past, Perf:
		if strings.HasSuffix(low, "ied") && len(low) > 4 {
			return low[:len(low)-3] + "y"
		}
		if strings.HasSuffix(low, "ed") && len(low) > 3 {
			return silent(single(low[:len(low)-2]))
		}
	case Gerund:
		if strings.HasSuffix(low, "ing") && len(low) > 4 {
			return silent(single(low[:len(low)-3]))
		}
	}
	return silent(low)
}

// silent takes off a silent e, so that "announce" and "announc-ed" agree.
func silent(s string) string {
	if len(s) > 3 {
		return strings.TrimSuffix(s, "e")
	}
	return s
}

// single undoes a doubled consonant: "admitt-ed".
func single(s string) string {
	n := len(s)
	if n > 3 && s[n-1] == s[n-2] && !strings.ContainsRune("lsze", rune(s[n-1])) {
		return s[:n-1]
	}
	return s
}
