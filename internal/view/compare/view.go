// Package compare shows two to eight allies side by side: a table with a line for each measure
// and a column for each ally and, if there is room, the changes since the base year as slopes.
//
// It computes no figures: lines, distances and extremes come from package analysis. It decides
// how many columns and lines fit, and in which unit amounts are shown.
package compare

import (
	"cmp"
	"slices"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/view"
)

// Spec returns the view of allies side by side.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Compare, Title: "Compare", Help: "pinned allies side by side", Lines: 38, OneYear: true, Focused: true,
		Ask: func(ds *dataset.Dataset, ranking *analysis.Answer, focus ally.Code) (view.Shown, error) {
			return view.Lay(func(c *analysis.Comparison) view.Shown { return sides{c} })(analysis.CompareFor(ds, ranking, focus))
		},
	}
}

type sides struct{ *analysis.Comparison }

// The least size of a table. A smaller grid shows a list of the allies.
const (
	tableW = 30
	tableH = 4
)

func (v sides) Draw(g *cell.Grid, s view.State) {
	w, h := g.Width(), g.Height()
	switch {
	case w == 0 || h == 0:
	case len(v.Columns) == 0 || len(v.Lines) == 0:
		g.Text(1, 0, cell.Cut("no ally is chosen to compare; space pins one", w-1), cell.Notice)
	case w < tableW || h < tableH:
		v.list(g, s.Focus)
	default:
		p := v.plan(g)
		v.table(g, &p, s)
		if p.course != nil {
			v.drawCourse(p.course, s.Ink)
		}
		if p.slopes != nil {
			p.slopes.Draw(0, 0, v.slopes(s.Ink).Slope(p.slopes.Width(), p.slopes.Height()))
		}
	}
}

// tag tags cells with the ally of a column and a line, −1 for the head of the column.
func (v sides) tag(g *cell.Grid, x, y, w, line, column int) {
	g.Tag(x, y, w, 1, cell.Hit{Code: string(v.Columns[column].Code), Year: int(v.Year), Item: line + 1})
}

func (v sides) Describe(h cell.Hit) string {
	at := slices.IndexFunc(v.Columns, func(c analysis.Series) bool { return string(c.Code) == h.Code })
	if at >= 0 && h.Item == 0 {
		return v.Columns[at].Name
	}
	return v.Words(h.Item-1, at)
}

func (v sides) widest() int {
	n := table.CodeWidth
	for i := range v.Columns {
		n = max(n, cell.Width(plot.Called(&v.Columns[i], true)))
	}
	return n
}

func (v sides) drawCourse(g *cell.Grid, ink chart.Ink) {
	for y := range g.Height() {
		g.Set(0, y, '│', cell.Axis)
	}
	g = g.Window(2, 0, g.Width(), g.Height())
	g.Text(1, 0, cell.Cut(v.Spec().Name(), g.Width()-1), cell.Heading)
	l := plot.Course(&v.Answer)
	l.Ink, l.Year, l.Silent, l.Series = ink, int(v.Year), true, v.series(true)
	g.Draw(0, 1, l.Draw(g.Width(), g.Height()-1))
}

func (v sides) series(named bool) []chart.Series {
	var out []chart.Series
	for i := range v.Columns {
		c := &v.Columns[i]
		s := plot.Line(c, c.Figures(), v.role(i, ""))
		s.Name = plot.Called(c, named)
		out = append(out, s)
	}
	return out
}

// slopes returns the chart from the base year to the query's year. Its scale covers all years,
// so that changing the year moves only the lines.
func (v sides) slopes(ink chart.Ink) *chart.Line {
	named := len(v.Columns) <= 4 // with more allies, lines have codes
	out := &chart.Line{
		Title: v.Spec().Name(), Ink: ink, Places: v.Spec().Places, From: int(v.Base), To: int(v.Year), Series: v.series(named),
	}
	out.Scale = (&chart.Line{Series: out.Series}).Range()
	if v.Judged && v.Level.Measurable {
		level := plot.Level(v.Level)
		level.Far = true
		out.Levels = []chart.Level{level}
	}
	return out
}

