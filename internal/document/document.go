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

// Document is an answer laid out.
type Document struct {
	// Title is what is on show, and Edition whose figures.
	Title, Edition string
	// Level says what figures are judged by, and Result how many meet it; empty
	// where nothing is judged.
	Level, Result string
	// Fields are the head of the JSON form, in order.
	Fields []Field
	// Tables are what is on show, and Sections the same of a text that is read from
	// its beginning, such as a briefing: a document has either. A text begins with
	// its sentence and names its sources itself.
	Tables   []table.Table
	Sections []Section
	// Remarks are facts beneath the tables, one a line.
	Remarks  []string
	Sentence string
	Notes    []string
	Citation string
	// Said is what was made of the words of the question, told beside the answer and no part of it.
	Said string
	// Chart stands above the tables of a page, and Picture is all of the SVG form:
	// what a view shows. Nil where there is none.
	Chart, Picture *Picture
}

// Section is a part of a text.
type Section struct {
	Title string
	// Lines are its sentences.
	Lines []string
	// Chart stands above them.
	Chart  *Picture
	Tables []table.Table
}

// IsText tells whether the document is a text.
func (d *Document) IsText() bool { return len(d.Sections) > 0 }

// Parts are the sections of a text, of its tables those that have rows. Any other
// document is one section without a title, with its first table in any case.
func (d *Document) Parts() []Section {
	if !d.IsText() {
		return []Section{{Chart: d.Chart, Tables: withRows(d.Tables, 1)}}
	}
	out := slices.Clone(d.Sections)
	for i := range out {
		out[i].Tables = withRows(out[i].Tables, 0)
	}
	return out
}

// withRows are the tables that have rows, and so many from the first on that need
// none.
func withRows(tables []table.Table, always int) []table.Table {
	var out []table.Table
	for i := range tables {
		if i < always || len(tables[i].Rows) > 0 {
			out = append(out, tables[i])
		}
	}
	return out
}

// Read are the parts as people read them.
func (d *Document) Read() []Section {
	out := d.Parts()
	for i := range out {
		var tables []table.Table
		for _, t := range out[i].Tables {
			if len(t.People) == 0 {
				t.People = []table.Table{t}
			}
			tables = append(tables, t.People...)
		}
		out[i].Tables = tables
	}
	return out
}

// Data are all tables, for machines, with or without rows. CSV holds the first
// alone: a file of one table is what programs read.
func (d *Document) Data() []table.Table {
	all := slices.Clip(d.Tables)
	for i := range d.Sections {
		all = append(all, d.Sections[i].Tables...)
	}
	return all
}

// Picture is a drawing with its words.
type Picture struct {
	Cells *cell.Grid
	// Title names the picture, and Sentence says what can be seen.
	Title, Sentence string
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
