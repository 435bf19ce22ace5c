// Package heat draws a matrix of allies by years that diverges around the level: figures below it
// are quiet, figures at or above it are filled, and each ally's first figure at the level is
// marked. The distance from the level shows in the background or, in cells too small for
// figures, in the weight of a mark, and can be read without colour.
//
// It computes no figures, and knows nothing of keys, terminals or the other views.
package heat

import (
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
	"allyscope/internal/target"
	"allyscope/internal/view"
)

// Spec returns the view of all allies in all years.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Heat, Title: "Heat", Help: "allies by years, distance to the target", Lines: 34,
		Ask: func(ds *dataset.Dataset, ranking *analysis.Answer, _ ally.Code) (view.Shown, error) {
			x := &heat{Answer: *ranking, scale: scaleOf(ranking), digits: analysis.PlacesFor(ranking), partly: ranking.Extent().Partly}
			x.Sentence = analysis.HeatSentence(ranking)
			return x, nil
		},
	}
}

type heat struct {
	analysis.Answer
	scale  scale
	digits int  // the width of the widest figure
	partly bool // estimates are marked cell by cell
}

func (v *heat) judged() bool { return v.scale.Against == analysis.AgainstLevel }

func (v *heat) Document() *document.Document {
	rows := document.WithSums(&v.Answer)
	for i := range rows {
		y := &rows[i]
		distance := v.scale.Distance(y.Series, y.Year)
		y.Extra = table.Difference(distance, format.Missing(y.Verdict)).
			Marked(format.When(distance.OK, v.scale.Status(y.Series, y.Year).Mark()))
	}
	return document.AllOf(&v.Answer, table.Head{
		ID: "distance", Head: v.scale.name, Unit: v.scale.Unit, Long: "Distance " + v.scale.name, LongUnit: v.scale.Unit,
		On: table.OnData | table.OnTables, Right: true,
	}, rows)
}

// Draw draws the matrix or, if not even four years fit, a list of the year's figures.
func (v *heat) Draw(g *cell.Grid, s view.State) {
	w, h, n := g.Width(), g.Height(), len(s.Order)
	if n == 0 || w < table.Marks+table.CodeWidth+1+minYears || h < 2 {
		view.Listing(g, &v.Answer, s)
		return
	}
	p := newPlan(&v.Answer, n, v.digits, w, h)
	p.offset, p.of = view.Scroll(s.At(), n, p.rows), n
	d := drawing{heat: v, plan: &p, State: s}
	d.drawHead(g)
	for i, r := range s.Rows(&v.Answer, p.offset, p.rows) {
		d.drawName(g, p.head+i, r)
		d.drawRow(g.Window(p.x, p.head+i, w-p.x, 1), r)
	}
	d.drawSums(g)
	d.drawFoot(g)
}

// drawSums draws NATO's own sums below a rule, if all allies are shown, there are lines left and
// cells hold figures. Sums are not judged and have no background.
func (d *drawing) drawSums(g *cell.Grid) {
	top, sums := d.head+d.plan.rows, d.Totals
	if d.plan.rows < d.of || d.plan.digits == 0 || d.h-d.plan.legend-top < len(sums)+2 {
		return
	}
	for i := range sums {
		s, y := &sums[i].Series, top+1+i
		g.Fill(table.Marks, top, d.column(d.to)+d.cw-table.Marks, '┈', cell.Axis)
		g.Text(table.Marks, y, plot.Called(s, d.nameW == table.NameWidth), cell.Faint)
		for at := d.from; at <= d.to; at++ {
			f := s.At(at).Figure
			text := table.Number(f.Printed).Where(f.Known(), format.NotPublished).Shown
			g.Right(d.column(at)+d.cw-d.trail, y, text, cell.Faint)
			g.Tag(d.column(at), y, d.cw, 1, cell.Hit{Year: int(at)})
		}
	}
}

type drawing struct {
	*heat
	*plan
	view.State
}

