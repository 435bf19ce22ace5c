// Package report writes documents: as a table for people, as plain lines for
// screen readers and scripts, as CSV, JSON, Markdown, HTML, SVG and a workbook.
//
// It makes no number: every format writes the cells of the same document, which is why
// they agree. It does not know files, terminals or commands.
package report

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/svg"
	"allyscope/internal/terminal"
)

// Format is a way to write a document.
type Format uint8

// The formats.
const (
	AsTable    Format = iota // for people: aligned columns
	AsPlain                  // for screen readers and scripts: ASCII, a fact a line
	AsCSV                    // RFC 4180
	AsJSON                   // the contract of docs/json.md
	AsMarkdown               // for a wiki or an issue
	AsHTML                   // one file that prints to A4
	AsSVG                    // the picture of a view
	AsTSV                    // parted by tabs, to paste
	AsXLSX                   // a workbook, its numbers as numbers
	AsPNG                    // the picture of a view in pixels
	formatCount
)

// Formats are what the formats are called.
func Formats() terminal.Names[Format] {
	return terminal.Names[Format]{
		AsTable: "table", AsPlain: "plain", AsCSV: "csv", AsJSON: "json", AsMarkdown: "md",
		AsHTML: "html", AsSVG: "svg", AsTSV: "tsv", AsXLSX: "xlsx", AsPNG: "png",
	}
}

// String is what the format is called.
func (f Format) String() string { return Formats()[f] }

// Documents are the formats of every document: all but pictures, which not every answer has.
func Documents() []Format {
	return []Format{AsTable, AsPlain, AsCSV, AsJSON, AsMarkdown, AsHTML, AsTSV, AsXLSX}
}

// Pictures are the formats of a view's picture.
func Pictures() []Format { return []Format{AsSVG, AsPNG} }

// IsPicture tells whether the format is one of a picture.
func (f Format) IsPicture() bool { return slices.Contains(Pictures(), f) }

// Endings are the endings of file names that ask for a format, one a format.
func Endings() []string { return strings.Fields(".csv .json .md .html .svg .png .tsv .xlsx .txt") }

// ByEnding is the format that the ending of a file's name asks for.
func ByEnding(file string) (Format, bool) {
	ending := strings.ToLower(filepath.Ext(file))
	if f, other := map[string]Format{".txt": AsTable, ".markdown": AsMarkdown, ".htm": AsHTML}[ending]; other {
		return f, true
	}
	if !slices.Contains(Endings(), ending) {
		return AsTable, false
	}
	return Formats().Find(ending[1:])
}

// Options say how a document is written.
type Options struct {
	Glyphs  terminal.Glyphs // of a table; data are UTF-8 always, and plain is ASCII
	Style   *terminal.Look  // of a table in colour; nil: without escape sequences
	Width   int             // that a table is to fit, without columns where it must; 0: no limit
	Dark    bool            // a picture for a dark page
	Machine bool            // identifiers in the head of CSV instead of words
	Excel   Excel           // CSV as a spreadsheet opens it with a double click
	Command string          // what gives the same again, told in a workbook; empty: left out
}

// Text is a line of text in a format for people: it holds no markup, and steers no terminal.
func Text(s string, f Format) string {
	switch f {
	case AsMarkdown:
		return inMarkdown(s)
	case AsPlain:
		return toASCII(cell.Visible(s))
	default:
		return cell.Visible(s)
	}
}

// ErrNoPicture is the error of writing a document as a picture that has none.
var ErrNoPicture = errors.New("there is no picture of this; the formats are those of tables")

// Write writes the document, which is made in full before the first byte goes out. The error
// is the writer's, or ErrNoPicture.
func Write(w io.Writer, d *document.Document, f Format, o Options) error {
	p := d.Picture
	if f.IsPicture() && p == nil {
		return ErrNoPicture
	}
	var b bytes.Buffer
	var err error
	switch f {
	case AsPlain:
		writePlain(&b, d)
	case AsCSV, AsTSV:
		writeCSV(&b, d, f, o)
	case AsXLSX:
		err = writeXLSX(&b, d, o)
	case AsJSON:
		writeJSON(&b, d)
	case AsMarkdown:
		writeMarkdown(&b, d)
	case AsHTML:
		err = writeHTML(&b, d)
	case AsSVG:
		err = svg.Write(&b, p.Cells, svg.Options{Title: p.Title, Description: p.Sentence, Dark: o.Dark})
	case AsPNG:
		err = svg.WritePNG(&b, p.Cells, o.Dark)
	default:
		writeTable(&b, d, o)
	}
	if err != nil {
		return err
	}
	text := b.Bytes()
	if f == AsHTML || f == AsSVG { // the others mark as they write: they part texts by lines or by fields
		text = []byte(cell.VisibleLines(b.String()))
	}
	_, err = w.Write(text)
	return err
}
