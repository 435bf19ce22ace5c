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

// ByEdition is one question as every edition answers it, oldest first. The
// answers stand side by side; nothing is joined or averaged over them.
type ByEdition struct {
	// Query is what was asked with year and level filled in, without an edition.
	Query   query.Query
	Measure figure.Measure
	Year    figure.Year
	Judged  bool
	Level   Level
	// Unjudged is the reason there is no verdict, as in Answer.
	Unjudged string
	Scope    string
	// Editions are those that hold the measure for the year.
	Editions []EditionAnswer
	// Allies are the allies named, in order; none where the count is asked for.
	Allies   []*ally.Ally
	Sentence string
	Citation string
	Notes    []string
}

// EditionAnswer is what one edition says.
type EditionAnswer struct {
	Edition   *dataset.Edition
	Unit      string
	Estimated bool
	Count     Count
	// Figures are what the edition printed for the allies named, in their order.
	Figures []Vintage
}

// Sparse tells whether the edition is held with less than half of the figures:
// its count then says nothing of the alliance.
func (e *EditionAnswer) Sparse() bool { return 2*e.Count.NoData > e.Count.WithForces }

// Vintage is one figure as one edition printed it.
type Vintage struct {
	Figure    figure.Figure
	Verdict   target.Verdict
	KnifeEdge bool
	// Rank is the ally's place in that edition; 0: no rank, as in an edition of
	// which less than half of the allies are held.
	Rank int
	// Revision is the figure less the one of the edition before that printed it,
	// where both are in one unit.
	Revision Delta
	// unit is what the figure is in: the table's unit and, of national currency,
	// which.
	unit string
}

// VintagesFor answers a query from every edition that holds the year. Pins are the
// allies whose figures are asked for; without any it is the count.
func VintagesFor(ds *dataset.Dataset, q query.Query) (*ByEdition, error) {
	if q.Edition != "" || q.Source != query.NATO {
		word := "edition:" + q.Edition
		if q.Edition == "" {
			word = "source:" + q.Source.String()
		}
		return nil, &query.Error{Word: word, At: -1, Reason: "has no place here: NATO's editions are shown side by side, all of them"}
	}
	q.From, q.To, q.Base = 0, 0, 0 // years that not every edition has
	if q.Pins != "" {
		q.Group, q.Filter, q.Only = "", "", false // who is named is asked for
	}
	if q.Year == 0 {
		y, err := lastYear(ds, q.Measure)
		if err != nil {
			return nil, err
		}
		q.Year = y
	}
	b := &ByEdition{Measure: q.Measure, Year: q.Year, Scope: "allies"}
	for _, c := range q.Pins.Codes() {
		if a, ok := ds.Allies().Ally(c); ok {
			b.Allies = append(b.Allies, a)
		}
	}
	for _, e := range ds.Editions() {
		if t, err := e.Table(q.Measure); err != nil || !t.HasYear(q.Year) {
			continue
		}
		q.Edition = e.ID
		a, err := RankingFor(ds, q)
		if err != nil {
			return nil, err
		}
		b.add(a)
	}
	q.Edition = ""
	if len(b.Editions) == 0 {
		_, err := RankingFor(ds, q) // it knows what can be had instead
		return nil, err
	}
	q.Level = b.Level.Value
	b.Query, b.Citation = q, editionsCitation(b)
	b.Notes = editionsNotes(b)
	b.Sentence = editionsSentence(b)
	return b, nil
}

// lastYear is the last year of the latest edition that holds the measure.
func lastYear(ds *dataset.Dataset, m figure.Measure) (figure.Year, error) {
	for i := len(ds.Editions()) - 1; i >= 0; i-- {
		if e := ds.Editions()[i]; e.Holds(m) {
			t, err := e.Table(m)
			if err != nil {
				return 0, err
			}
			return t.Last, nil
		}
	}
	return 0, dataset.ErrNotHeld
}

