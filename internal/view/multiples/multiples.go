// Package multiples draws small multiples: a box for every ally listed, in the
// order of the ranking, all on one scale, with the level in each.
//
// It makes no number, and knows neither keys nor terminals nor the other views.
package multiples

import (
	"fmt"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/view"
)

// Spec is the view of all allies as small pictures.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Grid, Title: "Grid", Help: "all allies as small pictures", Lines: 38,
		Ask: func(ds *dataset.Dataset, ranking *analysis.Answer, _ ally.Code) (view.Shown, error) {
			x := &multiples{answer: ranking, Header: ranking.Header, facts: factsOf(ranking), rise: ranking.RiseFrom(ranking.Base)}
			x.Sentence = x.rise.Sentence(ranking)
			return x, nil
		},
	}
}

// multiples is an answer as a box for every ally. Its header is the ranking's, with a
// sentence on who rose.
type multiples struct {
	analysis.Header
	answer *analysis.Answer
	facts  facts
	rise   analysis.Rise
}

// Count is how many rose, where nobody is chosen.
func (v *multiples) Count() (n, what string) {
	a, rise := v.answer, v.rise
	if of := rise.Up + rise.Down + rise.Same; of > 1 && a.Spec().Changes() && a.Query.Pins == "" {
		return fmt.Sprintf("%d/%d", rise.Up, of), fmt.Sprintf("rose, %d to %d", a.Base, a.Year)
	}
	return "", ""
}

// Document lays out every figure.
func (v *multiples) Document() *document.Document {
	return document.AllOf(v.answer, v.Head(), table.Head{}, document.WithSums(v.answer))
}

// drawing is one drawing of a page of boxes.
type drawing struct {
	*multiples
	plan
	view.State
	first int // the first ally of the page, of so many
	of    int
	years []figure.Year // nearest to each column of a picture
}

// plan lays the boxes out for a size.
func (v *multiples) plan(w, h int) plan {
	return newPlan(v.answer.Len(), v.facts.value, span(v.answer), w, h)
}

// Draw draws the page of boxes that the focused ally is on, or, where not one box
// has room, the figures of the year line by line.
func (v *multiples) Draw(g *cell.Grid, s view.State) {
	list := s.Listed(v.answer)
	if list.Len() == 0 {
		g.Text(0, 0, cell.Cut("no ally is listed", g.Width()), cell.Notice)
		return
	}
	d := drawing{multiples: v, plan: v.plan(g.Width(), g.Height()), State: s, of: list.Len()}
	at := max(0, list.Find(s.Focus))
	if d.cols == 0 {
		at = max(0, min(at-at%max(1, g.Height()), list.Len()-1))
		view.Listing(g, v.answer, list.Rows(at, g.Height()), s)
		return
	}
	d.first, d.years = at-at%d.page(), d.nearest()
	rows := list.Rows(d.first, d.page())
	for i, r := range rows {
		x, y := d.box(i)
		code := string(r.Ally.Code)
		g.Tag(x, y, d.inner(), 1, cell.Hit{Code: code})
		d.drawHeader(g.Window(x, y, d.inner(), 1), r)
		if d.barred() && without(v.answer, r) == "" {
			d.drawLevel(g.Window(x, y+1, d.inner(), d.chartH()))
		}
		d.picture(g.Window(x+1, y+1, d.chartW(), d.chartH()), r)
	}
	d.drawAxis(g, min(d.cols, len(rows)))
	d.drawLegend(g)
}

// drawHeader names a box and gives its figure of the year. What changes with the
// year stands together at its end.
func (d *drawing) drawHeader(g *cell.Grid, r *analysis.Row) {
	p, focused := &d.plan, r.Ally.Code == d.Focus
	room := g.Width() - p.value - 1 // the verdict's mark stands before the figure
	name, role := plot.Called(&r.Series, cell.Width(r.Name)+2 <= room), cell.Plain
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
	if !r.Ally.HasForces() && without(d.answer, r) != "" {
		g.Set(room, 0, '·', cell.Unknown) // its box says why
		return
	}
	if mark, role := format.Glyph(r.Verdict, r.Edge); d.answer.Judged {
		g.Text(room, 0, mark, role)
	}
	role = cell.Plain
	if !r.Verdict.Counted() && d.answer.Unjudged == "" {
		role = cell.Unknown
	}
	g.Right(g.Width(), 0, format.Hanging(r.Figure), role)
}

// Move goes from box to box: sideways in reading order, since that is the
// ranking's, up and down by whole lines.
func (v *multiples) Move(s view.State, dx, dy int) (view.State, bool) {
	list := s.Listed(v.answer)
	n := list.Len()
	if n == 0 {
		return s, false
	}
	cols := max(1, v.plan(s.Width, s.Height).cols)
	to := max(0, list.Find(s.Focus)) + dx
	if dy != 0 {
		line := max(0, min(to/cols+dy, (n-1)/cols))
		to = line*cols + to%cols // beyond a short last line it is the last box
	}
	s.Focus = list.Code(to)
	return s, true
}

// Describe is a figure in words; on a header it is that of the year on show.
func (v *multiples) Describe(h cell.Hit) string {
	if h.Year == 0 {
		h.Year = int(v.answer.Year)
	}
	return analysis.Describe(v.answer, h.Code, h.Year)
}
