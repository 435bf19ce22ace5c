package balance

import (
	"fmt"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// order is the order quadrants are named in.
var order = [...]analysis.Quadrant{analysis.Both, analysis.ShareOnly, analysis.EquipmentOnly, analysis.Neither}

// name is what a quadrant is called, long or short.
func (b balance) name(q analysis.Quadrant, long bool) string {
	share, equipment := format.Percent(b.Level.Value), format.Percent(b.EquipmentLevel.Value)
	switch {
	case q == analysis.Both && long:
		return "both " + share + " and " + equipment
	case q == analysis.Both:
		return "both"
	case q == analysis.ShareOnly && long:
		return "only " + share + " of GDP"
	case q == analysis.ShareOnly:
		return "only " + share
	case q == analysis.EquipmentOnly && long:
		return "only " + equipment + " on equipment"
	case q == analysis.EquipmentOnly:
		return "only " + equipment
	default:
		return "neither"
	}
}

// mark is a quadrant where it has one cell; blank for none.
func mark(q analysis.Quadrant) (rune, cell.Role) {
	switch q {
	case analysis.Both:
		return '●', cell.Meets
	case analysis.ShareOnly:
		return '→', cell.Plain
	case analysis.EquipmentOnly:
		return '↑', cell.Plain
	case analysis.Neither:
		return '○', cell.Plain
	default:
		return ' ', cell.Plain
	}
}

// words are what a quadrant is called where the levels are known.
func words(q analysis.Quadrant) string { return strings.ReplaceAll(q.String(), "_", " ") }

// marked is the mark of a quadrant with its words.
func marked(q analysis.Quadrant) string {
	r, _ := mark(q)
	return string(r) + " " + words(q)
}

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

// codes are the allies that are so.
func (b balance) codes(so func(p *analysis.BalancePoint) bool) []string {
	var out []string
	for i := range b.Points {
		if p := &b.Points[i]; so(p) {
			out = append(out, string(p.Ally.Code))
		}
	}
	return out
}

// absent says who has no point, and how many points have no name.
func (b balance) absent(unlabelled int) string {
	var parts []string
	missing := b.codes(func(p *analysis.BalancePoint) bool { return !p.Known() })
	if n := len(missing); n > 8 {
		missing = append(missing[:8], fmt.Sprintf("and %d more", n-8))
	}
	if len(missing) > 0 {
		parts = append(parts, "no point: "+strings.Join(missing, " "))
	}
	if unlabelled > 0 {
		parts = append(parts, fmt.Sprintf("%d unnamed", unlabelled))
	}
	return strings.Join(parts, "; ")
}

// years lists an ally's two shares by year. A step in the year moves a mark.
func (b balance) years(g *cell.Grid, p *analysis.BalancePoint) {
	const top = 2 // the line of the first year
	g.Text(0, 0, cell.Cut(p.Ally.Name, g.Width()), cell.Strong)
	g.Text(2, 1, "year", cell.Faint)
	g.Right(14, 1, "% GDP ", cell.Faint)
	g.Right(24, 1, "equip. %", cell.Faint)
	trail := p.Trail
	if rows := g.Height() - top; len(trail) > rows { // the reader's own editions may be long
		trail = trail[len(trail)-rows:]
	}
	for i, s := range trail {
		y, role := top+i, cell.Plain
		if s.Year == b.Year {
			g.Set(0, y, '▌', cell.Cursor)
			role = cell.Strong
		}
		g.Text(2, y, fmt.Sprint(int(s.Year)), role)
		g.Right(14, y, format.Hanging(s.Share.Figure), role)
		g.Right(23, y, format.Hanging(s.Equipment.Figure), role)
		r, role := mark(s.Quadrant)
		g.Set(24, y, r, role)
		g.Tag(0, y, g.Width(), 1, cell.Hit{Code: string(p.Ally.Code), Year: int(s.Year)})
	}
	y := top + len(trail) + 1
	for i, q := range order {
		g.Text(2, y+i, marked(q), cell.Faint)
	}
	if p.Quadrant == analysis.NoQuadrant && b.Unjudged == "" {
		g.Text(2, y+5, cell.Cut(reason(p), g.Width()-2), cell.Faint)
	}
}

// reason is why an ally stands in no quadrant.
func reason(p *analysis.BalancePoint) string {
	if v := p.Verdict(); v != target.Meets && v != target.Below {
		return v.Words()
	}
	return "no figure"
}

// lists are the quadrants as lists of codes, the focused ally's figures first
// where there is room for little else.
func (b balance) lists(g *cell.Grid, focus ally.Code) {
	w, h := g.Width(), g.Height()
	y := 0
	if p, ok := b.Point(focus); ok {
		b.focused(g, p)
		y = 1
	}
	if b.Unjudged != "" {
		g.Text(0, y, cell.Cut(format.Percent(b.Level.Value)+": not measurable", w), cell.Notice)
		return
	}
	for i, q := range order {
		if y >= h {
			return
		}
		codes := b.codes(func(p *analysis.BalancePoint) bool { return p.Quadrant == q })
		text := fmt.Sprintf("%d %s", b.Counts[q], b.name(q, w >= 40))
		lines := []string{text}
		if room := h - y - (len(order) - 1 - i); len(codes) > 0 && w >= 24 {
			lines = cell.Wrap(text+": "+strings.Join(codes, " "), w, max(1, room))
		}
		for k, line := range lines {
			role := cell.Plain
			if k == 0 && q == analysis.Both {
				role = cell.Meets
			}
			g.Text(0, y, cell.Cut(line, w), role)
			y++
		}
	}
}

// focused writes the focused ally's line: with its code for its name, and without
// words, where there is no room for them.
func (b balance) focused(g *cell.Grid, p *analysis.BalancePoint) {
	long := fmt.Sprintf(" %s %% GDP, %s %% equipment", p.Share.Figure, p.Equipment.Figure)
	short := fmt.Sprintf(" %s, %s %%", p.Share.Figure, p.Equipment.Figure)
	quadrant := ""
	switch {
	case p.Quadrant != analysis.NoQuadrant:
		quadrant = ": " + b.name(p.Quadrant, false)
	case !p.Known():
		long, short = " "+reason(p), " "+reason(p)
	}
	who, text := p.Ally.Name, long
	for _, form := range [3][2]string{{p.Ally.Name, long}, {string(p.Ally.Code), long}, {string(p.Ally.Code), short}} {
		if who, text = form[0], form[1]; cell.Width(who+text+quadrant) <= g.Width() {
			break
		}
	}
	x := g.Text(0, 0, cell.Cut(who, g.Width()), cell.Selection)
	x = g.Text(x, 0, cell.Cut(text, g.Width()-x), cell.Strong)
	g.Text(x, 0, cell.Cut(quadrant, g.Width()-x), cell.Plain)
}
