// Package cell is the ground everything is drawn on: a grid of cells, each a
// rune with a role.
//
// It knows no colour, no escape sequence and no terminal: a role says what a cell means,
// and whoever writes the grid out, package terminal or svg, what that looks like.
// Everything is clipped, so a drawing is never larger than the grid it was given.
package cell

import (
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
)

// Role is what a cell means.
type Role uint8

// The roles.
const (
	Plain     Role = iota // running text
	Faint                 // secondary text: units, notes, hints
	Strong                // the figure one came for
	Brand                 // the name of the program
	Heading               // column heads, the current view
	Meets                 // at or above the level
	Below                 // below the level
	Edge                  // on the knife's edge
	Unknown               // not a member, no forces, no data, not measurable
	BarMeets              // a picture's area at or above the level
	BarOver               // the part of such an area above the level, drawn on BarMeets
	BarBelow              // a picture's area below the level
	Target                // the level asked about
	Reference             // another level within sight
	Axis                  // axes, rules, separators
	Cursor                // where the reader is: ally, year
	Selection             // text under the cursor
	Pin                   // a pinned ally's mark
	Estimate              // the mark of an estimate
	Notice                // a message
	Warning               // a message about something that failed
	Key                   // a key's name in a hint
	Series1               // the first series of a chart; the next seven follow
	Series2
	Series3
	Series4
	Series5
	Series6
	Series7
	Series8
	Context // a series drawn for comparison only
	Under1  // a figure below the level on a ground that says how far: next to it; the others follow
)

// Unders and Overs are the numbers of grounds below a level and above it. Over1 is a figure
// at or just above the level.
const (
	Unders = 3
	Overs  = 5
	Over1  = Under1 + Role(Unders)
)

// Under is the role of a figure i steps (0-based) below the level; beyond the last they stay.
func Under(i int) Role { return Under1 + Role(max(0, min(i, Unders-1))) }

// Over is the role of a figure i steps above the level.
func Over(i int) Role { return Over1 + Role(max(0, min(i, Overs-1))) }

// Roles is the number of roles, for tables indexed by Role.
const Roles = int(Over1) + Overs

// Series is the role of the i-th series (0-based); they repeat after eight.
func Series(i int) Role { return Series1 + Role(((i%8)+8)%8) }

// Attr are text attributes laid over a role's own, also where there is no colour.
type Attr uint8

// The attributes.
const (
	Bold Attr = 1 << iota
	Underline
	Reverse
	attrLimit
)

// Attrs is the number of combinations of attributes, for tables indexed by Attr.
const Attrs = int(attrLimit)

// Verbatim marks what was typed or is to be typed, which stays as it is whatever the
// reader's way of writing numbers. It shows in nothing.
const Verbatim = attrLimit

// Shown are the attributes that show.
func (a Attr) Shown() Attr { return a & (attrLimit - 1) }

// Cell is one character. A Rune of 0 is the second half of the wide one before it.
type Cell struct {
	Rune rune
	Role Role
	Attr Attr
}

// Blank is an empty cell.
func Blank() Cell { return Cell{Rune: ' '} }

// maxSide bounds a grid's sides: a hostile size must not cost memory.
const maxSide = 2000

// Grid is a rectangle of cells, or a window on a larger one. The zero value is empty.
type Grid struct {
	cells      []Cell
	x, y, w, h int
	stride     int
	more       *more // of the whole grid, in its own columns and rows
}

// more is what a grid holds besides its cells.
type more struct {
	tags    []tag
	strokes []Stroke
	lost    []string // texts that were clipped
}

// Stroke is a straight line between two points, in columns and rows, for pictures that
// draw lines. The cells have its dots.
type Stroke struct {
	X0, Y0, X1, Y1 float64
	Role           Role
	Dashed, Thick  bool
}

// Hit is what stands at some cells, for a reader who points there.
type Hit struct {
	Code string // an ally's or a sum's; empty: none
	Year int    // 0: no year
	Item int    // the row, in views whose rows are no allies
	Ask  string // what a click asks for, in words of the grammar, such as "sort:gap"
	Mark bool   // the place of a row's marks, where a click pins the ally
}

// tag is a hit and its cells; a grid has thousands of them.
type tag struct {
	x, y, w, h int16
	hit        Hit
}

// New is a blank grid of w columns and h rows, each 0–2000.
func New(w, h int) *Grid {
	w, h = max(0, min(w, maxSide)), max(0, min(h, maxSide))
	g := &Grid{cells: make([]Cell, w*h), w: w, h: h, stride: w, more: new(more)}
	g.Clear()
	return g
}

// Width is the number of columns.
func (g *Grid) Width() int { return g.w }

// Height is the number of rows.
func (g *Grid) Height() int { return g.h }

// Clear blanks the grid. A grid that is no window on another loses its tags and strokes, too.
func (g *Grid) Clear() {
	if g.more != nil && len(g.cells) == g.w*g.h {
		g.more.tags, g.more.strokes, g.more.lost = g.more.tags[:0], g.more.strokes[:0], g.more.lost[:0]
	}
	for y := range g.h {
		row := g.Row(y)
		for x := range row {
			row[x] = Blank()
		}
	}
}

