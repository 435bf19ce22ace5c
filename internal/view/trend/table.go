package trend

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

type column = table.Column[*analysis.TrendSeries]

const (
	named      = "name" // the column of names, which the list draws itself
	currency   = "currency"
	sparkLeast = 4 // years
	sinceWidth = len("since 2014")
)

// columns returns the columns that fit in a list of w cells and h lines. With a height of 0 the
// rows have no sparklines.
func (v *trend) columns(w, h int) table.Line[*analysis.TrendSeries] {
	spark, full := plot.SparkOf(v.Head(), false), table.CodeWidth
	for i := range v.Series {
		full = max(full, min(cell.Width(plot.Short(v.Series[i].Code, v.Series[i].Name)), table.NameWidth))
	}
	picture := column{Head: table.Head{Priority: 2}}
	// The room that code, value, mark and currency leave. The currency may move to the head. If
	// not all years fit, the sparkline shows the latest.
	room := w - table.Marks - table.CodeWidth - 1 - 1 - v.valueWidth() - view.Room(v.Judged, 2)
	if left := room - 1 - len("EUR"); v.currencies() && (left >= sparkLeast || !v.headed(h)) {
		room = left
	}
	if n := min(spark.Width(), room); h > 0 && v.Transform == query.AsLevel && n >= sparkLeast {
		spark.First, picture.Width = spark.Last-figure.Year(n)+1, n
		picture.Draw = func(g *cell.Grid, s *analysis.TrendSeries) { spark.Draw(g, 0, 0, s.Readings[len(s.Readings)-n:]) }
	}
	since := strings.TrimSuffix(format.SinceHead(v.Base, v.Year)+" "+v.Change, " pp")
	sinceRoom := view.Room(v.Transform != query.Index && v.Spec().Changes(), max(sinceWidth, cell.Width(since)))
	return table.LineOf([]column{
		{Head: table.Head{ID: named, Width: table.CodeWidth, Wide: full, WideAt: 3}},
		picture,
		{Head: table.Head{Head: format.HangingYear(v.Year, v.Estimated), Width: v.valueWidth(), Right: true, HeadRole: cell.Heading}, Cell: v.valueCell},
		{Head: table.Head{Width: view.Room(v.Judged, 1), Priority: 1}, Cell: v.glyphCell},
		v.extraColumn(),
		{Head: table.Head{Head: since, Width: sinceRoom, Right: true, Priority: 4}, Cell: func(s *analysis.TrendSeries) table.Cell {
			c := table.Difference(s.Since, "").As(cell.Faint)
			c.Shown = plot.Across(c.Shown, s.Since.OK && s.Breaks.Crosses(v.Base, v.Year), sinceWidth)
			return c
		}},
	}, w, 0)
}

// currencies reports whether figures are in several currencies.
func (v *trend) currencies() bool { return v.All != v.Title }

// headed reports whether a list h lines high has heads.
func (v *trend) headed(h int) bool { return h > 2 && h > len(v.Series) }

// valueWidth returns the width of the widest value of any year, with its "e" or a blank.
func (v *trend) valueWidth() int {
	return 1 + v.widest(5, func(s *analysis.TrendSeries, y figure.Year) string {
		f, _ := v.Told(s, y)
		return v.Text(f)
	})
}

func (v *trend) widest(least int, text func(*analysis.TrendSeries, figure.Year) string) int {
	for i := range v.Series {
		for y := v.First; y <= v.Last; y++ {
			least = max(least, cell.Width(text(&v.Series[i], y)))
		}
	}
	return least
}

