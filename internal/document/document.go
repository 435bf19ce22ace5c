// Package document is an answer laid out, ready to be written in any format: its
// tables of typed cells, its pictures, its sentence and its citation.
//
// It makes no number and knows neither formats nor files. Of is the head that all
// documents made of an answer share; whoever has an answer lays it out here once,
// and package report writes it.
package document

import (
	"slices"

	"allyscope/internal/cell"
	"allyscope/internal/table"
)

const everywhere, data = table.Everywhere, table.OnData

// Document is an answer laid out.
type Document struct {
	Title         string  // what is on show
	Edition       string  // whose figures
	Level, Result string  // what figures are judged by, and how many meet it
	Fields        []Field // the head of the JSON form
	// Tables are what is on show, and Sections the same of a text that is read from
	// its beginning, such as a briefing: a document has either. A text begins with
	// its sentence and names its sources itself.
	Tables   []table.Table
	Sections []Section
	Remarks  []string // facts beneath the tables, one a line
	Sentence string
	Notes    []string
	Citation string
	Said     string   // what was made of the words of the question, told beside the answer and no part of it
	Chart    *Picture // above the tables of a page
	Picture  *Picture // all of the SVG form: what a view shows
}

// Section is a part of a text.
type Section struct {
	Title  string
	Lines  []string // its sentences
	Chart  *Picture // above them
	Tables []table.Table
}

// IsText tells whether the document is a text.
func (d *Document) IsText() bool { return len(d.Sections) > 0 }

// Parts are the sections of a text, of its tables those that have rows. Any other
// document is one section without a title, with its first table in any case.
func (d *Document) Parts() []Section { return d.parts(false) }

// Read are the parts as people read them.
func (d *Document) Read() []Section { return d.parts(true) }

func (d *Document) parts(people bool) []Section {
	out := slices.Clone(d.Sections)
	if !d.IsText() {
		out = []Section{{Chart: d.Chart, Tables: d.Tables}}
	}
	for i := range out {
		var tables []table.Table
		for k, t := range out[i].Tables {
			switch {
			case len(t.Rows) == 0 && (k > 0 || d.IsText()):
			case people && len(t.People) > 0:
				tables = append(tables, t.People...)
			default:
				tables = append(tables, t)
			}
		}
		out[i].Tables = tables
	}
	return out
}

// Data are all tables, for machines. CSV holds the first alone: a file of one table is
// what programs read.
func (d *Document) Data() []table.Table {
	all := slices.Clip(d.Tables)
	for i := range d.Sections {
		all = append(all, d.Sections[i].Tables...)
	}
	return all
}

// Picture is a drawing with its words.
type Picture struct {
	Cells           *cell.Grid
	Title, Sentence string // its name, and what can be seen
	// Letters draws it for a text, so many cells wide, in ASCII alone where that is asked
	// for; nil where letters do not show it.
	Letters func(width int, ascii bool) *cell.Grid
}

// Field is a named value of the JSON form: a cell, an object of further fields,
// which is null where it has none, or a list of fields without names.
type Field struct {
	ID           string
	Cell         table.Cell
	Object, List bool
	Fields       []Field
}

// Words is a list of texts.
func Words(id string, list []string) Field {
	f := Field{ID: id, List: true}
	for _, x := range list {
		f.Fields = append(f.Fields, Field{Cell: table.Word(x)})
	}
	return f
}
