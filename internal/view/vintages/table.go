package vintages

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

type row = *analysis.EditionAnswer

func (s Shown) table(g *cell.Grid, rows []row, heads bool) {
	t := table.Of("editions", "", s.columns(rows), rows)
	l := t.Fit(table.OnScreen, max(1, g.Width()-1))
	from := 1 + l.Width + barGap
	if heads {
		table.Draw(g, 1, 0, l.Heads(), cell.Plain)
		g = g.Window(0, 1, g.Width(), len(rows))
	}
	for y, r := range rows {
		table.Draw(g, 1, y, l.Lines(y)[0], table.Asked(g, y, r.Edition == s.Edition))
		if s.Counts(r) && g.Width()-from >= leastBar {
			bar(g.Window(from, y, g.Width()-from, 1), r.Count)
		}
	}
}

func (s Shown) columns(rows []row) []table.Column[row] {
	const screen = table.OnScreen
	when := func(so bool) table.Surface { return table.Surface(0).And(so, screen) }
	judged, counted := when(s.Judged), slices.ContainsFunc(table.Pointers(s.Editions), s.Counts)
	return []table.Column[row]{
		{Head: table.Head{Head: "edition", On: screen}, Cell: func(r row) table.Cell { return table.Word(r.Edition.ID) }},
		{Head: table.Head{Head: "published", On: screen, Priority: 6}, Cell: func(r row) table.Cell { return table.Word(r.Edition.Published).As(cell.Faint) }},
		{Head: table.Head{Head: fmt.Sprint(s.Year), On: screen, Right: true}, Cell: value},
		{Head: table.Head{Head: "in", On: screen, Sparse: true, Priority: 3}, Cell: func(r row) table.Cell { return table.Optional(basis(rows, r)).As(cell.Faint) }},
		{Head: table.Head{Head: "revised", On: screen, Right: true, Priority: 4}, Cell: revision},
		{Head: table.Head{On: judged, Priority: 1}, Cell: func(r row) table.Cell { return table.Glyph(r.Figures[0].Verdict, r.Figures[0].Edge) }},
		{Head: table.Head{Head: "verdict", On: judged, Close: true, Priority: 5}, Cell: s.verdict},
		{Head: table.Head{Head: format.Meet(s.Level.In(s.Year)), On: when(counted), Right: true, Priority: 2}, Cell: s.count},
	}
}

// value is the figure with its mark or a blank, or that there is none.
func value(r row) table.Cell {
	f := r.Figures[0].Figure
	return table.Number(f.Printed).Where(f.Known(), format.NotPublished).Marked(cmp.Or(f.Status.Mark(), " "))
}

func revision(r row) table.Cell {
	c := table.Difference(r.Figures[0].Revision, format.NotPublished)
	if c.Kind == table.IsMissing {
		c.Role = cell.Faint
	}
	return c
}

func (s Shown) verdict(r row) table.Cell {
	if v := r.Figures[0].Verdict; v != target.NotMember {
		return table.Word(format.Verdict(v, s.Level.In(s.Year)))
	}
	return table.Word("no member")
}

func (s Shown) count(r row) table.Cell {
	return table.Word(r.Count.Words()).Where(s.Counts(r), format.NotPublished)
}

func unit(r row) string {
	return format.When(r.Figures[0].Figure.Known(), r.Figures[0].UnitWords())
}

// basis is what tells a row's unit from the others': the price base or, where they differ,
// the currency; empty where all are in one, and of shares, which are set side by side.
func basis(rows []row, r row) string {
	own, base, _ := strings.Cut(unit(r), ", ")
	units := format.Each(rows, unit)
	switch {
	case strings.HasPrefix(own, "%"), !slices.ContainsFunc(units, func(u string) bool { return u != unit(r) }):
		return ""
	case slices.ContainsFunc(units, func(u string) bool { return !strings.HasPrefix(u+", ", own+", ") }):
		return own
	default:
		return strings.TrimSuffix(base, " and exchange rates")
	}
}

const (
	barGap   = 2
	leastBar = 10 // the least width a count is drawn with
)

// bar draws a cell for each ally where there is room, those that meet the level first.
func bar(g *cell.Grid, c analysis.Count) {
	all := min(c.WithForces, g.Width())
	if all < 1 {
		return
	}
	meets := (c.Meets*all + c.WithForces/2) / c.WithForces
	g.Fill(0, 0, meets, '█', cell.BarMeets)
	g.Fill(meets, 0, all-meets, '░', cell.BarBelow)
}
