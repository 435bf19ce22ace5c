package dataset

import (
	"strings"

	"allyscope/internal/figure"
)

// Units are the units NATO prints a measure in, the usual first: base is the year
// of constant prices, or "" where nobody names it, definition what is counted.
func Units(m figure.Measure, base, definition string) []string {
	words := strings.NewReplacer("BASE", base, "WHAT", definition)
	if base == "" {
		words = strings.NewReplacer(" (BASE prices)", "", "BASE", "constant", "WHAT", definition)
	}
	return strings.Split(words.Replace(m.Spec().Units), "|")
}
