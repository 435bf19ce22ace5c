package svg

import (
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"allyscope/internal/cell"
)

// scale is how many pixels a unit of the picture has, each way: letters are sharp
// on a slide as well.
const scale = 2

// WritePNG writes the grid as pixels, drawn as Write draws it, in a font of its own:
// what stands in it is the same on every machine. The error is the writer's.
func WritePNG(w io.Writer, g *cell.Grid, dark bool) error {
	const margin = cellWidth
	d := gather(g)
	size := image.Rect(0, 0, scale*(g.Width()*cellWidth+2*margin), scale*(g.Height()*CellHeight+2*margin))
	c := &canvas{img: image.NewRGBA(size), shift: margin * scale}
	draw.Draw(c.img, size, image.NewUniform(paper.rgb(dark)), image.Point{}, draw.Src)
	for i := range colours {
		c.fill(d.grounds[i].shapes, colour(i).rgb(dark))
	}
	var faces [2]font.Face
	for i, ttf := range [...][]byte{gomono.TTF, gomonobold.TTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			return err
		}
		if faces[i], err = opentype.NewFace(f, &opentype.FaceOptions{Size: fontSize * scale, DPI: 72}); err != nil {
			return err
		}
	}
	for i := range d.inks {
		c.ink(&d.inks[i], colour(i/2).rgb(dark), faces[i%2])
	}
	return png.Encode(w, c.img)
}

func (c colour) rgb(dark bool) color.NRGBA {
	n, _ := strconv.ParseUint(c.hex(dark)[1:], 16, 32) // a constant table's
	return color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 255}
}

// canvas is what the shapes of a drawing are filled on.
type canvas struct {
	img   *image.RGBA
	shift int // of the drawing's origin, in pixels
}

// ink draws all of one ink, in the order in which SVG has it.
func (c *canvas) ink(k *ink, col color.NRGBA, face font.Face) {
	opacity := [kinds]uint8{lightShade: 77, mediumShade: 128, darkShade: 191}
	for i := range k.paths {
		shade, shapes := col, k.paths[i].shapes
		shade.A = cmp.Or(opacity[i], col.A)
		switch kind(i) {
		case dots:
			const dot = 2.4
			for _, p := range shapes {
				c.shape([][]point{circle(p[0], dot)}, col)
			}
		case solid, dashes:
			for _, p := range shapes {
				c.line(p[0], p[len(p)-1], kind(i) == dashes, col)
			}
		default:
			c.fill(shapes, shade)
		}
	}
	for i := range k.words {
		c.word(&k.words[i], col, face)
	}
}

func (c *canvas) word(t *word, col color.NRGBA, face font.Face) {
	pen := font.Drawer{Dst: c.img, Src: image.NewUniform(col), Face: face}
	for i, x := range t.cells {
		if x.Rune == 0 {
			continue
		}
		advance, _ := face.GlyphAdvance(x.Rune)
		room := fixed.I(cell.RuneWidth(x.Rune) * cellWidth * scale)
		pen.Dot = fixed.P(c.shift+(t.x+i)*cellWidth*scale, c.shift+(t.y*CellHeight+baseline)*scale)
		pen.Dot.X += (room - advance) / 2
		pen.DrawString(string(x.Rune))
	}
}

// fill fills shapes. Those that lie within the one before are cut out of it.
func (c *canvas) fill(shapes [][]point, col color.NRGBA) {
	var group [][]point
	flush := func() {
		c.shape(group, col)
		group = group[:0]
	}
	for _, p := range shapes {
		if len(group) > 0 && !within(p[0], group[0]) {
			flush()
		}
		group = append(group, p)
	}
	flush()
}

// box is the least rectangle around some points.
func box(points []point) (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range points {
		x0, y0, x1, y1 = min(x0, p.x), min(y0, p.y), max(x1, p.x), max(y1, p.y)
	}
	return x0, y0, x1, y1
}

// within tells whether a point lies within the rectangle around others, and not on
// its edge.
func within(p point, points []point) bool {
	x0, y0, x1, y1 := box(points)
	return p.x > x0 && p.x < x1 && p.y > y0 && p.y < y1
}

// shape fills a shape from which the further ones are cut out.
func (c *canvas) shape(shapes [][]point, col color.NRGBA) {
	if len(shapes) == 0 {
		return
	}
	x0, y0, x1, y1 := box(shapes[0])
	left, top := int(math.Floor(x0*scale)), int(math.Floor(y0*scale))
	w, h := int(math.Ceil(x1*scale))-left, int(math.Ceil(y1*scale))-top
	if w <= 0 || h <= 0 {
		return
	}
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	for i, s := range shapes {
		r := vector.NewRasterizer(w, h)
		for j, p := range s {
			x, y := float32(p.x*scale-float64(left)), float32(p.y*scale-float64(top))
			if j == 0 {
				r.MoveTo(x, y)
			} else {
				r.LineTo(x, y)
			}
		}
		r.ClosePath()
		one := image.NewAlpha(mask.Rect)
		r.Draw(one, one.Rect, image.Opaque, image.Point{})
		for k, a := range one.Pix {
			if i == 0 {
				mask.Pix[k] = a
			} else {
				mask.Pix[k] -= min(a, mask.Pix[k])
			}
		}
	}
	at := image.Pt(c.shift+left, c.shift+top)
	draw.DrawMask(c.img, mask.Rect.Add(at), image.NewUniform(col), image.Point{}, mask, image.Point{}, draw.Over)
}

// line draws a line with round ends, whole or in dashes.
func (c *canvas) line(a, b point, dashed bool, col color.NRGBA) {
	length := math.Hypot(b.x-a.x, b.y-a.y)
	on, off := length, 0.0
	if dashed {
		on, off = dashOn, dashOff
	}
	at := func(d float64) point { return point{a.x + (b.x-a.x)*d/length, a.y + (b.y-a.y)*d/length} }
	const radius = strokeUnits / 2
	for d := 0.0; d < length; d += on + off {
		p, q := at(d), at(min(d+on, length))
		nx, ny := -(b.y-a.y)/length*radius, (b.x-a.x)/length*radius
		c.shape([][]point{{{p.x + nx, p.y + ny}, {q.x + nx, q.y + ny}, {q.x - nx, q.y - ny}, {p.x - nx, p.y - ny}}}, col)
		c.shape([][]point{circle(p, radius)}, col)
		c.shape([][]point{circle(q, radius)}, col)
	}
}

// arcPieces is how many straight pieces a half circle is drawn in.
const arcPieces = 16

func circle(m point, radius float64) []point {
	left, right := point{m.x - radius, m.y}, point{m.x + radius, m.y}
	return append(arc(left, right), arc(right, left)...)
}

// arc is the half circle from one point to another, clockwise.
func arc(from, to point) []point {
	mx, my, radius := (from.x+to.x)/2, (from.y+to.y)/2, math.Hypot(to.x-from.x, to.y-from.y)/2
	start := math.Atan2(from.y-my, from.x-mx)
	out := make([]point, 0, arcPieces)
	for i := 1; i <= arcPieces; i++ {
		a := start + math.Pi*float64(i)/arcPieces
		out = append(out, point{mx + radius*math.Cos(a), my + radius*math.Sin(a)})
	}
	return out
}
