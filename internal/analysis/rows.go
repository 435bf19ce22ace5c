package analysis

import (
	"sort"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// rows makes a row for every ally, in order of codes, and counts each year on
// the way.
func (w *work) rows() ([]Row, []Count) {
	all := w.ds.Allies().All()
	out, counts := make([]Row, 0, len(all)), w.emptyCounts()
	for _, a := range all {
		r := Row{Series: w.series(a.Code), Pin: w.q.Pins.Index(a.Code), spending: !w.q.Measure.OfEconomy()}
		r.Reading = r.At(w.q.Year)
		for k, x := range r.Readings {
			if y := counts[k].Year; w.counted(a, y) && w.member(a, y) {
				counts[k].add(a, &x)
			}
		}
		if r.Verdict.Counted() {
			r.GapUSD, r.GapNational, r.Currency = w.gapMoney(a.Code, r.Figure)
		}
		if r.Currency == "" {
			r.Currency = w.table.Currency(a.Code, w.q.Year)
		}
		out = append(out, r)
	}
	return out, counts
}

// fill copies an ally's figures of the answer's years. Years the table has no
// column for stay not there.
func (w *work) fill(series []figure.Figure, c ally.Code) {
	row := w.table.Row(c)
	if row == nil {
		return
	}
	from, to := max(w.first, w.table.First), min(w.last, w.table.Last)
	copy(series[from-w.first:], row[from-w.table.First:to-w.table.First+1])
}

// ranked tells whether a row has a place in the ranking: a figure, of a member.
// An ally without forces has one where GDP is asked for, not where spending is.
func (r *Row) ranked() bool {
	return r.Figure.Known() && r.Verdict != target.NotMember && (r.Ally.HasForces() || !r.spending)
}

// rank gives every row its place. National currencies have none.
func rank(rows []Row, m figure.Measure) {
	if !m.Spec().Comparable {
		return
	}
	list := make([]figure.Figure, 0, len(rows))
	for i := range rows {
		if r := &rows[i]; r.ranked() {
			list = append(list, r.Figure)
		}
	}
	for i := range rows {
		if r := &rows[i]; r.ranked() {
			r.Place = placeAmong(r.Figure, list)
		}
	}
}

// shows tells whether the query shows an ally: by group, pins and filter.
func (w *work) shows(a *ally.Ally, pin int) bool {
	switch {
	case w.group != nil && !w.group.Has(a.Code, int(w.q.Year)),
		w.q.Only && w.q.Pins != "" && pin < 0,
		w.q.Filter != "" && !matches(a, w.q.Filter),
		w.q.Members == query.Everyone && w.q.Source == query.NATO && !w.printed(a.Code):
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
// accents and blanks: a filter is typed and has no blanks.
func matches(a *ally.Ally, filter string) bool {
	letters := func(s string) string { return strings.ToLower(ally.Plain(strings.ReplaceAll(s, " ", ""))) }
	return strings.Contains(letters(a.Name), letters(filter)) || strings.Contains(letters(string(a.Code)), letters(filter))
}

// place is where a row stands in an order, and whether it is listed at all.
type place struct {
	ally    *ally.Ally
	verdict target.Verdict
	pin     int // −1: not pinned
	// key is what the row is ordered by; without one it is not ranked.
	key    float64
	ranked bool
}

// listed picks the rows that the query shows, in the order it asks for. Rows
// without a place come last, in order of names, whichever way the rest runs; an
// order by name takes all alike.
func listed[R any](w *work, rows []R, by query.Sort, placeOf func(*R, query.Sort) place) []R {
	type placed struct {
		place
		row *R
	}
	shown := make([]placed, 0, len(rows))
	for i := range rows {
		if p := placeOf(&rows[i], by); w.shows(p.ally, p.pin) {
			shown = append(shown, placed{p, &rows[i]})
		}
	}
	sort.SliceStable(shown, func(i, j int) bool {
		a, b := &shown[i], &shown[j]
		switch {
		case by == query.ByName:
			return (a.ally.Name < b.ally.Name) != w.q.Reverse
		case a.ranked != b.ranked:
			return a.ranked
		case a.ranked && a.key != b.key:
			return (a.key > b.key) != w.q.Reverse
		case !a.ranked && a.verdict != b.verdict:
			return lastness(a.verdict) < lastness(b.verdict)
		}
		return a.ally.Name < b.ally.Name
	})
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

// place is where the row stands in an order.
func (r *Row) place(by query.Sort) place {
	p := place{ally: r.Ally, verdict: r.Verdict, pin: r.Pin, ranked: r.ranked()}
	if !p.ranked {
		return p
	}
	of := func(d Delta) { p.key, p.ranked = d.Value.Float(), d.OK }
	switch by {
	case query.ByGap:
		of(r.Gap)
	case query.ByMoney:
		p.key, p.ranked = r.GapUSD.Value, r.GapUSD.OK
	case query.ByChange:
		of(r.Change)
	case query.BySince:
		of(r.Since)
	default:
		p.key = r.Figure.Printed.Float()
	}
	return p
}