// Window is the part of the grid at x, y of size w, h, clipped. It shares its cells.
func (g *Grid) Window(x, y, w, h int) *Grid {
	x0, y0 := max(0, min(x, g.w)), max(0, min(y, g.h))
	x1, y1 := max(x0, min(x+max(w, 0), g.w)), max(y0, min(y+max(h, 0), g.h))
	return &Grid{cells: g.cells, x: g.x + x0, y: g.y + y0, w: x1 - x0, h: y1 - y0, stride: g.stride, more: g.more}
}

// Tag says what stands in w columns and h rows from x, y on. Later tags go first.
func (g *Grid) Tag(x, y, w, h int, hit Hit) {
	x0, y0 := max(0, x), max(0, y)
	w, h = min(x+w, g.w)-x0, min(y+h, g.h)-y0
	if g.more != nil && w > 0 && h > 0 {
		g.more.tags = append(g.more.tags, tag{int16(g.x + x0), int16(g.y + y0), int16(w), int16(h), hit}) // sides are held within 2000
	}
}

// Expect makes room for so many tags more.
func (g *Grid) Expect(tags int) {
	g.more.tags = slices.Grow(g.more.tags, tags)
}

// Stroke says that the dots of some cells are a line.
func (g *Grid) Stroke(s Stroke) {
	g.more.strokes = append(g.more.strokes, s.moved(float64(g.x), float64(g.y)))
}

// Strokes are the lines of the whole grid, in the columns and rows of this window.
func (g *Grid) Strokes() []Stroke {
	out := make([]Stroke, len(g.more.strokes))
	for i, s := range g.more.strokes {
		out[i] = s.moved(-float64(g.x), -float64(g.y))
	}
	return out
}

func (s Stroke) moved(x, y float64) Stroke {
	s.X0, s.Y0, s.X1, s.Y1 = s.X0+x, s.Y0+y, s.X1+x, s.Y1+y
	return s
}

// HitAt is what stands at a cell, if anything was tagged there; of no grid, nothing.
func (g *Grid) HitAt(x, y int) (Hit, bool) {
	if g == nil || g.more == nil || x < 0 || y < 0 || x >= g.w || y >= g.h {
		return Hit{}, false
	}
	px, py := int16(x+g.x), int16(y+g.y)
	for i := len(g.more.tags) - 1; i >= 0; i-- {
		if t := &g.more.tags[i]; px >= t.x && px < t.x+t.w && py >= t.y && py < t.y+t.h {
			return t.hit, true
		}
	}
	return Hit{}, false
}

// Row is the cells of row y, which must lie within the grid.
func (g *Grid) Row(y int) []Cell {
	at := (g.y+y)*g.stride + g.x
	return g.cells[at : at+g.w : at+g.w]
}

// At is the cell at x, y; outside the grid a blank one.
func (g *Grid) At(x, y int) Cell {
	if x < 0 || y < 0 || x >= g.w || y >= g.h {
		return Blank()
	}
	return g.cells[(g.y+y)*g.stride+g.x+x]
}

// Put sets the cell at x, y; outside the grid it does nothing.
func (g *Grid) Put(x, y int, c Cell) {
	if x >= 0 && y >= 0 && x < g.w && y < g.h {
		g.cells[(g.y+y)*g.stride+g.x+x] = c
	}
}

// Set puts one rune of width 1 with a role.
func (g *Grid) Set(x, y int, r rune, role Role) { g.Put(x, y, Cell{Rune: r, Role: role}) }

// Text writes s from x on row y and returns the column after it. What does not fit is cut,
// and half a wide rune left blank; control characters are marked, combining marks left out.
func (g *Grid) Text(x, y int, s string, role Role, attrs ...Attr) int {
	var attr Attr
	for _, a := range attrs {
		attr |= a
	}
	if end := x + Width(strings.TrimRight(s, " ")); g.more != nil && end > x && y >= 0 && y < g.h && (x < 0 || end > g.w) {
		g.more.lost = append(g.more.lost, s)
	}
	for _, r := range s {
		r = Mark(r)
		n := RuneWidth(r)
		switch {
		case n == 0:
			continue
		case n == 2 && x+1 >= g.w:
			r = ' '
		case n == 2:
			g.Put(x+1, y, Cell{Role: role, Attr: attr})
		}
		g.Put(x, y, Cell{Rune: r, Role: role, Attr: attr})
		x += n
	}
	return x
}

// Lost are the texts that were cut since the grid was blank: none should be without a sign.
func (g *Grid) Lost() []string { return g.more.lost }

// Right writes s so that it ends before column end, and returns where it starts.
func (g *Grid) Right(end, y int, s string, role Role, attrs ...Attr) int {
	start := end - Width(s)
	g.Text(start, y, s, role, attrs...)
	return start
}

// Fill sets n cells of row y, from x on.
func (g *Grid) Fill(x, y, n int, r rune, role Role) {
	for i := range max(0, min(n, g.w-x)) {
		g.Set(x+i, y, r, role)
	}
}

