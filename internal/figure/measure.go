package figure

import (
	"fmt"
	"slices"
	"strings"
)

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
)

// Measures is the number of measures.
const Measures = int(OtherPct) + 1

// Kind is what a measure's figures are.
type Kind uint8

// The kinds, which decide how a difference between two figures is said.
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
	Kind    Kind
	Places  uint8 // decimals NATO prints
	// Comparable tells whether amounts of two allies are in one unit: those in national
	// currencies are never summed or ranked against each other.
	Comparable bool
	// Leads tells whether the greatest figure is ahead of others in defence: what the
	// money goes on, and how large an economy is, make nobody first or last.
	Leads bool
	Sums  bool // the alliance's figure is the sum of the allies'

	Title string // a heading, without unit
	Unit  string // the unit in a heading; the exact one is the edition's
	Short string // at most 9 cells, a column head; a cell more in billions
	// Line is the name beside other measures of one ally; a "#" in it stands for unit
	// and prices as the edition states them.
	Line string
	// Brief is the name where there is little room, at most 14 cells, and Per the unit
	// behind it; it is empty where each ally has its own.
	Brief, Per string
	// Units are the units NATO has printed the measure in, the usual first, parted by
	// "|": BASE stands for the edition's price base, WHAT for what it counts.
	Units string
}

// specs is a constant table: nothing assigns to it.
var specs = [...]Spec{
	ShareGDP: {
		ID: "share_gdp", Word: "share", Aliases: "share_gdp gdp-share", Kind: Percent, Places: 2, Comparable: true, Leads: true,
		Title: "Defence expenditure", Unit: "% of GDP", Short: "% of GDP",
		Line: "Share of GDP, %", Brief: "Share of GDP", Per: "%",
		Units: "% of GDP (BASE prices)|% of real GDP (BASE prices)",
	},
	RealChange: {
		ID: "real_change", Word: "real-change", Aliases: "real_change growth", Kind: Change, Places: 2, Comparable: true, Leads: true,
		Title: "Annual real change", Unit: "%", Short: "real chg",
		Line: "Real change on the year, %", Brief: "Real change", Per: "%",
		Units: "% annual real change (BASE prices)",
	},
	USDCurrent: {
		ID: "usd_current", Word: "usd", Aliases: "usd_current", Kind: Money, Comparable: true, Leads: true, Sums: true,
		Title: "Defence expenditure", Unit: "US$ m, current prices", Short: "US$ m",
		Line: "#", Brief: "Expenditure", Per: "US$",
		Units: "USD m, current prices and exchange rates",
	},
	USDConstant: {
		ID: "usd_constant", Word: "usd-constant", Aliases: "usd_constant real", Kind: Money, Comparable: true, Leads: true, Sums: true,
		Title: "Defence expenditure", Unit: "US$ m, constant prices", Short: "US$ m",
		Line: "#", Brief: "In real terms", Per: "US$",
		Units: "USD m, BASE prices and exchange rates",
	},
	NatCurrent: {
		ID: "nat_current", Word: "national", Aliases: "nat_current", Kind: Money,
		Title: "Defence expenditure", Unit: "national currency m, current prices", Short: "nat. m",
		Line: "#", Brief: "National",
		Units: "national currency m, current prices",
	},
	NatConstant: {
		ID: "nat_constant", Word: "national-constant", Aliases: "nat_constant", Kind: Money,
		Title: "Defence expenditure", Unit: "national currency m, constant prices", Short: "nat. m",
		Line: "#", Brief: "National, real",
		Units: "national currency m, BASE prices",
	},
	GDPCurrent: {
		ID: "gdp_current", Word: "gdp", Aliases: "gdp_current", Kind: Money, Comparable: true, Sums: true,
		Title: "Gross domestic product", Unit: "US$ m, current prices", Short: "GDP US$ m",
		Line: "GDP, #", Brief: "GDP", Per: "US$",
		Units: "USD m, current prices and exchange rates|USD bn, current prices and exchange rates",
	},
	GDPConstant: {
		ID: "gdp_constant", Word: "gdp-constant", Aliases: "gdp_constant", Kind: Money, Comparable: true, Sums: true,
		Title: "Gross domestic product", Unit: "US$ m, constant prices", Short: "GDP US$ m",
		Line: "GDP, #", Brief: "GDP, real", Per: "US$",
		Units: "USD m, BASE prices and exchange rates|USD bn, BASE prices and exchange rates",
	},
	GDPPerCapita: {
		ID: "gdp_per_capita", Word: "gdp-per-capita", Aliases: "gdp_per_capita", Kind: Money, Places: 1, Comparable: true,
		Title: "GDP per head", Unit: "thousand US$", Short: "GDP/head",
		Line: "GDP a head, #", Brief: "GDP per head", Per: "US$ k",
		Units: "thousand USD, BASE prices and exchange rates",
	},
	DefPerCapita: {
		ID: "def_per_capita", Word: "per-capita", Aliases: "def_per_capita per-head a-head", Kind: Money, Comparable: true, Leads: true,
		Title: "Defence expenditure per head", Unit: "US$", Short: "US$/head",
		Line: "A head, #", Brief: "Per head", Per: "US$",
		Units: "USD, BASE prices and exchange rates",
	},
	Personnel: {
		ID: "personnel", Word: "personnel", Aliases: "troops", Kind: Count, Places: 1, Comparable: true, Leads: true, Sums: true,
		Title: "Military personnel", Unit: "thousand", Short: "thousand",
		Line: "Personnel, thousand", Brief: "Personnel", Per: "thousand",
		Units: "thousand",
	},
	EquipmentPct: {
		ID: "equipment_pct", Word: "equipment", Aliases: "equipment_pct", Kind: Percent, Places: 2, Comparable: true, Leads: true,
		Title: "Major equipment, R&D included", Unit: "% of defence expenditure", Short: "equipm. %",
		Line: "Equipment, % of spending", Brief: "Equipment", Per: "% of it",
		Units: "% of WHAT",
	},
	PersonnelPct: {
		ID: "personnel_pct", Word: "personnel-share", Aliases: "personnel_pct pay", Kind: Percent, Places: 2, Comparable: true,
		Title: "Personnel", Unit: "% of defence expenditure", Short: "person. %",
		Line: "Personnel, % of spending", Brief: "Pay, pensions", Per: "% of it",
		Units: "% of WHAT",
	},
	InfrastructurePct: {
		ID: "infrastructure_pct", Word: "infrastructure", Aliases: "infrastructure_pct", Kind: Percent, Places: 2, Comparable: true,
		Title: "Infrastructure", Unit: "% of defence expenditure", Short: "infra. %",
		Line: "Infrastructure, % of spending", Brief: "Infrastructure", Per: "% of it",
		Units: "% of WHAT",
	},
	OtherPct: {
		ID: "other_pct", Word: "other", Aliases: "other_pct operations", Kind: Percent, Places: 2, Comparable: true,
		Title: "Operations, maintenance and other", Unit: "% of defence expenditure", Short: "other %",
		Line: "Operations and other, % of spending", Brief: "Operations etc", Per: "% of it",
		Units: "% of WHAT",
	},
}

