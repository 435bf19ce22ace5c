package analysis

import (
	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// PartMeasures is a constant table: what expenditure is divided into, in the order of
// people's interest.
var PartMeasures = [...]figure.Measure{figure.EquipmentPct, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct}

// YearParts is what an ally, or several together, spent on in one year.
type YearParts struct {
	Code ally.Code
	Name string
	Year figure.Year
	// Parts are those of PartMeasures, % of expenditure.
	Parts [len(PartMeasures)]figure.Figure
}

// parts are what somebody spent on in each of the answer's years with a figure of it.
func (w *work) parts(c ally.Code, name string) []YearParts {
	var out []YearParts
	for y := w.First; y <= w.Last; y++ {
		x, known := YearParts{Code: c, Name: name, Year: y}, false
		for i, m := range PartMeasures {
			if t, err := w.Edition.Table(m); err == nil {
				x.Parts[i] = w.in(t).figureAt(c, y)
				known = known || x.Parts[i].Known()
			}
		}
		if known {
			out = append(out, x)
		}
	}
	return out
}
