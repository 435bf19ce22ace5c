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
)

// columns are those that a table of the year has, and where. They follow from the
// question and the width, so that a step in the year moves nothing sideways.
type columns struct {
	name   int  // width of the names, from column nameX
	coded  bool // names are codes
	sparks int  // the first column of the pictures; 0: none
	spark  plot.Spark
	value  int      // width of a value
	list   []column // set to the right
}

// column is one column of a table.
type column struct {
	end  int // the column after it
	head string
	role cell.Role // of the head
	text func(s *analysis.TrendSeries) (string, cell.Role)
}

const (
	nameX    = 2
	nameFull = 15
	nameMin  = 3
	sinceW   = 8
	gapW     = 6
)

// columns are those that fit in w cells. inline asks for a picture of each line's
// course in its row, where there is no chart.
func (v *trend) columns(w int, inline bool) columns {
	c, full := columns{spark: plot.SparkOf(v.Header(), false)}, nameMin
	for i := range v.Series {
		s := &v.Series[i]
		full = max(full, min(cell.Width(plot.Short(s.Code, s.Name)), nameFull))
		for _, f := range s.Drawn {
			c.value = max(c.value, cell.Width(v.Text(f)))
		}
	}
	c.value = max(c.value+1, 6) // one more for the "e", or the blank in its place
	left := w - nameX - nameMin - 1 - c.value
	take := func(n int, wanted bool) int {
		if !wanted || left < n {
			return 0
		}
		left -= n
		return n
	}
	beside, besideWidth := v.besideValue()
	glyph := take(2, v.Judged)
	more := take(full-nameMin, true)
	since := take(sinceW+1, v.Transform != query.Index)
	gap := take(besideWidth+1, besideWidth > 0)
	c.name, c.coded = nameMin+more, more == 0
	x := nameX + c.name + 1
	n := c.spark.Width()
	if n = take(n+1, inline && v.Transform == query.AsLevel && n <= 40); n > 0 {
		c.sparks = x
		x += n
	}
	year := format.Year(v.Year, v.Estimated)
	if !v.Estimated {
		year += " "
	}
	for _, one := range []struct {
		w int
		column
	}{
		{c.value, column{head: year, role: cell.Heading, text: v.valueText}},
		{glyph, column{text: v.glyphText}},
		{gap, beside},
		{since, column{head: fmt.Sprintf("Δ%d %s", v.Base, v.Change), role: cell.Faint, text: sinceText}},
	} {
		if one.w > 0 {
			x += one.w
			one.end = x
			c.list = append(c.list, one.column)
		}
	}
	return c
}

// width is how many cells a row takes.
func (c *columns) width() int { return c.list[len(c.list)-1].end }

// besideValue is what stands beside the value: the distance to the level or, where
// something else than the figure is drawn, the figure itself. Of no width: nothing.
func (v *trend) besideValue() (c column, width int) {
	c.role = cell.Faint
	switch {
	case v.Transform == query.AsLevel && v.Verdicts():
		c.head, width = "to "+v.Level.Value.String(), gapW
		c.text = func(s *analysis.TrendSeries) (string, cell.Role) {
			return signed(s.At(v.Year).Gap), cell.Plain
		}
	case v.Transform == query.Index || v.Transform == query.Difference:
		c.head = v.Measure.Spec().Short
		width = max(gapW, cell.Width(c.head))
		for i := range v.Series {
			for _, r := range v.Series[i].Readings {
				width = max(width, cell.Width(format.Hanging(r.Figure)))
			}
		}
		c.text = func(s *analysis.TrendSeries) (string, cell.Role) {
			return format.Hanging(s.At(v.Year).Figure), cell.Plain
		}
	}
	return c, width
}

// signed is a difference, empty where there is none.
func signed(d figure.Delta) string {
	if !d.OK {
		return ""
	}
	return format.Signed(d.Value)
}

func sinceText(s *analysis.TrendSeries) (string, cell.Role) { return signed(s.Since), cell.Faint }

func (v *trend) glyphText(s *analysis.TrendSeries) (string, cell.Role) {
	r := s.At(v.Year)
	if s.Ally == nil {
		return "", cell.Plain
	}
	return format.Glyph(r.Verdict, r.Edge)
}

func (v *trend) valueText(s *analysis.TrendSeries) (string, cell.Role) {
	text, role := v.hanging(s, v.Year), cell.Strong
	switch r := s.At(v.Year); {
	case s.DrawnAt(v.Year).Known():
	case r.Known() && s.Currency != "" && v.Transform == query.AsLevel:
		text, role = "in "+s.Currency+" ", cell.Unknown
	default:
		role = cell.Unknown
	}
	if s.Ally == nil {
		role = cell.Plain
	}
	return text, role
}

