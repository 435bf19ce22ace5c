// Package report writes answers out: as a table for people, as plain lines for
// screen readers and scripts, as CSV, JSON, Markdown and HTML.
//
// It makes no number. What an answer says is first laid out once, as a Document
// of tables made of cells, and every format writes those same cells; that is why
// the formats agree. A cell knows how people and how machines are told of it.
// It does not know files, terminals or commands.
package report

import (
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// Document is an answer laid out, ready to be written in any format.
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
	Tables []Table
	// Remarks are facts beneath the tables, one a line.
	Remarks  []string
	Sentence string
	Notes    []string
	Citation string
	// Chart stands above the tables of a page, and Picture is all of the SVG form:
	// what a view shows. Nil where there is none.
	Chart, Picture *Picture
}

// Field is a named value of the JSON form: a cell, an object of further fields,
// which is null where it has none, or a list of fields without names.
type Field struct {
	ID           string
	Cell         Cell
	Object, List bool
	Fields       []Field
}

// Table is rows of cells under columns.
type Table struct {
	ID      string // of the list in JSON
	Title   string // what people are told it is; empty where the document's title says so
	Columns []Column
	Rows    []Row
	// Rules are drawn between the rows, in order.
	Rules []Rule
}

// Row is one cell for each column.
type Row struct {
	Cells []Cell
	// Marked rows are those the reader named.
	Marked bool
}

// Rule is a line before the row At, where a level cuts through a ranking.
type Rule struct {
	At    int
	Text  string
	Asked bool // the level figures are judged by, not one merely within sight
}

// Surface is a set of places where a column is shown.
type Surface uint8

// The surfaces. What is said in plain is up to each cell.
const (
	OnTables Surface = 1 << iota // table, Markdown, HTML
	OnCSV
	OnJSON
	OnScreen // the table format alone
	OnPlain

	Everywhere = OnTables | OnCSV | OnJSON | OnPlain
	OnData     = OnCSV | OnJSON
)

// Column is what is told of every row.
type Column struct {
	ID    string // identifier
	Head  string // heading in a table for people
	Under string // what stands beneath it: the unit
	Words string // heading in words, for CSV
	Unit  string // unit behind the heading in words
	On    Surface
	Right bool // figures are set to the right
	// Lead columns begin a line in plain: rank and name.
	Lead bool
	// Spare columns are left out of people's tables where no row has a value.
	Spare bool
	// Drop tells which columns go first where the width does not suffice: the
	// greatest. Those with 0 stay.
	Drop int
}

// heading is the column's heading in words, with its unit.
func (c Column) heading() string {
	words := c.Words
	if words == "" {
		words = c.Head
	}
	switch {
	case c.Unit == "":
		return words
	case strings.Contains(c.Unit, "("):
		return words + ", " + c.Unit
	default:
		return words + " (" + c.Unit + ")"
	}
}

// Kind is what a cell's data are.
type Kind uint8

// The kinds.
const (
	Missing Kind = iota // there is nothing, for a reason that is shown
	Word
	Number
	Flag
)

// Cell is one fact, as people and as machines are told of it.
type Cell struct {
	Kind Kind
	// Shown is for people; a missing fact has a mark, and is never blank or zero.
	Shown string
	// Data is for machines, with an ASCII minus; empty where missing.
	Data string
	// Said is the fact in a line of plain text; empty: it is not said.
	Said string
	Role cell.Role

	tail int // how much of Shown is a mark behind the digits
}

// say gives the cell its words in a line of plain text.
func (c Cell) say(words string) Cell {
	c.Said = words
	return c
}

// as gives the cell a role.
func (c Cell) as(r cell.Role) Cell {
	c.Role = r
	return c
}

// word is a text that people and machines read alike.
func word(s string) Cell { return Cell{Kind: Word, Shown: s, Data: s} }

// words is a text with an identifier.
func words(shown, data string) Cell { return Cell{Kind: Word, Shown: shown, Data: data} }

// optional is a text, missing where it is empty.
func optional(s string) Cell {
	if s == "" {
		return missing("")
	}
	return word(s)
}

// missing is a fact that is not there, with the mark that says why.
func missing(mark string) Cell { return Cell{Shown: mark, Role: cell.Unknown} }

// flag is a yes or no.
func flag(b bool) Cell {
	if b {
		return Cell{Kind: Flag, Shown: "yes", Data: "true"}
	}
	return Cell{Kind: Flag, Shown: "no", Data: "false"}
}

// whole is a count.
func whole(n int) Cell {
	s := strconv.Itoa(n)
	return Cell{Kind: Number, Shown: s, Data: s}
}

// year is a year, missing where it is 0.
func year(y figure.Year) Cell {
	if y == 0 {
		return missing("")
	}
	return whole(int(y))
}

// number is a decimal as printed.
func number(d figure.Decimal) Cell {
	return Cell{Kind: Number, Shown: analysis.Grouped(d), Data: d.String()}
}

// signed is a difference: people always see its sign.
func signed(d figure.Decimal) Cell {
	sign := "+"
	if d.Negative() {
		sign = "" // Grouped has it
	}
	return Cell{Kind: Number, Shown: sign + analysis.Grouped(d), Data: d.String()}
}

// exact is an unrounded value, with all its digits.
func exact(v float64) Cell {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	return Cell{Kind: Number, Shown: s, Data: s}
}

// published is a figure as its edition prints it; missing with the mark.
func published(f figure.Figure, mark string) Cell {
	if !f.Known() {
		return missing(mark)
	}
	c := number(f.Printed)
	switch f.Status {
	case figure.Estimate:
		c.Shown, c.tail = c.Shown+"e", 1
	case figure.Forecast:
		c.Shown, c.tail = c.Shown+"f", 1
	}
	return c
}

// unrounded is the workbook's own cell behind a figure.
func unrounded(f figure.Figure) Cell {
	if !f.Known() || !f.Held {
		return missing(markNone)
	}
	return exact(f.Unrounded)
}

// rounded is a computed amount, rounded once, here where it is shown.
func rounded(a analysis.Amount, places uint8, mark string) Cell {
	if !a.OK {
		return missing(mark)
	}
	return number(figure.Round(a.Value, places))
}

// difference is an exact difference; missing with the mark.
func difference(d analysis.Delta, mark string) Cell {
	if !d.OK {
		return missing(mark)
	}
	return signed(d.Value)
}

// The marks of what is missing.
const (
	markNotMember  = "–"
	markNoForces   = "·"
	markNone       = "n/a"
	markUnmeasured = "?"
)
