// Package compare sets two to eight allies side by side: a table with a line for
// each measure and a column for each ally, and where there is room the way each
// went from the base year, as slopes.
//
// It makes no number: lines, distances and who is ahead come from package
// analysis. It decides how many columns and lines fit and in which unit amounts
// are shown.
package compare

import (
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/view"
)

// Spec is the view that sets allies side by side.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Compare, Title: "Compare", Help: "pinned allies side by side", Lines: 38, OneYear: true, Focused: true,
		Ask: func(ds *dataset.Dataset, ranking *analysis.Answer, focus ally.Code) (view.Shown, error) {
			return view.Lay(func(c *analysis.Comparison) view.Shown { return sides{c} })(analysis.CompareFor(ds, ranking, focus))
		},
	}
}

type sides struct{ *analysis.Comparison }

// The least table; what is smaller is a list of the allies.
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

// tag tags cells with a column's ally and a line; −1 for the head of the column.
func (v sides) tag(g *cell.Grid, x, y, w, line, column int) {
	g.Tag(x, y, w, 1, cell.Hit{Code: string(v.Columns[column].Code), Year: int(v.Year), Item: line + 1})
}

func (v sides) Describe(h cell.Hit) string {
	at := slices.IndexFunc(v.Columns, func(c analysis.ComparisonColumn) bool { return string(c.Code) == h.Code })
	if at >= 0 && h.Item == 0 {
		return v.Columns[at].Name
	}
	return v.Words(h.Item-1, at)
}

func (v sides) widest() int {
	n := 3
	for i := range v.Columns {
		n = max(n, cell.Width(plot.Called(&v.Columns[i].Series, true)))
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

// series are the lines of the columns, called in full or not.
func (v sides) series(named bool) []chart.Series {
	var out []chart.Series
	for i := range v.Columns {
		c := &v.Columns[i]
		s := plot.Line(&c.Series, c.Figures(), v.role(i))
		s.Name = plot.Called(&c.Series, named)
		out = append(out, s)
	}
	return out
}

// namesMost is how many allies the slopes name in full: more take codes, as the
// table's heads do.
const namesMost = 4

// slopes are the way from the base year to the year. The scale is that of all years, so
// that a step in the year moves the lines and nothing else.
func (v sides) slopes(ink chart.Ink) *chart.Line {
	out := &chart.Line{
		Title: v.Spec().Name(), Ink: ink, Places: v.Spec().Places, From: int(v.Base), To: int(v.Year), Series: v.series(len(v.Columns) <= namesMost),
	}
	out.Scale = (&chart.Line{Series: out.Series}).Range()
	for _, l := range v.Levels {
		if l.Measurable && l.Asked {
			level := plot.Level(l)
			level.Far = true
			out.Levels = append(out.Levels, level)
		}
	}
	return out
}
