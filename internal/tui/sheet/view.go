// Package sheet draws all that one edition says of one ally in one year: how it
// stands, its fifteen figures, the gap in points and money, its course, what it
// spends on, its pledges, what other editions printed, and its neighbours.
//
// It makes no number: everything comes from package analysis. It does not know
// keys, terminals or the split of the screen, and nothing of it scrolls: where
// there is little room, what is asked first stays.
package sheet

import (
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/tui/steady"
	"allyscope/internal/tui/view"
)

// View draws sheets. It keeps those last asked for and the chart last drawn.
type View struct {
	sheets steady.Two[answered]
	scene  view.Scene
	at     []spot
}

var _ view.View = (*View)(nil)

// New returns a view that has drawn nothing yet.
func New() *View { return &View{} }

// answered is what a query gave for an ally.
type answered struct {
	sheet *analysis.Sheet
	err   error
}

// spot is a part of the grid that can be read with the mouse.
type spot struct {
	x, y, w, h int
	// picture is the chart there, or nil, and text what a line says.
	picture *cell.Grid
	text    string
	code    ally.Code
}

func (s *spot) has(x, y int) bool { return x >= s.x && x < s.x+s.w && y >= s.y && y < s.y+s.h }

// ask answers the scene's query for its focus, or finds the answer again.
func (v *View) ask(s view.Scene) *answered {
	q := s.Answer.Query
	// What a sheet does not depend on.
	q.View, q.Focus, q.Transform, q.Sort, q.Reverse, q.Deadline, q.Scenario, q.Pins = 0, "", 0, 0, false, 0, "", ""
	q.Group, q.Filter, q.Only = "", "", false
	return v.sheets.Ask(steady.Question{Data: s.Data, Query: q, Code: s.Focus}, answer)
}

func answer(q steady.Question) *answered {
	sheet, err := analysis.SheetFor(q.Data, q.Query, q.Code)
	return &answered{sheet: sheet, err: err}
}

// Sentence says in one line how the ally stands.
func (v *View) Sentence(s view.Scene) string {
	if s.Focus == "" {
		return "No ally is chosen."
	}
	a := v.ask(s)
	if a.err != nil {
		return reason(a.err)
	}
	return a.sheet.Headline
}

// Move leaves the order to the ranking.
func (v *View) Move(view.Scene, int, int) (ally.Code, bool) { return "", false }

// Draw draws the scene onto the grid.
func (v *View) Draw(g *cell.Grid, s view.Scene) {
	v.scene, v.at = s, v.at[:0]
	if g.Width() == 0 || g.Height() == 0 {
		return
	}
	if s.Focus == "" {
		g.Text(0, 0, cell.Cut("no ally is chosen", g.Width()), cell.Notice)
		return
	}
	a := v.ask(s)
	if a.err != nil {
		for y, line := range cell.Wrap(reason(a.err), g.Width(), min(g.Height(), 6)) {
			g.Text(0, y, line, cell.Notice)
		}
		return
	}
	if g.Width() < 24 || g.Height() < 4 {
		for y, line := range cell.Wrap(a.sheet.Headline, g.Width(), g.Height()) {
			g.Text(0, y, line, cell.Plain)
		}
		return
	}
	v.draw(g, s, a.sheet)
}

// reason is an error as a sentence.
func reason(err error) string {
	text := err.Error()
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// twoColumns is the width from which a sheet has two columns.
const twoColumns = 110

// draw draws the head and the blocks under it.
func (v *View) draw(g *cell.Grid, s view.Scene, t *analysis.Sheet) {
	w, h := g.Width(), g.Height()
	head(g.Window(1, 0, w-2, 2), t)
	top := 2
	if h >= 24 {
		top = 3
	}
	p := &page{view: v, scene: s, sheet: t}
	if w < twoColumns {
		p.column(g, 1, top, w-2, h-top, []block{
			p.measures(w - 2), p.gap(), p.trend(7), p.spending(), p.pledges(), p.editions(w - 2), p.peers(w - 2),
		})
		return
	}
	left := (w - 5) / 2
	right := w - left - 5
	p.column(g, 1, top, left, h-top, []block{p.measures(left), p.spending(), p.peers(left)})
	p.column(g, left+4, top, right, h-top, []block{p.gap(), p.trend(max(7, min(h-top-22, 17))), p.pledges(), p.editions(right)})
}

// page is what one drawing is about.
type page struct {
	view  *View
	scene view.Scene
	sheet *analysis.Sheet
}

// block is a part of the sheet: rank is how soon it is given room, the least
// first; it takes least to most lines.
type block struct {
	rank, least, most int
	draw              func(g *cell.Grid, x, y int)
}

// column gives blocks their lines by rank and draws them in their order.
func (p *page) column(g *cell.Grid, x, y, w, h int, blocks []block) {
	air := 0
	if h >= 20 {
		air = 1
	}
	lines, left := make([]int, len(blocks)), h+air
	for rank := range ranks {
		for i, b := range blocks {
			if b.rank == rank && b.most > 0 && left >= b.least+air {
				lines[i] = b.least
				left -= b.least + air
			}
		}
	}
	for rank := range ranks {
		for i, b := range blocks {
			if b.rank == rank && lines[i] > 0 {
				more := max(0, min(left, b.most-b.least))
				lines[i] += more
				left -= more
			}
		}
	}
	for i, b := range blocks {
		if lines[i] == 0 {
			continue
		}
		b.draw(g.Window(x, y, w, lines[i]), x, y)
		y += lines[i] + air
	}
}

// ranks is a constant table of the blocks, the most needed first.
var ranks = [...]string{"measures", "gap", "spending", "pledges", "editions", "trend", "peers"}

// rankOf is the place of a block in ranks.
func rankOf(name string) int {
	for i, n := range ranks {
		if n == name {
			return i
		}
	}
	return len(ranks)
}

// At is what stands at a cell: a year of the chart, or the figure of a line.
func (v *View) At(x, y int) view.Hit {
	for i := range v.at {
		s := &v.at[i]
		if !s.has(x, y) {
			continue
		}
		if s.picture == nil {
			return view.Hit{Code: s.code, Text: s.text}
		}
		at, ok := s.picture.HitAt(x-s.x, y-s.y)
		if !ok || v.scene.Answer == nil {
			return view.Hit{}
		}
		year := figure.Year(at.Year)
		return view.Hit{Code: v.scene.Focus, Year: year, Text: v.inYear(year)}
	}
	return view.Hit{}
}

// inYear is the ally's figure of a year.
func (v *View) inYear(y figure.Year) string {
	a := v.ask(v.scene)
	if a.err != nil {
		return ""
	}
	t := a.sheet.Answer
	if i := int(y - t.First); i >= 0 && i < len(a.sheet.Row.Series) && a.sheet.Row.Series[i].Known() {
		return yearWords(a.sheet, y, a.sheet.Row.Series[i])
	}
	return ""
}
