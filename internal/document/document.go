// Package document lays an answer out once for every format: as tables of typed cells, pictures, a
// sentence and a citation. Of and Under make the parts that all documents share.
//
// It computes no numbers and does not know formats or files: package report writes documents.
package document

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

const everywhere, data = table.Everywhere, table.OnData

// Document is an answer laid out.
type Document struct {
	Title         string  // what it shows
	Edition       string  // whose figures it shows
	Level, Result string  // the level by which figures are judged, and how many meet it
	Fields        []Field // the first fields of the JSON form
	// A document has either Tables or, if it is a text such as a briefing, Sections. A text starts
	// with its sentence and names its sources itself.
	Tables   []table.Table
	Sections []Section
	Remarks  []string // facts below the tables, one a line
	Sentence string
	Notes    []string
	Citation string
	Said     string   // how the question was understood: a message that is not part of the answer
	Chart    *Picture // above the tables of a page
	Picture  *Picture // the whole SVG form: what a view shows
}

// Section is a section of a text.
type Section struct {
	Title  string
	Lines  []string // its sentences
	Chart  *Picture // above Lines
	Tables []table.Table
}

// IsText reports whether the document is a text.
func (d *Document) IsText() bool { return len(d.Sections) > 0 }

// Parts returns the sections of a text, without empty tables. Any other document is one section
// without a title, and keeps its first table even if that is empty.
func (d *Document) Parts() []Section { return d.parts(false) }

// Read returns the Parts with their tables as people read them.
func (d *Document) Read() []Section { return d.parts(true) }

func (d *Document) parts(people bool) []Section {
	out := slices.Clone(d.Sections)
	if !d.IsText() {
		out = []Section{{Chart: d.Chart, Tables: d.Tables}}
	}
	for i := range out {
		var tables []table.Table
		for k, t := range out[i].Tables {
			switch {
			case len(t.Rows) == 0 && (k > 0 || d.IsText()):
			case people && len(t.People) > 0:
				tables = append(tables, t.People...)
			default:
				tables = append(tables, t)
			}
		}
		out[i].Tables = tables
	}
	return out
}

// Data returns all tables. CSV has only the first, because programs expect one table in a file.
func (d *Document) Data() []table.Table {
	all := slices.Clip(d.Tables)
	for i := range d.Sections {
		all = append(all, d.Sections[i].Tables...)
	}
	return all
}

// Picture is a drawing with its words.
type Picture struct {
	Cells           *cell.Grid
	Title, Sentence string // its name, and what it shows
	// Letters draws the picture in characters, width cells wide and optionally in ASCII only. It is
	// nil if characters cannot show it.
	Letters func(width int, ascii bool) *cell.Grid
}

// Field is a named value of the JSON form: a cell, an object, which is null without fields, or a
// list of fields without names.
type Field struct {
	ID           string
	Cell         table.Cell
	Object, List bool
	Fields       []Field
}

// Words returns a field that is a list of texts.
func Words(id string, list []string) Field {
	f := Field{ID: id, List: true}
	for _, x := range list {
		f.Fields = append(f.Fields, Field{Cell: table.Word(x)})
	}
	return f
}

// Of returns Under of a ranking's header, with the ranking's counts.
func Of(a *analysis.Answer) *Document {
	d, h, c, s := Under(&a.Header), &a.Header, a.Count, a.Shortfall
	short := Field{ID: "shortfall", Object: true}
	if a.Verdicts() {
		short.Fields = []Field{
			{ID: "usd_m", Cell: table.Rounded(s.USD, MoneyPlaces, format.NotPublished)},
			{ID: "allies", Cell: table.Whole(s.Allies)}, {ID: "unpriced", Cell: table.Whole(s.Unpriced)},
			Words("beside", format.Each(s.Beside, func(r *analysis.Row) string { return string(r.Code) })),
		}
		d.Result = a.Count.Words() + " meet"
		if l := a.Level.In(a.Year); !l.Judged() {
			d.Result = a.Count.Meeting(a.Level)
		}
	}
	d.Fields = append(d.Fields, Field{ID: "count", Object: true, Fields: []Field{
		{ID: "meets", Cell: Counted(h, c.Meets)}, {ID: "below", Cell: Counted(h, c.Below)},
		{ID: "knife_edge", Cell: Counted(h, c.KnifeEdge)}, {ID: "no_data", Cell: Counted(h, c.NoData)},
		{ID: "with_forces", Cell: table.Whole(c.WithForces)}, {ID: "members", Cell: table.Whole(c.Members)},
	}}, short)
	return d
}

