package report

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Why lays out who says a figure: what each edition printed for it, and beneath
// all there is to know of the one asked about.
func Why(w *analysis.Provenance) *document.Document {
	spec := w.Measure.Spec()
	d := &document.Document{
		Title:    fmt.Sprintf("%s %d · %s: %s", w.Name, w.Year, strings.ToLower(spec.Title[:1])+spec.Title[1:], figureWords(w)),
		Edition:  w.Edition.Name(),
		Fields:   whyFields(w),
		Tables:   []table.Table{whySaid(w)},
		Remarks:  whyRemarks(w),
		Sentence: w.Sentence, Notes: w.Notes, Citation: w.Citation,
	}
	if !strings.HasPrefix(spec.Title, "Defence") && !strings.HasPrefix(spec.Title, "Annual") {
		d.Title = fmt.Sprintf("%s %d · %s: %s", w.Name, w.Year, spec.Title, figureWords(w))
	}
	return d
}

// figureWords is the figure with its mark and unit, or that there is none.
func figureWords(w *analysis.Provenance) string {
	if !w.Figure.Known() {
		return format.NotPublished
	}
	unit := w.Measure.Spec().Unit
	if w.Currency != "" {
		unit = w.Currency + " m"
	}
	return table.Figure(w.Figure, format.NotPublished).Shown + " " + unit
}

// whyFields are the head of the JSON form.
func whyFields(w *analysis.Provenance) []document.Field {
	quirks, warnings := document.Field{ID: "quirks", List: true}, document.Field{ID: "warnings", List: true}
	for _, q := range w.Quirks {
		quirks.Fields = append(quirks.Fields, document.Field{Cell: table.Word(q)})
	}
	for _, q := range w.Warnings {
		warnings.Fields = append(warnings.Fields, document.Field{Cell: table.Word(q)})
	}
	e := w.Edition
	return []document.Field{
		{ID: "code", Cell: table.Word(string(w.Code))},
		{ID: "name", Cell: table.Word(w.Name)},
		{ID: "measure", Cell: table.Word(w.Measure.String())},
		{ID: "year", Cell: table.Year(w.Year)},
		{ID: "value", Cell: table.Figure(w.Figure, format.NotPublished)},
		{ID: "unrounded", Cell: table.Unrounded(w.Figure)},
		{ID: "status", Cell: table.Optional(w.Figure.Status.String())},
		{ID: "missing", Cell: table.Optional(w.Missing)},
		{ID: "unit", Cell: table.Word(w.Unit)},
		{ID: "currency", Cell: table.Optional(w.Currency)},
		{ID: "edition", Object: true, Fields: []document.Field{
			{ID: "id", Cell: table.Word(e.ID)}, {ID: "source", Cell: table.Word(e.Source)}, {ID: "title", Cell: table.Word(e.Title)},
			{ID: "published", Cell: table.Optional(e.Published)}, {ID: "cutoff", Cell: table.Optional(e.CutOff)},
			{ID: "price_base", Cell: table.Optional(e.PriceBase)}, {ID: "definition", Cell: table.Optional(e.Definition)},
			{ID: "coverage", Cell: table.Optional(e.Coverage)}, {ID: "confidence", Cell: table.Optional(e.Confidence)},
			{ID: "witness", Cell: table.Optional(e.Witness)},
		}},
		quirks, warnings,
		besideField(w.Beside),
	}
}

// besideField is the second source's figure; null where there is none.
func besideField(b *analysis.SecondSource) document.Field {
	f := document.Field{ID: "beside", Object: true}
	if b == nil {
		return f
	}
	reasons := document.Field{ID: "reasons", List: true}
	for _, r := range b.Reasons {
		reasons.Fields = append(reasons.Fields, document.Field{Cell: table.Word(r)})
	}
	f.Fields = []document.Field{
		{ID: "source", Cell: table.Word(b.Edition.Source)}, {ID: "edition", Cell: table.Word(b.Edition.ID)},
		{ID: "value", Cell: table.Figure(b.Figure, format.NotPublished)}, {ID: "unrounded", Cell: table.Unrounded(b.Figure)},
		{ID: "status", Cell: table.Optional(b.Figure.Status.String())},
		{ID: "difference_pp", Cell: table.Difference(b.Difference, format.NotPublished)}, reasons,
	}
	return f
}

