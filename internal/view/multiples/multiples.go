// Package multiples draws small multiples: a box for every ally listed, in the order of the
// ranking, all with the same scale and level.
//
// It computes no figures, and knows nothing of keys, terminals or the other views.
package multiples

import (
	"cmp"
	"fmt"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/view"
)

// Spec returns the view of all allies as small charts.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Grid, Title: "Grid", Help: "all allies as small pictures", Lines: 38,
		Ask: func(ds *dataset.Dataset, ranking *analysis.Answer, _ ally.Code) (view.Shown, error) {
			x := &multiples{Answer: *ranking, rise: ranking.RiseFrom(ranking.Base), Extent: ranking.Extent()}
			x.measure()
			x.Sentence = x.rise.Sentence(ranking)
			return x, nil
		},
	}
}

type multiples struct {
	analysis.Answer
	analysis.Extent
	rise   analysis.Rise
	value  int           // the width of the widest figure
	levels []chart.Level // the query's level, if figures are judged by it
	scale  chart.Scale
	own    bool // every box has its own scale
}

// Count returns how many allies rose, unless some are pinned.
func (v *multiples) Count() (n, what string) {
	total := v.rise.Both
	if total < 2 || !v.Spec().Changes() || v.Query.Pins != "" {
		return "", ""
	}
	return fmt.Sprintf("%d/%d", v.rise.Up, total), format.Moving("rose", v.Base, v.Year) + ", " + v.rise.Span(&v.Answer)
}

func (v *multiples) Document() *document.Document {
	return document.AllOf(&v.Answer, table.Head{}, document.WithSums(&v.Answer))
}

type drawing struct {
	*multiples
	plan
	view.State
	first int           // the index of the page's first ally
	years []figure.Year // the year nearest to each column of a chart
}

func (v *multiples) plan(w, h int) plan { return newPlan(v.Len(), v.value, v.span(), w, h) }

// Draw draws the page of boxes with the focused ally. If not even one box fits, it lists the
// figures of the year.
func (v *multiples) Draw(g *cell.Grid, s view.State) {
	d := drawing{multiples: v, plan: v.plan(g.Width(), g.Height()), State: s}
	if d.cols == 0 {
		view.Listing(g, &v.Answer, s)
		return
	}
	d.first = s.At() - s.At()%d.page()
	rows := s.Rows(&v.Answer, d.first, d.page())
	d.years = d.nearest()
	for i, r := range rows {
		x, y := i%d.cols*d.bw, i/d.cols*d.bh
		code := string(r.Ally.Code)
		g.Tag(x, y, d.inner(), 1, cell.Hit{Code: code})
		d.drawHeader(g.Window(x, y, d.inner(), 1), r)
		if d.barred() && d.without(r) == "" {
			d.drawLevel(g.Window(x, y+1, d.inner(), d.chartH()))
		}
		d.picture(g.Window(x+1, y+1, d.chartW(), d.chartH()), r)
	}
	d.drawAxis(g, min(d.cols, len(rows)))
	d.drawLegend(g)
}

// drawHeader writes the name of a box and, together at the end, what changes with the year.
func (d *drawing) drawHeader(g *cell.Grid, r *analysis.Row) {
	focused := r.Ally.Code == d.Focus
	room := g.Width() - d.value - 1 // the mark of the verdict comes before the figure
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
	if !r.Ally.HasForces() && d.without(r) != "" {
		g.Set(room, 0, '·', cell.Unknown) // the box says why
		return
	}
	if mark, role := format.Glyph(r.Verdict, r.Edge); d.Judged {
		g.Text(room, 0, mark, role)
	}
	value, role := format.Hanging(r.Figure), cell.Plain
	switch {
	case r.Converted: // the box has no figures in this currency
		value, role = "in "+d.CurrencyOf(r.Ally.Code, d.Year)+" ", cell.Unknown
	case !r.Verdict.Counted() && d.Unjudged == "":
		role = cell.Unknown
	}
	g.Right(g.Width(), 0, value, role)
}

