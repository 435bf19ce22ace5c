package report

import (
	"math"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// The size of the allies' columns: one for each of thirty-two, with its code.
const (
	barsWidth  = 130
	barsHeight = 8
	barsLeft   = 5 // room for the axis
)

// upright is one ally's column.
type upright struct {
	ally    *ally.Ally
	figure  figure.Figure
	verdict target.Verdict
	named   bool // by the reader
}

// columns are allies' shares as upright columns, with the levels across.
type columns struct {
	bars   []upright
	levels []analysis.Level // the one asked about and others that can be measured; none where nothing is judged
	asked  float64          // 0: nothing is judged
	unit   float64          // what a row of cells is worth: the level lies between two rows
	height int
	pitch  int
}

// rankChart is the allies' shares as columns in their order; nil where figures do
// not compare as heights.
func rankChart(a *analysis.Answer) *document.Picture {
	spec := a.Measure.Spec()
	if spec.Kind != figure.Percent {
		return nil
	}
	var c columns
	for i := range a.Rows {
		if r := &a.Rows[i]; r.Rank > 0 {
			c.bars = append(c.bars, upright{r.Ally, r.Figure, r.Verdict, r.Pin >= 0})
		}
	}
	title := spec.Title + ", " + spec.Unit + ", " + table.Year(a.Year).Shown
	if a.Verdicts() {
		c.asked, c.levels = a.Level.Value.Float(), a.Levels
		title += "; blue: at or above " + format.Percent(a.Level.Value)
	}
	return c.picture(title, a.Sentence)
}

// startChart is where paths start, as columns under the level they lead to; nil
// where allies have levels of their own.
func startChart(p *analysis.Path) *document.Picture {
	c := columns{asked: p.Level.Value.Float(), levels: []analysis.Level{p.Level}}
	if len(p.Overrides) > 0 {
		return nil
	}
	for i := range p.Rows {
		if r := &p.Rows[i]; r.Verdict.Counted() {
			c.bars = append(c.bars, upright{r.Ally, r.Share, r.Verdict, r.Pin >= 0})
		}
	}
	return c.picture("Share of GDP, %, that paths start from; blue: at or above "+format.Percent(p.Level.Value), p.Sentence)
}

// picture draws the columns; nil where there are too few.
func (c *columns) picture(title, sentence string) *document.Picture {
	most := c.asked
	for i := range c.bars {
		most = math.Max(most, c.bars[i].figure.Printed.Float())
	}
	if len(c.bars) < 2 || most <= 0 {
		return nil
	}
	c.unit, c.height = most/barsHeight, barsHeight
	if c.asked > 0 {
		below := math.Max(1, math.Round(c.asked/most*barsHeight))
		c.unit = c.asked / below
		c.height = int(math.Ceil(most/c.unit - 1e-9))
	}
	c.pitch = max(4, min(31, (barsWidth-barsLeft)/len(c.bars)))
	rows := c.height + 3
	if c.pitch >= 6 {
		rows++ // for the figures
	}
	g := cell.New(max(barsWidth, barsLeft+c.pitch*len(c.bars)), rows)
	c.axis(g)
	for i := range c.bars {
		c.draw(g, barsLeft+i*c.pitch, &c.bars[i])
	}
	return &document.Picture{Cells: g, Title: title, Sentence: sentence}
}

// axis draws values at the left, and the levels that lie between two rows across:
// a line elsewhere would be drawn where it is not.
func (c *columns) axis(g *cell.Grid) {
	row := func(value float64) (int, bool) {
		at := value / c.unit
		return c.height + 1 - int(math.Round(at)), math.Abs(at-math.Round(at)) < 1e-9 && at <= float64(c.height)
	}
	for v := 1.0; v <= c.unit*float64(c.height); v++ {
		if y, ok := row(v); ok {
			g.Right(barsLeft-1, y, figure.Round(v, 0).String(), cell.Faint)
		}
	}
	g.Fill(barsLeft-1, c.height+1, g.Width(), '▔', cell.Axis)
	for _, l := range c.levels {
		y, ok := row(l.Value.Float())
		if !ok || !l.Measurable && !l.Asked {
			continue
		}
		role := cell.Reference
		if l.Asked {
			role = cell.Target
		}
		g.Fill(0, y, g.Width(), '▔', role)
		g.Fill(0, y, barsLeft-1, ' ', cell.Plain)
		g.Right(barsLeft-1, y, l.Value.String(), role)
	}
}

// heights are the eighths of a cell.
const heights = "▁▂▃▄▅▆▇█"

// draw draws one ally: its share, its code, and its figure where there is room.
func (c *columns) draw(g *cell.Grid, x int, b *upright) {
	role, base := cell.BarBelow, c.height
	eighths := max(1, int(math.Round(b.figure.Printed.Float()/c.unit*8)))
	switch {
	case b.verdict == target.Meets || c.asked == 0:
		role = cell.BarMeets
	default: // not a hair over a level it does not reach
		eighths = min(eighths, max(1, int(math.Round(c.asked/c.unit*8))-1))
	}
	width := c.pitch - 1
	if c.pitch > 8 {
		width = c.pitch * 2 / 3
	}
	for y := base; eighths > 0 && y > 0; y-- {
		g.Fill(x, y, width, []rune(heights)[min(eighths, 8)-1], role)
		eighths -= 8
	}
	label := b.ally.Name
	if cell.Width(label) >= c.pitch {
		label = string(b.ally.Code)
	}
	role = cell.Plain
	if b.named {
		role = cell.Strong
	}
	g.Text(x, base+2, label, role)
	if c.pitch >= 6 {
		g.Text(x, base+3, table.Figure(b.figure, "").Shown, cell.Faint)
	}
}
