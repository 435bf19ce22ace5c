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
)

// Provenance is who says a figure, and all there is to know of it. It must not be
// changed.
type Provenance struct {
	Code    ally.Code
	Name    string
	Ally    *ally.Ally // nil for one of NATO's sums
	Measure figure.Measure
	Year    figure.Year
	// Edition is whose figure it is; its dates, definition and how it was checked
	// are the edition's own.
	Edition *dataset.Edition
	Unit    string
	// Currency is of an amount in national currency.
	Currency string
	// Figure is not there where the edition printed none; Missing then says why.
	Figure  figure.Figure
	Missing string
	// Quirks are the known oddities of this very figure, the closest first.
	Quirks []string
	// Warnings are what was noticed of it when an own edition was imported, and how
	// many more were of the rest of that edition.
	Warnings []string
	// Said is what NATO's editions say of it that cover the year, oldest first,
	// the one asked about among them.
	Said []WhySaid
	// Beside is SIPRI's figure, where NATO's share of GDP is asked about and SIPRI
	// has one; nil otherwise. It is another source, never a part of the series.
	Beside   *SecondSource
	Sentence string
	Citation string
	Notes    []string
}

// WhySaid is what one edition says of a figure.
type WhySaid struct {
	Edition        *dataset.Edition
	Unit, Currency string
	Figure         figure.Figure
	// Missing is why there is no figure.
	Missing string
	// Revision is the figure less that of the edition From, the one before that
	// printed it: exact. Not held where there is none or the units differ.
	Revision Delta
	From     string
	// Asked tells whether this is the edition asked about.
	Asked bool
}

// SecondSource is the second source's figure beside the first's.
type SecondSource struct {
	Edition *dataset.Edition
	Figure  figure.Figure
	// Difference is it less NATO's, in percentage points of the figures as printed;
	// SIPRI's are rounded to two decimals here.
	Difference Delta
	// Reasons are the known ones for the difference.
	Reasons []string
}

// sipriWord asks for SIPRI where an edition is named.
const sipriWord = "sipri"

// ProvenanceFor gathers who says a figure. The edition is an identifier of NATO's
// editions, "" for the latest, or "sipri". The error is a *query.Error where the
// edition is not held or has no such table or year.
func ProvenanceFor(ds *dataset.Dataset, m figure.Measure, c ally.Code, y figure.Year, edition string) (*Provenance, error) {
	x, known := ds.Allies().Ally(c)
	if !known && !slices.Contains(aggregateCodes[:], c) {
		return nil, &query.Error{Word: string(c), At: -1, Reason: "is not the code of an ally or of one of NATO's sums"}
	}
	q := query.Query{Measure: m, Year: y, Edition: edition}
	if edition == sipriWord || edition == ds.SIPRI().ID {
		q.Source, q.Edition = query.SIPRI, ""
	}
	w, err := resolve(ds, q)
	if err != nil {
		return nil, err
	}
	y = w.q.Year
	why := &Provenance{
		Code: c, Name: ds.Allies().Name(c), Ally: x, Measure: m, Year: y, Edition: w.edition, Unit: w.table.Unit,
		Currency: w.table.Currency(c, y), Figure: w.table.At(c, y), Citation: citation(w),
	}
	if why.Quirks, err = ds.Quirks(w.edition.ID, c, m, y); err != nil {
		return nil, err
	}
	why.Warnings = warnings(w.edition, m, c, y)
	if !why.Figure.Known() {
		why.Missing = missing(w.edition, x, m, why.Quirks)
	}
	if err := why.gather(ds); err != nil {
		return nil, err
	}
	if q.Source == query.NATO {
		if why.Beside, err = besideOf(ds, m, c, y, why.Figure); err != nil {
			return nil, err
		}
	}
	why.Notes = why.notes()
	why.Sentence = why.sentence()
	return why, nil
}

// warnings are what was noticed of a figure, or of the sum it goes into, when its
// edition was imported. A wrong total anywhere is a reason to look twice, so the
// others are counted.
func warnings(e *dataset.Edition, m figure.Measure, c ally.Code, y figure.Year) []string {
	var out []string
	others := 0
	for _, x := range e.Warnings {
		if x.Measure == m && x.Year == y && (x.Code == c || x.Code.Aggregate()) {
			text := x.Text
			if x.Code != c {
				text = string(x.Code) + ": " + text // the sum this figure goes into
			}
			if x.Wrong {
				text = "wrong: " + text
			}
			out = append(out, text)
			continue
		}
		others++
	}
	if others > 0 {
		out = append(out, fmt.Sprintf("%d more of other figures of %s", others, e.ID))
	}
	return out
}

// notHeld begins a quirk that says why there is no figure.
const notHeld = "not held: "

