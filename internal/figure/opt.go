package figure

// Opt is a value that may not be had. OK is false where it is not, and Value is
// then of no meaning.
type Opt[T any] struct {
	Value T
	OK    bool
}

// Amount is a number computed from figures, unrounded.
type Amount = Opt[float64]

// Delta is an exact difference of printed figures, or a percentage rounded once
// where the measure is an amount.
type Delta = Opt[Decimal]
