package path_test

import (
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/tui/path"
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
	path.New().Draw(g, s)
	return g
}

// text is a grid as a terminal without colour shows it.
func text(g *cell.Grid, ink chart.Ink) string {
	return terminal.NewWriter(look(ink)).String(g)
}

func look(ink chart.Ink) terminal.Look {
	glyphs := [...]terminal.Glyphs{chart.Braille: terminal.Braille, chart.Blocks: terminal.Blocks, chart.ASCII: terminal.ASCII}
	return terminal.Look{Glyphs: glyphs[ink], Theme: terminal.Mono}
}

// drawnAs is a scene in a style: "colour", "plain", "ascii" or "blocks".
func drawnAs(t *testing.T, query, focus, style string, w, h int) string {
	s := scene(t, embedded(t), query, ally.Code(focus), chart.Braille)
	l := terminal.Look{Profile: terminal.Colour16}
	switch style {
	case "plain":
		l.Profile = terminal.NoColour
	case "ascii":
		l.Profile, l.Glyphs, s.Ink = terminal.NoColour, terminal.ASCII, chart.ASCII
	case "blocks":
		l.Glyphs, s.Ink = terminal.Blocks, chart.Blocks
	case "zoom":
		s.Zoom = true
	}
	return terminal.NewWriter(l).String(draw(s, w, h))
}
