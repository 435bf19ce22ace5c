package terminal

import (
	"slices"
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
)

// Writer turns grids into text in one look. It is immutable and may be shared.
type Writer struct {
	look   Look
	styles [cell.Roles][cell.Attrs]style
	ground [cell.Roles]bool // the role has a background of its own
	over   bool             // the background of BarOver is the foreground of BarMeets
}

// NewWriter returns a Writer for a look.
func NewWriter(l Look) *Writer {
	w, styles := &Writer{look: l}, l.Styles()
	w.over = styles[cell.BarOver].GetBackground() == styles[cell.BarMeets].GetForeground() && l.Glyphs != ASCII
	for r, s := range styles {
		w.ground[r] = s.GetBackground() != (lipgloss.NoColor{}) && l.Glyphs != ASCII
		for a := range cell.Attrs {
			w.styles[r][a] = compile(s, cell.Attr(a))
		}
	}
	return w
}

// String returns the grid as lines with "\n" between them. It writes one style sequence per run
// of cells, and no blanks at the end of a line.
func (w *Writer) String(g *cell.Grid) string {
	var b strings.Builder
	b.Grow(g.Width() * g.Height() * 2)
	line, current := 0, ""
	restyle := func(begins string) {
		if begins != current && current != "" {
			b.WriteString("\x1b[m")
		}
		if begins != current {
			b.WriteString(begins)
		}
		current = begins
	}
	moveDown := func(y int) {
		for ; line < y; line++ {
			restyle("")
			b.WriteByte('\n')
		}
	}
	w.Cells(g, func(_, y int, r rune, begins string) {
		moveDown(y)
		restyle(begins)
		b.WriteRune(r)
	})
	restyle("")
	moveDown(g.Height() - 1)
	return b.String()
}

// Cells calls put for each character that String writes, with its place and the sequence that
// switches to its style, "" for the default style.
func (w *Writer) Cells(g *cell.Grid, put func(x, y int, r rune, begins string)) {
	for y := range g.Height() {
		row := g.Row(y)
		for x := range w.end(row) {
			c, half := w.solid(row[x]), x > 0 && row[x].Rune == 0 && wide(row[x-1].Rune)
			if half && w.look.Glyphs != ASCII {
				continue // the wide rune before it covers this cell
			}
			cut := wide(row[x].Rune) && (x+1 >= len(row) || row[x+1].Rune != 0) // its second half was drawn over
			if c.Rune == 0 || cut && w.look.Glyphs != ASCII {
				c.Rune = ' ' // so that the line keeps its width
			}
			put(x, y, w.look.Numbers.separator(row, x, w.glyph(c)), w.styleAt(row, x))
		}
	}
}

func (w *Writer) style(c cell.Cell) style { return w.styles[c.Role][c.Attr.Shown()] }

func wide(r rune) bool { return cell.RuneWidth(r) == 2 }

// end returns the column after the last one that shows anything.
func (w *Writer) end(row []cell.Cell) int {
	for x, c := range slices.Backward(row) {
		if c.Rune != ' ' || w.style(c).shows {
			return x + 1
		}
	}
	return 0
}

// styleAt returns the sequence for the style of a cell. A blank that shows nothing has none,
// unless it is a single blank between two cells of one style: to keep a style costs nothing on
// the wire, to switch to it again costs a dozen bytes.
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

// solid replaces a full block of BarMeets by a blank of BarOver, if that has the same colour as
// its background. Cells of both roles then share a style, and a blank takes a third of the bytes
// of a block.
func (w *Writer) solid(c cell.Cell) cell.Cell {
	if w.over && c.Role == cell.BarMeets && c.Rune == '█' {
		return cell.Cell{Rune: ' ', Role: cell.BarOver, Attr: c.Attr}
	}
	return c
}

// glyph returns the rune to write for a cell in this look.
func (w *Writer) glyph(c cell.Cell) rune {
	r, lean := c.Rune, w.look.Shown() == Lean
	switch {
	case c.Role == cell.BarOver && !w.ground[c.Role]:
		r = '█' // an area above the level is solid
	case c.Role >= cell.Under1 && w.ground[c.Role] && strings.ContainsRune("░▒▓+╋╬", r):
		r = ' ' // the background shows the distance from the level, in place of the weight of the rune
	case lean && c.Role == cell.BarOver:
		r = ' ' // one byte instead of three
	case lean && r == '━':
		r = '=' // likewise, in the target rule, which moves through the ranking
	}
	switch {
	case w.look.Glyphs == ASCII:
		return ToASCII(r)
	case w.look.Glyphs == Blocks && r >= 0x2801 && r <= 0x28ff:
		return '·' // in text only: charts are drawn without Braille to begin with
	default:
		return r
	}
}

// ToASCII returns the nearest ASCII character to r, or '?' if none is near.
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

// asciiPairs is a table in which each rune beyond ASCII is followed by its replacement.
const asciiPairs = "\u00a0 ▕|▁_▂.▃:▄-▅=▆+▇%█#▔\"↗/↙/↖\\↘\\" +
	"●*○o◐~◆+◇o■#□o▌|▐|▍|▎|▀\"▘'▝'▖.▗.▚\\▞/▛#▜#▙#▟#" +
	"≈~≠!−-–-—-·.…~•*×x÷/±~≥>≤<€E£L→>←<↑^↓v▲^▼v△^▽v▾v▸>▶>◀<◂<⏸=⏵>" +
	"─-━=│|┃|╌-┄-┈.┊!┆:╎:┬+┴+├+┤+┼+╴-╶-╷|╵|╸-╺-" +
	"°o§S’'‘'“\"”\"«\"»\"" + // typography
	"İI" + // ally.Plain handles the other letters
	"░.▒:▓+Δd␣_⌃^⇥>"