// plan is the layout of a comparison. It depends only on the columns and the size, so that
// changing the year moves nothing.
type plan struct {
	widths
	n      int        // the number of columns shown
	head   int        // the number of rows above the first line
	own    int        // the index of the line whose currencies the second head row shows, or −1
	rows   []int      // the index of the line on each row below the head, −1 for a blank row
	foot   int        // the row of the legend, or −1
	course *cell.Grid // the room for the trend of the same allies, with a rule before it; may be nil
	slopes *cell.Grid // the room for the slopes; may be nil
}

// widths holds the widths of a table: of the lines' names, of a value with its "e", of a column,
// and of the blank between a value and its marks.
type widths struct {
	label, value, column, pad int
	named                     bool // columns have their names in full
}

const (
	labelFull   = 29
	labelMin    = 16
	valueFull   = 8 // 116,326e
	valueMin    = 5 // 10.8e
	columnMin   = 8
	marks       = 2 // of the verdict, and of the greatest or least
	fraction    = 3 // the decimal point and two decimals
	courseW     = 40
	courseH     = 12
	slopesH     = 7
	slopesMost  = 50
	slopesTall  = 16
	courseGap   = 4
	columnSpare = 2
)

// plan lays out the comparison. To fit the width it replaces names by codes, then shortens values
// and the names of lines, and finally leaves out columns.
func (v sides) plan(g *cell.Grid) plan {
	w, h := g.Width(), g.Height()
	p := plan{n: len(v.Columns), foot: -1}
	const cellW = valueFull + marks // of amounts
	for _, p.widths = range [...]widths{
		{labelFull, valueFull, max(cellW+1, v.widest()) + columnSpare, 1, true},
		{labelFull, valueFull, max(cellW+1, v.widest()) + 1, 1, true},
		{labelFull, valueFull, cellW + 1, 0, false},
		{labelMin + 5, valueFull, cellW + 1, 0, false},
		{labelMin, valueMin, columnMin + 1, 0, false},
		{labelMin, valueMin, columnMin, 0, false},
	} {
		if p.label+p.n*p.column <= w {
			break
		}
	}
	p.n = max(1, min(p.n, (w-p.label)/p.column))
	v.lines(&p, h)
	v.place(&p, g)
	return p
}

// place finds room for charts: next to the table for the trend and, if all lines are shown, below
// the table for the slopes.
func (v sides) place(p *plan, g *cell.Grid) {
	if !v.Measure.Spec().Comparable {
		return
	}
	w, h, used := g.Width(), g.Height(), p.label+p.n*p.column
	if room := w - used - courseGap - 1; room >= courseW && h >= courseH {
		p.course = g.Window(used+courseGap-2, 0, room+2, h)
		w = used
	}
	if p.foot < 0 || v.Base < v.First || v.Base > v.Last {
		return
	}
	below := p.foot + 2
	if h-below < slopesTall && p.foot > p.head+len(p.rows) {
		// The slopes need the blank line above the legend and the one below it.
		p.foot, below = p.foot-1, p.foot
	}
	room := g.Window(1, below, min(w-2, slopesMost), slopesTall)
	if room.Height() >= slopesH && v.slopes(chart.Braille).SlopeFits(room.Width(), room.Height()) {
		p.slopes = room
	}
}

// lines assigns the rows: heads, with currencies if the first lines include amounts in them,
// the lines that fit, a blank row after those of the query's measure, and the legend.
func (v sides) lines(p *plan, h int) {
	p.head = 1
	left := h - p.head
	if h >= 6 {
		left--
	}
	p.own = slices.IndexFunc(v.Lines[:max(0, min(len(v.Lines), left-1))], func(l analysis.ComparisonLine) bool {
		return !l.Measure.Spec().Comparable && !l.Signed
	})
	if p.own >= 0 {
		p.head, left = 2, left-1
	}
	main := slices.IndexFunc(v.Lines, func(l analysis.ComparisonLine) bool { return l.Measure != v.Measure })
	blank := left > len(v.Lines) && main >= 0
	for i := range v.Lines {
		if blank && i == main {
			p.rows = append(p.rows, -1)
		}
		if len(p.rows) < left {
			p.rows = append(p.rows, i)
		}
	}
	if h >= 6 {
		p.foot = p.head + len(p.rows)
		if p.foot < h-1 && blank {
			p.foot++
		}
	}
}

