package analysis

import (
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// CountFor is RankingFor where every year is asked about: with what has to be known of
// the figures of each, and not of the last alone. The error is that of RankingFor.
func CountFor(ds *dataset.Dataset, q query.Query) (*Answer, error) {
	v := q.Verdict
	if v == query.Crossed || v == query.Late {
		return nil, &query.Error{Word: v.String(), At: -1, Reason: "is not counted year by year: rank " + v.String() + " lists them"}
	}
	q.Verdict = query.AnyVerdict // nobody is listed, and nobody left out
	a, err := RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	a.Query.Verdict = v
	w, err := resolve(ds, q)
	if err != nil {
		return nil, err
	}
	var years []figure.Year
	for y := w.First; y <= w.Last; y++ {
		if y != w.Year {
			years = append(years, y)
		}
	}
	if len(years) > 0 {
		a.Notes = append(a.Notes, append(w.splitNotes(a, years), w.footnotes(a.codes(a.whole), years...)...)...)
	}
	return a, nil
}

// splitNotes name whose money lies on the other side of the level than the figure NATO
// judges, and in which of some years.
func (w *work) splitNotes(a *Answer, years []figure.Year) []string {
	var under, over []string
	for _, i := range a.whole {
		r := a.of(i)
		sides := map[target.Verdict][]figure.Year{}
		for _, y := range years {
			x := r.At(y)
			if m := w.gap(r.Ally.Code, y, x.Figure, w.Query.Level); x.Verdict.Counted() && m.split(x.Verdict) {
				sides[x.Verdict] = append(sides[x.Verdict], y)
			}
		}
		name := func(list []string, v target.Verdict) []string {
			if len(sides[v]) == 0 {
				return list
			}
			return append(list, r.Name+" ("+format.YearList(sides[v])+")")
		}
		under, over = name(under, target.Meets), name(over, target.Below)
	}
	say := func(names []string, by, in string) string {
		return format.Whenf(len(names) > 0, "%s %s by the figure NATO judges and %s it in money: %s", by, format.Percent(w.Query.Level), in, strings.Join(names, ", "))
	}
	return format.Said(say(under, "at or above", "under"), say(over, "under", "above"))
}

// splitIn says on which side of a level an ally's money lies in a year, where that is
// the other side than that of the figure; else it is empty.
func (w *work) splitIn(c ally.Code, y figure.Year) string {
	f := w.table.At(c, y)
	v, _ := target.Judge(f, w.Query.Level)
	m := w.gap(c, y, f, w.Query.Level)
	if !v.Counted() || !m.split(v) {
		return ""
	}
	return m.splitWords(&Reading{Figure: f, Verdict: v}, w.Level.In(y))
}
