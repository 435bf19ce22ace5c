package analysis

import (
	"errors"
	"fmt"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// ErrAllies is wrapped by ProfileOf where no ally is named, or too many are.
var ErrAllies = errors.New("a profile is of one to eight allies")

// Profile is all that one edition says of some allies in one year.
type Profile struct {
	// Main answers the query itself: level, verdicts, the series.
	Main   *Answer
	Allies []*ally.Ally
	// Lines are the measures the edition holds for the year, in NATO's order.
	Lines []Line
	// Vintages are the main measure as each edition printed it for the year; nil
	// where no other edition is asked, as with SIPRI.
	Vintages *ByEdition
	Sentence string
	Citation string
}

// KnifeEdge tells whether a figure of the main measure is on the knife's edge.
func (p *Profile) KnifeEdge(f figure.Figure) bool {
	if !p.Main.Judged || p.Main.Unjudged != "" {
		return false
	}
	_, edge := target.Judge(f, p.Main.Level.Value)
	return edge
}

// Line is one measure of a profile.
type Line struct {
	Measure figure.Measure
	Unit    string
	// Rows are the allies' rows, in the order of the profile's allies.
	Rows []*Row
	// Of is how many allies are ranked.
	Of              int
	greatest, least figure.Figure // among Rows; not there where no two differ
}

// Extreme is +1 where the row has the greatest figure of the profile's allies,
// −1 where it has the least, and 0 between, or where they do not compare.
func (l *Line) Extreme(r *Row) int {
	switch {
	case !r.Figure.There() || !l.greatest.There():
		return 0
	case r.Figure.Printed.Cmp(l.greatest.Printed) == 0:
		return 1
	case r.Figure.Printed.Cmp(l.least.Printed) == 0:
		return -1
	default:
		return 0
	}
}

// ProfileOf gathers what an edition says of the allies pinned in a query, or,
// where none is, of those its group and filter leave.
func ProfileOf(ds *dataset.Dataset, q query.Query) (*Profile, error) {
	if q.Pins == "" && (q.Group != "" || q.Filter != "") {
		some, err := For(ds, q)
		if err != nil {
			return nil, err
		}
		for i := range some.Rows {
			q.Pins = q.Pins.With(some.Rows[i].Ally.Code)
		}
	}
	if n := q.Pins.Len(); n == 0 || n > query.MaxPins {
		return nil, fmt.Errorf("%w: %d named", ErrAllies, n)
	}
	q.Group, q.Filter, q.Only = "", "", false
	main, err := For(ds, q)
	if err != nil {
		return nil, err
	}
	p := &Profile{Main: main}
	for _, c := range main.Query.Pins.Codes() {
		if a, ok := ds.Allies().Ally(c); ok {
			p.Allies = append(p.Allies, a)
		}
	}
	for i := range figure.Measures {
		m := figure.Measure(i)
		if t, err := main.Edition.Table(m); err != nil || !t.HasYear(main.Year) {
			continue
		}
		l, err := p.line(ds, m)
		if err != nil {
			return nil, err
		}
		p.Lines = append(p.Lines, l)
	}
	if q.Source == query.NATO {
		x := main.Query
		x.Edition = ""
		if p.Vintages, err = Editions(ds, x); err != nil {
			return nil, err
		}
	}
	p.Sentence, p.Citation = p.sentence(), p.citation()
	return p, nil
}

// sentence says of a single ally where it stands; of several, what the ranking
// says with them in it.
func (p *Profile) sentence() string {
	a := p.Main
	if len(p.Allies) != 1 {
		return a.Sentence
	}
	r, ok := a.Row(p.Allies[0].Code)
	if !ok || r.Rank == 0 {
		return a.Sentence
	}
	spec, of := a.Measure.Spec(), 0
	for i := range p.Lines {
		if p.Lines[i].Measure == a.Measure {
			of = p.Lines[i].Of
		}
	}
	s := fmt.Sprintf("%s, %d: %s %s, %s of %d", r.Ally.Name, a.Year, marked(r.Figure), spec.Unit, Ordinal(r.Rank), of)
	if r.Verdict.Counted() {
		s += fmt.Sprintf(", %s %s %% (%s pp)", r.Verdict.Words(), a.Level.Value, r.Gap.Value.Signed())
	}
	if r.Since.Held {
		unit := "pp"
		if spec.Kind != figure.Percent && spec.Kind != figure.Change {
			unit = "%"
		}
		s += fmt.Sprintf(", %s %s since %d", r.Since.Value.Signed(), unit, a.Base)
	}
	return s + "."
}

// citation names the edition; the tables are named by the measures.
func (p *Profile) citation() string {
	e := p.Main.Edition
	if p.Main.Query.Source != query.NATO {
		return p.Main.Citation
	}
	return fmt.Sprintf("NATO, %s, published %s (edition %s), the tables of the measures named; %s.", bareTitle(e), e.Published, e.ID, e.Definition)
}

// line answers one measure in the profile's edition and year.
func (p *Profile) line(ds *dataset.Dataset, m figure.Measure) (Line, error) {
	q := p.Main.Query
	if m != q.Measure {
		q.Measure, q.Level, q.From, q.To = m, figure.Decimal{}, 0, 0
		if t, err := p.Main.Edition.Table(m); err == nil && (q.Base < t.First || q.Base > t.Last) {
			q.Base = 0
		}
	}
	a, err := For(ds, q)
	if err != nil {
		return Line{}, err
	}
	l := Line{Measure: m, Unit: a.Unit}
	for i := range a.Rows {
		if a.Rows[i].Rank > 0 {
			l.Of++
		}
	}
	for _, x := range p.Allies {
		r, ok := a.Row(x.Code)
		if !ok {
			r = &Row{Ally: x, Pin: -1}
		}
		l.Rows = append(l.Rows, r)
	}
	l.extremes()
	return l, nil
}

// extremes finds the greatest and the least figure of a line.
func (l *Line) extremes() {
	if !l.Measure.Spec().Comparable {
		return
	}
	var most, least figure.Figure
	for _, r := range l.Rows {
		f := r.Figure
		if !f.There() {
			continue
		}
		if !most.There() || f.Printed.Cmp(most.Printed) > 0 {
			most = f
		}
		if !least.There() || f.Printed.Cmp(least.Printed) < 0 {
			least = f
		}
	}
	if most.There() && most.Printed.Cmp(least.Printed) != 0 {
		l.greatest, l.least = most, least
	}
}