// end returns the column after a value and its "e", where the marks begin.
func (p *plan) end(i int) int { return p.label + (i+1)*p.column - marks - p.pad }

func (p *plan) slot(i int) slot {
	return slot{point: p.end(i) - 1 - fraction, fraction: fraction, pad: p.pad, last: i == p.n-1}
}

// Document returns a table with a row for each measure and a column for each ally, preceded by
// the years if the query has a range, and followed by the allies' rows of the ranking.
func (v sides) Document() *document.Document {
	d := document.Of(&v.Answer)
	names := format.EachOf(v.Columns, func(c *analysis.Series) string { return c.Name })
	d.Title = document.InYear(format.List(names), v.Head())
	rows := format.EachOf(v.Columns, func(c *analysis.Series) *analysis.Row {
		r, _ := v.Row(c.Code) // a sum has none
		return r
	})
	ranked := document.Allies(&v.Answer, rows)
	ranked.Title = v.Spec().Name()
	d.Tables = []table.Table{v.measures(), ranked}
	if v.Query.From != 0 || v.Query.To != 0 { // the years of the query's measure
		d.Tables[0].Title = "Measures, " + strconv.Itoa(int(v.Year))
		years := document.YearsOf(table.Pointers(v.Columns)...)
		d.Tables = slices.Insert(d.Tables, 0, document.Years(&v.Answer.Header, v.Spec().Name(), table.Head{}, years))
	}
	marked := slices.ContainsFunc(v.Lines, func(l analysis.ComparisonLine) bool {
		return slices.ContainsFunc(l.Cells, func(x analysis.ComparisonCell) bool { return x.Extreme != 0 })
	})
	d.Remarks = append(format.Said(format.When(marked, "▲ marks the greatest value in a row, ▼ the least.")), document.GapsBasis(&v.Answer, rows)...)
	d.Chart = plot.CoursePicture(&v.Answer, rows)
	return d
}

// measures returns the table of all lines except distances and changes, in NATO's order.
func (v sides) measures() table.Table {
	type line = *analysis.ComparisonLine
	columns := slices.Concat(
		table.Data("measure", "Measure", func(l line) table.Cell { return table.Word(l.Measure.String()) }),
		table.Texts("title", "measure", "Title",
			func(l line) table.Cell { return document.MeasureTitle(l.Measure.In(l.Cells[0].Unit)) }).Leading(),
		table.Data("unit", "Unit", func(l line) table.Cell { return table.Word(l.Cells[0].Unit) }),
		document.YearColumn[line](v.Year),
	)
	for i := range v.Columns {
		c := &v.Columns[i]
		id := string(c.Code)
		columns = slices.Concat(columns,
			table.Numbers(id, plot.Tiny(c.Code), c.Name, func(l line) table.Cell { return v.cell(l, i) }),
			table.Data(id+"_status", c.Name+", status", func(l line) table.Cell { return table.Status(l.Cells[i].Figure) }),
			table.Data(id+"_rank", c.Name+", rank", func(l line) table.Cell { return document.Place(&l.Cells[i].SheetLine) }),
		)
	}
	lines := slices.DeleteFunc(table.Pointers(v.Lines), func(l line) bool { return l.Signed })
	slices.SortFunc(lines, func(a, b line) int { return cmp.Compare(a.Measure, b.Measure) })
	return table.Of("measures", "", slices.Concat(columns, document.SourceColumns[line](v.Head())), lines)
}

func (v sides) cell(l *analysis.ComparisonLine, i int) table.Cell {
	x, c := &l.Cells[i], &v.Columns[i]
	out := table.Figure(x.Figure, document.MissingOf(c.Ally, v.Year))
	if !x.Known() {
		return out
	}
	out.Said = c.Name + " " + format.Number(x.Printed) + format.Status(x.Figure)
	switch x.Extreme {
	case 1:
		out.Shown, out.Role = "▲ "+out.Shown, cell.Strong
	case -1:
		out.Shown, out.Role = "▼ "+out.Shown, cell.Faint
	}
	return out
}
