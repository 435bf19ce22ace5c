package figure

import "fmt"

// Measure is one of the fifteen tables NATO publishes.
type Measure uint8

// The measures, in the order NATO's own tables follow. The first is the one
// pledges speak of, and the default.
const (
	ShareGDP Measure = iota
	RealChange
	USDCurrent
	USDConstant
	NatCurrent
	NatConstant
	GDPCurrent
	GDPConstant
	GDPPerCapita
	DefPerCapita
	Personnel
	EquipmentPct
	PersonnelPct
	InfrastructurePct
	OtherPct
	measureCount
)

// Measures is the number of measures.
const Measures = int(measureCount)

// Kind is what a measure's figures are, which decides how a difference between
// two of them is said.
type Kind uint8

// The kinds.
const (
	Percent Kind = iota // a share: differences are percentage points
	Change              // a rate of change in %: may be negative
	Money               // an amount: differences are amounts, changes are %
	Count               // people, in thousands
)

// Spec says what a measure is.
type Spec struct {
	ID      string // as in the tables and in machine output
	Word    string // as the grammar prints it
	Aliases string // further words the grammar takes, space separated
	Title   string // a heading, without unit
	Unit    string // the unit in a heading; the exact one is the edition's
	Short   string // at most 9 cells, a column head
	Kind    Kind
	Places  uint8 // decimals NATO prints
	// Comparable tells whether amounts of two allies are in one unit; national
	// currencies are not, and are never summed or ranked against each other.
	Comparable bool
}

// specs is a constant table: nothing assigns to it.
var specs = [...]Spec{
	ShareGDP:          {"share_gdp", "share", "share_gdp gdp-share", "Defence expenditure", "% of GDP", "% of GDP", Percent, 2, true},
	RealChange:        {"real_change", "real-change", "real_change growth", "Annual real change", "%", "real chg", Change, 2, true},
	USDCurrent:        {"usd_current", "usd", "usd_current spending", "Defence expenditure", "US$ m, current prices", "US$ m", Money, 0, true},
	USDConstant:       {"usd_constant", "usd-constant", "usd_constant real", "Defence expenditure", "US$ m, constant prices", "US$ m", Money, 0, true},
	NatCurrent:        {"nat_current", "national", "nat_current", "Defence expenditure", "national currency m, current prices", "nat. m", Money, 0, false},
	NatConstant:       {"nat_constant", "national-constant", "nat_constant", "Defence expenditure", "national currency m, constant prices", "nat. m", Money, 0, false},
	GDPCurrent:        {"gdp_current", "gdp", "gdp_current", "Gross domestic product", "US$ m, current prices", "GDP", Money, 0, true},
	GDPConstant:       {"gdp_constant", "gdp-constant", "gdp_constant", "Gross domestic product", "US$ m, constant prices", "GDP", Money, 0, true},
	GDPPerCapita:      {"gdp_per_capita", "gdp-per-capita", "gdp_per_capita", "GDP per head", "thousand US$", "GDP/head", Money, 1, true},
	DefPerCapita:      {"def_per_capita", "per-capita", "def_per_capita per-head", "Defence expenditure per head", "US$", "US$/head", Money, 0, true},
	Personnel:         {"personnel", "personnel", "troops", "Military personnel", "thousand", "thousand", Count, 1, true},
	EquipmentPct:      {"equipment_pct", "equipment", "equipment_pct", "Major equipment, R&D included", "% of defence expenditure", "equipm. %", Percent, 2, true},
	PersonnelPct:      {"personnel_pct", "personnel-share", "personnel_pct pay", "Personnel", "% of defence expenditure", "person. %", Percent, 2, true},
	InfrastructurePct: {"infrastructure_pct", "infrastructure", "infrastructure_pct", "Infrastructure", "% of defence expenditure", "infra. %", Percent, 2, true},
	OtherPct:          {"other_pct", "other", "other_pct operations", "Operations, maintenance and other", "% of defence expenditure", "other %", Percent, 2, true},
}

// Spec returns what m is. An unknown measure is answered as the first.
func (m Measure) Spec() Spec {
	if int(m) >= Measures {
		m = ShareGDP
	}
	return specs[m]
}

// Name is what the measure is called in full, with its unit.
func (s Spec) Name() string { return s.Title + ", " + s.Unit }

// OfEconomy tells whether a measure is of an ally's economy rather than of its
// defence: an ally without forces then has a figure, and a place.
func (m Measure) OfEconomy() bool { return m == GDPCurrent || m == GDPConstant || m == GDPPerCapita }

// ChangeUnit is what changes of the measure are in: percentage points, or per cent
// of amounts and people.
func (s Spec) ChangeUnit() string {
	if s.Kind == Percent || s.Kind == Change {
		return "pp"
	}
	return "%"
}

// DifferenceUnit is what the difference of two printed figures is in: percentage
// points, or the unit of amounts and people.
func (m Measure) DifferenceUnit() string {
	switch s := m.Spec(); {
	case s.Kind == Percent || s.Kind == Change:
		return "pp"
	case m == GDPCurrent || m == GDPConstant:
		return USDCurrent.Spec().Short
	case m == GDPPerCapita:
		return s.Unit // the heading says GDP
	default:
		return s.Short
	}
}

// String is the measure's identifier, such as "share_gdp".
func (m Measure) String() string { return m.Spec().ID }

// MeasureByID finds a measure by its identifier.
func MeasureByID(id string) (Measure, bool) {
	for i, s := range specs {
		if s.ID == id {
			return Measure(i), true
		}
	}
	return ShareGDP, false
}

// MarshalText is the measure's identifier.
func (m Measure) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the measure's identifier.
func (m *Measure) UnmarshalText(text []byte) error {
	x, known := MeasureByID(string(text))
	if !known {
		return fmt.Errorf("unknown measure %.40q", text)
	}
	*m = x
	return nil
}
