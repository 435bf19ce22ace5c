// Package contrast measures the contrast of terminal styles, for normal vision and for each kind of
// colour blindness. It is for tests only.
//
// It knows only xterm's palette of sixteen colours; a reader's palette may differ.
package contrast

import (
	"image/color"
	"math"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Light is a colour in linear light: red, green and blue from 0 to 1.
type Light [3]float64

// xterm is a constant table of the sixteen colours of xterm's default palette.
var xterm = [16]uint32{
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
}

// Hex returns the colour 0xRRGGBB in linear light.
func Hex(n uint32) Light {
	var out Light
	for i := range out {
		c := float64(n>>(16-8*i)&0xff) / 255
		if out[i] = c / 12.92; c > 0.04045 {
			out[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return out
}

func lightOf(c color.Color) Light {
	switch c := c.(type) {
	case ansi.BasicColor:
		return Hex(xterm[c])
	case ansi.IndexedColor:
		if c < 16 {
			return Hex(xterm[c])
		}
	}
	r, g, b, _ := c.RGBA()
	return Hex(r>>8<<16 | g>>8<<8 | b>>8)
}

// Deficiencies returns the matrices that simulate the lack of one kind of cone, for [Light.Seen].
// They are those of Machado, Oliveira and Fernandes 2009 for severity 1.
func Deficiencies() map[string][3]Light {
	return map[string][3]Light{
		"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	}
}

// Seen returns the colour as seen with one of the deficiencies.
func (c Light) Seen(by [3]Light) Light {
	var out Light
	for i, row := range by {
		out[i] = min(1, max(0, row[0]*c[0]+row[1]*c[1]+row[2]*c[2]))
	}
	return out
}

func (c Light) luminance() float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

// Ratio returns the contrast ratio of two colours, from 1 to 21, as defined by the Web Content
// Accessibility Guidelines.
func Ratio(a, b Light) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Drawn returns the colours of text and background that a style shows on a terminal whose default
// colours are text and ground. Faint text is mixed with a third of its background.
func Drawn(s lipgloss.Style, text, ground uint32) (fg, bg Light) {
	fg, bg = Hex(text), Hex(ground)
	if c := s.GetForeground(); c != (lipgloss.NoColor{}) {
		fg = lightOf(c)
	}
	if s.GetFaint() { // terminals mix the encoded values, not linear light
		var mixed uint32
		for shift := 0; shift < 24; shift += 8 {
			mixed |= (text>>shift&0xff*2 + ground>>shift&0xff) / 3 << shift
		}
		if fg == Hex(text) {
			fg = Hex(mixed)
		} else {
			for i := range fg {
				fg[i] = math.Pow((2*math.Pow(fg[i], 1/2.2)+math.Pow(bg[i], 1/2.2))/3, 2.2)
			}
		}
	}
	if c := s.GetBackground(); c != (lipgloss.NoColor{}) {
		bg = lightOf(c)
	}
	if s.GetReverse() {
		fg, bg = bg, fg
	}
	return fg, bg
}
