package report

import (
	"bytes"
	"errors"
	"html"
	"io"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/svg"
	"allyscope/internal/table"
)

// ErrNoPicture is the error of writing a document as a picture that has none.
var ErrNoPicture = errors.New("there is no picture of this; the formats are those of tables")

// writePicture writes the picture of a document, which is all there is of it in
// this format.
func writePicture(w io.Writer, d *document.Document, dark bool) error {
	p := d.Picture
	if p == nil {
		return ErrNoPicture
	}
	return svg.Write(w, p.Cells, svg.Options{Title: p.Title, Description: p.Sentence, Dark: dark})
}

// htmlChart puts the document's chart into a page.
func htmlChart(b *bytes.Buffer, d *document.Document) {
	if d.Chart == nil {
		return
	}
	b.WriteString("<figure>\n")
	// A buffer takes everything.
	_ = svg.Write(b, d.Chart.Cells, svg.Options{Title: d.Chart.Title, Description: d.Chart.Sentence, Inline: true})
	b.WriteString("<figcaption>" + html.EscapeString(d.Chart.Title) + "</figcaption>\n</figure>\n")
}

// chartStyle is what a page needs beside its own style to hold charts.
func chartStyle() string {
	return "figure { margin: .6rem 0 .9rem; break-inside: avoid; } figcaption { color: var(--faint); font-size: .85rem; margin-top: .15rem; }\n" +
		"@media print { figure { margin: .2rem 0 .4rem; } figcaption { margin: 0; } figure ~ table th, figure ~ table td { padding-top: .03rem; padding-bottom: .03rem; line-height: 1.2; } figure ~ p { margin: .3rem 0; } figure ~ footer { margin-top: .4rem; } }\n" + svg.PageStyle()
}

// The size of charts in a page: as wide as the page's text, in letters that can
// still be read on A4.
const (
	chartWidth  = 104
	chartHeight = 17
)

// pointsOf are a series' figures from a year on.
func pointsOf(first figure.Year, series []figure.Figure) []chart.Point {
	var out []chart.Point
	for i, f := range series {
		if f.Known() {
			out = append(out, chart.Point{X: int(first) + i, Y: f.Printed.Float(), Status: f.Status})
		}
	}
	return out
}

// profileChart is the allies' measure over the years; of one ally beside NATO
// Europe and Canada. Nil where figures do not compare, or are none.
func profileChart(p *analysis.Profile) *document.Picture {
	a := p.Main
	if !a.Measure.Spec().Comparable {
		return nil
	}
	l := &chart.Line{Zero: true, Places: a.Measure.Spec().Places, Values: true, Levels: levelsOf(a)}
	for i, x := range p.Allies {
		if r, ok := a.Row(x.Code); ok && r.Figure.Known() {
			l.Series = append(l.Series, chart.Series{Name: x.Name, Role: cell.Series(i), Form: chart.Thick, Points: pointsOf(a.First, r.Series)})
		}
	}
	if len(l.Series) == 0 {
		return nil
	}
	if len(p.Allies) == 1 && a.Measure.Spec().Kind == figure.Percent {
		for _, t := range a.Totals {
			if t.Code == ally.EuropeCan && p.Allies[0].Code != "USA" {
				l.Series = append(l.Series, chart.Series{Name: "Europe, Canada", Role: cell.Context, Points: pointsOf(a.First, t.Series)})
			}
		}
	}
	title := names(p) + ": " + a.Measure.Spec().Title + ", " + a.Measure.Spec().Unit + ", " + table.Year(a.First).Shown + "–" + table.Year(a.Last).Shown
	return &document.Picture{Cells: l.Draw(chartWidth, chartHeight).Cells, Title: title, Sentence: p.Sentence}
}

// pathChart is the way of the first ally asked about, or where all stand.
func pathChart(p *analysis.Path) *document.Picture {
	var found *analysis.PathRow
	for i := range p.Rows {
		if r := &p.Rows[i]; r.Pin >= 0 && r.Verdict.Counted() && (found == nil || r.Pin < found.Pin) {
			found = r
		}
	}
	if found == nil {
		return startChart(p)
	}
	return &document.Picture{Cells: wayOf(p, found, nil).Draw(chartWidth, chartHeight).Cells, Title: wayTitle(found), Sentence: p.Sentence}
}

func wayTitle(r *analysis.PathRow) string {
	return r.Ally.Name + ": share of GDP, %, and the straight path to " + format.Percent(r.Level) + " in " + table.Year(r.Deadline).Shown
}

// wayOf is the chart of one ally: its history, the straight path to its level,
// where its own pace leads, and another level within sight.
func wayOf(p *analysis.Path, r *analysis.PathRow, more []chart.Level) *chart.Line {
	until := max(p.Deadline, r.Deadline, p.Last)
	l := &chart.Line{
		Zero: true, Places: 2, From: int(p.First), To: int(until),
		Levels: append([]chart.Level{{Y: r.Level.Float(), Label: format.Percent(r.Level), Role: cell.Target}}, more...),
		Series: []chart.Series{{Role: cell.Series1, Form: chart.Thick, Points: pointsOf(p.First, r.Series)}},
	}
	along := func(to figure.Year, at func(figure.Year) analysis.Amount) []chart.Point {
		var out []chart.Point
		for y := r.From; y <= to; y++ {
			if v := at(y); v.OK {
				out = append(out, chart.Point{X: int(y), Y: v.Value, Status: figure.Actual})
			}
		}
		return out
	}
	if r.Met() {
		l.Series = append(l.Series, chart.Series{Name: "kept", Role: cell.Series3, Points: along(until, r.Straight)})
		return l
	}
	l.Series = append(l.Series, chart.Series{Name: "straight path", Role: cell.Series3, Points: along(r.Deadline, r.Straight)})
	if r.Pace.OK {
		end := until
		if r.AtPace != 0 {
			end = min(r.AtPace, until)
		}
		l.Series = append(l.Series, chart.Series{Name: "own pace", Role: cell.Series2, Dashed: true, Points: along(end, r.Paced)})
	}
	if r.Review.OK && analysis.ReviewYear < r.Deadline {
		l.Events = []chart.Event{{Year: int(analysis.ReviewYear), Label: "review"}}
	}
	return l
}
