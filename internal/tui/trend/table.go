package trend

import (
	"fmt"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/target"
	"allyscope/internal/tui/view"
)

// plan is which columns a table has, and where. It follows from the trend's
// question and the width, so that a step in the year moves nothing sideways.
type plan struct {
	name             int // width of the names, from column 2
	coded            bool
	value            int // the column after the value, and so on; 0: not shown
	glyph            int
	gap, gapW        int
	since            int
	spark            int // the first column of the picture; 0: none
	scale            plot.Spark
	width            int
	valueW           int
	gapHead, sinceBy string
}

const (
	nameX    = 2
	nameFull = 15
	nameMin  = 3
	sinceW   = 8
)

// planOf decides on the columns that fit in w cells. inline asks for a picture of
// each line's course in its row, where there is no chart.
func planOf(t *analysis.Trend, w int, inline bool) plan {
	a := t.Answer
	p, full := plan{name: nameMin, coded: true}, nameMin
	for i := range t.Series {
		full = max(full, min(cell.Width(plot.Short(t.Series[i].Code, t.Series[i].Name)), nameFull))
		for _, point := range t.Series[i].Points {
			p.valueW = max(p.valueW, cell.Width(t.Text(point)))
		}
	}
	p.valueW = max(p.valueW+1, 6) // one more for the "e", or the blank in its place
	left := w - nameX - nameMin - 1 - p.valueW
	take := func(n int) bool {
		if left < n {
			return false
		}
		left -= n
		return true
	}
	glyph := a.Judged && take(2)
	named := take(full - nameMin)
	since := t.Transform != query.Index && take(sinceW+1)
	p.gapHead, p.gapW = gapColumn(t)
	gap := p.gapW > 0 && take(p.gapW+1)
	if named {
		p.name, p.coded = full, false
	}
	x := nameX + p.name + 1
	p.scale = plot.SparkOf(&a.Header, false)
	if inline && t.Transform == query.AsLevel && p.scale.Width() <= 40 && take(p.scale.Width()+1) {
		p.spark = x
		x += p.scale.Width() + 1
	}
	column := func(on bool, w int) int {
		if on {
			x += w
			return x
		}
		return 0
	}
	p.value = column(true, p.valueW)
	p.glyph = column(glyph, 2)
	p.gap = column(gap, p.gapW+1)
	p.since = column(since, sinceW+1)
	p.width = x
	p.sinceBy = fmt.Sprintf("Δ%d %s", a.Base, t.Change)
	return p
}

// gapColumn is what stands beside the value: the distance to the level or, where
// something else than the figure is drawn, the figure itself.
func gapColumn(t *analysis.Trend) (head string, width int) {
	a := t.Answer
	switch {
	case t.Transform == query.AsLevel && a.Judged && a.Unjudged == "":
		return "to " + a.Level.Value.String(), 6
	case t.Transform == query.Index || t.Transform == query.Difference:
		w := 6
		for i := range t.Series {
			for _, f := range t.Series[i].Figures {
				w = max(w, cell.Width(format.Hanging(f)))
			}
		}
		return a.Measure.Spec().Short, max(w, cell.Width(a.Measure.Spec().Short))
	default:
		return "", 0
	}
}

// code is a name in three cells.
func code(c ally.Code) string {
	switch c {
	case ally.EuropeCan:
		return "E+C"
	case ally.Total:
		return "all"
	default:
		return string(c)
	}
}

// head names the columns.
func (p *plan) head(g *cell.Grid, t *analysis.Trend) {
	a := t.Answer
	year := fmt.Sprintf("%d", a.Year)
	if a.Estimated {
		year += "e"
	} else {
		year += " "
	}
	g.Right(p.value, 0, year, cell.Heading)
	if p.gap > 0 {
		g.Right(p.gap, 0, p.gapHead, cell.Faint)
	}
	if p.since > 0 {
		g.Right(p.since, 0, p.sinceBy, cell.Faint)
	}
}

