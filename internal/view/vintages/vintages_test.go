package vintages_test

import (
	"reflect"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/listing"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
	"allyscope/internal/view"
	"allyscope/internal/view/vintages"
)

func of(tb testing.TB, words string, c ally.Code) vintages.Shown {
	tb.Helper()
	ds := frozen.Data(tb)
	a := frozen.Answer(tb, ds, words)
	l, err := vintages.Ask(ds, a, c)
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// text returns what a terminal without colour shows.
func text(g *cell.Grid, glyphs terminal.Glyphs) string {
	return terminal.NewWriter(terminal.Look{Glyphs: glyphs}).String(bare(g))
}

// bare returns the grid without roles.
func bare(g *cell.Grid) *cell.Grid {
	out := cell.New(g.Width(), g.Height())
	for y := range g.Height() {
		for x, c := range g.Row(y) {
			out.Put(x, y, cell.Cell{Rune: c.Rune})
		}
	}
	return out
}

func TestDrawing(t *testing.T) {
	kept := golden.Open(t, "vintages")
	for _, c := range []struct {
		name, words string
		code        ally.Code
		sizes       []string
	}{
		{"nor-2024", "2024 2%", "NOR", []string{"80x18", "120x34", "40x7", "20x3"}},
		{"usa-2024", "2024 2% edition:2025-08", "USA", []string{"80x18", "120x34"}},
		{"usa-2016", "2016 2%", "USA", []string{"80x18"}},
		{"deu-2025", "2025", "DEU", []string{"80x18", "120x34"}},
		{"hrv-constant", "2016 usd-constant", "HRV", []string{"80x18"}},
		{"hrv-national", "2016 national", "HRV", []string{"80x18"}},
		{"isl-2024", "2024 2%", "ISL", []string{"80x18"}},
	} {
		l := of(t, c.words, c.code)
		for _, size := range c.sizes {
			w, h := sizeOf(t, size)
			g := cell.New(w, h)
			l.Draw(g, view.State{Ink: chart.Braille})
			kept.Check(t, c.name+" "+size, text(g, terminal.Braille))
			l.Draw(g, view.State{Ink: chart.ASCII})
			plain := text(g, terminal.ASCII)
			kept.Check(t, c.name+" "+size+" ascii", plain)
			if strings.Contains(plain, "?") {
				t.Errorf("%s %s: something has no form in ASCII:\n%s", c.name, size, plain)
			}
		}
	}
}

func sizeOf(t *testing.T, s string) (w, h int) {
	t.Helper()
	for i, part := range strings.Split(s, "x") {
		n := 0
		for _, r := range part {
			n = 10*n + int(r-'0')
		}
		if i == 0 {
			w = n
		} else {
			h = n
		}
	}
	return w, h
}

// The query's edition is marked at every size.
func TestTheOneOnShowIsMarked(t *testing.T) {
	l := of(t, "2024 2% edition:2024-06", "USA")
	for _, size := range [][2]int{{120, 34}, {80, 18}, {60, 12}, {40, 7}, {30, 4}, {20, 3}, {20, 2}} {
		g := cell.New(size[0], size[1])
		l.Draw(g, view.State{Ink: chart.Braille})
		found := false
		for line := range strings.SplitSeq(text(g, terminal.Braille), "\n") {
			found = found || strings.HasPrefix(line, "▌2024-06") && strings.Contains(line, "3.38e")
		}
		if !found {
			t.Errorf("%v does not mark the edition on show:\n%s", size, text(g, terminal.Braille))
		}
	}
}

func TestItFitsEverySize(t *testing.T) {
	for _, c := range []struct {
		words string
		code  ally.Code
	}{
		{"2024 2%", "NOR"}, {"2014", "USA"}, {"2024 5%", "POL"}, {"2024 2%", "ISL"}, {"2026 usd", "USA"},
		{"2016 national", "HRV"}, {"2020 gdp-per-capita", "DEU"}, {"2015 2% nordic members:now", "MNE"},
	} {
		l := of(t, c.words, c.code)
		for w := 0; w <= 255; w += 1 + w/12 {
			for h := 0; h <= 255; h += 1 + h/6 {
				l.Draw(cell.New(w, h), view.State{Ink: chart.Ink(w % chart.Inks)})
			}
		}
		l.Draw(cell.New(255, 255), view.State{Ink: chart.ASCII})
	}
}

// The document of the page is what the command for the same figures writes, also for a group.
func TestTheDocumentIsThatOfTheCommand(t *testing.T) {
	ds := frozen.Data(t)
	for _, words := range []string{"2024 2%", "2016 nordic", "2015 usd-constant"} {
		shown := of(t, words+" edition:2024-06", "NOR")
		b, err := analysis.VintagesFor(ds, frozen.Query(t, ds, words+" NOR"))
		if err != nil {
			t.Fatal(err)
		}
		d, want := shown.Document(), listing.Editions(b)
		if d.Title != want.Title || d.Sentence != want.Sentence || d.Citation != want.Citation || !reflect.DeepEqual(d.Tables[0].Rows, want.Tables[0].Rows) {
			t.Errorf("%s: %q, %q, %v, want %q, %q, %v", words, d.Title, d.Sentence, d.Tables[0].Rows, want.Title, want.Sentence, want.Tables[0].Rows)
		}
		if h := shown.Head(); h.Edition.ID != "2024-06" || h.Sentence != d.Sentence {
			t.Errorf("%s: the page is of %s and says %q", words, h.Edition.ID, h.Sentence)
		}
	}
}
