package balance

import (
	"strconv"

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
	const least, tallest = len("ALB "), 60 // a name or a code in cells, and the most lines
	var takes [len(forms)]int              // lines
	trial := cell.New(g.Width(), tallest)
	for _, h := range [2]int{g.Height() - leave, g.Height()} {
		for i, f := range forms {
			if len(b.Points)*least > g.Width()*tallest {
				break // nobody needs to try
			}
			if takes[i] == 0 {
				trial.Clear()
				takes[i] = b.list(trial, f, focus)
			}
			if takes[i] <= h && (f.names || h == g.Height()) {
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
		x := g.Text(0, y, b.count[q], role, cell.Bold)
		x = g.Text(x+1, y, cell.Cut(b.name(q, g.Width() >= 34), g.Width()-x-1), role)
		y = b.flow(g, f, x, y, last, focus, b.in[q])
	}
	if uncounted := b.in[analysis.NoQuadrant]; y < g.Height() && len(uncounted) > 0 {
		if f.apart {
			y++
		}
		x := g.Text(0, y, "not counted", cell.Unknown)
		y = b.flow(g, f, x, y, g.Height(), focus, uncounted)
	}
	return y
}

// more says how many more there are, on the last line of a list; where there is none
// the heading says how many there are in all.
func more(g *cell.Grid, x, y, left int) {
	if text := "+" + strconv.Itoa(left); y < g.Height() {
		g.Text(max(0, min(x, g.Width()-len(text))), y, text, cell.Faint)
	}
}

// flow writes some allies behind column x of line y, as far as before line last, and
// returns the line after them.
func (b balance) flow(g *cell.Grid, f form, x, y, last int, focus ally.Code, who []*analysis.BalancePoint) int {
	const indent = 2
	left := len(who)
	if left == 0 {
		return y + 1
	}
	if f.under {
		x, y = indent, y+1
	} else {
		x = g.Text(x, y, ":", cell.Faint) + 1
	}
	for _, p := range who {
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
