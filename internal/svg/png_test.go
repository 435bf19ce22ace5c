package svg

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/sfnt"

	"allyscope/internal/cell"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/views"
)

// pixels writes a grid as PNG and reads it back.
func pixels(t *testing.T, g *cell.Grid, dark bool) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := WritePNG(&b, g, dark); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// at returns the colour in the middle of a cell.
func at(img image.Image, x, y int) color.NRGBA {
	c, _ := color.NRGBAModel.Convert(img.At(scale*(cellWidth+x*cellWidth+cellWidth/2), scale*(cellWidth+y*CellHeight+CellHeight/2))).(color.NRGBA)
	return c
}

// Blocks, marks, backgrounds and lines have their colours in their cells.
func TestPixels(t *testing.T) {
	g := cell.New(8, 3)
	g.Text(0, 0, "█●○", cell.Meets)
	g.Text(4, 0, "  ", cell.Selection)
	g.Text(0, 2, "⠉⠉⠉⠉", cell.Series1)
	g.Stroke(cell.Stroke{X0: 0.25, Y0: 2.5, X1: 3.75, Y1: 2.5, Role: cell.Series1})
	for _, dark := range []bool{false, true} {
		img := pixels(t, g, dark)
		if want := image.Rect(0, 0, scale*100, scale*80); img.Bounds() != want {
			t.Fatalf("%v, want %v", img.Bounds(), want)
		}
		page, met := paper.rgb(dark), newStyles()[cell.Meets][0].fg.rgb(dark)
		for x, want := range []color.NRGBA{met, met, page, page} { // a circle is hollow
			if got := at(img, x, 0); got != want {
				t.Errorf("dark %v, column %d: %v, want %v", dark, x, got, want)
			}
		}
		if at(img, 4, 0) == page {
			t.Error("a ground is not drawn")
		}
		if got, want := at(img, 2, 2), newStyles()[cell.Series1][0].fg.rgb(dark); got != want {
			t.Errorf("dark %v, the line: %v, want %v", dark, got, want)
		}
		if at(img, 6, 2) != page {
			t.Error("a line goes on where it has no dots")
		}
	}
	if got := pixels(t, cell.New(0, 0), false).Bounds(); got.Empty() {
		t.Errorf("nothing is %v", got)
	}
}

// The font has a glyph for every rune that views write and that is not drawn as a shape.
func TestTheFontHasEveryGlyph(t *testing.T) {
	f, err := sfnt.Parse(gomono.TTF)
	if err != nil {
		t.Fatal(err)
	}
	ds := frozen.Data(t)
	for _, v := range views.All() {
		for _, words := range []string{"NOR POL TUR", "equipment 2024 20% LTU", "nordic 2014.. LUX"} {
			q := frozen.Query(t, ds, words)
			q.View = v.ID
			p, err := views.Picture(ds, q, 0, 0)
			if err != nil {
				continue // not every view has every measure
			}
			lacking := ""
			for y := range p.Cells.Height() {
				for _, c := range p.Cells.Row(y) {
					if i, _ := f.GlyphIndex(nil, c.Rune); i == 0 && c.Rune != 0 && !Drawn(c.Rune) && c.Rune != '⠀' {
						lacking += fmt.Sprintf("%c", c.Rune)
					}
				}
			}
			if lacking != "" {
				t.Errorf("%s %s: no glyph for %s", v.ID, words, lacking)
			}
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	ds := frozen.Data(b)
	p, err := views.Picture(ds, frozen.Query(b, ds, "trend NOR POL"), 0, 0)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := WritePNG(&bytes.Buffer{}, p.Cells, false); err != nil {
			b.Fatal(err)
		}
	}
}

// A stroke is drawn as one line, not dot by dot; text over it hides it, and blank cells in it
// are gaps.
func TestALineIsDrawnAsOne(t *testing.T) {
	g := cell.New(12, 1)
	g.Text(0, 0, "⠒⠒⠒ab⠒⠒⠒⠒ ⠒⠒", cell.Series1)
	g.Stroke(cell.Stroke{X0: 0, Y0: 0.5, X1: 12, Y1: 0.5, Role: cell.Series1})
	var b bytes.Buffer
	if err := Write(&b, g.Window(0, 0, 12, 1), Options{}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.Contains(got, `d="M0 10L27.5 10M50 10L`) || strings.Contains(got, "h.01") {
		t.Errorf("%s", got)
	}
	moved := cell.New(14, 3)
	moved.Draw(2, 1, g)
	if s := moved.Strokes(); len(s) != 1 || s[0].X0 != 2 || s[0].Y1 != 1.5 {
		t.Errorf("%+v", s)
	}
	if moved.Clear(); len(moved.Strokes()) != 0 {
		t.Error("a cleared grid has lines")
	}
}

// A wide character is not drawn again in its second cell.
func TestAWideRuneIsDrawnOnce(t *testing.T) {
	both, first := cell.New(3, 1), cell.New(3, 1)
	both.Text(0, 0, "日", cell.Plain)
	first.Put(0, 0, both.At(0, 0))
	var got, want bytes.Buffer
	if err := errors.Join(WritePNG(&got, both, false), WritePNG(&want, first, false)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want.Bytes()) {
		t.Error("the second cell changes the picture")
	}
}
