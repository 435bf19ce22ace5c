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

// What the list draws itself in columns.
const (
	named   = "name"
	picture = "picture"
)

// columns are all a list of a width may have: what changes with the year stands
// together at the end of the line, for the terminal is sent only what lies between
// the first and the last cell that changed. What no row can have gets no column;
// which rows have it changes with the year, and the columns must not.
func (p *plan) columns(width int) []column {
	a := p.answer
	ranked := a.Len() > 0 && a.Measure.Spec().Comparable && rankShown(a)
	gap := gapShown(a, width)
	several := width > Beside && a.Last > a.First && a.Spec().Changes()
	money := gap && a.Edition.Holds(figure.USDCurrent) && width > Beside
	since, on := format.SinceHead(a.Base, a.Year)+changeUnit(a), fmt.Sprintf("on %d%s", a.Year-1, changeUnit(a))
	drawn, wide := p.scale.Width(), plot.SparkOf(&a.Header, true).Width()
	sorts := func(c column, by query.Sort) column {
		c.Ask = by.Word()
		return c
	}
	out := []column{
		{Head: table.Head{Width: view.Room(ranked, 3), Right: true, Priority: 3, Ask: query.ByValue.Word()}, Cell: ofRow(rank)},
		{Head: table.Head{ID: named, Head: "Ally", Ask: query.ByName.Word(), Width: table.CodeWidth, Wide: table.NameWidth, WideAt: 2}},
		{Head: table.Head{ID: picture, Width: view.Room(drawn <= 40, drawn), Priority: 4, Wide: view.Room(wide <= 40, wide), WideAt: 8, Loose: table.Behind}, Draw: p.picture},
		{Head: table.Head{Width: 1}, Cell: ofRow(p.glyph)},
		sorts(p.value(), query.ByValue),
		sorts(change("to "+a.Level.Value.String(), view.Room(gap, 6), 1, cell.Plain, func(r *analysis.Row) analysis.Delta { return r.Gap }, 0, 0), query.ByGap),
		{Head: table.Head{Head: "places", Ask: query.ByPlaces.Word(), Width: view.Room(a.Query.Sort == query.ByPlaces, 8), Right: true, Priority: 1}, Cell: ofRow(document.PlacesRisen)},
		{Head: table.Head{Head: "met since", Ask: query.ByStreak.Word(), Width: view.Room(a.Query.Sort == query.ByStreak, 11), Priority: 1}, Cell: ofRow(document.MetSince)},
		sorts(change(on, view.Room(several, cell.Width(on)), 6, cell.Faint, func(r *analysis.Row) analysis.Delta { return r.Change }, a.Year-1, a.Year), query.ByChange),
		sorts(change(since, view.Room(several, cell.Width(on)+len("since")-len("on")), 5, cell.Faint, func(r *analysis.Row) analysis.Delta { return r.Since }, a.Base, a.Year), query.BySince),
		sorts(difference("US$ bn", view.Room(money, 8), 7, cell.Faint, true, gapMoney), query.ByMoney),
	}
	p.markSorted(out, width)
	return out
}

// markSorted marks the head of the column the list stands in the order of, and makes
// room for that; of an order without its column the headline tells.
func (p *plan) markSorted(columns []column, width int) {
	reverse := p.answer.Query.Reverse
	for i := range columns {
		c := &columns[i]
		if c.Width == 0 || !sorted(&c.Head, p.answer) {
			continue
		}
		head := format.Sorted(c.Head.Head, reverse)
		if cell.Width(head) > c.Width && width <= Beside { // there the picture has what is left
			head = strings.ReplaceAll(head, " "+format.SortMark(reverse), format.SortMark(reverse))
		}
		c.Head.Head = head
		if c.ID != named {
			c.Width = max(c.Width, cell.Width(head))
		}
		return
	}
}

// sorted tells whether rows stand in the order that a column asks for, and its head is
// to say so. The order of places is told by the places, unless they run backwards.
func sorted(h *table.Head, a *analysis.Answer) bool {
	return h.Ask == a.Query.Sort.Word() && (a.Query.Sort != query.ByValue || a.Query.Reverse)
}

