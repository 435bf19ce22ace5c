package target

import "allyscope/internal/figure"

// Verdict is what can be said of an ally, a year and a level.
type Verdict uint8

// The verdicts. Only Meets and Below are counted for or against a level.
const (
	NoData        Verdict = iota // not published: no verdict, and in no count
	Meets                        // printed figure at or above the level
	Below                        // printed figure below it
	NotMember                    // not a member on 31 December of the year
	NoForces                     // listed, and never counted as failing
	NotMeasurable                // no published figure can show it
)

// verdictWords is a constant table: the words of the machine-readable outputs, and
// what a reader is told.
var verdictWords = [...][2]string{
	NoData:        {"no_data", "no data"},
	Meets:         {"meets", "meets"},
	Below:         {"below", "below"},
	NotMember:     {"not_member", "not a member then"},
	NoForces:      {"no_forces", "no armed forces"},
	NotMeasurable: {"not_measurable", "not measurable"},
}

// String is the word of the machine-readable outputs.
func (v Verdict) String() string { return verdictWords[v][0] }

// Words is what a reader is told.
func (v Verdict) Words() string { return verdictWords[v][1] }

// Level is what a figure of a year is judged by.
type Level struct {
	Value figure.Decimal // in the unit of the measure
	// Later is the year in which it was agreed, where that is after the figure's: then
	// figures are at it or under it, and nobody meets it or fails to. Else 0.
	Later int
	// Foreign tells that the figures are by another definition than the pledge's: they
	// are compared with it, and whether it is met is not theirs to say.
	Foreign bool
}

// Judged tells whether figures meet the level or fail to; else they are at or under it.
func (l Level) Judged() bool { return l.Later == 0 && !l.Foreign }

// LevelIn is a level that was agreed in one year, for figures of another.
func LevelIn(v figure.Decimal, agreed int, y figure.Year) Level {
	if agreed > int(y) {
		return Level{Value: v, Later: agreed}
	}
	return Level{Value: v}
}

// Counted tells whether the verdict counts for or against a level.
func (v Verdict) Counted() bool { return v == Meets || v == Below }

// edge is how near to the level, in units of the second decimal, a figure is on
// the knife's edge: 0.01 percentage points.
var edge = figure.Decimal{Units: 1, Places: 2}

// Judge compares a published figure with a level: Meets where the figure as
// printed is at or above it, NoData where there is none. The second result
// tells whether the figure is on the knife's edge: within 0.01 of the level, or
// unrounded on the other side of it.
func Judge(f figure.Figure, level figure.Decimal) (Verdict, bool) {
	if !f.Known() {
		return NoData, false
	}
	verdict := Below
	if f.Printed.Cmp(level) >= 0 {
		verdict = Meets
	}
	near := f.Printed.Sub(level).Abs().Cmp(edge) <= 0
	crosses := f.Held && (f.Unrounded >= level.Float()) != (verdict == Meets)
	return verdict, near || crosses
}

// Gap is the figure as printed less the level, exactly: negative below it.
func Gap(f figure.Figure, level figure.Decimal) figure.Decimal { return f.Printed.Sub(level) }
