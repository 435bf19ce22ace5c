package table_test

import (
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/table"
)

// row is a row of the tests' tables.
type row struct {
	name   string
	figure figure.Figure
	meets  bool
	rare   string
}

func columns() []table.Column[row] {
	const on = table.OnScreen
	return []table.Column[row]{
		{Head: table.Head{ID: "name", Head: "Ally", On: on}, Cell: func(r row) table.Cell { return table.Name(r.name) }},
		{Head: table.Head{ID: "value", Head: "2024", On: on, Right: true}, Cell: func(r row) table.Cell { return table.Figure(r.figure, "n/a") }},
		{Head: table.Head{ID: "mark", On: on, Priority: 1}, Cell: func(r row) table.Cell {
			if r.meets {
				return table.Word("●")
			}
			return table.Word("○")
		}},
		{Head: table.Head{ID: "verdict", Head: "verdict", On: on, Close: true, Priority: 2}, Cell: func(r row) table.Cell { return table.Flag(r.meets) }},
		{Head: table.Head{ID: "rare", Head: "rare", On: on, Sparse: true, Priority: 3}, Cell: func(r row) table.Cell { return table.Optional(r.rare) }},
		{Head: table.Head{ID: "data", On: table.OnData}, Cell: func(r row) table.Cell { return table.Word(r.name) }},
	}
}

func rows() []row {
	share := func(units int64, s figure.Status) figure.Figure {
		return figure.Figure{Printed: figure.Decimal{Units: units, Places: 2}, Status: s}
	}
	return []row{{"Norway", share(216, figure.Actual), true, ""}, {"Spain", share(143, figure.Estimate), false, ""}, {"Iceland", figure.Figure{}, false, ""}}
}

// drawn returns the lines of a table fitted to a width.
func drawn(t *table.Table, width int) (text string, at table.Layout) {
	at = t.Fit(table.OnScreen, width)
	g := cell.New(max(at.Width, 1), 1+len(t.Rows))
	table.Draw(g, 0, 0, at.Heads(), cell.Plain)
	for y := range t.Rows {
		table.Draw(g, 0, 1+y, at.Lines(y)[0], cell.Plain)
	}
	var lines []string
	for y := range g.Height() {
		line := ""
		for _, c := range g.Row(y) {
			line += string(c.Rune)
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n"), at
}

// Digits are aligned with the marks of estimates after them, a word follows its mark closely
// under one heading, and a Sparse column without values is left out.
func TestColumnsStandInLine(t *testing.T) {
	x := table.Of("rows", "", columns(), rows())
	const want = `Ally     2024   verdict
Norway   2.16   ● yes
Spain    1.43e  ○ no
Iceland   n/a   ○ no`
	if got, _ := drawn(&x, 0); got != want {
		t.Errorf("drawn\n%s\nwant\n%s", got, want)
	}
	x.Rows[1].Marked = true
	if got, l := drawn(&x, 0); l.Gutter != 2 || !strings.Contains(got, "\n▸ Spain ") || !strings.Contains(got, "\n  Norway ") {
		t.Errorf("marked\n%s", got)
	}
}

// If the width does not suffice, columns are dropped by priority; those without one stay.
func TestColumnsGoByPriority(t *testing.T) {
	list := rows()
	list[0].rare = "once"
	x := table.Of("rows", "", columns(), list)
	for _, c := range []struct {
		width int
		shown []int
	}{
		{0, []int{0, 1, 2, 3, 4}}, {31, []int{0, 1, 2, 3, 4}}, {30, []int{0, 1, 2, 3}}, {22, []int{0, 1, 2}}, {16, []int{0, 1}}, {3, []int{0, 1}},
	} {
		l := x.Fit(table.OnScreen, c.width)
		if len(l.Columns) != len(c.shown) || len(l.Columns)+len(l.Left) != 5 || l.Columns[len(l.Columns)-1].At != c.shown[len(c.shown)-1] {
			t.Errorf("in %d cells: %v, left out %v, %d cells, want %v", c.width, l.Columns, l.Left, l.Width, c.shown)
		}
	}
}

// The numbers of a column are aligned at the decimal point, whatever their decimals, units and
// marks; other texts are right-aligned with the longest number.
func TestDecimalPointsStandInOneColumn(t *testing.T) {
	cells := []table.Cell{
		table.Number(figure.Decimal{Units: 317, Places: 2}).Marked("e"), table.Whole(19247).Marked("e"), table.Number(figure.Decimal{Units: 999, Places: 1}),
		table.Signed(figure.Decimal{Units: 1, Places: 2}).Marked(" pp"), table.Signed(figure.Decimal{Units: -2827, Places: 1}).Marked(" %"), table.Word("5"), table.Word("3.0..3.5"), table.Missing("n/a"), table.Year(2026),
	}
	x := table.Of("rows", "", []table.Column[table.Cell]{{Head: table.Head{ID: "value", Head: "value", On: table.OnScreen, Right: true}, Cell: func(c table.Cell) table.Cell { return c }}}, cells)
	const want = `    value
     3.17e
19,247e
    99.9
    +0.01 pp
  −282.7 %
     5
 3.0..3.5
      n/a
  2026`
	if got, _ := drawn(&x, 0); got != want {
		t.Errorf("drawn\n%s\nwant\n%s", got, want)
	}
}
