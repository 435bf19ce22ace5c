// Package page shows what may be longer than the screen: one scrolls through it, and
// the last line says so. The page that explains keys and marks is one, and is searched.
//
// It does not know what stands on the other pages: whoever shows one draws all of it.
package page

import (
	"slices"

	"charm.land/bubbles/v2/viewport"

	"allyscope/internal/cell"
	"allyscope/internal/tui/keymap"
)

// Page is a page as it is being read. The zero value is at its top.
type Page struct{ view viewport.Model }

// Scroll moves through the page, and tells whether the action is one that does.
func (p *Page) Scroll(a keymap.Action) bool {
	half, all := max(1, p.view.Height()/2), p.view.TotalLineCount()
	by, scrolls := map[keymap.Action]int{
		keymap.Down: 1, keymap.PageDown: half, keymap.Bottom: all,
		keymap.Up: -1, keymap.PageUp: -half, keymap.Top: -all,
	}[a]
	p.view.SetYOffset(p.view.YOffset() + by) // which the library holds within the page
	return scrolls
}

// Draw draws as much of the whole page as there is room for.
func (p *Page) Draw(g, whole *cell.Grid) {
	n := whole.Height()
	for n > 0 && !slices.ContainsFunc(whole.Row(n-1), func(c cell.Cell) bool { return c.Rune != ' ' }) {
		n--
	}
	p.view.SetHeight(g.Height())
	p.view.SetContentLines(make([]string, n)) // drawn below: the library counts them
	g.Draw(0, 0, whole.Window(0, p.view.YOffset(), g.Width(), g.Height()))
}

// Foot says what keys do, of the page as it was drawn last.
func (p *Page) Foot() string {
	if !p.view.AtTop() || !p.view.AtBottom() {
		return "↑↓ scroll, any other key goes back"
	}
	return "any key goes back"
}
