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
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
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

// Columns are columns that are made together, mostly one: slices.Concat makes the list of a
// table of them. Their methods change each.
type Columns[R any] []Column[R]

// Data is a column for machines alone: CSV, where it may be headed in words, and JSON.
func Data[R any](id, words string, of func(R) Cell) Columns[R] {
	return Columns[R]{{Head: Head{ID: id, Long: words, On: OnData}, Cell: of}}
}

// InCSV is a column of a CSV, each row of which says what all are of.
func InCSV[R any](id, words string, c Cell) Columns[R] {
	return Data(id, words, func(R) Cell { return c }).Only(OnCSV)
}

// Texts is a column that every format has, with its heading in tables and, where that is more
// than the same with a capital, in words.
func Texts[R any](id, head, words string, of func(R) Cell) Columns[R] {
	words = cmp.Or(words, format.Capital(head))
	return Columns[R]{{Head: Head{ID: id, Head: head, Long: words, On: Everywhere}, Cell: of}}
}

// Numbers is Texts of figures, which are set to the right.
func Numbers[R any](id, head, words string, of func(R) Cell) Columns[R] {
	return Texts(id, head, words, of).with(func(h *Head) { h.Right = true })
}

// Names is the column of what rows are about.
func Names[R any](head string, of func(R) string) Columns[R] {
	return Texts("name", head, "", func(r R) Cell { return Name(of(r)) }).Leading()
}

// LeadYears is the column of the years that rows are of.
func LeadYears[R any](of func(R) figure.Year) Columns[R] {
	return Numbers("year", "year", "Year", func(r R) Cell { return LeadYear(of(r)) }).Leading()
}

// Codes is the column of the codes of allies and sums.
func Codes[R any, C ~string](of func(R) C) Columns[R] {
	return Data("code", "Code", func(r R) Cell { return Word(string(of(r))) })
}

// Statuses is the column of whether figures are actual.
func Statuses[R any](of func(R) figure.Figure) Columns[R] {
	return Data("status", "Status", func(r R) Cell { return Status(of(r)) })
}

// AsHeld are the workbooks' own cells behind figures, in a unit, and the Statuses of those.
func AsHeld[R any](unit string, of func(R) figure.Figure) Columns[R] {
	unrounded := Data("unrounded", "Unrounded", func(r R) Cell { return Unrounded(of(r)) }).InUnit("", unit)
	return append(unrounded, Statuses(of)...)
}

// Verdicts are how rows stand to a level, told on some surfaces as Verdict or VerdictOrWhy
// does, and whether that is on the knife's edge.
func Verdicts[R any](
	on Surface, tell func(target.Verdict, bool, target.Level) Cell, of func(R) (target.Verdict, bool, target.Level),
) Columns[R] {
	return slices.Concat(
		Texts("verdict", "verdict", "Verdict", func(r R) Cell { return tell(of(r)) }).Only(on),
		Data("knife_edge", "Knife-edge", func(r R) Cell {
			v, edge, _ := of(r)
			return KnifeEdge(v, edge)
		}))
}

func (c Columns[R]) with(set func(*Head)) Columns[R] {
	for i := range c {
		set(&c[i].Head)
	}
	return c
}

// Leading begins a line of plain text with the column.
func (c Columns[R]) Leading() Columns[R] { return c.with(func(h *Head) { h.Lead = true }) }

// UnlessEmpty leaves the column out of people's tables where no row has a value.
func (c Columns[R]) UnlessEmpty() Columns[R] { return c.with(func(h *Head) { h.Sparse = true }) }

// GivesWay takes the column away where the width does not suffice, the greatest turn first.
func (c Columns[R]) GivesWay(turn int) Columns[R] { return c.with(func(h *Head) { h.Priority = turn }) }

// Only shows the column on some surfaces alone.
func (c Columns[R]) Only(on Surface) Columns[R] { return c.with(func(h *Head) { h.On = on }) }

// NotInPlain shows the column everywhere but in plain text.
func (c Columns[R]) NotInPlain() Columns[R] { return c.Only(OnData | OnTables) }

// InUnit gives the heading its unit, in tables and in words.
func (c Columns[R]) InUnit(unit, words string) Columns[R] {
	return c.with(func(h *Head) { h.Unit, h.LongUnit = unit, words })
}

// Asking gives the heading what a click on it asks for.
func (c Columns[R]) Asking(query string) Columns[R] { return c.with(func(h *Head) { h.Ask = query }) }

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

// Shown are the places of the columns on any of the surfaces, for people without Sparse ones of no value.
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

// Each goes through the rows with the rules between them, in order.
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
