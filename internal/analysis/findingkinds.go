package analysis

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// figure computes a statement about one ally's figure in a year.
func (r *finder) figure() {
	t, figures, ok := r.figures()
	if !ok {
		return
	}
	f := figures[0]
	if r.judges && r.Measure == figure.ShareGDP {
		if w, err := r.judgedIn(r.ds, r.Edition); err == nil && !w.Level.Measurable {
			r.end(NotMeasurable, "%s", w.Unjudged)
			return
		}
	}
	got := r.scaled(t, f.Printed)
	off, shown := got.Sub(r.number), r.with(format.Number(got)+f.Status.Mark(), "")
	given := "printed"
	if r.Edition.Source == dataset.SIPRI {
		given = "given" // SIPRI publishes more decimals, which are rounded here
	}
	switch outcome := r.compareWithNumber(got, f); {
	case r.relation == inRange:
		within := got.Cmp(r.number) >= 0 && got.Cmp(r.upto) <= 0
		r.decide(within, fmt.Sprintf("%s is %sfrom %s to %s", shown, format.When(!within, "not "), r.number, r.upto))
	case r.relation != equal:
		how := fmt.Sprintf("%s is %s %s %s", shown, r.size(off), side(off, "below", "above"), r.number)
		if off.Units == 0 {
			how = fmt.Sprintf("%s is exactly %s", shown, r.number)
		}
		if _, edge := target.Judge(f, r.number); edge && r.Measure.Spec().Kind == figure.Percent {
			how += ", " + format.OnEdge
		}
		r.decide(r.relation.holds(got, r.number), how)
	case outcome == Holds:
		r.end(outcome, "%s as %s", given, shown)
	case outcome == Rounds && f.Finer() && r.scale == 0:
		r.end(outcome, "%s as %s, %s rounds to %s", given, shown, figure.Round(f.Unrounded, f.Printed.Places+2), r.number)
	case outcome == Rounds:
		r.end(outcome, "%s rounds to %s", shown, r.number)
	case outcome == NotMeasurable:
		r.end(outcome, "%s as %s: which way it rounds cannot be decided without the unrounded figure", given, shown)
	default:
		r.end(outcome, "%s as %s: %s %s than said", given, shown, r.size(off), side(off, "less", "more"))
	}
}

// judgedIn resolves the statement's query for an edition, with the number said as its level.
func (s *statement) judgedIn(ds *dataset.Dataset, e *dataset.Edition) (*work, error) {
	q := queryFor(ds, s.Query, e)
	q.Level = s.number
	return resolve(ds, q)
}

func (r *finder) order() {
	if !r.Measure.Spec().Comparable {
		r.end(NotMeasurable, "amounts in national currencies cannot be compared")
		return
	}
	_, figures, ok := r.figures()
	if !ok {
		return
	}
	a, b := figures[0], figures[1]
	off := a.Printed.Sub(b.Printed)
	why := fmt.Sprintf("%s against %s: %s %s", format.Figure(a), format.Figure(b), r.size(off), side(off, "below", "above"))
	if off.Units == 0 {
		why = "both are printed as " + a.Printed.String()
	}
	r.decide(r.relation.holds(a.Printed, b.Printed), why)
}

func (r *finder) move() {
	t, _, ok := r.figures()
	if !ok {
		return
	}
	var moves []string
	for _, c := range r.codes {
		d, ok := r.change(t, c)
		by := "by " + r.size(d)
		switch words := moving(d, by, by) + format.When(d.Units == 0, " as printed"); {
		case !ok:
			r.end(NotMeasurable, "the currency changed between the two years")
			return
		case !r.moved(d):
			r.end(Differs, "%s: %s", r.name(c), words)
			return
		default:
			moves = append(moves, r.name(c)+" "+words)
		}
	}
	why := format.List(moves)
	if !r.only {
		r.end(Holds, "%s", why)
		return
	}
	switch others, unknown, still := r.others(t); {
	case len(others) > 0:
		r.end(Differs, "so did %s", format.List(others))
	case len(unknown) > 0:
		r.end(NotMeasurable, "no figures for both years: %s", format.List(unknown))
	case len(still) > 0:
		r.end(Holds, "%s; unchanged as printed: %s", why, format.List(still))
	default:
		r.end(Holds, "%s; no other ally did", why)
	}
}

func (r *finder) change(t *dataset.Table, c ally.Code) (figure.Decimal, bool) {
	then, now := t.At(c, r.From), t.At(c, r.Year)
	if !then.Known() || !now.Known() || t.Line(c).Converted(r.From, r.Year) {
		return figure.Decimal{}, false
	}
	return now.Printed.Sub(then.Printed), true
}

