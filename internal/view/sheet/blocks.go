package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/table"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

// labelWidth is the width of the labels at the left of a block.
const labelWidth = 14

func (p page) gap() block {
	r := p.Row
	if !p.Judged || !r.Verdict.Counted() || !r.Gap.OK {
		return block{}
	}
	label := "Below "
	if r.Verdict == target.Meets {
		label = "Above "
	}
	points, money := "by "+r.Gap.Value.Abs().String()+" pp", p.money()
	return block{rank: gapRank, least: 1, most: 1 + len(money), draw: func(g *cell.Grid) {
		g.Text(0, 0, label+format.Percent(p.Level.Value), cell.Heading)
		x := g.Text(labelWidth, 0, cell.Cut(points, g.Width()-labelWidth), cell.Strong)
		if g.Height() == 1 {
			text := view.Fitting(g.Width()-x-2, strings.Join(money, "; "), money[0])
			g.Text(x, 0, cell.Cut(", "+text, g.Width()-x), cell.Plain)
			return
		}
		for i, m := range money {
			g.Text(labelWidth, 1+i, cell.Cut(m, g.Width()-labelWidth), cell.Plain)
		}
	}}
}

func (p page) money() []string {
	r := p.Row
	if r.Split() {
		amount, how := r.Other(p.Level.Value)
		return []string{amount + " in money", how}
	}
	own := r.GapNational.OK && r.Currency != "" && r.Currency != "USD"
	return format.Said(
		format.When(r.GapUSD.OK, format.Money("US$", r.GapUSD.Value)+" a year, "+r.Basis.Prices()),
		format.When(own, format.Money(r.Currency, r.GapNational.Value)+" a year"),
		format.When(!r.GapUSD.OK && !own, "no money in this edition"))
}

func (p page) spending() block {
	bar, found := &chart.Bar{Ink: p.ink}, false
	for i, name := range [len(analysis.PartMeasures)]string{"equipment", "personnel", "infrastructure", "operations and other"} {
		f := p.Line(analysis.PartMeasures[i]).Figure
		found = found || f.Known()
		bar.Segments = append(bar.Segments, chart.Segment{Name: name, Value: f.Printed.Float(), Status: f.Status, Role: cell.Series(i)})
	}
	if !found {
		return block{rank: spendingRank, least: 1, most: 1, draw: func(g *cell.Grid) {
			g.Text(0, 0, "Spent on", cell.Heading)
			not := format.When(!p.Line(figure.EquipmentPct).Held, "not in this edition")
			g.Text(labelWidth, 0, cmp.Or(not, format.NotPublished), cell.Unknown)
		}}
	}
	return block{rank: spendingRank, least: 3, most: 6, draw: func(g *cell.Grid) {
		top := view.Room(g.Height() > 3, 1)
		if top > 0 {
			g.Text(0, 0, "Spent on", cell.Heading)
		}
		g.Draw(0, top, bar.Draw(g.Width(), g.Height()-top))
	}}
}

// trend returns the chart of the sheet's measure with the levels. Its height is fixed, because a
// chart that changed its height with the texts of a year would be sent again with every year.
func (p page) trend(lines int) block {
	if !slices.ContainsFunc(p.Row.Figures(), figure.Figure.Known) {
		return block{}
	}
	return block{rank: trendRank, least: lines, most: lines, draw: func(g *cell.Grid) {
		view.Plot(g, plot.Course(p.Answer, p.Ally.Code), p.ink, p.Year)
	}}
}

// years returns the figures of all years in two rows of half the years each. The block is empty if
// they do not fit.
func (p page) years(width int) block {
	n := int(p.Last-p.First) + 1
	half := (n + 1) / 2
	step := (width - labelWidth) / half
	if n < 2 || step < 7 {
		return block{}
	}
	rows := []*analysis.Series{&p.Row.Series}
	if t := p.Total(ally.EuropeCan); t != nil && p.Measure == figure.ShareGDP {
		rows = append(rows, &t.Series)
	}
	return block{rank: yearsRank, least: 2 * (1 + len(rows)), most: 2 * (1 + len(rows)), draw: func(g *cell.Grid) {
		for i := range n {
			y, top := p.First+figure.Year(i), i/half*(1+len(rows))
			end := labelWidth + (i%half+1)*step - 1
			role, attr := cell.Faint, cell.Attr(0)
			if y == p.Year {
				role, attr = cell.Cursor, cell.Bold // visible without colour, too
			}
			g.Right(end, top, strconv.Itoa(int(y)), role, attr)
			for k, s := range rows {
				g.Text(0, top+1+k, plot.Tiny(s.Code), cell.Faint)
				f := s.At(y)
				if f.Converted { // a row has only one currency
					g.Right(end, top+1+k, "in "+p.CurrencyOf(s.Code, y), cell.Unknown)
					continue
				}
				g.Right(end, top+1+k, strings.TrimSuffix(format.Figure(f.Figure), f.Status.Mark()), cell.Plain)
				g.Text(end, top+1+k, f.Status.Mark(), cell.Estimate)
			}
		}
		g.Text(0, 0, "By year", cell.Heading)
	}}
}

