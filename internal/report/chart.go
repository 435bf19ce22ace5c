package report

import (
	"bytes"
	"errors"
	"html"
	"io"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/plot"
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

// profileChart is the allies' measure over the years; of one ally beside NATO
// Europe and Canada. Nil where figures do not compare, or are none.
func profileChart(p *analysis.Profile) *document.Picture {
	a := p.Main
	if !a.Measure.Spec().Comparable {
		return nil
	}
	var codes []ally.Code
	for _, x := range p.Allies {
		codes = append(codes, x.Code)
	}
	l := plot.Course(a, codes...)
	if l.Values = true; len(l.Series) == 0 {
		return nil
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
	return &document.Picture{Cells: plot.Path(p, found).Draw(chartWidth, chartHeight).Cells, Title: wayTitle(found), Sentence: p.Sentence}
}

func wayTitle(r *analysis.PathRow) string {
	return r.Ally.Name + ": share of GDP, %, and the straight path to " + format.Percent(r.Level) + " in " + table.Year(r.Deadline).Shown
}
