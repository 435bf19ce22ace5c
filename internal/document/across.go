package document

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// besideWidth is the width, in cells, up to which series stand beside each other, a
// line for each year. More of them have a line each.
const besideWidth = 80

// sideBySide are the figures of several series as people compare them, and what the
// view makes of them; of a single one nothing, which is read downwards as it is.
func sideBySide(h *analysis.Header, title string, extra table.Head, rows []Year) []table.Table {
	if len(rows) == 0 || !slices.ContainsFunc(rows, func(y Year) bool { return y.Code != rows[0].Code }) {
		return nil
	}
	out := []table.Table{across(h, "years", title, rows, func(y Year) table.Cell { return judgedValue(h, y) })}
	if extra.ID != "" && extra.On&table.OnTables != 0 {
		out[0].Title = cmp.Or(title, h.Spec().Short)
		out = append(out, across(h, extra.ID, extra.Label(), rows, func(y Year) table.Cell { return y.Extra }))
	}
	return out
}

// judgedValue is a figure behind the mark of its verdict.
func judgedValue(h *analysis.Header, y Year) table.Cell {
	c := yearValue(h, y)
	if h.Judged && y.Verdict.Counted() && !y.Code.Aggregate() {
		glyph, role := format.Glyph(y.Verdict, y.Edge)
		c = c.Before(glyph + " ").As(role)
	}
	return c
}

// series is whose figures stand side by side.
type series struct {
	code  ally.Code
	label string
}

// across lays one fact of each year out: where the names have room side by side a
// line for each year, else a line for each name, of which the oldest years go first
// where there is little room.
func across(h *analysis.Header, id, title string, rows []Year, fact func(Year) table.Cell) table.Table {
	type place struct {
		code ally.Code
		year figure.Year
	}
	facts, names, years := map[place]table.Cell{}, []series{}, []figure.Year{}
	width := cell.Width("year")
	for _, y := range rows {
		s := series{y.Code, y.Name}
		if !h.Spec().Comparable && y.Currency != "" {
			s.label += ", " + y.Currency
		}
		if !slices.Contains(names, s) {
			names = append(names, s)
			width += 2 + max(cell.Width(s.label), len("● 3.50e"))
		}
		if !slices.Contains(years, y.Year) {
			years = append(years, y.Year)
		}
		facts[place{y.Code, y.Year}] = fact(y)
	}
	slices.Sort(years)
	at := func(s series, y figure.Year) table.Cell { return facts[place{s.code, y}] }
	if width <= besideWidth {
		columns := []table.Column[figure.Year]{{Head: table.Head{ID: "year", Head: "year", On: table.OnTables, Lead: true}, Cell: table.Year}}
		for _, s := range names {
			columns = append(columns, table.Column[figure.Year]{Head: table.Head{ID: string(s.code), Head: s.label, On: table.OnTables, Right: true},
				Cell: func(y figure.Year) table.Cell { return at(s, y) }})
		}
		return table.Of(id, title, columns, years)
	}
	columns := []table.Column[series]{{Head: table.Head{ID: "name", Head: "Ally", On: table.OnTables, Lead: true}, Cell: func(s series) table.Cell { return table.Word(s.label) }}}
	for k, y := range years {
		year := strconv.Itoa(int(y))
		columns = append(columns, table.Column[series]{Head: table.Head{ID: year, Head: year, On: table.OnTables, Right: true, Priority: len(years) - k},
			Cell: func(s series) table.Cell { return at(s, y) }})
	}
	return table.Of(id, title, columns, names)
}

// Marks says what the marks before judged figures mean, where they stand alone.
func Marks(h *analysis.Header) []string {
	if !h.Judged {
		return nil
	}
	met, _ := format.Glyph(target.Meets, false)
	below, _ := format.Glyph(target.Below, false)
	edge, _ := format.Glyph(target.Below, true)
	return []string{fmt.Sprintf("%s at or above %s, %s below it, %s %s. Figures without a mark are not judged: sums, and allies that were no members yet.", met, format.Percent(h.Level.Value), below, edge, format.OnEdge)}
}
