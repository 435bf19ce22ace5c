package analysis

import (
	"unicode/utf8"

	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// PlacesFor is how many characters the longest figure of an answer takes, in any
// year, as Grouped prints it; it is never less than "n/a" takes. It prints two
// figures and not all: the longest is the greatest or the least, with as many
// decimals as any has.
func PlacesFor(a *Answer) int {
	var least, most, places figure.Decimal
	for i := range a.Rows {
		for _, f := range a.Rows[i].Readings {
			if !f.Known() {
				continue
			}
			places.Places = max(places.Places, f.Printed.Places)
			if f.Printed.Cmp(least) < 0 {
				least = f.Printed
			}
			if f.Printed.Cmp(most) > 0 {
				most = f.Printed
			}
		}
	}
	least, most = least.Sub(places), most.Sub(places) // less nothing, with all the decimals
	return max(len("n/a"), utf8.RuneCountInString(format.Number(least)), utf8.RuneCountInString(format.Number(most)))
}
