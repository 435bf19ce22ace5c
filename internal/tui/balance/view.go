// Package balance draws the share of GDP against the share of it that goes into
// equipment: every ally a labelled point, the two levels as lines, NATO's four
// quadrants with their counts, and the way the focused ally came.
//
// It makes no number: places, quadrants and counts come from package analysis. It
// does not know keys, terminals or the split of the screen. Where there is no
// room for a picture the quadrants are lists of codes.
package balance

import (
	"fmt"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/tui/steady"
	"allyscope/internal/tui/view"
)

// View draws balances. It keeps those last asked for and the picture last drawn.
type View struct {
	asked steady.Two[answered]
	last  drawn
	scene view.Scene
	box   box // where the picture stands
	side  box // where the years stand
}

var _ view.View = (*View)(nil)

// New returns a view that has drawn nothing yet.
func New() *View { return &View{} }

// answered is what a query gave.
type answered struct {
	balance *analysis.Balance
	err     error
}

// drawn is a picture and all that it depends on.
type drawn struct {
	balance *analysis.Balance
	code    ally.Code
	ink     chart.Ink
	w, h    int
	picture *picture
}

// box is a part of the grid.
type box struct{ x, y, w, h int }

func (b box) of(g *cell.Grid) *cell.Grid { return g.Window(b.x, b.y, b.w, b.h) }

func (b box) has(x, y int) bool { return x >= b.x && x < b.x+b.w && y >= b.y && y < b.y+b.h }

// ask answers the scene's query, or finds the answer again.
func (v *View) ask(s view.Scene) *answered {
	q := s.Answer.Query
	// What a balance does not depend on. Years and base are of another measure's
	// table.
	q.View, q.Focus, q.Transform, q.Sort, q.Reverse, q.Base, q.Deadline, q.Scenario = 0, "", 0, 0, false, 0, 0, ""
	return v.asked.Ask(steady.Question{Data: s.Data, Query: q}, answer)
}

func answer(q steady.Question) *answered {
	b, err := analysis.BalanceFor(q.Data, q.Query)
	return &answered{balance: b, err: err}
}

// Sentence says in one line how many stand where, or why nobody does.
func (v *View) Sentence(s view.Scene) string {
	a := v.ask(s)
	if a.err != nil {
		return reason(a.err)
	}
	return a.balance.Sentence
}

// Move leaves the order to the ranking: points have none.
func (v *View) Move(view.Scene, int, int) (ally.Code, bool) { return "", false }

// The sizes from which there is a picture, and the ally's years beside it.
const (
	pictureWidth  = 50
	pictureHeight = 12
	sideFrom      = 100
	sideWidth     = 28
)

// Draw draws the scene onto the grid.
func (v *View) Draw(g *cell.Grid, s view.Scene) {
	v.scene, v.box, v.side = s, box{}, box{}
	w, h := g.Width(), g.Height()
	if w == 0 || h == 0 {
		return
	}
	a := v.ask(s)
	switch {
	case a.err != nil:
		x := min(1, w/20)
		for i, line := range cell.Wrap(reason(a.err), w-2*x, min(h, 6)) {
			g.Text(x, i+min(1, h/8), line, cell.Notice)
		}
	case len(a.balance.Points) == 0:
		g.Text(min(1, w/20), 0, cell.Cut("no ally is listed", w), cell.Notice)
	case w >= pictureWidth && h >= pictureHeight:
		v.draw(g, s, a.balance)
	default:
		lists(g, a.balance, s.Focus)
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

// draw draws counts, picture, and what is short of words in it.
func (v *View) draw(g *cell.Grid, s view.Scene, b *analysis.Balance) {
	w, h := g.Width(), g.Height()
	counts(g, b, w)
	v.box = box{y: 1, w: w, h: h - 2}
	if w >= sideFrom {
		v.side = box{x: w - sideWidth, y: 1, w: sideWidth, h: h - 2}
		v.box.w = w - sideWidth - 2
	}
	key := drawn{balance: b, code: s.Focus, ink: s.Ink, w: v.box.w, h: v.box.h, picture: v.last.picture}
	if v.last.picture == nil || v.last != key {
		key.picture = pictureOf(b, s.Focus, s.Ink, v.box.w, v.box.h)
		v.last = key
	}
	g.Draw(v.box.x, v.box.y, v.last.picture.cells)
	x := g.Text(1, h-1, "→ % of GDP  ↑ equipment, % of defence expenditure", cell.Faint)
	if text := absent(b, v.last.picture.unlabelled); text != "" {
		g.Text(x+2, h-1, cell.Cut(text, w-x-3), cell.Faint)
	}
	if p, ok := b.Point(s.Focus); ok && v.side.w > 0 {
		years(v.side.of(g), b, p)
	}
}

// At is what stands at a cell: the ally whose mark or code is nearest, or a year
// of the focused one.
func (v *View) At(x, y int) view.Hit {
	if v.scene.Answer == nil {
		return view.Hit{}
	}
	a := v.ask(v.scene)
	if a.err != nil {
		return view.Hit{}
	}
	if v.side.has(x, y) {
		p, ok := a.balance.Point(v.scene.Focus)
		i := y - v.side.y - yearsTop
		if !ok || i < 0 || i >= len(p.Trail) {
			return view.Hit{}
		}
		step := p.Trail[i]
		return view.Hit{Code: p.Ally.Code, Year: step.Year, Text: saying(p.Ally, step)}
	}
	if !v.box.has(x, y) || v.last.picture == nil {
		return view.Hit{}
	}
	at, _ := v.last.picture.cells.HitAt(x-v.box.x, y-v.box.y)
	p, there := a.balance.Point(ally.Code(at.Code))
	if !there {
		return view.Hit{}
	}
	return view.Hit{Code: p.Ally.Code, Text: saying(p.Ally, p.BalanceStep)}
}

// saying is an ally's place in a year, in words.
func saying(a *ally.Ally, s analysis.BalanceStep) string {
	return fmt.Sprintf("%s %d: %s %% of GDP, %s %% on equipment", a.Name, s.Year, value(s.Share), value(s.Equipment))
}

func value(f figure.Figure) string { return f.String() }
