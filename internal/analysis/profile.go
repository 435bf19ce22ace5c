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
	// Sheets are the allies' sheets, in their order.
	Sheets []*Sheet
	// Lines are the measures the edition holds for the year, in NATO's order.
	Lines []Line
	// Vintages are the main measure as each edition printed it for the year; nil
	// where no other edition is asked, as with SIPRI.
	Vintages *Vintages
	// Sentence is a single ally's headline; of several, the ranking's sentence.
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

// Line is one measure of a profile, across its allies.
type Line struct {
	Measure figure.Measure
	Unit    string
	// Rows are the lines of the allies' sheets, in their order.
	Rows []*SheetLine

	greatest, least figure.Figure // among Rows; not there where no two differ
}

// Extreme is +1 where a line has the greatest figure of the profile's allies, −1
// where it has the least, and 0 between, or where they do not compare.
func (l *Line) Extreme(x *SheetLine) int {
	switch {
	case !x.Figure.Known() || !l.greatest.Known():
		return 0
	case x.Figure.Printed.Cmp(l.greatest.Printed) == 0:
		return 1
	case x.Figure.Printed.Cmp(l.least.Printed) == 0:
		return -1
	default:
		return 0
	}
}

// ProfileFor gathers what an edition says of the allies pinned in a query, or,
// where none is, of those its group and filter leave.
func ProfileFor(ds *dataset.Dataset, q query.Query) (*Profile, error) {
	if q.Pins == "" && (q.Group != "" || q.Filter != "") {
		some, err := RankingFor(ds, q)
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
	main, err := RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	p := &Profile{Main: main}
	for _, c := range main.Query.Pins.Codes() {
		if a, ok := ds.Allies().Ally(c); ok {
			p.Allies = append(p.Allies, a)
		}
	}
	for _, x := range p.Allies {
		sheet, err := SheetFor(ds, main.Query, x.Code)
		if err != nil {
			return nil, err
		}
		p.Sheets = append(p.Sheets, sheet)
	}
	p.lines()
	if q.Source == query.NATO {
		x := main.Query
		x.Edition = ""
		if p.Vintages, err = VintagesFor(ds, x); err != nil {
			return nil, err
		}
	}
	p.Sentence, p.Citation = main.Sentence, p.citation()
	if len(p.Sheets) == 1 {
		p.Sentence = p.Sheets[0].Headline
	}
	return p, nil
}

// lines sets the allies' sheets side by side, measure by measure.
func (p *Profile) lines() {
	for i := range figure.Measures {
		l := Line{Measure: figure.Measure(i)}
		for _, s := range p.Sheets {
			x := s.Line(l.Measure)
			if !x.Held {
				break // of no ally, then
			}
			l.Unit = x.Unit
			l.Rows = append(l.Rows, x)
		}
		if len(l.Rows) == len(p.Sheets) {
			l.extremes()
			p.Lines = append(p.Lines, l)
		}
	}
}

// citation names the edition; the tables are named by the measures.
func (p *Profile) citation() string {
	e := p.Main.Edition
	if p.Main.Query.Source != query.NATO {
		return p.Main.Citation
	}
	return fmt.Sprintf("NATO, %s, published %s (edition %s), the tables of the measures named; %s.", bareTitle(e), e.Published, e.ID, e.Definition)
}

// extremes finds the greatest and the least figure of a line.
func (l *Line) extremes() {
	if !l.Measure.Spec().Comparable {
		return
	}
	var most, least figure.Figure
	for _, r := range l.Rows {
		f := r.Figure
		if !f.Known() {
			continue
		}
		if !most.Known() || f.Printed.Cmp(most.Printed) > 0 {
			most = f
		}
		if !least.Known() || f.Printed.Cmp(least.Printed) < 0 {
			least = f
		}
	}
	if most.Known() && most.Printed.Cmp(least.Printed) != 0 {
		l.greatest, l.least = most, least
	}
}
