// Package svg writes a grid of cells as a picture, in SVG or PNG: the cells that a terminal
// shows, in a file that needs no terminal, no installed font and no network.
//
// It knows what roles look like on a light and on a dark page, and nothing about the meaning of
// the cells. Every run of text has its own position and length, so that columns line up in any
// font; blocks, lines and Braille are shapes, so that they join in any renderer. The same grid
// gives the same bytes.
package svg

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"allyscope/internal/cell"
	"allyscope/internal/theme"
)

// Options describes a picture beyond its cells.
type Options struct {
	Title, Description string // the picture's name, and the sentence that says what it shows
	Dark               bool   // for a dark page
	// Inline leaves out the XML declaration and the margin, for a picture within a page whose
	// style sheet contains PageStyle.
	Inline bool
}

// The sizes of a cell and of its text, in units of the picture. In most monospaced fonts a
// character is 0.6 of the font size wide; cells are a little wider, and a multiple of the
// distance between Braille dots.
const (
	cellWidth  = 10
	CellHeight = 20
	fontSize   = 16
	baseline   = 15
)

// fonts lists monospaced fonts, of which a renderer uses the first that it has.
const fonts = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"

// Write writes the grid as an SVG file. The error is the writer's; nothing is written before
// the whole picture is drawn.
func Write(w io.Writer, g *cell.Grid, o Options) error {
	_, err := w.Write(Page(g, o, Body(g, o.Dark)))
	return err
}

// Body returns the SVG elements of the grid, without the svg element that Page adds.
func Body(g *cell.Grid, dark bool) string {
	var b strings.Builder
	d := gather(g)
	for c := range colours {
		if g := &d.grounds[c]; len(g.shapes) > 0 {
			fmt.Fprintf(&b, `<path class="%s" fill="%s" shape-rendering="crispEdges" d="%s"/>`+"\n", c.class(), c.hex(dark), g.text.String())
		}
	}
	for i := range d.inks {
		d.inks[i].write(&b, colour(i/2), i%2 == 1, dark)
	}
	return b.String()
}

func gather(g *cell.Grid) *drawing {
	d := &drawing{grid: g, styles: newStyles(), inks: make([]ink, 2*colours), strokes: g.Strokes()}
	for y := range g.Height() {
		row := g.Row(y)
		for x := 0; x < len(row); {
			s, end := d.style(row[x]), x+1
			for end < len(row) && d.style(row[end]) == s {
				end++
			}
			d.run(row, x, end, y, s)
			x = end
		}
	}
	for _, s := range d.strokes {
		d.stroke(s)
	}
	return d
}

// ink holds everything that is drawn in one colour and font weight.
type ink struct {
	paths [kinds]path
	words []word
}

// kind is a way of drawing shapes.
type kind uint8

// The kinds, in the order in which they are drawn.
const (
	sharp      kind = iota // blocks and lines, without antialiasing so that they join
	lightShade             // blocks in three shades
	mediumShade
	darkShade
	smooth // round and slanted shapes
	dots   // Braille dots, as the round caps of strokes
	solid  // strokes
	dashes // dashed strokes
	kinds
)

// attributes is a constant table: the attributes of a path of each kind, with "$" for the colour.
var attributes = [kinds]string{
	sharp:       `shape-rendering="crispEdges"`,
	lightShade:  `shape-rendering="crispEdges" fill-opacity=".3"`,
	mediumShade: `shape-rendering="crispEdges" fill-opacity=".5"`,
	darkShade:   `shape-rendering="crispEdges" fill-opacity=".75"`,
	smooth:      `fill-rule="evenodd"`,
	dots:        `class="dots" fill="none" stroke="$" stroke-width="4.8" stroke-linecap="round"`,
	solid:       `class="dots" fill="none" stroke="$" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"`,
	dashes:      `class="dots" fill="none" stroke="$" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" stroke-dasharray="7 6"`,
}

// The widths of dots and strokes, and the lengths of dashes and gaps, as in attributes.
const (
	dotUnits    = 4.8
	strokeUnits = 2.6
	dashOn      = 7
	dashOff     = 6
)

// word is a run of cells without blanks.
type word struct {
	x, y  int // its first cell
	cells []cell.Cell
}

func (k *ink) rect(x, y, w, h int) { k.paths[sharp].rect(x, y, w, h) }

type drawing struct {
	grid    *cell.Grid
	styles  *styles
	grounds [colours]path
	inks    []ink
	strokes []cell.Stroke
}

func (d *drawing) ink(s style) *ink {
	i := 2 * int(s.fg)
	if s.bold {
		i++
	}
	return &d.inks[i]
}

func (d *drawing) style(c cell.Cell) style { return d.styles[c.Role][c.Attr.Shown()] }

