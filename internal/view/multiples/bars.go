package multiples

import (
	"math"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// barred tells whether the boxes hold a bar a year, all of one whole width: not
// where more years than columns are shown, nor where figures are rates of change,
// which a line shows.
func (d *drawing) barred() bool {
	return !d.folded() && d.answer.Measure.Spec().Kind != figure.Change && d.barWidth() > 0
}

func (d *drawing) barWidth() int { return d.chartW() / span(d.answer) }

// rungs is how high the level lies, in half rows from the foot, where the greatest
// figure is to be seen too: a level lies on the middle or the edge of a row, so that
// its line is where it says.
func (d *drawing) rungs() int {
	h := float64(d.chartH())
	level := levels(d.answer)[0].Y
	n := int(2 * h * level / max(d.facts.scale.Max, level))
	return max(1, min(n, int(2*h)-1))
}

// unit is how many eighths of a row a figure of one is high.
func (d *drawing) unit(r *analysis.Row) float64 {
	switch {
	case d.facts.own:
		return d.perRow(chart.SharedScale(true, nil, points(d.answer, r)).Max)
	case len(levels(d.answer)) > 0:
		return float64(4*d.rungs()) / levels(d.answer)[0].Y
	default:
		return d.perRow(d.facts.scale.Max)
	}
}

// perRow is unit where a figure fills the box.
func (d *drawing) perRow(top float64) float64 {
	if top <= 0 {
		return 0
	}
	return float64(8*d.chartH()) / top
}

// drawLevel draws the level through the whole width of a box, its margin included:
// bars go over it, and it is seen beside them.
func (d *drawing) drawLevel(g *cell.Grid) {
	if len(levels(d.answer)) == 0 || d.facts.own {
		return
	}
	n, line := d.rungs(), '─'
	if n%2 == 0 {
		line = '▁'
	}
	g.Fill(0, g.Height()-1-n/2, g.Width(), line, cell.Target)
}

// bars draws a bar a year: whole, in the colour of its verdict, an estimate's as a
// shade, with the mark of a break over the first bar that counts something else.
func (d *drawing) bars(g *cell.Grid, r *analysis.Row) {
	w, unit := d.barWidth(), d.unit(r)
	for i, f := range r.Readings {
		x := i * w
		if !f.Known() {
			mark := '·'
			if f.Verdict == target.NotMember {
				mark = '–'
			}
			g.Set(x+(w-1)/2, g.Height()-1, mark, cell.Unknown)
			continue
		}
		role := role(d.answer, f.Verdict)
		high := int(math.Round(f.Printed.Float() * unit))
		if f.Printed.Units > 0 {
			high = max(high, 1)
		}
		y := g.Height() - 1
		for ; high > 0; high, y = high-8, y-1 {
			fill := chart.Height(high)
			if high >= 8 && f.Status == figure.Estimate {
				fill = '▒'
			}
			g.Fill(x, y, w, fill, role)
		}
		if year := int(r.First) + i; f.Break != "" && y >= 0 && year > int(d.answer.First) {
			g.Set(x, y, format.Break, cell.Axis)
		}
	}
}