// add takes up what one edition answers.
func (b *ByEdition) add(a *Answer) {
	b.Judged, b.Level, b.Unjudged, b.Scope = a.Judged, a.Level, a.Unjudged, a.Scope
	e := EditionAnswer{Edition: a.Edition, Unit: a.Unit, Estimated: a.Estimated, Count: a.Count}
	for k, x := range b.Allies {
		var v Vintage
		if r, ok := a.Row(x.Code); ok {
			v = Vintage{Figure: r.Figure, Verdict: r.Verdict, KnifeEdge: r.KnifeEdge, Rank: r.Rank, unit: a.Unit}
			if t, err := a.Edition.Table(a.Measure); err == nil {
				v.unit += t.Currency(x.Code, a.Year)
			}
		}
		if e.Sparse() {
			v.Rank = 0 // a place among a handful of allies says nothing
		}
		v.Revision = b.revision(k, v)
		e.Figures = append(e.Figures, v)
	}
	b.Editions = append(b.Editions, e)
}

// revision is a figure of the k-th ally less what the edition before printed.
// Shares compare across price bases, as NATO itself sets them side by side;
// amounts only in one unit.
func (b *ByEdition) revision(k int, now Vintage) Delta {
	before := b.before(k)
	if !now.Figure.Known() || !before.Figure.Known() || (now.unit != before.unit && b.Measure.Spec().Kind != figure.Percent) {
		return Delta{}
	}
	return Delta{Value: now.Figure.Printed.Sub(before.Figure.Printed), OK: true}
}

// before is the newest figure of the k-th ally so far.
func (b *ByEdition) before(k int) Vintage {
	for _, v := range slices.Backward(b.Editions) {
		if v := v.Figures[k]; v.Figure.Known() {
			return v
		}
	}
	return Vintage{}
}

// editionsSentence says in one line what the editions say.
func editionsSentence(b *ByEdition) string {
	var parts []string
	if len(b.Allies) == 0 {
		if !b.Judged || b.Unjudged != "" {
			return fmt.Sprintf("In %d, nothing can be counted: %s.", b.Year, b.Unjudged)
		}
		for _, e := range b.Editions {
			if e.Sparse() {
				continue // said in a note
			}
			s := fmt.Sprintf("%d of %d in %s", e.Count.Meets, e.Count.WithForces, e.Edition.ID)
			if e.Count.NoData > 0 {
				s += fmt.Sprintf(" (%d without a figure)", e.Count.NoData)
			}
			parts = append(parts, s)
		}
		return fmt.Sprintf("%s that met %s %% in %d: %s.", format.Capital(b.Scope), b.Level.Value, b.Year, strings.Join(parts, ", "))
	}
	for k, x := range b.Allies {
		var said []string
		for _, e := range b.Editions {
			if f := e.Figures[k].Figure; f.Known() {
				said = append(said, format.Figure(f)+" in "+e.Edition.ID)
			}
		}
		if len(said) == 0 {
			parts = append(parts, x.Name+": in no edition")
			continue
		}
		parts = append(parts, x.Name+": "+strings.Join(said, ", "))
	}
	return fmt.Sprintf("%s %d, %s. %s.", b.Measure.Spec().Title, b.Year, b.Measure.Spec().Unit, strings.Join(parts, "; "))
}

// editionsNotes are what a reader must know beside the figures.
func editionsNotes(b *ByEdition) []string {
	var out []string
	if b.Unjudged != "" {
		out = append(out, b.Unjudged)
	}
	for i := range b.Editions {
		if e := &b.Editions[i]; e.Sparse() && b.Unjudged == "" {
			out = append(out, fmt.Sprintf("%s is held in part: %d of %d figures of %d are missing, and its count says little",
				e.Edition.ID, e.Count.NoData, e.Count.WithForces, b.Year))
		}
	}
	return out
}

// editionsCitation names the editions.
func editionsCitation(b *ByEdition) string {
	ids := make([]string, len(b.Editions))
	for i, e := range b.Editions {
		ids[i] = e.Edition.ID + " (published " + e.Edition.Published + ")"
	}
	return fmt.Sprintf("NATO, tables of defence expenditure of NATO countries, editions %s; table: %s.", strings.Join(ids, ", "), b.Measure)
}
