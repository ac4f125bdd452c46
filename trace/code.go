package trace

// End-tagged dense code: a number is written in digits to the base of 128,
// and the last byte of each has its top bit set. Numbers below 128 take one byte, the
// 16,384 after them two.

// endOfDoc is the number that stands before and after each transcript in a
// segment's row of words; no word has it.
const endOfDoc = 0

const tag = 0x80

// appendCode writes a number.
func appendCode(dst []byte, n uint32) []byte {
	switch {
	case n < 1<<7:
		return append(dst, tag|byte(n))
	case n < 1<<7+1<<14:
		n -= 1 << 7
		return append(dst, byte(n>>7), tag|byte(n&0x7f))
	case n < 1<<7+1<<14+1<<21:
		n -= 1<<7 + 1<<14
		return append(dst, byte(n>>14), byte(n>>7&0x7f), tag|byte(n&0x7f))
	}
	n -= 1<<7 + 1<<14 + 1<<21
	return append(dst, byte(n>>21&0x7f), byte(n>>14&0x7f), byte(n>>7&0x7f), tag|byte(n&0x7f))
}

// largestCode is one more than the largest number that can be written.
const largestCode = 1<<7 + 1<<14 + 1<<21 + 1<<28

// next reads the number at i and gives where the next one starts. At the end
// of the row, or where it is damaged, it is the end of a transcript.
func next(row []byte, i int) (n uint32, after int) {
	if i >= len(row) {
		return endOfDoc, i
	}
	c := row[i]
	if c >= tag {
		return uint32(c & 0x7f), i + 1
	}
	n = uint32(c)
	base := uint32(0)
	for j := i + 1; j < len(row) && j < i+4; j++ {
		c = row[j]
		base = base<<7 + 1<<7
		n = n<<7 | uint32(c&0x7f)
		if c >= tag {
			return n + base, j + 1
		}
	}
	return endOfDoc, len(row)
}

// before gives where the number starts that ends at i, or -1 where none does.
func before(row []byte, i int) int {
	if i <= 0 || i > len(row) || row[i-1] < tag {
		return -1
	}
	j := i - 1
	for j > 0 && j > i-4 && row[j-1] < tag {
		j--
	}
	return j
}
