package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// rows makes a row for every ally, in order of codes, and counts each year on
// the way.
func (w *work) rows() ([]Row, []Count) {
	all := w.ds.Allies().All()
	out, counts := make([]Row, 0, len(all)), w.emptyCounts()
	for _, a := range all {
		r := Row{Series: w.series(a.Code), Across: w.across(a.Code, w.Measure), Pin: w.Query.Pins.Index(a.Code)}
		r.Reading = r.At(w.Year)
		r.ranked = r.Known() && r.Verdict != target.NotMember && (a.HasForces() || w.Measure.OfEconomy())
		for k, x := range r.Readings {
			if y := counts[k].Year; w.counted(a, y) && w.member(a, y) {
				counts[k].add(a, &x)
			}
		}
		r.Unbroken, r.crossed = w.unbroken(a), w.crossed(a, r.Verdict)
		if r.Verdict.Counted() {
			r.Money = w.gap(a.Code, w.Year, r.Figure, w.Query.Level)
		}
		if r.Currency == "" {
			r.Currency = w.table.Currency(a.Code, w.Year)
		}
		out = append(out, r)
	}
	return out, counts
}

// rank gives every row its place. National currencies have none.
func rank(rows []Row, m figure.Measure) {
	if !m.Spec().Comparable {
		return
	}
	list := make([]figure.Figure, 0, len(rows))
	for i := range rows {
		if r := &rows[i]; r.ranked {
			list = append(list, r.Figure)
		}
	}
	slices.SortFunc(list, func(a, b figure.Figure) int { return b.Printed.Cmp(a.Printed) })
	for i := range rows {
		if r := &rows[i]; r.ranked {
			r.Place = placeIn(r.Figure, list)
		}
	}
}

// shows tells whether the query shows an ally: by group, pins and filter.
func (w *work) shows(a *ally.Ally, pin int) bool {
	switch {
	case w.group != nil && !w.group.Has(a.Code, int(w.Year)),
		w.Query.Only && w.Query.Pins != "" && pin < 0,
		w.Query.Filter != "" && !matches(a, w.Query.Filter),
		w.Query.Members == query.Everyone && w.Query.Source == query.NATO && !w.printed(a.Code):
		return false
	}
	return true
}

// printed tells whether the edition has a row for the ally. Iceland, which
// NATO's tables of expenditure leave out, is listed all the same.
func (w *work) printed(c ally.Code) bool {
	a, ok := w.ds.Allies().Ally(c)
	return w.table.Has(c) || (ok && !a.HasForces())
}

// matches tells whether a name or code contains the filter, whatever its case,
// accents, dots and blanks: a filter is typed and has no blanks.
func matches(a *ally.Ally, filter string) bool {
	letters := func(s string) string {
		return strings.ToLower(ally.Plain(strings.NewReplacer(" ", "", ".", "", "-", "", "_", "").Replace(s)))
	}
	wanted := letters(filter)
	return slices.ContainsFunc(a.Names(), func(name string) bool { return strings.Contains(letters(name), wanted) })
}

// sortKey is what a row is listed by.
type sortKey struct {
	ally    *ally.Ally
	verdict target.Verdict
	edge    bool
	crossed bool
	late    bool
	pin     int // −1: not pinned
	value   float64
	ranked  bool // false: there is no value to be ordered by
}

// judged tells whether the row was judged as is asked for.
func (k *sortKey) judged(asked query.Verdict) bool {
	switch asked {
	case query.Met:
		return k.verdict == target.Meets
	case query.Below:
		return k.verdict == target.Below
	case query.Edge:
		return k.edge
	case query.Crossed:
		return k.crossed
	case query.Late:
		return k.late
	default:
		return true
	}
}

// findLate marks the rows that at their present pace miss the deadline of the level, as
// the path to it has it. The error is that of PathFor.
func (w *work) findLate(rows []Row) error {
	if w.Query.Verdict != query.Late {
		return nil
	}
	q := w.Query.Whole()
	q.Measure = figure.ShareGDP
	p, err := PathFor(w.ds, q)
	if err != nil {
		return err
	}
	for i := range rows {
		x, _ := p.Row(rows[i].Ally.Code)
		rows[i].late = x != nil && x.Late()
	}
	return nil
}

