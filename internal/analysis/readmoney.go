package analysis

import (
	"fmt"
	"strconv"

	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// more: a sum grew by so much between two years, at constant prices; the growth
// at current prices and rates stands beside it.
func (r *reader) more() {
	s, c := r.s, r.s.Codes[0]
	t, ok := r.table(s.Measure, s.From, s.Year)
	if !ok {
		return
	}
	if _, ok := r.figure(t, c, s.From); !ok {
		return
	}
	if _, ok := r.figure(t, c, s.Year); !ok {
		return
	}
	grew := r.scaled(t, t.At(c, s.Year).Printed.Sub(t.At(c, s.From).Printed))
	if now, err := r.Edition.Table(figure.USDCurrent); err == nil && s.Measure == figure.USDConstant {
		r.note(now, c, s.From)
		r.note(now, c, s.Year)
	}
	why := fmt.Sprintf("%s bn more, %s", figure.Round(grew.Float(), 1), t.Unit)
	switch r.against(grew, figure.Figure{}) {
	case Holds:
		r.end(Holds, why)
	case Rounds:
		r.end(Rounds, why)
	default:
		r.end(Differs, why+", not "+s.Said.String())
	}
}

// gap: so much money, of an ally's own, is missing to a level.
func (r *reader) gap() {
	s := r.s
	a, ok := r.answer(r.query())
	if !ok {
		return
	}
	row, ok := a.Row(s.Codes[0])
	if !ok || !row.Figure.Known() {
		r.end(NotMeasurable, "no figure for "+r.ds.Allies().Name(s.Codes[0]))
		return
	}
	r.fact(row.Ally.Code, row.Ally.Name+" "+strconv.Itoa(int(s.Year)), format.Figure(row.Figure)+" %")
	if !row.GapNational.OK {
		r.end(NotMeasurable, "held without its money tables ("+r.Edition.Coverage+")")
		return
	}
	missing := -row.GapNational.Value / float64(max(s.Scale, 1))
	r.fact(row.Ally.Code, fmt.Sprintf("missing to %s %%", s.Level), fmt.Sprintf("%s bn %s, current prices", figure.Round(missing, 1), row.Currency))
	if figure.Round(missing, s.Said.Places).Cmp(s.Said) == 0 {
		r.end(Rounds, fmt.Sprintf("%s bn %s rounds to %s", figure.Round(missing, 1), row.Currency, s.Said))
		return
	}
	r.end(Differs, fmt.Sprintf("%s bn %s, not %s", figure.Round(missing, 1), row.Currency, s.Said))
}

// path: the allies are to reach a level by a year. That is no fact of the past:
// what it takes is shown, and nothing judged.
func (r *reader) path() {
	s := r.s
	r.end(NotMeasurable, s.Reason)
	p, err := PathFor(r.ds, query.Query{View: query.Path, Level: s.Level, Deadline: s.By, Edition: r.Edition.ID})
	if err != nil {
		return // the reason stands without the figures
	}
	r.fact("", fmt.Sprintf("allies at %s %% in %d", s.Level, p.Year), fmt.Sprintf("%d of %d", p.Count.Meets, p.Count.WithForces))
	if most := furthest(p.Rows); most != nil {
		r.fact(most.Ally.Code, "the longest way: "+most.Ally.Name, fmt.Sprintf("%s %% in %d, %s pp a year to %d",
			format.Figure(most.Figure), most.From, format.Signed(figure.Round(most.PPPerYear.Value, 2)), s.By))
	}
}

// plan: something that no table holds, beside the figures that are.
func (r *reader) plan() {
	r.end(NotMeasurable, r.s.Reason)
	t, err := r.Edition.Table(r.s.Measure)
	if err != nil || !t.HasYear(r.s.Year) {
		return
	}
	for _, c := range r.s.Codes {
		r.note(t, c, r.s.Year)
	}
}