func (r *finder) moved(d figure.Decimal) bool { return d.Units != 0 && d.Negative() != r.rises }

// others returns the members with forces that the statement does not name: those that moved the
// same way, those whose change is unknown, and those whose figure did not change.
func (r *finder) others(t *dataset.Table) (moved, unknown, still []string) {
	for _, a := range r.ds.Allies().All() {
		if slices.Contains(r.codes, a.Code) || !a.HasForces() || (r.Members == query.Then && !a.MemberIn(int(r.Year))) {
			continue
		}
		d, ok := r.change(t, a.Code)
		switch {
		case !ok:
			unknown = append(unknown, a.Name)
			continue
		case d.Units == 0:
			still = append(still, a.Name)
		case r.moved(d):
			moved = append(moved, a.Name)
		default:
			continue
		}
		r.note(t, a.Code, r.From)
		r.note(t, a.Code, r.Year)
	}
	return moved, unknown, still
}

// countReading is one way to understand a count: n of a whole, in words. Allies without a figure
// are not in n, but each of them might be.
type countReading struct {
	n, of int
	words string
}

// countReadings returns the readings of a count of allies that meet a level or, for r.below, of
// those that do not: below it among allies with forces, or not meeting it among all members.
func (r *finder) countReadings() (readings []countReading, c Count, ok bool) {
	a, ok := r.answer()
	if !ok {
		return nil, Count{}, false
	}
	c = a.Count
	if row, found := a.Row(r.except); found && row.Verdict.Counted() {
		c.WithForces, c.Members = c.WithForces-1, c.Members-1
		if row.Verdict == target.Meets {
			c.Meets--
		} else {
			c.Below--
		}
	}
	for _, i := range a.unfiltered {
		if x := a.row(i); r.above && x.Verdict == target.Meets && x.Gap.Value.Units == 0 {
			c.Meets-- // its figure equals the level
		}
	}
	idle, l := c.Members-c.WithForces, r.bar(r.ds)
	under := fmt.Sprintf("%d of %d with forces are %s it", c.Below, c.WithForces, format.Below(l))
	failing := fmt.Sprintf("%d of %d members %s it", c.Below+idle, c.Members, format.VerbNot(l, 0, false))
	fact := under + ", " + failing
	readings = []countReading{{c.Below, c.WithForces, under}, {c.Below + idle, c.Members, failing + Forceless(a)}}
	if !r.below {
		fact = fmt.Sprintf("%d of %d with forces (%d members)", c.Meets, c.WithForces, c.Members)
		readings = []countReading{
			{c.Meets, c.WithForces, fmt.Sprintf("%d of %d members with forces", c.Meets, c.WithForces)},
			{c.Meets, c.Members, fmt.Sprintf("%d of %d members, of which %d have forces", c.Meets, c.Members, c.WithForces)},
		}
	}
	if idle == 0 {
		readings = readings[:1] // both readings count the same allies
	}
	r.fact("", format.Capital(a.Scope)+" that "+r.meeting(l), "%s", fact)
	if !a.Verdicts() {
		r.end(NotMeasurable, "%s", a.Unjudged)
	}
	return readings, c, a.Verdicts()
}

// Forceless names the members without armed forces, as a clause after a count of members that do
// not meet a level; it is empty if every member has forces.
func Forceless(a *Answer) string {
	names := format.Each(a.unfiltered, func(i int32) string {
		x := a.ally(i)
		return format.When(!x.HasForces() && a.row(i).Verdict == target.NoForces, x.Name)
	})
	return format.Whenf(len(names) > 0, ", %s having no armed forces", format.List(names))
}

func (r *finder) count() {
	readings, c, ok := r.countReadings()
	if !ok {
		return
	}
	both := slices.Clone(readings)
	if r.of != 0 {
		readings = slices.DeleteFunc(readings, func(x countReading) bool { return x.of != r.of })
	} else if !r.below {
		readings = readings[:1]
	}
	switch {
	case len(readings) == 0:
		r.end(Differs, "the count is of %d members, or of %d with forces, not of %d", c.Members, c.WithForces, r.of)
		return
	case len(readings) > 1: // the statement fits both: choose one that makes it true, if there is one
		if i := slices.IndexFunc(readings, func(x countReading) bool { return r.relation.holds(whole(x.n), r.number) }); i >= 0 {
			readings = readings[i : i+1]
		}
	}
	words := func(x countReading) string { return x.words }
	why := strings.Join(format.Each(readings, words), ", ")
	if r.below && len(readings) == 1 {
		for _, x := range both {
			why += format.When(x != readings[0], " ("+x.words+")")
		}
	}
	why += format.Whenf(c.NoData > 0, ", %d without a figure", c.NoData)
	why += format.Whenf(c.KnifeEdge > 0, ", %d %s", c.KnifeEdge, format.OnEdge)
	// If the allies without a figure could change the outcome, there is no verdict.
	n := readings[0].n
	holds := r.relation.holds(whole(n), r.number)
	for k := n + 1; k <= n+c.NoData; k++ {
		if r.relation.holds(whole(k), r.number) != holds {
			r.end(NotMeasurable, "%s", why)
			return
		}
	}
	if !holds && r.relation == equal {
		why = "not " + r.number.String() + " but " + why
	}
	r.decide(holds, why)
}

