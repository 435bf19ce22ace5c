package ranking

import (
	"fmt"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// plan is which columns fit, and where. It follows from the answer and the
// width alone, so that a step in the year moves nothing sideways.
type plan struct {
	answer  *analysis.Answer
	scale   plot.Spark
	rankX   int // −1: no rank
	nameX   int
	nameW   int
	sparkX  int // −1: no picture
	glyphX  int
	columns []column
	ends    []int // the column after each column's last
	width   int
}

const (
	nameMin  = 3  // a code
	nameFull = 15 // the longest name
)

// How wide a list is that has the focused ally's panel at its side: as wide as
// its columns, and the same for every question, so that nothing moves sideways.
// On a lean line the gaps are left to the panel.
const (
	Beside     = 52
	BesideLean = 44
)

// newPlan decides on the columns. What does not fit is left out, the least
// needed first: money, changes, picture, rank, gap; a name gives way to a code.
func newPlan(a *analysis.Answer, width int) plan {
	p := plan{answer: a, rankX: -1, sparkX: -1, width: width}
	value := valueColumn(a)
	left := width - 2 - nameMin - 3 - value.width // marks, code, glyph with blanks, value
	take := func(n int) bool {
		if left < n {
			return false
		}
		left -= n
		return true
	}
	ranked := len(a.Rows) > 0 && a.Measure.Spec().Comparable && rankShown(a)
	gap := gapShown(a, width) && take(gapColumn(a).width+1)
	full := take(nameFull - nameMin)
	ranked = ranked && take(4)
	p.scale = plot.SparkOf(&a.Header, false)
	spark := p.scale.Width() <= 40 && take(p.scale.Width()+1)
	// What no row can have gets no column; which rows have it changes with the
	// year, and the columns must not.
	several := width > Beside && a.Last > a.First
	since := several && take(9)
	change := several && take(8)
	money := gap && a.Edition.Holds(figure.USDCurrent) && width > Beside && take(10)
	if wide := plot.SparkOf(&a.Header, true); spark && wide.Width() <= 40 && take(wide.Width()-p.scale.Width()) {
		p.scale = wide
	}
	p.place(ranked, full, spark)
	p.columns = []column{value}
	for _, c := range []struct {
		on bool
		column
	}{{gap, gapColumn(a)}, {change, changeColumn(a)}, {since, sinceColumn(a)}, {money, moneyColumn()}} {
		if c.on {
			p.columns = append(p.columns, c.column)
		}
	}
	p.finish(left)
	return p
}

// rankShown tells whether places and gaps are worth their columns. In an
// alphabetical list both change with the year on every line, and what changes is
// what a slow line has to carry; the panel beside it gives them for the ally one
// is at.
func rankShown(a *analysis.Answer) bool { return a.Query.Sort != query.ByName }

// gapShown tells whether a list of a width has the gaps: where there is a verdict
// and, beside a panel, where they are worth their column.
func gapShown(a *analysis.Answer, width int) bool {
	switch {
	case !a.Verdicts():
		return false
	case width == Beside:
		return rankShown(a)
	default:
		return width > Beside || width < BesideLean
	}
}

func (p *plan) place(ranked, full, spark bool) {
	x := 2
	if ranked {
		p.rankX = x
		x += 4
	}
	p.nameX, p.nameW = x, nameMin
	if full {
		p.nameW = nameFull
	}
	x += p.nameW + 1
	if spark {
		p.sparkX = x
		x += p.scale.Width() + 1
	}
	p.glyphX = x
}

// finish spreads what room is left between the columns, a little.
func (p *plan) finish(left int) {
	extra := 0
	if n := len(p.columns); n > 0 {
		extra = min(left/(n+1), 2)
	}
	if p.sparkX >= 0 && extra > 0 {
		p.glyphX += extra
	}
	x := p.glyphX + 1
	for i, c := range p.columns {
		x += c.width
		if i > 0 {
			x += 1 + extra
		}
		p.ends = append(p.ends, x)
	}
}

// head draws the column heads; the year's mark stands over the pictures, once,
// and not in every one of them.
func (p *plan) head(g *cell.Grid, y int) {
	label := "Ally"
	if p.nameW == nameMin {
		label = ""
	}
	g.Text(p.nameX, y, label, cell.Faint)
	if p.sparkX >= 0 {
		p.timeline(g, y)
	}
	for i, c := range p.columns {
		role := cell.Faint
		if i == 0 {
			role = cell.Strong
		}
		g.Right(p.ends[i], y, c.head, role)
	}
}

// timeline is the head of the pictures: the first year, an "e" over every
// estimated one, and the mark of the year asked about.
func (p *plan) timeline(g *cell.Grid, y int) {
	a, step := p.answer, p.scale.Step()
	for year := a.First; year <= a.Last; year++ {
		at := p.sparkX + p.scale.Column(year)
		for k := range step {
			switch {
			case year == a.Year:
				g.Set(at+k, y, '▼', cell.Cursor)
			case k == 0 && a.EstimatedIn(year):
				g.Set(at, y, 'e', cell.Estimate)
			default:
				g.Set(at+k, y, '·', cell.Axis)
			}
		}
	}
	label := short(a.First)
	if p.scale.Fold == 0 { // without a level the heights of two rows cannot be compared
		label += " own scales"
	}
	if w := p.scale.Width(); w >= 8 && int(a.Year-a.First)*step > cell.Width(label) {
		g.Text(p.sparkX, y, label, cell.Faint)
	}
}

func short(y figure.Year) string { return fmt.Sprintf("’%02d", int(y)%100) }

// draw draws the items from offset on, as many as the grid has rows.
func (p *plan) draw(g *cell.Grid, items []item, offset int, focus ally.Code) {
	for y := range g.Height() {
		i := offset + y
		if i < 0 || i >= len(items) {
			continue
		}
		switch it := items[i]; {
		case it.level != nil:
			p.rule(g, y, it.level)
		case it.total != nil:
			p.total(g, y, it.total)
		default:
			p.row(g, y, it.row, it.row.Ally.Code == focus)
			g.Tag(0, y, g.Width(), 1, cell.Hit{Code: string(it.row.Ally.Code)})
		}
	}
}

// row draws one ally. What changes with the year stands together at the end of
// the line: the terminal is sent only what lies between the first and the last
// cell that changed.
func (p *plan) row(g *cell.Grid, y int, r *analysis.Row, focused bool) {
	if focused {
		g.Set(0, y, '▌', cell.Cursor)
	}
	if r.Pin >= 0 {
		g.Set(1, y, '◆', cell.Pin)
	}
	role := cell.Plain
	if r.Rank == 0 && r.Verdict != target.NotMeasurable && p.answer.Measure.Spec().Comparable {
		role = cell.Faint
	}
	if p.rankX >= 0 && r.Rank > 0 {
		g.Right(p.rankX+3, y, fmt.Sprintf("%d", r.Rank), cell.Plain)
	}
	name := r.Ally.Name
	if p.nameW < nameFull {
		name = string(r.Ally.Code)
	}
	switch {
	case focused:
		g.Text(p.nameX, y, name, cell.Selection)
	case r.Pin >= 0:
		g.Text(p.nameX, y, name, cell.Strong)
	default:
		g.Text(p.nameX, y, name, role)
	}
	if p.sparkX >= 0 {
		p.picture(g, y, r)
	}
	mark, markRole := format.Glyph(r.Verdict, r.Edge)
	if p.answer.Judged {
		g.Text(p.glyphX, y, mark, markRole)
	}
	for i, c := range p.columns {
		text, role := c.text(r)
		g.Right(p.ends[i], y, text, role)
	}
}

// picture draws the inline picture, or says why there is none.
func (p *plan) picture(g *cell.Grid, y int, r *analysis.Row) {
	if r.Verdict == target.NoForces && !r.Figure.Known() {
		text := "no armed forces"
		if cell.Width(text) > p.scale.Width() {
			text = "no forces"
		}
		if cell.Width(text) <= p.glyphX-p.sparkX-1 {
			g.Text(p.sparkX, y, text, cell.Faint)
		}
		return
	}
	p.scale.Draw(g, p.sparkX, y, r.Readings)
}

// rule draws a level where it cuts the list: the one asked about heavy, the
// others thin.
func (p *plan) rule(g *cell.Grid, y int, l *analysis.Level) {
	role, line := cell.Reference, '-' // one byte a cell: rules travel far
	if l.Asked {
		role, line = cell.Target, '━'
	}
	end := p.width
	if n := len(p.ends); n > 0 {
		end = min(end, p.ends[n-1])
	}
	label := " " + l.Value.String() + " % "
	if l.Pledge != nil && !l.Measurable {
		label = " " + l.Value.String() + " %: not measurable "
	}
	g.Fill(0, y, 2, line, role)
	x := g.Text(2, y, label, role)
	g.Fill(x, y, end-x, line, role)
}

// total draws one of NATO's own sums as it was printed.
func (p *plan) total(g *cell.Grid, y int, t *analysis.Total) {
	name := t.Name
	if p.sparkX < 0 {
		name = cell.Cut(name, p.glyphX-p.nameX-1)
	} else {
		name = cell.Cut(name, p.sparkX-p.nameX-1)
		if t.Code == ally.EuropeCan && p.nameW == nameFull {
			name = "Europe, Canada"
		}
	}
	g.Text(p.nameX, y, name, cell.Faint)
	if p.sparkX >= 0 {
		p.scale.Draw(g, p.sparkX, y, t.Readings)
	}
	g.Right(p.ends[0], y, format.Hanging(t.Figure), cell.Plain)
}
