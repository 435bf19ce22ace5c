package chart

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// Every mark and every label is tagged with its dot's code, and a dot that is not drawn has no
// tag.
func TestHitsAreWhereDotsAre(t *testing.T) {
	for ink := range Ink(Inks) {
		s := balance(ink)
		s.Dots = append(s.Dots, Dot{XY: XY{math.NaN(), 1}, Code: "NAN"})
		g := s.Draw(100, 28)
		f := s.field(100, 28)
		for _, d := range s.Dots[:len(s.Dots)-1] {
			x, y, _ := f.at(d.XY)
			x += f.x
			if r := g.At(x, y).Rune; r != ink.sign(cursorSign) && r != ink.sign(actualSign) && r != 'e' {
				t.Errorf("%s of %s: %q at %d, %d", d.Code, ink, r, x, y)
			}
			if hit, ok := g.HitAt(x, y); !ok || hit.Code == "NAN" || hit.Code == "" {
				t.Errorf("%s of %s: %v", d.Code, ink, hit)
			}
		}
		for y := range g.Height() {
			row := []rune(strings.Split(text(g), "\n")[y])
			for x := range max(0, len(row)-2) {
				if code := string(row[x : x+3]); slices.ContainsFunc(s.Dots, func(d Dot) bool { return d.Code == code }) {
					if hit, _ := g.HitAt(x+1, y); hit.Code != code {
						t.Errorf("%s: on the letters of %s is %q", ink, code, hit.Code)
					}
				}
			}
			for x := range g.Width() {
				if hit, _ := g.HitAt(x, y); hit.Code == "NAN" {
					t.Errorf("no number stands at %d, %d", x, y)
				}
			}
		}
		small := s.Draw(3, 2)
		if hit, ok := small.HitAt(1, 1); ok {
			t.Errorf("no room, and yet %v", hit)
		}
	}
}

// Thousands of dots are drawn except those under another one, the focus is on top, and dots
// with room around them are labelled.
func TestThousandsOfDots(t *testing.T) {
	s := &Scatter{XScale: Scale{Max: 100}, YScale: Scale{Max: 100}}
	for i := range 3000 {
		code := string([]byte{'A' + byte(i/676), 'A' + byte(i/26%26), 'A' + byte(i%26)})
		s.Dots = append(s.Dots, Dot{XY: XY{float64(1 + i*37%50), float64(i * 53 % 97)}, Code: code, Focus: i == 1234})
	}
	s.Dots[7].XY = XY{99, 50} // alone at the right
	g, f := s.Draw(120, 40), s.field(120, 40)
	for i, d := range s.Dots {
		x, y, _ := f.at(d.XY)
		if c := g.At(x+f.x, y); c.Rune != Braille.sign(actualSign) || i == 1234 && c.Attr == 0 {
			t.Fatalf("%s is %q at %d, %d", d.Code, c.Rune, x, y)
		}
	}
	for i, want := range map[int]bool{7: true, 20: false} {
		if got := strings.Contains(text(g), s.Dots[i].Code); got != want {
			t.Errorf("%s is named: %v", s.Dots[i].Code, got)
		}
	}
}
