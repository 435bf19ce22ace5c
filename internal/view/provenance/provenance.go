// Package provenance shows the source of a figure: its value, table and edition, how the edition
// was checked, known issues, and the figures of other editions and of the second source. It is
// shown over the other views and has no tab of its own.
//
// It computes no figures and keeps no state. The most important facts come first, as there may not
// be room for all.
package provenance

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/listing"
	"allyscope/internal/table"
	"allyscope/internal/view"
)

// Shown is the provenance of one figure.
type Shown struct{ *analysis.Provenance }

var _ view.Shown = Shown{}

// Ask returns the provenance of the focused ally's figure in a ranking. The error is a *query.Error
// if there is no such figure to ask about.
func Ask(ds *dataset.Dataset, a *analysis.Answer, focus ally.Code) (Shown, error) {
	w, err := analysis.ProvenanceFor(ds, a.Query, focus)
	return Shown{w}, err
}

// Widths of the page.
const (
	labelWidth = 9
	listWidth  = 32 // the width of the list of editions
	twoColumns = 78 // the least width of a page with that list at its side
	listed     = 12 // the least height of a page with that list
)

// Draw draws the figure and its provenance.
func (s Shown) Draw(g *cell.Grid, _ view.State) {
	g.Clear()
	if g.Width() < 1 || g.Height() < 1 {
		return
	}
	own := &s.Vintage
	title := fmt.Sprintf("%s %d · %s", s.Name, s.Year, s.Measure.Spec().Title)
	g.Text(0, 0, cell.Cut(title, g.Width()), cell.Heading)
	value, about, role := format.Figure(own.Figure), own.Missing, cell.Unknown
	if own.Figure.Known() {
		about, role = own.Unit, cell.Faint
		if own.Currency != "" {
			value += " " + own.Currency + " m"
			about = strings.TrimPrefix(about, "national currency m, ")
		}
		f := own.Figure
		about += " · " + f.Status.String() + format.Whenf(f.Held, " · unrounded %g", f.Unrounded)
	}
	x := g.Text(0, 1, value, cell.Strong)
	g.Text(x+1, 1, cell.Cut(about, g.Width()-x-1), role)
	if g.Width() >= twoColumns && g.Height() >= listed {
		split := g.Width() - listWidth
		s.list(g.Window(split, 3, listWidth, g.Height()-3))
		drawFacts(g.Window(0, 3, split-2, g.Height()-3), s.drawn(false))
		return
	}
	drawFacts(g.Window(0, 2, g.Width(), g.Height()-2), s.drawn(true))
}

// fact is a text about the figure with a short label for the explorer and a long one for documents.
type fact struct{ label, long, text string }

// facts returns what is known about the figure and its edition. The first fact is the figure
// itself, which the explorer shows above the others.
func (s Shown) facts() []fact {
	e, f := s.Edition, s.Vintage.Figure
	var out []fact
	add := func(label, long string, parts ...string) {
		out = append(out, fact{label, long, strings.Join(parts, "; ")})
	}
	switch as := s.Words() + " (" + f.Status.String() + ")"; {
	case !f.Known():
		add("Missing", "No figure", s.Vintage.Missing)
	case e.Source == "SIPRI":
		add("Printed", "As printed", as, "published as "+table.Unrounded(f).Shown+", rounded here")
	case f.Held:
		add("Printed", "As printed", as, "unrounded in the workbook "+table.Unrounded(f).Shown)
	default:
		add("Printed", "As printed", as, "no unrounded cell is held")
	}
	add("Table", "Table", s.Measure.String()+", "+s.Measure.Spec().Title, s.Unit)
	add("Edition", "From", format.Said(e.Name(), format.After("published ", e.Published), format.After("figures of ", e.CutOff),
		format.When(e.CutOff == "" && e.Source == "NATO", "the date of its figures is not known"))...)
	if b := s.Beside; b != nil {
		said := format.Figure(b.Figure) + " " + figure.ShareGDP.Spec().Unit
		if b.Revision.OK {
			said += ", " + format.Signed(b.Revision.Value) + " pp"
		}
		add(b.Edition.Source, "Another source, "+b.Edition.Name(), append([]string{said}, s.Reasons...)...)
	}
	if s.Spent.Known() {
		add("Current", "At current prices", s.current())
	}
	for _, w := range s.Warnings {
		add(warning, "Warning at import", w)
	}
	for _, q := range s.Quirks {
		if missing := s.Vintage.Missing; missing == "" || !strings.HasSuffix(q, missing) { // unless already shown as the reason
			add("Remark", "Remark", q)
		}
	}
	add("Counts", "Counts", format.Said(e.Definition, format.When(e.Source == "NATO" && e.PriceBase != "", e.PriceBase+" prices"))...)
	add("Checked", "Checked", e.Witness, "confidence: "+e.Confidence)
	add("Coverage", "Coverage", e.Coverage)
	return out
}