// whySaid is a row for each edition.
func whySaid(w *analysis.Provenance) table.Table {
	unit := revisionUnit(w.Measure)
	onCurrency := table.OnData
	if w.Currency != "" {
		onCurrency |= table.OnTables
	}
	t := table.Table{ID: "editions", Columns: []table.Head{
		{ID: "edition", Head: "Edition", On: table.Everywhere, Lead: true},
		{ID: "published", Head: "published", Long: "Published", On: table.Everywhere, Priority: 2},
		{ID: "cutoff", Long: "Figures of", On: table.OnData},
		{ID: "value", Head: whyHead(w), Long: w.Measure.Spec().Title, On: table.Everywhere, Right: true},
		{ID: "unrounded", Long: "Unrounded", On: table.OnData, Right: true},
		{ID: "status", Long: "Status", On: table.OnData},
		{ID: "currency", Head: "", Long: "Currency", On: onCurrency},
		{ID: "revision", Head: "revised", Unit: unit, Long: "Revision", LongUnit: unit, On: table.Everywhere, Right: true, Sparse: true},
		{ID: "revised_from", Head: "of", Long: "Revision of", On: table.OnData | table.OnTables, Sparse: true, Priority: 3},
		{ID: "unit", Long: "Unit", On: table.OnData},
		{ID: "definition", Head: "counts", Long: "What is counted", On: table.OnData | table.OnTables, Priority: 4},
		{ID: "missing", Long: "Why there is no figure", On: table.OnData | table.OnPlain},
	}}
	for i := range w.Said {
		s := &w.Said[i]
		e := s.Edition
		value := table.Figure(s.Figure, format.NotPublished).As(cell.Strong)
		if !s.Figure.Known() {
			value = value.As(cell.Unknown).Say("no figure")
		} else {
			value.Said = value.Shown
		}
		t.Rows = append(t.Rows, table.Row{Marked: s.Asked, Cells: []table.Cell{
			table.Word(e.ID).Say(e.Name()), table.Word(e.Published).Say("published " + e.Published), table.Optional(e.CutOff),
			value, table.Unrounded(s.Figure), table.Optional(s.Figure.Status.String()), table.Optional(s.Currency).As(cell.Faint),
			revision(s.Revision, unit), table.Optional(s.From).As(cell.Faint), table.Optional(s.Unit),
			table.Word(e.Definition).As(cell.Faint), missingWhy(s.Missing),
		}})
	}
	return t
}

// whyHead heads the figures: the measure's short unit.
func whyHead(w *analysis.Provenance) string { return w.Measure.Spec().Short }

// missingWhy is the reason there is no figure.
func missingWhy(reason string) table.Cell {
	c := table.Optional(reason).As(cell.Faint)
	if reason != "" {
		c.Said = reason
	}
	return c
}

// whyRemarks are all there is to know of the figure asked about, a fact a line.
func whyRemarks(w *analysis.Provenance) []string {
	e, spec := w.Edition, w.Measure.Spec()
	var out []string
	add := func(label string, parts ...string) { out = append(out, label+": "+strings.Join(parts, "; ")+".") }
	if w.Figure.Known() {
		parts := []string{figureWords(w) + " (" + w.Figure.Status.String() + ")"}
		switch {
		case e.Source == "SIPRI":
			parts = append(parts, "published as "+table.Unrounded(w.Figure).Shown+", rounded here")
		case w.Figure.Held:
			parts = append(parts, "unrounded in the workbook "+table.Unrounded(w.Figure).Shown)
		default:
			parts = append(parts, "no unrounded cell is held")
		}
		add("As printed", parts...)
	} else {
		add("No figure", w.Missing)
	}
	dates := []string{e.Source + ", " + e.Title, "edition " + e.ID + ", published " + e.Published}
	if e.CutOff != "" {
		dates = append(dates, "figures of "+e.CutOff)
	} else if e.Source == "NATO" {
		dates = append(dates, "the date of its figures is not known")
	}
	add("From", dates...)
	add("Table", w.Measure.String()+", "+spec.Title, w.Unit)
	counts := []string{e.Definition}
	if e.Source == "NATO" && e.PriceBase != "" {
		counts = append(counts, e.PriceBase+" prices")
	}
	add("Counts", counts...)
	add("Checked", e.Witness, "confidence: "+e.Confidence, "held: "+e.Coverage)
	for _, q := range w.Warnings {
		add("Warning at import", q)
	}
	for _, q := range w.Quirks {
		if !strings.HasSuffix(q, w.Missing) || w.Missing == "" {
			add("Known of it", q)
		}
	}
	for i := range w.Said {
		if s := &w.Said[i]; !s.Asked && !s.Figure.Known() {
			add("No figure in "+s.Edition.ID, s.Missing)
		}
	}
	if b := w.Beside; b != nil {
		parts := []string{table.Figure(b.Figure, format.NotPublished).Shown + " " + figure.ShareGDP.Spec().Unit}
		if b.Difference.OK {
			parts[0] += ", " + table.Signed(b.Difference.Value).Shown + " pp"
		}
		add("Another source, "+b.Edition.Name(), append(parts, b.Reasons...)...)
	}
	return out
}