// ofRow is the cell of an ally's row; other lines have none.
func ofRow(of func(*analysis.Row) table.Cell) func(item) table.Cell {
	return func(it item) table.Cell {
		if it.row == nil {
			return table.Cell{}
		}
		return of(it.row)
	}
}

// rank is an ally's place, with the "=" of a tie.
func rank(r *analysis.Row) table.Cell {
	return table.Word(format.Place(r.Rank, r.Tied)).Where(r.Rank != 0, "")
}

func (p *plan) glyph(r *analysis.Row) table.Cell {
	return table.Glyph(r.Verdict, r.Edge).Where(p.answer.Judged, "")
}

// value is the column of the figures of the year.
func (p *plan) value() column {
	a := p.answer
	width := max(5, analysis.PlacesFor(a))
	for i := range a.Totals {
		width = max(width, cell.Width(format.Hanging(a.Totals[i].Figure))-1)
	}
	return column{Head: table.Head{Head: format.HangingYear(a.Year, a.Estimated), Width: width, Right: true, HeadRole: cell.Strong}, Cell: func(it item) table.Cell {
		switch r := it.row; {
		case r == nil:
			return table.Word(format.Hanging(it.total.Figure))
		case r.Verdict == target.NoForces && !r.Figure.Known():
			return table.Cell{}
		case r.Rank == 0:
			return table.Word(format.Hanging(r.Figure)).As(cell.Unknown)
		default:
			return table.Word(format.Hanging(r.Figure))
		}
	}}
}

// change is a column of exact differences, between two years where it is of such:
// before one that crosses a break in the series stands its mark, where there is room.
func change(head string, width, priority int, role cell.Role, pick func(*analysis.Row) analysis.Delta, from, to figure.Year) column {
	return difference(head, width, priority, role, from == 0, func(r *analysis.Row) (string, bool) {
		d := pick(r)
		s := format.Signed(d.Value)
		return plot.Across(s, r.Breaks.Crosses(from, to), width), d.OK
	})
}

// difference is a column of what there is for allies with a figure and, where it is a
// gap, a verdict; of others it has the mark that the document has.
func difference(head string, width, priority int, role cell.Role, judged bool, text func(*analysis.Row) (string, bool)) column {
	return column{Head: table.Head{Head: head, Width: width, Right: true, Priority: priority, Loose: table.Before}, Cell: ofRow(func(r *analysis.Row) table.Cell {
		s, ok := text(r)
		if judged && !r.Verdict.Counted() {
			return document.Gap(r)
		}
		return table.Word(s).As(role).Where(ok, document.MarkOf(r))
	})}
}

// gapMoney is the gap in money, behind the mark of its own side of the level where that
// is another than the verdict's: nobody is to read the one for the other.
func gapMoney(r *analysis.Row) (string, bool) {
	text := format.Billions(r.GapUSD.Value)
	if r.Split() {
		mark, _ := format.Glyph(r.Side(), false)
		text = mark + " " + text
	}
	return text, r.GapUSD.OK
}

// changeUnit marks changes that are per cent, and not percentage points.
func changeUnit(a *analysis.Answer) string {
	k := a.Measure.Spec().Kind
	return format.When(k == figure.Money || k == figure.Count, " %")
}

// rankShown tells whether places and gaps are worth their columns. In an
// alphabetical list both change with the year on every line, and what changes is
// what a slow line has to carry; the panel beside it gives them for the ally one
// is at.
func rankShown(a *analysis.Answer) bool { return a.Query.Sort != query.ByName }

// gapShown tells whether a list of a width has the gaps: where there is a verdict
// and, beside a panel, where they are worth their column.
func gapShown(a *analysis.Answer, width int) bool {
	switch {
	case !a.Verdicts():
		return false
	case width == Beside:
		return rankShown(a)
	default:
		return width > Beside || width < BesideLean
	}
}
