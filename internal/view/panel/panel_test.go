package panel_test

import (
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/view/panel"
)

func subject(tb testing.TB, text string) panel.Subject {
	tb.Helper()
	ds := frozen.Data(tb)
	a := frozen.Answer(tb, ds, text)
	s := panel.Subject{Data: ds, Answer: a, Code: a.Query.Focus}
	if p := a.Query.Pins.Codes(); len(p) > 0 {
		s.Code = p[0]
	}
	return s
}

func drawn(s panel.Subject, w, h int) []string {
	g := cell.New(w, h)
	panel.Draw(g, s)
	return text(g)
}

func text(g *cell.Grid) []string {
	out := make([]string, g.Height())
	for y := range out {
		out[y] = strings.TrimRight(cell.Letters(g.Row(y)), " ")
	}
	return out
}

// Next to the list of a terminal of 120 columns every fact fits in one of its forms; none is cut.
func TestNoFactIsCutOff(t *testing.T) {
	for _, question := range []string{"2026 3.5% LTU", "2022 2% TUR", "2022 usd-constant USA", "2024 national HUN", "2024 gdp USA", "2024 2% GBR"} {
		for w := 57; w < 90; w++ {
			for _, line := range drawn(subject(t, question), w, 36) {
				if strings.Contains(line, "…") {
					t.Errorf("%s, %d columns: %q", question, w, line)
				}
			}
		}
	}
}

func TestThePanelSaysWhoHowMuchAndWhat(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"2026 3.5% LTU", []string{"Lithuania", "LTU · ally since 2004 · 1st of 31 in 2026", "5.33e % of GDP", "● 1.83 pp above 3.5 %", "Europe+Can", "EUR"}},
		// The place is among all allies, even if fewer are listed or judged.
		{"nordic 2024 2% NOR", []string{"NOR · ally since 1949 · 12th of all 31 in 2024"}},
		{"2024 2% filter:nor NOR", []string{"12th of 31 in 2024"}},
		{"5% filter:nor NOR", []string{"8th of 31 in 2026"}},
		{"2024 2% DEU", []string{"2.00 % of GDP", "≈ at 2 %, on the knife-edge"}},
		{"2024 2% CZE", []string{"≈ 0.01 pp below 2 %, on the knife-edge"}},
		{"2024 2% ESP", []string{"○ 0.58 pp below 2 %", "US$ 9.9 bn more a year", "EUR", "(current prices)"}},
		{"2014 2% FIN", []string{"not a member"}},
		// An ally is not judged by a pledge for years before it joined.
		{"2019 usd SWE", []string{"– 22.95 % of expenditure not a member then"}},
		{"2026 5% POL", []string{"5 % is not measurable"}},
		{"2024 2% ISL", []string{"Iceland", "no armed forces"}},
		{"2025 2% DEU edition:2025-08", []string{"Germany"}},
		{"usd 2024 FRA", []string{"France"}},
		{"national 2024 NOR", []string{"116,326 NOK m, current prices"}},
		{"equipment 2024 20% NOR", []string{"Share of GDP"}},
		{"source:sipri 1960 2% USA", []string{"United States"}},
	} {
		all := strings.Join(drawn(subject(t, c.text), 70, 34), "\n")
		for _, want := range c.want {
			if !strings.Contains(all, want) {
				t.Errorf("%q: no %q in\n%s", c.text, want, all)
			}
		}
	}
}

// A missing fact leaves a blank line at the bottom, so that the chart stays in place from year to
// year and from ally to ally.
func TestTheChartStaysWhereItIs(t *testing.T) {
	floor := func(text string) int {
		for y, l := range drawn(subject(t, text), 70, 34) {
			if strings.Contains(l, "└") {
				return y
			}
		}
		return -1
	}
	want := floor("2014 2% NOR")
	for _, text := range []string{"2019 2% NOR", "2026 2% NOR", "2026 5% NOR", "2024 2% FIN", "2014 2% FIN", "2024 2% USA"} {
		if got := floor(text); got != want || got < 0 {
			t.Errorf("%q: the axis is on line %d, want %d", text, got, want)
		}
	}
}

func TestThePanelFitsEverySize(t *testing.T) {
	for _, text := range []string{"2024 2% ESP", "usd USA", "2024 2% ISL", "source:sipri 2% USA", "personnel TUR"} {
		s := subject(t, text)
		for _, ink := range []chart.Ink{chart.Braille, chart.Blocks, chart.ASCII} {
			s.Ink = ink
			for w := range 100 {
				for _, h := range []int{0, 1, 3, 4, 5, 8, 9, 12, 16, 20, 34, 60} {
					outer := cell.New(w+2, h+2)
					panel.Draw(outer.Window(1, 1, w, h), s)
					for y := range h + 2 {
						for x, c := range outer.Row(y) {
							if inside := x > 0 && x <= w && y > 0 && y <= h; !inside && c.Rune != ' ' {
								t.Fatalf("%q, %dx%d: %q outside at %d,%d", text, w, h, c.Rune, x, y)
							}
						}
					}
				}
			}
		}
	}
}

// Nothing is left of an earlier drawing of another year or ally.
func TestThePanelIsThatOfItsSubject(t *testing.T) {
	g := cell.New(70, 34)
	panel.Draw(g, subject(t, "2024 2% NOR"))
	g.Clear()
	panel.Draw(g, subject(t, "2019 2% SWE"))
	got, want := text(g), drawn(subject(t, "2019 2% SWE"), 70, 34)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the panel shows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A figure that is not judged has no mark and no room for one, so its unit is complete.
func TestNoRoomIsKeptForAMarkThatIsNotThere(t *testing.T) {
	s := subject(t, "pay 2026 POL")
	want := drawn(s, 80, 20)[1]
	if got := drawn(s, cell.Width(want)+2, 20)[1]; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
