// Package document is an answer laid out, ready to be written in any format: its
// tables of typed cells, its pictures, its sentence and its citation.
//
// It makes no number and knows neither formats nor files. Of is the head that all
// documents made of an answer share; whoever has an answer lays it out here once,
// and package report writes it.
package document

import (
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
	// Tables are what is on show. CSV holds the first alone: a file of one table
	// is what programs read.
	Tables []table.Table
	// Remarks are facts beneath the tables, one a line.
	Remarks  []string
	Sentence string
	Notes    []string
	Citation string
	// Chart stands above the tables of a page, and Picture is all of the SVG form:
	// what a view shows. Nil where there is none.
	Chart, Picture *Picture
}

// Picture is a drawing with its words.
type Picture struct {
	Cells *cell.Grid
	// Title names the picture, and Sentence says what can be seen.
	Title, Sentence string
}

// Field is a named value of the JSON form: a cell, an object of further fields,
// which is null where it has none, or a list of fields without names.
type Field struct {
	ID           string
	Cell         table.Cell
	Object, List bool
	Fields       []Field
}
