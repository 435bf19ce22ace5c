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

func (r *reader) figure() {
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
		given = "given" // SIPRI's are rounded here
	}
	switch outcome := r.against(got, f); {
	case r.relation == inRange:
		within := got.Cmp(r.number) >= 0 && got.Cmp(r.upto) <= 0
		r.decide(within, fmt.Sprintf("%s is %sfrom %s to %s", shown, format.When(!within, "not "), r.number, r.upto))
	case r.relation != equal:
		how := fmt.Sprintf("%s is %s %s %s", shown, r.size(off), side(off, "below", "above"), r.number)
		if off.Units == 0 {
			how = fmt.Sprintf("%s is just %s", shown, r.number)
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
		r.end(outcome, "%s as %s: which way that rounds is undecidable without its unrounded figure", given, shown)
	default:
		r.end(outcome, "%s as %s: %s %s than said", given, shown, r.size(off), side(off, "less", "more"))
	}
}

// judgedIn is the question of an edition whose level is the number said.
func (s *statement) judgedIn(ds *dataset.Dataset, e *dataset.Edition) (*work, error) {
	q := queryFor(ds, s.Query, e)
	q.Level = s.number
	return resolve(ds, q)
}

func (r *reader) order() {
	if !r.Measure.Spec().Comparable {
		r.end(NotMeasurable, "national currencies do not compare")
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

func (r *reader) move() {
	t, _, ok := r.figures()
	if !ok {
		return
	}
	var moves []string
	for _, c := range r.codes {
		d, ok := r.change(t, c)
		switch words := r.moveWords(d); {
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
		r.end(NotMeasurable, "no figure of both years for %s", format.List(unknown))
	case len(still) > 0:
		r.end(Holds, "%s; unchanged as printed: %s", why, format.List(still))
	default:
		r.end(Holds, "%s; nobody else", why)
	}
}

func (r *reader) change(t *dataset.Table, c ally.Code) (figure.Decimal, bool) {
	then, now := t.At(c, r.From), t.At(c, r.Year)
	if !then.Known() || !now.Known() || t.Line(c).Converted(r.From, r.Year) {
		return figure.Decimal{}, false
	}
	return now.Printed.Sub(then.Printed), true
}

func (r *reader) moved(d figure.Decimal) bool { return d.Units != 0 && d.Negative() != r.rises }

func (r *reader) moveWords(d figure.Decimal) string {
	if d.Units == 0 {
		return "unchanged as printed"
	}
	return side(d, "fell", "rose") + " by " + r.size(d)
}

// others are the members of the later year that are not named: who moved so too, of whom it is
// not known, and who stood still.
func (r *reader) others(t *dataset.Table) (moved, unknown, still []string) {
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

// reading is one way to count: so many of a whole, in words. Where figures are
// missing, up to as many more could be among them.
type reading struct {
	n, of int
	words string
}

// counted are the ways to count those that meet a level or, where that is said, those that do
// not: below it among allies with forces, or not meeting it among all members.
func (r *reader) counted() (readings []reading, c Count, ok bool) {
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
			c.Meets-- // it is just at the level
		}
	}
	idle, l := c.Members-c.WithForces, r.bar(r.ds)
	under := fmt.Sprintf("%d of %d with forces are %s it", c.Below, c.WithForces, format.Below(l))
	failing := fmt.Sprintf("%d of %d members %s it", c.Below+idle, c.Members, format.VerbNot(l, 0, false))
	fact := under + ", " + failing
	readings = []reading{{c.Below, c.WithForces, under}, {c.Below + idle, c.Members, failing + Forceless(a)}}
	if !r.below {
		fact = fmt.Sprintf("%d of %d with forces (%d members)", c.Meets, c.WithForces, c.Members)
		readings = []reading{
			{c.Meets, c.WithForces, fmt.Sprintf("%d of %d members with forces", c.Meets, c.WithForces)},
			{c.Meets, c.Members, fmt.Sprintf("%d of %d members, of which %d have forces", c.Meets, c.Members, c.WithForces)},
		}
	}
	if idle == 0 {
		readings = readings[:1] // both ways are one
	}
	r.fact("", format.Capital(a.Scope)+" that "+r.meeting(l), "%s", fact)
	if !a.Verdicts() {
		r.end(NotMeasurable, "%s", a.Unjudged)
	}
	return readings, c, a.Verdicts()
}

// Forceless names the members without armed forces, behind a count of those not meeting a level.
func Forceless(a *Answer) string {
	names := format.Each(a.unfiltered, func(i int32) string {
		x := a.ally(i)
		return format.When(!x.HasForces() && a.row(i).Verdict == target.NoForces, x.Name)
	})
	return format.Whenf(len(names) > 0, ", %s having no armed forces", format.List(names))
}

func (r *reader) count() {
	readings, c, ok := r.counted()
	if !ok {
		return
	}
	both := slices.Clone(readings)
	if r.of != 0 {
		readings = slices.DeleteFunc(readings, func(x reading) bool { return x.of != r.of })
	} else if !r.below {
		readings = readings[:1]
	}
	switch {
	case len(readings) == 0:
		r.end(Differs, "counted of %d members, or of %d with forces, not of %d", c.Members, c.WithForces, r.of)
		return
	case len(readings) > 1: // nothing says which is meant: the one that the number is of, if either is
		if i := slices.IndexFunc(readings, func(x reading) bool { return r.relation.holds(whole(x.n), r.number) }); i >= 0 {
			readings = readings[i : i+1]
		}
	}
	words := func(x reading) string { return x.words }
	why := strings.Join(format.Each(readings, words), ", ")
	if r.below && len(readings) == 1 {
		for _, x := range both {
			why += format.When(x != readings[0], " ("+x.words+")")
		}
	}
	why += format.Whenf(c.NoData > 0, ", %d without a figure", c.NoData)
	why += format.Whenf(c.KnifeEdge > 0, ", %d %s", c.KnifeEdge, format.OnEdge)
	// A missing figure is neither here nor there: where it could turn the answer,
	// there is none.
	n := readings[0].n
	so := r.relation.holds(whole(n), r.number)
	for k := n + 1; k <= n+c.NoData; k++ {
		if r.relation.holds(whole(k), r.number) != so {
			r.end(NotMeasurable, "%s", why)
			return
		}
	}
	if !so && r.relation == equal {
		why = "not " + r.number.String() + " but " + why
	}
	r.decide(so, why)
}

func whole(n int) figure.Decimal { return figure.Decimal{Units: int64(n)} }

// nearly is how much less than a part may be to be almost it, in percentage points.
const nearly = 5

func (r *reader) part() {
	readings, c, ok := r.counted()
	switch {
	case !ok || c.WithForces == 0:
		return
	case c.NoData > 0:
		r.end(NotMeasurable, "%d of %d with forces are without a figure", c.NoData, c.WithForces)
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
		case r.almost && !less.Negative() && less.Cmp(whole(nearly)) <= 0:
			r.end(Holds, "%s, almost %s", text, format.Percent(r.number))
			return
		}
		words = append(words, text)
	}
	r.end(Differs, "%s, not %s", strings.Join(words, ", "), format.Percent(r.number))
}

// growth is judged at constant prices; that at current prices and rates stands beside it.
func (r *reader) growth() {
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
	outcome := r.against(grew, figure.Figure{})
	if outcome == Differs {
		why += ", not " + r.number.String()
	}
	r.end(outcome, "%s", why)
}

func (r *reader) gap() {
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
	r.fact(row.Ally.Code, "missing to "+format.Percent(r.Level), "%s, current prices", amount)
	if figure.Round(missing, r.number.Places).Cmp(r.number) == 0 {
		r.end(Rounds, "%s rounds to %s", amount, r.number)
		return
	}
	r.end(Differs, "%s, not %s", amount, r.number)
}

// plan is of no fact of the past: the figures of a year, or what a path takes, are shown, and
// nothing is judged.
func (r *reader) plan() {
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
		r.fact(most.Ally.Code, "the longest way: "+most.Ally.Name, "%s %% in %d, %s pp a year to %d",
			format.Figure(most.Figure), most.From, format.Signed(figure.Round(most.PPPerYear.Value, 2)), r.Deadline)
	}
}
