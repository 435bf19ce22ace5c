// Package trend draws the figures of the pinned allies over the years with the levels; without
// pins, those of the focused ally and NATO's own sums.
//
// It computes no figures, and knows nothing of keys, terminals or the other views.
package trend

import (
	"cmp"
	"slices"
	"strings"

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

// Spec returns the view of allies over the years.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Trend, Title: "Trend", Help: "pinned allies over time against the targets", Lines: 28, Listless: true, Focused: true,
		Ask: func(_ *dataset.Dataset, ranking *analysis.Answer, focus ally.Code) (view.Shown, error) {
			return &trend{Trend: analysis.TrendFor(ranking, focus), answer: ranking}, nil
		},
	}
}

type trend struct {
	*analysis.Trend
	answer *analysis.Answer
}

// Count returns the value drawn for a single pinned ally, if it is not the figure itself.
func (v *trend) Count() (n, what string) {
	if v.Transform == query.AsLevel || v.Query.Pins.Len() != 1 || len(v.Series) == 0 {
		return "", ""
	}
	s := &v.Series[0]
	f := s.DrawnAt(v.Year)
	n = v.Text(f)
	return n, s.Name + " " + format.Year(v.Year, v.Estimated) + ", " + strings.Trim(strings.TrimPrefix(v.Amount(f), n), " ()")
}

func (v *trend) Document() *document.Document {
	d := document.Of(v.answer)
	d.Title, d.Sentence, d.Notes = v.All+" · "+format.Years(v.First, v.Last), v.Sentence, v.Notes
	var rows []document.Year
	for i := range v.Series {
		s := &v.Series[i]
		lines := document.YearsOf(&s.Series)
		if v.Transform == query.Index {
			spreadBreaks(lines, v.Base)
		}
		for k, f := range s.Drawn {
			drawn := table.Figure(f, format.Missing(lines[k].Verdict))
			if f.Known() {
				drawn.Shown, drawn.Said = v.Text(f), v.Amount(f) // with the sign of a distance
			}
			lines[k].Extra = drawn
		}
		rows = append(rows, lines...)
	}
	d.Tables = []table.Table{document.Years(v.Head(), "", v.drawnHead(), rows)}
	if len(d.Tables[0].People) > 0 {
		d.Remarks = document.Marks(v.Head())
	}
	d.Chart = plot.TrendPicture(v.Trend)
	return d
}

// spreadBreaks sets the Break of each year to the break between it and the base year of the
// index, if any.
func spreadBreaks(lines []document.Year, base figure.Year) {
	at, crossed := int(base-lines[0].Year), ""
	for k := max(0, at+1); k < len(lines); k++ {
		crossed = cmp.Or(lines[k].Break, crossed)
		lines[k].Break = crossed
	}
	crossed = ""
	for k := min(at, len(lines)-1); k >= 0; k-- { // a break belongs to the first year after it
		lines[k].Break, crossed = crossed, cmp.Or(lines[k].Break, crossed)
	}
}

func (v *trend) drawnHead() table.Head {
	h := table.Head{ID: "drawn", On: table.Everywhere, Right: true, LongUnit: v.Behind, Unit: v.Behind}
	switch v.Transform {
	case query.Difference:
		to := "to " + format.Percent(v.Level.Value)
		h.ID, h.Head, h.Long = "difference_pp", to, "Distance "+to
	case query.Index:
		base := format.Year(v.Base, false) + " = 100"
		h.ID, h.Head, h.Unit, h.Long = "index", "index", base, "Index, "+base
	case query.Share:
		h.ID, h.Head, h.Long = "share_pct", "share", "Part of the alliance's total"
	case query.AsLevel:
		h.On = 0
	}
	return h
}

// The sizes from which there is a chart, and a table next to it.
const (
	pictureW, pictureH = 34, 8
	sideW              = 100
	sideGap            = 3
	lifeW              = 36 // the width for the description of a level
)

// Draw draws a chart with a year cursor and, next to it, a table of the year or, if that does not
// fit, a line of the year's values above. On a small grid it draws a table with sparklines.
func (v *trend) Draw(g *cell.Grid, s view.State) {
	w, h := g.Width(), g.Height()
	if len(v.Series) == 0 {
		g.Text(1, 0, cell.Cut("no ally is chosen; space pins one", w-1), cell.Notice)
		return
	}
	top := 0
	// The title of the screen names only the measure, and a zoomed view has no such title.
	titled := v.empty() == "" && v.Transform == query.AsLevel && v.Instead == "" && v.Measure.Spec().Comparable
	if (s.Zoom || !titled) && h > pictureH {
		x := g.Text(1, 0, cell.Cut(v.Title, w-1), cell.Heading)
		for _, note := range format.Said(v.Instead, v.empty()) {
			x = g.Text(x+2, 0, cell.Cut("("+note+")", w-x-2), cell.Notice)
		}
		top = 1
	}
	if w < pictureW || h-top <= pictureH {
		l := v.columns(w, h-top)
		v.drawList(g.Window(0, top, w, h-top), &l, s.Focus)
		return
	}
	side := 0
	if w >= sideW {
		c := v.columns(w/2, 0)
		side = max(c.Width, lifeW) + 1
		v.drawSide(g.Window(w-side, top, side, h-top), c, s)
		side += sideGap
		for y := top; y < h; y++ {
			g.Set(w-side+1, y, '│', cell.Axis)
		}
	} else {
		v.drawYear(g.Window(0, top, w, 1))
		top++
	}
	l := plot.Trend(v.Trend)
	l.Ink, l.Year, l.Silent = s.Ink, int(v.Year), true
	if s.Zoom {
		l.Events = format.EachOf(v.Events, func(e *dataset.Event) chart.Event { return chart.Event{Year: int(e.Year), Label: e.Short} })
	}
	g.Draw(0, top, l.Draw(w-side, h-top))
}

// empty returns the name of the first line that has nothing to draw, with the reason.
func (v *trend) empty() string {
	for i := range v.Series {
		if s := &v.Series[i]; !slices.ContainsFunc(s.Drawn, figure.Figure.Known) {
			return s.Name + ": " + v.Missing(s, v.Year)
		}
	}
	return ""
}

func (v *trend) Describe(h cell.Hit) string {
	for i := range v.Series {
		if s := &v.Series[i]; string(s.Code) == h.Code {
			return v.Words(s, figure.Year(h.Year))
		}
	}
	return ""
}
