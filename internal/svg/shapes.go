package svg

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// point is a point of a path, or a step from one to the next, in the picture's units.
type point struct{ x, y float64 }

// path holds shapes in two forms: as SVG path data, and for PNG as the points of each outline
// followed by those of its holes, which run in the opposite direction.
type path struct {
	text   strings.Builder
	shapes [][][]point
}

func (p *path) add(text string, points []point) {
	p.text.WriteString(text)
	p.shapes = append(p.shapes, [][]point{points})
}

// cut cuts a hole into the last shape. SVG fills the path by the even-odd rule.
func (p *path) cut(text string, points []point) {
	slices.Reverse(points)
	p.text.WriteString(text)
	last := &p.shapes[len(p.shapes)-1]
	*last = append(*last, points)
}

// polygon adds a shape given by its first point and the steps to the others.
func (p *path) polygon(at point, steps ...point) {
	fmt.Fprintf(&p.text, "M%g %g", at.x, at.y)
	points := []point{at}
	for _, s := range steps {
		switch {
		case s.y == 0:
			fmt.Fprintf(&p.text, "h%g", s.x)
		case s.x == 0:
			fmt.Fprintf(&p.text, "v%g", s.y)
		default:
			fmt.Fprintf(&p.text, "l%g %g", s.x, s.y)
		}
		at = point{at.x + s.x, at.y + s.y}
		points = append(points, at)
	}
	p.add("z", points)
}

func (p *path) rect(x, y, w, h int) {
	p.polygon(point{float64(x), float64(y)}, point{float64(w), 0}, point{0, float64(h)}, point{-float64(w), 0})
}

// line adds a solid or dashed line with round ends, rounded to tenths of a unit.
func (p *path) line(from, to point, dashed bool) {
	for _, v := range [...]*float64{&from.x, &from.y, &to.x, &to.y} {
		*v = math.Round(*v*10) / 10
	}
	fmt.Fprintf(&p.text, "M%g %gL%g %g", from.x, from.y, to.x, to.y)
	length := math.Hypot(to.x-from.x, to.y-from.y)
	on, off := length, 0.0
	if dashed {
		on, off = dashOn, dashOff
	}
	dx, dy := (to.x-from.x)/length, (to.y-from.y)/length
	const radius = strokeUnits / 2
	nx, ny := dy*radius, -dx*radius
	for d := 0.0; d < length; d += on + off {
		a, end := point{from.x + dx*d, from.y + dy*d}, min(d+on, length)
		b := point{from.x + dx*end, from.y + dy*end}
		p.add("", []point{{a.x + nx, a.y + ny}, {b.x + nx, b.y + ny}, {b.x - nx, b.y - ny}, {a.x - nx, a.y - ny}})
		p.add("", circle(a, radius))
		p.add("", circle(b, radius))
	}
}

func disc(m point, radius float64) (string, []point) {
	return fmt.Sprintf("M%g %ga%g %g 0 1 0 %g 0a%g %g 0 1 0 %g 0z", m.x-radius, m.y, radius, radius, 2*radius, radius, radius, -2*radius), circle(m, radius)
}

func circle(m point, radius float64) []point {
	left, right := point{m.x - radius, m.y}, point{m.x + radius, m.y}
	return append(arc(left, right), arc(right, left)...)
}

// arc returns the half circle from one point to another, clockwise, in straight pieces.
func arc(from, to point) []point {
	const pieces = 16
	mx, my, radius := (from.x+to.x)/2, (from.y+to.y)/2, math.Hypot(to.x-from.x, to.y-from.y)/2
	start := math.Atan2(from.y-my, from.x-mx)
	out := make([]point, pieces)
	for i := range out {
		a := start + math.Pi*float64(i+1)/pieces
		out[i] = point{mx + radius*math.Cos(a), my + radius*math.Sin(a)}
	}
	return out
}

// Drawn reports whether a rune is drawn as a shape rather than written as text.
func Drawn(r rune) bool {
	return r >= 0x2580 && r <= 0x259f || braille(r) || r > 0x7f && strings.ContainsRune(marks+doubles+boxes, r)
}

func braille(r rune) bool { return r > 0x2800 && r <= 0x28ff }

