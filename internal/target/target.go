// Package target holds the pledges allies made, and judges a figure by a level.
//
// It does not know who is an ally in which year, and it judges one figure at a
// time: package analysis does the counting.
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

// Line is a pledge as a line of targets.csv gives it.
type Line struct {
	ID       string         `csv:"id"` // such as "wales-2"
	Label    string         `csv:"label"`
	Measure  string         `csv:"measure"`  // empty if no published figure can show compliance
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
	// Measurable is false if no published figure can show compliance, as for the 5 % of
	// The Hague and its 1.5 % part: such a pledge is drawn as a reference and never judged.
	Measurable bool
	Superseded int  // year in which another pledge replaced it; 0 while in force
	Open       bool // it was not restated then, and no text held says that it ended
	Deadline   int  // year; 0 if none was set
}

// AgreedIn returns the year in which the pledge was agreed.
func (p *Pledge) AgreedIn() int {
	y, _ := strconv.Atoi(p.Agreed[:4]) // Add has checked the date
	return y
}

// Unrestated describes the state of a pledge that is Open.
func (p *Pledge) Unrestated() string {
	return "agreed " + strconv.Itoa(p.AgreedIn()) + ", no text held restates it"
}

// In returns the pledge's level for judging figures of year y.
func (p *Pledge) In(y figure.Year) Level { return LevelIn(p.Level, p.AgreedIn(), y) }

// OwnID identifies a level that the reader chose and that is not a pledge.
const OwnID = "own"

// Register is the list of pledges, in order of agreement.
type Register struct{ pledges []*Pledge }

// All returns the pledges in order of agreement. Callers must not modify the slice.
func (r *Register) All() []*Pledge { return r.pledges }

// Add adds the pledge of a line. The error says what is wrong with the line.
func (r *Register) Add(l Line) (err error) {
	l.Level = l.Level.Trim()
	p := &Pledge{Line: l}
	if _, err := time.Parse(time.DateOnly, l.Agreed); err != nil {
		return fmt.Errorf("pledge %q: needs a date of agreement", l.ID)
	}
	if p.Measure, p.Measurable = figure.MeasureByID(l.Measure); !p.Measurable && l.Measure != "" {
		return fmt.Errorf("pledge %q: unknown measure %q", l.ID, l.Measure)
	}
	if p.Deadline, err = strconv.Atoi(cmp.Or(l.Deadline, "0")); err != nil {
		return fmt.Errorf("pledge %q: deadline %q is not a year", l.ID, l.Deadline)
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

// InForce returns the measurable pledge in force on 31 December of the year, or nil.
func (r *Register) InForce(m figure.Measure, year figure.Year) *Pledge {
	if p := r.For(m, year); p != nil && p.AgreedIn() <= int(year) {
		return p
	}
	return nil
}

// For returns the same as InForce or, for years before the measure's first pledge, that first
// pledge. It returns nil if the measure has no pledge.
func (r *Register) For(m figure.Measure, year figure.Year) *Pledge {
	return r.latest(year, func(p *Pledge) bool { return p.Measurable && p.Measure == m })
}

// latest returns the last matching pledge agreed by the end of the year, else the first, else nil.
func (r *Register) latest(year figure.Year, matches func(*Pledge) bool) (found *Pledge) {
	for _, p := range r.pledges {
		if matches(p) && (found == nil || p.AgreedIn() <= int(year)) {
			found = p
		}
	}
	return found
}

// appliesTo reports whether the pledge is shown with m, which is ShareGDP if it is not measurable.
func (p *Pledge) appliesTo(m figure.Measure) bool {
	return p.Measurable && p.Measure == m || !p.Measurable && m == figure.ShareGDP
}

// At returns the last pledge of the level agreed by the end of the year or, for earlier years, the
// first one. It returns nil if the level was never pledged. ShareGDP also finds pledges that are
// not measurable.
func (r *Register) At(m figure.Measure, level figure.Decimal, year figure.Year) *Pledge {
	return r.latest(year, func(p *Pledge) bool { return p.Level.Cmp(level) == 0 && p.appliesTo(m) })
}

// Levels returns the levels pledged for a measure, measurable or not, in ascending order and
// without duplicates.
func (r *Register) Levels(m figure.Measure) []figure.Decimal {
	var out []figure.Decimal
	for _, p := range r.pledges {
		if p.appliesTo(m) {
			out = append(out, p.Level)
		}
	}
	slices.SortFunc(out, figure.Decimal.Cmp)
	return slices.CompactFunc(out, func(a, b figure.Decimal) bool { return a.Cmp(b) == 0 })
}

// Verdict is the result of judging an ally in a year by a level.
type Verdict uint8

// The verdicts. Only Meets and Below are counted for or against a level.
const (
	NoData        Verdict = iota // no figure was published: not counted either way
	Meets                        // the printed figure is at or above the level
	Below                        // the printed figure is below the level
	NotMember                    // not a member on 31 December of the year
	NoForces                     // listed, and never counted as failing
	NotMeasurable                // no published figure can show compliance
)

// verdictWords is a constant table of the words for machine-readable output and for readers.
var verdictWords = [...][2]string{
	NoData:        {"no_data", "no data"},
	Meets:         {"meets", "meets"},
	Below:         {"below", "below"},
	NotMember:     {"not_member", "not a member then"},
	NoForces:      {"no_forces", "no armed forces"},
	NotMeasurable: {"not_measurable", "not measurable"},
}

// String returns the word for machine-readable output.
func (v Verdict) String() string { return verdictWords[v][0] }

// Words returns the words for readers.
func (v Verdict) Words() string { return verdictWords[v][1] }

// Level is the level by which a figure of one year is judged.
type Level struct {
	Value   figure.Decimal // in the unit of the measure
	Later   int            // the year in which it was agreed if that is after the figure's, else 0
	Foreign bool           // the figures follow another definition than the pledge
}

// Judged reports whether figures meet the level or fail to. If not, they are only described as at
// or under it.
func (l Level) Judged() bool { return l.Later == 0 && !l.Foreign }

// LevelIn returns the level v, agreed in the year agreed, for figures of year y.
func LevelIn(v figure.Decimal, agreed int, y figure.Year) Level {
	if agreed <= int(y) {
		agreed = 0
	}
	return Level{Value: v, Later: agreed}
}

// Counted reports whether the verdict counts for or against the level.
func (v Verdict) Counted() bool { return v == Meets || v == Below }

// edge is how far from the level a printed figure is still on the knife-edge: 0.01 pp.
var edge = figure.Decimal{Units: 1, Places: 2}

// Judge compares a published figure with a level. The verdict is Meets if the printed figure is at
// or above the level, Below if it is not, and NoData if f is not known. The figure is on the
// knife-edge if it is printed within 0.01 of the level, or if its unrounded value is on the other
// side of the level.
func Judge(f figure.Figure, level figure.Decimal) (verdict Verdict, knifeEdge bool) {
	if !f.Known() {
		return NoData, false
	}
	verdict = Below
	if f.Printed.Cmp(level) >= 0 {
		verdict = Meets
	}
	near := f.Printed.Sub(level).Abs().Cmp(edge) <= 0
	crosses := f.Held && (f.Unrounded >= level.Float()) != (verdict == Meets)
	return verdict, near || crosses
}

// Gap returns the printed figure minus the level, exactly. It is negative below the level.
func Gap(f figure.Figure, level figure.Decimal) figure.Decimal { return f.Printed.Sub(level) }