// hanging is what is drawn in a year, or the mark of what is missing, with a blank
// where a figure may have a mark behind it.
func (v *trend) hanging(s *analysis.TrendSeries, y figure.Year) string {
	f := s.DrawnAt(y)
	text := v.Text(f)
	if !f.Known() {
		text = format.Missing(s.At(y).Verdict)
	}
	if format.Mark(f.Status) == "" {
		text += " "
	}
	return text
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

// drawHead names the columns.
func (c *columns) drawHead(g *cell.Grid) {
	for _, x := range c.list {
		g.Right(x.end, 0, x.head, x.role)
	}
}

// drawRow draws the i-th line of the table on row y.
func (v *trend) drawRow(g *cell.Grid, c *columns, y, i int, focus ally.Code) {
	s := &v.Series[i]
	name := plot.Short(s.Code, s.Name)
	if c.coded {
		name = code(s.Code)
	}
	if s.Code == focus {
		g.Set(0, y, '▌', cell.Cursor)
	}
	g.Text(nameX, y, cell.Cut(name, c.name), plot.TrendRole(v.Trend, i))
	if c.sparks > 0 {
		c.spark.Draw(g, c.sparks, y, s.Readings)
	}
	for _, x := range c.list {
		text, role := x.text(s)
		g.Right(x.end, y, text, role)
	}
	g.Tag(0, y, g.Width(), 1, cell.Hit{Code: string(s.Code), Year: int(v.Year)})
}

// drawBeside draws the table beside the chart, and under it what the levels are
// and, where there is room, all years.
func (v *trend) drawBeside(g *cell.Grid, c columns, focus ally.Code) {
	c.drawHead(g)
	for i := range v.Series {
		v.drawRow(g, &c, 1+i, i, focus)
	}
	y := 1 + len(v.Series) + 1
	for i := len(v.Levels) - 1; i >= 0; i-- {
		l := &v.Levels[i]
		drawn, line := plot.Level(*l), '─'
		if drawn.Dashed {
			line = '╌'
		}
		g.Set(0, y, line, drawn.Role)
		g.Text(nameX, y, cell.Cut(l.Life(), g.Width()-nameX), cell.Faint)
		y++
	}
	for _, line := range v.hints() {
		if y+1 < g.Height() {
			g.Text(nameX, y, cell.Cut(line, g.Width()-nameX), cell.Faint)
		}
		y++
	}
	if years := len(v.answer.Counts) + 1; y+1+years <= g.Height() {
		v.drawYears(g.Window(0, y+1, g.Width(), years), c.value+1)
	}
}

// hints are what a reader of the table may want to know, and does not see.
func (v *trend) hints() []string {
	var out []string
	if v.answer.EstimatedIn(v.Last) {
		out = append(out, "○ and dashes are estimates")
	}
	if v.Query.Pins == "" {
		out = append(out, "space pins an ally to this chart")
	}
	return out
}

// drawYears lists what is drawn of every year, as many lines as there is room for:
// what a chart cannot give is the figure itself.
func (v *trend) drawYears(g *cell.Grid, columnW int) {
	from := nameX + len("2026")
	n := min(len(v.Series), (g.Width()-from)/columnW)
	for i := range n {
		g.Right(from+(i+1)*columnW-1, 0, code(v.Series[i].Code), plot.TrendRole(v.Trend, i))
	}
	for y := v.First; y <= v.Last; y++ {
		row, role := 1+int(y-v.First), cell.Faint
		if y == v.Year {
			role = cell.Cursor
		}
		g.Text(nameX, row, strconv.Itoa(int(y)), role)
		for i := range n {
			s := &v.Series[i]
			role := cell.Plain
			if !s.DrawnAt(y).Known() || s.At(y).Verdict == target.NotMember {
				role = cell.Unknown
			}
			g.Right(from+(i+1)*columnW, row, v.hanging(s, y), role)
		}
	}
}

// drawList draws the table alone.
func (v *trend) drawList(g *cell.Grid, focus ally.Code) {
	c := v.columns(g.Width(), true)
	heading := 0
	if g.Height() > 2 && g.Height() > len(v.Series) {
		c.drawHead(g)
		heading = 1
	}
	for i := range v.Series {
		y := heading + i
		if y == g.Height()-1 && i+1 < len(v.Series) && g.Height() > 2 {
			g.Text(nameX, y, cell.Cut(fmt.Sprintf("and %d more", len(v.Series)-i), g.Width()-nameX), cell.Faint)
			return
		}
		v.drawRow(g, &c, y, i, focus)
	}
}