// missing says why an edition has no figure.
func missing(e *dataset.Edition, x *ally.Ally, m figure.Measure, quirks []string) string {
	if x != nil && !x.HasForces() && !ofEconomy(m) {
		return "no armed forces"
	}
	for _, q := range quirks {
		if reason, found := strings.CutPrefix(q, notHeld); found {
			return reason
		}
	}
	return "of the edition is held: " + e.Coverage
}

// gather sets what each of NATO's editions says that covers the year: those with
// a column for it, and those that print shares of the year and not this table.
func (w *Provenance) gather(ds *dataset.Dataset) error {
	for _, e := range ds.Editions() {
		s := WhySaid{Edition: e, Asked: e == w.Edition}
		if t, err := e.Table(w.Measure); err == nil && t.HasYear(w.Year) {
			s.Unit, s.Currency, s.Figure = t.Unit, t.Currency(w.Code, w.Year), t.At(w.Code, w.Year)
		} else if shares, err := e.Table(figure.ShareGDP); err != nil || !shares.HasYear(w.Year) {
			continue
		}
		if !s.Figure.Known() {
			quirks, err := ds.Quirks(e.ID, w.Code, w.Measure, w.Year)
			if err != nil {
				return err
			}
			s.Missing = missing(e, w.Ally, w.Measure, quirks)
		}
		w.revise(&s)
		w.Said = append(w.Said, s)
	}
	return nil
}

// revise sets the difference to what was printed before. Shares compare across
// price bases, as NATO itself sets them side by side; amounts only in one unit
// and one currency.
func (w *Provenance) revise(s *WhySaid) {
	if !s.Figure.Known() {
		return
	}
	for _, before := range slices.Backward(w.Said) {
		if !before.Figure.Known() {
			continue
		}
		if w.Measure.Spec().Kind == figure.Percent || (before.Unit == s.Unit && before.Currency == s.Currency) {
			s.Revision = Delta{Value: s.Figure.Printed.Sub(before.Figure.Printed), OK: true}
			s.From = before.Edition.ID
		}
		return
	}
}

// besideOf is SIPRI's figure beside NATO's, or nil where SIPRI has none.
func besideOf(ds *dataset.Dataset, m figure.Measure, c ally.Code, y figure.Year, nato figure.Figure) (*SecondSource, error) {
	if m != figure.ShareGDP {
		return nil, nil
	}
	f := ds.SIPRI().Figure(m, c, y)
	if !f.Known() {
		return nil, nil
	}
	b := &SecondSource{Edition: ds.SIPRI(), Figure: f}
	if nato.Known() {
		b.Difference = Delta{Value: f.Printed.Sub(nato.Printed), OK: true}
	}
	reasons, err := ds.Quirks(b.Edition.ID, c, m, y)
	b.Reasons = reasons
	return b, err
}

// notes say where the editions cannot be compared just so.
func (w *Provenance) notes() []string {
	var out []string
	for i := 1; i < len(w.Said); i++ {
		a, b := w.Said[i-1].Edition, w.Said[i].Edition
		if a.Definition != b.Definition {
			out = append(out, fmt.Sprintf("from %s on, %s is counted; %s counted %s", b.ID, b.Definition, a.ID, a.Definition))
		}
	}
	if w.Ally != nil && w.Year != 0 && !w.Ally.MemberIn(int(w.Year)) {
		out = append(out, fmt.Sprintf("%s was not a member on 31 December %d: it joined on %s", w.Name, w.Year, w.Ally.Accession))
	}
	return out
}

// sentence says the figure, whose it is, and what others say.
func (w *Provenance) sentence() string {
	spec := w.Measure.Spec()
	head := fmt.Sprintf("%s %d, %s: ", w.Name, w.Year, lowered(spec.Title))
	if !w.Figure.Known() {
		return head + "no figure in " + w.Edition.Name() + " (" + w.Missing + ")."
	}
	unit := spec.Unit
	if w.Currency != "" {
		unit = w.Currency + " m"
	}
	parts := []string{format.Figure(w.Figure) + " " + unit + " in " + w.Edition.Name()}
	var others []string
	for i := range w.Said {
		if s := &w.Said[i]; !s.Asked && s.Figure.Known() {
			said := format.Figure(s.Figure)
			if s.Currency != w.Currency && s.Currency != "" {
				said += " " + s.Currency + " m"
			}
			others = append(others, said+" in "+s.Edition.ID)
		}
	}
	if len(others) > 0 {
		parts = append(parts, strings.Join(others, ", "))
	}
	if w.Beside != nil {
		parts = append(parts, "SIPRI, by its own definition, "+w.Beside.Figure.String())
	}
	return head + strings.Join(parts, "; ") + "."
}
