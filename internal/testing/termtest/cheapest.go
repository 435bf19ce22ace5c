package termtest

import (
	"fmt"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Cells are the cells of a screen at one moment, by row. Styles that cannot be seen are left out,
// such as the text colour of a blank.
type Cells [][]uv.Cell

// Cells returns the cells now on the screen.
func (t *Terminal) Cells() Cells {
	t.mu.Lock()
	defer t.mu.Unlock()

	return cells(t.emu, t.emu.Width(), t.emu.Height())
}

// seen returns the cell without styles that cannot be seen.
func seen(c uv.Cell) uv.Cell {
	const shows = uv.AttrReverse | uv.AttrStrikethrough

	if c.Content == "" && c.Width > 0 {
		c.Content = " "
	}

	if c.Content == " " && c.Style.Attrs&shows == 0 && c.Style.Underline == ansi.UnderlineNone {
		c.Style = uv.Style{Bg: c.Style.Bg}
	}

	return c
}

// Cheapest returns the fewest bytes that turn one screen into another of the same size without
// scrolling: the characters of the cells that differ, the changes of style, and the shortest cursor
// movements between them.
func Cheapest(before, after Cells) int {
	w := writer{x: -1}

	for y, row := range after {
		for x := 0; x < len(row); x++ {
			if same(before[y][x], row[x]) || row[x].Width == 0 {
				continue
			}

			w.reach(row, x, y)

			if blank(row[x:]) {
				w.erase()

				break
			}

			x += w.write(before[y], row, x) - 1
		}
	}

	return w.bytes
}

// same reports whether two cells look the same.
func same(a, b uv.Cell) bool {
	return a.Content == b.Content && a.Width == b.Width && a.Style.Equal(&b.Style) && a.Link == b.Link
}

// blank reports whether nothing of the cells can be seen.
func blank(row []uv.Cell) bool {
	for _, c := range row {
		if c.Content != " " || !c.Style.IsZero() {
			return false
		}
	}

	return true
}

// writer counts the bytes that would be written, and tracks the cursor and the style.
type writer struct {
	bytes int
	x, y  int // x is −1 while the position is unknown
	style uv.Style
}

// reach goes to a cell, by a cursor movement or by writing the cells in between again.
func (w *writer) reach(row []uv.Cell, x, y int) {
	move := w.move(x, y)

	if w.y == y && w.x >= 0 && w.x < x && x-w.x < 2*move {
		over := *w
		for i := w.x; i < x; i++ {
			over.put(row[i], 1)
		}

		to, from := over, *w
		to.restyle(row[x])
		from.restyle(row[x])

		if to.bytes <= from.bytes+move {
			*w = over

			return
		}
	}

	w.bytes += move
	w.x, w.y = x, y
}

// move returns the length of the shortest cursor movement to a cell.
func (w *writer) move(x, y int) int {
	best := len(fmt.Sprintf("\x1b[%d;%dH", y+1, x+1))

	switch {
	case w.x < 0:
		return best
	case w.y == y && w.x == x:
		return 0
	case w.y == y && x > w.x:
		best = min(best, forward(x-w.x))
	case w.x == x && y > w.y:
		best = min(best, forward(y-w.y))
	}

	if y > w.y { // a new line also returns to the first column
		best = min(best, y-w.y+forward(x))
	}

	return best
}

// forward returns the length of a movement by n cells.
func forward(n int) int {
	switch n {
	case 0:
		return 0
	case 1:
		return len("\x1b[C")
	default:
		return len(fmt.Sprintf("\x1b[%dC", n))
	}
}

// write writes a cell and the equal ones after it, and returns how many it wrote.
func (w *writer) write(before, row []uv.Cell, x int) int {
	n := 1
	for x+n < len(row) && same(row[x], row[x+n]) && !same(before[x+n], row[x+n]) {
		n++
	}

	w.put(row[x], n)

	return n
}

// put writes a cell n times.
func (w *writer) put(c uv.Cell, n int) {
	w.restyle(c)
	w.bytes += min(n*len(c.Content), len(c.Content)+len(fmt.Sprintf("\x1b[%db", n-1)))
	w.x += n * max(1, c.Width)
}

// erase clears the rest of the line.
func (w *writer) erase() {
	w.restyle(uv.Cell{Content: " "})
	w.bytes += len("\x1b[K")
}

// restyle switches to the style of a cell.
func (w *writer) restyle(c uv.Cell) {
	pen := seen(uv.Cell{Content: c.Content, Style: w.style})
	if pen.Style.Equal(&c.Style) {
		return
	}

	anew := len(ansi.ResetStyle)
	if !c.Style.IsZero() {
		anew = len(strings.Replace(c.Style.String(), "\x1b[", "\x1b[0;", 1)) - 1 // "\x1b[;…" will do
	}

	w.bytes += min(anew, len(uv.StyleDiff(&w.style, &c.Style)))
	w.style = c.Style
}

// Drawn returns the content of a View as cells of a screen of the given size.
func Drawn(content string, width, height int) Cells {
	screen := uv.NewScreenBuffer(width, height)
	uv.NewStyledString(content).Draw(screen, screen.Bounds())

	return cells(screen, width, height)
}

// cells copies the cells of a screen.
func cells(screen uv.Screen, width, height int) Cells {
	out := make(Cells, height)
	for y := range out {
		out[y] = make([]uv.Cell, width)
		for x := range out[y] {
			if c := screen.CellAt(x, y); c != nil {
				out[y][x] = seen(*c)
			}
		}
	}

	return out
}

// Differs describes the first difference between two screens, or returns "" if they look the same.
func Differs(got, want Cells) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d rows, want %d", len(got), len(want))
	}

	for y := range want {
		if len(got[y]) != len(want[y]) {
			return fmt.Sprintf("row %d has %d cells, want %d", y, len(got[y]), len(want[y]))
		}

		for x := range want[y] {
			if a, b := got[y][x], want[y][x]; !same(a, b) {
				return fmt.Sprintf("row %d, column %d: %q %s, want %q %s", y, x, a.Content, describe(&a), b.Content, describe(&b))
			}
		}
	}

	return ""
}
