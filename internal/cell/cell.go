// Package cell is the surface everything is drawn on: a grid of cells, each a rune with a role.
//
// It knows no colours, escape sequences or terminals. A role says what a cell means;
// the packages terminal and svg, which write the grid out, decide what that looks like.
// All drawing is clipped to the grid.
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
	Strong                // the most important figure
	Brand                 // the name of the program
	Heading               // column heads, the current view
	Meets                 // at or above the level
	Below                 // below the level
	Edge                  // knife-edge: so close to the level that rounding decides
	Unknown               // not a member, no forces, no data, not measurable
	BarMeets              // the area of a chart for figures at or above the level
	BarOver               // the part of that area above the level, drawn over BarMeets
	BarBelow              // the area of a chart for figures below the level
	Target                // the query's level
	Reference             // another level that is shown
	Axis                  // axes, rules, separators
	Cursor                // the current ally and year
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
	Under1  // a figure just below the level, on a background that shows the distance; the other steps follow
)

// Unders and Overs are the numbers of background steps below and above a level. Over1 is the
// role of a figure at or just above the level.
const (
	Unders = 3
	Overs  = 5
	Over1  = Under1 + Role(Unders)
)

// Under returns the role of a figure i steps (0-based) below the level, at most the last step.
func Under(i int) Role { return Under1 + Role(max(0, min(i, Unders-1))) }

// Over returns the role of a figure i steps (0-based) above the level, at most the last step.
func Over(i int) Role { return Over1 + Role(max(0, min(i, Overs-1))) }

// Roles is the number of roles, for tables indexed by Role.
const Roles = int(Over1) + Overs

// Series returns the role of the i-th series (0-based); roles repeat after eight.
func Series(i int) Role { return Series1 + Role(((i%8)+8)%8) }

// Attr is a set of text attributes added to those of a role, with or without colour.
type Attr uint8

// The attributes.
const (
	Bold Attr = 1 << iota
	Underline
	Reverse
	attrLimit
)

// Attrs is the number of combinations of visible attributes, for tables indexed by Attr.
const Attrs = int(attrLimit)

// Verbatim marks text that was typed or is to be typed. It is invisible: it exempts the text
// from the user's number format.
const Verbatim = attrLimit

// Shown returns the visible attributes.
func (a Attr) Shown() Attr { return a & (attrLimit - 1) }

// Cell is one character. A Rune of 0 is the second half of the wide rune before it.
type Cell struct {
	Rune rune
	Role Role
	Attr Attr
}

// Blank returns an empty cell.
func Blank() Cell { return Cell{Rune: ' '} }

// maxSide limits a grid's width and height, so that a hostile size cannot exhaust memory.
const maxSide = 2000

// Grid is a rectangle of cells, or a window on a larger grid. The zero value is empty.
type Grid struct {
	cells      []Cell
	x, y, w, h int
	stride     int
	extras     *extras // shared with the whole grid, in the whole grid's coordinates
}

// extras holds what a grid has in addition to its cells.
type extras struct {
	tags    []tag
	strokes []Stroke
	lost    []string // texts that were clipped
}

// Stroke is a straight line between two points, in columns and rows, for pictures that
// draw lines. The cells hold the same line as dots.
type Stroke struct {
	X0, Y0, X1, Y1 float64
	Role           Role
	Dashed, Thick  bool
}

// Hit says what some cells show, for hovering and clicking.
type Hit struct {
	Code string // the code of an ally or a sum, or empty
	Year int    // 0: no year
	Item int    // the row, in views whose rows are not allies
	Ask  string // the query words that a click applies, such as "sort:gap"
	Mark bool   // the cells hold a row's marks, where a click pins the ally
}

// tag is a hit with its cells. A grid holds thousands of them, so they are kept small.
type tag struct {
	x, y, w, h int16
	hit        Hit
}

// New returns a blank grid of w columns and h rows, each clamped to 0–2000.
func New(w, h int) *Grid {
	w, h = max(0, min(w, maxSide)), max(0, min(h, maxSide))
	g := &Grid{cells: make([]Cell, w*h), w: w, h: h, stride: w, extras: new(extras)}
	g.Clear()
	return g
}

// Width returns the number of columns.
func (g *Grid) Width() int { return g.w }

// Height returns the number of rows.
func (g *Grid) Height() int { return g.h }