// pledges returns the pledges made by the sheet's year, in the order of weight.
func (p page) pledges() block {
	made := slices.DeleteFunc(slices.Clone(p.Pledges), func(l analysis.SheetPledge) bool { return l.Pledge.AgreedIn() > int(p.Year) })
	slices.SortStableFunc(made, func(a, b analysis.SheetPledge) int { return p.weight(&a) - p.weight(&b) })
	if len(made) == 0 {
		return block{}
	}
	return block{rank: pledgesRank, least: 2, most: 1 + len(made), draw: func(g *cell.Grid) {
		n := 1 + len(made) - g.Height()
		more := format.Whenf(n > 0, "%d more", n)
		head := view.Fitting(g.Width()-2-cell.Width(more), fmt.Sprintf("Pledges made by %d", p.Year), "Pledges")
		g.Text(g.Text(0, 0, head, cell.Heading)+2, 0, more, cell.Faint)
		for i, l := range made {
			pledge(g, 1+i, &l)
		}
	}}
}

// weight returns the sort key of a pledge: pledges in force come first, then measurable ones, then
// those of the sheet's measure.
func (p page) weight(l *analysis.SheetPledge) int {
	n := 0
	if !l.InForce {
		n += 4
	}
	if !l.Pledge.Measurable {
		n += 2
	}
	if l.Pledge.Measure != p.Measure {
		n++
	}
	return n
}

func pledge(g *cell.Grid, y int, l *analysis.SheetPledge) {
	glyph, role := format.Glyph(l.Verdict, l.Edge)
	g.Text(0, y, glyph, role)
	w, text := g.Width(), cell.Plain
	status := ""
	switch {
	case !l.InForce && l.Pledge.Open:
		status = fmt.Sprintf("agreed %d", l.Pledge.AgreedIn())
	case !l.InForce:
		text, status = cell.Faint, fmt.Sprintf("until %d", l.Pledge.Superseded)
	case l.Pledge.Deadline != 0:
		status = fmt.Sprintf("by %d", l.Pledge.Deadline)
	}
	say := l.Verdict.Words()
	if l.Gap.OK && l.Verdict.Counted() {
		say = format.Signed(l.Gap.Value) + " pp"
	}
	end := w - 16
	if w < 56 {
		end = w - 10
	}
	g.Text(2, y, cell.Cut(l.Pledge.Label, end-cell.Width(status)-4), text)
	g.Right(end, y, status, cell.Faint)
	g.Right(w, y, cell.Cut(say, w-end-1), text)
}

func (p page) editions(width int) block {
	said := p.Said
	if len(said) == 0 {
		return block{}
	}
	head := fmt.Sprintf("%d as each edition printed it", p.Year)
	if len(said) == 1 {
		head = fmt.Sprintf("%d: in one edition only", p.Year)
	}
	words := format.EachOf(said, (*analysis.Vintage).Words)
	slices.Reverse(words) // the latest first
	flow := cell.Wrap(strings.Join(words, ", "), width-labelWidth, 3)
	const columns = 42 // the width of month, date and figure
	return block{rank: editionsRank, least: len(flow), most: 1 + len(said), draw: func(g *cell.Grid) {
		if g.Height() <= len(said) || g.Width() < columns {
			g.Text(0, 0, "Editions", cell.Heading)
			view.Lines(g, labelWidth, 0, flow, cell.Plain)
			return
		}
		g.Text(0, 0, head, cell.Heading)
		for i, s := range said {
			role := table.Asked(g, 1+i, s.Edition == p.Edition)
			g.Text(2, 1+i, s.Edition.Month(), role)
			g.Text(18, 1+i, s.Edition.Published, cell.Faint)
			if !s.Figure.Known() {
				role = cell.Unknown
			}
			g.Right(41, 1+i, format.Hanging(s.Figure), role)
		}
	}}
}

