// Package path draws what it takes the allies to reach a level by a deadline: a
// list of all of them, what they add up to, and the chart of the ally one is at,
// with its history, the straight path, its own pace and the review of 2029.
//
// It makes no number and supposes nothing: paths, totals and the words of what
// they rest on come from package analysis. It does not know keys, terminals or
// the split of the screen.
package path

import (
	"fmt"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/plot"
	"allyscope/internal/tui/steady"
	"allyscope/internal/tui/view"
)

// View draws paths. It keeps the paths last asked for, the chart last drawn, and
// how far its list is scrolled.
type View struct {
	paths   steady.Two[answered]
	chart   *cell.Grid
	offset  int
	scene   view.Scene
	lines   []ally.Code // who stands on each line of the grid last drawn
	chartAt box
}

var _ view.View = (*View)(nil)

// New returns a view that has drawn nothing yet.
func New() *View { return &View{} }

// answered is what a query gave.
type answered struct {
	path  *analysis.Path
	err   error
	basis string
}

// box is a part of the grid.
type box struct{ x, y, w, h int }

func (b box) of(g *cell.Grid) *cell.Grid { return g.Window(b.x, b.y, b.w, b.h) }

func (b box) has(x, y int) bool { return x >= b.x && x < b.x+b.w && y >= b.y && y < b.y+b.h }

// ask answers the scene's query, or finds the answer again.
func (v *View) ask(s view.Scene) *answered {
	q := s.Answer.Query
	// What a path does not depend on. The order is that of the answer's rows.
	q.View, q.Focus, q.Transform, q.Sort, q.Reverse, q.Base = 0, "", 0, 0, false, 0
	if s.Answer.Year == s.Answer.Last {
		// The last year is the edition's own: an ally whose figure of it is missing
		// starts from the one before, as where no year is said.
		q.Year = 0
	}
	return v.paths.Ask(steady.Question{Data: s.Data, Query: q}, answer)
}

func answer(q steady.Question) *answered {
	p, err := analysis.PathFor(q.Data, q.Query)
	if err != nil {
		return &answered{err: err}
	}
	return &answered{path: p, basis: analysis.PathBasis(q.Data, p)}
}

// Sentence says in one line what the paths show, or why there are none.
func (v *View) Sentence(s view.Scene) string {
	a := v.ask(s)
	if a.err != nil {
		return reason(a.err)
	}
	return a.path.Sentence
}

// Move leaves the order to the ranking: the list here has the same one.
func (v *View) Move(view.Scene, int, int) (ally.Code, bool) { return "", false }

// The sizes below which something gives way: a list to words about one ally, a
// chart beside it to one beneath, a chart beneath to none.
const (
	listWidth  = 24
	listHeight = 4
	sideFrom   = 100
	sideHeight = 12
	sideLeast  = 40
	underFrom  = 13
)

// Draw draws the scene onto the grid.
func (v *View) Draw(g *cell.Grid, s view.Scene) {
	v.scene, v.chartAt = s, box{}
	v.lines = v.lines[:0]
	if g.Width() == 0 || g.Height() == 0 {
		return
	}
	a := v.ask(s)
	switch {
	case a.err != nil:
		refused(g, a.err)
	case len(s.Answer.Rows) == 0:
		g.Text(1, 0, cell.Cut("no ally is listed", g.Width()-1), cell.Notice)
	case g.Width() < listWidth || g.Height() < listHeight:
		words(g, a.path, s.Focus)
	default:
		v.draw(g, s, a)
	}
}

