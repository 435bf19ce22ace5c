package provenance

import (
	"fmt"
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/listing"
	"allyscope/internal/table"
)

// Document is what each edition printed, and beneath all there is to know of the one asked about.
func (s Shown) Document() *document.Document {
	title := fmt.Sprintf("%s %d · %s: %s", s.Name, s.Year, format.Lower(s.Spec().Title), s.Words())
	return &document.Document{
		Title: title, Edition: s.Edition.Name(), Fields: s.fields(), Tables: []table.Table{s.vintages()}, Remarks: s.remarks(),
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
		document.Words("quirks", s.Quirks), document.Words("warnings", s.Warnings), s.beside(),
	})
}

func printed(f figure.Figure) []document.Field {
	return []document.Field{
		{ID: "value", Cell: table.Figure(f, format.NotPublished)}, {ID: "unrounded", Cell: table.Unrounded(f)}, {ID: "status", Cell: table.Status(f)},
	}
}

func (s Shown) beside() document.Field {
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

// remarks are all there is to know of the figure asked about, a fact a line.
func (s Shown) remarks() []string {
	out := format.Each(s.facts(), func(f fact) string { return f.long + ": " + f.text + "." })
	return append(out, format.EachOf(s.Vintages, func(v *analysis.Vintage) string {
		return format.Whenf(!s.Asked(v) && !v.Figure.Known(), "No figure in %s: %s.", v.Edition.ID, v.Missing)
	})...)
}
