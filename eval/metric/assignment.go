package metric

import "math"

// assign pairs rows with columns one-to-one so that the sum of the pairs'
// weights is the greatest, and gives that sum. Weights are not negative, rows
// are of one length. It is the Hungarian algorithm (Kuhn 1955, Munkres 1957)
// in its form with potentials: each row in turn is brought in along the
// cheapest path that re-pairs the rows before it. Time grows with the square of
// the rows times the columns.
func assign(weights [][]float64) float64 {
	if len(weights) == 0 || len(weights[0]) == 0 {
		return 0
	}
	if len(weights) > len(weights[0]) {
		weights = transposed(weights)
	}
	rows, columns := len(weights), len(weights[0])
	m := matching{
		weights: weights, rowPrice: make([]float64, rows+1), columnPrice: make([]float64, columns+1),
		rowOf: make([]int, columns+1),
	}
	for row := 1; row <= rows; row++ {
		m.bringIn(row)
	}
	sum := 0.0
	for column, row := range m.rowOf[1:] {
		if row > 0 {
			sum += weights[row-1][column]
		}
	}
	return sum
}

// matching is a pairing that grows by one row at a time. Rows and columns count
// from 1; column 0 holds the row that is being brought in.
type matching struct {
	weights     [][]float64
	rowPrice    []float64
	columnPrice []float64
	rowOf       []int // the row that a column is paired with, or 0
}

func (m *matching) bringIn(row int) {
	n := len(m.rowOf)
	m.rowOf[0] = row
	least, from, used := make([]float64, n), make([]int, n), make([]bool, n)
	for j := range least {
		least[j] = math.Inf(1)
	}
	column := 0
	for m.rowOf[column] != 0 {
		column = m.extend(column, least, from, used)
	}
	for column != 0 {
		m.rowOf[column] = m.rowOf[from[column]]
		column = from[column]
	}
}

// extend makes a column part of the tree of cheapest paths, moves the prices
// until a new column can be reached for nothing, and gives that column.
func (m *matching) extend(column int, least []float64, from []int, used []bool) int {
	used[column] = true
	row, next, step := m.rowOf[column], 0, math.Inf(1)
	for j := 1; j < len(used); j++ {
		if used[j] {
			continue
		}
		if cost := -m.weights[row-1][j-1] - m.rowPrice[row] - m.columnPrice[j]; cost < least[j] {
			least[j], from[j] = cost, column
		}
		if least[j] < step {
			next, step = j, least[j]
		}
	}
	for j := range used {
		if used[j] {
			m.rowPrice[m.rowOf[j]] += step
			m.columnPrice[j] -= step
		} else {
			least[j] -= step
		}
	}
	return next
}

func transposed(in [][]float64) [][]float64 {
	out := make([][]float64, len(in[0]))
	for j := range out {
		for i := range in {
			out[j] = append(out[j], in[i][j])
		}
	}
	return out
}