// Clear blanks the grid. Unless the grid is a window, its tags and strokes are removed, too.
func (g *Grid) Clear() {
	if g.extras != nil && len(g.cells) == g.w*g.h {
		g.extras.tags, g.extras.strokes, g.extras.lost = g.extras.tags[:0], g.extras.strokes[:0], g.extras.lost[:0]
	}
	for y := range g.h {
		row := g.Row(y)
		for x := range row {
			row[x] = Blank()
		}
	}
}

// Window returns the part of the grid at x, y of size w, h, clipped. It shares the grid's cells.
func (g *Grid) Window(x, y, w, h int) *Grid {
	x0, y0 := max(0, min(x, g.w)), max(0, min(y, g.h))
	x1, y1 := max(x0, min(x+max(w, 0), g.w)), max(y0, min(y+max(h, 0), g.h))
	return &Grid{cells: g.cells, x: g.x + x0, y: g.y + y0, w: x1 - x0, h: y1 - y0, stride: g.stride, extras: g.extras}
}

// Tag assigns a hit to the w columns and h rows at x, y. Later tags take precedence.
func (g *Grid) Tag(x, y, w, h int, hit Hit) {
	x0, y0 := max(0, x), max(0, y)
	w, h = min(x+w, g.w)-x0, min(y+h, g.h)-y0
	if g.extras != nil && w > 0 && h > 0 {
		g.extras.tags = append(g.extras.tags, tag{int16(g.x + x0), int16(g.y + y0), int16(w), int16(h), hit}) // at most maxSide
	}
}

// Expect reserves memory for this many more tags.
func (g *Grid) Expect(tags int) {
	g.extras.tags = slices.Grow(g.extras.tags, tags)
}

// Stroke records a line whose dots are drawn in the cells.
func (g *Grid) Stroke(s Stroke) {
	g.extras.strokes = append(g.extras.strokes, s.moved(float64(g.x), float64(g.y)))
}

// Strokes returns the lines of the whole grid, in the columns and rows of this window.
func (g *Grid) Strokes() []Stroke {
	out := make([]Stroke, len(g.extras.strokes))
	for i, s := range g.extras.strokes {
		out[i] = s.moved(-float64(g.x), -float64(g.y))
	}
	return out
}

func (s Stroke) moved(x, y float64) Stroke {
	s.X0, s.Y0, s.X1, s.Y1 = s.X0+x, s.Y0+y, s.X1+x, s.Y1+y
	return s
}

// HitAt returns the hit of a cell; false if the cell is not tagged or the grid is nil.
func (g *Grid) HitAt(x, y int) (Hit, bool) {
	if g == nil || g.extras == nil || x < 0 || y < 0 || x >= g.w || y >= g.h {
		return Hit{}, false
	}
	px, py := int16(x+g.x), int16(y+g.y)
	for i := len(g.extras.tags) - 1; i >= 0; i-- {
		if t := &g.extras.tags[i]; px >= t.x && px < t.x+t.w && py >= t.y && py < t.y+t.h {
			return t.hit, true
		}
	}
	return Hit{}, false
}

// Row returns the cells of row y, which must lie within the grid.
func (g *Grid) Row(y int) []Cell {
	at := (g.y+y)*g.stride + g.x
	return g.cells[at : at+g.w : at+g.w]
}

// At returns the cell at x, y, or a blank cell outside the grid.
func (g *Grid) At(x, y int) Cell {
	if x < 0 || y < 0 || x >= g.w || y >= g.h {
		return Blank()
	}
	return g.cells[(g.y+y)*g.stride+g.x+x]
}

// Put sets the cell at x, y. It does nothing outside the grid.
func (g *Grid) Put(x, y int, c Cell) {
	if x >= 0 && y >= 0 && x < g.w && y < g.h {
		g.cells[(g.y+y)*g.stride+g.x+x] = c
	}
}

// Set puts one rune of width 1 with a role at x, y.
func (g *Grid) Set(x, y int, r rune, role Role) { g.Put(x, y, Cell{Rune: r, Role: role}) }