// current returns the figures at current prices that gaps in money are computed from. The judged
// share is at constant prices.
func (s Shown) current() string {
	const gaps = "gaps in money are computed from "
	spent := "US$ " + format.Figure(s.Spent) + " m"
	if !s.AtCurrent.OK {
		return spent + ", GDP not held; " + gaps + "the share, which is at constant prices"
	}
	return fmt.Sprintf("%s of a GDP of US$ %s m, %s %%; %sthese, but NATO judges the share at constant prices",
		spent, format.Figure(s.GDP), figure.Round(s.AtCurrent.Value, 2), gaps)
}

const warning = "Warning"

// drawn returns the facts that the explorer shows below the figure, beginning with the source and
// ending with notes. If inline is set, they include what each edition printed.
func (s Shown) drawn(inline bool) []fact {
	out := s.facts()
	out[0] = fact{label: "Source", text: s.Citation}
	if inline {
		printed := format.EachOf(s.Vintages, func(v *analysis.Vintage) string {
			r := v.Revision
			return v.Words() + format.Whenf(r.OK && r.Value.Units != 0, " (%s)", format.Signed(r.Value))
		})
		text := cmp.Or(strings.Join(printed, ", "), "by no NATO edition")
		at := slices.IndexFunc(out, func(f fact) bool { return f.label == "Edition" }) + 1
		out = slices.Insert(out, at, fact{label: "Printed", text: text})
	}
	for _, n := range s.Notes {
		out = append(out, fact{label: "Note", text: n})
	}
	return out
}

func drawFacts(g *cell.Grid, list []fact) {
	column := labelWidth
	if g.Width() < 36 {
		column = 0
	}
	var lines []view.Line
	for _, f := range list {
		label, text, role := f.label, f.text, cell.Plain
		if label == warning {
			role = cell.Warning
		}
		if column == 0 {
			label, text = "", label+": "+text
		}
		lines = append(lines, view.Labelled(label, text, role, g.Width()-column, cell.AllLines)...)
	}
	view.Labels(g, column, lines)
}

// list draws what each edition printed, with a line where the definition changes.
func (s Shown) list(g *cell.Grid) {
	g.Text(2, 0, "Edition", cell.Heading)
	g.Right(19, 0, "printed", cell.Heading)
	g.Right(28, 0, "revised", cell.Heading)
	y := 1
	for i := range s.Vintages {
		v := &s.Vintages[i]
		if i > 0 && v.Edition.Definition != s.Vintages[i-1].Edition.Definition {
			g.Fill(2, y, 28, '┄', cell.Axis)
			g.Text(3, y, cell.Cut(" "+v.Edition.Definition+" ", 27), cell.Faint)
			y++
		}
		role := table.Asked(g, y, s.Asked(v))
		g.Text(2, y, v.Edition.ID, role)
		if v.Figure.Known() {
			if v.Currency != s.Vintage.Currency {
				g.Text(20, y, v.Currency, cell.Faint)
			}
			g.Text(19, y, v.Scale, cell.Faint)
		} else {
			role = cell.Unknown
		}
		g.Right(19, y, format.Hanging(v.Figure), role)
		revised := listing.Revision(s.Spec(), v.Revision, "")
		g.Right(28, y, revised.Shown, revised.Role)
		y++
	}
}

// Document returns a table of what each edition printed, followed by the facts about the figure.
func (s Shown) Document() *document.Document {
	title := fmt.Sprintf("%s %d · %s: %s", s.Name, s.Year, format.Lower(s.Spec().Title), s.Words())
	remarks := format.Each(s.facts(), func(f fact) string { return f.long + ": " + f.text + "." })
	missing := format.EachOf(s.Vintages, func(v *analysis.Vintage) string {
		return format.Whenf(!s.Asked(v) && !v.Figure.Known(), "No figure in %s: %s.", v.Edition.ID, v.Missing)
	})
	return &document.Document{
		Title: title, Edition: s.Edition.Name(), Fields: s.fields(), Tables: []table.Table{s.vintages()},
		Remarks:  append(remarks, missing...),
		Sentence: s.Sentence, Notes: s.Notes, Citation: s.Citation,
	}
}

