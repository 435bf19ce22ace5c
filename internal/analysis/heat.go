package analysis

import (
	"fmt"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// Against is what the figures of a heat map are measured against.
type Against uint8

// What figures are measured against. Where no level can judge them there is
// still something on both sides of which they lie.
const (
	AgainstLevel Against = iota // the level asked about, in pp
	AgainstBase                 // the ally's own figure of the base year: pp of shares, % of amounts
	AgainstZero                 // no change, for rates of change
)

// HeatCell is one ally in one year.
type HeatCell struct {
	Figure    figure.Figure
	Verdict   target.Verdict
	KnifeEdge bool
	// Distance is how far the figure is above what it is measured against; not
	// held where there is no figure, or nothing to measure it against.
	Distance Delta
}

// Heat is every figure of an answer with its distance to what it is measured
// against.
type Heat struct {
	Against Against
	// Unit is the unit of the distances: "pp" or "%".
	Unit string
	// Rows are a cell for each year First–Last, by ally.
	Rows map[ally.Code][]HeatCell
}

// HeatFor measures every figure of an answer.
func HeatFor(a *Answer) *Heat {
	h := &Heat{Unit: "pp", Rows: make(map[ally.Code][]HeatCell, len(a.Rows))}
	kind := a.Measure.Spec().Kind
	switch {
	case a.Judged && a.Unjudged == "":
	case kind == figure.Change:
		h.Against = AgainstZero
	default:
		h.Against = AgainstBase
		if kind != figure.Percent {
			h.Unit = "%"
		}
	}
	table, _ := a.Edition.Table(a.Measure) // an answer was made from it: nil cannot be, and is answered
	n := int(a.Last-a.First) + 1
	cells := make([]HeatCell, n*len(a.Rows))
	for i := range a.Rows {
		row := cells[i*n : (i+1)*n : (i+1)*n]
		h.measure(a, &a.Rows[i], table, row)
		h.Rows[a.Rows[i].Ally.Code] = row
	}
	return h
}

// measure fills the cells of one row.
func (h *Heat) measure(a *Answer, r *Row, table *dataset.Table, cells []HeatCell) {
	for k := range cells {
		c := &cells[k]
		c.Figure, c.Verdict = r.Series[k], r.Verdicts[k]
		if !c.Figure.Known() {
			continue
		}
		switch h.Against {
		case AgainstLevel:
			if c.Verdict.Counted() {
				_, c.KnifeEdge = target.Judge(c.Figure, a.Level.Value)
			}
			c.Distance = Delta{Value: target.Gap(c.Figure, a.Level.Value), OK: true}
		case AgainstZero:
			c.Distance = Delta{Value: c.Figure.Printed, OK: true}
		default:
			if table != nil {
				c.Distance = changed(table, r.Ally.Code, a.First+figure.Year(k), a.Base)
			}
		}
	}
}

// HeatSentence says what allies × years show: in how many ally-years the level
// was met, who met it in all of them, who in none, and who was the first. Where
// no level judges it says what the small multiples say.
func HeatSentence(ds *dataset.Dataset, a *Answer) string {
	all, err := unfiltered(ds, a)
	switch {
	case err != nil || a.First == a.Last:
		return a.Sentence
	case !a.Judged || a.Unjudged != "":
		return RiseSentence(ds, a)
	}
	met, judged := 0, 0
	for _, c := range all.Counts {
		met += c.Meets
		judged += c.Meets + c.Below
	}
	if judged == 0 {
		return a.Sentence
	}
	always, never := steadfast(all)
	s := fmt.Sprintf("%s–%s: %s %%%s met in %d of %d ally-years", yearOf(a, a.First), yearOf(a, a.Last), a.Level.Value, ofWhat(a.Measure), met, judged)
	if len(always) > 0 {
		s += ", in every year by " + several(always)
	} else if first, year := firstToMeet(all); len(first) > 0 {
		s += ", in every year by none, first by " + several(first) + " in " + yearOf(a, year)
	}
	if len(never) > 0 && met > 0 {
		s += ", never by " + several(never)
	}
	return fmt.Sprintf("%s; in %s by %d of %d.", s, yearOf(a, a.Year), a.Count.Meets, a.Count.WithForces)
}

// unfiltered is the answer to the same question with all its allies listed: a
// filter changes what is listed and not what is so.
func unfiltered(ds *dataset.Dataset, a *Answer) (*Answer, error) {
	if a.Query.Filter == "" && !a.Query.Only {
		return a, nil
	}
	q := a.Query
	q.Filter, q.Only = "", false
	return RankingFor(ds, q)
}

// steadfast names the allies that met the level in every year of the answer, and
// those that never did: of both only allies judged in every year.
func steadfast(a *Answer) (always, never []string) {
	for i := range a.Rows {
		r := &a.Rows[i]
		meets, below := 0, 0
		for _, v := range r.Verdicts {
			switch v {
			case target.Meets:
				meets++
			case target.Below:
				below++
			default:
			}
		}
		switch len(r.Verdicts) {
		case meets:
			always = append(always, r.Ally.Name)
		case below:
			never = append(never, r.Ally.Name)
		}
	}
	return always, never
}

// firstToMeet names the allies that met the level in the first year anybody did.
func firstToMeet(a *Answer) (names []string, year figure.Year) {
	for k := range int(a.Last-a.First) + 1 {
		for i := range a.Rows {
			if a.Rows[i].Verdicts[k] == target.Meets {
				names = append(names, a.Rows[i].Ally.Name)
			}
		}
		if len(names) > 0 {
			return names, a.First + figure.Year(k)
		}
	}
	return nil, 0
}

// several names up to three, and counts more.
func several(names []string) string {
	if len(names) > 3 {
		return strconv.Itoa(len(names)) + " allies"
	}
	return format.List(names)
}

// yearOf is a year of an answer as it is printed, with the "e" of an estimated
// one.
func yearOf(a *Answer, y figure.Year) string {
	s := strconv.Itoa(int(y))
	if a.EstimatedIn(y) {
		s += "e"
	}
	return s
}

// Describe is one figure of an answer in words, as for whoever points at it:
// "Norway 2016: 1.68 % of GDP, 0.32 pp below 2 %"; empty where the ally is not
// listed or the year not held.
func Describe(a *Answer, code string, year int) string {
	r, ok := a.Row(ally.Code(code))
	y := figure.Year(year)
	if !ok || y < a.First || y > a.Last {
		return ""
	}
	f, v := r.Series[y-a.First], r.Verdicts[y-a.First]
	s := fmt.Sprintf("%s %d: ", r.Ally.Name, y)
	switch {
	case f.Known():
	case !r.Ally.HasForces() && v != target.NotMember:
		return s + target.NoForces.Words()
	case v == target.NoData || v == target.NotMeasurable:
		return s + "n/a, no figure published"
	default:
		return s + v.Words()
	}
	s += format.Figure(f)
	s += " " + a.Measure.Spec().Unit
	switch {
	case v == target.NotMember:
		s += ", " + v.Words()
	case v.Counted():
		s += ", " + against(f, v, a.Level.Value)
	}
	return s
}

// against says on which side of a level a figure is.
func against(f figure.Figure, v target.Verdict, level figure.Decimal) string {
	_, edge := target.Judge(f, level)
	gap := target.Gap(f, level)
	var s string
	switch {
	case gap.Units == 0:
		s = "at " + level.String() + " %"
	case v == target.Meets:
		s = gap.String() + " pp above " + level.String() + " %"
	default:
		s = gap.Abs().String() + " pp below " + level.String() + " %"
	}
	if edge {
		s += ", on the knife's edge"
	}
	return s
}
