package path

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/view"
)

// everything is the width from which the list has all its columns.
const everything = 58

// column is one column of the list; rank is how soon it gives way, the greatest
// first.
type column struct {
	head  string
	width int
	rank  int
	text  func(*analysis.PathRow) (string, cell.Role)
}

// plan is which columns fit, and where. It follows from the path's year and the
// width alone.
type plan struct {
	nameW, width int
	glyphX       int // the mark of the verdict
	columns      []column
	ends         []int
}

// The widths of names: the longest, and a code.
const (
	nameFull  = 15
	nameShort = 3
	nameX     = 2
)

// newPlan decides on the columns for a width.
func newPlan(p *analysis.Path, width int) plan {
	all := listColumns(p)
	out := plan{nameW: nameFull}
	kept := all
	for {
		need := nameX + out.nameW + 2
		for _, c := range kept {
			need += 1 + c.width
		}
		if need <= width || len(kept) == 1 && out.nameW == nameShort {
			out.columns = kept
			out.place(width - need)
			return out
		}
		if len(kept) == 2 && out.nameW == nameFull || len(kept) == 1 {
			out.nameW, kept = nameShort, all // a code leaves room for figures
			continue
		}
		kept = without(kept)
	}
}

// without leaves the column out that is needed least.
func without(columns []column) []column {
	least := slices.MaxFunc(columns, func(a, b column) int { return a.rank - b.rank })
	return slices.DeleteFunc(slices.Clone(columns), func(c column) bool { return c.rank == least.rank })
}

// place spreads what room is left, a little: every blank is sent again with the
// figures on both sides of it.
func (l *plan) place(left int) {
	extra := max(0, min(left/(len(l.columns)+1), 1))
	x := nameX + l.nameW
	for i, c := range l.columns {
		if c.rank == shareRank {
			l.glyphX = x + 1 + extra
			x = l.glyphX + 1
		}
		x += 1 + c.width
		if i > 0 && c.rank != shareRank {
			x += extra
		}
		l.ends = append(l.ends, x)
	}
	l.width = x
}

// The rank and width of the column that is never left out, and the rank of the
// scenario's levels.
const (
	shareRank  = 0
	shareWidth = 5
	levelRank  = 5
)

// listColumns are all columns of the list in their order. What changes with the
// year stands together at the end.
func listColumns(p *analysis.Path) []column {
	head := strconv.Itoa(int(p.Year)) + " "
	if p.Estimated {
		head = format.Year(p.Year, true)
	}
	var own []column
	if len(p.Overrides) > 0 { // else the head of the list says it for all
		own = []column{{"to by", 8, levelRank, levelText}}
	}
	return append(own, []column{
		{head, shareWidth, shareRank, func(r *analysis.PathRow) (string, cell.Role) { return format.Hanging(r.Figure), cell.Plain }},
		{"pp/yr", 5, 1, func(r *analysis.PathRow) (string, cell.Role) { return tight(r.PPPerYear.Value), cell.Plain }},
		{"real%", 5, 2, growthText},
		{"US$ bn", 7, 4, moneyText},
		{strconv.Itoa(int(analysis.ReviewYear)), 4, 6, func(r *analysis.PathRow) (string, cell.Role) {
			return rounded(r.Review, 2), cell.Plain
		}},
		{"pace", 4, 3, paceText},
	}...)
}

// levelText is an ally's level and deadline, marked where they are its own.
func levelText(r *analysis.PathRow) (string, cell.Role) {
	text := fmt.Sprintf("%s ’%02d", r.Level, int(r.Deadline)%100)
	if r.Own {
		return text, cell.Target
	}
	return text, cell.Faint
}

func growthText(r *analysis.PathRow) (string, cell.Role) {
	if !r.RealGrowth.OK {
		return format.NotPublished, cell.Unknown
	}
	return format.Signed(figure.Round(r.RealGrowth.Value, 1)), cell.Plain
}

func moneyText(r *analysis.PathRow) (string, cell.Role) {
	if !r.ExtraUSD.OK {
		return format.NotPublished + " ", cell.Unknown
	}
	return aligned(format.Billions(r.ExtraUSD.Value), 2), cell.Plain
}

