// Package trend draws some allies' course over the years against the levels:
// the view for the pinned allies or, where none is, for the one the reader is at
// beside NATO's own sums.
//
// It is handed a scene and a grid. It makes no number: what is drawn, transformed
// or not, comes from package analysis. It keeps the last chart it drew, since a
// step in the year moves a cursor over it and changes nothing else; it does not
// know keys, terminals or where it stands on the screen.
package trend

import (
	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/tui/view"
	"slices"
)

var _ view.View = (*View)(nil)

// View draws trends. It keeps the last picture and what stood where on it.
type View struct {
	picture *cell.Grid

	answer *analysis.Answer // of the trend kept
	code   ally.Code
	trend  *analysis.Trend

	drawn   *analysis.Trend // on the grid last drawn
	plot    box
	table   box // a row for each line
	heading int // rows of the table before the first line
}

// box is a part of the grid last drawn; of no size where it was not drawn.
type box struct{ x, y, w, h int }

func (b box) has(x, y int) bool { return x >= b.x && x < b.x+b.w && y >= b.y && y < b.y+b.h }

// New makes a view.
func New() *View { return &View{} }

// The sizes from which there is a picture, and a table beside it.
const (
	pictureW, pictureH = 34, 8
	besideW            = 100
	besideGap          = 3
	lifeW              = 36 // what is said of a level beside the chart
)

// Draw draws the trend: a chart with a year cursor, and beside it where there is
// room a table of the year; on a small grid that table alone.
func (v *View) Draw(g *cell.Grid, s view.Scene) {
	w, h := g.Width(), g.Height()
	v.drawn, v.plot, v.table = nil, box{}, box{}
	t := v.of(s)
	if t == nil || w == 0 || h == 0 {
		return
	}
	v.drawn = t
	if len(t.Series) == 0 {
		g.Text(1, 0, cell.Cut("no ally is chosen; space pins one", w-1), cell.Notice)
		return
	}
	top := 0
	if titled(t, s) && h > pictureH {
		v.title(g, t)
		top = 1
	}
	if w < pictureW || h-top < pictureH {
		v.table = box{0, top, w, h - top}
		v.heading = v.list(g.Window(0, top, w, h-top), t, s)
		return
	}
	side := 0
	if w >= besideW {
		p := planOf(t, w/2, false)
		side = max(p.width, lifeW) + 1
		v.table = box{w - side, top, side, h - top}
		v.heading = v.beside(g.Window(v.table.x, v.table.y, v.table.w, v.table.h), t, s, p)
		side += besideGap
		for y := top; y < h; y++ {
			g.Set(w-side+1, y, '│', cell.Axis)
		}
	}
	v.plot = box{0, top, w - side, h - top}
	v.picture = v.chart(t, s)
	g.Draw(v.plot.x, v.plot.y, v.picture)
}

// titled tells whether the view has to say what is drawn: the screen's own title
// names the measure, and is not there where the view has the screen to itself.
func titled(t *analysis.Trend, s view.Scene) bool {
	return s.Zoom || empty(t) != "" || t.Transform != query.AsLevel || t.Instead != "" || !t.Answer.Measure.Spec().Comparable
}

func (v *View) title(g *cell.Grid, t *analysis.Trend) {
	w := g.Width()
	x := g.Text(1, 0, cell.Cut(t.Title, w-1), cell.Heading)
	for _, note := range [2]string{t.Instead, empty(t)} {
		if note != "" {
			x = g.Text(x+2, 0, cell.Cut("("+note+")", w-x-2), cell.Notice)
		}
	}
}

// empty names the first line of which nothing can be drawn, and says why.
func empty(t *analysis.Trend) string {
	for i := range t.Series {
		s, there := &t.Series[i], false
		for _, p := range s.Points {
			there = there || p.There()
		}
		if !there {
			return s.Name + ": " + t.Missing(s, t.Answer.Year)
		}
	}
	return ""
}

// of is the trend of a scene, worked out once for an answer.
func (v *View) of(s view.Scene) *analysis.Trend {
	code := s.Focus
	if s.Answer.Query.Pins != "" {
		code = ""
	}
	if v.trend == nil || v.answer != s.Answer || v.code != code {
		t, err := analysis.TrendFor(s.Data, s.Answer, code)
		if err != nil {
			return nil // an answer of other tables: there is nothing to draw
		}
		v.trend, v.answer, v.code = t, s.Answer, code
	}
	return v.trend
}

// chart draws the chart of a trend.
func (v *View) chart(t *analysis.Trend, s view.Scene) *cell.Grid {
	a := s.Answer
	line := plot.Trend(t)
	line.Ink, line.Year = s.Ink, int(a.Year)
	for i := range line.Series { // the table has the values of the others
		line.Series[i].Quiet = v.table.w > 0 && i > 0
	}
	for i, e := range a.Events {
		if s.Zoom {
			line.Events[i].Label = e.Short
		}
	}
	return line.Draw(v.plot.w, v.plot.h)
}

// Sentence says in one line how the lines went.
func (v *View) Sentence(s view.Scene) string {
	if t := v.of(s); t != nil {
		return t.Sentence
	}
	return s.Answer.Sentence
}

// Move leaves the focus to the ranking's order: a trend has none of its own.
func (v *View) Move(view.Scene, int, int) (ally.Code, bool) { return "", false }

// At is the year at a column of the chart and the line nearest there, or the line
// of a row of the table.
func (v *View) At(x, y int) view.Hit {
	t := v.drawn
	if t == nil {
		return view.Hit{}
	}
	if i := y - v.table.y - v.heading; v.table.has(x, y) {
		if i >= 0 && i < len(t.Series) && i < v.table.h-v.heading {
			return hit(t, i, t.Answer.Year)
		}
		return view.Hit{}
	}
	if !v.plot.has(x, y) || v.picture == nil {
		return view.Hit{}
	}
	at, ok := v.picture.HitAt(x-v.plot.x, y-v.plot.y)
	if !ok {
		return view.Hit{}
	}
	i := slices.IndexFunc(t.Series, func(s analysis.TrendSeries) bool { return string(s.Code) == at.Code })
	return hit(t, i, figure.Year(at.Year))
}

// hit is a line in a year; a sum is no ally.
func hit(t *analysis.Trend, i int, year figure.Year) view.Hit {
	out := view.Hit{Year: year}
	if i < 0 || i >= len(t.Series) {
		return out
	}
	s := &t.Series[i]
	if s.Ally != nil {
		out.Code = s.Code
	}
	out.Text = t.Words(s, year)
	return out
}
