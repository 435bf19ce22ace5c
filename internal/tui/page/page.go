// Package page shows pages that may be longer than the screen, with scrolling and a last line on
// the keys. It has the help page, which can be searched.
//
// It does not know the content of other pages: its callers draw them in full.
package page

import (
	"slices"

	"charm.land/bubbles/v2/viewport"

	"allyscope/internal/cell"
	"allyscope/internal/tui/keymap"
)

// Page is the reader's position in a page. The zero value is the top.
type Page struct{ view viewport.Model }

// Scroll scrolls if the action is one that does, and reports whether it is.
func (p *Page) Scroll(a keymap.Action) bool {
	half, all := max(1, p.view.Height()/2), p.view.TotalLineCount()
	by, scrolls := map[keymap.Action]int{
		keymap.Down: 1, keymap.PageDown: half, keymap.Bottom: all,
		keymap.Up: -1, keymap.PageUp: -half, keymap.Top: -all,
	}[a]
	p.view.SetYOffset(p.view.YOffset() + by) // the library limits it to the page
	return scrolls
}

// Draw draws the visible part of the page whole on g, without blank lines at its end.
func (p *Page) Draw(g, whole *cell.Grid) {
	n := whole.Height()
	for n > 0 && !slices.ContainsFunc(whole.Row(n-1), func(c cell.Cell) bool { return c.Rune != ' ' }) {
		n--
	}
	p.view.SetHeight(g.Height())
	p.view.SetContentLines(make([]string, n)) // the library only counts them
	g.Draw(0, 0, whole.Window(0, p.view.YOffset(), g.Width(), g.Height()))
}

// Foot returns the last line, on what the keys do. It follows the last call of Draw.
func (p *Page) Foot() string {
	if !p.view.AtTop() || !p.view.AtBottom() {
		return "↑↓ scroll, any other key goes back"
	}
	return "any key goes back"
}
