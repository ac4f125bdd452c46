package verify

import (
	"strconv"
	"strings"
)

// numeralKind is a word's part in a number spelt out.
type numeralKind string

const (
	unit      numeralKind = "unit"
	teen      numeralKind = "teen"
	ten       numeralKind = "ten"
	hundred   numeralKind = "hundred"
	magnitude numeralKind = "magnitude"
	digits    numeralKind = "digits"
)

// numeral is a word that is a number, or a part of one.
type numeral struct {
	value   int64
	kind    numeralKind
	ordinal bool
}

// numeral reads a word's normal form: a number word, or digits with commas, a
// decimal point and "st", "nd", "rd", "th". Decimals are given in the fraction.
func (l *lexicon) numeral(form string) (n numeral, fraction string, ok bool) {
	if n, ok := l.numbers[form]; ok {
		return n, "", true
	}
	if form == "" || form[0] < '0' || form[0] > '9' {
		return numeral{}, "", false
	}
	form = strings.TrimSuffix(form, ":00") // 9:00 a.m.
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if cut, ok := strings.CutSuffix(form, suffix); ok {
			form, n.ordinal = cut, true
			break
		}
	}
	whole, fraction, _ := strings.Cut(strings.ReplaceAll(form, ",", ""), ".")
	value, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || value > 1e15 || strings.Trim(fraction, "0123456789") != "" {
		return numeral{}, "", false
	}
	return numeral{value, digits, n.ordinal}, strings.TrimRight(fraction, "0"), true
}

// numberAt reads the number that begins at raws[i], in digits or words, and
// tells how many of them it takes; 0 where none begins there. Words are joined
// where only white space or a hyphen parts them: "sixty-five", "2.2 billion",
// "one hundred and five".
func (l *lexicon) numberAt(raws []raw, i int) (canon string, taken int) {
	var total, part int64
	var fraction string
	var last numeralKind
	k := i
	for ; k < len(raws); k++ {
		if k > i && !raws[k].tight {
			break
		}
		if raws[k].norm == "and" && last == hundred && k+1 < len(raws) && raws[k+1].tight {
			if n, _, ok := l.numeral(raws[k+1].norm); ok && n.kind != digits && n.kind != hundred && n.kind != magnitude {
				continue
			}
			break
		}
		n, decimals, ok := l.numeral(raws[k].norm)
		if !ok || !follows(last, n.kind) {
			break
		}
		switch n.kind {
		case digits:
			part, fraction = n.value, decimals
		case hundred:
			part = max(part, 1) * n.value
		case magnitude:
			if fraction != "" {
				part, fraction = scaled(part, fraction, n.value), ""
			} else {
				part = max(part, 1) * n.value
			}
			total, part = total+part, 0
		default:
			part += n.value
		}
		last = n.kind
		if n.ordinal {
			return "#" + strconv.FormatInt(total+part, 10) + "th", k + 1 - i
		}
		if total > 1e15 || part > 1e15 {
			k++
			break
		}
	}
	if k == i {
		return "", 0
	}
	canon = "#" + strconv.FormatInt(total+part, 10)
	if fraction != "" {
		canon += "." + fraction
	}
	return canon, k - i
}

// follows tells whether a numeral of one kind may come after one of another
// within the same number.
func follows(last, next numeralKind) bool {
	switch next {
	case digits:
		return last == ""
	case unit:
		return last == "" || last == ten || last == hundred || last == magnitude
	case teen, ten:
		return last == "" || last == hundred || last == magnitude
	case hundred:
		return last == "" || last == unit || last == teen
	}
	return last != magnitude
}

// scaled is whole.fraction times the magnitude.
func scaled(whole int64, fraction string, by int64) int64 {
	part := int64(0)
	for scale, i := by/10, 0; i < len(fraction) && scale > 0; scale, i = scale/10, i+1 {
		part += int64(fraction[i]-'0') * scale
	}
	if whole > 1e6 {
		whole = 1e6
	}
	return whole*by + part
}
