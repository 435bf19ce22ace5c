package ranking

import (
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/view"
)

// Legend explains in one line what the pictures and marks of the list mean; what does
// not fit is left out, the most needed last.
func Legend(g *cell.Grid, a *analysis.Answer) {
	parts := []view.Note{{Mark: "▂▅", Role: cell.BarBelow, Words: "year by year, each line to its own greatest"}}
	if plot.SparkOf(&a.Header, false).Fold > 0 {
		level := format.Percent(a.Level.Value)
		parts = []view.Note{
			{Mark: "▂▅", Role: cell.BarBelow, Words: "on the way to " + level}, {Mark: "█", Role: cell.BarMeets, Words: "met"},
			{Mark: "▃", Role: cell.BarOver, Words: "above, from the bottom again"}, {Mark: "≈", Role: cell.Edge, Words: "knife-edge"},
		}
	}
	parts = append(parts, view.Note{Mark: "e", Role: cell.Estimate, Words: "estimate"})
	if len(a.Events) > 0 { // the slider underlines their years, and names that of the year asked about
		parts = append(parts, view.Note{Mark: strconv.Itoa(int(a.Events[0].Year)), Role: cell.Faint, Words: "event", Attr: cell.Underline})
	}
	parts = append(parts, view.Note{Mark: "–", Role: cell.Unknown, Words: "not a member then"})
	view.Legend(g, 0, g.Width(), parts)
}
