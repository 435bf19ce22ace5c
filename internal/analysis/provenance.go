package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// Provenance is who says a figure, and all there is to know of it. It must not be changed.
type Provenance struct {
	Header
	Vintage Vintage // the figure, as the edition asked about has it
	Code    ally.Code
	Name    string
	Ally    *ally.Ally // nil for one of NATO's sums
	// Spent and GDP are what the edition prints at current prices, US$ m, where the
	// figure is a share of GDP, and AtCurrent the share that the two give, %: gaps in
	// money are of these, and NATO judges the share at constant prices.
	Spent, GDP figure.Figure
	AtCurrent  Amount
	Quirks     []string // the known oddities of this very figure, the closest first
	Warnings   []string // noticed when an own edition was imported, and how many more of the rest of it
	// Vintages are what NATO's editions say of it that cover the year, oldest first,
	// the one asked about among them.
	Vintages []Vintage
	// Beside is SIPRI's figure, rounded here, where NATO's share of GDP is asked about and
	// SIPRI has one, else nil. It is another source, never a part of the series: its Revision
	// is what it is more than NATO's, pp, and Reasons are the known ones for that.
	Beside  *Vintage
	Reasons []string
}

// ProvenanceFor gathers who says the figure of an ally, or of one of NATO's sums, in
// the measure, year, edition and source of a query. The error is a *query.Error
// where the edition is not held or has no such table or year.
func ProvenanceFor(ds *dataset.Dataset, q query.Query, c ally.Code) (*Provenance, error) {
	x, known := ds.Allies().Ally(c)
	if !known && !slices.Contains(aggregateCodes[:], c) {
		return nil, query.Refused(string(c), "is not the code of an ally or of one of NATO's sums")
	}
	w, err := resolve(ds, query.Query{Measure: q.Measure, Year: q.Year, Edition: q.Edition, Source: q.Source})
	if err != nil {
		return nil, err
	}
	m, y := w.Measure, w.Year
	both := printedBy([]*dataset.Edition{w.Edition, ds.SIPRI()}, m, c, y)
	why := &Provenance{Header: w.Header, Vintage: both[0], Code: c, Name: ds.Allies().Name(c), Ally: x}
	why.Citation = citation(&w.Header)
	if m == figure.ShareGDP {
		why.Spent, why.GDP = w.money.usd.At(c, y), w.money.gdp.At(c, y)
		why.AtCurrent, _ = ofGDP(why.Spent, why.GDP, w.money.gdp)
	}
	why.Quirks, err = ds.Quirks(w.Edition.ID, c, m, y)
	why.Warnings = warnings(w.Edition, m, c, y)
	why.Vintage.explain(ds, m, c, y)
	// What each of NATO's editions says that covers the year: those with a column for it,
	// and those that print shares of the year and not this table. A draft is among them
	// where it is the one asked about.
	why.Vintages = slices.DeleteFunc(printedBy(ds.With(w.Edition), m, c, y), func(v Vintage) bool {
		return v.Unit == "" && !covers(v.Edition, figure.ShareGDP, []figure.Year{y})
	})
	for i := range why.Vintages {
		why.Vintages[i].explain(ds, m, c, y)
	}
	var unheld error
	if q.Source == query.NATO && both[1].Figure.Known() {
		why.Beside = &both[1]
		why.Reasons, unheld = ds.Quirks(ds.SIPRI().ID, c, m, y)
	}
	footnotes, unnoted := ds.Footnotes(w.Edition.ID, c, m, y)
	breaks := w.breakNotes([]ally.Code{c}, []figure.Measure{m}, w.table.First, y)
	why.Notes = slices.Concat(format.Said(ownNote(w.Edition)), why.notes(), besideNotes(ds, w.Edition, m, c, y), breaks, footnotes)
	why.Sentence = why.sentence()
	return why, cmp.Or(err, unheld, unnoted)
}

