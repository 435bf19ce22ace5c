package plot

import (
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// Spark holds what the sparklines of all rows of a list share.
//
// A sparkline has eight heights, so on a scale up to 5 % a rise from 1.0 to 1.4 % would be
// invisible. Therefore the scale is folded at the level: a cell fills up on the way to the
// level, and the part above it starts again from the bottom of the full cell in a second
// colour. The fold is the same on every row, so that allies can be compared.
type Spark struct {
	Fold        float64     // the level; 0 if nothing is judged: each row is scaled to its greatest figure
	First, Last figure.Year // the years drawn
	Wide        bool        // every year is two cells wide
}

// SparkOf returns what the sparklines of an answer share.
func SparkOf(a *analysis.Header, wide bool) Spark {
	s := Spark{First: a.First, Last: a.Last, Wide: wide}
	if a.Judged {
		s.Fold = a.Level.Value.Float()
	}
	return s
}

// Width returns the width of a sparkline in cells.
func (s Spark) Width() int { return s.Step() * (int(s.Last-s.First) + 1) }

// Step returns the width of a year in cells.
func (s Spark) Step() int {
	if s.Wide {
		return 2
	}
	return 1
}

// Column returns the column of a year's first cell.
func (s Spark) Column(y figure.Year) int { return s.Step() * int(y-s.First) }

// Draw draws the sparkline of one row at x, y. readings begin with the year First.
func (s Spark) Draw(g *cell.Grid, x, y int, readings []analysis.Reading) {
	top := s.Fold
	if top == 0 {
		for i := range readings {
			if r := &readings[i]; r.OnScale() {
				top = max(top, r.Printed.Float())
			}
		}
		top *= 8 / 7.99 // the greatest figure of a row fills seven eighths, and is not folded
	}
	for i := range readings {
		year := s.First + figure.Year(i)
		c := s.cell(&readings[i], top)
		at := x + s.Column(year)
		for k := range s.Step() {
			g.Put(at+k, y, c)
		}
		if s.Wide && readings[i].Break != "" { // a year of one cell has no room for the mark
			g.Set(at, y, format.Break, cell.Axis)
		}
	}
}

// cell returns the cell of one year. A missing figure is a dot, never a height.
func (s Spark) cell(r *analysis.Reading, top float64) cell.Cell {
	if !r.OnScale() || top <= 0 {
		return cell.Cell{Rune: '·', Role: cell.Unknown}
	}
	value := r.Printed.Float()
	switch {
	case value < 0:
		return cell.Cell{Rune: '▾', Role: cell.Below}
	case r.Verdict == target.Meets && s.Fold > 0:
		// BarOver draws a full cell with the part above the level in it.
		return cell.Cell{Rune: chart.Height(int((value - top) / top * 8)), Role: cell.BarOver}
	case r.Verdict == target.NotMember:
		return cell.Cell{Rune: chart.Height(eighths(value / top)), Role: cell.Context}
	default:
		return cell.Cell{Rune: chart.Height(eighths(value / top)), Role: cell.BarBelow}
	}
}

// eighths returns the height of a part of the level, at least 1 and at most 7.
func eighths(part float64) int { return max(1, min(int(part*8), 7)) }

// Across returns a change in words, preceded by the mark of a break if it crosses one (broken)
// and the mark fits in the width.
func Across(change string, broken bool, width int) string {
	if !broken || cell.Width(change) >= width {
		return change
	}
	return string(format.Break) + change
}
