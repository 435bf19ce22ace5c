package sheet_test

import (
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/tui/sheet"
	"allyscope/internal/tui/view"
)

func embedded(tb testing.TB) *dataset.Dataset {
	tb.Helper()
	ds, err := dataset.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	return ds
}

// scene is what the explorer would hand a view for a query.
func scene(tb testing.TB, ds *dataset.Dataset, text string, focus ally.Code, ink chart.Ink) view.Scene {
	tb.Helper()
	q, err := query.Parse(text, &query.Vocabulary{Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs()})
	if err != nil {
		tb.Fatal(err)
	}
	a, err := analysis.For(ds, q)
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	return view.Scene{Data: ds, Answer: a, Focus: focus, Ink: ink}
}

// draw draws a scene with a new view.
func draw(s view.Scene, w, h int) *cell.Grid {
	g := cell.New(w, h)
	sheet.New().Draw(g, s)
	return g
}

// text is a grid as a terminal without colour shows it, and without attributes.
func text(g *cell.Grid, ink chart.Ink) string {
	glyphs := [...]terminal.Glyphs{chart.Braille: terminal.Braille, chart.Blocks: terminal.Blocks, chart.ASCII: terminal.ASCII}
	bare := cell.New(g.Width(), g.Height())
	for y := range g.Height() {
		for x, c := range g.Row(y) {
			bare.Put(x, y, cell.Cell{Rune: c.Rune})
		}
	}
	return terminal.NewWriter(terminal.Look{Glyphs: glyphs[ink]}).String(bare)
}
