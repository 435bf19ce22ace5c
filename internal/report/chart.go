package report

import (
	"errors"
	"io"

	"allyscope/internal/document"
	"allyscope/internal/svg"
)

// ErrNoPicture is the error of writing a document as a picture that has none.
var ErrNoPicture = errors.New("there is no picture of this; the formats are those of tables")

// writePicture writes the picture of a document, which is all there is of it in
// this format.
func writePicture(w io.Writer, d *document.Document, f Format, dark bool) error {
	p := d.Picture
	switch {
	case p == nil:
		return ErrNoPicture
	case f == AsPNG:
		return svg.WritePNG(w, p.Cells, dark)
	}
	return svg.Write(w, p.Cells, svg.Options{Title: p.Title, Description: p.Sentence, Dark: dark})
}
