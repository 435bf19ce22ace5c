package multiples_test

import (
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/view/multiples"
)

func TestGoldens(t *testing.T) { viewtest.YearsGoldens(t, viewtest.New(multiples.Spec()), "grid") }

// No size, query or ink makes it fail, and the focused ally is always visible.
func TestSweep(t *testing.T) { viewtest.YearsSweep(t, viewtest.New(multiples.Spec())()) }

// The legend names the line of the level and the shade of estimates only if they are drawn.
func TestTheLegendNamesWhatIsDrawn(t *testing.T) {
	ds := viewtest.Data(t)
	for _, text := range []string{"2024 2%", "2026", "source:sipri 2%"} {
		s := viewtest.Scene(t, ds, text, "NOR", chart.Braille)
		for w := 20; w <= 160; w += 20 {
			for h := 4; h < 40; h++ {
				out := strings.Split(viewtest.Text(viewtest.Draw(viewtest.New(multiples.Spec())(), s, w, h), chart.Braille), "\n")
				boxes, legend := strings.Join(out[:h-2], "\n"), out[h-1]
				if strings.Contains(legend, "▒") && !strings.Contains(boxes, "▒") {
					t.Errorf("%s at %dx%d: no estimate is shaded\n%s\n%s", text, w, h, boxes, legend)
				}
				if strings.Contains(legend, "──") && !strings.ContainsAny(boxes, "─▁⠒⠤⣀⠉") {
					t.Errorf("%s at %dx%d: no box has the line\n%s\n%s", text, w, h, boxes, legend)
				}
			}
		}
	}
}

func TestPointingReadsWhatStandsThere(t *testing.T) {
	ds := viewtest.Data(t)
	for _, size := range [][2]int{{120, 34}, {160, 44}, {80, 18}, {40, 7}} {
		s := viewtest.Scene(t, ds, "2024 2%", "NOR", chart.Braille)
		cells := viewtest.YearsRead(t, viewtest.New(multiples.Spec())(), s, size[0], size[1])
		if n := len(cells["NOR"]); n != int(s.Answer.Last-s.Answer.First)+1 {
			t.Errorf("%v: %d years of Norway can be pointed at", size, n)
		}
	}
	s := viewtest.Scene(t, ds, "2024 2%", "NOR", chart.Braille)
	v := viewtest.New(multiples.Spec())()
	v.Draw(cell.New(120, 34), s)
	if hit := viewtest.At(v, 101, 5); hit != (viewtest.Hit{Code: "NOR", Text: "Norway 2024: 2.16 % of GDP, 0.16 pp above 2 %"}) {
		t.Errorf("on a header: %+v", hit)
	}
	if hit := viewtest.At(v, 101, 7); hit != (viewtest.Hit{Code: "NOR", Year: 2014, Text: "Norway 2014: 1.50 % of GDP, 0.50 pp below 2 %"}) {
		t.Errorf("in a picture: %+v", hit)
	}
	if hit := viewtest.At(v, 101, 33); hit != (viewtest.Hit{}) {
		t.Errorf("on the legend: %+v", hit)
	}
}

// A box in euros does not show the year's figure in another currency.
func TestABoxHasOneCurrency(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "national edition:2016-01 2012", "EST", chart.Braille)
	text := viewtest.Text(viewtest.Draw(viewtest.New(multiples.Spec())(), s, 120, 30), chart.Braille)
	if !strings.Contains(text, "in LTL") || strings.Contains(text, "870") || !strings.Contains(text, "340") {
		t.Errorf("drawn:\n%s", text)
	}
}

func TestMovingInTwoDimensions(t *testing.T) {
	ds := viewtest.Data(t)
	s := viewtest.Scene(t, ds, "2024 2%", "NOR", chart.Braille)
	v := viewtest.New(multiples.Spec())()
	v.Draw(cell.New(120, 34), s) // six boxes a line; Norway is the sixth of the second line
	for _, c := range []struct {
		from   ally.Code
		dx, dy int
		want   ally.Code
	}{
		{"NOR", 0, 0, "NOR"}, {"NOR", -1, 0, "ROU"}, {"NOR", 1, 0, "FIN"}, {"NOR", 0, -1, "GRC"}, {"NOR", 0, 1, "CZE"},
		{"NOR", 0, -9, "GRC"}, {"POL", -1, 0, "POL"}, {"ISL", 1, 0, "ISL"}, {"ISL", 0, 1, "ISL"}, {"POL", 0, 99, "BEL"},
		{"LUX", 0, 1, "ISL"}, {"", 1, 0, "EST"},
	} {
		s.Focus = c.from
		if to, ok := v.Move(s, c.dx, c.dy); !ok || to != c.want {
			t.Errorf("%s %+d%+d: %s %v, want %s", c.from, c.dx, c.dy, to, ok, c.want)
		}
	}
}

// The number of bytes sent to a terminal of 120x40.
func TestBytes(t *testing.T) {
	viewtest.YearsCost(t, viewtest.New(multiples.Spec()), 1500, 150, "left", "left", "right", "left", "down", "down", "up", "j", "j", "k")
}

func BenchmarkDraw(b *testing.B) { viewtest.Bench(b, viewtest.New(multiples.Spec()), "2024 2%") }
