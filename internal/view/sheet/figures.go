package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/view"
)

type page struct {
	*analysis.Sheet
	ink chart.Ink
}

func (p page) head(g *cell.Grid) {
	x := g.Text(0, 0, p.Ally.Name, cell.Strong) + 2
	about := []string{string(p.Ally.Code), fmt.Sprintf("ally since %d", p.Ally.Since())}
	if !p.Member {
		about[1] = fmt.Sprintf("joined in %d: not a member then", p.Ally.Since())
	}
	for _, group := range p.Groups {
		about = append(about, group.Title)
	}
	g.Text(x, 0, cell.Cut(strings.Join(about, " · "), g.Width()-x), cell.Faint)
	gap := 1 + view.Room(g.Width() >= 24, 1) // else the verdict's mark has no room
	x = g.Text(0, 1, format.Year(p.Year, p.Estimated), cell.Faint) + gap
	view.Standing(g.Window(x, 1, g.Width()-x, 1), gap, p.Answer, p.Row, p.Place(p.Row))
}

// needed is a constant table of the measures in the order they give way, the most
// needed first; the rest gives way before them.
var needed = [...]figure.Measure{
	figure.ShareGDP, figure.USDCurrent, figure.EquipmentPct, figure.NatCurrent, figure.RealChange, figure.Personnel,
	figure.DefPerCapita, figure.USDConstant, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct,
	figure.GDPCurrent, figure.GDPConstant, figure.GDPPerCapita,
}

func (p page) measures() block {
	return block{rank: measuresRank, least: 3, most: 1 + len(p.Lines), draw: func(g *cell.Grid) {
		shown := p.chosen(g.Height() - 1)
		name, point, columns := p.columns(shown, g.Width())
		g.Text(0, 0, "Figures", cell.Heading)
		g.Right(point+3, 0, strconv.Itoa(int(p.Year)), cell.Strong)
		end := point + fraction
		for _, c := range columns {
			end += c.width
			g.Right(end, 0, c.head, cell.Faint)
		}
		for i, l := range shown {
			p.line(g.Window(0, 1+i, g.Width(), 1), l, name, point, columns)
			g.Tag(0, 1+i, g.Width(), 1, cell.Hit{Code: string(p.Ally.Code), Item: int(l.Measure) + 1})
		}
	}}
}

// chosen are the n most needed lines, the question's own among them, in NATO's
// order.
func (p page) chosen(n int) []*analysis.SheetLine {
	order := figure.InOrder(append([]figure.Measure{p.Measure}, needed[:]...)...)
	keep := order[:max(1, min(n, len(order)))]
	out := make([]*analysis.SheetLine, 0, figure.Measures)
	for i := range p.Lines {
		if slices.Contains(keep, p.Lines[i].Measure) {
			out = append(out, &p.Lines[i])
		}
	}
	return out
}

// column is a column behind the figures.
type column struct {
	head  string
	width int
	text  func(*analysis.SheetLine) string
}

// columns lays out the measures' names, the column of the figures' decimal points,
// and the columns behind them: a name gives way to the change on the year first, then
// to the place, and last to the change since the base year.
func (p page) columns(shown []*analysis.SheetLine, width int) (name, point int, columns []column) {
	const least = 20 // of a name
	whole := 4
	for _, l := range shown {
		if l.Known() {
			whole = max(whole, cell.BeforePoint(format.Number(l.Printed)))
		}
	}
	type line = *analysis.SheetLine
	place := column{"place", 8, func(l line) string {
		return format.When(l.Rank != 0, format.Place(l.Rank, l.Tied)+"/"+strconv.Itoa(l.Of))
	}}
	change := column{fmt.Sprintf("on %d", p.Year-1), changeWidth, func(l line) string { return delta(l, l.Change, p.Year-1, p.Year) }}
	since := column{format.SinceHead(p.Base, p.Year), changeWidth + 1, func(l line) string { return delta(l, l.Since, p.Base, p.Year) }}
	since.width = view.Room(p.Base != p.Year-1, since.width)
	name = width - whole - fraction - 1
	for _, c := range [...]*column{&change, &place, &since} {
		c.width = view.Room(name-c.width >= least, c.width)
		name -= c.width
	}
	name = min(name, 36)
	columns = slices.DeleteFunc([]column{place, change, since}, func(c column) bool { return c.width == 0 })
	return name, name + 1 + whole, columns
}

// fraction is the room for a point, two decimals, and the letter of an estimate.
const fraction = 4

// changeWidth is the room for a change, with a blank before it.
const changeWidth = 11

// delta is a line's difference between two years, with its unit: points have two
// decimals, and per cent end where they would with as many.
func delta(l *analysis.SheetLine, d figure.Delta, from, to figure.Year) string {
	switch {
	case !l.Measure.Spec().Changes():
		return ""
	case !d.OK:
		return "n/a   "
	}
	unit := l.Measure.Spec().ChangeUnit()
	return plot.Across(fmt.Sprintf("%s %-*s", format.Signed(d.Value), 4-int(d.Value.Places), unit), l.Breaks.Crosses(from, to), changeWidth)
}

func (p page) line(g *cell.Grid, l *analysis.SheetLine, width, point int, columns []column) {
	role := cell.Plain
	if l.Measure == p.Measure {
		role = cell.Strong
	}
	name := p.nameOf(l)
	name = view.Fitting(width, name, strings.TrimSuffix(strings.TrimSuffix(name, " prices"), " of spending"))
	g.Text(0, 0, cell.Cut(name, width), role)
	switch {
	case !l.Held: // no such table, or not of that year
		g.Text(width+1, 0, cell.Cut("not in this edition", g.Width()-width-1), cell.Unknown)
		return
	case !l.Known():
		none := format.When(!p.Ally.HasForces() && !l.Measure.OfEconomy(), format.NoForces) // an economy needs no forces
		g.Right(point, 0, cmp.Or(none, format.NotPublished), cell.Unknown)
		return
	}
	text := format.Number(l.Printed)
	x := g.Text(point-cell.BeforePoint(text), 0, text, role)
	g.Text(x, 0, l.Status.Mark(), cell.Estimate)
	end := point + fraction
	for _, c := range columns {
		end += c.width
		text, role := c.text(l), cell.Plain
		if strings.HasPrefix(text, "n/a") {
			role = cell.Unknown
		}
		g.Right(end, 0, text, role)
	}
}

func unitWords(l *analysis.SheetLine) string {
	return format.Unit(strings.Replace(l.Unit, "USD", "US$", 1), l.Currency)
}

func (p page) nameOf(l *analysis.SheetLine) string {
	unit := strings.NewReplacer(" and exchange rates", "", "national currency", p.Ally.Currency, "thousand US$", "US$ ’000").Replace(unitWords(l))
	return strings.Replace(l.Measure.Spec().Line, "#", unit, 1)
}
