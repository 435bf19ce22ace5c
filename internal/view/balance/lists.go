package balance

import (
	"fmt"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// form is a layout of the lists: names or codes, below or after their heads, with or without
// blank lines between lists.
type form struct{ names, below, spaced bool }

// small draws the view without a chart.
func (b balance) small(g *cell.Grid, focus ally.Code) {
	if g.Width() > 20 {
		g = g.Window(1, 0, g.Width()-1, g.Height()) // with a margin of 1, as in all views
	}
	y := 0
	if p, ok := b.Point(focus); ok {
		b.focused(g.Window(0, 0, g.Width(), 1), p)
		y = 1
	}
	if b.Unjudged != "" {
		g.Text(0, y, cell.Cut(format.Percent(b.Level.Value)+": not measurable", g.Width()), cell.Notice)
		return
	}
	b.lists(g.Window(0, y, g.Width(), g.Height()-y), focus, 0)
}

// lists draws the lists of allies by quadrant, and returns the number of lines used. It uses the
// most spacious form with names that leaves some lines free or, if there is none, the most
// spacious form that fits.
func (b balance) lists(g *cell.Grid, focus ally.Code, leave int) int {
	const least, tallest = len("ALB "), 60 // the cells of an ally, and the most lines
	if len(b.Points)*least > g.Width()*tallest {
		return b.list(g, form{}, focus) // no form fits
	}
	trial := cell.New(g.Width(), tallest)
	for _, h := range [2]int{g.Height() - leave, g.Height()} {
		for _, f := range [...]form{{true, true, true}, {true, true, false}, {true, false, false}, {false, true, false}, {}} {
			trial.Clear()
			if (f.names || h == g.Height()) && b.list(trial, f, focus) <= h {
				return b.list(g, f, focus)
			}
		}
	}
	return b.list(g, form{}, focus)
}

// list draws the lists in one form, and returns the number of lines used. If there are too few
// lines, each list keeps at least one and says how many allies it leaves out.
func (b balance) list(g *cell.Grid, f form, focus ally.Code) int {
	y := 0
	for i, q := range order {
		if q == analysis.NoQuadrant && len(b.in[q]) == 0 {
			break
		}
		if i > 0 && f.spaced {
			y++
		}
		if y >= g.Height() {
			break
		}
		x := 0
		if q != analysis.NoQuadrant {
			x = g.Text(0, y, strconv.Itoa(b.Counts[q]), roles[q], cell.Bold) + 1
		}
		x = g.Text(x, y, cell.Cut(b.name(q, g.Width() >= 34), g.Width()-x), roles[q])
		y = b.flow(g, f, x, y, g.Height()-max(0, len(order)-2-i), focus, b.in[q])
	}
	return y
}

// flow writes allies from column x of line y up to line last, excluding it, and returns the line
// after them.
func (b balance) flow(g *cell.Grid, f form, x, y, last int, focus ally.Code, allies []*analysis.BalancePoint) int {
	const indent = 2
	switch {
	case len(allies) == 0:
		return y + 1
	case f.below:
		x, y = indent, y+1
	default:
		x = g.Text(x, y, ":", cell.Faint) + 1
	}
	for i, p := range allies {
		text, comma, left := string(p.Ally.Code), "", len(allies)-i
		if f.names {
			text, comma = p.Ally.Name, format.When(left > 1, ",")
		}
		room := g.Width() - x
		if y >= last-1 && left > 1 {
			room -= len(" +31")
		}
		if cell.Width(text)+len(comma) > room {
			if y >= last-1 || x <= indent {
				if text := "+" + strconv.Itoa(left); y < g.Height() { // otherwise only the heading has a count
					g.Text(max(0, min(x, g.Width()-len(text))), y, text, cell.Faint)
				}
				return y + 1
			}
			x, y = indent, y+1
		}
		role := cell.Plain
		switch {
		case p.Ally.Code == focus:
			role = cell.Selection
		case p.Pin >= 0:
			role = cell.Pin
		}
		end := g.Text(x, y, text, role)
		g.Tag(x, y, end-x, 1, cell.Hit{Code: string(p.Ally.Code)})
		x = g.Text(end, y, comma, cell.Faint) + 1
	}
	return y + 1
}

// order is a constant table: the order of the lists, the last for allies in no quadrant.
var order = [...]analysis.Quadrant{analysis.Both, analysis.ShareOnly, analysis.EquipmentOnly, analysis.Neither, analysis.NoQuadrant}

// roles is a constant table: the roles of the lists' heads.
var roles = [analysis.Quadrants]cell.Role{analysis.Both: cell.Meets, analysis.NoQuadrant: cell.Unknown}

func (b balance) name(q analysis.Quadrant, long bool) string {
	if long {
		return b.long[q]
	}
	return b.short[q]
}

// words returns the name of a quadrant without its levels.
func words(q analysis.Quadrant) string { return strings.ReplaceAll(q.String(), "_", " ") }

func (b balance) counts(g *cell.Grid) {
	w := g.Width()
	if b.Unjudged != "" {
		g.Text(1, 0, cell.Cut("no quadrants: "+format.Percent(b.Level.Value)+" of GDP is not measurable", w-1), cell.Notice)
		return
	}
	x := 1
	for _, q := range order[:len(order)-1] {
		x = g.Text(x, 0, fmt.Sprintf("%2d", b.Counts[q]), roles[q], cell.Bold)
		x = g.Text(x+1, 0, b.name(q, w >= 96), roles[q]) + 2
	}
	if n := b.Counts[analysis.NoQuadrant]; n > 0 {
		x = g.Text(x, 0, fmt.Sprintf("%2d without a figure", n), cell.Unknown) + 2
	}
	if total := fmt.Sprintf("of %d with forces", b.WithForces); x+cell.Width(total) < w {
		g.Text(x, 0, total, cell.Faint)
	}
}

// yearsTop is the number of lines above the first year.
const yearsTop = 2

// years lists an ally's two shares by year with their verdicts, and marks the query's year.
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
		y := yearsTop + i
		role := table.Asked(g, y, s.Year == b.Year)
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

// focused writes the focused ally's figures and its quadrant in one line, or in two if the grid
// has two. If the room is short, it uses the code instead of the name and shortens the figures.
func (b balance) focused(g *cell.Grid, p *analysis.BalancePoint) {
	long := fmt.Sprintf(" %s %% GDP, %s %% equipment", p.Share.Figure, p.Equipment.Figure)
	short := fmt.Sprintf(" %s, %s %%", p.Share.Figure, p.Equipment.Figure)
	quadrant := ""
	switch {
	case p.Quadrant != analysis.NoQuadrant:
		quadrant = ": " + b.name(p.Quadrant, g.Height() > 1)
	case !p.Known():
		long, short = ": "+p.Verdict().Words(), " "+p.Verdict().Words()
	case b.Unjudged == "":
		quadrant = ": " + p.Verdict().Words()
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