// warnings are those of a figure, or of the sum it goes into. A wrong total anywhere is a
// reason to look twice, so the others are counted.
func warnings(e *dataset.Edition, m figure.Measure, c ally.Code, y figure.Year) []string {
	own := slices.DeleteFunc(slices.Clone(e.Warnings), func(x dataset.Warning) bool {
		return x.Measure != m || x.Year != y || x.Code != c && !x.Code.Aggregate()
	})
	out := format.EachOf(own, func(x *dataset.Warning) string {
		sum := format.When(x.Code != c, string(x.Code)+": ") // that this figure goes into
		return format.When(x.Wrong, "wrong: ") + sum + x.Text
	})
	others := len(e.Warnings) - len(own)
	return append(out, format.Said(format.Whenf(others > 0, "%d more of other figures of %s", others, e.ID))...)
}

// notHeld begins a quirk that says why there is no figure.
const notHeld = "not held: "

// missing says why an edition has no figure of an ally or a sum.
func missing(ds *dataset.Dataset, e *dataset.Edition, m figure.Measure, c ally.Code, y figure.Year) string {
	x, ok := ds.Allies().Ally(c)
	if ok && !x.HasForces() && !m.OfEconomy() {
		return "no armed forces"
	}
	quirks, _ := ds.Quirks(e.ID, c, m, y)
	for _, q := range quirks {
		if reason, found := strings.CutPrefix(q, notHeld); found {
			return reason
		}
	}
	t, err := e.Table(m)
	last := err == nil && y == t.Last // and what was printed on its allies of then alone
	switch {
	case ok && e.Source == dataset.NATO && !e.Own && (x.Accession > e.Published || last && !x.MemberIn(int(y))):
		return "not a member then: it joined on " + x.Accession
	case e.Source != dataset.NATO || e.Own || e.Whole():
		return "the edition has none"
	default:
		return "of the edition is held: " + e.Coverage
	}
}

// Asked tells whether a vintage is that of the edition asked about.
func (w *Provenance) Asked(v *Vintage) bool { return v.Edition == w.Edition }

func besideNotes(ds *dataset.Dataset, not *dataset.Edition, m figure.Measure, c ally.Code, y figure.Year) []string {
	return format.Each(seriesOf(ds, m), func(own *dataset.Edition) string {
		f := own.Figure(m, c, y)
		return format.Whenf(f.Known() && own != not, "beside it, never one series: %s %s %s (%s)", own.Name(), f, m.Spec().Unit, own.Credit)
	})
}

// notes say where the editions cannot be compared just so.
func (w *Provenance) notes() []string {
	var out []string
	for i := 1; i < len(w.Vintages); i++ {
		a, b := w.Vintages[i-1].Edition, w.Vintages[i].Edition
		if a.Definition != b.Definition && !b.Draft() {
			out = append(out, fmt.Sprintf("from %s on, %s is counted; %s counted %s", b.ID, b.Definition, a.ID, a.Definition))
		}
	}
	return append(out, format.Said(notMember(w.Ally, w.Year))...)
}

// notMember says that an ally had not joined yet.
func notMember(a *ally.Ally, y figure.Year) string {
	if a == nil || a.MemberIn(int(y)) {
		return ""
	}
	return fmt.Sprintf("%s was not a member on 31 December %d: it joined on %s", a.Name, y, a.Accession)
}

func (w *Provenance) sentence() string {
	head, own := fmt.Sprintf("%s %d, %s: ", w.Name, w.Year, format.Lower(w.Spec().Title)), &w.Vintage
	if !own.Figure.Known() {
		return head + "no figure in " + w.Edition.Name() + " (" + own.Missing + ")."
	}
	others := format.EachOf(w.Vintages, func(v *Vintage) string {
		return format.When(!w.Asked(v) && v.Figure.Known(), v.Printed()+" in "+v.Edition.ID)
	})
	text := head + format.Join("; ", w.Words()+" in "+w.Edition.Name(), strings.Join(others, ", "))
	if w.Beside != nil {
		text += "; SIPRI, by its own definition, " + w.Beside.Figure.String()
	}
	return text + "."
}

// Side is what the measure is in all the editions together.
func (w *Provenance) Side() figure.Spec { return w.Measure.In(unitsOf(w.Vintages)...) }

// Words are the figure with its unit, or that there is none.
func (w *Provenance) Words() string {
	f := w.Vintage.Figure
	switch {
	case !f.Known():
		return format.NotPublished
	case w.Vintage.Currency != "":
		return format.Figure(f) + " " + w.Vintage.Currency + " m"
	default:
		return format.Figure(f) + " " + w.Spec().Unit
	}
}