// Text writes s on row y from column x and returns the column after it. Text that does not fit
// is clipped (half a wide rune becomes a blank), control characters are replaced as Mark does,
// and combining marks are left out.
func (g *Grid) Text(x, y int, s string, role Role, attrs ...Attr) int {
	var attr Attr
	for _, a := range attrs {
		attr |= a
	}
	if end := x + Width(strings.TrimRight(s, " ")); g.extras != nil && end > x && y >= 0 && y < g.h && (x < 0 || end > g.w) {
		g.extras.lost = append(g.extras.lost, s)
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

// Lost returns the texts that Text clipped since the last Clear. A view should leave none:
// it cuts its texts itself, with a "…".
func (g *Grid) Lost() []string { return g.extras.lost }

// Right writes s so that it ends before column end, and returns the column where it starts.
func (g *Grid) Right(end, y int, s string, role Role, attrs ...Attr) int {
	start := end - Width(s)
	g.Text(start, y, s, role, attrs...)
	return start
}

// Fill sets n cells of row y, from column x.
func (g *Grid) Fill(x, y, n int, r rune, role Role) {
	for i := range max(0, min(n, g.w-x)) {
		g.Set(x+i, y, r, role)
	}
}

// Letters returns the text that a row shows.
func Letters(row []Cell) string {
	var b strings.Builder
	for _, c := range row {
		if c.Rune != 0 {
			b.WriteRune(c.Rune)
		}
	}
	return b.String()
}

// Draw copies src with its tags and strokes onto the grid at x, y. src must not be a window of
// the same grid.
func (g *Grid) Draw(x, y int, src *Grid) {
	for row := range src.h {
		for col, c := range src.Row(row) {
			g.Put(x+col, y+row, c)
		}
	}
	for _, t := range src.extras.tags {
		g.Tag(x+int(t.x)-src.x, y+int(t.y)-src.y, int(t.w), int(t.h), t.hit)
	}
	for _, s := range src.extras.strokes {
		g.Stroke(s.moved(float64(x-src.x), float64(y-src.y)))
	}
}

// RuneWidth returns the number of cells a rune takes: 0 to 2, and 1 for control characters.
func RuneWidth(r rune) int {
	if r < 0x300 || Narrow(r) || steers(r) {
		return 1
	}
	// A Condition of our own, because the library's default one reads the environment.
	return (&runewidth.Condition{}).RuneWidth(r)
}

// Narrow reports whether a rune is one of the single-width symbols that tables and charts use.
// The width library unpacks its tables on first use, which costs milliseconds; thanks to this
// shortcut it is only needed for names in other scripts.
func Narrow(r rune) bool {
	return (r >= 0x2010 && r < 0x2028) || (r >= 0x2030 && r < 0x205f) || (r >= 0x2190 && r < 0x2300) ||
		(r >= 0x2500 && r < 0x25fd) || (r >= 0x2800 && r < 0x2900)
}

// Width returns the number of cells a text takes.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += RuneWidth(r)
	}
	return n
}

// BeforePoint returns how many cells of a number stand before its decimal point or, without
// one, before its mark.
func BeforePoint(s string) int {
	digits, _, _ := strings.Cut(strings.TrimRight(s, "ef "), ".")
	return Width(digits)
}

// Cut shortens s to at most n cells, ending in "…" if it was cut.
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

// AllLines means any number of lines as the limit of Wrap.
const AllLines = -1

// Wrap breaks s at blanks into at most the given number of lines of at most n cells. A number
// stays with its unit. Text that does not fit is cut and ends in "…"; with AllLines nothing is
// cut, and a word longer than n cells gets a line of its own.
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

// breakAt returns where to break s: its end if all of it fits in n cells, else the last blank
// with at most n cells before it, else the first blank, else the end.
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

// glued reports whether the blank at i joins a number with its unit or currency.
func glued(s string, i int) bool {
	unit, _, _ := strings.Cut(s[i+1:], " ")
	switch strings.TrimRight(unit, ".,;:)") {
	case "%", "pp", "bn", "m":
		return true
	}
	return strings.HasSuffix(s[:i], "US$")
}

// Mark returns the rune to show for r: r itself, unless it would control the terminal or
// change the text around it. Titles, captions and file names come from outside, and must not
// be able to clear the screen or reverse a line. ASCII control characters become their
// Unicode pictures, such as "␛"; the others become "�".
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

// steers reports whether a rune beyond ASCII affects the text around it: C1 controls (U+009B
// begins an escape sequence), direction marks and overrides, line separators, byte order
// marks, annotations and tags.
func steers(r rune) bool {
	return (r >= 0x80 && r < 0xa0) || r == 0x061c || r == 0x200e || r == 0x200f || (r >= 0x2028 && r <= 0x202e) ||
		(r >= 0x2066 && r <= 0x206f) || r == 0xfeff || (r >= 0xfff9 && r <= 0xfffb) || (r >= 0xe0000 && r <= 0xe007f)
}

// Visible applies Mark to every rune of a single-line text.
func Visible(s string) string { return strings.Map(Mark, s) }

// VisibleLines is Visible for text of several lines: it keeps the line breaks.
func VisibleLines(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return Mark(r)
	}, s)
}
