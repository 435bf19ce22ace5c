package figure

import (
	"fmt"
	"slices"
	"strings"
)

// Measure is one of the fifteen tables NATO publishes.
type Measure uint8

// The measures, in the order of NATO's tables. The first is the measure of most
// pledges, and the default.
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

// Kind is the kind of a measure's figures.
type Kind uint8

// The kinds, which decide how a difference between two figures is expressed.
const (
	Percent Kind = iota // a share: differences are percentage points
	Change              // a rate of change in %: may be negative
	Money               // an amount: differences are amounts, changes are %
	Count               // people, in thousands
)

// Spec describes a measure.
type Spec struct {
	ID      string // as in the tables and in machine-readable output
	Word    string // as the grammar prints it
	Aliases string // other words the grammar accepts, separated by spaces
	Kind    Kind
	Places  uint8 // decimals NATO prints
	// Comparable is true if the figures of all allies are in one unit. Amounts in national
	// currencies are not: they are never summed or ranked against each other.
	Comparable bool
	// Leads is true if the ally with the greatest figure is ahead of the others in defence.
	// Categories of spending (except equipment) and the size of an economy make no ally first.
	Leads bool
	Sums  bool // the alliance's figure is the sum of the allies' figures

	Title string // a heading, without unit
	Unit  string // the unit in a heading; the exact unit is in the edition's table
	Short string // a column head of at most 9 cells, or 10 in billions
	// Line is the name in a list of one ally's measures; a "#" in it stands for the unit
	// and prices as the edition states them.
	Line string
	// Brief is the name for narrow places, at most 14 cells, and Per its unit. Per is empty
	// if each ally has its own unit.
	Brief, Per string
	// Units are the units NATO has printed the measure in, the usual one first, separated by
	// "|". BASE stands for the edition's price base, WHAT for what it counts.
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

// Spec returns the description of m, or that of ShareGDP if m is unknown.
func (m Measure) Spec() Spec {
	if int(m) >= Measures {
		m = ShareGDP
	}
	return specs[m]
}

// Scale returns the scale in the unit of a table of amounts in US$: "m" for millions or, as
// editions before June 2024 print GDP, "bn" for billions. For other units it returns "".
func Scale(unit string) string {
	for _, scale := range [...]string{"m", "bn"} {
		if strings.HasPrefix(unit, "USD "+scale+",") {
			return scale
		}
	}
	return ""
}

// In returns the description of m for tables in the given units, as editions state them. Its unit
// is in billions if theirs is, and has no scale if they are Mixed: then each figure has its own.
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

// Mixed reports whether some of the units are in millions of US$ and some in billions.
func Mixed(units ...string) bool {
	has := func(scale string) bool {
		return slices.ContainsFunc(units, func(u string) bool { return Scale(u) == scale })
	}
	return has("m") && has("bn")
}

// Changes reports whether changes are shown: not those of RealChange, itself a change in per cent.
func (s Spec) Changes() bool { return s.Kind != Change }

// Constant reports whether the measure is at the prices of an edition's base year.
func (s Spec) Constant() bool { return strings.Contains(s.Units, "BASE") }

// Name returns the full name of the measure, with its unit.
func (s Spec) Name() string { return s.Title + ", " + s.Unit }

// OfEconomy reports whether the measure describes an ally's economy, not its defence. Then an
// ally without forces has a figure and a rank, too.
func (m Measure) OfEconomy() bool { return m == GDPCurrent || m == GDPConstant || m == GDPPerCapita }

// ChangeUnit returns the unit of changes: "pp" for shares and rates, "%" for amounts and people.
func (s Spec) ChangeUnit() string {
	return [...]string{Percent: "pp", Change: "pp", Money: "%", Count: "%"}[s.Kind]
}

// DifferenceUnit returns the unit of the difference of two printed figures: "pp" for shares and
// rates, else the unit of the measure.
func (s Spec) DifferenceUnit() string {
	switch {
	case s.ChangeUnit() == "pp":
		return "pp"
	case s.ID == GDPPerCapita.Spec().ID:
		return s.Unit // Short is "GDP/head", which is not a unit
	default:
		return strings.TrimPrefix(s.Short, "GDP ")
	}
}

// InOrder returns all measures, each once: first the given ones, then the others in NATO's order.
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

// String returns the measure's identifier, such as "share_gdp".
func (m Measure) String() string { return m.Spec().ID }

// MeasureByID returns the measure with that identifier, and whether there is one.
func MeasureByID(id string) (Measure, bool) {
	i := slices.IndexFunc(specs[:], func(s Spec) bool { return s.ID == id })
	if i < 0 {
		return ShareGDP, false
	}
	return Measure(i), true
}

// MarshalText returns the measure's identifier.
func (m Measure) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText parses the measure's identifier.
func (m *Measure) UnmarshalText(text []byte) error {
	x, known := MeasureByID(string(text))
	if !known {
		return fmt.Errorf("unknown measure %.40q", text)
	}
	*m = x
	return nil
}
