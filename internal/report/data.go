package report

import (
	"fmt"
	"strconv"

	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Held is an edition that is held: one the program carries, or the reader's own.
type Held struct {
	ID string
	// Edition is nil where the edition cannot be used; Trouble then says why.
	Edition  *dataset.Edition
	Imported string // ISO date of an own edition; empty where it is not known
	Trouble  string
	// Superseded tells an edition that is not in use, as another is as new.
	Superseded bool
}

// own tells whether the reader imported the edition. What cannot be used is
// never one the program carries.
func (h *Held) own() bool { return h.Edition == nil || h.Edition.Own }

// where is who holds the edition.
func (h *Held) where() table.Cell {
	if h.own() {
		return table.Word("own").Say("your own")
	}
	return table.Word("embedded").Say("embedded")
}

// state is what is to be known of the edition before its figures are used.
func (h *Held) state() table.Cell {
	switch {
	case h.Superseded:
		return table.Word("not in use, another is as new").As(cell.Faint).Say("not in use, another is as new")
	case h.Trouble != "":
		return table.Word(h.Trouble).As(cell.Warning).Say("cannot be used: " + h.Trouble)
	case h.Edition.Wrong() > 0:
		s := format.Counted(h.Edition.Wrong(), "wrong total", "wrong totals")
		return table.Word(s).As(cell.Warning).Say("has " + s)
	default:
		return table.Optional("")
	}
}

// Holdings lays out the list of all editions held. where is the folder of the
// reader's own.
func Holdings(list []Held, where string) *document.Document {
	own, unusable := 0, 0
	t := table.Table{ID: "editions", Columns: []table.Head{
		{ID: "edition", Head: "Edition", On: table.Everywhere, Lead: true},
		{ID: "source", Head: "source", Long: "Source", On: table.Everywhere, Priority: 3},
		{ID: "published", Head: "published", Long: "Published", On: table.Everywhere, Priority: 1},
		{ID: "held", Head: "held", Long: "Held", On: table.Everywhere},
		{ID: "tables", Head: "tables", Long: "Tables", On: table.Everywhere, Right: true, Priority: 2},
		{ID: "figures", Head: "figures", Long: "Figures", On: table.Everywhere, Right: true},
		{ID: "years", Long: "Years", On: table.OnData | table.OnPlain},
		{ID: "price_base", Head: "prices", Long: "Price base", On: table.OnData | table.OnTables, Priority: 5},
		{ID: "definition", Head: "counts", Long: "What is counted", On: table.OnData | table.OnTables, Priority: 6},
		{ID: "title", Long: "Title", On: table.OnData},
		{ID: "coverage", Long: "What of the edition is held", On: table.OnData},
		{ID: "confidence", Long: "Confidence", On: table.OnData},
		{ID: "imported", Long: "Imported", On: table.OnData},
		{ID: "trouble", Head: "note", Long: "Note", On: table.Everywhere, Sparse: true},
	}}
	for i := range list {
		h := &list[i]
		if h.own() {
			own++
		}
		if h.Edition == nil {
			unusable++
		}
		t.Rows = append(t.Rows, h.row(len(t.Columns)))
	}
	d := &document.Document{
		Title: "Editions held", Edition: format.Counted(len(list), "edition", "editions"),
		Fields: []document.Field{{ID: "store", Cell: table.Optional(where)}}, Tables: []table.Table{t},
		Sentence: fmt.Sprintf("%d editions are embedded, %d imported.", len(list)-own, own),
		Citation: "NATO and SIPRI, the publications named; allyscope data sources says under which terms.",
	}
	if where != "" && own > 0 {
		d.Remarks = []string{"Your own editions are kept in " + where + "."}
	}
	if unusable > 0 {
		d.Notes = []string{format.Counted(unusable, "edition", "editions") + " cannot be used, and the rest can: see allyscope data check"}
	}
	return d
}

// row is the edition's line in the list.
func (h *Held) row(columns int) table.Row {
	e := h.Edition
	if e == nil {
		cells := make([]table.Cell, columns)
		for i := range cells {
			cells[i] = table.Missing(format.NotPublished)
		}
		cells[0], cells[3], cells[columns-1] = table.Word(h.ID).Say(h.ID), h.where(), h.state()
		return table.Row{Marked: true, Cells: cells}
	}
	tables, figures := heldTables(e), table.Missing(format.NotPublished)
	if n, err := e.Cells(); err == nil {
		figures = table.Whole(n).Say(strconv.Itoa(n) + " figures")
	}
	return table.Row{Marked: h.own(), Cells: []table.Cell{
		table.Word(h.ID).Say(h.ID), table.Word(e.Source).Say("of " + e.Source), table.Word(e.Published).Say("published " + e.Published), h.where(),
		table.Whole(len(tables)).Say(format.Counted(len(tables), "table", "tables")), figures, table.Optional(e.Years).Say(e.Years),
		table.Optional(e.PriceBase), table.Word(e.Definition).As(cell.Faint), table.Word(e.Title), table.Word(e.Coverage), table.Word(e.Confidence),
		table.Optional(h.Imported), h.state(),
	}}
}

// heldTables are the measures the edition has a table of.
func heldTables(e *dataset.Edition) []figure.Measure {
	var out []figure.Measure
	for m := range figure.Measure(figure.Measures) {
		if e.Holds(m) {
			out = append(out, m)
		}
	}
	return out
}

// Holding lays out all that is known of one edition, its figures apart.
func Holding(h Held) *document.Document {
	e := h.Edition
	d := &document.Document{
		Title: e.Title, Edition: e.Name(),
		Tables: []table.Table{tablesOf(e), warningsOf(e)},
		Sentence: fmt.Sprintf("%s (edition %s) was published on %s and counts %s.",
			e.Name(), e.ID, e.Published, e.Definition),
		Citation: fmt.Sprintf("%s, %s, published %s (edition %s).", e.Source, e.Title, e.Published, e.ID),
	}
	for _, f := range []struct{ id, words, value string }{
		{"edition", "Edition", e.ID}, {"source", "Source", e.Source}, {"held", "Held", h.where().Data},
		{"title", "Title", e.Title}, {"published", "Published", e.Published}, {"cutoff", "Date of the figures", e.CutOff},
		{"years", "Years", e.Years}, {"price_base", "Price base", e.PriceBase}, {"definition", "Counts", e.Definition},
		{"coverage", "Held of it", e.Coverage}, {"confidence", "Confidence", e.Confidence},
		{"checked", "How it was checked", e.Witness}, {"imported", "Imported on", h.Imported},
	} {
		d.Fields = append(d.Fields, document.Field{ID: f.id, Cell: table.Optional(f.value)})
		if f.value != "" && f.id != "title" {
			d.Remarks = append(d.Remarks, f.words+": "+f.value)
		}
	}
	if n := e.Wrong(); n > 0 {
		d.Notes = append(d.Notes, "it was imported in spite of "+format.Counted(n, "wrong total", "wrong totals"))
	}
	if h.Trouble != "" {
		d.Notes = append(d.Notes, h.Trouble)
	}
	return d
}

// tablesOf are the edition's tables.
func tablesOf(e *dataset.Edition) table.Table {
	t := table.Table{ID: "tables", Columns: []table.Head{
		{ID: "measure", Head: "table", Long: "Table", On: table.Everywhere, Lead: true},
		{ID: "title", Long: "Title", On: table.OnData},
		{ID: "unit", Head: "unit", Long: "Unit", On: table.Everywhere},
		{ID: "from_year", Head: "from", Long: "From", On: table.Everywhere, Right: true},
		{ID: "to_year", Head: "to", Long: "To", On: table.Everywhere, Right: true},
		{ID: "rows", Head: "rows", Long: "Rows", On: table.Everywhere, Right: true},
		{ID: "figures", Head: "figures", Long: "Figures", On: table.Everywhere, Right: true},
		{ID: "trouble", Head: "note", Long: "Note", On: table.Everywhere, Sparse: true},
	}}
	for _, m := range heldTables(e) {
		s := m.Spec()
		x, err := e.Table(m)
		if err != nil {
			none := table.Missing(format.NotPublished)
			t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{table.Word(s.ID).Say(s.ID), table.Word(s.Title), none, none, none, none, none,
				table.Word(err.Error()).As(cell.Warning).Say(err.Error())}})
			continue
		}
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word(s.ID).Say(s.ID), table.Word(s.Title), table.Word(x.Unit).Say(x.Unit),
			table.Year(x.First).Say("from " + strconv.Itoa(int(x.First))), lastYear(x),
			table.Whole(len(x.Codes())).Say(format.Counted(len(x.Codes()), "row", "rows")),
			table.Whole(x.Cells()).Say(format.Counted(x.Cells(), "figure", "figures")), table.Optional(""),
		}})
	}
	return t
}