func whole(n int) figure.Decimal { return figure.Decimal{Units: int64(n)} }

// almostMargin is how far below a number, in percentage points, a part is still "almost" it.
const almostMargin = 5

func (r *finder) part() {
	readings, c, ok := r.countReadings()
	switch {
	case !ok || c.WithForces == 0:
		return
	case c.NoData > 0:
		r.end(NotMeasurable, "%d of %d with forces have no figure", c.NoData, c.WithForces)
		return
	}
	var words []string
	for _, x := range readings {
		part := figure.Round(float64(x.n)/float64(x.of)*100, 1)
		text := x.words + " (" + format.Percent(part) + ")"
		less := r.number.Sub(part)
		switch {
		case less.Units == 0:
			r.end(Rounds, "%s", text)
			return
		case r.almost && !less.Negative() && less.Cmp(whole(almostMargin)) <= 0:
			r.end(Holds, "%s, almost %s", text, format.Percent(r.number))
			return
		}
		words = append(words, text)
	}
	r.end(Differs, "%s, not %s", strings.Join(words, ", "), format.Percent(r.number))
}

// growth computes by how much a sum grew, at constant prices, and notes the amounts at current
// prices and exchange rates as well.
func (r *finder) growth() {
	t, figures, ok := r.figures()
	if !ok {
		return
	}
	grew := r.scaled(t, figures[1].Printed.Sub(figures[0].Printed))
	if now, err := r.Edition.Table(figure.USDCurrent); err == nil && r.Measure == figure.USDConstant {
		r.note(now, r.codes[0], r.From)
		r.note(now, r.codes[0], r.Year)
	}
	why := fmt.Sprintf("%s bn more, %s", figure.Round(grew.Float(), 1), t.Unit)
	outcome := r.compareWithNumber(grew, figure.Figure{})
	if outcome == Differs {
		why += ", not " + r.number.String()
	}
	r.end(outcome, "%s", why)
}

func (r *finder) gap() {
	a, ok := r.answer()
	if !ok {
		return
	}
	row, ok := a.Row(r.codes[0])
	if !ok || !row.Figure.Known() {
		r.end(NotMeasurable, "no figure for %s", r.name(r.codes[0]))
		return
	}
	r.fact(row.Ally.Code, r.labelled(row.Ally.Code, r.Year), "%s %%", format.Figure(row.Figure))
	if !row.GapNational.OK {
		r.end(NotMeasurable, "held without its money tables (%s)%s", r.Edition.Coverage, r.known(figure.USDCurrent, r.Year))
		return
	}
	missing := -row.GapNational.Value / float64(max(r.scale, 1))
	amount := fmt.Sprintf("%s bn %s", figure.Round(missing, 1), row.Currency)
	r.fact(row.Ally.Code, "gap to "+format.Percent(r.Level), "%s, current prices", amount)
	if figure.Round(missing, r.number.Places).Cmp(r.number) == 0 {
		r.end(Rounds, "%s rounds to %s", amount, r.number)
		return
	}
	r.end(Differs, "%s, not %s", amount, r.number)
}

// plan shows the figures of a year, or what a path takes, for a statement about plans. It judges
// nothing: no table holds the future.
func (r *finder) plan() {
	r.end(NotMeasurable, "%s", r.reason)
	if t, err := r.Edition.Table(r.Measure); err == nil && t.HasYear(r.Year) {
		for _, c := range r.codes {
			r.note(t, c, r.Year)
		}
	}
	if r.Deadline == 0 {
		return
	}
	p, err := PathFor(r.ds, query.Query{View: query.Path, Level: r.Level, Deadline: r.Deadline, Edition: r.Edition.ID})
	if err != nil {
		return // the reason stands without the figures
	}
	r.fact("", fmt.Sprintf("allies at %s in %d", format.Percent(r.Level), p.Year), "%s", p.Count.Words())
	if most := furthest(p.Rows); most != nil {
		r.fact(most.Ally.Code, "the longest path: "+most.Ally.Name, "%s %% in %d, %s pp a year to %d",
			format.Figure(most.Figure), most.From, format.Signed(figure.Round(most.PPPerYear.Value, 2)), r.Deadline)
	}
}
