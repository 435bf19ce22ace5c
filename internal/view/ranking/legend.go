package ranking

import (
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/format"
	"allyscope/internal/plot"
)

// Legend explains in one line what the pictures and marks of the list mean; what does
// not fit is left out, the most needed last.
func Legend(g *cell.Grid, a *analysis.Answer) {
	type part struct {
		mark  string
		role  cell.Role
		words string
	}
	parts := []part{{"▂▅", cell.BarBelow, "year by year, each line to its own greatest"}}
	if plot.SparkOf(&a.Header, false).Fold > 0 {
		level := format.Percent(a.Level.Value)
		parts = []part{
			{"▂▅", cell.BarBelow, "on the way to " + level}, {"█", cell.BarMeets, "met"},
			{"▃", cell.BarOver, "above, from the bottom again"}, {"≈", cell.Edge, "knife-edge"},
		}
	}
	parts = append(parts, part{"e", cell.Estimate, "estimate"}, part{"–", cell.Unknown, "not a member then"})
	x := 1
	for _, p := range parts {
		if x+cell.Width(p.mark)+1+cell.Width(p.words) > g.Width() {
			return
		}
		x = g.Text(x, 0, p.mark, p.role)
		x = g.Text(x+1, 0, p.words, cell.Faint) + 2
	}
}
