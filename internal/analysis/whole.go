package analysis

import (
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// Whole is what one edition says of some allies together in one year: of one of NATO's
// sums as it prints it, of a group as it is computed here.
type Whole struct {
	// Answer is the ranking that the members are rows of, with the sentence of all.
	Answer
	Series
	// Lines are all fifteen measures, in NATO's order.
	Lines []SheetLine
	// Parts are what they spent on together, year by year.
	Parts []YearParts
	// Members are those in it in the year, in the order of the ranking.
	Members []*Row
}

// WholeFor gathers what an edition says of one of NATO's sums, or of a group. The error
// is that of RankingFor.
func WholeFor(ds *dataset.Dataset, q query.Query, c ally.Code) (*Whole, error) {
	q.Pins, q.Sums, q.Group = "", query.List(c), ""
	q = q.Whole()
	a, err := RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	w, err := resolve(ds, a.Query)
	if err != nil {
		return nil, err
	}
	x := &Whole{Answer: *a, Series: w.series(c)}
	for m := range figure.Measure(figure.Measures) {
		x.Lines = append(x.Lines, w.sheetLine(c, m))
	}
	x.Parts = w.parts(c, x.Series.Name)
	meets := Count{Year: w.Year}
	for _, r := range a.Rows() {
		if w.within(c, r.Ally) && w.member(r.Ally, w.Year) {
			x.Members = append(x.Members, r)
			meets.add(r.Ally, &r.Reading)
		}
	}
	x.Notes = append(x.Notes, w.joinedNotes([]ally.Code{c})...)
	x.Citation, x.Sentence = w.tablesCitation(), x.sentence(&meets)
	return x, nil
}

// sentence says the figure of all, and how many of them meet the level.
func (x *Whole) sentence(meets *Count) string {
	r, spec := x.Series.At(x.Year), x.Spec()
	head := x.Name + " " + format.Year(x.Year, x.Estimated) + ", " + format.Lower(spec.Title) + ": "
	if !r.Known() {
		return head + "n/a."
	}
	who := meets.Words() + " with forces " + format.Verb(x.Level.In(x.Year), meets.Meets, !x.Estimated) + " " + format.Percent(x.Level.Value)
	return head + format.Join(", ", format.Number(r.Printed)+" "+spec.Unit, x.Changed(r.Change, " on", x.Year-1), x.Changed(r.Since, " since", x.Base),
		format.When(x.Verdicts(), who)) + "."
}