func (s Shown) fields() []document.Field {
	e := s.Edition
	return slices.Concat([]document.Field{
		{ID: "code", Cell: table.Word(string(s.Code))},
		{ID: "name", Cell: table.Word(s.Name)},
		{ID: "measure", Cell: table.Word(s.Measure.String())},
		{ID: "year", Cell: table.Year(s.Year)},
	}, printed(s.Vintage.Figure), []document.Field{
		{ID: "share_current", Cell: document.ShareCurrent(s.AtCurrent, figure.Decimal{})},
		{ID: "missing", Cell: table.Optional(s.Vintage.Missing)},
		{ID: "unit", Cell: table.Word(s.Unit)},
		{ID: "currency", Cell: table.Optional(s.Vintage.Currency)},
		{ID: "edition", Object: true, Fields: []document.Field{
			{ID: "id", Cell: table.Word(e.ID)}, {ID: "source", Cell: table.Word(e.Source)}, {ID: "title", Cell: table.Word(e.Title)},
			{ID: "published", Cell: table.Optional(e.Published)}, {ID: "cutoff", Cell: table.Optional(e.CutOff)},
			{ID: "price_base", Cell: table.Optional(e.PriceBase)}, {ID: "definition", Cell: table.Optional(e.Definition)},
			{ID: "coverage", Cell: table.Optional(e.Coverage)}, {ID: "confidence", Cell: table.Optional(e.Confidence)},
			{ID: "witness", Cell: table.Optional(e.Witness)},
		}},
		document.Words("quirks", s.Quirks), document.Words("warnings", s.Warnings), s.otherSource(),
	})
}

func printed(f figure.Figure) []document.Field {
	return []document.Field{
		{ID: "value", Cell: table.Figure(f, format.NotPublished)}, {ID: "unrounded", Cell: table.Unrounded(f)}, {ID: "status", Cell: table.Status(f)},
	}
}

func (s Shown) otherSource() document.Field {
	b, f := s.Beside, document.Field{ID: "beside", Object: true}
	if b == nil {
		return f
	}
	f.Fields = append([]document.Field{{ID: "source", Cell: table.Word(b.Edition.Source)}, {ID: "edition", Cell: table.Word(b.Edition.ID)}}, printed(b.Figure)...)
	f.Fields = append(f.Fields, document.Field{ID: "difference_pp", Cell: table.Difference(b.Revision, format.NotPublished)}, document.Words("reasons", s.Reasons))
	return f
}

func (s Shown) vintages() table.Table {
	const data, tables = table.OnData, table.OnTables
	type row = *analysis.Vintage
	spec, currency := s.Side(), data.And(s.Vintage.Currency != "", tables)
	t := table.Of("editions", "", slices.Concat(
		table.Texts("edition", "Edition", "",
			func(v row) table.Cell { return table.Word(v.Edition.ID).Say(v.Edition.Name()) }).Leading(),
		table.Texts("published", "published", "", func(v row) table.Cell { return listing.Published(v.Edition) }).GivesWay(2),
		table.Data("cutoff", "Figures of", func(v row) table.Cell { return table.Optional(v.Edition.CutOff) }),
		table.Numbers("value", spec.Short, spec.Title,
			func(v row) table.Cell { return listing.Printed(v, format.NotPublished, v.Printed()) }),
		table.AsHeld("", func(v row) figure.Figure { return v.Figure }),
		table.Texts("currency", "", "Currency",
			func(v row) table.Cell { return table.Optional(v.Currency).As(cell.Faint) }).Only(currency),
		listing.Revisions(spec, "Revision",
			func(v row) table.Cell { return listing.Revision(spec, v.Revision, v.Scale) }).UnlessEmpty(),
		table.Texts("revised_from", "of", "Revision of",
			func(v row) table.Cell { return table.Optional(v.From).As(cell.Faint) }).NotInPlain().UnlessEmpty().GivesWay(3),
		table.Data("unit", "Unit", func(v row) table.Cell { return table.Optional(v.Unit) }),
		listing.Definition(func(v row) *dataset.Edition { return v.Edition }),
		table.Texts("missing", "", "Why there is no figure",
			func(v row) table.Cell { return table.Optional(v.Missing).Say(v.Missing) }).Only(data|table.OnPlain),
	), table.Pointers(s.Vintages))
	t.Mark(func(i int) bool { return s.Asked(&s.Vintages[i]) })
	return t
}
