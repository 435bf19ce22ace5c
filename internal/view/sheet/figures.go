package sheet

import (
	"fmt"
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// page is what one drawing is about.
type page struct {
	*analysis.Sheet
	ink chart.Ink
}

// head says who, since when, and how it stands.
func (p page) head(g *cell.Grid) {
	x := g.Text(0, 0, p.Ally.Name, cell.Strong) + 2
	about := fmt.Sprintf("%s · ally since %d", p.Ally.Code, p.Ally.Since())
	if !p.Member {
		about = fmt.Sprintf("%s · joined in %d: not a member then", p.Ally.Code, p.Ally.Since())
	}
	for _, group := range p.Groups {
		about += " · " + group.Title
	}
	g.Text(x, 0, cell.Cut(about, g.Width()-x), cell.Faint)
	x = g.Text(0, 1, format.Year(p.Year, p.Estimated)+"  ", cell.Faint)
	if p.Row.Figure.Known() {
		x = g.Text(x, 1, format.Figure(p.Row.Figure)+" "+p.UnitWords()+"  ", cell.Strong)
	}
	if !p.Judged {
		g.Text(x, 1, p.Place(p.Row), cell.Plain)
		return
	}
	glyph, role := format.Glyph(p.Row.Verdict, p.Row.KnifeEdge)
	if glyph != " " {
		x = g.Text(x, 1, glyph+" ", role)
	}
	g.Text(x, 1, cell.Cut(p.standing(), g.Width()-x), role)
}

// standing is the verdict in words, with place.
func (p page) standing() string {
	r, level, rest := p.Row, format.Percent(p.Level.Value), ""
	if r.KnifeEdge {
		rest = ", on the knife's edge"
	}
	if place := p.Place(r); place != "" {
		rest += ", " + place
	}
	switch r.Verdict {
	case target.Meets:
		return "meets " + level + rest
	case target.Below:
		return r.Gap.Value.Abs().String() + " pp below " + level + rest
	case target.NotMeasurable:
		return level + " is not measurable" + rest
	default:
		return r.Verdict.Words()
	}
}

// needed is a constant table of the measures in the order they give way, the most
// needed first.
var needed = [...]figure.Measure{
	figure.ShareGDP, figure.USDCurrent, figure.EquipmentPct, figure.NatCurrent, figure.RealChange, figure.Personnel,
	figure.DefPerCapita, figure.USDConstant, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct,
	figure.GDPCurrent, figure.GDPConstant, figure.GDPPerCapita, figure.NatConstant,
}

// measures are the fifteen figures of the year, or as many as there is room for.
func (p page) measures() block {
	return block{measuresRank, 3, 1 + len(p.Lines), func(g *cell.Grid) {
		shown := p.chosen(g.Height() - 1)
		c := p.columns(shown, g.Width())
		p.heads(g, &c)
		for i, l := range shown {
			p.line(g, 1+i, &c, l)
			g.Tag(0, 1+i, g.Width(), 1, cell.Hit{Code: string(p.Ally.Code), Item: int(l.Measure) + 1})
		}
	}}
}

// chosen are the n most needed lines, the question's own among them, in NATO's
// order.
func (p page) chosen(n int) []*analysis.SheetLine {
	var keep [figure.Measures]bool
	keep[p.Measure] = true
	n--
	for _, m := range needed {
		if n > 0 && !keep[m] {
			keep[m] = true
			n--
		}
	}
	out := make([]*analysis.SheetLine, 0, figure.Measures)
	for i := range p.Lines {
		if keep[p.Lines[i].Measure] {
			out = append(out, &p.Lines[i])
		}
	}
	return out
}

// columns is where the columns of the figures stand; an end of 0 is not shown.
type columns struct {
	name                      int // width
	point, rank, change, base int // the column of decimal points; the others' ends
}

// columns lays the columns out for the figures shown.
func (p page) columns(shown []*analysis.SheetLine, width int) columns {
	whole := 4
	for _, l := range shown {
		if l.Known() {
			digits, _, _ := strings.Cut(format.Number(l.Printed), ".")
			whole = max(whole, cell.Width(digits))
		}
	}
	const (
		fraction = 4 // point, two decimals, the letter of an estimate
		rank     = 8
		change   = 11
		least    = 20
	)
	c := columns{name: width - whole - fraction - 1}
	var take [3]bool
	for i, n := range [3]int{change, rank, change} {
		if c.name-n >= least && (i != 2 || p.Base != p.Year-1) {
			take[i], c.name = true, c.name-n
		}
	}
	c.name = min(c.name, 36)
	c.point = c.name + 1 + whole
	end := c.point + fraction
	if take[1] {
		end += rank
		c.rank = end
	}
	if take[0] {
		end += change
		c.change = end
	}
	if take[2] {
		c.base = end + change
	}
	return c
}

// heads draws the heads of the columns.
func (p page) heads(g *cell.Grid, c *columns) {
	g.Text(0, 0, "Figures", cell.Heading)
	g.Right(c.point+3, 0, strconv.Itoa(int(p.Year)), cell.Strong)
	if c.rank > 0 {
		g.Right(c.rank, 0, "place", cell.Faint)
	}
	if c.change > 0 {
		g.Right(c.change, 0, fmt.Sprintf("on %d", p.Year-1), cell.Faint)
	}
	if c.base > 0 {
		g.Right(c.base, 0, fmt.Sprintf("since %d", p.Base), cell.Faint)
	}
}

// line draws one measure.
func (p page) line(g *cell.Grid, y int, c *columns, l *analysis.SheetLine) {
	role := cell.Plain
	if l.Measure == p.Measure {
		role = cell.Strong
	}
	name := p.nameOf(l)
	for _, tail := range [2]string{" prices", " of spending"} {
		if cell.Width(name) > c.name {
			name = strings.TrimSuffix(name, tail)
		}
	}
	g.Text(0, y, cell.Cut(name, c.name), role)
	switch {
	case !l.Held: // no such table, or not of that year
		g.Text(c.name+1, y, cell.Cut("not in this edition", g.Width()-c.name-1), cell.Unknown)
		return
	case !l.Known():
		mark := "n/a"
		if !p.Ally.HasForces() && !l.Measure.OfEconomy() { // an economy needs no forces
			mark = "·"
		}
		g.Right(c.point, y, mark, cell.Unknown)
		return
	}
	text := format.Number(l.Printed)
	digits, _, _ := strings.Cut(text, ".")
	g.Right(c.point, y, digits, role)
	x := g.Text(c.point, y, text[len(digits):], role)
	g.Text(x, y, format.Mark(l.Status), cell.Estimate)
	if c.rank > 0 && l.Rank > 0 {
		g.Right(c.rank, y, fmt.Sprintf("%s/%d", format.Place(l.Rank, l.Tied), l.Of), cell.Plain)
	}
	if c.change > 0 {
		delta(g, c.change, y, l.Change, l.Measure)
	}
	if c.base > 0 {
		delta(g, c.base, y, l.Since, l.Measure)
	}
}

// delta writes a difference with its unit.
func delta(g *cell.Grid, end, y int, d figure.Delta, m figure.Measure) {
	if !d.OK {
		g.Right(end-3, y, "n/a", cell.Unknown)
		return
	}
	g.Right(end, y, fmt.Sprintf("%s %-2s", format.Signed(d.Value), m.Spec().ChangeUnit()), cell.Plain)
}

// unitWords is a unit as the edition states it, with the ally's own currency.
func unitWords(l *analysis.SheetLine) string {
	unit := strings.Replace(l.Unit, "USD", "US$", 1)
	if l.Currency != "" {
		unit = strings.Replace(unit, "national currency", l.Currency, 1)
	}
	return unit
}

// nameOf is what a measure is called here: what differs from line to line, with
// unit and prices as the edition states them.
func (p page) nameOf(l *analysis.SheetLine) string {
	unit := strings.TrimSuffix(unitWords(l), " and exchange rates")
	unit = strings.Replace(unit, "national currency", p.Ally.Currency, 1)
	switch l.Measure {
	case figure.ShareGDP:
		return "Share of GDP, %"
	case figure.RealChange:
		return "Real change on the year, %"
	case figure.GDPCurrent, figure.GDPConstant:
		return "GDP, " + unit
	case figure.GDPPerCapita:
		return "GDP a head, " + strings.Replace(unit, "thousand US$", "US$ ’000", 1)
	case figure.DefPerCapita:
		return "A head, " + unit
	case figure.Personnel:
		return "Personnel, thousand"
	case figure.EquipmentPct:
		return "Equipment, % of spending"
	case figure.PersonnelPct:
		return "Personnel, % of spending"
	case figure.InfrastructurePct:
		return "Infrastructure, % of spending"
	case figure.OtherPct:
		return "Operations and other, % of spending"
	default:
		return unit
	}
}