// Move moves from box to box: sideways in reading order, up and down by whole lines.
func (v *multiples) Move(s view.State, dx, dy int) (view.State, bool) {
	cols, to := max(1, v.plan(s.Width, s.Height).cols), s.At()+dx
	if dy != 0 {
		to = max(0, min(to/cols+dy, (len(s.Order)-1)/cols))*cols + to%cols // To clamps it to the last box
	}
	return s.To(to)
}

// Describe returns a figure in words; for the header of a box, the figure of the query's year.
func (v *multiples) Describe(h cell.Hit) string {
	if h.Year == 0 {
		h.Year = int(v.Year)
	}
	return analysis.Describe(&v.Answer, h.Code, h.Year)
}

// plan is the layout of the boxes, in reading order. It depends only on the query, the number of
// allies and the size.
type plan struct {
	h           int
	cols, lines int // the number of boxes across and down
	bw, bh      int // the size of a box with the gaps after and below it
	gap         int // blank lines below a box
	axis        int // lines of years below the boxes, 0 or 1
	legend      int // lines of the legend, 0 or 1
}

const (
	gapW    = 1
	fixed   = 5 // the width of a header without its figure: mark, code, verdict
	least   = 2 // the least lines of a box: its header and one line of a chart
	gapFrom = 5 // the lines of a box from which there is a blank line between boxes
)

// broad and nice are the width and height from which a chart is legible. More than twice as much
// is no better.
const (
	broad = 13
	nice  = 4
)

// newPlan lays out n boxes in w by h cells. value is the width of the figure in a header, span
// the number of years. If all boxes fit, they get the size that suits a chart best, else as many
// boxes of the least size as fit are shown on each page. If none fits, cols is 0.
func newPlan(n, value, span, w, h int) plan {
	p := plan{h: h, legend: view.Room(h >= 4, 1), axis: view.Room(h >= 8, 1)}
	room := h - p.legend - p.axis
	narrow := max(fixed+value, 9) + gapW
	most := (w + gapW) / narrow
	if n < 1 || most < 1 || room < least {
		return p
	}
	bars := view.Room(span <= 2*broad, span) // the width for one bar a year; more years become an area of any width
	best := -1.0
	for cols := 1; cols <= min(most, n); cols++ {
		lines := (n + cols - 1) / cols
		bw, bh := (w+gapW)/cols, room/lines
		if bh < least || cols > 1 && bw-gapW-1 < bars {
			continue
		}
		if s := merit(bw-gapW-1, bh-1-gapOf(bh), value, span) + 0.75*float64(gapOf(bh)); s > best {
			best, p.cols, p.lines, p.bw, p.bh = s, cols, lines, bw, bh
		}
	}
	if best < 0 {
		most = cmp.Or((w+gapW)/max(narrow, span+1+gapW), most) // wide enough for folded sparklines
		p.cols, p.bw = most, (w+gapW)/most
		p.bh = least + view.Room(room >= 3*(least+1), 1) // a gap between boxes is worth more than another line of boxes
		p.lines = room / p.bh
	}
	p.gap = gapOf(p.bh)
	return p
}

func gapOf(bh int) int { return view.Room(bh >= gapFrom, 1) }

// merit scores a chart of w by h cells. The worse of its two sides counts twice, and room for
// full names counts, too. A chart of one line is legible if it can be folded at the level;
// otherwise charts of one or two lines show little.
func merit(w, h, value, span int) float64 {
	a, b := min(float64(w)/broad, 2), min(float64(h)/nice, 2)
	switch {
	case h == 1 && w >= span:
		b = 0.6
	case h < 3:
		b /= 2
	}
	s := 2*min(a, b) + a + b
	if w >= len("Netherlands")+2+value {
		s += 1.25 * min(b, 1)
	}
	return s
}

func (p *plan) page() int { return p.cols * p.lines }

// inner returns the width of a box without the gap.
func (p *plan) inner() int  { return p.bw - gapW }
func (p *plan) chartW() int { return p.inner() - 1 }
func (p *plan) chartH() int { return p.bh - 1 - p.gap }
