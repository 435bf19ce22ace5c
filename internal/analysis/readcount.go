package analysis

import (
	"fmt"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// counted asks the edition for its count; where it cannot say, or holds too
// little to, the finding is done.
func (r *reader) counted() (Count, bool) {
	a, ok := r.answer(r.query())
	if !ok {
		return Count{}, false
	}
	c := a.Count
	side, n := "meet", c.Meets
	if r.s.Below {
		side, n = "are below", c.Below
	}
	what := fmt.Sprintf("that %s %s %%%s in %d", side, r.s.Level, ofWhat(r.s.Measure), r.s.Year)
	r.fact("", format.Capital(a.Scope)+" "+what, fmt.Sprintf("%d of %d with forces (%d members)", n, c.WithForces, c.Members))
	if !a.Judged || a.Unjudged != "" {
		r.end(NotMeasurable, a.Unjudged)
		return c, false
	}
	return c, true
}

// count: so many allies meet a level, or are below it.
func (r *reader) count() {
	c, ok := r.counted()
	if !ok {
		return
	}
	s, n := r.s, c.Meets
	if s.Below {
		n = c.Below
	}
	got := figure.Decimal{Units: int64(n)}
	why := fmt.Sprintf("%d of %d members with forces", n, c.WithForces)
	if s.Of != 0 {
		switch s.Of {
		case c.Members:
			why = fmt.Sprintf("%d of %d members, of which %d have forces", n, c.Members, c.WithForces)
		case c.WithForces:
		default:
			r.end(Differs, fmt.Sprintf("%d of %d members, or of %d with forces, not of %d", n, c.Members, c.WithForces, s.Of))
			return
		}
	}
	if c.NoData > 0 {
		why += fmt.Sprintf(", %d without a figure", c.NoData)
	}
	if c.KnifeEdge > 0 {
		why += fmt.Sprintf(", %d on the knife's edge", c.KnifeEdge)
	}
	// A missing figure is neither here nor there: where it could turn the answer,
	// there is none.
	so := s.Relation.relates(got, s.Said)
	for k := n + 1; k <= n+c.NoData; k++ {
		if s.Relation.relates(figure.Decimal{Units: int64(k)}, s.Said) != so {
			r.end(NotMeasurable, why)
			return
		}
	}
	if so {
		r.end(Holds, why)
		return
	}
	if s.Relation == Equal {
		why = "not " + s.Said.String() + " but " + why
	}
	r.end(Differs, why)
}

// part: such a part of the allies is below a level, in per cent.
func (r *reader) part() {
	c, ok := r.counted()
	if !ok || c.WithForces == 0 {
		return
	}
	s, n := r.s, c.Meets
	if s.Below {
		n = c.Below
	}
	if c.NoData > 0 {
		r.end(NotMeasurable, fmt.Sprintf("%d of %d with forces are without a figure", c.NoData, c.WithForces))
		return
	}
	part := figure.Round(float64(n)/float64(c.WithForces)*100, 1)
	why := fmt.Sprintf("%d of %d with forces is %s %%", n, c.WithForces, part)
	switch {
	case part.Cmp(s.Said) == 0:
		r.end(Rounds, why)
	default:
		r.end(Differs, why+", not "+s.Said.String()+" %")
	}
}

// moved: allies' figures fell or rose between two years, and nobody else's did.
func (r *reader) moved() {
	s := r.s
	t, ok := r.table(s.Measure, s.From, s.Year)
	if !ok {
		return
	}
	for _, c := range s.Codes {
		if _, ok := r.change(t, c); !ok {
			return
		}
	}
	for _, c := range s.Codes {
		if d, _ := r.delta(t, c); !r.movedSo(d) {
			r.end(Differs, fmt.Sprintf("%s: %s", r.ds.Allies().Name(c), moveWords(d, r.size(d))))
			return
		}
	}
	if !s.Only {
		r.end(Holds, r.movesWords(t))
		return
	}
	others, unknown, level := r.others(t)
	switch {
	case len(others) > 0:
		r.end(Differs, fmt.Sprintf("so did %s", format.List(others)))
	case len(unknown) > 0:
		r.end(NotMeasurable, "no figure of both years for "+format.List(unknown))
	case len(level) > 0:
		r.end(Holds, r.movesWords(t)+"; unchanged as printed: "+format.List(level))
	default:
		r.end(Holds, r.movesWords(t)+"; nobody else")
	}
}

// change notes an ally's figures of both years.
func (r *reader) change(t *dataset.Table, c ally.Code) (figure.Decimal, bool) {
	_, was := r.figure(t, c, r.s.From)
	_, is := r.figure(t, c, r.s.Year)
	d, ok := r.delta(t, c)
	if was && is && !ok {
		r.end(NotMeasurable, "the currency changed between the two years")
	}
	return d, ok
}

// delta is how far an ally's figure moved, as printed.
func (r *reader) delta(t *dataset.Table, c ally.Code) (figure.Decimal, bool) {
	then, now := t.At(c, r.s.From), t.At(c, r.s.Year)
	if !then.Known() || !now.Known() || t.Currency(c, r.s.From) != t.Currency(c, r.s.Year) {
		return figure.Decimal{}, false
	}
	return now.Printed.Sub(then.Printed), true
}

func (r *reader) movedSo(d figure.Decimal) bool {
	return d.Units != 0 && d.Negative() != r.s.Rises
}

// moveWords is a change in words.
func moveWords(d figure.Decimal, size string) string {
	switch {
	case d.Units == 0:
		return "unchanged as printed"
	case d.Negative():
		return "fell by " + size
	default:
		return "rose by " + size
	}
}

func (r *reader) movesWords(t *dataset.Table) string {
	parts := make([]string, 0, len(r.s.Codes))
	for _, c := range r.s.Codes {
		d, _ := r.delta(t, c)
		parts = append(parts, r.ds.Allies().Name(c)+" "+moveWords(d, r.size(d)))
	}
	return format.List(parts)
}

// others are the members of the later year that are not named: who moved so too,
// of whom it is not known, and who stood still.
func (r *reader) others(t *dataset.Table) (moved, unknown, still []string) {
	for _, a := range r.ds.Allies().All() {
		if slices.Contains(r.s.Codes, a.Code) || !a.HasForces() || (r.s.Members == query.Then && !a.MemberIn(int(r.s.Year))) {
			continue
		}
		d, ok := r.delta(t, a.Code)
		switch {
		case !ok:
			unknown = append(unknown, a.Name)
		case d.Units == 0:
			r.note(t, a.Code, r.s.From)
			r.note(t, a.Code, r.s.Year)
			still = append(still, a.Name)
		case r.movedSo(d):
			r.note(t, a.Code, r.s.From)
			r.note(t, a.Code, r.s.Year)
			moved = append(moved, a.Name)
		}
	}
	return moved, unknown, still
}
