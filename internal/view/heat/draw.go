package heat

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

const (
	firstMark = '▸' // the first year at the level
	edgeMark  = '≈' // knife-edge
)

// drawFigure draws a figure's number with its marks around it or, if there is no room, the mark
// of its distance. first is true for the ally's first figure at the level.
func (d *drawing) drawFigure(g *cell.Grid, x int, r analysis.Reading, distance analysis.Delta, first bool) {
	p, n, end := d.plan, d.cw-d.gap, x+d.cw-d.trail
	mark, role := d.mark(&r, distance)
	attr := cell.Attr(0)
	if first {
		attr = cell.Bold
	}
	marked := attr
	if d.estimate(&r) && p.trail == 0 {
		marked |= cell.Underline
	}
	put := func(at, n int, r rune, attr cell.Attr) {
		for i := range n {
			g.Put(at+i, 0, cell.Cell{Rune: r, Role: role, Attr: attr})
		}
	}
	if p.digits > 0 {
		put(x, n, ' ', attr)
	} else if r.Edge {
		mark = edgeMark
	}
	switch {
	case unheld(&r) && p.digits > 0:
		g.Right(end, 0, format.NotPublished, role)
	case unheld(&r) && n >= 3:
		g.Text(x, 0, format.NotPublished, role)
	case p.digits == 0:
		put(x, n, mark, marked)
	case !r.OnScale(), d.outside(&r) && p.trail == 0: // no room for a figure that is not judged
		put(end-1, 1, mark, attr)
	default:
		g.Right(end, 0, format.Number(r.Printed), role, marked)
		if r.Edge {
			put(end-p.digits-1, 1, edgeMark, marked)
		}
		switch {
		case p.trail == 0:
		case d.estimate(&r):
			put(end, 1, 'e', attr)
		case d.outside(&r):
			put(end, 1, mark, attr)
		}
	}
	if first && (p.digits == 0 || g.At(x, 0).Rune == ' ') {
		put(x, 1, firstMark, marked)
	}
}

// unheld reports whether a figure is missing that a member with forces should have.
func unheld(r *analysis.Reading) bool {
	return !r.Known() && (r.Verdict == target.NoData || r.Verdict == target.NotMeasurable)
}

func (d *drawing) estimate(r *analysis.Reading) bool { return d.partly && r.Status == figure.Estimate }

func (d *drawing) outside(r *analysis.Reading) bool {
	return r.Verdict == target.NotMember && d.judged()
}

func (d *drawing) mark(r *analysis.Reading, distance analysis.Delta) (rune, cell.Role) {
	switch {
	case r.Verdict == target.NotMember:
		return '–', cell.Unknown
	case !r.OnScale():
		return '·', cell.Unknown
	case !distance.OK:
		return '?', cell.Unknown
	case !d.judged() && distance.Value.Units == 0:
		return '0', cell.Plain // neither above nor below, and there is no level to meet
	}
	return d.scale.shade(d.Ink, distance.Value.Float())
}

func (d *drawing) drawHead(g *cell.Grid) {
	a, p := &d.Answer, d.plan
	if p.cw <= 2 {
		d.drawTimeline(g)
	}
	for y := p.from; y <= p.to; y++ {
		x, name, role := p.column(y), d.heading(y), cell.Faint
		g.Tag(x, 0, p.cw, p.head, cell.Hit{Year: int(y)})
		if y == a.Year {
			role = cell.Selection
		}
		if p.digits > 0 {
			x += p.cw - p.trail - cell.Width(strings.TrimSuffix(name, "e")) // aligned with the digits of figures
		}
		if p.cw > 2 {
			g.Text(x, 0, name, role)
		}
	}
}

// drawTimeline marks years that are too narrow for their names, and writes some names above.
func (d *drawing) drawTimeline(g *cell.Grid) {
	a, p := &d.Answer, d.plan
	view.Timeline(g, a, p.x, p.head-1, p.cw, p.from, p.to)
	if p.head < 2 {
		return
	}
	now, every := a.When(a.Year), figure.Year(10/p.cw)
	at := max(p.x, min(p.column(a.Year)-1, g.Width()-len(now)))
	for y := p.from; y <= p.to; y++ {
		if x := p.column(y); y%every == 0 && (x+4 < at || x > at+len(now)) && x+4 <= g.Width() {
			g.Text(x, 0, strconv.Itoa(int(y)), cell.Faint)
		}
	}
	g.Text(at, 0, now, cell.Selection)
}

// drawFoot draws the legend and, if cells hold no numbers, spells out the focused figure.
func (d *drawing) drawFoot(g *cell.Grid) {
	p, reading := d.plan, analysis.Describe(&d.Answer, string(d.Focus), int(d.Year))
	if p.words > 0 {
		g.Text(table.Marks, p.h-1-p.legend, cell.Cut(reading, p.w-table.Marks), cell.Strong)
		reading = ""
	}
	if p.legend > 0 {
		d.drawLegend(g.Window(0, p.h-1, p.w, 1), reading)
	}
}

