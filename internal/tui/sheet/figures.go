package sheet

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// head says who, since when, and how it stands.
func head(g *cell.Grid, t *analysis.Sheet) {
	x := g.Text(0, 0, t.Ally.Name, cell.Strong) + 2
	about := fmt.Sprintf("%s · ally since %d", t.Ally.Code, t.Ally.Since())
	if !t.Member {
		about = fmt.Sprintf("%s · joined in %d: not a member then", t.Ally.Code, t.Ally.Since())
	}
	for _, group := range t.Groups {
		about += " · " + group.Title
	}
	g.Text(x, 0, cell.Cut(about, g.Width()-x), cell.Faint)
	a, r := t.Answer, t.Row
	x = g.Text(0, 1, whenWords(a)+"  ", cell.Faint)
	if r.Figure.Known() {
		x = g.Text(x, 1, format.Number(r.Figure.Printed)+mark(r.Figure)+" "+unitOf(t)+"  ", cell.Strong)
	}
	glyph, role := format.Glyph(r.Verdict, r.KnifeEdge)
	if !a.Judged {
		if l := t.Line(a.Measure); r.Rank > 0 {
			g.Text(x, 1, fmt.Sprintf("%s of %d", format.Ordinal(r.Rank), l.Of), cell.Plain)
		}
		return
	}
	if glyph != " " {
		x = g.Text(x, 1, glyph+" ", role)
	}
	g.Text(x, 1, cell.Cut(standing(t), g.Width()-x), role)
}

func whenWords(a *analysis.Answer) string {
	s := fmt.Sprintf("%d", a.Year)
	if a.Estimated {
		s += "e"
	}
	return s
}

// mark is the letter an estimate keeps.
func mark(f figure.Figure) string {
	if f.Status == figure.Estimate {
		return "e"
	}
	return ""
}

// unitOf is the unit of the sheet's own measure.
func unitOf(t *analysis.Sheet) string {
	spec := t.Answer.Measure.Spec()
	if !spec.Comparable && t.Row.Currency != "" {
		return t.Row.Currency + " m"
	}
	return spec.Unit
}

// yearWords is the ally's figure of a year with its unit.
func yearWords(t *analysis.Sheet, y figure.Year, f figure.Figure) string {
	return fmt.Sprintf("%s %d: %s %s", t.Ally.Name, y, format.Number(f.Printed)+mark(f), unitOf(t))
}

