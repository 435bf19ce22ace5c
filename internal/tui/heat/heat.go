// Package heat draws allies by years as a matrix that diverges around the level:
// which figures reach it is read from shape and reverse, how far they are from it
// from the weight of the marks, and both without colour.
//
// It is handed scenes and a grid. It makes no number: the distances are package
// analysis's. It knows neither keys nor terminals, and not the other views; what
// it keeps is the matrix, which no step in the year and no move among the allies
// changes.
package heat

import (
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/tui/steady"
	"allyscope/internal/tui/view"
)

// View is the heat map of one session.
type View struct {
	order  steady.Order
	plan   plan
	offset int // the first row shown

	widest widest
	plate  *cell.Grid // all rows of the years shown
	scale  scale
	partly bool // single figures are marked as estimates
	key    plateKey

	answer *analysis.Answer // the one last drawn
	text   bool             // it was drawn as text
	said   string
	saidOf *analysis.Answer
}

// plateKey is all that the matrix depends on.
type plateKey struct {
	question steady.Key
	order    figure.Year
	from, to figure.Year
	cw, gap  int
	digits   int
	ink      chart.Ink
}

// widest remembers how wide figures are, since finding out looks at all of them.
type widest struct {
	key    steady.Key
	digits int
}

var _ view.View = (*View)(nil)

// New returns a view that has drawn nothing yet.
func New() *View { return &View{} }

// Draw draws the matrix, or, where not even four years have room, the figures of
// the year line by line.
func (v *View) Draw(g *cell.Grid, s view.Scene) {
	a := s.Answer
	rows := v.order.Rows(a)
	v.answer, v.text = a, !fits(g.Width(), g.Height())
	if len(rows) == 0 {
		v.plan = plan{}
		g.Text(0, 0, cell.Cut("no ally is listed", g.Width()), cell.Notice)
		return
	}
	if v.text {
		v.scroll(s, len(rows), g.Height())
		v.drawText(g, s, rows)
		return
	}
	if k := steady.KeyOf(a); v.widest.digits == 0 || v.widest.key != k {
		v.widest = widest{key: k, digits: analysis.PlacesFor(a)}
	}
	v.plan = newPlan(a, len(rows), v.widest.digits, g.Width(), g.Height())
	v.scroll(s, len(rows), v.plan.rows)
	v.matrix(s, rows)
	p := &v.plan
	v.drawHead(g, a)
	g.Draw(p.x, p.head, v.plate.Window(0, v.offset, v.plate.Width(), p.rows))
	for i, r := range rows[v.offset : v.offset+p.rows] {
		v.drawName(g, p.head+i, r, r.Ally.Code == s.Focus)
	}
	v.drawFoot(g, s, len(rows))
}

// scroll keeps the focused ally in sight, by halves of a screen: every line that
// scrolls is sent anew.
func (v *View) scroll(s view.Scene, n, lines int) {
	at := v.order.Find(s.Focus)
	half := max(1, lines/2)
	for at >= 0 && at < v.offset {
		v.offset -= half
	}
	for at >= v.offset+lines && lines > 0 {
		v.offset += half
	}
	v.offset = max(0, min(v.offset, n-lines))
}

// drawName names a row. The ally one is at is marked at its name alone, as the
// year is at its head: a mark within the row, or at its end, would have the whole
// row sent again with every move.
func (v *View) drawName(g *cell.Grid, y int, r *analysis.Row, focused bool) {
	p := &v.plan
	name, role := r.Ally.Name, cell.Plain
	if p.nameW < fullName {
		name = string(r.Ally.Code)
	}
	if r.Pin >= 0 {
		role = cell.Strong
		g.Set(1, y, '◆', cell.Pin)
	}
	if focused {
		role = cell.Selection
		g.Set(0, y, '▌', cell.Cursor)
	}
	g.Text(marks, y, name, role)
}

// Sentence says in how many ally-years the level was met, and by whom always.
func (v *View) Sentence(s view.Scene) string {
	if v.saidOf != s.Answer {
		v.said, v.saidOf = analysis.HeatSentence(s.Data, s.Answer), s.Answer
	}
	return v.said
}

// Move goes up and down the rows; sideways are years, which are not for a view to
// move.
func (v *View) Move(s view.Scene, dx, dy int) (ally.Code, bool) {
	if dx != 0 || len(v.order.Rows(s.Answer)) == 0 {
		return s.Focus, false
	}
	return v.order.At(max(0, v.order.Find(s.Focus)) + dy), true
}

// At is the ally of a row and the year of a column.
func (v *View) At(x, y int) view.Hit {
	if v.answer == nil || v.order.Len() == 0 || x < 0 || y < 0 {
		return view.Hit{}
	}
	p, rows := &v.plan, v.order.Rows(v.answer)
	if v.text {
		if i := v.offset + y; i < len(rows) {
			return view.Hit{Code: rows[i].Ally.Code}
		}
		return view.Hit{}
	}
	var hit view.Hit
	if year, ok := p.year(x); ok && y < p.head+p.rows {
		hit.Year = year
	}
	if i := y - p.head; i >= 0 && i < p.rows && x < p.w {
		r := rows[v.offset+i]
		hit.Code = r.Ally.Code
		if hit.Year != 0 {
			hit.Text = analysis.ReadingWords(v.answer, r, hit.Year)
		}
	}
	return hit
}

// drawText lists code, verdict and figure of the year.
func (v *View) drawText(g *cell.Grid, s view.Scene, rows []*analysis.Row) {
	for y := range g.Height() {
		if v.offset+y >= len(rows) {
			return
		}
		r := rows[v.offset+y]
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

// heading is a year over its column.
func (v *View) heading(a *analysis.Answer, y figure.Year) string {
	s := strconv.Itoa(int(y))
	p := &v.plan
	switch {
	case p.digits > 0:
	case p.cw >= 5:
	case p.cw == 4:
		s = "’" + s[2:]
	default:
		s = s[2:]
	}
	if a.EstimatedIn(y) {
		s += "e"
	}
	return s
}