// shape draws n cells of one rune, for which Drawn must be true, from column x of row y.
func (k *ink) shape(r rune, x, y, n int) {
	left, top, width := x*cellWidth, y*CellHeight, n*cellWidth
	switch {
	case r >= '░' && r <= '▓':
		k.paths[lightShade+kind(r-'░')].rect(left, top, width, CellHeight)
	case r > '▀' && r <= '█': // ▁…█ as one rectangle; the lowest is 2.5 units high, rounded up
		h := max(3, int(r-'▀')*CellHeight/8)
		k.rect(left, top+CellHeight-h, width, h)
	case r == '▀':
		k.rect(left, top, width, CellHeight/2)
	case r == '▔':
		k.rect(left, top, width, 3)
	case r == '─', r == '━':
		t := thickness(armsOf(r).left)
		k.rect(left, top+CellHeight/2-t/2, width, t)
	default:
		for end := left + width; left < end; left += cellWidth {
			k.single(r, left, top)
		}
	}
}

// quadrants is a constant table: the quarters of the runes U+2596 to U+259F, as the sum of
// 1 upper left, 2 upper right, 4 lower left and 8 lower right.
var quadrants = [10]int{4, 8, 1, 1 | 4 | 8, 1 | 8, 1 | 2 | 4, 1 | 2 | 8, 2, 2 | 4, 2 | 4 | 8}

// doubles holds the double lines drawn here; corners and mixed lines are left to the font.
const doubles = "═║╬"

// single draws one cell of a rune that does not form one shape with its neighbours.
func (k *ink) single(r rune, x, y int) {
	const w, h = cellWidth, CellHeight
	switch {
	case braille(r):
		k.braille(r, x, y)
	case r >= 0x2589 && r <= 0x258f: // the left seven eighths down to one eighth
		k.rect(x, y, max(1, (int('▐'-r)*w+4)/8), h)
	case r == '▐':
		k.rect(x+w/2, y, w-w/2, h)
	case r == '▕':
		k.rect(x+w-1, y, 1, h)
	case r >= '▖' && r <= '▟':
		for i := range 4 {
			if quadrants[r-'▖']>>i&1 == 1 {
				k.rect(x+i%2*w/2, y+i/2*h/2, w/2, h/2)
			}
		}
	case strings.ContainsRune(doubles, r):
		if r != '║' {
			k.rect(x, y+h/2-3, w, 2)
			k.rect(x, y+h/2+1, w, 2)
		}
		if r != '═' {
			k.rect(x+w/2-3, y, 2, h)
			k.rect(x+w/2+1, y, 2, h)
		}
	case r >= 0x2500 && r <= 0x257f:
		k.lines(armsOf(r), x, y)
	default:
		k.mark(r, float64(x), float64(y))
	}
}

// dotsOf is a constant table: column and row of the Braille dots, from the lowest bit up.
var dotsOf = [8][2]int{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}}

// braille draws dots as the round caps of strokes of almost no length.
func (k *ink) braille(r rune, x, y int) {
	for i, at := range dotsOf {
		if (r-0x2800)>>i&1 == 1 {
			x, y := x+2+5*at[0], y+2+5*at[1]
			k.paths[dots].add(fmt.Sprintf("M%d.5 %d.5h.01", x, y), circle(point{float64(x) + 0.5, float64(y) + 0.5}, dotUnits/2))
		}
	}
}

// arms holds the weights of the strokes from the middle of a cell to its sides: 0 none, 1 light,
// 2 heavy. dashes is the number of dashes in the cell, 0 for solid strokes.
type arms struct {
	left, right, up, down int
	dashes                int
}

// boxes is a constant table: each box-drawing rune followed by the digits of its arms.
const boxes = "─11000━22000│00110┃00220┌01010┍02010┎01020┏02020┐10010┑20010┒10020┓20020└01100┕02100┖01200┗02200" +
	"┘10100┙20100┚10200┛20200├01110┝02110┞01210┟01120┠01220┡02210┢02120┣02220┤10110┥20110┦10210┧10120" +
	"┨10220┩20210┪20120┫20220┬11010┭21010┮12010┯22010┰11020┱21020┲12020┳22020┴11100┵21100┶12100┷22100" +
	"┸11200┹21200┺12200┻22200┼11110┽21110┾12110┿22110╀11210╁11120╂11220╃21210╄12210╅21120╆12120╇22210" +
	"╈22120╉21220╊12220╋22220╭01010╮10010╯10100╰01100╴10000╵00100╶01000╷00010╸20000╹00200╺02000╻00020" +
	"╼12000╽00120╾21000╿00210┄11003┅22003┆00113┇00223┈11004┉22004┊00114┋00224╌11002╍22002╎00112╏00222"

