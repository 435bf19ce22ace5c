// Package gridview draws small multiples: a box for every ally listed, in the
// order of the ranking, all on one scale, with the level in each.
//
// It is handed scenes and a grid. It makes no number, and knows neither keys nor
// terminals nor the other views. It keeps the pictures, which no step in the year
// and no move among the boxes changes: what moves stands in the boxes' headers.
package gridview

import (
	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/tui/steady"
	"allyscope/internal/tui/view"
)

// View is the grid of one session.
type View struct {
	order steady.Order
	plan  plan
	first int // the first ally of the page on show

	known facts
	plate *cell.Grid // the pictures of one page
	key   plateKey

	answer *analysis.Answer // the one last drawn
	said   string
	saidOf *analysis.Answer
}

// plateKey is all that a page's pictures depend on.
type plateKey struct {
	question steady.Key
	order    figure.Year
	plan     plan
	first    int
	ink      chart.Ink
}

var _ view.View = (*View)(nil)

// New returns a view that has drawn nothing yet.
func New() *View { return &View{} }

// Draw draws the page of boxes that the focused ally is on, or, where not one box
// has room, the figures of the year line by line.
func (v *View) Draw(g *cell.Grid, s view.Scene) {
	a := s.Answer
	rows := v.order.Rows(a)
	v.answer = a
	if len(rows) == 0 {
		v.plan = plan{}
		g.Text(0, 0, cell.Cut("no ally is listed", g.Width()), cell.Notice)
		return
	}
	v.know(a)
	v.plan = newPlan(len(rows), v.known.value, span(a), g.Width(), g.Height())
	p := &v.plan
	at := max(0, v.order.Find(s.Focus))
	if p.cols == 0 {
		v.first = max(0, min(at-at%max(1, g.Height()), len(rows)-1))
		v.drawText(g, s, rows[v.first:])
		return
	}
	v.first = at - at%p.page()
	rows = rows[v.first:min(len(rows), v.first+p.page())]
	v.pictures(s, rows)
	g.Draw(0, 0, v.plate)
	for i, r := range rows {
		x, y := p.box(i)
		v.drawHeader(g.Window(x, y, p.inner(), 1), r, r.Ally.Code == s.Focus)
	}
	v.drawAxis(g, a, min(p.cols, len(rows)))
	v.drawLegend(g, s)
}

// drawHeader names a box and gives its figure of the year. What changes with the
// year stands together at its end.
func (v *View) drawHeader(g *cell.Grid, r *analysis.Row, focused bool) {
	p := &v.plan
	room := g.Width() - p.value - 1 // the verdict's mark stands before the figure
	name, role := r.Ally.Name, cell.Plain
	if cell.Width(name)+2 > room {
		name = string(r.Ally.Code)
	}
	switch {
	case focused:
		g.Set(0, 0, '▌', cell.Cursor)
		role = cell.Selection
	case r.Pin >= 0:
		g.Set(0, 0, '◆', cell.Pin)
		role = cell.Strong
	}
	if x := g.Text(1, 0, name, role); focused && r.Pin >= 0 && x < room {
		g.Set(x, 0, '◆', cell.Pin)
	}
	if !r.Ally.HasForces() && without(v.answer, r) != "" {
		g.Set(room, 0, '·', cell.Unknown) // its box says why
		return
	}
	if mark, role := format.Glyph(r.Verdict, r.KnifeEdge); v.answer.Judged {
		g.Text(room, 0, mark, role)
	}
	role = cell.Plain
	if !r.Verdict.Counted() && v.answer.Unjudged == "" {
		role = cell.Unknown
	}
	g.Right(g.Width(), 0, format.Hanging(r.Figure), role)
}

// Sentence says who rose most since the base year.
func (v *View) Sentence(s view.Scene) string {
	if v.saidOf != s.Answer {
		v.said, v.saidOf = analysis.RiseSentence(s.Data, s.Answer), s.Answer
	}
	return v.said
}

// Move goes from box to box: sideways in reading order, since that is the
// ranking's, up and down by whole lines.
func (v *View) Move(s view.Scene, dx, dy int) (ally.Code, bool) {
	n := len(v.order.Rows(s.Answer))
	if n == 0 {
		return s.Focus, false
	}
	at, cols := max(0, v.order.Find(s.Focus)), max(1, v.plan.cols)
	to := at + dx
	if dy != 0 {
		line := max(0, min(to/cols+dy, (n-1)/cols))
		to = line*cols + to%cols // beyond a short last line it is the last box
	}
	return v.order.At(to), true
}

// At is the ally of a box and, in its picture, the year of a column.
func (v *View) At(x, y int) view.Hit {
	if v.answer == nil || x < 0 || y < 0 {
		return view.Hit{}
	}
	rows, p := v.order.Rows(v.answer), &v.plan
	if p.cols == 0 {
		if i := v.first + y; i < len(rows) {
			return view.Hit{Code: rows[i].Ally.Code}
		}
		return view.Hit{}
	}
	i, ok := p.at(x, y)
	if i += v.first; !ok || i >= len(rows) {
		return view.Hit{}
	}
	hit := view.Hit{Code: rows[i].Ally.Code, Year: v.answer.Year}
	if y%p.bh > 0 {
		hit.Year = v.yearAt(x%p.bw - 1)
	}
	hit.Text = analysis.ReadingWords(v.answer, rows[i], hit.Year)
	if y%p.bh == 0 {
		hit.Year = 0 // a header is of the year on show, and leads to no other
	}
	return hit
}

// drawText lists code, verdict and figure of the year.
func (v *View) drawText(g *cell.Grid, s view.Scene, rows []*analysis.Row) {
	for y, r := range rows[:min(len(rows), g.Height())] {
		role := cell.Plain
		if r.Ally.Code == s.Focus {
			role = cell.Selection
		}
		x := g.Text(0, y, string(r.Ally.Code), role) + 1
		if mark, role := format.Glyph(r.Verdict, r.KnifeEdge); s.Answer.Judged {
			x = g.Text(x, y, mark, role)
		}
		g.Text(x, y, cell.Cut(format.Hanging(r.Figure), g.Width()-x), cell.Plain)
	}
}
