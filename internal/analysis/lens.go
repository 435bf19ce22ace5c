package analysis

import (
	"fmt"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// Lens is one ally's figures and one count as each of NATO's editions printed
// them: side by side, never joined. It must not be changed.
type Lens struct {
	Ally    *ally.Ally
	Measure figure.Measure
	Year    figure.Year
	// Unit is that of the edition on show, with the currency of an amount in
	// national currency: lines are drawn in it alone.
	Unit string
	// Judged, Level, Unjudged and Scope are as in ByEdition.
	Judged   bool
	Level    Level
	Unjudged string
	Scope    string
	Members  query.Membership
	// Lines are the ally's course as printed, oldest edition first: those with a
	// figure in the unit of the edition on show.
	Lines []LensLine
	// Rows are the editions that hold the year, oldest first, the one on show
	// among them.
	Rows []LensRow
	// Without are the editions that hold the measure and not the year.
	Without []*dataset.Edition
	// Notes say what is not drawn, not counted or not the same in all editions.
	Notes []string
}

// LensLine is the course of the ally as one edition printed it.
type LensLine struct {
	Edition *dataset.Edition
	First   figure.Year
	Figures []figure.Figure // from First on
	Shown   bool            // of the edition on show
}

// There is how many years have a figure.
func (l *LensLine) There() int {
	n := 0
	for _, f := range l.Figures {
		if f.Known() {
			n++
		}
	}
	return n
}

// LensRow is what one edition says of the year.
type LensRow struct {
	Edition *dataset.Edition
	Vintage
	// Unit is that of the figure, and Missing is why there is none.
	Unit, Missing string
	Count         Count
	// Counted tells whether the count says anything: there is a verdict, and at
	// least half of the allies have a figure.
	Counted bool
	Shown   bool // the edition on show
}

// LensFor gathers how each edition printed the course of an ally, its figure and
// the count of an answer's year. The error is a *query.Error where the answer is
// not of NATO's editions.
func LensFor(ds *dataset.Dataset, a *Answer, focus ally.Code) (*Lens, error) {
	if a.Query.Source != query.NATO {
		return nil, &query.Error{Word: "source:" + a.Query.Source.String(), At: -1, Reason: "has one edition; the lens sets NATO's side by side"}
	}
	x, ok := ds.Allies().Ally(focus)
	if !ok {
		return nil, &query.Error{Word: string(focus), At: -1, Reason: "is not the code of an ally"}
	}
	q := a.Query
	q.Edition, q.Pins, q.Only = "", "", false
	counts, err := VintagesFor(ds, q) // of the group asked about, as the answer's own
	if err != nil {
		return nil, err
	}
	q.Pins = q.Pins.With(focus)
	figures, err := VintagesFor(ds, q)
	if err != nil {
		return nil, err
	}
	l := &Lens{
		Ally: x, Measure: a.Measure, Year: a.Year, Unit: a.Unit, Judged: a.Judged, Level: a.Level, Unjudged: a.Unjudged,
		Scope: a.Scope, Members: a.Query.Members,
	}
	for i := range figures.Editions {
		if err := l.row(ds, a, &figures.Editions[i], &counts.Editions[i]); err != nil {
			return nil, err
		}
	}
	l.lines(ds, a)
	l.Notes = l.notes()
	return l, nil
}

// row adds what one edition says of the year.
func (l *Lens) row(ds *dataset.Dataset, a *Answer, said, counted *EditionAnswer) error {
	e := said.Edition
	r := LensRow{Edition: e, Vintage: said.Figures[0], Count: counted.Count, Shown: e == a.Edition}
	r.Counted = l.Judged && l.Unjudged == "" && !counted.Sparse() && r.Count.WithForces > 0
	t, err := e.Table(l.Measure)
	if err != nil {
		return err
	}
	if r.Shown {
		l.Unit = shownUnit(t, l.Ally.Code, l.Year)
	}
	if r.Figure.Known() {
		r.Unit = cellUnit(t, l.Ally.Code, l.Year)
	} else {
		quirks, err := ds.Quirks(e.ID, l.Ally.Code, l.Measure, l.Year)
		if err != nil {
			return err
		}
		r.Missing = missing(e, l.Ally, l.Measure, quirks)
	}
	l.Rows = append(l.Rows, r)
	return nil
}

// shownUnit is the unit of a cell or, where that is empty, of the row's last
// figure.
func shownUnit(t *dataset.Table, c ally.Code, y figure.Year) string {
	for at := t.Last; !t.At(c, y).Known() && at >= t.First; at-- {
		if t.At(c, at).Known() {
			y = at
		}
	}
	return cellUnit(t, c, y)
}

// cellUnit is the unit of a cell of a table.
func cellUnit(t *dataset.Table, c ally.Code, y figure.Year) string {
	if currency := t.Currency(c, y); currency != "" {
		return strings.Replace(t.Unit, "national currency", currency, 1)
	}
	return t.Unit
}

// lines sets the course of the ally by each edition. A figure in another unit
// than the one on show is left out: amounts of two price bases, or of two
// currencies, have no place on one scale. Shares have, as NATO itself sets them
// side by side.
func (l *Lens) lines(ds *dataset.Dataset, a *Answer) {
	share := l.Measure.Spec().Kind == figure.Percent
	for _, e := range ds.Editions() {
		t, err := e.Table(l.Measure)
		if err != nil {
			continue
		}
		if !t.HasYear(l.Year) {
			l.Without = append(l.Without, e)
		}
		line := LensLine{Edition: e, First: t.First, Shown: e == a.Edition}
		for i, f := range t.Row(l.Ally.Code) {
			if !share && cellUnit(t, l.Ally.Code, t.First+figure.Year(i)) != l.Unit {
				f = figure.Figure{}
			}
			line.Figures = append(line.Figures, f)
		}
		if line.There() > 0 {
			l.Lines = append(l.Lines, line)
		}
	}
}

// Before is the edition before the one on show that holds the year; before the
// first comes the latest. It is nil where no other holds it.
func (l *Lens) Before() *dataset.Edition {
	for i := range l.Rows {
		if l.Rows[i].Shown && len(l.Rows) > 1 {
			return l.Rows[(i+len(l.Rows)-1)%len(l.Rows)].Edition
		}
	}
	return nil
}

// notes say what a reader must know beside the figures, the nearest to them
// first.
func (l *Lens) notes() []string {
	var out []string
	if l.Judged && l.Unjudged != "" {
		out = append(out, "no verdict: "+l.Unjudged)
	}
	for i := 1; i < len(l.Rows); i++ {
		a, b := l.Rows[i-1].Edition, l.Rows[i].Edition
		if a.Definition != b.Definition {
			out = append(out, fmt.Sprintf("from %s on, %s is counted", b.ID, b.Definition))
		}
	}
	if len(l.Without) > 0 {
		ids := make([]string, len(l.Without))
		for i, e := range l.Without {
			ids[i] = e.ID
		}
		out = append(out, fmt.Sprintf("%d is n/a in %s", l.Year, strings.Join(ids, ", ")))
	}
	for i := range l.Rows {
		switch r := &l.Rows[i]; {
		case r.Missing != "" && l.Ally.HasForces():
			out = append(out, fmt.Sprintf("%s has no figure: %s", r.Edition.ID, r.Missing))
		case l.Judged && l.Unjudged == "" && !r.Counted:
			out = append(out, fmt.Sprintf("%s is held in part: %d of %d figures of %d are missing, and it is not counted",
				r.Edition.ID, r.Count.NoData, r.Count.WithForces, l.Year))
		}
	}
	return append(out, l.apart()...)
}

// apart names the units that are not drawn, with the editions that print them.
func (l *Lens) apart() []string {
	if l.Measure.Spec().Kind == figure.Percent {
		return nil
	}
	var out []string
	by := map[string]int{}
	for i := range l.Rows {
		r := &l.Rows[i]
		if r.Unit == l.Unit || r.Unit == "" {
			continue
		}
		if at, ok := by[r.Unit]; ok {
			out[at] += ", " + r.Edition.ID
			continue
		}
		by[r.Unit] = len(out)
		out = append(out, "not drawn, in "+r.Unit+": "+r.Edition.ID)
	}
	return out
}