func armsOf(r rune) arms {
	d := boxes[strings.IndexRune(boxes, r)+len(string(r)):]
	return arms{int(d[0] - '0'), int(d[1] - '0'), int(d[2] - '0'), int(d[3] - '0'), int(d[4] - '0')}
}

// thickness returns the width of a light (2) or heavy (3) stroke.
func thickness(weight int) int { return 2*weight - weight/2 }

// lines draws strokes from the middle of a cell to its edges. They overlap in the middle, so
// that corners are square. Dashes and the gaps between them have the same length.
func (k *ink) lines(a arms, x, y int) {
	along := func(down bool, length, before, after, across int) {
		stroke := func(from, to, weight int) {
			switch t := thickness(weight); {
			case weight == 0:
			case down:
				k.rect(x+cellWidth/2-t/2, y+from, t, to-from)
			default:
				k.rect(x+from, y+CellHeight/2-t/2, to-from, t)
			}
		}
		for i := range a.dashes {
			stroke(i*length/a.dashes, (2*i+1)*length/(2*a.dashes)+1, before)
		}
		if in := thickness(across) / 2; a.dashes == 0 {
			stroke(0, length/2+in, before)
			stroke(length/2-in, length, after)
		}
	}
	along(false, cellWidth, a.left, a.right, max(a.up, a.down))
	along(true, CellHeight, a.up, a.down, max(a.left, a.right))
}

// marks holds signs that fonts draw in very different sizes, if they have them at all.
const marks = "●○◐•◆■▲▼▾▸◂▶◀↗↘↖↙"

// polygons is a constant table: the first point of each mark, relative to the middle of the
// cell, and the steps to the others.
var polygons = [...]struct {
	r     rune
	from  point
	steps []point
}{
	{'◆', point{0, -5}, []point{{5, 5}, {-5, 5}, {-5, -5}}},
	{'■', point{-4, -4}, []point{{8, 0}, {0, 8}, {-8, 0}}},
	{'▲', point{0, -4}, []point{{4.5, 8}, {-9, 0}}},
	{'▼', point{0, 4}, []point{{-4.5, -8}, {9, 0}}},
	{'▾', point{0, 3}, []point{{-3.5, -6}, {7, 0}}},
	{'▸', point{3, 0}, []point{{-6, -4}, {0, 8}}},
	{'◂', point{-3, 0}, []point{{6, -4}, {0, 8}}},
	{'▶', point{4, 0}, []point{{-8, -5}, {0, 10}}},
	{'◀', point{-4, 0}, []point{{8, -5}, {0, 10}}},
}

func (k *ink) mark(r rune, x, y float64) {
	p, m := &k.paths[smooth], point{x + cellWidth/2, y + CellHeight/2}
	towards := map[rune]point{'↗': {1, -1}, '↘': {1, 1}, '↖': {-1, -1}, '↙': {-1, 1}}
	if to, ok := towards[r]; ok {
		var points []point
		for i, d := range [...]point{{4, 4}, {-2, 4}, {.2, 1.8}, {-4.4, -2.8}, {-2.8, -4.4}, {1.8, .2}, {4, -2}} {
			at := point{m.x + to.x*d.x, m.y + to.y*d.y}
			fmt.Fprintf(&p.text, "%c%g %g", "ML"[min(i, 1)], at.x, at.y)
			points = append(points, at)
		}
		p.add("z", points)
	}
	switch r {
	case '●':
		p.add(disc(m, 4))
	case '○':
		p.add(disc(m, 4))
		p.cut(disc(m, 2.5))
	case '◐':
		p.add(disc(m, 4))
		top, bottom := point{m.x, m.y - 2.5}, point{m.x, m.y + 2.5}
		p.cut(fmt.Sprintf("M%g %ga2.5 2.5 0 0 1 0 5z", top.x, top.y), append([]point{top}, arc(top, bottom)...))
	case '•':
		p.add(disc(m, 2.5))
	}
	for _, g := range polygons {
		if g.r == r {
			p.polygon(point{m.x + g.from.x, m.y + g.from.y}, g.steps...)
		}
	}
}
