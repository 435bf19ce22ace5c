package analysis

import (
	"slices"
	"unicode/utf8"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Extent is what the figures of the allies listed span, in all years of an answer.
type Extent struct {
	// Least and Most are not known where there is no figure; Places are the most
	// decimals that any has.
	Least, Most figure.Figure
	Places      uint8
	// Middle is the middle of the allies' own greatest figures, of those above nothing;
	// 0 where there is none.
	Middle float64
	// Partly tells whether single figures are estimates in years that are not estimated
	// as a whole.
	Partly bool
}

// extentOf is what the extent of a table's figures is kept by.
type extentOf struct {
	table       *dataset.Table
	first, last figure.Year
}

// Extent is worked out once for all questions that list everybody.
func (a *Answer) Extent() Extent {
	if !a.Everybody() {
		return a.extent()
	}
	return dataset.Kept(a.w.ds, extentOf{a.w.table, a.First, a.Last}, a.extent)
}

func (a *Answer) extent() Extent {
	var out Extent
	var tops []float64
	for _, i := range slices.Sorted(slices.Values(a.order)) { // whoever asks first, it is the same
		line, top := a.w.table.Line(a.ally(i).Code), figure.Figure{}
		for y := a.First; y <= a.Last; y++ {
			f := line.At(y)
			if !f.Known() {
				continue
			}
			out.Places = max(out.Places, f.Printed.Places)
			out.Partly = out.Partly || f.Status == figure.Estimate && !a.EstimatedIn(y)
			if !out.Least.Known() || f.Printed.Cmp(out.Least.Printed) < 0 {
				out.Least = f
			}
			if !top.Known() || f.Printed.Cmp(top.Printed) > 0 {
				top = f
			}
		}
		if top.Known() && (!out.Most.Known() || top.Printed.Cmp(out.Most.Printed) > 0) {
			out.Most = top
		}
		if v := top.Printed.Float(); v > 0 {
			tops = append(tops, v)
		}
	}
	if slices.Sort(tops); len(tops) > 0 {
		out.Middle = tops[len(tops)/2]
	}
	return out
}

// PlacesFor is how many characters the longest figure of an answer takes, in any
// year, as Number prints it; it is never less than "n/a" takes. It prints two
// figures and not all: the longest is the greatest or the least, with as many
// decimals as any has.
func PlacesFor(a *Answer) int {
	e, n := a.Extent(), len("n/a")
	for _, f := range [...]figure.Figure{e.Least, e.Most} {
		f.Printed = f.Printed.Sub(figure.Decimal{Places: e.Places}) // less nothing, with all the decimals
		n = max(n, utf8.RuneCountInString(format.Number(f.Printed)))
	}
	return n
}
