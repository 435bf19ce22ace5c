package report

import (
	"bytes"
	"errors"
	"html"
	"io"

	"allyscope/internal/document"
	"allyscope/internal/svg"
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