func (d *drawing) drawRow(g *cell.Grid, r *analysis.Row) {
	code, none, entered := string(r.Ally.Code), target.NoForces.Words(), d.scale.Entered(&r.Series)
	unarmed := !r.Ally.HasForces() && !view.Drawable(r) && g.Width() >= len(none)
	for y := d.from; y <= d.to; y++ {
		x := d.column(y) - d.x
		g.Tag(x, 0, d.cw, 1, cell.Hit{Code: code, Year: int(y)})
		if !unarmed {
			d.drawFigure(g, x, r.At(y), d.scale.Distance(&r.Series, y), y == entered)
		}
	}
	if unarmed {
		g.Text(0, 0, none, cell.Faint)
	}
}

// drawName writes the name of a row. Only the name shows the focus: a mark within the row or at
// its end would send the whole row again with every move.
func (d *drawing) drawName(g *cell.Grid, y int, r *analysis.Row) {
	g.Tag(0, y, g.Width(), 1, cell.Hit{Code: string(r.Ally.Code)})
	name := plot.Called(&r.Series, d.nameW == table.NameWidth)
	g.Text(table.Marks, y, name, table.Mark(g, y, r.Ally.Code == d.Focus, r.Pin >= 0, cell.Plain))
}

// Move moves up and down the rows. Sideways lie years, which views do not change.
func (v *heat) Move(s view.State, dx, dy int) (view.State, bool) {
	to, ok := s.To(s.At() + dy)
	return to, ok && dx == 0
}

func (v *heat) Describe(h cell.Hit) string { return analysis.Describe(&v.Answer, h.Code, h.Year) }

func (d *drawing) heading(y figure.Year) string {
	switch s := d.When(y); {
	case d.cw >= 6, d.plan.digits == 0 && d.cw == 5:
		return s
	case d.plan.digits > 0, d.cw == 4:
		return "’" + s[2:]
	default:
		return s[2:]
	}
}

// plan is the layout of the matrix. It depends on the query, the number of allies and the size,
// and on the year only if not all years fit.
type plan struct {
	w, h   int
	nameW  int         // the width of names; table.CodeWidth for codes
	x      int         // the first column of the matrix
	cw     int         // the width of a year, including the gap after it
	gap    int         // blank columns after a year without a number
	trail  int         // the columns of a cell after its number
	digits int         // the width of a number in a cell; 0: marks only
	from   figure.Year // the years shown
	to     figure.Year
	head   int // lines of heads
	rows   int // lines of the matrix
	words  int // lines that spell out the focused figure, 0 or 1
	legend int // lines of the legend, 0 or 1
	offset int // the first row shown
	of     int // the number of all rows
}

const (
	maxPlain = 6  // the greatest width of a year without a number
	pageStep = 10 // years by which a page of years moves, so that it moves rarely
	minYears = 4
)

// newPlan lays out the matrix. Numbers are preferred to full names, and full names to wide cells.
func newPlan(a *analysis.Answer, rows, digits, w, h int) plan {
	p := plan{w: w, h: h, nameW: table.NameWidth, from: a.First, to: a.Last}
	n := int(a.Last-a.First) + 1
	// One column is reserved for the "e" after the last year.
	codes, room := (w-table.Marks-table.CodeWidth-2)/n, (w-table.Marks-table.NameWidth-2)/n
	if room <= digits && (codes > digits || room < 1 || room < min(codes, 2)) {
		p.nameW, room = table.CodeWidth, codes
	}
	switch p.cw = max(1, min(room, maxPlain)); {
	case room > digits: // a mark before each number and, if there is room, one after and another before it
		p.digits, p.cw = digits, min(room, digits+5)
		p.trail = min(p.cw-digits-1, 1)
	case p.cw > 3:
		p.gap = 1
	}
	p.x = table.Marks + p.nameW + 1
	if codes < 1 { // show the page of years that contains the query's year
		shown := figure.Year(w - p.x)
		for p.to-shown+1 > a.Year {
			p.to -= min(pageStep, max(1, shown/2))
		}
		p.from = max(a.First, p.to-shown+1)
	}
	p.head, p.legend = 1+view.Room(p.cw <= 2 && h >= 7, 1), view.Room(h >= 5, 1)
	left := h - p.head - p.legend
	p.words = view.Room(p.digits == 0 && h >= 8 && left != rows, 1) // not if only it would make the list scroll
	p.rows = min(left-p.words, rows)
	return p
}

func (p *plan) column(y figure.Year) int { return p.x + p.cw*int(y-p.from) }
