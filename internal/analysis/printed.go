package analysis

import (
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
)

// Said is what one edition printed for a figure.
type Said struct {
	Edition *dataset.Edition
	Figure  figure.Figure // not there where the edition holds none
}

// PrintedFor lists what NATO's editions printed for one figure, oldest first: only
// those that have it. Editions are set side by side, never joined.
func PrintedFor(ds *dataset.Dataset, m figure.Measure, c ally.Code, y figure.Year) []Said {
	var out []Said
	for _, e := range ds.Editions() {
		if f := e.Figure(m, c, y); f.Known() {
			out = append(out, Said{Edition: e, Figure: f})
		}
	}
	return out
}
