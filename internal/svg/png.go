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

// scale is the number of pixels per unit of the picture, so that text is sharp on a slide, too.
const scale = 2

// WritePNG writes the grid as a PNG file, with an embedded font so that it is the same on every
// machine. The error is the writer's.
func WritePNG(w io.Writer, g *cell.Grid, dark bool) error {
	const margin = cellWidth
	d := gather(g)
	size := image.Rect(0, 0, scale*(g.Width()*cellWidth+2*margin), scale*(g.Height()*CellHeight+2*margin))
	c := &canvas{img: image.NewRGBA(size), shift: margin * scale}
	draw.Draw(c.img, size, image.NewUniform(paper.rgb(dark)), image.Point{}, draw.Src)
	for ground := range colours {
		c.fill(&d.grounds[ground], ground.rgb(dark))
	}
	var faces [2]font.Face
	for i, ttf := range [...][]byte{gomono.TTF, gomonobold.TTF} {
		f, _ := opentype.Parse(ttf) // the library's own fonts are valid
		faces[i], _ = opentype.NewFace(f, &opentype.FaceOptions{Size: fontSize * scale, DPI: 72})
	}
	opacity := [kinds]uint8{lightShade: 77, mediumShade: 128, darkShade: 191}
	for i := range d.inks {
		k, col := &d.inks[i], colour(i/2).rgb(dark)
		for kind := range k.paths {
			shade := col
			shade.A = cmp.Or(opacity[kind], col.A)
			c.fill(&k.paths[kind], shade)
		}
		for w := range k.words {
			c.word(&k.words[w], col, faces[i%2])
		}
	}
	return png.Encode(w, c.img)
}

func (c colour) rgb(dark bool) color.NRGBA {
	n, _ := strconv.ParseUint(c.hex(dark)[1:], 16, 32) // the palette is valid
	return color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 255}
}

type canvas struct {
	img   *image.RGBA
	shift int // of the drawing's origin, in pixels
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

func (c *canvas) fill(p *path, col color.NRGBA) {
	for _, shape := range p.shapes {
		x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
		for _, p := range shape[0] { // holes lie within the outline
			x0, y0, x1, y1 = min(x0, p.x), min(y0, p.y), max(x1, p.x), max(y1, p.y)
		}
		left, top := int(math.Floor(x0*scale)), int(math.Floor(y0*scale))
		r := vector.NewRasterizer(int(math.Ceil(x1*scale))-left, int(math.Ceil(y1*scale))-top)
		for _, points := range shape {
			for i, p := range points {
				x, y := float32(p.x*scale-float64(left)), float32(p.y*scale-float64(top))
				if i == 0 {
					r.MoveTo(x, y)
				} else {
					r.LineTo(x, y)
				}
			}
			r.ClosePath()
		}
		mask := image.NewAlpha(r.Bounds())
		r.Draw(mask, mask.Rect, image.Opaque, image.Point{})
		at := mask.Rect.Add(image.Pt(c.shift+left, c.shift+top))
		draw.DrawMask(c.img, at, image.NewUniform(col), image.Point{}, mask, image.Point{}, draw.Over)
	}
}