// Spec returns what m is. An unknown measure is answered as the first.
func (m Measure) Spec() Spec {
	if int(m) >= Measures {
		m = ShareGDP
	}
	return specs[m]
}

// Scale is what the amounts of a table in US$ are counted in: "m" or, as editions
// before June 2024 print GDP, "bn"; empty for what is in no US$.
func Scale(unit string) string {
	for _, scale := range [...]string{"m", "bn"} {
		if strings.HasPrefix(unit, "USD "+scale+",") {
			return scale
		}
	}
	return ""
}

// In is what m is in tables of the units given, as editions state them: in billions
// where they are, and without a scale where they are Mixed, for each figure then has
// its own.
func (m Measure) In(units ...string) Spec {
	s, scale := m.Spec(), "US$ m"
	switch {
	case Mixed(units...):
		scale = "US$"
	case slices.ContainsFunc(units, func(u string) bool { return Scale(u) == "bn" }):
		scale = "US$ bn"
	}
	s.Unit, s.Short = strings.Replace(s.Unit, "US$ m", scale, 1), strings.Replace(s.Short, "US$ m", scale, 1)
	return s
}

// Mixed tells whether some units in US$ are in millions and some in billions.
func Mixed(units ...string) bool {
	has := func(scale string) bool {
		return slices.ContainsFunc(units, func(u string) bool { return Scale(u) == scale })
	}
	return has("m") && has("bn")
}

// Changes tells whether a change of the measure says anything: one of a change in
// per cent does not, and is not shown.
func (s Spec) Changes() bool { return s.Kind != Change }

// Constant tells whether the measure is at the prices of a year that an edition chose.
func (s Spec) Constant() bool { return strings.Contains(s.Units, "BASE") }

// Name is what the measure is called in full, with its unit.
func (s Spec) Name() string { return s.Title + ", " + s.Unit }

// OfEconomy tells whether a measure is of an ally's economy rather than of its
// defence: an ally without forces then has a figure, and a place.
func (m Measure) OfEconomy() bool { return m == GDPCurrent || m == GDPConstant || m == GDPPerCapita }

// ChangeUnit is what changes of the measure are in: percentage points, or per cent
// of amounts and people.
func (s Spec) ChangeUnit() string {
	return [...]string{Percent: "pp", Change: "pp", Money: "%", Count: "%"}[s.Kind]
}

// DifferenceUnit is what the difference of two printed figures is in: percentage
// points, or the unit of amounts and people.
func (s Spec) DifferenceUnit() string {
	switch {
	case s.ChangeUnit() == "pp":
		return "pp"
	case s.ID == GDPPerCapita.Spec().ID:
		return s.Unit // the heading says GDP
	default:
		return strings.TrimPrefix(s.Short, "GDP ")
	}
}

// InOrder are all measures, each once: those given, and the rest in NATO's order.
func InOrder(first ...Measure) []Measure {
	out := make([]Measure, 0, Measures)
	for i := range len(first) + Measures {
		m := Measure(i - len(first))
		if i < len(first) {
			m = first[i]
		}
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// String is the measure's identifier, such as "share_gdp".
func (m Measure) String() string { return m.Spec().ID }

// MeasureByID finds a measure by its identifier.
func MeasureByID(id string) (Measure, bool) {
	i := slices.IndexFunc(specs[:], func(s Spec) bool { return s.ID == id })
	if i < 0 {
		return ShareGDP, false
	}
	return Measure(i), true
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
