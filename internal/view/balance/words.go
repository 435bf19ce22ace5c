package balance

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// order is the order quadrants are named in.
var order = [...]analysis.Quadrant{analysis.Both, analysis.ShareOnly, analysis.EquipmentOnly, analysis.Neither}

// name is what a quadrant is called, long or short.
func (b balance) name(q analysis.Quadrant, long bool) string {
	if long {
		return b.long[q]
	}
	return b.short[q]
}

// words are what a quadrant is called where the levels are known.
func words(q analysis.Quadrant) string { return strings.ReplaceAll(q.String(), "_", " ") }

// counts draws the line of how many stand in each quadrant.
func (b balance) counts(g *cell.Grid) {
	w := g.Width()
	if b.Unjudged != "" {
		g.Text(1, 0, cell.Cut("no quadrants: "+format.Percent(b.Level.Value)+" of GDP is not measurable", w-1), cell.Notice)
		return
	}
	x := 1
	for _, q := range order {
		role := cell.Plain
		if q == analysis.Both {
			role = cell.Meets
		}
		x = g.Text(x, 0, fmt.Sprintf("%2d", b.Counts[q]), role, cell.Bold)
		x = g.Text(x+1, 0, b.name(q, w >= 96), role) + 2
	}
	if n := b.Counts[analysis.NoQuadrant]; n > 0 {
		x = g.Text(x, 0, fmt.Sprintf("%2d without a figure", n), cell.Unknown) + 2
	}
	if of := fmt.Sprintf("of %d with forces", b.WithForces); x+cell.Width(of) < w {
		g.Text(x, 0, of, cell.Faint)
	}
}

// yearsTop is how many lines stand over the first year.
const yearsTop = 2

// years lists an ally's two shares by year, each with its verdict. A step in the
// year moves a mark.
func (b balance) years(g *cell.Grid, p *analysis.BalancePoint) {
	ends := [2]int{14, 25}
	if g.Width() < ends[1]+2 {
		ends = [2]int{13, 22}
	}
	g.Text(0, 0, cell.Cut(p.Ally.Name, g.Width()), cell.Strong)
	g.Text(2, 1, "year", cell.Faint)
	g.Right(ends[0], 1, "% GDP ", cell.Faint)
	g.Right(ends[1], 1, "equip. %", cell.Faint)
	for i, s := range p.Trail() {
		y, role := yearsTop+i, cell.Plain
		if s.Year == b.Year {
			g.Set(0, y, '▌', cell.Cursor)
			role = cell.Strong
		}
		g.Text(2, y, fmt.Sprint(int(s.Year)), role)
		for k, r := range [2]*analysis.Reading{&s.Share, &s.Equipment} {
			end := ends[k]
			g.Right(end, y, format.Hanging(r.Figure), role)
			mark, role := format.Glyph(r.Verdict, r.Edge)
			g.Text(end+1, y, mark, role)
		}
		g.Tag(0, y, g.Width(), 1, cell.Hit{Code: string(p.Ally.Code), Year: int(s.Year)})
	}
}

// reason is why an ally stands in no quadrant.
func reason(p *analysis.BalancePoint) string {
	if v := p.Verdict(); v != target.Meets && v != target.Below {
		return v.Words()
	}
	return "no figure"
}

// focused writes the focused ally's figures and where it stands: in a line, with its
// code for its name and without words where there is no room for them; in two where
// there are two.
func (b balance) focused(g *cell.Grid, p *analysis.BalancePoint) {
	long := fmt.Sprintf(" %s %% GDP, %s %% equipment", p.Share.Figure, p.Equipment.Figure)
	short := fmt.Sprintf(" %s, %s %%", p.Share.Figure, p.Equipment.Figure)
	quadrant := ""
	switch {
	case p.Quadrant != analysis.NoQuadrant:
		quadrant = ": " + b.name(p.Quadrant, g.Height() > 1)
	case !p.Known():
		long, short = ": "+reason(p), " "+reason(p)
	case b.Unjudged == "":
		quadrant = ": " + reason(p)
	}
	who, text := p.Ally.Name, long
	if g.Height() > 1 {
		g.Text(0, 1, cell.Cut(strings.TrimPrefix(quadrant, ": "), g.Width()), cell.Plain)
		quadrant = ""
	}
	for _, form := range [3][2]string{{p.Ally.Name, long}, {string(p.Ally.Code), long}, {string(p.Ally.Code), short}} {
		if who, text = form[0], form[1]; cell.Width(who+text+quadrant) <= g.Width() {
			break
		}
	}
	x := g.Text(0, 0, cell.Cut(who, g.Width()), cell.Selection)
	x = g.Text(x, 0, cell.Cut(text, g.Width()-x), cell.Strong)
	g.Text(x, 0, cell.Cut(quadrant, g.Width()-x), cell.Plain)
}
