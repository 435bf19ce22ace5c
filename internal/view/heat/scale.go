package heat

import (
	"math"
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// scale is how marks follow from distances: a heavier mark for every step, of
// which there are three on either side.
type scale struct {
	step    float64
	centre  figure.Decimal
	against analysis.Against
	unit    string
}

// nice are the steps thought easy to read, by powers of ten. A constant table.
var nice = [...]float64{1, 2, 2.5, 5, 10}

// scaleOf chooses the steps: quarters of a level, so that the matrix of one
// level always has one scale; else what half of the distances stay within.
func scaleOf(a *analysis.Answer, h analysis.Heat) scale {
	s := scale{against: h.Against, unit: h.Unit}
	if h.Against == analysis.AgainstLevel {
		s.centre = a.Level.Value
		s.step = round(s.centre.Float() / 4)
		return s
	}
	var sizes []float64
	for i := range a.Rows {
		for y := a.First; y <= a.Last; y++ {
			if d := h.Distance(&a.Rows[i].Series, y); d.OK {
				sizes = append(sizes, math.Abs(d.Value.Float()))
			}
		}
	}
	slices.Sort(sizes)
	if n := len(sizes); n > 0 {
		s.step = round(sizes[n/2])
	}
	return s
}

// round is the nice number nearest to v by ratio; 1 where v is no size.
func round(v float64) float64 {
	if v <= 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	best := power
	for _, n := range nice {
		if far(n*power, v) < far(best, v) {
			best = n * power
		}
	}
	return best
}

func far(a, b float64) float64 { return math.Abs(math.Log(a / b)) }

// span is the distance from which on a mark has its full weight, as package
// chart wants it.
func (s scale) span() float64 { return 3 * s.step }

// name is what distances are to: "to 2 %", "since 2014", "to no change".
func (s scale) name(a *analysis.Answer) string {
	switch s.against {
	case analysis.AgainstLevel:
		return "to " + format.Percent(s.centre)
	case analysis.AgainstBase:
		return "since " + format.Years(a.Base, a.Base)
	default:
		return "to no change"
	}
}

// bound is the i-th bound of the scale, i from −2 to 2, as the legend prints it:
// values around a level, changes around none.
func (s scale) bound(i int) string {
	v := figure.Round(s.centre.Float()+float64(i)*s.step, 3).Trim()
	switch {
	case s.against == analysis.AgainstLevel && v.Negative():
		return ""
	case s.against == analysis.AgainstLevel || v.Units == 0:
		return v.String()
	default:
		return format.Signed(v)
	}
}
