package balance

import (
	"fmt"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// picture is a drawn scatter.
type picture struct {
	cells      *cell.Grid
	unlabelled int
}

// pictureOf draws the points of a year and the trail of one ally.
func pictureOf(b *analysis.Balance, focus ally.Code, ink chart.Ink, w, h int) *picture {
	s := &chart.Scatter{
		Ink: ink, SplitRole: cell.Target, TrailRole: cell.Series3,
		Split:  chart.XY{X: b.ShareLevel.Value.Float(), Y: b.EquipmentLevel.Value.Float()},
		XName:  b.ShareLevel.Value.String() + " %",
		YName:  b.EquipmentLevel.Value.String() + " %",
		XScale: scale(b, b.ShareLevel, func(s analysis.BalanceStep) figure.Figure { return s.Share }),
		YScale: scale(b, b.EquipmentLevel, func(s analysis.BalanceStep) figure.Figure { return s.Equipment }),
	}
	if b.Unjudged == "" {
		s.Corners = [4]string{
			corner("equipment only", b, analysis.EquipmentOnly), corner("both", b, analysis.Both),
			corner("neither", b, analysis.Neither), corner("share only", b, analysis.ShareOnly),
		}
	} else {
		s.SplitRole = cell.Reference
	}
	p := &picture{}
	for i := range b.Points {
		x := &b.Points[i]
		d := dot(x)
		if d.Focus = x.Ally.Code == focus; d.Focus {
			d.Role = cell.Cursor
			s.Trail, s.TrailStart = trail(b, x)
		}
		s.Dots = append(s.Dots, d)
	}
	p.cells, p.unlabelled = s.Draw(w, h)
	return p
}

func corner(name string, b *analysis.Balance, q analysis.Quadrant) string {
	return fmt.Sprintf("%s %d", name, b.Counts[q])
}

// dot is the mark of one ally: hollow where either figure is an estimate, and
// left out where either is missing.
func dot(p *analysis.BalancePoint) chart.Dot {
	d := chart.Dot{
		XY: chart.XY{X: p.Share.Printed.Float(), Y: p.Equipment.Printed.Float()}, Code: string(p.Ally.Code),
		Role: cell.Plain, Status: figure.Actual,
	}
	switch {
	case !p.There():
		d.Status = figure.None
	case p.Share.Status != figure.Actual || p.Equipment.Status != figure.Actual:
		d.Status = figure.Estimate
	}
	switch {
	case p.Pin >= 0:
		d.Role = cell.Pin
	case p.KnifeEdge:
		d.Role = cell.Edge
	case p.Quadrant == analysis.Both:
		d.Role = cell.Meets
	case p.Verdict == target.NotMember || p.Verdict == target.NoForces:
		d.Role = cell.Unknown
	}
	return d
}

// trail is the way an ally came to its point; years without a figure part it.
func trail(b *analysis.Balance, p *analysis.BalancePoint) (way []chart.XY, start string) {
	for _, s := range p.Trail {
		if s.Year > b.Year {
			break
		}
		at := missing()
		if s.There() {
			at = chart.XY{X: s.Share.Printed.Float(), Y: s.Equipment.Printed.Float()}
			if start == "" && s.Year < b.Year {
				start = fmt.Sprintf("’%02d", int(s.Year)%100)
			}
		}
		if len(way) > 0 || s.There() {
			way = append(way, at)
		}
	}
	return way, start
}

// scale holds every figure of every year, so that a step in the year moves points
// and not the axes.
func scale(b *analysis.Balance, level analysis.Level, pick func(analysis.BalanceStep) figure.Figure) chart.Scale {
	top := level.Value.Float()
	for i := range b.Points {
		for _, s := range b.Points[i].Trail {
			if f := pick(s); s.There() {
				top = max(top, f.Printed.Float())
			}
		}
	}
	return chart.Scale{Max: top * 1.02}
}
