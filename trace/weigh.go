package trace

import "math"

// repeated is how many bits the belief that words were said keeps beyond what
// tells apart the transcripts that hold them, two less for each doubling of
// these: a speech may be given several times, not hundreds.
const repeated = 16

// mostDoubt is how many bits a day that does not fit takes from that belief: it may be wrong.
const mostDoubt = -10

// confidence turns bits into a probability.
func confidence(bits float64) float64 {
	return 1 / (1 + math.Exp2(-(bits-doubt)/4))
}

// doubt is how many bits of evidence it takes until a candidate is as likely
// as not: most of what newspapers quote is in no index.
const doubt = 10

// tooLate weighs that a transcript is of days after the article: nobody quotes
// what is still to be said, but days are wrong now and then.
const tooLate = -40

// dayBits weighs the days between a transcript and the article: how much
// likelier they are than by chance, as bits.
func (x *Index) dayBits(r ref, article int32) float64 {
	day := x.doc(r).day
	if day == unknownDay || article == unknownDay || len(x.days) == 0 {
		return 0
	}
	// By chance a transcript is of any day from the first to the last.
	chance := 1 / float64(x.days[len(x.days)-1].day-x.days[0].day+30)
	var share float64 // of the quotations in news, for one day
	switch after := int(article) - int(day); {
	case after < -3:
		return tooLate
	case after < 0:
		share = 0.01
	case after <= 1:
		share = 0.2
	case after <= 4:
		share = 0.04
	case after <= 30:
		share = 0.003
	default:
		share = 0.3 * chance
	}
	return math.Log2(share / chance)
}

// speakerBits weighs whether those to whom the article gives the quotations that
// were found speak in the transcript.
func (x *Index) speakerBits(q *query, r ref, found func(quote int) bool) float64 {
	most, least := 0.0, 0.0
	for i := range q.quotes {
		name := q.quotes[i].name
		if name == 0 || !found(i) {
			continue
		}
		speaks, known := x.speaks(r, name)
		switch {
		case speaks:
			most = max(most, math.Log2(0.9*float64(x.named+1)/float64(x.names[name])))
		case known:
			least = -2.5
		}
	}
	if most > 0 {
		return min(8, most)
	}
	return least
}
