package figure

// Year is a calendar year, 1949–2100. The zero value means that no year is given.
type Year int16

// The first and the last year a figure can have.
const (
	FirstYear Year = 1949
	LastYear  Year = 2100
)

// Status says how firm a figure is.
type Status uint8

// The statuses. The zero value belongs to a missing figure.
const (
	None     Status = iota // not published: shown neither as zero nor as blank
	Actual                 // printed without a mark
	Estimate               // printed with an "e"
	Forecast               // a forecast by the source itself, such as the IMF
)

// statuses is a constant table: the word for every output, and the mark after a figure.
var statuses = [...]struct{ word, mark string }{Actual: {"actual", ""}, Estimate: {"estimate", "e"}, Forecast: {"forecast", "f"}}

// StatusOf returns Estimate or Actual.
func StatusOf(estimate bool) Status {
	if estimate {
		return Estimate
	}
	return Actual
}

// String returns the word used in every output, or "" for None.
func (s Status) String() string { return statuses[s].word }

// Mark returns the mark printed after a figure: "e", "f" or "".
func (s Status) Mark() string { return statuses[s].mark }

// Figure is one published figure. The zero value is a missing figure.
type Figure struct {
	Printed   Decimal // in the unit of its table
	Unrounded float64 // the cell of the source's workbook, valid if Held is true
	Held      bool    // an unrounded value was published and is held
	Status    Status
}

// Known reports whether the figure was published.
func (f Figure) Known() bool { return f.Status != None }

// Finer reports whether the unrounded value is held and says more than the printed one. A cell
// that equals the printed figure was rounded before it was typed in.
func (f Figure) Finer() bool { return f.Held && f.Unrounded != f.Printed.Float() }

// Minus returns the exact difference of two printed figures. OK is false if either is missing.
func (f Figure) Minus(other Figure) Delta {
	if !f.Known() || !other.Known() {
		return Delta{}
	}
	return Delta{Value: f.Printed.Sub(other.Printed), OK: true}
}

// Exact returns the unrounded value if it is held, else the printed one. It is for arithmetic;
// verdicts use Printed.
func (f Figure) Exact() float64 {
	if f.Held {
		return f.Unrounded
	}
	return f.Printed.Float()
}

// String returns the figure as printed, with its "e" or "f", or "n/a" if it is missing.
func (f Figure) String() string {
	if !f.Known() {
		return "n/a"
	}
	return f.Printed.String() + f.Status.Mark()
}

// Opt is a value that may be missing: then OK is false and Value is the zero value.
type Opt[T any] struct {
	Value T
	OK    bool
}

// Amount is a number computed from figures, unrounded.
type Amount = Opt[float64]

// Delta is an exact difference of printed figures or, for amounts, a percentage rounded once.
type Delta = Opt[Decimal]
