// Package compare sets two to eight allies side by side: a table with a line for
// each measure and a column for each ally, and where there is room the way each
// went from the base year, as slopes.
//
// It is handed a scene and a grid and makes no number: lines, distances and who
// is ahead come from package analysis. It decides how many columns and lines fit
// and in which unit amounts are shown; it does not know keys or terminals.
package compare

import (
	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/tui/view"
)

var _ view.View = (*View)(nil)

// View draws comparisons. It keeps the last one, and its slopes.
type View struct {
	answer     *analysis.Answer // of the comparison kept
	code       ally.Code
	comparison *analysis.Comparison

	slopes    *cell.Grid
	slopesKey slopesKey

	drawn *analysis.Comparison // on the grid last drawn
	plan  plan
}

// slopesKey is all that the slopes depend on.
type slopesKey struct {
	comparison *analysis.Comparison
	ink        chart.Ink
	w, h       int
}

// New makes a view.
func New() *View { return &View{} }

// The least table; what is smaller is a list of the allies.
const (
	tableW = 30
	tableH = 4
)

// Draw draws the table, and the slopes where there is room for them.
func (v *View) Draw(g *cell.Grid, s view.Scene) {
	w, h := g.Width(), g.Height()
	v.drawn = nil
	c := v.of(s)
	if c == nil || w == 0 || h == 0 {
		return
	}
	v.drawn = c
	switch {
	case len(c.Columns) == 0 || len(c.Lines) == 0:
		v.plan = plan{}
		g.Text(1, 0, cell.Cut("no ally is chosen to compare; space pins one", w-1), cell.Notice)
		return
	case w < tableW || h < tableH:
		v.plan = listPlan(c, w, h)
		v.list(g, s)
		return
	}
	v.plan = planOf(c, w, h, s.Zoom)
	v.table(g, s)
	v.drawSlopes(g, s)
}

// of is the comparison of a scene, worked out once for an answer.
func (v *View) of(s view.Scene) *analysis.Comparison {
	code := s.Focus
	if s.Answer.Query.Pins.Len() > 1 {
		code = ""
	}
	if v.comparison == nil || v.answer != s.Answer || v.code != code {
		c, err := analysis.CompareFor(s.Data, s.Answer, code)
		if err != nil {
			return nil // an answer of other tables: there is nothing to draw
		}
		v.comparison, v.answer, v.code = c, s.Answer, code
	}
	return v.comparison
}

// Sentence says who is ahead, and who behind.
func (v *View) Sentence(s view.Scene) string {
	if c := v.of(s); c != nil {
		return c.Sentence
	}
	return s.Answer.Sentence
}

// Move leaves the focus to the ranking's order: it goes through all allies, not
// only those compared.
func (v *View) Move(view.Scene, int, int) (ally.Code, bool) { return "", false }

// At is the ally of a column, with the figure of the line.
func (v *View) At(x, y int) view.Hit {
	c := v.drawn
	if c == nil {
		return view.Hit{}
	}
	line, column := v.plan.at(x, y)
	if column < 0 || column >= len(c.Columns) {
		return view.Hit{}
	}
	hit := view.Hit{Year: c.Answer.Year, Text: c.Words(line, column)}
	if col := &c.Columns[column]; col.Ally != nil {
		hit.Code = col.Code
		if hit.Text == "" {
			hit.Text = col.Name
		}
	}
	return hit
}
