package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"allyscope/internal/cell"
	"allyscope/internal/testing/golden"
)

func picture(t testing.TB, g *cell.Grid, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, g, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sample returns a grid with a bit of everything that views draw.
func sample() *cell.Grid {
	g := cell.New(34, 7)
	g.Text(0, 0, " allyscope ", cell.Brand)
	g.Text(12, 0, "a < b & \"c\"", cell.Strong)
	g.Text(0, 1, "▌Türkiye", cell.Selection)
	g.Text(9, 1, "▁▂▃▄▅▆▇█ ▃", cell.BarOver)
	g.Text(20, 1, "▃▃▃", cell.BarBelow)
	g.Text(24, 1, "● 2.09e", cell.Meets)
	g.Text(0, 2, "━━ 2 % ━━━", cell.Target)
	g.Text(12, 2, "┤└┬┼┌╌╌┄╋╬═", cell.Axis)
	g.Text(0, 3, "⣀⡠⠔⠒⠉ ⣿", cell.Series1)
	g.Text(8, 3, "░░▒▒▓▓", cell.Below)
	g.Text(15, 3, "▐▌▘▝▖▗▚▞▛▜▙▟▀▔", cell.Series2)
	g.Text(0, 4, "○◐•◆■▲▼▾▸◂▶◀", cell.Pin)
	g.Text(14, 4, "日本", cell.Plain)
	g.Text(0, 5, "Trend", cell.Heading, cell.Underline)
	g.Text(8, 5, "both ways", cell.Meets, cell.Reverse)
	g.Text(0, 6, "over", cell.Warning, cell.Bold)
	return g
}

func TestGoldens(t *testing.T) {
	kept := golden.Open(t, "svg")
	o := Options{Title: "A sample", Description: "In 2024, 18 of 31 \"met\" 2 % & more."}
	kept.Check(t, "light", picture(t, sample(), o))
	o.Dark = true
	kept.Check(t, "dark", picture(t, sample(), o))
	o = Options{Inline: true}
	kept.Check(t, "inline", picture(t, sample().Window(0, 0, 12, 2), o))
}

// everything returns a grid with every character that is drawn as a shape, and some that are
// not.
func everything() *cell.Grid {
	var all []rune
	for r := rune(0x2500); r <= 0x259f; r++ {
		all = append(all, r)
	}
	for r := rune(0x2801); r <= 0x28ff; r += 7 {
		all = append(all, r)
	}
	all = append(all, []rune(marks+"Aé−·≈↑…\u0001\ufffe")...)
	g := cell.New(41, len(all)/20+2)
	for i, r := range all {
		g.Put(1+i%20*2, i/20, cell.Cell{Rune: r, Role: cell.Role(i % cell.Roles), Attr: cell.Attr(i % 2)})
	}
	return g
}

var (
	rectangle = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v(\d+)h-\d+z`)
	start     = regexp.MustCompile(`M([\d.]+) ([\d.]+)`)
)

// covered returns the cells that a picture draws in.
func covered(t *testing.T, picture string) map[[2]int]bool {
	t.Helper()
	out := map[[2]int]bool{}
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	at := func(x, y float64) [2]int { return [2]int{int(x / cellWidth), int(y / CellHeight)} }
	d := xml.NewDecoder(strings.NewReader(picture))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attr := map[string]string{}
		for _, a := range e.Attr {
			attr[a.Name.Local] = a.Value
		}
		switch {
		case e.Name.Local == "text":
			first, n := at(number(attr["x"]), number(attr["y"])), 1
			if attr["textLength"] != "" {
				n = int(number(attr["textLength"])) / cellWidth
			}
			for i := range n {
				out[[2]int{first[0] + i, first[1]}] = true
			}
		case e.Name.Local == "path" && attr["shape-rendering"] != "":
			for _, m := range rectangle.FindAllStringSubmatch(attr["d"], -1) {
				x, y, w, h := number(m[1]), number(m[2]), number(m[3]), number(m[4])
				for cx := x; cx < x+w; cx++ {
					out[at(cx, y)] = true
					out[at(cx, y+h-1)] = true
				}
			}
		case e.Name.Local == "path":
			for _, m := range start.FindAllStringSubmatch(attr["d"], -1) {
				out[at(number(m[1]), number(m[2]))] = true
			}
		}
	}
}

// Every cell that is not blank is drawn, and nothing is drawn in others.
func TestEveryCellIsThere(t *testing.T) {
	for name, g := range map[string]*cell.Grid{"everything": everything(), "sample": sample()} {
		got := covered(t, picture(t, g, Options{Title: name, Description: "d"}))
		for y := range g.Height() {
			for x := range g.Width() {
				c := g.At(x, y)
				want := c.Rune != ' ' || newStyles()[c.Role][c.Attr].bg != paper || c.Attr&cell.Underline != 0
				if got[[2]int{x, y}] != want {
					t.Errorf("%s: %q at %d, %d: drawn %v, want %v", name, c.Rune, x, y, !want, want)
				}
			}
		}
	}
}

func TestWellFormed(t *testing.T) {
	for _, g := range []*cell.Grid{cell.New(0, 0), cell.New(3, 2), sample(), everything()} {
		o := Options{Title: "a <b> & \x00 \"c\" \xff", Description: "Türkiye"}
		got := picture(t, g, o)
		covered(t, got)
		if !utf8.ValidString(got) || strings.Contains(got, "\x00") {
			t.Error("holds what XML cannot")
		}
		for _, s := range []string{`role="img"`, "<title>a &lt;b&gt; &amp; ", "<desc>Türkiye</desc>"} {
			if !strings.Contains(got, s) {
				t.Errorf("lacks %s", s)
			}
		}
		for _, s := range []string{"href", "url(", "<script", "<style", "@font-face"} {
			if strings.Contains(got, s) {
				t.Errorf("has %s: a picture needs nothing from elsewhere", s)
			}
		}
		if got != picture(t, g, o) {
			t.Error("the same grid gave other bytes")
		}
	}
}

// A wide character takes both its cells, and half of one takes only one.
func TestWideRunes(t *testing.T) {
	g := cell.New(5, 1)
	g.Text(0, 0, "日x", cell.Plain)
	if got := picture(t, g, Options{}); !strings.Contains(got, `<text x="0" y="15" textLength="30" lengthAdjust="spacingAndGlyphs">日x</text>`) {
		t.Error(got)
	}
}

// luminance returns the relative luminance of WCAG 2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	v, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(c uint64) float64 {
		x := float64(c&0xff) / 255
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(v>>16) + 0.7152*part(v>>8) + 0.0722*part(v)
}

// Text and shapes have enough contrast with the page.
func TestContrast(t *testing.T) {
	for i := range colours {
		for _, dark := range []bool{false, true} {
			c, least := i, 4.5
			switch palette[c].name {
			case "paper", "pale", "warm", "high1", "high2", "high3":
				continue // backgrounds are tested below
			case "line":
				least = 3
			case "grey":
				least = 2.2 // areas below the level: only their height matters, and they differ clearly from those above
			}
			a, b := luminance(t, c.hex(dark)), luminance(t, paper.hex(dark))
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < least {
				t.Errorf("%s, dark %v: contrast %.2f, want at least %.1f", c.class(), dark, ratio, least)
			}
		}
	}
}

// Text on a background of its own has enough contrast with it.
func TestContrastOnGrounds(t *testing.T) {
	for role, byAttr := range newStyles() {
		s := byAttr[0]
		if s.bg == paper || palette[s.bg].name == "pale" {
			continue
		}
		for _, dark := range []bool{false, true} {
			a, b := luminance(t, s.fg.hex(dark)), luminance(t, s.bg.hex(dark))
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
				t.Errorf("role %d, %s on %s, dark %v: contrast %.2f", role, s.fg.class(), s.bg.class(), dark, ratio)
			}
		}
	}
}

// The style sheet for pages has every colour.
func TestPageStyle(t *testing.T) {
	for i := range colours {
		if !strings.Contains(PageStyle(), "."+i.class()+" {") {
			t.Errorf("lacks %s", i.class())
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriterFails(t *testing.T) {
	if err := Write(broken{}, sample(), Options{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
}
