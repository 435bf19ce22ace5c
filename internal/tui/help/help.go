// Package help draws the page that explains the keys and the marks. Its keys
// come from the one table of keys.
package help

import (
	"allyscope/internal/cell"
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
				out = append(out, line{key: b.Shown, text: b.Help, mark: cell.Key})
			}
		}
	}
	return append(out, marks()...)
}

// twoColumns is the width from which the page has two columns.
const twoColumns = 100

// textAt is the column of the explanations.
const textAt = 12

// Page is how many lines the page has at a width.
func Page(width int) int {
	all, columns := page(width)
	return (len(all) + columns - 1) / columns
}

// page lays the lines out for a width: what is too long goes on in the next, and
// a blank parts the groups.
func page(width int) (all []line, columns int) {
	columns = 1
	if width >= twoColumns {
		columns = 2
	}
	room := width/columns - textAt - 2
	for i, l := range lines() {
		if l.head {
			if i > 0 {
				all = append(all, line{})
			}
			all = append(all, l)
			continue
		}
		for k, part := range cell.Wrap(l.text, max(room, 8), 3) {
			if k > 0 {
				l.key = ""
			}
			all = append(all, line{key: l.key, text: part, mark: l.mark})
		}
	}
	return all, columns
}

// Draw draws the page from line offset on.
func Draw(g *cell.Grid, offset int) {
	all, columns := page(g.Width())
	per := (len(all) + columns - 1) / columns
	w := g.Width() / columns
	for c := range columns {
		box := g.Window(c*w, 0, w-1, g.Height())
		for y := range g.Height() {
			i := c*per + offset + y
			if offset+y < per && i < len(all) {
				draw(box, y, all[i])
			}
		}
	}
}

func draw(g *cell.Grid, y int, l line) {
	if l.head {
		g.Text(2, y, l.text, cell.Heading, cell.Underline)
		return
	}
	g.Text(2, y, l.key, l.mark)
	g.Text(textAt, y, l.text, cell.Plain)
}