// Under returns what every document starts and ends with: title, fields, sentence and citation.
func Under(h *analysis.Header) *Document {
	d := &Document{
		Title:    InYear(h.Spec().Name(), h),
		Edition:  h.Edition.Name() + format.When(h.Edition.Redefined, ", "+h.Edition.Definition), // differs from the one before
		Sentence: h.Sentence, Notes: h.Notes, Citation: h.Citation,
		Fields: []Field{
			{ID: "query", Cell: table.Word(h.Query.String())},
			{ID: "edition", Cell: table.Word(h.Edition.ID)},
			{ID: "published", Cell: table.Optional(h.Edition.Published)},
			{ID: "measure", Cell: table.Word(h.Measure.String())},
			{ID: "unit", Cell: table.Word(h.Unit)},
			{ID: "year", Cell: table.Year(h.Year)},
			{ID: "estimate", Cell: table.Flag(h.Estimated)},
			{ID: "base_year", Cell: table.Year(h.Base)},
			{ID: "members", Cell: table.Word(h.Query.Members.String())},
			Target(h.Judged, h.Level),
		},
	}
	if h.Judged {
		d.Level = LevelWords(h.Level)
		if !h.Level.Measurable {
			d.Result = "not measurable"
		}
	}
	return d
}

// InYear returns a title with the year of the document.
func InYear(what string, h *analysis.Header) string {
	return fmt.Sprintf("%s · %d%s", what, h.Year, format.When(h.Estimated, " (estimate)"))
}

// LevelWords names the level by which figures are judged.
func LevelWords(l analysis.Level) string {
	if l.Pledge == nil {
		return "Target: " + format.Percent(l.Value) + ", a level of your own"
	}
	by := format.Whenf(l.Pledge.Deadline != 0, ", by %d", l.Pledge.Deadline)
	return fmt.Sprintf("Target: %s, agreed %d%s", l.Pledge.Label, l.Pledge.AgreedIn(), by)
}

// Target is the level by which figures are judged, as a field: null if nothing is judged.
func Target(judged bool, l analysis.Level) Field {
	t := Field{ID: "target", Object: true}
	if !judged {
		return t
	}
	id := target.OwnID
	if l.Pledge != nil {
		id = l.Pledge.ID
	}
	t.Fields = []Field{
		{ID: "id", Cell: table.Word(id)}, {ID: "level", Cell: table.Number(l.Value)},
		{ID: "agreed", Cell: Agreed(l)}, {ID: "measurable", Cell: table.Flag(l.Measurable)},
	}
	return t
}

// Agreed is the year in which a level was first agreed; missing for one that was never pledged.
func Agreed(l analysis.Level) table.Cell {
	return table.Year(figure.Year(l.From)).Where(l.From != 0, format.NotMeasured)
}

// Counted is a count of verdicts: missing, not 0, if nothing is judged.
func Counted(h *analysis.Header, n int) table.Cell {
	return table.Whole(n).Where(h.Verdicts(), format.NotMeasured)
}

// MoneyPlaces is the number of decimals of computed amounts in millions.
const MoneyPlaces = 0

// MoneyBasis is the basis of computed amounts, which is always named with them.
const MoneyBasis = "current prices and exchange rates"

// Facts returns facts in one line: "Norway 2016: 1.54e %; …".
func Facts(facts []analysis.Fact) string {
	return strings.Join(format.Each(facts, func(f analysis.Fact) string { return f.Label + ": " + f.Text }), "; ")
}

// GapsBasis says how gaps in money are computed; nil if no row has one.
func GapsBasis(a *analysis.Answer, rows []*analysis.Row) []string {
	var how []string
	for _, r := range rows {
		if words := r.Basis.Words(a.Level.Value); words != "" && !slices.Contains(how, words) {
			how = append(how, words)
		}
	}
	return format.Said(format.Whenf(len(how) > 0, "Gaps in money are at %s: %s.", MoneyBasis, strings.Join(how, "; or ")))
}

// ValueUnit returns the short unit below a column heading; the title has the full one.
func ValueUnit(s figure.Spec) string {
	if s.Kind == figure.Percent {
		return "%"
	}
	return s.Short
}

// Outcome shows the outcome of a statement, each with a glyph of its own.
func Outcome(o analysis.Outcome) table.Cell {
	glyph, role := format.NotMeasured, cell.Unknown
	switch o {
	case analysis.Holds:
		glyph, role = "●", cell.Meets
	case analysis.Rounds:
		glyph, role = "≈", cell.Edge
	case analysis.Differs:
		glyph, role = "×", cell.Below
	}
	return table.Words(glyph+" "+o.Words(), o.String()).As(role).Say(o.Words())
}
