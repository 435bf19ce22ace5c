// Package document is an answer laid out, ready to be written in any format: its
// tables of typed cells, its pictures, its sentence and its citation.
//
// It makes no number and knows neither formats nor files. Of is the head that all
// documents made of an answer share; whoever has an answer lays it out here once,
// and package report writes it.
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
	Title         string  // what is on show
	Edition       string  // whose figures
	Level, Result string  // what figures are judged by, and how many meet it
	Fields        []Field // the head of the JSON form
	// Tables are what is on show, and Sections the same of a text that is read from
	// its beginning, such as a briefing: a document has either. A text begins with
	// its sentence and names its sources itself.
	Tables   []table.Table
	Sections []Section
	Remarks  []string // facts beneath the tables, one a line
	Sentence string
	Notes    []string
	Citation string
	Said     string   // what was made of the words of the question, told beside the answer and no part of it
	Chart    *Picture // above the tables of a page
	Picture  *Picture // all of the SVG form: what a view shows
}

// Section is a part of a text.
type Section struct {
	Title  string
	Lines  []string // its sentences
	Chart  *Picture // above them
	Tables []table.Table
}

// IsText tells whether the document is a text.
func (d *Document) IsText() bool { return len(d.Sections) > 0 }

// Parts are the sections of a text, of its tables those that have rows. Any other
// document is one section without a title, with its first table in any case.
func (d *Document) Parts() []Section { return d.parts(false) }

// Read are the parts as people read them.
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

// Data are all tables, for machines. CSV holds the first alone: a file of one table is
// what programs read.
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
	Title, Sentence string // its name, and what can be seen
	// Letters draws it for a text, so many cells wide, in ASCII alone where that is asked
	// for; nil where letters do not show it.
	Letters func(width int, ascii bool) *cell.Grid
}

// Field is a named value of the JSON form: a cell, an object of further fields,
// which is null where it has none, or a list of fields without names.
type Field struct {
	ID           string
	Cell         table.Cell
	Object, List bool
	Fields       []Field
}

// Words is a list of texts.
func Words(id string, list []string) Field {
	f := Field{ID: id, List: true}
	for _, x := range list {
		f.Fields = append(f.Fields, Field{Cell: table.Word(x)})
	}
	return f
}

// Of is Under of a ranking, with its counts.
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

// Under is what every document begins and ends with.
func Under(h *analysis.Header) *Document {
	d := &Document{
		Title:    InYear(h.Spec().Name(), h),
		Edition:  h.Edition.Name() + format.When(h.Edition.Redefined, ", "+h.Edition.Definition), // unlike that before
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

// InYear is a title with the year that the document is about.
func InYear(what string, h *analysis.Header) string {
	return fmt.Sprintf("%s · %d%s", what, h.Year, format.When(h.Estimated, " (estimate)"))
}

// LevelWords says what figures are judged by.
func LevelWords(l analysis.Level) string {
	if l.Pledge == nil {
		return "Target: " + format.Percent(l.Value) + ", a level of your own"
	}
	by := format.Whenf(l.Pledge.Deadline != 0, ", by %d", l.Pledge.Deadline)
	return fmt.Sprintf("Target: %s, agreed %d%s", l.Pledge.Label, l.Pledge.AgreedIn(), by)
}

// Target is what figures are judged by, as a field: null where nothing is judged.
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

// Agreed is the year a level was first agreed, missing where nobody pledged it.
func Agreed(l analysis.Level) table.Cell {
	return table.Year(figure.Year(l.From)).Where(l.From != 0, format.NotMeasured)
}

// Counted is a count of verdicts: missing, not 0, where nothing is judged.
func Counted(h *analysis.Header, n int) table.Cell {
	return table.Whole(n).Where(h.Verdicts(), format.NotMeasured)
}

// MoneyPlaces are the decimals of amounts in millions that are computed.
const MoneyPlaces = 0

// MoneyBasis is what computed amounts are in: it is always named beside them.
const MoneyBasis = "current prices and exchange rates"

// Facts are figures in a line: "Norway 2016: 1.54e %; …".
func Facts(facts []analysis.Fact) string {
	return strings.Join(format.Each(facts, func(f analysis.Fact) string { return f.Label + ": " + f.Text }), "; ")
}

// GapsBasis says what gaps in money are reckoned from, where any of the rows has one.
func GapsBasis(a *analysis.Answer, rows []*analysis.Row) []string {
	var how []string
	for _, r := range rows {
		if words := r.Basis.Words(a.Level.Value); words != "" && !slices.Contains(how, words) {
			how = append(how, words)
		}
	}
	return format.Said(format.Whenf(len(how) > 0, "Gaps in money are at %s: %s.", MoneyBasis, strings.Join(how, "; or ")))
}

// ValueUnit is the unit under a year's figures; the title has it in full.
func ValueUnit(s figure.Spec) string {
	if s.Kind == figure.Percent {
		return "%"
	}
	return s.Short
}

// Outcome is what became of a statement; the mark of each has a shape of its own.
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
