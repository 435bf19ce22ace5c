package balance

import (
	"fmt"
	"math"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// missing is a place that is not on any picture: it parts a trail.
func missing() chart.XY { return chart.XY{X: math.NaN(), Y: math.NaN()} }

// order is the order quadrants are named in.
var order = [...]analysis.Quadrant{analysis.Both, analysis.ShareOnly, analysis.EquipmentOnly, analysis.Neither}

// name is what a quadrant is called, long or short.
func name(b *analysis.Balance, q analysis.Quadrant, long bool) string {
	share, equipment := b.ShareLevel.Value.String()+" %", b.EquipmentLevel.Value.String()+" %"
	switch q {
	case analysis.Both:
		if long {
			return "both " + share + " and " + equipment
		}
		return "both"
	case analysis.ShareOnly:
		if long {
			return "only " + share + " of GDP"
		}
		return "only " + share
	case analysis.EquipmentOnly:
		if long {
			return "only " + equipment + " on equipment"
		}
		return "only " + equipment
	default:
		return "neither"
	}
}

// counts is the line of how many stand in each quadrant.
func counts(g *cell.Grid, b *analysis.Balance, w int) {
	if b.Unjudged != "" {
		text := fmt.Sprintf("no quadrants: %s %% of GDP is not measurable", b.ShareLevel.Value)
		g.Text(1, 0, cell.Cut(text, w-1), cell.Notice)
		return
	}
	long := w >= 96
	x := 1
	for i, q := range order {
		role := cell.Plain
		if i == 0 {
			role = cell.Meets
		}
		x = g.Text(x, 0, fmt.Sprintf("%2d", b.Counts[q]), role, cell.Bold)
		x = g.Text(x+1, 0, name(b, q, long), role) + 2
	}
	if n := b.Counts[analysis.Nowhere]; n > 0 {
		x = g.Text(x, 0, fmt.Sprintf("%2d without a figure", n), cell.Unknown) + 2
	}
	if of := fmt.Sprintf("of %d with forces", b.WithForces); x+cell.Width(of) < w {
		g.Text(x, 0, of, cell.Faint)
	}
}

// absent says who has no point, and how many points have no name.
func absent(b *analysis.Balance, unlabelled int) string {
	var parts []string
	var gone []string
	for i := range b.Points {
		if p := &b.Points[i]; !p.There() {
			gone = append(gone, string(p.Ally.Code))
		}
	}
	if n := len(gone); n > 8 {
		gone = append(gone[:8], fmt.Sprintf("and %d more", n-8))
	}
	if len(gone) > 0 {
		parts = append(parts, "no point: "+strings.Join(gone, " "))
	}
	if unlabelled > 0 {
		parts = append(parts, fmt.Sprintf("%d unnamed", unlabelled))
	}
	return strings.Join(parts, "; ")
}

// yearsTop is the line of the first year in the list of an ally's years.
const yearsTop = 2

// years lists an ally's two shares by year. A step in the year moves a mark.
func years(g *cell.Grid, b *analysis.Balance, p *analysis.BalancePoint) {
	g.Text(0, 0, cell.Cut(p.Ally.Name, g.Width()), cell.Strong)
	g.Text(2, 1, "year", cell.Faint)
	g.Right(14, 1, "% GDP ", cell.Faint)
	g.Right(24, 1, "equip. %", cell.Faint)
	from := 0
	if rows := g.Height() - yearsTop; len(p.Trail) > rows { // SIPRI has no equipment; own editions may be long
		from = len(p.Trail) - rows
	}
	for i, s := range p.Trail[from:] {
		y, role := yearsTop+i, cell.Plain
		if s.Year == b.Year {
			g.Set(0, y, '▌', cell.Cursor)
			role = cell.Strong
		}
		g.Text(2, y, fmt.Sprint(int(s.Year)), role)
		g.Right(14, y, format.Hanging(s.Share), role)
		g.Right(23, y, format.Hanging(s.Equipment), role)
		switch s.Quadrant {
		case analysis.Both:
			g.Text(24, y, "●", cell.Meets)
		case analysis.ShareOnly:
			g.Text(24, y, "→", cell.Plain)
		case analysis.EquipmentOnly:
			g.Text(24, y, "↑", cell.Plain)
		case analysis.Neither:
			g.Text(24, y, "○", cell.Plain)
		default:
			g.Text(24, y, " ", cell.Plain)
		}
	}
	y := yearsTop + min(len(p.Trail), g.Height()) + 1
	for i, line := range [4]string{"● both", "→ share only", "↑ equipment only", "○ neither"} {
		g.Text(2, y+i, line, cell.Faint)
	}
	if p.Quadrant == analysis.Nowhere && b.Unjudged == "" {
		g.Text(2, y+5, cell.Cut(nowhere(p), g.Width()-2), cell.Faint)
	}
}

// nowhere is why an ally stands in no quadrant.
func nowhere(p *analysis.BalancePoint) string {
	if p.Verdict == target.Meets || p.Verdict == target.Below {
		return "no figure"
	}
	return p.Verdict.Words()
}

// lists are the quadrants as lists of codes, the focused ally's figures first
// where there is room for little else.
func lists(g *cell.Grid, b *analysis.Balance, focus ally.Code) {
	w, h := g.Width(), g.Height()
	y := 0
	if p, ok := b.Point(focus); ok {
		y = focused(g, b, p)
	}
	if b.Unjudged != "" {
		g.Text(0, y, cell.Cut(fmt.Sprintf("%s %%: not measurable", b.ShareLevel.Value), w), cell.Notice)
		return
	}
	for i, q := range order {
		if y >= h {
			return
		}
		var codes []string
		for k := range b.Points {
			if p := &b.Points[k]; p.Quadrant == q {
				codes = append(codes, string(p.Ally.Code))
			}
		}
		text := fmt.Sprintf("%d %s", b.Counts[q], name(b, q, w >= 40))
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

// focused writes the focused ally's line and returns the row after it.
func focused(g *cell.Grid, b *analysis.Balance, p *analysis.BalancePoint) int {
	long, short := fmt.Sprintf(" %s %% GDP, %s %% equipment", p.Share, p.Equipment), fmt.Sprintf(" %s, %s %%", p.Share, p.Equipment)
	if !p.There() && p.Quadrant == analysis.Nowhere {
		long, short = " "+nowhere(p), " "+nowhere(p)
	}
	where := 0
	if p.Quadrant != analysis.Nowhere {
		where = cell.Width(": " + name(b, p.Quadrant, false))
	}
	who, text := p.Ally.Name, long
	for _, form := range [3][2]string{{p.Ally.Name, long}, {string(p.Ally.Code), long}, {string(p.Ally.Code), short}} {
		if who, text = form[0], form[1]; cell.Width(who+text)+where <= g.Width() {
			break
		}
	}
	x := g.Text(0, 0, cell.Cut(who, g.Width()), cell.Selection)
	x = g.Text(x, 0, cell.Cut(text, g.Width()-x), cell.Strong)
	if p.Quadrant != analysis.Nowhere {
		g.Text(x, 0, cell.Cut(": "+name(b, p.Quadrant, false), g.Width()-x), cell.Plain)
	}
	return 1
}
