package viewtest

import (
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/tui/onview"
)

// Bench measures drawing a view at 100x30: for the first time, again, and after a change of the
// focused ally or of the year.
func Bench(b *testing.B, fresh func() *onview.View, queries ...string) {
	b.Helper()
	ds := Data(b)
	for _, text := range queries {
		s := Scene(b, ds, text, "NOR", chart.Braille)
		g := cell.New(100, 30)
		b.Run("anew "+text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g.Clear()
				fresh().Draw(g, s)
			}
		})
		other := s
		other.Focus = "DEU"
		between(b, "same "+text, fresh(), g, s, s)
		between(b, "focus "+text, fresh(), g, s, other)
		between(b, "year "+text, fresh(), g, s, In(b, s, 2020))
	}
}

// between measures drawing the scenes in turn.
func between(b *testing.B, name string, v *onview.View, g *cell.Grid, scenes ...onview.Scene) {
	b.Helper()
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			g.Clear()
			v.Draw(g, scenes[i%len(scenes)])
			i++
		}
	})
}
