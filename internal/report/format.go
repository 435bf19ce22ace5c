// Package report writes documents: as a table for people, as plain lines for screen readers and
// scripts, as CSV, TSV, JSON, Markdown and HTML, as SVG and PNG pictures, and as a workbook.
//
// It computes no figures: every format writes the cells of the same document, and so they agree.
// It knows nothing of files, terminals or commands.
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

// Format is a format that a document can be written in. The zero value is AsTable.
type Format uint8

// The formats.
const (
	AsTable    Format = iota // aligned columns, for people
	AsPlain                  // ASCII, one fact per line, for screen readers and scripts
	AsCSV                    // RFC 4180
	AsJSON                   // as specified in docs/json.md
	AsMarkdown               // for a wiki or an issue
	AsHTML                   // one file that prints to A4
	AsSVG                    // the picture of a view
	AsTSV                    // separated by tabs, for pasting
	AsXLSX                   // a workbook with numeric cells
	AsPNG                    // the picture of a view, in pixels
	formatCount
)

// Formats returns the names of the formats, as --format takes them.
func Formats() terminal.Names[Format] {
	return terminal.Names[Format]{
		AsTable: "table", AsPlain: "plain", AsCSV: "csv", AsJSON: "json", AsMarkdown: "md",
		AsHTML: "html", AsSVG: "svg", AsTSV: "tsv", AsXLSX: "xlsx", AsPNG: "png",
	}
}

// String returns the name of the format.
func (f Format) String() string { return Formats()[f] }

// Documents returns the formats that every document can be written in: all except pictures.
func Documents() []Format {
	return []Format{AsTable, AsPlain, AsCSV, AsJSON, AsMarkdown, AsHTML, AsTSV, AsXLSX}
}

// Pictures returns the formats of a view's picture.
func Pictures() []Format { return []Format{AsSVG, AsPNG} }

// IsPicture reports whether the format is a picture.
func (f Format) IsPicture() bool { return slices.Contains(Pictures(), f) }

// Endings returns the endings of file names that stand for a format, one for each.
func Endings() []string { return strings.Fields(".csv .json .md .html .svg .png .tsv .xlsx .txt") }

// ByEnding returns the format that the ending of a file name stands for; false if there is none.
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

// Options says how a document is written. The zero value is a table without colour, of any width.
type Options struct {
	Glyphs  terminal.Glyphs // for tables; data are always UTF-8, and plain is always ASCII
	Style   *terminal.Look  // the colours of a table; nil: no escape sequences
	Width   int             // a table drops columns to fit this many cells; 0: no limit
	Dark    bool            // draw a picture for a dark page
	Machine bool            // column identifiers instead of words in the head of CSV, TSV and XLSX
	Excel   Excel           // the variant of CSV
	Command string          // the command that gives this answer, for a workbook; empty: left out
}

// Text returns a line for table, plain or Markdown, with markup and control characters escaped.
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

// ErrNoPicture is returned by Write for a picture of a document that has none.
var ErrNoPicture = errors.New("this answer has no picture; it can be written as a table")

// Write writes the document in one go, once it is laid out. The error is ErrNoPicture or w's.
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
	if f == AsHTML || f == AsSVG { // the other writers do this for each text
		text = []byte(cell.VisibleLines(b.String()))
	}
	_, err = w.Write(text)
	return err
}