// extraColumn returns the column after the value: the currency if there are several, the distance
// to the level, or the figure if something else is drawn. Otherwise its width is 0.
func (v *trend) extraColumn() column {
	const least = 6
	c := column{Head: table.Head{Right: true, Priority: 5}}
	judged := func(s analysis.TrendSeries) bool { return s.Ally != nil } // groups and sums are not judged
	switch {
	case v.currencies():
		c.Head = table.Head{ID: currency, Width: len("EUR"), Priority: 2} // more important than full names
		c.Cell = func(s *analysis.TrendSeries) table.Cell {
			_, currency := v.Told(s, v.Year)
			return table.Word(currency)
		}
	case v.Transform == query.AsLevel && v.Verdicts() && slices.ContainsFunc(v.Series, judged):
		c.Head.Head, c.Width = "to "+v.Level.Value.String(), least
		c.Cell = func(s *analysis.TrendSeries) table.Cell { return table.Difference(s.At(v.Year).Gap, "") }
	case v.Transform == query.Index || v.Transform == query.Difference:
		printed := func(s *analysis.TrendSeries, y figure.Year) string { return format.Hanging(s.At(y).Figure) }
		c.Head.Head = v.Spec().Short
		c.Width = v.widest(max(least, cell.Width(c.Head.Head)), printed)
		c.Cell = func(s *analysis.TrendSeries) table.Cell { return table.Word(printed(s, v.Year)) }
	}
	return c
}

func (v *trend) glyphCell(s *analysis.TrendSeries) table.Cell {
	r := s.At(v.Year)
	return table.Glyph(r.Verdict, r.Edge).Where(s.Ally != nil, "")
}

func (v *trend) valueCell(s *analysis.TrendSeries) table.Cell {
	f, _ := v.Told(s, v.Year)
	c := table.Word(v.hanging(s, v.Year, f))
	switch {
	case s.Ally == nil:
		return c.As(cell.Plain)
	case !s.DrawnAt(v.Year).Known():
		return c.As(cell.Unknown)
	}
	return c.As(cell.Strong)
}

// hanging returns the figure of a year, or a mark if it is missing, followed by its status mark
// or a blank.
func (v *trend) hanging(s *analysis.TrendSeries, y figure.Year, f figure.Figure) string {
	text := v.Text(f)
	switch {
	case f.Known():
	case s.At(y).Converted:
		text = v.CurrencyOf(s.Code, y)
	default:
		text = format.Missing(s.At(y).Verdict)
	}
	if f.Status.Mark() == "" {
		text += " "
	}
	return text
}

func (v *trend) drawSide(g *cell.Grid, year table.Line[*analysis.TrendSeries], s view.State) {
	v.drawList(g, &year, s.Focus)
	y := 1 + len(v.Series) + 1
	for _, l := range slices.Backward(v.Levels) {
		drawn, line := plot.Level(l), '─'
		switch {
		case drawn.Dashed && s.Ink == chart.ASCII: // both lines would become hyphens
			line = '.'
		case drawn.Dashed:
			line = '╌'
		}
		g.Set(0, y, line, drawn.Role)
		g.Text(table.Marks, y, cell.Cut(l.Life(), g.Width()-table.Marks), cell.Faint)
		y++
	}
	for _, hint := range v.hints(s.HandedOn) {
		for _, line := range cell.Wrap(hint, g.Width()-table.Marks, 2) {
			if y+1 < g.Height() {
				g.Text(table.Marks, y, line, cell.Faint)
			}
			y++
		}
	}
	if years := len(v.answer.Counts) + 1; y+1+years <= g.Height() {
		v.drawYears(g.Window(0, y+1, g.Width(), years), v.valueWidth()+1)
	}
}

// hints returns explanations of estimates, breaks and pins, shown below the table.
func (v *trend) hints(handedOn bool) []string {
	var out []string
	if v.answer.EstimatedIn(v.Last) {
		out = append(out, "e and dashes are estimates")
	}
	codes, when := map[string][]string{}, []string{} // the codes by years of breaks, and those years in order
	for i := range v.Series {
		years := format.List(format.Each(v.Series[i].Breaks, func(y int) string {
			return format.When(y > int(v.First) && y <= int(v.Last), strconv.Itoa(y))
		}))
		if codes[years] == nil {
			when = append(when, years)
		}
		codes[years] = append(codes[years], plot.Tiny(v.Series[i].Code))
	}
	for _, years := range format.Said(when...) {
		out = append(out, fmt.Sprintf("%c %s: a break in %s", format.Break, format.List(codes[years]), years))
	}
	if v.Query.Pins == "" && !handedOn {
		out = append(out, "space pins an ally to this chart")
	}
	return out
}

