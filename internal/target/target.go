// Package target holds the pledges allies made, and judges a figure by a level.
//
// It does not know who is an ally in which year, and it does not look at more
// than one figure at a time: counting is package analysis's work.
package target

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"allyscope/internal/figure"
)

// Line is a line of targets.csv: what the list says of a pledge.
type Line struct {
	ID       string         `csv:"id"` // such as "wales-2"
	Label    string         `csv:"label"`
	Measure  string         `csv:"measure"`  // empty where no published figure can show compliance
	Level    figure.Decimal `csv:"level"`    // in the unit of the measure; trimmed in a Pledge
	Agreed   string         `csv:"agreed"`   // ISO date
	Deadline string         `csv:"deadline"` // a year, or empty
	Status   string         `csv:"status"`   // "in force", "superseded 2014", "not restated since 2014"
	Meaning  string         `csv:"meaning"`
	Applies  string         `csv:"applies"`
}

// Pledge is a level the allies agreed on.
type Pledge struct {
	Line
	Measure figure.Measure
	// Measurable is false where no published figure can show compliance, as for the 5 % of
	// The Hague and its 1.5 % part: such a pledge is drawn as a reference and never judged.
	Measurable bool
	Superseded int  // year another pledge took its place; 0 where in force
	Open       bool // no text held says whether that one ended it: it was not restated
	Deadline   int  // year; 0 where none was set
}

// AgreedIn is the year the pledge was agreed.
func (p *Pledge) AgreedIn() int {
	y, _ := strconv.Atoi(p.Agreed[:4]) // Add has checked the date
	return y
}

// Unrestated says of a pledge that is Open all that is known of it.
func (p *Pledge) Unrestated() string {
	return "agreed " + strconv.Itoa(p.AgreedIn()) + ", restated by no text held"
}

// In is the pledge's level for figures of a year.
func (p *Pledge) In(y figure.Year) Level { return LevelIn(p.Level, p.AgreedIn(), y) }

// OwnID identifies a level that nobody pledged and the reader chose.
const OwnID = "own"

// Register is the list of pledges, in order of agreement.
type Register struct{ pledges []*Pledge }

// All returns the pledges in order of agreement. The slice must not be changed.
func (r *Register) All() []*Pledge { return r.pledges }

// Add takes up a line of the list, or says what is wrong with it.
func (r *Register) Add(l Line) (err error) {
	l.Level = l.Level.Trim()
	p := &Pledge{Line: l}
	if _, err := time.Parse(time.DateOnly, l.Agreed); err != nil {
		return fmt.Errorf("pledge %q: wants a date of agreement", l.ID)
	}
	if p.Measure, p.Measurable = figure.MeasureByID(l.Measure); !p.Measurable && l.Measure != "" {
		return fmt.Errorf("pledge %q: unknown measure %q", l.ID, l.Measure)
	}
	if p.Deadline, err = strconv.Atoi(cmp.Or(l.Deadline, "0")); err != nil {
		return fmt.Errorf("pledge %q: deadline %q is no year", l.ID, l.Deadline)
	}
	year, found := strings.CutPrefix(l.Status, "superseded ")
	if !found {
		year, p.Open = strings.CutPrefix(l.Status, "not restated since ")
	}
	if found || p.Open {
		if p.Superseded, err = strconv.Atoi(year); err != nil {
			return fmt.Errorf("pledge %q: status %q names no year", l.ID, l.Status)
		}
	}
	r.pledges = append(r.pledges, p)
	slices.SortStableFunc(r.pledges, func(a, b *Pledge) int { return strings.Compare(a.Agreed, b.Agreed) })
	return nil
}

// InForce is the measurable pledge in force on 31 December of the year; nil where none was.
func (r *Register) InForce(m figure.Measure, year figure.Year) *Pledge {
	if p := r.For(m, year); p != nil && p.AgreedIn() <= int(year) {
		return p
	}
	return nil
}

// For is InForce or, before the first pledge of the measure, that first; nil where there is none.
func (r *Register) For(m figure.Measure, year figure.Year) *Pledge {
	return r.newest(year, func(p *Pledge) bool { return p.Measurable && p.Measure == m })
}

// newest is the newest in the year of some pledges or, before the first of them, that first.
func (r *Register) newest(year figure.Year, of func(*Pledge) bool) (found *Pledge) {
	for _, p := range r.pledges {
		if of(p) && (found == nil || p.AgreedIn() <= int(year)) {
			found = p
		}
	}
	return found
}

// of tells whether the pledge is asked about with a measure; where it has none, with the share of GDP.
func (p *Pledge) of(m figure.Measure) bool {
	return p.Measurable && p.Measure == m || !p.Measurable && m == figure.ShareGDP
}

// At is the pledge of a level that was the newest in the year or, before the first of them,
// that first; nil where nobody pledged it. A share of GDP finds those not measurable, too.
func (r *Register) At(m figure.Measure, level figure.Decimal, year figure.Year) *Pledge {
	return r.newest(year, func(p *Pledge) bool { return p.Level.Cmp(level) == 0 && p.of(m) })
}

// Levels returns the levels pledged for a measure, measurable or not, ascending, once each.
func (r *Register) Levels(m figure.Measure) []figure.Decimal {
	var out []figure.Decimal
	for _, p := range r.pledges {
		if p.of(m) {
			out = append(out, p.Level)
		}
	}
	slices.SortFunc(out, figure.Decimal.Cmp)
	return slices.CompactFunc(out, func(a, b figure.Decimal) bool { return a.Cmp(b) == 0 })
}

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

// verdictWords is a constant table of words for machines, and for readers.
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
	Value   figure.Decimal // in the unit of the measure
	Later   int            // the year in which it was agreed, where that is after the figure's; else 0
	Foreign bool           // the figures are by another definition than the pledge's
}

// Judged tells whether figures meet the level or fail to; else they are at or under it.
func (l Level) Judged() bool { return l.Later == 0 && !l.Foreign }

// LevelIn is a level that was agreed in one year, for figures of another.
func LevelIn(v figure.Decimal, agreed int, y figure.Year) Level {
	if agreed <= int(y) {
		agreed = 0
	}
	return Level{Value: v, Later: agreed}
}

// Counted tells whether the verdict counts for or against a level.
func (v Verdict) Counted() bool { return v == Meets || v == Below }

// edge is how near to the level a figure is on the knife's edge: 0.01 percentage points.
var edge = figure.Decimal{Units: 1, Places: 2}

// Judge compares a published figure with a level: Meets where it is printed at or above it,
// NoData where there is none. On the knife's edge it is within 0.01 of the level, or
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
