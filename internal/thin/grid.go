package thin

import (
	"slices"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	characters "allyscope/internal/cell"
)

// grid holds the cells of a screen, line by line.
type grid struct {
	cells          []cell
	columns, lines int
}

type row []cell

// cell is a character and its style.
type cell struct {
	text  rune
	style style
	width uint8 // in columns; 0 if a wide character before it covers the cell
}

// style is the index of a style in the table of styles; 0 is the default style.
type style uint16

func space() cell { return cell{text: ' ', width: 1} }

func blank(columns, lines int) grid {
	columns, lines = max(0, columns), max(0, lines)
	return grid{slices.Repeat([]cell{space()}, columns*lines), columns, lines}
}

func (g grid) clone() grid { return grid{slices.Clone(g.cells), g.columns, g.lines} }

func (g grid) line(y int) row { return g.cells[y*g.columns : (y+1)*g.columns] }

// hashes returns a hash of each line. A rare collision costs bytes, but nothing is drawn wrong.
func (g grid) hashes() []uint64 {
	all := make([]uint64, g.lines)
	for y := range all {
		sum, blanks := uint64(0), uint64(1)
		for _, c := range g.line(y) {
			if blanks++; c != space() {
				sum = (sum ^ uint64(c.text)<<32 ^ uint64(c.style)<<8 ^ uint64(c.width) ^ blanks<<56) * 1099511628211
				blanks = 1
			}
		}
		all[y] = sum
	}
	return all
}

// shift deletes n lines from line out on, and then inserts n blank ones at line in.
func (g grid) shift(out, in, n int) {
	part := g.cells[min(out, in)*g.columns : (max(out, in)+n)*g.columns]
	inserted := blank(g.columns, n).cells
	if out < in {
		copy(part, part[len(inserted):])
		copy(part[len(part)-len(inserted):], inserted)
	} else {
		copy(part[len(inserted):], part)
		copy(part, inserted)
	}
}

// end returns the column after the last cell that is not blank.
func (r row) end() int {
	end := len(r)
	for end > 0 && r[end-1] == space() {
		end--
	}
	return end
}

// uncertain reports whether terminals may disagree on where the characters of the row stand:
// some are not one column wide, or may join the character before them, as in many scripts.
func uncertain(r row) bool {
	return slices.ContainsFunc(r, func(c cell) bool { return c.width != 1 || c.text >= 0x250 && !characters.Narrow(c.text) })
}

// styles is the table of all styles used so far, with the caches that make it fast.
type styles struct {
	list       []uv.Style
	indices    map[uv.Style]style
	bySequence map[string]style
	changes    map[[2]style]string // the shortest sequence from one style to another
	parser     *ansi.Parser
}

// parse returns the style that a control sequence switches to.
func (t *styles) parse(sequence string) style {
	found, known := t.bySequence[sequence]
	if !known {
		var s uv.Style
		_, _, _, _ = ansi.DecodeSequence(sequence, 0, t.parser)
		uv.ReadStyle(t.parser.Params(), &s)
		found = t.index(s)
		t.bySequence[sequence] = found
	}
	return found
}

func (t *styles) index(s uv.Style) style {
	i, known := t.indices[s]
	if !known {
		i = style(len(t.list))
		t.list, t.indices[s] = append(t.list, s), i
	}
	return i
}

// change returns the shortest sequence that switches from one style to another: only the
// differences, or a reset with all of the new style.
func (t *styles) change(from, to style) string {
	pair := [2]style{from, to}
	best, known := t.changes[pair]
	if known {
		return best
	}
	old, now, reset := t.list[from], t.list[to], ansi.ResetStyle
	if to != 0 {
		reset = "\x1b[0;" + strings.TrimPrefix(now.String(), "\x1b[")
	}
	if best = uv.StyleDiff(&old, &now); len(reset) <= len(best) {
		best = reset
	}
	t.changes[pair] = best
	return best
}

// erased returns the style of a cell after it was erased in style s: the background stays.
func (t *styles) erased(s style) style { return t.index(uv.Style{Bg: t.list[s].Bg}) }

// spaced returns the style of a blank written in style s, in which a foreground does not show.
func (t *styles) spaced(s style) style {
	const shows = uv.AttrReverse | uv.AttrStrikethrough
	if l := &t.list[s]; l.Attrs&shows != 0 || l.Underline != ansi.UnderlineNone {
		return s
	}
	return t.erased(s)
}