func (v *trend) drawYears(g *cell.Grid, columnW int) {
	from, n := table.Marks+len("2026"), len(v.Series)
	if room := g.Width() - from; n*columnW > room {
		n = (room - len("+9")) / columnW
		g.Text(from+n*columnW, 0, fmt.Sprintf("+%d", len(v.Series)-n), cell.Faint)
	}
	for i := range n {
		g.Right(from+(i+1)*columnW-1, 0, plot.Tiny(v.Series[i].Code), plot.TrendRole(v.Trend, i))
	}
	for y := v.First; y <= v.Last; y++ {
		row, role, attr := 1+int(y-v.First), cell.Faint, cell.Attr(0)
		if y == v.Year {
			role, attr = cell.Cursor, cell.Bold // visible without colour, too
		}
		g.Text(table.Marks, row, strconv.Itoa(int(y)), role, attr)
		for i := range n {
			s := &v.Series[i]
			f, role := s.DrawnAt(y), cell.Plain
			if !f.Known() || s.At(y).Verdict == target.NotMember {
				role = cell.Unknown
			}
			if !s.At(y).Converted { // a column has only one currency
				f, _ = v.Told(s, y)
			}
			g.Right(from+(i+1)*columnW, row, v.hanging(s, y, f), role)
		}
	}
}

// drawYear writes the values of the year in one line, for a chart without a table.
func (v *trend) drawYear(g *cell.Grid) {
	x := g.Text(1, 0, format.Year(v.Year, v.Estimated), cell.Cursor, cell.Bold) + 2
	for i := range v.Series {
		s := &v.Series[i]
		f, currency := v.Told(s, v.Year)
		value := strings.TrimSpace(v.hanging(s, v.Year, f)) + format.After(" ", currency)
		need, left := cell.Width(plot.Tiny(s.Code))+1+cell.Width(value)+2, len(v.Series)-i
		if left > 1 {
			need += len("  9 more")
		}
		if x+need > g.Width() {
			g.Text(x, 0, fmt.Sprintf("%d more", left), cell.Faint)
			return
		}
		x = g.Text(x, 0, plot.Tiny(s.Code), plot.TrendRole(v.Trend, i)) + 1
		x = g.Text(x, 0, value, v.valueCell(s).Role)
		if c := v.glyphCell(s); v.Judged && s.Ally != nil && s.DrawnAt(v.Year).Known() {
			x = g.Text(x+1, 0, c.Shown, c.Role)
		}
		x += 2
	}
}

func (v *trend) drawList(g *cell.Grid, l *table.Line[*analysis.TrendSeries], focus ally.Code) {
	y := 0
	if v.headed(g.Height()) {
		l.Heads(g, 0)
		if _, _, shown := l.At(currency); v.currencies() && !shown {
			room := l.Width - len("2026e ") - table.Marks
			g.Text(table.Marks, 0, view.Fitting(room, "own currency", "own", ""), cell.Faint)
		}
		y = 1
	}
	from, to, _ := l.At(named)
	for i := range v.Series {
		s := &v.Series[i]
		if y == g.Height()-1 && i+1 < len(v.Series) && g.Height() > 2 {
			g.Text(table.Marks, y, cell.Cut(fmt.Sprintf("and %d more", len(v.Series)-i), g.Width()-table.Marks), cell.Faint)
			return
		}
		name := plot.Called(&s.Series, to-from > table.CodeWidth)
		table.Mark(g, y, s.Code == focus, false, cell.Plain) // the name keeps the role of its line
		g.Text(from, y, cell.Cut(name, to-from), plot.TrendRole(v.Trend, i))
		l.Row(g, y, s)
		g.Tag(0, y, g.Width(), 1, cell.Hit{Code: string(s.Code), Year: int(v.Year)})
		y++
	}
}
