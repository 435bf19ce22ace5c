package balance

import (
	"fmt"
	"math"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/view"
)

// scatter is the points of the year and the trail of the focused ally.
func (b balance) scatter(state view.State) *chart.Scatter {
	s := &chart.Scatter{
		Ink: state.Ink, SplitRole: cell.Target, TrailRole: cell.Series3,
		Split: chart.XY{X: b.Level.Value.Float(), Y: b.EquipmentLevel.Value.Float()},
		XName: format.Percent(b.Level.Value), YName: format.Percent(b.EquipmentLevel.Value),
	}
	s.XScale, s.YScale = b.scales()
	if b.Unjudged == "" {
		for i, q := range [4]analysis.Quadrant{analysis.EquipmentOnly, analysis.Both, analysis.Neither, analysis.ShareOnly} {
			s.Corners[i] = fmt.Sprintf("%s %d", words(q), b.Counts[q])
		}
	} else {
		s.SplitRole = cell.Reference
	}
	s.Dots = make([]chart.Dot, 0, len(b.Points))
	for i := range b.Points {
		p := &b.Points[i]
		d := b.dot(p)
		if d.Focus = p.Ally.Code == state.Focus; d.Focus {
			d.Role = cell.Cursor
			if state.Trail {
				s.Trail, s.TrailStart = b.trail(p)
			}
		}
		s.Dots = append(s.Dots, d)
	}
	return s
}

// place is where a step lies on the picture; a step without both figures lies on
// none.
func place(s *analysis.BalanceStep) chart.XY {
	if !s.Known() {
		return chart.XY{X: math.NaN(), Y: math.NaN()}
	}
	return chart.XY{X: s.Share.Printed.Float(), Y: s.Equipment.Printed.Float()}
}

// dot is the mark of one ally: the glyph that its figure of the measure asked about
// has in the ranking. It is left out where a figure is missing.
func (b balance) dot(p *analysis.BalancePoint) chart.Dot {
	d := chart.Dot{
		XY: place(&p.BalanceStep), Name: p.Ally.Name, Code: string(p.Ally.Code), Status: figure.Actual, First: p.Pin >= 0,
	}
	if !p.Known() {
		d.Status = figure.None
	}
	asked := &p.Share
	if b.Query.Measure == figure.EquipmentPct {
		asked = &p.Equipment
	}
	mark, role := format.Glyph(asked.Verdict, asked.Edge)
	d.Mark, d.Role = []rune(mark)[0], role
	if d.First {
		d.Role = cell.Pin
	}
	return d
}

// trail is the way an ally came to its point; years without a figure part it.
func (b balance) trail(p *analysis.BalancePoint) (way []chart.XY, start string) {
	for _, s := range p.Trail() {
		if s.Year > b.Year {
			break
		}
		if s.Known() && start == "" && s.Year < b.Year {
			start = fmt.Sprintf("’%02d", int(s.Year)%100)
		}
		if len(way) > 0 || s.Known() {
			way = append(way, place(&s))
		}
	}
	return way, start
}

// scales hold every figure of every year, so that a step in the year moves points
// and not the axes.
func (b balance) scales() (x, y chart.Scale) {
	return chart.Scale{Max: max(b.Level.Value.Float(), b.MostShare)}, chart.Scale{Max: max(b.EquipmentLevel.Value.Float(), b.MostEquipment)}
}
