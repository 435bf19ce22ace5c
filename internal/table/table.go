// Package table is a table of typed columns: what a column is called for people
// and for machines, what each row says in it, which columns fit a width, and how
// they stand on a grid.
//
// It makes no number and knows neither answers nor formats of files. A cell knows how
// people and how machines are told of one fact, which is why all surfaces agree.
package table

import (
	"cmp"
	"slices"
	"strings"

	"allyscope/internal/cell"
)

// Table is rows of cells under columns.
type Table struct {
	ID      string // of the list in JSON
	Title   string // what people are told it is; empty where the document's title says so
	Columns []Head
	Rows    []Row
	Rules   []Rule  // in order
	People  []Table // the same facts for people, in tables, Markdown and HTML, where machines need a line for each
}

// Row is one cell for each column.
type Row struct {
	Cells  []Cell
	Marked bool // the reader named it
}

// Rule is a line before the row At, where a level cuts through a ranking.
type Rule struct {
	At    int
	Text  string
	Asked bool // the level figures are judged by, not one merely within sight
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

// And is further places as well, where that is so.
func (s Surface) And(so bool, more Surface) Surface {
	if so {
		return s | more
	}
	return s
}

// Head is what a column is called and where it is shown.
type Head struct {
	ID       string // name in CSV and JSON: a contract
	Head     string // heading in a table for people
	Unit     string // what stands beneath it
	Long     string // heading in words, for CSV; empty: Head
	LongUnit string // unit behind the heading in words
	On       Surface
	Right    bool   // figures are set to the right
	Lead     bool   // it begins a line in plain: place and name
	Ask      string // what a click on the heading asks for, such as "sort:gap"; empty: nothing
	Sparse   bool   // left out of people's tables where no row has a value
	Close    bool   // one cell behind the column before, under its heading: a word behind its mark
	Priority int    // columns go from the greatest where the width does not suffice; those with 0 stay
	// Width is the least width, in cells, that of any year, so that nothing moves sideways
	// from year to year. In a Line it is the width; a column of none is not shown.
	Width int

	Wide, WideAt int       // in a Line, the width it gets in that turn if there is room: a name in place of a code
	Loose        Side      // where a Line puts room that is left
	HeadRole     cell.Role // of the heading in a Line; Plain: faint
}

// Column is a column of rows of one type.
type Column[R any] struct {
	Head
	Cell func(R) Cell
	// Draw, in a Line, draws a picture in place of the cell, up to the next column.
	Draw func(*cell.Grid, R)
}

// Data is a column for machines alone: CSV with words for its heading, and JSON.
func Data[R any](id, words string, cell func(R) Cell) Column[R] {
	return Column[R]{Head: Head{ID: id, Long: words, On: OnData}, Cell: cell}
}

// Shown is a column for all surfaces, with its heading in tables and, where that is another, in
// words; the methods below change it.
func Shown[R any](id, head, words string, cell func(R) Cell) Column[R] {
	return Column[R]{Head: Head{ID: id, Head: head, Long: words, On: Everywhere}, Cell: cell}
}

// ToRight is the column with its cells set to the right.
func (c Column[R]) ToRight() Column[R] { c.Right = true; return c }

// Leading is a column that begins a line of plain text.
func (c Column[R]) Leading() Column[R] { c.Lead = true; return c }

// IfAny is a column that is Sparse.
func (c Column[R]) IfAny() Column[R] { c.Sparse = true; return c }

// Dropped is the column with a Priority.
func (c Column[R]) Dropped(priority int) Column[R] { c.Priority = priority; return c }

// Only is the column on some surfaces alone.
func (c Column[R]) Only(on Surface) Column[R] { c.On = on; return c }

// Unsaid is the column without plain text.
func (c Column[R]) Unsaid() Column[R] { return c.Only(OnData | OnTables) }

// InUnit gives the heading its unit, in tables and in words.
func (c Column[R]) InUnit(unit, words string) Column[R] { c.Unit, c.LongUnit = unit, words; return c }

// Names is the column of what rows are about.
func Names[R any](head string, of func(R) string) Column[R] {
	return Column[R]{Head: Head{ID: "name", Head: head, On: Everywhere, Lead: true}, Cell: func(r R) Cell { return Name(of(r)) }}
}

// Of makes a table of rows, each cell by its own column: none is positional.
func Of[R any](id, title string, columns []Column[R], rows []R) Table {
	t := Table{ID: id, Title: title, Columns: make([]Head, len(columns)), Rows: make([]Row, len(rows))}
	for i := range columns {
		t.Columns[i] = columns[i].Head
	}
	for j, r := range rows {
		t.Rows[j].Cells = make([]Cell, len(columns))
		for i := range columns {
			if columns[i].On != 0 { // one that is shown nowhere is not asked
				t.Rows[j].Cells[i] = columns[i].Cell(r)
			}
		}
	}
	return t
}

// Mark marks the rows that the reader named, by their places from 0.
func (t *Table) Mark(named func(row int) bool) {
	for i := range t.Rows {
		t.Rows[i].Marked = named(i)
	}
}

// Pointers are the addresses of a slice's values, to make rows of them.
func Pointers[R any](values []R) []*R {
	out := make([]*R, len(values))
	for i := range values {
		out[i] = &values[i]
	}
	return out
}

// Field is what the column is called in CSV: its identifier, or in words with its unit.
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

// Label is the column's heading with its unit, on one line.
func (c *Head) Label() string {
	if c.Unit == "" {
		return c.Head
	}
	return strings.TrimSpace(c.Head + " (" + c.Unit + ")")
}

// Shown are the places of the columns on any of the surfaces, without Sparse ones of no value.
func (t *Table) Shown(on Surface) []int {
	var out []int
	for i := range t.Columns {
		if c := &t.Columns[i]; c.On&on != 0 && (!c.Sparse || t.holds(i)) {
			out = append(out, i)
		}
	}
	return out
}

func (t *Table) holds(column int) bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Cells[column].Kind != IsMissing })
}

// Each goes through the rows with the rules between them, in order.
func (t *Table) Each(rule func(*Rule), row func(int)) {
	at := 0
	for j := 0; j <= len(t.Rows); j++ {
		for ; at < len(t.Rules) && t.Rules[at].At == j; at++ {
			rule(&t.Rules[at])
		}
		if j < len(t.Rows) {
			row(j)
		}
	}
}

// Said is a row in words: "1 Poland: 3.75 % of GDP, meets 2 %"; empty of a name alone.
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

// Piece is a text at a place of a line.
type Piece struct {
	X    int
	Text string
	Role cell.Role
}
