package heat

import (
	"cmp"
	"math"
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// scale is how grounds and marks follow from distances, step by step.
type scale struct {
	analysis.Heat
	step   float64
	name   string // what distances are to: "to 2 %", "since 2014", "to no change"
	centre string // what stands between the two sides
}

// nice are the steps thought easy to read, by powers of ten. A constant table.
var nice = [...]float64{1, 2, 2.5, 5, 10}

// scaleOf chooses the steps: quarters of a level, so that the matrix of one
// level always has one scale; else what half of the distances stay within.
func scaleOf(a *analysis.Answer) scale {
	s := scale{Heat: analysis.HeatFor(a), step: 1, name: "to no change", centre: "0"} // where nothing is known
	switch s.Against {
	case analysis.AgainstLevel:
		s.centre, s.step = format.Percent(a.Level.Value), round(a.Level.Value.Float()/4)
		s.name = "to " + s.centre
		return s
	case analysis.AgainstBase:
		s.centre = format.Years(a.Base, a.Base)
		s.name = format.Since(a.Base, a.First)
	}
	if middle := s.Middle(a); middle != 0 {
		s.step = round(middle)
	}
	return s
}

// round is the nice number nearest to v by ratio; 1 where v is no size.
func round(v float64) float64 {
	if v <= 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	return power * slices.MinFunc(nice[:], func(a, b float64) int {
		return cmp.Compare(math.Abs(math.Log(a*power/v)), math.Abs(math.Log(b*power/v)))
	})
}

// shade is the mark and the ground of a distance: denser the nearer it comes to the level
// from below, heavier the further it goes above, and read without colour too.
func (s scale) shade(ink chart.Ink, distance float64) (rune, cell.Role) {
	below, above := [cell.Unders]rune{'▓', '▒', '░'}, [cell.Overs]rune{'+', '╋', '╬', '╬', '╬'}
	if ink == chart.ASCII {
		below, above = [cell.Unders]rune{'=', ':', '.'}, [cell.Overs]rune{'+', '%', '#', '#', '#'}
	}
	i := int(min(math.Abs(distance)/s.step, float64(cell.Overs))) // a step at the least
	if distance < 0 {
		i = min(i, cell.Unders-1)
		return below[i], cell.Under(i)
	}
	i = min(i, cell.Overs-1)
	return above[i], cell.Over(i)
}

// words is a step of the scale: "0.5 pp a step".
func (s scale) words() string {
	return figure.Round(s.step, 3).Trim().String() + " " + s.Unit + " a step"
}
