// Package help is the page that explains the keys and the marks, which one scrolls
// through where it is longer than the screen. Its keys come from the one table of
// keys.
package help

import (
	"charm.land/bubbles/v2/viewport"

	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/tui/keymap"
)

// line is one line of the page.
type line struct {
	key, text string
	head      bool
	mark      cell.Role
}

// marks explains what stands in the list.
func marks() []line {
	return []line{
		{text: "Marks", head: true},
		{"●", "meets the target, judged on the figure as printed", false, cell.Meets},
		{"○", "below it", false, cell.Below},
		{"≈", "on the knife's edge: within 0.01, or unrounded on the other side", false, cell.Edge},
		{"–", "not a member on 31 December of that year", false, cell.Unknown},
		{"·", "no armed forces, or nothing published for that year", false, cell.Unknown},
		{"?", "not measurable from published figures", false, cell.Unknown},
		{string(chart.Break), "a break: something else is counted from here on", false, cell.Axis},
		{"e", "an estimate, as NATO marks it", false, cell.Plain},
		{"▂▅", "a year's figure on its way to the target: full is met", false, cell.BarBelow},
		{"▃▆", "met; what lies above starts again from the bottom", false, cell.BarOver},
		{"━", "where the target cuts the list; thin: other pledges", false, cell.Target},
	}
}

func lines() []line {
	var out []line
	for _, g := range keymap.Groups() {
		out = append(out, line{text: string(g), head: true})
		for _, b := range keymap.Table() {
			if b.Group == g {
				out = append(out, line{key: b.Help().Key, text: b.Help().Desc, mark: cell.Key})
			}
		}
	}
	return append(out, marks()...)
}

// The widths from which the page has two columns, and from which explanations
// stand beside what they explain.
const (
	twoColumns = 100
	beside     = 44
)

// Page is the page as it is being read. The zero value is at its top.
type Page struct{ view viewport.Model }

// Scroll moves through the page, and tells whether the action is one that does.
func (p *Page) Scroll(a keymap.Action) bool {
	half := max(1, p.view.Height()/2)
	switch a {
	case keymap.Down:
		p.view.ScrollDown(1)
	case keymap.Up:
		p.view.ScrollUp(1)
	case keymap.PageDown:
		p.view.ScrollDown(half)
	case keymap.PageUp:
		p.view.ScrollUp(half)
	default:
		return false
	}
	return true
}

// Draw draws as much of the page as there is room for.
func (p *Page) Draw(g *cell.Grid) {
	l := lay(g.Width())
	p.view.SetHeight(g.Height())
	p.view.SetContentLines(make([]string, l.rows)) // drawn below: the library counts them
	w := g.Width() / l.columns
	for c := range l.columns {
		box := g.Window(c*w, 0, w-1, g.Height())
		for y := range min(g.Height(), l.rows-p.view.YOffset()) {
			if i := c*l.rows + p.view.YOffset() + y; i < len(l.lines) {
				l.draw(box, y, l.lines[i])
			}
		}
	}
}

// Foot says what keys do, of the page as it was drawn last.
func (p *Page) Foot() string {
	if p.view.AtTop() && p.view.AtBottom() {
		return "any key goes back"
	}
	return "↑↓ scroll, any other key goes back"
}

// layout is the page laid out for a width.
type layout struct {
	lines         []line
	columns, rows int
	textAt        int // the column of the explanations
}

// lay lays the lines out: what is too long goes on in the next, a blank parts the
// groups, and where it is narrow explanations stand below what they explain.
func lay(width int) layout {
	l := layout{columns: 1, textAt: 12}
	if width >= twoColumns {
		l.columns = 2
	}
	if width < beside {
		l.textAt = 4
	}
	for i, x := range lines() {
		if x.head {
			if i > 0 {
				l.lines = append(l.lines, line{})
			}
			l.lines = append(l.lines, x)
			continue
		}
		if width < beside {
			l.lines = append(l.lines, line{key: x.key, mark: x.mark})
			x.key = ""
		}
		for _, part := range cell.Wrap(x.text, max(width/l.columns-l.textAt-2, 8), len(x.text)) {
			l.lines = append(l.lines, line{key: x.key, text: part, mark: x.mark})
			x.key = ""
		}
	}
	l.rows = (len(l.lines) + l.columns - 1) / l.columns
	return l
}

func (l *layout) draw(g *cell.Grid, y int, x line) {
	if x.head {
		g.Text(2, y, x.text, cell.Heading, cell.Underline)
		return
	}
	g.Text(2, y, x.key, x.mark)
	g.Text(l.textAt, y, x.text, cell.Plain)
}
