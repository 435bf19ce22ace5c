package thin

import (
	"slices"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	characters "allyscope/internal/cell"
)

// grid is the cells of a screen, line by line.
type grid struct {
	cells          []cell
	columns, lines int
}

type row []cell

// cell is what a cell shows: a character and its style.
type cell struct {
	text  rune
	style style
	width uint8 // 0: it is covered by a wide one before it
}

// style is a style by its place in a table; the first is none.
type style uint16

func space() cell { return cell{text: ' ', width: 1} }

func blank(columns, lines int) grid {
	columns, lines = max(0, columns), max(0, lines)
	return grid{slices.Repeat([]cell{space()}, columns*lines), columns, lines}
}

func (g grid) clone() grid { return grid{slices.Clone(g.cells), g.columns, g.lines} }

func (g grid) line(y int) row { return g.cells[y*g.columns : (y+1)*g.columns] }

// sums are numbers by which lines are told apart, but for a rare mistake.
func (g grid) sums() []uint64 {
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

// shift takes n lines out at one place and puts as many blank ones in where another line
// stands then.
func (g grid) shift(out, in, n int) {
	part := g.cells[min(out, in)*g.columns : (max(out, in)+n)*g.columns]
	anew := blank(g.columns, n).cells
	if out < in {
		copy(part, part[len(anew):])
		copy(part[len(part)-len(anew):], anew)
	} else {
		copy(part[len(anew):], part)
		copy(part, anew)
	}
}

func (r row) end() int {
	end := len(r)
	for end > 0 && r[end-1] == space() {
		end--
	}
	return end
}

// wide tells whether a cell of the row is of another width than one, or may become so where
// it joins the one before it, as in many scripts: terminals differ in how wide they take it
// to be.
func wide(r row) bool {
	return slices.ContainsFunc(r, func(c cell) bool { return c.width != 1 || c.text >= 0x250 && !characters.Narrow(c.text) })
}

// styles are all that have been used so far, each once, the place of each, also by the
// sequence that begins it, and the ways from one to another.
type styles struct {
	list    []uv.Style
	places  map[uv.Style]style
	begun   map[string]style
	changes map[[2]style]string
	parser  *ansi.Parser
}

func newStyles() styles {
	t := styles{[]uv.Style{{}}, map[uv.Style]style{{}: 0}, map[string]style{"": 0}, map[[2]style]string{}, ansi.NewParser()}
	t.parser.SetDataSize(0) // nothing but styles is read
	return t
}

func (t *styles) read(begins string) style {
	place, known := t.begun[begins]
	if !known {
		var s uv.Style
		_, _, _, _ = ansi.DecodeSequence(begins, 0, t.parser)
		uv.ReadStyle(t.parser.Params(), &s)
		place = t.find(s)
		t.begun[begins] = place
	}
	return place
}

func (t *styles) find(s uv.Style) style {
	place, known := t.places[s]
	if !known {
		place = style(len(t.list))
		t.list, t.places[s] = append(t.list, s), place
	}
	return place
}

func (t *styles) change(from, to style) string {
	pair := [2]style{from, to}
	best, known := t.changes[pair]
	if known {
		return best
	}
	old, now, anew := t.list[from], t.list[to], ansi.ResetStyle
	if to != 0 {
		anew = "\x1b[0;" + strings.TrimPrefix(now.String(), "\x1b[")
	}
	if best = uv.StyleDiff(&old, &now); len(anew) <= len(best) {
		best = anew
	}
	t.changes[pair] = best
	return best
}

// erased is the style of a cell erased in another: the background stays.
func (t *styles) erased(s style) style { return t.find(uv.Style{Bg: t.list[s].Bg}) }

// spaced is the style of a blank written in another: a blank has no colour of its own.
func (t *styles) spaced(s style) style {
	const shows = uv.AttrReverse | uv.AttrStrikethrough
	if l := &t.list[s]; l.Attrs&shows != 0 || l.Underline != ansi.UnderlineNone {
		return s
	}
	return t.erased(s)
}