func (p page) peers(width int) block {
	medians := format.EachOf(p.Medians, func(m *analysis.Median) string {
		return format.Whenf(m.Allies > 1, "%s %s (%d)", m.Name, format.Figure(m.Figure), m.Allies)
	})
	var labels, lines []string
	add := func(label string, words []string) {
		for i := 0; i < len(words); label = "" {
			line := words[i]
			for i++; i < len(words) && cell.Width(line+", "+words[i])+1 <= width-labelWidth; i++ {
				line += ", " + words[i]
			}
			if i < len(words) {
				line += ","
			}
			labels, lines = append(labels, label), append(lines, cell.Cut(line, width-labelWidth))
		}
	}
	add("Neighbours", format.Each(p.Neighbours, neighbour))
	add("Medians", medians)
	return block{rank: peersRank, least: min(len(lines), 2), most: len(lines), draw: func(g *cell.Grid) {
		for i, line := range lines[:min(len(lines), g.Height())] {
			if i+1 == g.Height() { // the last line shown
				line = strings.TrimSuffix(line, ",")
			}
			g.Text(0, i, labels[i], cell.Heading)
			g.Text(labelWidth, i, line, cell.Plain)
		}
	}}
}

func neighbour(n *analysis.Row) string {
	if !n.Figure.Known() {
		return n.Ally.Name + " " + n.Verdict.Words()
	}
	glyph, _ := format.Glyph(n.Verdict, false)
	return strings.TrimSpace(n.Ally.Name + " " + format.Figure(n.Figure) + " " + glyph)
}

// page is a sheet to be drawn.
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
	gap := 1 + view.Room(g.Width() >= 24, 1) // a narrow grid needs the cell for the mark of the verdict
	x = g.Text(0, 1, format.Year(p.Year, p.Estimated), cell.Faint) + gap
	view.Standing(g.Window(x, 1, g.Width()-x, 1), gap, p.Answer, p.Row, p.Place(p.Row))
}

func (p page) measures() block {
	return block{rank: measuresRank, least: 3, most: 1 + len(p.Lines), draw: func(g *cell.Grid) {
		shown := p.chosen(g.Height() - 1)
		name, point, columns := p.columns(shown, g.Width())
		x := g.Text(0, 0, "Figures", cell.Heading) + 2
		more := format.Whenf(len(shown) < len(p.Lines), "%d more", len(p.Lines)-len(shown))
		g.Text(x, 0, view.Fitting(point-2-x, more, ""), cell.Faint)
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

// chosen returns the n most important lines in NATO's order.
func (p page) chosen(n int) []*analysis.SheetLine {
	order := figure.InOrder(
		p.Measure, figure.ShareGDP, figure.USDCurrent, figure.EquipmentPct, figure.NatCurrent, figure.RealChange, figure.Personnel,
		figure.DefPerCapita, figure.USDConstant, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct,
		figure.GDPCurrent, figure.GDPConstant, figure.GDPPerCapita,
	)
	rest := order[max(1, min(n, len(order))):]
	return slices.DeleteFunc(table.Pointers(p.Lines), func(l *analysis.SheetLine) bool { return slices.Contains(rest, l.Measure) })
}

// column is a column after the figures.
type column struct {
	head  string
	width int
	text  func(*analysis.SheetLine) string
}

// columns returns the width of the measures' names, the column of the decimal points, and the
// columns after the figures. As long as names keep their least width, there is a column for the
// change on the year before, then for the place, and then for the change since the base year.
func (p page) columns(shown []*analysis.SheetLine, width int) (name, point int, columns []column) {
	const least = 20 // the least width of a name
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

// fraction is the width of a decimal point, two decimals, and the letter of an estimate.
const fraction = 4

// changeWidth is the width of a change, with a blank before it.
const changeWidth = 11

// delta returns a line's difference between two years with its unit. The unit is padded, so that
// differences with fewer than two decimals are aligned, too.
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
	unit := strings.NewReplacer(" and exchange rates", "", "national currency", p.Ally.Currency, "thousand US$", "US$ ’000").Replace(unitWords(l))
	name := strings.Replace(l.Measure.Spec().Line, "#", unit, 1)
	name = view.Fitting(width, name, strings.TrimSuffix(strings.TrimSuffix(name, " prices"), " of spending"))
	g.Text(0, 0, cell.Cut(name, width), role)
	switch {
	case !l.Held: // the edition has no such table, or not for this year
		g.Text(width+1, 0, cell.Cut("not in this edition", g.Width()-width-1), cell.Unknown)
		return
	case !l.Known():
		none := format.When(!p.Ally.HasForces() && !l.Measure.OfEconomy(), format.NoForces) // a GDP does not depend on forces
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