func (d *drawing) drawLegend(g *cell.Grid, reading string) {
	p, end := d.plan, g.Width()-1
	if p.rows < p.of {
		end = g.Right(end, 0, format.Part(p.offset, p.rows, p.of), cell.Plain) - 2
	}
	if d.Unexplained {
		return
	}
	x := d.drawScale(g, end)
	for i, t := range d.notes() {
		if x+2+cell.Width(t) <= end {
			x = g.Text(x+2, 0, t, cell.Faint)
		}
		if i == 0 && reading != "" && x+2+cell.Width(reading) <= end { // more important than the other notes
			end = g.Right(end, 0, reading, cell.Strong) - 2
		}
	}
}

// notes returns what the scale does not say, the most important first.
func (d *drawing) notes() []string {
	return format.Said(
		format.When(d.from > d.First || d.to < d.Last, format.Years(d.from, d.to)+" shown"),
		format.When(d.Judged && d.Unjudged != "", format.Stands(target.NotMeasurable, d.Level.In(d.Year))),
		format.When(d.judged(), "▸ newly at "+format.Percent(d.Level.Value)),
		format.When(d.partly && d.trail == 0, "underlined: estimate"),
		format.Whenf(d.OrderYear != d.Year, "order of %d", d.OrderYear),
		format.When(d.Converted(), "· in another currency"),
		"– not a member then", format.When(d.judged(), "≈ knife-edge"), "n/a not held", "by "+d.scale.words())
}

// drawScale draws the shades from far below to far above, and returns the column after them.
func (d *drawing) drawScale(g *cell.Grid, end int) int {
	below, above := format.Sides(d.Level.In(d.First))
	if !d.judged() {
		below, above = "less", "more"
	}
	const steps = cell.Unders + cell.Overs
	centre := d.scale.centre
	size := min((end-table.Marks-len(below+above)-cell.Width(centre)-6)/steps, 2)
	if size < 1 {
		return table.Marks
	}
	x := g.Text(table.Marks, 0, below, cell.Faint) + 1
	figures := d.plan.words == 0 // cells hold figures, so the scale shows backgrounds without marks
	swatch := func(distance float64) {
		r, role := d.scale.shade(d.Ink, distance)
		if figures {
			r = ' '
		}
		g.Fill(x, 0, size, r, role)
		x += size
	}
	if figures && size > 1 {
		x = g.Text(x, 0, "far", cell.Under(cell.Unders-1))
		x = g.Text(x, 0, " ", cell.Under(1))
		x = g.Text(x, 0, "near", cell.Under(0))
	} else {
		for i := cell.Unders - 1; i >= 0; i-- {
			swatch(-(float64(i) + 0.5) * d.scale.step)
		}
	}
	x = g.Text(x+1, 0, centre, cell.Strong) + 1
	for i := range cell.Overs {
		swatch((float64(i) + 0.5) * d.scale.step)
	}
	return g.Text(x+1, 0, above, cell.Faint)
}

// scale maps distances to backgrounds and marks in steps.
type scale struct {
	analysis.Heat
	step   float64
	name   string // what distances refer to: "to 2 %", "since 2014", "to no change"
	centre string // the label between the two sides
}

// scaleOf chooses the steps: a quarter of the level, so that a level always has the same scale.
// Without a level a step is the median distance, rounded.
func scaleOf(a *analysis.Answer) scale {
	s := scale{Heat: analysis.HeatFor(a), step: 1, name: "to no change", centre: "0"}
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

// round returns the round number nearest to v by ratio, or 1 if v is not positive and finite.
func round(v float64) float64 {
	if v <= 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	return power * slices.MinFunc([]float64{1, 2, 2.5, 5, 10}, func(a, b float64) int {
		return cmp.Compare(math.Abs(math.Log(a*power/v)), math.Abs(math.Log(b*power/v)))
	})
}

// shade returns the mark and the background of a distance. Marks can be read without colour: they
// are denser the closer the figure is to the level from below, and heavier the farther above.
func (s scale) shade(ink chart.Ink, distance float64) (rune, cell.Role) {
	below, above := [cell.Unders]rune{'▓', '▒', '░'}, [cell.Overs]rune{'+', '╋', '╬', '╬', '╬'}
	if ink == chart.ASCII {
		below, above = [cell.Unders]rune{'=', ':', '.'}, [cell.Overs]rune{'+', '%', '#', '#', '#'}
	}
	i := int(min(math.Abs(distance)/s.step, float64(cell.Overs)))
	if distance < 0 {
		i = min(i, cell.Unders-1)
		return below[i], cell.Under(i)
	}
	i = min(i, cell.Overs-1)
	return above[i], cell.Over(i)
}

// words returns the step of the scale, such as "0.5 pp a step".
func (s scale) words() string {
	return figure.Round(s.step, 3).Trim().String() + " " + s.Unit + " a step"
}