// standing is the verdict in words, with place.
func standing(t *analysis.Sheet) string {
	a, r := t.Answer, t.Row
	level := a.Level.Value.String() + " %"
	place := ""
	if l := t.Line(a.Measure); r.Rank > 0 {
		place = fmt.Sprintf(", %s of %d", format.Ordinal(r.Rank), l.Of)
	}
	edge := ""
	if r.KnifeEdge {
		edge = ", on the knife's edge"
	}
	switch r.Verdict {
	case target.Meets:
		return "meets " + level + edge + place
	case target.Below:
		return r.Gap.Value.Abs().String() + " pp below " + level + edge + place
	case target.NotMeasurable:
		return level + " is not measurable" + place
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
func (p *page) measures(int) block {
	return block{rankOf("measures"), 3, 1 + len(p.sheet.Lines), func(g *cell.Grid, x, y int) {
		shown := p.chosen(g.Height() - 1)
		c := columnsOf(p.sheet, shown, g.Width())
		c.head(g, p.sheet)
		for i, l := range shown {
			c.line(g, 1+i, p.sheet, l)
			p.view.at = append(p.view.at, spot{
				x: x, y: y + 1 + i, w: g.Width(), h: 1, code: p.sheet.Ally.Code,
				text: fmt.Sprintf("%s, %s: %s", l.Measure.Spec().Title, unitWords(l), figureWords(l)),
			})
		}
	}}
}

// chosen are the n most needed lines, the question's own among them, in NATO's
// order.
func (p *page) chosen(n int) []*analysis.SheetLine {
	var keep [figure.Measures]bool
	keep[p.sheet.Answer.Measure] = true
	n--
	for _, m := range needed {
		if n > 0 && !keep[m] {
			keep[m] = true
			n--
		}
	}
	out := make([]*analysis.SheetLine, 0, figure.Measures)
	for i := range p.sheet.Lines {
		if keep[p.sheet.Lines[i].Measure] {
			out = append(out, &p.sheet.Lines[i])
		}
	}
	return out
}

// columns is where the columns of the figures stand; an end of 0 is not shown.
type columns struct {
	name                      int // width
	point, rank, change, base int // the column of decimal points; the others' ends
}

// columnsOf lays the columns out for the figures shown.
func columnsOf(t *analysis.Sheet, shown []*analysis.SheetLine, width int) columns {
	whole := 4
	for _, l := range shown {
		if l.Figure.Known() {
			digits, _, _ := strings.Cut(format.Number(l.Figure.Printed), ".")
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
		if c.name-n >= least && (i != 2 || t.Answer.Base != t.Answer.Year-1) {
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

// head draws the heads of the columns.
func (c *columns) head(g *cell.Grid, t *analysis.Sheet) {
	a := t.Answer
	g.Text(0, 0, "Figures", cell.Heading)
	g.Right(c.point+3, 0, fmt.Sprint(int(a.Year)), cell.Strong)
	if c.rank > 0 {
		g.Right(c.rank, 0, "place", cell.Faint)
	}
	if c.change > 0 {
		g.Right(c.change, 0, fmt.Sprintf("on %d", a.Year-1), cell.Faint)
	}
	if c.base > 0 {
		g.Right(c.base, 0, fmt.Sprintf("since %d", a.Base), cell.Faint)
	}
}

// line draws one measure.
func (c *columns) line(g *cell.Grid, y int, t *analysis.Sheet, l *analysis.SheetLine) {
	role := cell.Plain
	if l.Measure == t.Answer.Measure {
		role = cell.Strong
	}
	name := nameOf(t, l)
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
	case !l.Figure.Known():
		g.Right(c.point, y, missing(t, l), cell.Unknown)
		return
	}
	digits, rest, dotted := strings.Cut(format.Number(l.Figure.Printed), ".")
	if dotted {
		rest = "." + rest
	}
	g.Right(c.point, y, digits, role)
	x := g.Text(c.point, y, rest, role)
	g.Text(x, y, mark(l.Figure), cell.Estimate)
	if c.rank > 0 && l.Rank > 0 {
		text := fmt.Sprintf("%d/%d", l.Rank, l.Of)
		if l.Tied {
			text = "=" + text
		}
		g.Right(c.rank, y, text, cell.Plain)
	}
	if c.change > 0 {
		delta(g, c.change, y, l.Change, l.Measure)
	}
	if c.base > 0 {
		delta(g, c.base, y, l.Since, l.Measure)
	}
}

// delta writes a difference with its unit.
func delta(g *cell.Grid, end, y int, d analysis.Delta, m figure.Measure) {
	if !d.OK {
		g.Right(end-3, y, "n/a", cell.Unknown)
		return
	}
	unit := " % "
	if k := m.Spec().Kind; k == figure.Percent || k == figure.Change {
		unit = " pp"
	}
	g.Right(end, y, format.Signed(d.Value)+unit, cell.Plain)
}

// missing is what stands in place of a figure.
func missing(t *analysis.Sheet, l *analysis.SheetLine) string {
	switch l.Measure {
	case figure.GDPCurrent, figure.GDPConstant, figure.GDPPerCapita:
		return "n/a" // an economy needs no forces
	}
	if !t.Ally.HasForces() {
		return "·"
	}
	return "n/a"
}

// figureWords is a line's figure for a reader who asks for it alone.
func figureWords(l *analysis.SheetLine) string {
	switch {
	case !l.Held:
		return "not in this edition"
	case !l.Figure.Known():
		return "n/a"
	}
	return format.Number(l.Figure.Printed) + mark(l.Figure)
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
func nameOf(t *analysis.Sheet, l *analysis.SheetLine) string {
	unit := strings.TrimSuffix(unitWords(l), " and exchange rates")
	unit = strings.Replace(unit, "national currency", t.Ally.Currency, 1)
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
