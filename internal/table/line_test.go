package table_test

import (
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/table"
)

// list returns columns of every kind that a line can have.
func list() []table.Column[row] {
	return []table.Column[row]{
		{Head: table.Head{ID: "name", Head: "Ally", Width: 3, Wide: 8, WideAt: 2}},
		{Head: table.Head{Width: 5, Priority: 3, Loose: table.Behind}, Draw: func(g *cell.Grid, _ row) { g.Fill(0, 0, g.Width(), '#', cell.Plain) }},
		{Head: table.Head{Head: "2024", Width: 5, Right: true}, Cell: func(r row) table.Cell { return table.Figure(r.figure, "n/a") }},
		{Head: table.Head{Head: "never", Width: 0}},
		{Head: table.Head{Head: "meets", Width: 5, Right: true, Priority: 1, Loose: table.Before}, Cell: func(r row) table.Cell { return table.Flag(r.meets) }},
	}
}

// Columns get their widths by priority, a code becomes a name if there is room, headings stand
// above their columns, and a picture extends to the next column.
func TestALineGivesOutItsRoom(t *testing.T) {
	for _, c := range []struct {
		room int
		want string
	}{
		{11, "       2024|▌◆     2.16"},
		{17, "       2024 meets|▌◆     2.16   yes"},
		{22, "  Ally      2024 meets|▌◆          2.16   yes"},
		{28, "  Ally            2024 meets|▌◆         #####  2.16   yes"},
		{31, "  Ally             2024  meets|▌◆         ######  2.16    yes"},
		{90, "  Ally              2024   meets|▌◆         #######  2.16     yes"},
	} {
		l := table.LineOf(list(), c.room, 2)
		g := cell.New(max(c.room, l.Width), 2)
		l.Heads(g, 0)
		l.Row(g, 1, rows()[0])
		role := table.Mark(g, 1, true, true, cell.Faint)
		var lines []string
		for y := range 2 {
			line := ""
			for _, x := range g.Row(y) {
				line += string(x.Rune)
			}
			lines = append(lines, strings.TrimRight(line, " "))
		}
		if got := strings.Join(lines, "|"); got != c.want || l.Width > c.room || role != cell.Selection {
			t.Errorf("in %d cells, %d taken, role %v\n%s, want\n%s", c.room, l.Width, role, got, c.want)
		}
		if from, to, ok := l.At("name"); !ok || from != table.Marks || to-from != map[bool]int{true: 8, false: 3}[c.room >= 22] {
			t.Errorf("in %d cells the name is at %d to %d, %v", c.room, from, to, ok)
		}
	}
}

// A row that is neither focused nor pinned has no mark, and its name keeps its role.
func TestMarks(t *testing.T) {
	g := cell.New(2, 1)
	if role := table.Mark(g, 0, false, false, cell.Faint); role != cell.Faint || g.At(0, 0).Rune == '▌' || g.At(1, 0).Rune == '◆' {
		t.Errorf("a plain row has role %v", role)
	}
	if role := table.Mark(g, 0, false, true, cell.Faint); role != cell.Strong || g.At(1, 0).Rune != '◆' {
		t.Errorf("a pinned row has role %v", role)
	}
}
