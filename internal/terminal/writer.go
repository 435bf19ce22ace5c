package terminal

import (
	"slices"
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
)

// Writer writes grids out in one look. It does not change and may be shared.
type Writer struct {
	look   Look
	styles [cell.Roles][cell.Attrs]style
	ground [cell.Roles]bool // the role has a background of its own
	over   bool             // that of an area above the level is the colour of one at it
}

// NewWriter prepares the styles of a look.
func NewWriter(l Look) *Writer {
	w, styles := &Writer{look: l}, l.Styles()
	w.over = styles[cell.BarOver].GetBackground() == styles[cell.BarMeets].GetForeground() && l.Glyphs != ASCII
	for r, s := range styles {
		w.ground[r] = s.GetBackground() != (lipgloss.NoColor{}) && l.Glyphs != ASCII
		for a := range cell.Attrs {
			w.styles[r][a] = written(s, cell.Attr(a))
		}
	}
	return w
}

// String writes the grid as lines parted by "\n", without a last one. Runs of
// one style are written once, and blanks at the end of a line not at all.
func (w *Writer) String(g *cell.Grid) string {
	var b strings.Builder
	b.Grow(g.Width() * g.Height() * 2)
	line, current := 0, ""
	to := func(begins string) {
		if begins != current && current != "" {
			b.WriteString("\x1b[m")
		}
		if begins != current {
			b.WriteString(begins)
		}
		current = begins
	}
	down := func(y int) {
		for ; line < y; line++ {
			to("")
			b.WriteByte('\n')
		}
	}
	w.Cells(g, func(_, y int, r rune, begins string) {
		down(y)
		to(begins)
		b.WriteRune(r)
	})
	to("")
	down(g.Height() - 1)
	return b.String()
}

// Cells hands over what String writes: each character, its place and the sequence that
// its style begins with, "" where it has none.
func (w *Writer) Cells(g *cell.Grid, put func(x, y int, r rune, begins string)) {
	for y := range g.Height() {
		row := g.Row(y)
		for x := range w.end(row) {
			c, half := w.solid(row[x]), x > 0 && row[x].Rune == 0 && wide(row[x-1].Rune)
			if half && w.look.Glyphs != ASCII {
				continue // the second half of the wide rune before it
			}
			cut := wide(row[x].Rune) && (x+1 >= len(row) || row[x+1].Rune != 0) // it has lost its second half
			if c.Rune == 0 || cut && w.look.Glyphs != ASCII {
				c.Rune = ' ' // a line keeps its width whatever was drawn over it
			}
			put(x, y, w.look.Numbers.separator(row, x, w.glyph(c)), w.styleAt(row, x))
		}
	}
}

func (w *Writer) style(c cell.Cell) style { return w.styles[c.Role][c.Attr.Shown()] }

func wide(r rune) bool { return cell.RuneWidth(r) == 2 }

// end is behind the last column that shows anything.
func (w *Writer) end(row []cell.Cell) int {
	for x, c := range slices.Backward(row) {
		if c.Rune != ' ' || w.style(c).shows {
			return x + 1
		}
	}
	return 0
}

// styleAt is the style of a cell. A blank that shows nothing takes none, unless
// it stands alone between two cells of one style: a style that goes on costs
// nothing on the wire, one that is taken up again costs a dozen bytes.
func (w *Writer) styleAt(row []cell.Cell, x int) string {
	c := w.solid(row[x])
	if s := w.style(c); c.Rune != ' ' || s.shows {
		return s.begins
	}
	if x == 0 || x+1 >= len(row) || row[x-1].Rune == ' ' || row[x+1].Rune == ' ' {
		return ""
	}
	if before, after := w.style(row[x-1]), w.style(row[x+1]); before.begins == after.begins && !before.shows {
		return before.begins
	}
	return ""
}

// solid is a cell that is full of the colour of what was met, as the ground that
// areas above it are drawn on: side by side they are one style, and a blank is a
// third of a block.
func (w *Writer) solid(c cell.Cell) cell.Cell {
	if w.over && c.Role == cell.BarMeets && c.Rune == '█' {
		return cell.Cell{Rune: ' ', Role: cell.BarOver, Attr: c.Attr}
	}
	return c
}

// glyph is the rune a cell is written with in this look.
func (w *Writer) glyph(c cell.Cell) rune {
	r, lean := c.Rune, w.look.Shown() == Lean
	switch {
	case c.Role == cell.BarOver && !w.ground[c.Role]:
		r = '█' // an area over the level is solid
	case c.Role >= cell.Under1 && w.ground[c.Role] && strings.ContainsRune("░▒▓+╋╬", r):
		r = ' ' // the ground says how far it is from the level, as the rune's weight would
	case lean && c.Role == cell.BarOver:
		r = ' ' // one byte, where a richer glyph takes three
	case lean && r == '━':
		r = '=' // likewise, in the rule that travels through the ranking
	}
	switch {
	case w.look.Glyphs == ASCII:
		return ToASCII(r)
	case w.look.Glyphs == Blocks && r >= 0x2801 && r <= 0x28ff:
		return '·' // in running text: lines of Braille are drawn with other ink to begin with
	default:
		return r
	}
}

// ToASCII is the nearest seven-bit character. What has none is a question mark.
func ToASCII(r rune) rune {
	if r < 0x80 {
		return r
	}
	if i := strings.IndexRune(asciiPairs, r); i >= 0 {
		return rune(asciiPairs[i+utf8.RuneLen(r)])
	}
	for _, plain := range ally.Plain(string(r)) {
		if plain < 0x80 {
			return plain
		}
	}
	switch {
	case r >= 0x2800 && r <= 0x28ff:
		return '.'
	case r >= 0x2500 && r <= 0x257f:
		return '+'
	case r >= 0x2400 && r <= 0x2421: // the mark of a control character
		return '^'
	default:
		return '?'
	}
}

// asciiPairs is a constant table: each rune beyond ASCII is followed by its replacement.
const asciiPairs = "\u00a0 ▕|▁_▂.▃:▄-▅=▆+▇%█#▔\"↗/↙/↖\\↘\\" +
	"●*○o◐~◆+◇o■#□o▌|▐|▍|▎|▀\"▘'▝'▖.▗.▚\\▞/▛#▜#▙#▟#" +
	"≈~≠!−-–-—-·.…~•*×x÷/±~≥>≤<€E£L→>←<↑^↓v▲^▼v△^▽v▾v▸>▶>◀<◂<⏸=⏵>" +
	"─-━=│|┃|╌-┄-┈.┊!┆:╎:┬+┴+├+┤+┼+╴-╶-╷|╵|╸-╺-" +
	"°o§S’'‘'“\"”\"«\"»\"" + // typography
	"İI" + // the other letters are those that names have, see ally.Plain
	"░.▒:▓+Δd␣_⌃^⇥>"
