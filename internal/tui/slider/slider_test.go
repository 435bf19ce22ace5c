package slider_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui/slider"
)

// drawn returns the slider as text. It fails if the slider draws outside its grid.
func drawn(t *testing.T, a *analysis.Answer, w, h int) string {
	t.Helper()
	outer := cell.New(w+2, h+2)
	slider.NewPlan(a, w).Draw(outer.Window(1, 1, w, h), a.Year)
	var out strings.Builder
	for y := range h + 2 {
		for x, c := range outer.Row(y) {
			if inside := x > 0 && x <= w && y > 0 && y <= h; !inside && c.Rune != ' ' {
				t.Errorf("%dx%d: %q outside at %d,%d", w, h, c.Rune, x, y)
			}
			out.WriteRune(c.Rune)
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func TestAYearIsWhereItIsDrawn(t *testing.T) {
	for _, text := range []string{"2% 2024", "usd", "source:sipri 2%", "2016 2% edition:2016-07", "source:sipri 1949..1960 2%"} {
		a := frozen.Answer(t, frozen.Data(t), text)
		for w := range 256 {
			p := slider.NewPlan(a, w)
			last := a.First - 1
			for x := -1; x <= w; x++ {
				year, ok := p.Year(x)
				if year < a.First || year > a.Last {
					t.Fatalf("%q, %d wide: column %d stands for %d", text, w, x, year)
				}
				if !ok {
					continue
				}
				if year != last && year != last+1 {
					t.Fatalf("%q, %d wide: %d comes after %d", text, w, year, last)
				}
				last = year
			}
			if last != a.Last && last >= a.First {
				t.Errorf("%q, %d wide: the last year to click is %d", text, w, last)
			}
			drawn(t, a, w, 2)
			drawn(t, a, w, 3)
			drawn(t, a, w, 5)
			drawn(t, a, w, 6)
		}
	}
}

func TestEveryYearHasItsCount(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "2024 2%")
	text := drawn(t, a, 120, 2)
	for _, want := range []string{"meet 2 %", "2014", "2024", "2025e", "2026e", "17", "30"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q:\n%s", want, text)
		}
	}
	for width, want := range map[int]string{120: " 2024   2025e  2026e", 80: " 2024 ’25e ’26e", 60: " 24  25e 26e"} {
		if text := drawn(t, a, width, 2); !strings.Contains(text, want) {
			t.Errorf("%d wide, no %q:\n%s", width, want, text)
		}
	}
	if text := drawn(t, frozen.Answer(t, frozen.Data(t), "5%"), 120, 2); strings.Contains(text, "meet") || !strings.Contains(text, "years") {
		t.Errorf("what cannot be measured is counted:\n%s", text)
	}
	for _, h := range []int{0, 1} {
		if text := drawn(t, a, 120, h); strings.TrimSpace(text) != "" {
			t.Errorf("a slider of %d lines:\n%s", h, text)
		}
	}
}

// If there is room the bars are up to three rows high with their counts on top, so that they can be
// compared from across a room.
func TestATallSliderIsAPicture(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "2026 2%")
	lines := strings.Split(drawn(t, a, 120, 5), "\n")[1:]
	column := func(x int) string { // from top to bottom
		out := ""
		for _, l := range lines[:5] {
			out += string([]rune(l)[x+1])
		}
		return out
	}
	first := 2 + 12 // the first column of the years, each of which has seven
	if got := column(first + 2); !strings.HasPrefix(got, "  3▃") {
		t.Errorf("in 2014 3 of 27 met it: %q", got)
	}
	if got := column(first + 12*7 + 1); !strings.HasPrefix(got, "3███") {
		t.Errorf("in 2026 30 of 31 do: %q", got)
	}
	if !strings.Contains(lines[4], "2014   2015") || !strings.Contains(lines[3], "meet 2 %") {
		t.Errorf("the years do not stand under their bars: %q", lines)
	}
}

func TestEventsAreNamedWhereThereIsRoom(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "2014 2%")
	if text := drawn(t, a, 160, 3); !strings.Contains(text, "Crimea") || !strings.Contains(text, "The Hague") {
		t.Errorf("no events:\n%s", text)
	}
	p, g := slider.NewPlan(a, 120), cell.New(120, 2)
	p.Draw(g, figure.Year(2022))
	line := ""
	for _, c := range g.Row(1) {
		line += string(c.Rune)
	}
	if !strings.Contains(line, "Invasion") {
		t.Errorf("the settled year's event is not named: %q", line)
	}
	for x, c := range g.Row(1) {
		if year, ok := p.Year(x); ok && c.Rune >= '0' && c.Rune <= '9' && year == 2022 && c.Attr&cell.Underline == 0 {
			t.Error("a year with an event is not underlined")
			break
		}
	}
}

func ExamplePlan_Year() {
	p := slider.NewPlan(&analysis.Answer{Header: analysis.Header{First: 2014, Last: 2026}}, 120)
	fmt.Println(p.Year(0))
	fmt.Println(p.Year(14))
	fmt.Println(p.Year(119))
	// Output:
	// 2014 false
	// 2014 true
	// 2026 false
}