func (d *drawing) run(row []cell.Cell, x, end, y int, s style) {
	k := d.ink(s)
	if s.bg != paper {
		d.grounds[s.bg].rect(x*cellWidth, y*CellHeight, (end-x)*cellWidth, CellHeight)
	}
	if s.under {
		k.rect(x*cellWidth, y*CellHeight+baseline+2, (end-x)*cellWidth, 1)
	}
	for x < end {
		r, to := row[x].Rune, x+1
		switch {
		case r == ' ' || r == 0 || r == '⠀', braille(r) && len(d.strokes) > 0: // drawn as strokes instead
		case Drawn(r):
			for to < end && row[to].Rune == r {
				to++
			}
			k.shape(r, x, y, to-x)
		default:
			for to < end && row[to].Rune != ' ' && !Drawn(row[to].Rune) {
				to++
			}
			k.words = append(k.words, word{x, y, row[x:to]})
		}
		x = to
	}
}

// Escape returns a text escaped for XML. Characters that XML does not allow become U+FFFD.
func Escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder returns no error
	return b.String()
}

// Page returns an SVG picture of the size of a grid, with its title and background, around a body.
func Page(g *cell.Grid, o Options, body string) []byte {
	var b bytes.Buffer
	m := cellWidth // the margin; an inline picture has that of its page
	if o.Inline {
		m = 0
	} else {
		b.WriteString(xml.Header)
	}
	w, h := g.Width()*cellWidth+2*m, g.Height()*CellHeight+2*m
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="cells" role="img" width="%d" height="%d" viewBox="%d %d %[1]d %[2]d" font-family="%[5]s" font-size="%d">`+"\n",
		w, h, -m, -m, fonts, fontSize)
	fmt.Fprintf(&b, "<title>%s</title>\n<desc>%s</desc>\n", Escape(o.Title), Escape(o.Description))
	fmt.Fprintf(&b, `<rect class="%s" x="%d" y="%[2]d" width="%d" height="%d" fill="%s"/>`+"\n", paper.class(), -m, w, h, paper.hex(o.Dark))
	b.WriteString(body + "</svg>\n")
	return b.Bytes()
}

// write writes everything of one ink. The colour is an attribute, which every renderer
// understands, and a class, so that the style sheet of a page can override it.
func (k *ink) write(b *strings.Builder, c colour, bold, dark bool) {
	var drawn strings.Builder
	for i := range k.paths {
		if d := &k.paths[i]; len(d.shapes) > 0 {
			fmt.Fprintf(&drawn, `<path %s d="%s"/>`+"\n", strings.Replace(attributes[i], "$", c.hex(dark), 1), d.text.String())
		}
	}
	for i := range k.words {
		t := &k.words[i]
		fmt.Fprintf(&drawn, `<text x="%d" y="%d"`, t.x*cellWidth, t.y*CellHeight+baseline)
		if len(t.cells) > 1 { // with its length, so that what follows stays in its column
			fmt.Fprintf(&drawn, ` textLength="%d" lengthAdjust="spacingAndGlyphs"`, len(t.cells)*cellWidth)
		}
		fmt.Fprintf(&drawn, ">%s</text>\n", Escape(cell.Letters(t.cells)))
	}
	weight := ""
	if bold {
		weight = ` font-weight="700"`
	}
	if drawn.Len() > 0 {
		fmt.Fprintf(b, `<g class="%s" fill="%s"%s>`+"\n%s</g>\n", c.class(), c.hex(dark), weight, &drawn)
	}
}

// stroke draws the parts of a line whose cells show its dots, so that text written over the
// line stays readable.
func (d *drawing) stroke(s cell.Stroke) {
	style := d.style(cell.Cell{Role: s.Role})
	style.bold = style.bold || s.Thick
	kind := solid
	if s.Dashed {
		kind = dashes
	}
	path := &d.ink(style).paths[kind]
	// Steps are short enough not to skip a cell.
	steps := max(1, int(math.Ceil(4*max(math.Abs(s.X1-s.X0), 2*math.Abs(s.Y1-s.Y0)))))
	at := func(i int) (x, y float64) {
		part := float64(i) / float64(steps)
		return s.X0 + part*(s.X1-s.X0), s.Y0 + part*(s.Y1-s.Y0)
	}
	for from := 0; from < steps; from++ {
		to := from
		for next := from + 1; d.visible(at(from)) && next <= steps && next-to <= 1+corner; next++ {
			if d.visible(at(next)) {
				to = next
			} else if x, y := at(next); d.grid.At(int(x), int(y)).Rune != ' ' {
				break
			}
		}
		if to > from {
			x0, y0 := at(from)
			x1, y1 := at(to)
			path.line(point{x0 * cellWidth, y0 * CellHeight}, point{x1 * cellWidth, y1 * CellHeight}, s.Dashed)
		}
		from = to
	}
}

// visible reports whether a line is visible at a point: in cells with dots, a rule or a mark,
// not in cells with text.
func (d *drawing) visible(x, y float64) bool {
	r := d.grid.At(int(x), int(y)).Rune
	return braille(r) || strings.ContainsRune("─╌▔▁"+marks, r)
}

// corner is the number of steps for which a line may cross blank cells, at the corners of cells.
const corner = 3

type colour uint8

const (
	paper colour = iota
	inky
)

type swatch struct{ name, light, dark string }

// palette is a constant table: names with the colours on a light and on a dark page. All but
// paper, line, grey, pale and the backgrounds are used for text, and have a contrast of at least
// 4.5 to 1 with the page. Blue means met and amber missed, which people with any common form of
// colour blindness can distinguish.
var palette = [...]swatch{
	paper: {"paper", "#ffffff", "#0d1117"},
	inky:  {"ink", "#1b1f24", "#e6edf3"},
	{"faint", "#59636e", "#9198a1"},
	{"line", "#8c959f", "#6e7681"},
	{"grey", "#a3acb5", "#656d76"},
	{"blue", "#0550ae", "#79b8ff"},
	{"pale", "#b6d7ff", "#1f4f99"},
	{"amber", "#9a5b00", "#f2cc60"},
	{"teal", "#0b6e78", "#56d4dd"},
	{"red", "#b42318", "#ff9b8e"},
	{"purple", "#8e3a9d", "#d2a8ff"},
	{"green", "#2e6b2e", "#7ee787"},
	{"rose", "#a8326a", "#ff9bce"},
	{"brown", "#6b4423", "#d6b370"},
	{"warm", "#faf0d7", "#2f2616"}, // backgrounds of heat cells: just below the level, and five steps above
	{"high1", "#d3e6ff", "#173a63"},
	{"high2", "#aed0fb", "#1d4f8c"},
	{"high3", "#82b6f5", "#2460a6"},
	{"high4", "#1f6fd0", "#4f9cf0"},
	{"high5", "#0b3d91", "#8cc4ff"},
}

const colours = colour(len(palette))

func (c colour) hex(dark bool) string {
	if dark {
		return palette[c].dark
	}
	return palette[c].light
}

func (c colour) class() string { return "k-" + palette[c].name }

// PageStyle returns the style sheet for inline pictures: dark on a screen with a dark colour
// scheme, light in print.
func PageStyle() string {
	var b strings.Builder
	b.WriteString("svg.cells { display: block; width: 100%; height: auto; print-color-adjust: exact; -webkit-print-color-adjust: exact; }\n")
	b.WriteString("@media screen and (prefers-color-scheme: dark) {\n")
	for c := range colours {
		fmt.Fprintf(&b, "svg.cells .%[1]s { fill: %[2]s; } svg.cells .%[1]s .dots { stroke: %[2]s; }\n", c.class(), c.hex(true))
	}
	b.WriteString("}\n")
	return b.String()
}

// RGBA returns the colour on a light page. It makes colour a color.Color for the theme.
func (c colour) RGBA() (r, g, b, a uint32) { return lipgloss.Color(palette[c].light).RGBA() }

// hues returns the theme of a page. Faint text is grey here, not dimmed as on a terminal.
func hues() theme.Hues {
	named := func(name string) colour {
		return colour(slices.IndexFunc(palette[:], func(s swatch) bool { return s.name == name }))
	}
	ink := func(name string) lipgloss.Style { return theme.Ink(named(name)) }
	on := func(name, ground string) lipgloss.Style { return ink(name).Background(named(ground)) }
	return theme.Hues{
		Quiet: ink("faint"), Rule: ink("line"), Area: ink("grey"),
		Blue: ink("blue"), Bar: ink("blue"), Over: on("blue", "pale"), Amber: ink("amber"), Other: ink("amber"),
		Teal: ink("teal"), Brand: lipgloss.NewStyle().Bold(true).Reverse(true), Red: ink("red"),
		More: [5]lipgloss.Style{ink("purple"), ink("green"), ink("red"), ink("rose"), ink("brown")},
		Low:  [...]lipgloss.Style{on("amber", "warm"), ink("faint"), ink("faint")},
		High: [...]lipgloss.Style{on("ink", "high1"), on("ink", "high2"), on("ink", "high3"), on("paper", "high4"), on("paper", "high5")},
	}
}

type style struct {
	fg, bg      colour
	bold, under bool
}

// styles holds the styles of a page by role and attributes.
type styles [cell.Roles][cell.Attrs]style

func newStyles() *styles {
	out, h := new(styles), hues()
	for r, s := range h.Styles() {
		for a := range cell.Attrs {
			out[r][a] = styleOf(s, cell.Attr(a))
		}
	}
	return out
}

// styleOf returns a role's style combined with a cell's attributes.
func styleOf(l lipgloss.Style, a cell.Attr) style {
	s := style{fg: inky, bold: l.GetBold() || a&cell.Bold != 0, under: a&cell.Underline != 0}
	if c, ok := l.GetForeground().(colour); ok {
		s.fg = c
	}
	if c, ok := l.GetBackground().(colour); ok {
		s.bg = c
	}
	if l.GetReverse() != (a&cell.Reverse != 0) {
		s.fg, s.bg = s.bg, s.fg
	}
	return s
}
