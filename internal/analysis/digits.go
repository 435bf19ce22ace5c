package analysis

import (
	"unicode/utf8"

	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Bounds are the least and the greatest figure of the rows in any year, not known
// where there is none, and the most decimals that any has.
func (a *Answer) Bounds() (least, most figure.Figure, places uint8) {
	for i := range a.Rows {
		for _, r := range a.Rows[i].Readings {
			if !r.Known() {
				continue
			}
			places = max(places, r.Printed.Places)
			if !least.Known() || r.Printed.Cmp(least.Printed) < 0 {
				least = r.Figure
			}
			if !most.Known() || r.Printed.Cmp(most.Printed) > 0 {
				most = r.Figure
			}
		}
	}
	return least, most, places
}

// PlacesFor is how many characters the longest figure of an answer takes, in any
// year, as Number prints it; it is never less than "n/a" takes. It prints two
// figures and not all: the longest is the greatest or the least, with as many
// decimals as any has.
func PlacesFor(a *Answer) int {
	least, most, places := a.Bounds()
	n := len("n/a")
	for _, f := range [...]figure.Figure{least, most} {
		f.Printed = f.Printed.Sub(figure.Decimal{Places: places}) // less nothing, with all the decimals
		n = max(n, utf8.RuneCountInString(format.Number(f.Printed)))
	}
	return n
}
