package analysis

import (
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

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
}

// Line is one measure of a profile.
type Line struct {
	Measure figure.Measure
	Unit    string
	// Rows are the allies' rows, in the order of the profile's allies.
	Rows []*Row
	// Of is how many allies are ranked.
	Of int
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

// ProfileOf gathers what an edition says of the allies pinned in a query.
func ProfileOf(ds *dataset.Dataset, q query.Query) (*Profile, error) {
	q.Group, q.Filter = "", "" // what is asked for is named
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
	return p, nil
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
	q.Only = false // ranks are among all
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
