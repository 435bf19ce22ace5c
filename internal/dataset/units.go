package dataset

import (
	"strings"

	"allyscope/internal/figure"
)

// unitPatterns is a constant table of the units a measure's table may have, the
// usual first, parted by "|". BASE stands for the edition's price base, WHAT for
// what it counts.
var unitPatterns = [figure.Measures]string{
	figure.ShareGDP:          "% of GDP (BASE prices)|% of real GDP (BASE prices)",
	figure.RealChange:        "% annual real change (BASE prices)",
	figure.USDCurrent:        "USD m, current prices and exchange rates",
	figure.USDConstant:       "USD m, BASE prices and exchange rates",
	figure.NatCurrent:        "national currency m, current prices",
	figure.NatConstant:       "national currency m, BASE prices",
	figure.GDPCurrent:        "USD m, current prices and exchange rates|USD bn, current prices and exchange rates",
	figure.GDPConstant:       "USD m, BASE prices and exchange rates|USD bn, BASE prices and exchange rates",
	figure.GDPPerCapita:      "thousand USD, BASE prices and exchange rates",
	figure.DefPerCapita:      "USD, BASE prices and exchange rates",
	figure.Personnel:         "thousand",
	figure.EquipmentPct:      "% of WHAT",
	figure.PersonnelPct:      "% of WHAT",
	figure.InfrastructurePct: "% of WHAT",
	figure.OtherPct:          "% of WHAT",
}

// Units are the units NATO prints a measure in, the usual first: base is the year
// of constant prices, or "" where nobody names it, definition what is counted.
func Units(m figure.Measure, base, definition string) []string {
	words := strings.NewReplacer("BASE", base, "WHAT", definition)
	if base == "" {
		words = strings.NewReplacer(" (BASE prices)", "", "BASE", "constant", "WHAT", definition)
	}
	return strings.Split(words.Replace(unitPatterns[m]), "|")
}