// lastYear is the table's last year, with its mark where it is an estimate.
func lastYear(x *dataset.Table) table.Cell {
	c := table.Year(x.Last)
	if x.Estimated(x.Last) {
		c = c.Marked("e")
	}
	return c.Say("to " + c.Shown)
}

// warningsOf are what was noticed when the edition was imported.
func warningsOf(e *dataset.Edition) table.Table {
	t := table.Table{ID: "warnings", Title: "Noticed when it was imported", Columns: []table.Head{
		{ID: "measure", Head: "table", Long: "Table", On: table.Everywhere, Lead: true},
		{ID: "code", Head: "of", Long: "Code", On: table.Everywhere, Lead: true},
		{ID: "year", Head: "year", Long: "Year", On: table.Everywhere, Lead: true},
		{ID: "wrong", Head: "wrong", Long: "Wrong", On: table.OnTables | table.OnData},
		{ID: "text", Head: "what", Long: "What", On: table.Everywhere},
	}}
	for _, w := range e.Warnings {
		said := w.Text
		if w.Wrong {
			said = "wrong: " + said
		}
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word(w.Measure.String()).Say(w.Measure.String()), table.Word(string(w.Code)).Say(string(w.Code)),
			table.Year(w.Year).Say(strconv.Itoa(int(w.Year))), table.Flag(w.Wrong), table.Word(w.Text).Say(said),
		}})
	}
	return t
}

