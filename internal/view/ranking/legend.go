package ranking

import (
	"strconv"

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
		attr  cell.Attr
	}
	parts := []part{{mark: "▂▅", role: cell.BarBelow, words: "year by year, each line to its own greatest"}}
	if plot.SparkOf(&a.Header, false).Fold > 0 {
		level := format.Percent(a.Level.Value)
		parts = []part{
			{mark: "▂▅", role: cell.BarBelow, words: "on the way to " + level}, {mark: "█", role: cell.BarMeets, words: "met"},
			{mark: "▃", role: cell.BarOver, words: "above, from the bottom again"}, {mark: "≈", role: cell.Edge, words: "knife-edge"},
		}
	}
	parts = append(parts, part{mark: "e", role: cell.Estimate, words: "estimate"})
	if len(a.Events) > 0 { // the slider underlines their years, and names that of the year asked about
		parts = append(parts, part{strconv.Itoa(int(a.Events[0].Year)), cell.Faint, "event", cell.Underline})
	}
	parts = append(parts, part{mark: "–", role: cell.Unknown, words: "not a member then"})
	x := 1
	for _, p := range parts {
		if x+cell.Width(p.mark)+1+cell.Width(p.words) > g.Width() {
			return
		}
		x = g.Text(x, 0, p.mark, p.role, p.attr)
		x = g.Text(x+1, 0, p.words, cell.Faint) + 2
	}
}