// row draws a line of the table.
func (p *plan) row(g *cell.Grid, y int, t *analysis.Trend, i int, focused bool) {
	a, s := t.Answer, &t.Series[i]
	k := int(a.Year - a.First)
	name := plot.Short(s.Code, s.Name)
	if p.coded {
		name = code(s.Code)
	}
	if focused {
		g.Set(0, y, '▌', cell.Cursor)
	}
	g.Text(nameX, y, cell.Cut(name, p.name), plot.TrendRole(t, i))
	if p.spark > 0 {
		p.scale.Draw(g, p.spark, y, s.Figures, s.Verdicts)
	}
	text, textRole := t.Text(s.Points[k]), cell.Strong
	switch {
	case s.Points[k].There():
	case s.Figures[k].Known() && s.Currency != "" && t.Transform == query.AsLevel:
		text = "in " + s.Currency
	default:
		text = absent(s.Verdicts[k])
	}
	if s.Points[k].Status != figure.Estimate && s.Points[k].Status != figure.Forecast {
		text += " "
	}
	if !s.Points[k].There() {
		textRole = cell.Unknown
	}
	if s.Ally == nil {
		textRole = cell.Plain
	}
	g.Right(p.value, y, text, textRole)
	if p.glyph > 0 && s.Ally != nil {
		glyph, glyphRole := format.Glyph(s.Verdicts[k], s.Edges[k])
		g.Text(p.glyph-1, y, glyph, glyphRole)
	}
	switch {
	case p.gap == 0:
	case t.Transform != query.AsLevel:
		g.Right(p.gap, y, format.Hanging(s.Figures[k]), cell.Plain)
	case s.Gap.OK:
		g.Right(p.gap, y, format.Signed(s.Gap.Value), cell.Plain)
	}
	if p.since > 0 && s.Since.OK {
		g.Right(p.since, y, format.Signed(s.Since.Value), cell.Faint)
	}
}

// beside draws the table beside the chart, and under it what the levels are. It
// returns the rows before the first line.
func (v *View) beside(g *cell.Grid, t *analysis.Trend, s view.Scene, p plan) int {
	p.head(g, t)
	for i := range t.Series {
		p.row(g, 1+i, t, i, t.Series[i].Code == s.Focus)
	}
	y := 1 + len(t.Series) + 1
	for i := len(t.Levels) - 1; i >= 0; i-- {
		l := &t.Levels[i]
		drawn, line := plot.Level(*l), '─'
		if drawn.Dashed {
			line = '╌'
		}
		g.Set(0, y, line, drawn.Role)
		g.Text(nameX, y, cell.Cut(l.Life(), g.Width()-nameX), cell.Faint)
		y++
	}
	for _, line := range hints(t) {
		if y+1 < g.Height() {
			g.Text(nameX, y, cell.Cut(line, g.Width()-nameX), cell.Faint)
		}
		y++
	}
	years := len(t.Series[0].Points) + 1
	if y+1+years <= g.Height() {
		matrix(g.Window(0, y+1, g.Width(), years), t, p.valueW+1)
	}
	return 1
}

// hints are what a reader of the table may want to know, and does not see.
func hints(t *analysis.Trend) []string {
	var out []string
	if t.Answer.EstimatedIn(t.Answer.Last) {
		out = append(out, "○ and dashes are estimates")
	}
	if t.Answer.Query.Pins == "" {
		out = append(out, "space pins an ally to this chart")
	}
	return out
}

// matrix lists what is drawn of every year, as many lines as there is room for:
// what a chart cannot give is the figure itself.
func matrix(g *cell.Grid, t *analysis.Trend, columnW int) {
	a := t.Answer
	from := nameX + len("2026")
	n := min(len(t.Series), (g.Width()-from)/max(columnW, 1))
	for i := range n {
		g.Right(from+(i+1)*columnW-1, 0, code(t.Series[i].Code), plot.TrendRole(t, i))
	}
	for k := range t.Series[0].Points {
		y := a.First + figure.Year(k)
		yearRole := cell.Faint
		if y == a.Year {
			yearRole = cell.Cursor
		}
		g.Text(nameX, 1+k, strconv.Itoa(int(y)), yearRole)
		for i := range n {
			p := t.Series[i].Points[k]
			text, textRole := t.Text(p), cell.Plain
			switch {
			case !p.There():
				text, textRole = absent(t.Series[i].Verdicts[k]), cell.Unknown
			case t.Series[i].Verdicts[k] == target.NotMember:
				textRole = cell.Unknown
			}
			if p.Status != figure.Estimate && p.Status != figure.Forecast {
				text += " "
			}
			g.Right(from+(i+1)*columnW, 1+k, text, textRole)
		}
	}
}

// absent is what stands in the place of a figure that is not there.
func absent(v target.Verdict) string {
	if v == target.NotMember || v == target.NoForces {
		glyph, _ := format.Glyph(v, false)
		return glyph
	}
	return "n/a"
}

// list draws the table alone. It returns the rows before the first line.
func (v *View) list(g *cell.Grid, t *analysis.Trend, s view.Scene) int {
	p := planOf(t, g.Width(), true)
	heading := 0
	if g.Height() > 2 && g.Height() > len(t.Series) {
		p.head(g, t)
		heading = 1
	}
	for i := range t.Series {
		y := heading + i
		if y == g.Height()-1 && i+1 < len(t.Series) && g.Height() > 2 {
			g.Text(nameX, y, cell.Cut(fmt.Sprintf("and %d more", len(t.Series)-i), g.Width()-nameX), cell.Faint)
			v.table.h = y - heading + heading
			return heading
		}
		p.row(g, y, t, i, t.Series[i].Code == s.Focus)
	}
	return heading
}