// Checked is what was looked at in a check: an edition, a file, or the lists.
type Checked struct {
	Name    string
	Tables  int
	Figures int
	// Checks are sums and shares computed again, Unchecked those that could not
	// be: a figure of theirs is missing.
	Checks, Unchecked int
	Findings          []Finding
}

// Finding is something noticed in a check.
type Finding struct {
	// Wrong tells what cannot be right from what is worth a look.
	Wrong bool
	Text  string
}

// Wrong is how many findings are wrong.
func (c *Checked) Wrong() int {
	n := 0
	for _, f := range c.Findings {
		if f.Wrong {
			n++
		}
	}
	return n
}

// Checks lays out a check.
func Checks(list []Checked) *document.Document {
	t := table.Table{ID: "checked", Columns: []table.Head{
		{ID: "name", Head: "Checked", On: table.Everywhere, Lead: true},
		{ID: "tables", Head: "tables", Long: "Tables", On: table.Everywhere, Right: true},
		{ID: "figures", Head: "figures", Long: "Figures", On: table.Everywhere, Right: true},
		{ID: "computed", Head: "computed again", Long: "Sums and shares computed again", On: table.Everywhere, Right: true, Priority: 1},
		{ID: "not_computed", Head: "not", Long: "Not computed, as a figure is missing", On: table.OnTables | table.OnData, Right: true, Priority: 2},
		{ID: "wrong", Head: "wrong", Long: "Wrong", On: table.Everywhere, Right: true},
		{ID: "notices", Head: "notices", Long: "Notices", On: table.Everywhere, Right: true},
	}}
	findings := table.Table{ID: "findings", Title: "Findings", Columns: []table.Head{
		{ID: "name", Head: "in", Long: "In", On: table.Everywhere, Lead: true},
		{ID: "wrong", Long: "Wrong", On: table.OnData},
		{ID: "is", Head: "is", On: table.OnTables},
		{ID: "text", Head: "what", Long: "What", On: table.Everywhere},
	}}
	wrong, notices := 0, 0
	for i := range list {
		c := &list[i]
		bad := c.Wrong()
		wrong, notices = wrong+bad, notices+len(c.Findings)-bad
		t.Rows = append(t.Rows, table.Row{Marked: bad > 0, Cells: []table.Cell{
			table.Word(c.Name).Say(c.Name), table.Whole(c.Tables), table.Whole(c.Figures).Say(format.Counted(c.Figures, "figure", "figures")),
			table.Whole(c.Checks).Say(strconv.Itoa(c.Checks) + " computed again"), table.Whole(c.Unchecked),
			table.Whole(bad).Say(strconv.Itoa(bad) + " wrong"), table.Whole(len(c.Findings) - bad).Say(format.Counted(len(c.Findings)-bad, "notice", "notices")),
		}})
		for _, f := range c.Findings {
			is := table.Word("notice").As(cell.Faint)
			if f.Wrong {
				is = table.Word("wrong").As(cell.Warning)
			}
			findings.Rows = append(findings.Rows, table.Row{Cells: []table.Cell{
				table.Word(c.Name).Say(c.Name), table.Flag(f.Wrong), is, table.Word(f.Text).Say(is.Data + ", " + f.Text),
			}})
		}
	}
	verdict := "nothing is wrong"
	if wrong > 0 {
		verdict = format.Counted(wrong, "finding is", "findings are") + " wrong"
	}
	return &document.Document{
		Title: "Check of the tables", Edition: verdict, Tables: []table.Table{t, findings},
		Fields:   []document.Field{{ID: "wrong", Cell: table.Whole(wrong)}, {ID: "notices", Cell: table.Whole(notices)}},
		Sentence: fmt.Sprintf("In what was checked, %s; %s.", verdict, format.Counted(notices, "notice", "notices")),
		Citation: "the tables themselves; documented oddities are notices.",
	}
}
