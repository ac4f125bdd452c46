package words

import "bytes"

// spell adds a word as it is compared: by the lexicon, by its endings, of which
// it may have so many ("shouldn't've"), or as it is.
func (s *scanner) spell(word []byte, start, end, endings int) {
	h := hashOf(word)
	if e, ok := s.lexicon.look(h); ok {
		for _, w := range e.words {
			s.say(w, start, end, e.number)
		}
		return
	}
	if endings > 0 {
		for _, e := range s.lexicon.endings {
			if stem, ok := bytes.CutSuffix(word, []byte(e.text)); ok && len(stem) > 0 {
				s.spell(stem, start, end, endings-1)
				s.add(e.word, start, end)
				return
			}
		}
	}
	if bytes.IndexByte(word, '\'') >= 0 {
		h = hashOf(bytes.ReplaceAll(word, []byte{'\''}, nil))
	}
	s.add(h, start, end)
}

// say adds a word, or a number word: "one hundred and five" is said without
// its "and" as well.
func (s *scanner) say(w uint32, start, end int, number bool) {
	if n := len(s.words); number && n-s.first >= 2 && s.words[n-1].Hash == s.lexicon.and &&
		(s.words[n-2].Hash == s.lexicon.hundred || s.words[n-2].Hash == s.lexicon.thousand) {
		s.words = s.words[:n-1]
	}
	s.add(w, start, end)
}

// number reads digits as they would be said: 65 is "60", "5", 2,500 is "2",
// "thousand", "5", "hundred". Years, digits with a zero in front and long ones
// are what they are.
func (s *scanner) number(i int) int {
	j, value, digits, comma := i, 0, 0, false
	for j < len(s.text) {
		if class[s.text[j]] == digit {
			value = min(value*10+int(s.text[j]-'0'), 1e10)
			digits++
			j++
			continue
		}
		if s.text[j] != ',' || !s.group(j+1) || digits > 3 && !comma {
			break
		}
		comma = true
		j++
	}
	end, ordinal := j, false
	if j+2 <= len(s.text) && (j+2 == len(s.text) || class[s.text[j+2]] == other) {
		switch lowerASCII(s.text[j : j+2]) {
		case "st", "nd", "rd", "th":
			end, ordinal = j+2, true
		}
	}
	if decade := j < len(s.text) && s.text[j] == 's' && (j+1 == len(s.text) || class[s.text[j+1]] == other); decade || s.asWritten(i, j, value, comma) {
		if decade {
			end = j + 1
		}
		s.add(hash(lowerASCII(s.text[i:end])), i, end)
		return end
	}
	s.amount(value, i, end, ordinal)
	if !ordinal && end+1 < len(s.text) && s.text[end] == '.' && class[s.text[end+1]] == digit {
		s.add(s.lexicon.point, end, end+1)
		return end + 1
	}
	return end
}

// group tells whether three digits and no more stand at i.
func (s *scanner) group(i int) bool {
	if i+3 > len(s.text) {
		return false
	}
	for j := i; j < i+3; j++ {
		if class[s.text[j]] != digit {
			return false
		}
	}
	return i+3 == len(s.text) || class[s.text[i+3]] != digit
}

// asWritten tells a number that nobody would say as an amount.
func (s *scanner) asWritten(i, j, value int, comma bool) bool {
	year := !comma && value >= 1100 && value < 2100
	return year || value >= 1e9 || s.text[i] == '0' && j > i+1
}

// amount adds the words of a number below a thousand million.
func (s *scanner) amount(n, start, end int, ordinal bool) {
	if n >= 1000 {
		power, name := 1000, s.lexicon.thousand
		if n >= 1e6 {
			power, name = 1e6, s.lexicon.million
		}
		s.amount(n/power, start, end, false)
		s.add(name, start, end)
		if n %= power; n > 0 {
			s.amount(n, start, end, ordinal)
		}
		return
	}
	if n >= 100 {
		s.say(s.lexicon.small[n/100], start, end, true)
		s.add(s.lexicon.hundred, start, end)
		if n %= 100; n == 0 {
			return
		}
	}
	if n > 20 && n%10 > 0 {
		s.say(s.lexicon.small[n-n%10], start, end, true)
		n %= 10
	}
	if ordinal {
		s.say(s.lexicon.ordinals[n], start, end, true)
		return
	}
	s.say(s.lexicon.small[n], start, end, true)
}
