package figure

// Year is a calendar year, 1949–2100. 0 stands for "not said".
type Year int16

// The years a figure can be of.
const (
	FirstYear Year = 1949
	LastYear  Year = 2100
)

// Status says how firm a figure is.
type Status uint8

// The statuses. The zero value is a figure that is not there.
const (
	None     Status = iota // not published: never zero, never blank
	Actual                 // printed without a mark
	Estimate               // printed with an "e"
	Forecast               // a forecast of the source's own, as of the IMF's
)

// statuses is a constant table: the word of every output, and the mark behind a figure.
var statuses = [...]struct{ word, mark string }{Actual: {"actual", ""}, Estimate: {"estimate", "e"}, Forecast: {"forecast", "f"}}

// StatusOf is how firm a figure is that is an estimate or none.
func StatusOf(estimate bool) Status {
	if estimate {
		return Estimate
	}
	return Actual
}

// String is the word used in every output; "" where there is no figure.
func (s Status) String() string { return statuses[s].word }

// Mark is what stands behind a figure that is estimated or forecast: "e", "f".
func (s Status) Mark() string { return statuses[s].mark }

// Figure is one published figure. The zero value is a figure that is not there.
type Figure struct {
	Printed   Decimal // in the unit of its table
	Unrounded float64 // the workbook's own cell, valid where Held is true
	Held      bool    // an unrounded value was published and is held
	Status    Status
}

// Known tells whether a figure was published.
func (f Figure) Known() bool { return f.Status != None }

// Finer tells whether an unrounded value is held that says more than the printed one: a
// cell that repeats what is printed was rounded before it was typed.
func (f Figure) Finer() bool { return f.Held && f.Unrounded != f.Printed.Float() }

// Minus is the exact difference of two printed figures; not OK where one is missing.
func (f Figure) Minus(other Figure) Delta {
	if !f.Known() || !other.Known() {
		return Delta{}
	}
	return Delta{Value: f.Printed.Sub(other.Printed), OK: true}
}

// Exact is the unrounded value where it is held: for arithmetic; verdicts look at Printed.
func (f Figure) Exact() float64 {
	if f.Held {
		return f.Unrounded
	}
	return f.Printed.Float()
}

// String is the figure as printed, with its "e" or "f", or "n/a".
func (f Figure) String() string {
	if !f.Known() {
		return "n/a"
	}
	return f.Printed.String() + f.Status.Mark()
}

// Opt is a value that may not be had: then OK is false.
type Opt[T any] struct {
	Value T
	OK    bool
}

// Amount is a number computed from figures, unrounded.
type Amount = Opt[float64]

// Delta is an exact difference of printed figures, or a percentage rounded once
// where the measure is an amount.
type Delta = Opt[Decimal]
