package balance

import (
	"fmt"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/format"
)

// form is how much room lists of the quadrants take: names or codes, under their
// heads or behind them.
type form struct{ names, under, apart bool }

// forms are those there are, the roomiest first. A constant table.
var forms = [...]form{{true, true, true}, {true, true, false}, {true, false, false}, {false, true, false}, {}}

// small is a grid too small for a picture: the focused ally's figures first, then
// the quadrants' lists.
func (b balance) small(g *cell.Grid, focus ally.Code) {
	if g.Width() > 20 {
		g = g.Window(1, 0, g.Width()-1, g.Height()) // the margin of all views
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

// lists names everybody by quadrants, in the roomiest form that leaves some lines
// or, where none with names does, in the roomiest there is room for; it returns how
// many lines it took.
func (b balance) lists(g *cell.Grid, focus ally.Code, leave int) int {
	for _, h := range [2]int{g.Height() - leave, g.Height()} {
		for _, f := range forms {
			if b.list(cell.New(g.Width(), 60), f, focus) <= h && (f.names || h == g.Height()) {
				return b.list(g, f, focus)
			}
		}
	}
	return b.list(g, form{}, focus)
}

// list draws the lists in one form. Where the lines run out, each list keeps one
// and says how many it does not name.
func (b balance) list(g *cell.Grid, f form, focus ally.Code) int {
	y := 0
	for i, q := range order {
		role := cell.Plain
		if q == analysis.Both {
			role = cell.Meets
		}
		if i > 0 && f.apart {
			y++
		}
		if y >= g.Height() {
			return y
		}
		last := g.Height() - (len(order) - 1 - i)
		x := g.Text(0, y, fmt.Sprint(b.Counts[q]), role, cell.Bold)
		x = g.Text(x+1, y, cell.Cut(b.name(q, g.Width() >= 34), g.Width()-x-1), role)
		y = b.flow(g, f, x, y, last, focus, func(p *analysis.BalancePoint) bool { return p.Quadrant == q })
	}
	if y < g.Height() && b.uncounted() > 0 {
		if f.apart {
			y++
		}
		x := g.Text(0, y, "not counted", cell.Unknown)
		y = b.flow(g, f, x, y, g.Height(), focus, func(p *analysis.BalancePoint) bool { return p.Quadrant == analysis.NoQuadrant })
	}
	return y
}

// uncounted is how many of the allies listed stand in no quadrant.
func (b balance) uncounted() int {
	n := 0
	for i := range b.Points {
		if b.Points[i].Quadrant == analysis.NoQuadrant {
			n++
		}
	}
	return n
}

// more says how many more there are, on the last line of a list; where there is none
// the heading says how many there are in all.
func more(g *cell.Grid, x, y, left int) {
	if text := fmt.Sprintf("+%d", left); y < g.Height() {
		g.Text(max(0, min(x, g.Width()-len(text))), y, text, cell.Faint)
	}
}

// flow writes the allies that are so behind column x of line y, as far as before
// line last, and returns the line after them.
func (b balance) flow(g *cell.Grid, f form, x, y, last int, focus ally.Code, so func(p *analysis.BalancePoint) bool) int {
	const indent = 2
	left := 0
	for i := range b.Points {
		if so(&b.Points[i]) {
			left++
		}
	}
	if left == 0 {
		return y + 1
	}
	if f.under {
		x, y = indent, y+1
	} else {
		x = g.Text(x, y, ":", cell.Faint) + 1
	}
	for i := range b.Points {
		p := &b.Points[i]
		if !so(p) {
			continue
		}
		text, gap := string(p.Ally.Code), 1
		if f.names {
			text = p.Ally.Name
		}
		if left > 1 && f.names {
			gap = 2 // a comma
		}
		room := g.Width() - x
		if y == last-1 && left > 1 {
			room -= len(" +31")
		}
		if cell.Width(text)+gap-1 > room {
			if y >= last-1 || x <= indent {
				more(g, x, y, left)
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
		if left > 1 && f.names {
			g.Text(end, y, ",", cell.Faint)
		}
		x = end + gap
		left--
	}
	return y + 1
}