// Letters are the text that a row shows.
func Letters(row []Cell) string {
	var b strings.Builder
	for _, c := range row {
		if c.Rune != 0 {
			b.WriteRune(c.Rune)
		}
	}
	return b.String()
}

// Draw copies src, no window of the same grid, onto the grid at x, y, with its tags and strokes.
func (g *Grid) Draw(x, y int, src *Grid) {
	for row := range src.h {
		for col, c := range src.Row(row) {
			g.Put(x+col, y+row, c)
		}
	}
	for _, t := range src.more.tags {
		g.Tag(x+int(t.x)-src.x, y+int(t.y)-src.y, int(t.w), int(t.h), t.hit)
	}
	for _, s := range src.more.strokes {
		g.Stroke(s.moved(float64(x-src.x), float64(y-src.y)))
	}
}

// RuneWidth is the number of cells a rune takes: 0 to 2, for control characters 1.
func RuneWidth(r rune) int {
	if r < 0x300 || Narrow(r) || steers(r) {
		return 1
	}
	// A condition of our own: the library's shared one looks at the environment.
	return (&runewidth.Condition{}).RuneWidth(r)
}

// Narrow tells whether a rune is of those that tables and charts are made of. The library
// unpacks its tables when it is first asked, which costs a command milliseconds; with these
// known it is asked only for names in other scripts.
func Narrow(r rune) bool {
	return (r >= 0x2010 && r < 0x2028) || (r >= 0x2030 && r < 0x205f) || (r >= 0x2190 && r < 0x2300) ||
		(r >= 0x2500 && r < 0x25fd) || (r >= 0x2800 && r < 0x2900)
}

// Width is the number of cells a text takes.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += RuneWidth(r)
	}
	return n
}

// BeforePoint is how many cells of a number stand before its decimal point, or its mark.
func BeforePoint(s string) int {
	digits, _, _ := strings.Cut(strings.TrimRight(s, "ef "), ".")
	return Width(digits)
}

// Cut shortens s to at most n cells, ending in "…" where something was cut.
func Cut(s string, n int) string {
	if n <= 0 {
		return ""
	}
	used, fits := 0, 0
	for i, r := range s {
		if used < n { // there is room for "…"
			fits = i
		}
		if used += RuneWidth(r); used > n {
			return s[:fits] + "…"
		}
	}
	return s
}

// AllLines is the limit of Wrap that cuts nothing.
const AllLines = -1

// Wrap breaks s at blanks into at most so many lines of at most n cells; a number stays
// with its unit. What does not fit is cut, ending in "…"; with AllLines a longer word has a
// line of its own.
func Wrap(s string, n, lines int) []string {
	var out []string
	for s != "" && len(out) != lines {
		at := len(s)
		if len(out) != lines-1 {
			at = breakAt(s, n)
		}
		line := s[:at]
		if lines > 0 && Width(line) > n {
			line, at = Cut(s, n), len(s)
		}
		out = append(out, line)
		s = strings.TrimLeft(s[at:], " ")
	}
	return out
}

// breakAt is the last blank of s before which at most n cells stand, else the first there
// is, else, or where all of it fits, its end.
func breakAt(s string, n int) int {
	used, at := 0, len(s)
	for i, r := range s {
		if r == ' ' && !glued(s, i) {
			if used > n && at < i {
				return at
			}
			at = i
		}
		used += RuneWidth(r)
	}
	if used <= n {
		return len(s)
	}
	return at
}

// glued tells whether the blank at i keeps a number with its unit or currency.
func glued(s string, i int) bool {
	unit, _, _ := strings.Cut(s[i+1:], " ")
	switch strings.TrimRight(unit, ".,;:)") {
	case "%", "pp", "bn", "m":
		return true
	}
	return strings.HasSuffix(s[:i], "US$")
}

// Mark is what is shown in place of a rune: itself, but for those that would steer the
// terminal or the text around them. Titles, captions and names of files are written by
// others, and none may clear a screen or turn a line round. Control characters have
// pictures of their own, such as "␛"; the others are "�".
func Mark(r rune) rune {
	switch {
	case r >= 0x20 && r < 0x7f:
		return r
	case r < 0x20:
		return 0x2400 + r
	case r == 0x7f:
		return '␡'
	case steers(r):
		return '�'
	default:
		return r
	}
}

// steers tells whether a rune beyond ASCII changes what stands around it: C1
// controls, of which U+009B begins an escape sequence, marks and overrides of
// direction, separators of lines, byte order marks, annotations and tags.
func steers(r rune) bool {
	return (r >= 0x80 && r < 0xa0) || r == 0x061c || r == 0x200e || r == 0x200f || (r >= 0x2028 && r <= 0x202e) ||
		(r >= 0x2066 && r <= 0x206f) || r == 0xfeff || (r >= 0xfff9 && r <= 0xfffb) || (r >= 0xe0000 && r <= 0xe007f)
}

// Visible is a text of one line with what would steer a terminal marked.
func Visible(s string) string { return strings.Map(Mark, s) }

// VisibleLines is Visible for text of several lines: their ends stay.
func VisibleLines(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return Mark(r)
	}, s)
}
