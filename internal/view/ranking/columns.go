package ranking

import (
	"fmt"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// column is one column of figures.
type column struct {
	head  string
	width int
	// text and role are what a row shows.
	text func(*analysis.Row) (string, cell.Role)
}

func valueColumn(a *analysis.Answer) column {
	width := max(6, analysis.PlacesFor(a)+1) // the mark of an estimate
	for i := range a.Totals {
		width = max(width, cell.Width(format.Hanging(a.Totals[i].Figure)))
	}
	head := fmt.Sprintf("%d", a.Year)
	if a.Estimated {
		head += "e"
	} else {
		head += " "
	}
	return column{head: head, width: width, text: func(r *analysis.Row) (string, cell.Role) {
		if r.Verdict == target.NoForces && !r.Figure.Known() {
			return "", cell.Unknown
		}
		if r.Rank == 0 {
			return format.Hanging(r.Figure), cell.Unknown
		}
		return format.Hanging(r.Figure), cell.Plain
	}}
}

// delta is a column of exact differences.
func delta(head string, width int, pick func(*analysis.Row) analysis.Delta, role cell.Role) column {
	return column{head: head, width: width, text: func(r *analysis.Row) (string, cell.Role) {
		d := pick(r)
		switch {
		case d.OK && r.Verdict != target.NotMember:
			return format.Signed(d.Value), role
		case r.Rank > 0:
			return format.NotPublished, cell.Unknown
		default:
			return "", cell.Unknown // the row's mark says why
		}
	}}
}

func gapColumn(a *analysis.Answer) column {
	return delta("to "+a.Level.Value.String(), 6, func(r *analysis.Row) analysis.Delta { return r.Gap }, cell.Plain)
}

// differences are the columns of change: pp of shares, % of amounts.
func sinceColumn(a *analysis.Answer) column {
	return delta(fmt.Sprintf("Δ%d%s", a.Base, changeUnit(a)), 7, func(r *analysis.Row) analysis.Delta { return r.Since }, cell.Faint)
}

func changeColumn(a *analysis.Answer) column {
	return delta("Δ1y"+changeUnit(a), 6, func(r *analysis.Row) analysis.Delta { return r.Change }, cell.Faint)
}

// changeUnit marks changes that are per cent, and not percentage points.
func changeUnit(a *analysis.Answer) string {
	if k := a.Measure.Spec().Kind; k == figure.Money || k == figure.Count {
		return " %"
	}
	return ""
}

// moneyColumn is the gap in US$ bn at current prices and rates.
func moneyColumn() column {
	return column{head: "gap $bn", width: 8, text: func(r *analysis.Row) (string, cell.Role) {
		switch {
		case r.GapUSD.OK && r.Verdict != target.NotMember:
			return format.Billions(r.GapUSD.Value), cell.Faint
		case r.Rank > 0:
			return format.NotPublished, cell.Unknown
		default:
			return "", cell.Unknown
		}
	}}
}
