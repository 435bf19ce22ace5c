package report

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// Why lays out who says a figure: what each edition printed for it, and beneath
// all there is to know of the one asked about.
func Why(w *analysis.Provenance) *Document {
	spec := w.Measure.Spec()
	d := &Document{
		Title:    fmt.Sprintf("%s %d · %s: %s", w.Name, w.Year, strings.ToLower(spec.Title[:1])+spec.Title[1:], figureWords(w)),
		Edition:  w.Edition.Name(),
		Fields:   whyFields(w),
		Tables:   []Table{whySaid(w)},
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
		return markNone
	}
	unit := w.Measure.Spec().Unit
	if w.Currency != "" {
		unit = w.Currency + " m"
	}
	return published(w.Figure, markNone).Shown + " " + unit
}

// whyFields are the head of the JSON form.
func whyFields(w *analysis.Provenance) []Field {
	quirks, warnings := Field{ID: "quirks", List: true}, Field{ID: "warnings", List: true}
	for _, q := range w.Quirks {
		quirks.Fields = append(quirks.Fields, Field{Cell: word(q)})
	}
	for _, q := range w.Warnings {
		warnings.Fields = append(warnings.Fields, Field{Cell: word(q)})
	}
	e := w.Edition
	return []Field{
		{ID: "code", Cell: word(string(w.Code))},
		{ID: "name", Cell: word(w.Name)},
		{ID: "measure", Cell: word(w.Measure.String())},
		{ID: "year", Cell: year(w.Year)},
		{ID: "value", Cell: published(w.Figure, markNone)},
		{ID: "unrounded", Cell: unrounded(w.Figure)},
		{ID: "status", Cell: optional(w.Figure.Status.String())},
		{ID: "missing", Cell: optional(w.Missing)},
		{ID: "unit", Cell: word(w.Unit)},
		{ID: "currency", Cell: optional(w.Currency)},
		{ID: "edition", Object: true, Fields: []Field{
			{ID: "id", Cell: word(e.ID)}, {ID: "source", Cell: word(e.Source)}, {ID: "title", Cell: word(e.Title)},
			{ID: "published", Cell: optional(e.Published)}, {ID: "cutoff", Cell: optional(e.CutOff)},
			{ID: "price_base", Cell: optional(e.PriceBase)}, {ID: "definition", Cell: optional(e.Definition)},
			{ID: "coverage", Cell: optional(e.Coverage)}, {ID: "confidence", Cell: optional(e.Confidence)},
			{ID: "witness", Cell: optional(e.Witness)},
		}},
		quirks, warnings,
		besideField(w.Beside),
	}
}

// besideField is the second source's figure; null where there is none.
func besideField(b *analysis.SecondSource) Field {
	f := Field{ID: "beside", Object: true}
	if b == nil {
		return f
	}
	reasons := Field{ID: "reasons", List: true}
	for _, r := range b.Reasons {
		reasons.Fields = append(reasons.Fields, Field{Cell: word(r)})
	}
	f.Fields = []Field{
		{ID: "source", Cell: word(b.Edition.Source)}, {ID: "edition", Cell: word(b.Edition.ID)},
		{ID: "value", Cell: published(b.Figure, markNone)}, {ID: "unrounded", Cell: unrounded(b.Figure)},
		{ID: "status", Cell: optional(b.Figure.Status.String())},
		{ID: "difference_pp", Cell: difference(b.Difference, markNone)}, reasons,
	}
	return f
}

// whySaid is a row for each edition.
func whySaid(w *analysis.Provenance) Table {
	unit := revisionUnit(w.Measure)
	onCurrency := OnData
	if w.Currency != "" {
		onCurrency |= OnTables
	}
	t := Table{ID: "editions", Columns: []Column{
		{ID: "edition", Head: "Edition", On: Everywhere, Lead: true},
		{ID: "published", Head: "published", Words: "Published", On: Everywhere, Drop: 2},
		{ID: "cutoff", Words: "Figures of", On: OnData},
		{ID: "value", Head: whyHead(w), Words: w.Measure.Spec().Title, On: Everywhere, Right: true},
		{ID: "unrounded", Words: "Unrounded", On: OnData, Right: true},
		{ID: "status", Words: "Status", On: OnData},
		{ID: "currency", Head: "", Words: "Currency", On: onCurrency},
		{ID: "revision", Head: "revised", Under: unit, Words: "Revision", Unit: unit, On: Everywhere, Right: true, Spare: true},
		{ID: "revised_from", Head: "of", Words: "Revision of", On: OnData | OnTables, Spare: true, Drop: 3},
		{ID: "unit", Words: "Unit", On: OnData},
		{ID: "definition", Head: "counts", Words: "What is counted", On: OnData | OnTables, Drop: 4},
		{ID: "missing", Words: "Why there is no figure", On: OnData | OnPlain},
	}}
	for i := range w.Said {
		s := &w.Said[i]
		e := s.Edition
		value := published(s.Figure, markNone).as(cell.Strong)
		if !s.Figure.Known() {
			value = value.as(cell.Unknown).say("no figure")
		} else {
			value.Said = value.Shown
		}
		t.Rows = append(t.Rows, Row{Marked: s.Asked, Cells: []Cell{
			word(e.ID).say(e.Name()), word(e.Published).say("published " + e.Published), optional(e.CutOff),
			value, unrounded(s.Figure), optional(s.Figure.Status.String()), optional(s.Currency).as(cell.Faint),
			revision(s.Revision, unit), optional(s.From).as(cell.Faint), optional(s.Unit),
			word(e.Definition).as(cell.Faint), missingWhy(s.Missing),
		}})
	}
	return t
}

// whyHead heads the figures: the measure's short unit.
func whyHead(w *analysis.Provenance) string { return w.Measure.Spec().Short }

// missingWhy is the reason there is no figure.
func missingWhy(reason string) Cell {
	c := optional(reason).as(cell.Faint)
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
			parts = append(parts, "published as "+unrounded(w.Figure).Shown+", rounded here")
		case w.Figure.Held:
			parts = append(parts, "unrounded in the workbook "+unrounded(w.Figure).Shown)
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
		parts := []string{published(b.Figure, markNone).Shown + " " + figure.ShareGDP.Spec().Unit}
		if b.Difference.OK {
			parts[0] += ", " + signed(b.Difference.Value).Shown + " pp"
		}
		add("Another source, "+b.Edition.Name(), append(parts, b.Reasons...)...)
	}
	return out
}
