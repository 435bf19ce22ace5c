package ranking

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

type column = table.Column[item]

// The IDs of the columns that the list draws itself.
const (
	named   = "name"
	picture = "picture"
)

// columns returns the columns that a list of a width may have, without those that would be empty.
// Columns that change with the year are together at the end of the line, because the terminal is
// sent everything between the first and the last cell that changed.
//
// An alphabetical list next to a panel has no columns of places and gaps: they would change with
// the year on every line, and the panel shows them for the focused ally.
func (p *plan) columns(width int) []column {
	a := p.answer
	ordered := a.Query.Sort != query.ByName
	ranked := a.Len() > 0 && a.Measure.Spec().Comparable && ordered
	gaps := a.Verdicts() && (width > Beside || width < BesideLean || width == Beside && ordered)
	several := width > Beside && a.Last > a.First && a.Spec().Changes()
	money := gaps && a.Edition.Holds(figure.USDCurrent) && width > Beside
	unit := format.When(a.Spec().ChangeUnit() == "%", " %") // other changes are percentage points
	since, on := format.SinceHead(a.Base, a.Year)+unit, fmt.Sprintf("on %d%s", a.Year-1, unit)
	narrow, wide := p.spark.Width(), plot.SparkOf(&a.Header, true).Width()
	ifSorted := func(by query.Sort, width int) int { return view.Room(a.Query.Sort == by, width) }
	difference := func(by query.Sort, head string, width, priority int, cellOf func(*analysis.Row) table.Cell) column {
		return column{Head: table.Head{Head: head, Ask: by.Word(), Width: width, Right: true, Priority: priority, Loose: table.Before}, Cell: ofRow(cellOf)}
	}
	// A change across a break in the series has the mark of the break before it, if there is room.
	change := func(by query.Sort, head string, width, priority int, deltaOf func(*analysis.Row) analysis.Delta, from figure.Year) column {
		return difference(by, head, width, priority, func(r *analysis.Row) table.Cell {
			d := deltaOf(r)
			text := plot.Across(format.Signed(d.Value), r.Breaks.Crosses(from, a.Year), width)
			return table.Word(text).As(cell.Faint).Where(d.OK, document.MarkOf(r))
		})
	}
	out := []column{
		{Head: table.Head{Width: view.Room(ranked, 3), Right: true, Priority: 3, Ask: query.ByValue.Word()},
			Cell: ofRow(func(r *analysis.Row) table.Cell {
				return table.Word(format.Place(r.Rank, r.Tied)).Where(r.Rank != 0, "")
			})},
		{Head: table.Head{ID: named, Head: "Ally", Ask: query.ByName.Word(), Width: table.CodeWidth, Wide: table.NameWidth, WideAt: 2}},
		{Head: table.Head{ID: picture, Width: view.Room(narrow <= 40, narrow), Priority: 4, Wide: view.Room(wide <= 40, wide), WideAt: 8, Loose: table.Behind}, Draw: p.picture},
		{Head: table.Head{Width: 1}, Cell: ofRow(func(r *analysis.Row) table.Cell { return table.Glyph(r.Verdict, r.Edge).Where(a.Judged, "") })},
		p.value(),
		difference(query.ByGap, "to "+a.Level.Value.String(), view.Room(gaps, 6), 1, gap),
		{Head: table.Head{Head: "places", Ask: query.ByPlaces.Word(), Width: ifSorted(query.ByPlaces, 8), Right: true, Priority: 1}, Cell: ofRow(document.PlacesRisen)},
		{Head: table.Head{Head: "met since", Ask: query.ByStreak.Word(), Width: ifSorted(query.ByStreak, 11), Priority: 1}, Cell: ofRow(document.MetSince)},
		change(query.ByChange, on, view.Room(several, cell.Width(on)), 6, func(r *analysis.Row) analysis.Delta { return r.Change }, a.Year-1),
		change(query.BySince, since, view.Room(several, cell.Width(on)+len("since")-len("on")), 5, func(r *analysis.Row) analysis.Delta { return r.Since }, a.Base),
		difference(query.ByMoney, "US$ bn", view.Room(money, 8), 7, gapMoney),
	}
	p.markSorted(out, width)
	return out
}

// markSorted marks the head of the column that the list is sorted by, and widens the column if
// the mark needs it.
func (p *plan) markSorted(columns []column, width int) {
	reverse := p.answer.Query.Reverse
	for i := range columns {
		c := &columns[i]
		if c.Width == 0 || !sorted(&c.Head, p.answer) {
			continue
		}
		head := format.Sorted(c.Head.Head, reverse)
		if cell.Width(head) > c.Width && width <= Beside { // there all spare room is the sparkline's
			head = strings.ReplaceAll(head, " "+format.SortMark(reverse), format.SortMark(reverse))
		}
		c.Head.Head = head
		if c.ID != named {
			c.Width = max(c.Width, cell.Width(head))
		}
		return
	}
}

// sorted reports whether rows are sorted by a column and its head should say so. The order by
// value needs no mark unless it is reversed, because the places show it.
func sorted(h *table.Head, a *analysis.Answer) bool {
	return h.Ask == a.Query.Sort.Word() && (a.Query.Sort != query.ByValue || a.Query.Reverse)
}

func ofRow(cellOf func(*analysis.Row) table.Cell) func(item) table.Cell {
	return func(it item) table.Cell {
		if it.row == nil {
			return table.Cell{}
		}
		return cellOf(it.row)
	}
}

func (p *plan) value() column {
	a := p.answer
	width := max(5, analysis.PlacesFor(a))
	for i := range a.Totals {
		width = max(width, cell.Width(format.Hanging(a.Totals[i].Figure))-1)
	}
	head := table.Head{Head: format.HangingYear(a.Year, a.Estimated), Ask: query.ByValue.Word(), Width: width, Right: true, HeadRole: cell.Strong}
	return column{Head: head, Cell: func(it item) table.Cell {
		r := it.row
		if r == nil {
			return table.Word(format.Hanging(it.total.Figure))
		}
		c := table.Word(format.Hanging(r.Figure)).Where(r.Verdict != target.NoForces || r.Figure.Known(), "")
		if r.Rank == 0 {
			c.Role = cell.Unknown
		}
		return c
	}}
}

// gap returns the gap to the level, or the document's mark for a missing one.
func gap(r *analysis.Row) table.Cell {
	if !r.Verdict.Counted() {
		return document.Gap(r)
	}
	return table.Word(format.Signed(r.Gap.Value))
}

// gapMoney returns the gap in money. If it is on the other side of the level than the verdict, it
// has a mark of its own side, so that the two are not confused.
func gapMoney(r *analysis.Row) table.Cell {
	if !r.Verdict.Counted() {
		return document.Gap(r)
	}
	c := table.Word(format.Billions(r.GapUSD.Value))
	if r.Split() {
		mark, _ := format.Glyph(r.Side(), false)
		c = c.Before(mark + " ")
	}
	return c.As(cell.Faint).Where(r.GapUSD.OK, document.MarkOf(r))
}