func paceText(r *analysis.PathRow) (string, cell.Role) {
	switch {
	case !r.Pace.OK:
		return format.NotPublished, cell.Unknown
	case r.AtPace == 0:
		return "not", cell.Plain
	default:
		return strconv.Itoa(int(r.AtPace)), cell.Plain
	}
}

// tight is a number of points a year in five cells: one that two decimals would
// not show is said to be less.
func tight(v float64) string {
	if d := figure.Round(v, 2); d.Units != 0 || v == 0 {
		return format.Signed(d)
	}
	return "<0.01"
}

// rounded is an amount rounded to the given places.
func rounded(a analysis.Amount, places uint8) string {
	if !a.OK {
		return format.NotPublished
	}
	return figure.Round(a.Value, places).String()
}

// aligned pads a number on the right as if it had that many decimals, so that the
// points stand below each other.
func aligned(s string, places int) string {
	_, decimals, _ := strings.Cut(s, ".")
	return s + strings.Repeat(" ", max(0, places-len(decimals)))
}

// list draws the heads and as many allies as there is room for, the focused one
// among them, in as many columns as fit. It returns what it took.
func (v *paths) list(g *cell.Grid, s view.State) plan {
	l := newPlan(v.Path, g.Width())
	head := fmt.Sprintf("to %s by %d", format.Percent(v.Level.Value), v.Deadline)
	if l.nameW < nameFull || l.columns[0].rank == levelRank {
		head = "Ally"
	}
	g.Text(nameX, 0, cell.Cut(head, l.glyphX-nameX), cell.Faint)
	for i, c := range l.columns {
		role := cell.Faint
		if c.rank == shareRank {
			role = cell.Strong
		}
		g.Right(l.ends[i], 0, c.head, role)
	}
	rows, n := table.Pointers(v.ranking.Rows), g.Height()-1
	first := view.Scroll(max(0, s.At(rows)), len(rows), n)
	for i, row := range rows[first:min(first+n, len(rows))] {
		g.Tag(0, 1+i, l.width, 1, cell.Hit{Code: string(row.Ally.Code)})
		if r, ok := v.Row(row.Ally.Code); ok {
			l.row(g, 1+i, v.Path, r, s.Focus)
		}
	}
	return l
}

// row draws one ally.
func (l *plan) row(g *cell.Grid, y int, p *analysis.Path, r *analysis.PathRow, focus ally.Code) {
	l.name(g, y, p, r, r.Ally.Code == focus)
	mark, role := format.Glyph(r.Verdict, r.Edge)
	g.Text(l.glyphX, y, mark, role)
	for i, c := range l.columns {
		if !r.Verdict.Counted() || r.Met() && c.rank != shareRank && c.rank != levelRank {
			continue
		}
		if text, role := c.text(r); text != "" {
			g.Right(l.ends[i], y, text, role)
		}
	}
	from := l.glyphX + 2
	text := missing(r)
	if r.Met() {
		from, text = l.glyphX+3+shareWidth, "meets "+format.Percent(r.Level)+" already"
	} else if r.Verdict.Counted() {
		return
	}
	if room := l.width - from; cell.Width(text) > room && r.Met() {
		text = cell.Cut("meets", room)
	}
	g.Text(from, y, cell.Cut(text, l.width-from), cell.Faint)
}

// name writes who it is, with a star where the level is its own, and from which
// year where that is not everybody's.
func (l *plan) name(g *cell.Grid, y int, p *analysis.Path, r *analysis.PathRow, focused bool) {
	name, from := r.Ally.Name, ""
	if l.nameW < nameFull {
		name = string(r.Ally.Code)
	} else if r.From != 0 && r.From != p.Year {
		from = fmt.Sprintf(" ’%02d", int(r.From)%100)
	}
	if r.Own {
		from = "*" + from
	}
	name = cell.Cut(name, l.nameW-cell.Width(from))
	role := cell.Plain
	switch {
	case focused:
		g.Set(0, y, '▌', cell.Cursor)
		role = cell.Selection
	case r.Pin >= 0:
		role = cell.Strong
	case !r.Verdict.Counted():
		role = cell.Faint
	}
	if r.Pin >= 0 {
		g.Set(1, y, '◆', cell.Pin)
	}
	x := g.Text(nameX, y, name, role)
	g.Text(x, y, from, cell.Estimate)
}
