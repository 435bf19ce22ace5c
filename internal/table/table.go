// Package table provides tables of typed columns. A column has its names for people and for
// machines and the cell of each row; the package chooses the columns that fit a width and
// places them on a grid.
//
// It computes no figures and knows neither answers nor file formats. Each cell holds both the
// form for people and the form for machines, so all surfaces agree.
package table

import (
	"cmp"
	"slices"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// Table holds rows of cells under columns.
type Table struct {
	ID      string // the name of the list in JSON
	Title   string // shown to people; empty if the document's title suffices
	Columns []Head
	Rows    []Row
	Rules   []Rule  // in the order of At
	People  []Table // shown instead of this table to people (table, Markdown, HTML), if any
}

// Row holds one cell for each column.
type Row struct {
	Cells  []Cell
	Marked bool // the query names it
}

// Rule is a line drawn before row At, where a level divides a ranking.
type Rule struct {
	At    int
	Text  string
	Asked bool // it is the query's level, by which figures are judged
}

// Surface is a set of places where a column is shown.
type Surface uint8

// The surfaces.
const (
	OnTables Surface = 1 << iota // table, Markdown, HTML
	OnCSV
	OnJSON
	OnScreen // the table format and the explorer alone
	OnPlain

	Everywhere = OnTables | OnCSV | OnJSON | OnPlain
	OnData     = OnCSV | OnJSON
)

// And returns s, with more added if cond is true.
func (s Surface) And(cond bool, more Surface) Surface {
	if cond {
		return s | more
	}
	return s
}

// Head holds the names of a column, where it is shown, and how it is placed.
type Head struct {
	ID       string // name in CSV and JSON, which must not change
	Head     string // heading in a table for people
	Unit     string // shown below the heading
	Long     string // heading in words, for CSV; empty: Head
	LongUnit string // unit after the heading in words
	On       Surface
	Right    bool   // right-aligned, as figures are
	Lead     bool   // it begins a line of plain text: place and name
	Ask      string // the query words that a click on the heading applies, such as "sort:gap"
	Sparse   bool   // left out of tables for people if no row has a value
	Close    bool   // one cell after the previous column and under its heading: a word after its mark
	Priority int    // columns that do not fit are dropped from the greatest down; 0 is never dropped
	// Width is the least width in cells. It covers every year, so that changing the year moves
	// nothing sideways. In a Line it is the exact width; 0 hides the column.
	Width int

	Wide, WideAt int       // in a Line, the greater width given in turn WideAt if it fits: a name instead of a code
	Loose        Side      // the side on which a Line may add blanks
	HeadRole     cell.Role // of the heading in a Line; Plain is drawn Faint
}

// Column is a column of rows of one type.
type Column[R any] struct {
	Head
	Cell func(R) Cell
	// Draw, in a Line, draws a picture instead of the cell, up to the next column.
	Draw func(*cell.Grid, R)
}

// Columns holds one or a few columns that are defined together; slices.Concat joins them into
// the columns of a table. The methods apply to every column.
type Columns[R any] []Column[R]

// Data returns a column for machines only: JSON, and CSV, where words may be its heading.
func Data[R any](id, words string, cellOf func(R) Cell) Columns[R] {
	return Columns[R]{{Head: Head{ID: id, Long: words, On: OnData}, Cell: cellOf}}
}

// InCSV returns a CSV column with the same cell in every row.
func InCSV[R any](id, words string, c Cell) Columns[R] {
	return Data(id, words, func(R) Cell { return c }).Only(OnCSV)
}

// Texts returns a column shown in every format. words is its heading in words; empty: head
// with a capital letter.
func Texts[R any](id, head, words string, cellOf func(R) Cell) Columns[R] {
	words = cmp.Or(words, format.Capital(head))
	return Columns[R]{{Head: Head{ID: id, Head: head, Long: words, On: Everywhere}, Cell: cellOf}}
}

// Numbers is Texts for figures, which are right-aligned.
func Numbers[R any](id, head, words string, cellOf func(R) Cell) Columns[R] {
	return Texts(id, head, words, cellOf).with(func(h *Head) { h.Right = true })
}

// Names returns the column that names the subject of each row.
func Names[R any](head string, nameOf func(R) string) Columns[R] {
	return Texts("name", head, "", func(r R) Cell { return Name(nameOf(r)) }).Leading()
}

// LeadYears returns the column of years in tables with a row for each year.
func LeadYears[R any](yearOf func(R) figure.Year) Columns[R] {
	return Numbers("year", "year", "Year", func(r R) Cell { return LeadYear(yearOf(r)) }).Leading()
}

// Codes returns the column of the codes of allies and sums.
func Codes[R any, C ~string](codeOf func(R) C) Columns[R] {
	return Data("code", "Code", func(r R) Cell { return Word(string(codeOf(r))) })
}

// Statuses returns the column that says whether figures are actual or estimates.
func Statuses[R any](figureOf func(R) figure.Figure) Columns[R] {
	return Data("status", "Status", func(r R) Cell { return Status(figureOf(r)) })
}

// AsHeld returns the column of the workbook cells behind figures, in a unit, and Statuses.
func AsHeld[R any](unit string, figureOf func(R) figure.Figure) Columns[R] {
	unrounded := Data("unrounded", "Unrounded", func(r R) Cell { return Unrounded(figureOf(r)) }).InUnit("", unit)
	return append(unrounded, Statuses(figureOf)...)
}

// Verdicts returns the column of verdicts, shown on the given surfaces as cellOf (Verdict or
// VerdictOrWhy) does, and the column that says whether they are on the knife-edge.
func Verdicts[R any](
	on Surface, cellOf func(target.Verdict, bool, target.Level) Cell, verdictOf func(R) (target.Verdict, bool, target.Level),
) Columns[R] {
	return slices.Concat(
		Texts("verdict", "verdict", "Verdict", func(r R) Cell { return cellOf(verdictOf(r)) }).Only(on),
		Data("knife_edge", "Knife-edge", func(r R) Cell {
			v, edge, _ := verdictOf(r)
			return KnifeEdge(v, edge)
		}))
}

func (c Columns[R]) with(set func(*Head)) Columns[R] {
	for i := range c {
		set(&c[i].Head)
	}
	return c
}

// Leading makes the column begin a line of plain text.
func (c Columns[R]) Leading() Columns[R] { return c.with(func(h *Head) { h.Lead = true }) }

// UnlessEmpty leaves the column out of tables for people if no row has a value.
func (c Columns[R]) UnlessEmpty() Columns[R] { return c.with(func(h *Head) { h.Sparse = true }) }

// GivesWay lets the column be dropped if the width does not suffice, the greatest priority first.
func (c Columns[R]) GivesWay(priority int) Columns[R] {
	return c.with(func(h *Head) { h.Priority = priority })
}

// Only shows the column on the given surfaces only.
func (c Columns[R]) Only(on Surface) Columns[R] { return c.with(func(h *Head) { h.On = on }) }

// NotInPlain shows the column everywhere but in plain text.
func (c Columns[R]) NotInPlain() Columns[R] { return c.Only(OnData | OnTables) }

// InUnit sets the unit of the heading, in tables and in words.
func (c Columns[R]) InUnit(unit, words string) Columns[R] {
	return c.with(func(h *Head) { h.Unit, h.LongUnit = unit, words })
}

// Asking sets the query words that a click on the heading applies.
func (c Columns[R]) Asking(query string) Columns[R] { return c.with(func(h *Head) { h.Ask = query }) }

// Of returns a table with a row of cells for each of rows. Columns that are shown nowhere get
// zero cells.
func Of[R any](id, title string, columns []Column[R], rows []R) Table {
	t := Table{ID: id, Title: title, Columns: make([]Head, len(columns)), Rows: make([]Row, len(rows))}
	for i := range columns {
		t.Columns[i] = columns[i].Head
	}
	for j, r := range rows {
		t.Rows[j].Cells = make([]Cell, len(columns))
		for i := range columns {
			if columns[i].On != 0 {
				t.Rows[j].Cells[i] = columns[i].Cell(r)
			}
		}
	}
	return t
}

// Mark sets whether each row (0-based) is marked.
func (t *Table) Mark(marked func(row int) bool) {
	for i := range t.Rows {
		t.Rows[i].Marked = marked(i)
	}
}

// Pointers returns the addresses of a slice's values, for use as rows.
func Pointers[R any](values []R) []*R {
	out := make([]*R, len(values))
	for i := range values {
		out[i] = &values[i]
	}
	return out
}

// Field returns the column's name in CSV: its ID for machines, else its words with the unit.
func (c *Head) Field(machine bool) string {
	if machine {
		return c.ID
	}
	words := cmp.Or(c.Long, c.Head)
	switch {
	case c.LongUnit == "":
		return words
	case strings.Contains(c.LongUnit, "("):
		return words + ", " + c.LongUnit
	default:
		return words + " (" + c.LongUnit + ")"
	}
}

// Label returns the column's heading with its unit on one line.
func (c *Head) Label() string {
	if c.Unit == "" {
		return c.Head
	}
	return strings.TrimSpace(c.Head + " (" + c.Unit + ")")
}

// Shown returns the indexes of the columns on any of the given surfaces. For people, Sparse
// columns without a value are left out.
func (t *Table) Shown(on Surface) []int {
	var out []int
	for i := range t.Columns {
		if c := &t.Columns[i]; c.On&on != 0 && (on&^OnData == 0 || !c.Sparse || t.holds(i)) {
			out = append(out, i)
		}
	}
	return out
}

func (t *Table) holds(column int) bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Cells[column].Kind != IsMissing })
}

// Each calls row for each row and rule for the rules between them, in order.
func (t *Table) Each(rule func(*Rule), row func(int)) {
	rules := t.Rules
	for j := range len(t.Rows) + 1 {
		for ; len(rules) > 0 && rules[0].At == j; rules = rules[1:] {
			rule(&rules[0])
		}
		if j < len(t.Rows) {
			row(j)
		}
	}
}

// Said returns a row in words, such as "1 Poland: 3.75 % of GDP, meets 2 %"; empty if the row
// has nothing but its name.
func (t *Table) Said(row int) string {
	var lead, facts []string
	for i := range t.Columns {
		c, said := &t.Columns[i], t.Rows[row].Cells[i].Said
		switch {
		case said == "" || c.On&OnPlain == 0:
		case c.Lead:
			lead = append(lead, said)
		default:
			facts = append(facts, said)
		}
	}
	if len(facts) == 0 {
		return ""
	}
	return strings.Join(lead, " ") + ": " + strings.Join(facts, ", ")
}

// Piece is a text at column X of a line.
type Piece struct {
	X    int
	Text string
	Role cell.Role
}