// mostListed is how many allies a sentence names that a list was picked down to.
const mostListed = 8

// listedNames names the allies that a verdict or a limit picks, where they are few.
func (w *work) listedNames(rows []Row) string {
	if n := len(rows); w.Query.Verdict == query.Crossed || w.Query.Verdict == query.AnyVerdict && w.Query.Limit == 0 || n == 0 || n > mostListed {
		return ""
	}
	names := make([]string, len(rows))
	for i := range rows {
		names[i] = rows[i].Ally.Name
	}
	return "; listed: " + format.List(names)
}

// picked says which rows are listed, where a verdict or a limit leaves others out.
func (w *work) picked(listed, of int) []string {
	var out []string
	if l := w.Level.In(w.Year); w.Query.Verdict != query.AnyVerdict {
		which := [...]string{"", "that " + format.Verb(l, 0, false), "that are " + format.Below(l), "that are on the edge of",
			fmt.Sprintf("that are on another side than in %d of", w.crossedFrom()), "that at their present pace are not in time at"}[w.Query.Verdict]
		out = append(out, "listed are those alone "+which+" "+format.Percent(l.Value))
	}
	if w.Query.Limit > 0 && listed < of {
		out = append(out, "listed are the first "+format.Of(listed, of)+" alone")
	}
	return out
}

// listed picks the rows that the query shows, in the order it asks for. Rows
// without a value come last, in order of names, whichever way the rest runs; an
// order by name takes all alike.
func listed[R any](w *work, rows []R, by query.Sort, keyOf func(*R, query.Sort) sortKey) []R {
	type keyed struct {
		sortKey
		row *R
	}
	shown := make([]keyed, 0, len(rows))
	for i := range rows {
		if k := keyOf(&rows[i], by); w.shows(k.ally, k.pin) && k.judged(w.Query.Verdict) {
			shown = append(shown, keyed{k, &rows[i]})
		}
	}
	asked := 1
	if w.Query.Reverse {
		asked = -1
	}
	slices.SortFunc(shown, func(a, b keyed) int {
		names := strings.Compare(a.ally.Name, b.ally.Name)
		switch {
		case by == query.ByName:
			return asked * names
		case a.ranked && b.ranked:
			return cmp.Or(asked*cmp.Compare(b.value, a.value), names)
		case a.ranked:
			return -1
		case b.ranked:
			return 1
		default:
			return cmp.Or(lastness(a.verdict)-lastness(b.verdict), names)
		}
	})
	if n := w.Query.Limit; n > 0 {
		shown = shown[:min(n, len(shown))]
	}
	out := make([]R, len(shown))
	for i := range shown {
		out[i] = *shown[i].row
	}
	return out
}

// lastness orders the rows that have no place: no figure, no member, no forces.
func lastness(v target.Verdict) int {
	switch v {
	case target.NotMember:
		return 1
	case target.NoForces:
		return 2
	default:
		return 0
	}
}

// sortKey is what the row is listed by.
func (r *Row) sortKey(by query.Sort) sortKey {
	k := sortKey{ally: r.Ally, verdict: r.Verdict, edge: r.Edge, crossed: r.crossed, late: r.late, pin: r.Pin, value: r.Printed.Float(), ranked: r.ranked}
	of := func(value float64, ok bool) { k.value, k.ranked = value, r.ranked && ok }
	switch by {
	case query.ByGap:
		of(r.Gap.Value.Float(), r.Gap.OK)
	case query.ByMoney:
		of(r.GapUSD.Value, r.GapUSD.OK)
	case query.ByChange:
		of(r.Change.Value.Float(), r.Change.OK)
	case query.BySince:
		of(r.Since.Value.Float(), r.Since.OK)
	case query.ByNearest:
		of(-math.Abs(r.Gap.Value.Float()), r.Gap.OK && r.Verdict.Counted())
	case query.ByPlaces:
		of(r.Moved().Value, r.Moved().OK)
	case query.ByStreak:
		of(-float64(r.Unbroken.Since), r.Unbroken.Since != 0)
	}
	return k
}
