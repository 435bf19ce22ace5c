// Package viewtest holds what the tests of the explorer's views have in common: scenes, grids as
// text, goldens over sizes and inks, sweeps over sizes, and an explorer with a single view that
// counts what a key sends. It is for tests only.
//
// It knows no particular view: queries, goldens and budgets are in the tests of each view.
package viewtest

import (
	"testing"

	"github.com/charmbracelet/x/ansi"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui/onview"
	"allyscope/internal/view"
)

// Data returns the data set for the tests of views.
func Data(tb testing.TB) *dataset.Dataset {
	tb.Helper()
	return frozen.Data(tb)
}

// Scene returns what the explorer would hand a view for a query.
func Scene(tb testing.TB, ds *dataset.Dataset, text string, focus ally.Code, ink chart.Ink) onview.Scene {
	tb.Helper()
	return Ask(tb, onview.Scene{Data: ds, State: view.State{Focus: focus, Ink: ink}}, frozen.Query(tb, ds, text))
}

// Ask returns the scene with the answer to another query.
func Ask(tb testing.TB, s onview.Scene, q query.Query) onview.Scene {
	tb.Helper()
	a, err := analysis.RankingFor(s.Data, q)
	if err != nil {
		tb.Fatalf("%s: %v", q, err)
	}
	s.Answer = a
	return s
}

// In returns the scene in another year.
func In(tb testing.TB, s onview.Scene, y figure.Year) onview.Scene {
	tb.Helper()
	q := s.Answer.Query
	q.Year = y
	return Ask(tb, s, q)
}

// Draw returns a new grid on which the view has drawn the scene.
func Draw(v *onview.View, s onview.Scene, w, h int) *cell.Grid {
	g := cell.New(w, h)
	v.Draw(g, s)
	return g
}

// Text returns a grid as plain text, without colours and attributes.
func Text(g *cell.Grid, ink chart.Ink) string {
	glyphs := [...]terminal.Glyphs{chart.Braille: terminal.Braille, chart.Blocks: terminal.Blocks, chart.ASCII: terminal.ASCII}
	return ansi.Strip(terminal.NewWriter(terminal.Look{Glyphs: glyphs[ink]}).String(g))
}

// New returns a function that makes new views.
func New(spec view.Spec) func() *onview.View {
	return func() *onview.View { return &onview.View{Spec: spec} }
}

// Hit is the hit at a cell of a view, with typed fields.
type Hit struct {
	Code ally.Code
	Year figure.Year
	Text string
	Ask  string
	Mark bool
}

// At returns the hit at a cell of a view that has been drawn.
func At(v *onview.View, x, y int) Hit {
	hit, text := v.At(x, y)
	return Hit{Code: ally.Code(hit.Code), Year: figure.Year(hit.Year), Text: text, Ask: hit.Ask, Mark: hit.Mark}
}