// reason is an error as a sentence.
func reason(err error) string {
	text := err.Error()
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// refused says why there is no path.
func refused(g *cell.Grid, err error) {
	x := min(1, g.Width()/20)
	lines := cell.Wrap(reason(err), g.Width()-2*x, min(g.Height(), 6))
	y := min(1, (g.Height()-len(lines))/2)
	for i, line := range lines {
		g.Text(x, max(0, y)+i, line, cell.Notice)
	}
}

// draw lays out list, chart, totals and what they rest on.
func (v *View) draw(g *cell.Grid, s view.Scene, a *answered) {
	w, h := g.Width(), g.Height()
	foot := notes(s, a, w, h)
	h -= len(foot)
	for i, l := range foot {
		g.Text(1, h+i, l.text, l.role)
	}
	r, _ := a.path.Row(s.Focus)
	whole := g.Window(0, 0, w, h)
	switch {
	case w >= sideFrom && h >= sideHeight:
		p := newPlan(a.path, w-3-sideLeast)
		side := box{x: p.width + 3, w: w - p.width - 4, h: h}
		v.list(whole.Window(0, 0, p.width, h), s, a.path, p)
		v.beside(g, side, s, a.path, r)
	case h >= underFrom:
		under := min(max(7, h*2/5), 12)
		v.list(whole.Window(0, 0, w, h-under), s, a.path, newPlan(a.path, w))
		v.beneath(g, box{y: h - under, w: w, h: under}, s, a.path, r)
	case h >= 7 && r != nil && w < everything:
		// What the columns have no room for.
		v.list(whole.Window(0, 0, w, h-2), s, a.path, newPlan(a.path, w))
		for i, line := range cell.Wrap(saying(r), w-2, 2) {
			g.Text(1, h-2+i, line, cell.Plain)
		}
	default:
		v.list(whole, s, a.path, newPlan(a.path, w))
	}
}

// beside draws the ally one is at: headline, chart, and what the list's heads
// are short of words for.
func (v *View) beside(g *cell.Grid, b box, s view.Scene, p *analysis.Path, r *analysis.PathRow) {
	if r == nil {
		return
	}
	side := b.of(g)
	headline(side, r)
	facts := factsOf(r)
	if n := len(facts); n > 3 {
		// The rest stands in the list, and would be sent again with every year.
		facts = []fact{facts[0], facts[2], facts[n-1]}
	}
	height := b.h - 2 - len(facts)
	v.plot(g, box{x: b.x, y: b.y + 1, w: b.w, h: height}, s, p, r)
	list(side.Window(0, height+2, b.w, b.h), facts)
}

// beneath draws the chart, with the facts at its side where there is room.
func (v *View) beneath(g *cell.Grid, b box, s view.Scene, p *analysis.Path, r *analysis.PathRow) {
	if r == nil {
		return
	}
	const factsWidth = 39
	if b.w < 2*factsWidth-2 {
		v.plot(g, b, s, p, r)
		return
	}
	v.plot(g, box{x: b.x, y: b.y, w: b.w - factsWidth - 2, h: b.h}, s, p, r)
	side := g.Window(b.w-factsWidth, b.y, factsWidth, b.h)
	headline(side, r)
	list(side.Window(0, 1, factsWidth, b.h-1), factsOf(r))
}

// plot draws the chart of an ally.
func (v *View) plot(g *cell.Grid, b box, s view.Scene, p *analysis.Path, r *analysis.PathRow) {
	line := plot.Path(p, r)
	line.Ink, line.Year = s.Ink, int(s.Answer.Year)
	if line.Fits(b.w, b.h) {
		v.chart, v.chartAt = line.Draw(b.w, b.h), b
		g.Draw(b.x, b.y, v.chart)
	}
}

// At is what stands at a cell: an ally of the list, or a year of the chart.
func (v *View) At(x, y int) view.Hit {
	if v.scene.Answer == nil {
		return view.Hit{}
	}
	a := v.ask(v.scene)
	if a.err != nil {
		return view.Hit{}
	}
	if v.chartAt.has(x, y) {
		at, ok := v.chart.HitAt(x-v.chartAt.x, y-v.chartAt.y)
		r, there := a.path.Row(v.scene.Focus)
		if !ok || !there {
			return view.Hit{}
		}
		year := figure.Year(at.Year)
		return view.Hit{Code: r.Ally.Code, Year: year, Text: inYear(a.path, r, year)}
	}
	if y < 0 || y >= len(v.lines) || v.lines[y] == "" || v.chartAt.w > 0 && v.chartAt.y <= 1 && x >= v.chartAt.x {
		return view.Hit{}
	}
	hit := view.Hit{Code: v.lines[y]}
	if r, ok := a.path.Row(hit.Code); ok {
		hit.Text = r.Ally.Name + ": " + saying(r)
	}
	return hit
}

// inYear is an ally's figure of a year, or where a straight path would be then.
func inYear(p *analysis.Path, r *analysis.PathRow, y figure.Year) string {
	if i := int(y - p.First); i >= 0 && i < len(r.Series) && r.Series[i].Known() {
		return fmt.Sprintf("%s %d: %s %%", r.Ally.Name, y, r.Series[i])
	}
	if a := r.Straight(y); a.OK {
		return fmt.Sprintf("%s %d: %s %% on a straight path", r.Ally.Name, y, figure.Round(a.Value, 2))
	}
	return ""
}
