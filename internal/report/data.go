package report

import (
	"fmt"
	"strconv"

	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
)

// Held is an edition that is held: one the program carries, or the reader's own.
type Held struct {
	ID string
	// Edition is nil where the edition cannot be used; Trouble then says why.
	Edition  *dataset.Edition
	Imported string // ISO date of an own edition; empty where it is not known
	Trouble  string
	// Spare tells an edition that is not in use, as another is as new.
	Spare bool
}

// own tells whether the reader imported the edition. What cannot be used is
// never one the program carries.
func (h *Held) own() bool { return h.Edition == nil || h.Edition.Own }

// where is who holds the edition.
func (h *Held) where() Cell {
	if h.own() {
		return word("own").say("your own")
	}
	return word("embedded").say("embedded")
}

// state is what is to be known of the edition before its figures are used.
func (h *Held) state() Cell {
	switch {
	case h.Spare:
		return word("not in use, another is as new").as(cell.Faint).say("not in use, another is as new")
	case h.Trouble != "":
		return word(h.Trouble).as(cell.Warning).say("cannot be used: " + h.Trouble)
	case h.Edition.Wrong() > 0:
		s := counted(h.Edition.Wrong(), "wrong total", "wrong totals")
		return word(s).as(cell.Warning).say("has " + s)
	default:
		return optional("")
	}
}

// Holdings lays out the list of all editions held. where is the folder of the
// reader's own.
func Holdings(list []Held, where string) *Document {
	own, unusable := 0, 0
	t := Table{ID: "editions", Columns: []Column{
		{ID: "edition", Head: "Edition", On: Everywhere, Lead: true},
		{ID: "source", Head: "source", Words: "Source", On: Everywhere, Drop: 3},
		{ID: "published", Head: "published", Words: "Published", On: Everywhere, Drop: 1},
		{ID: "held", Head: "held", Words: "Held", On: Everywhere},
		{ID: "tables", Head: "tables", Words: "Tables", On: Everywhere, Right: true, Drop: 2},
		{ID: "figures", Head: "figures", Words: "Figures", On: Everywhere, Right: true},
		{ID: "years", Words: "Years", On: OnData | OnPlain},
		{ID: "price_base", Head: "prices", Words: "Price base", On: OnData | OnTables, Drop: 5},
		{ID: "definition", Head: "counts", Words: "What is counted", On: OnData | OnTables, Drop: 6},
		{ID: "title", Words: "Title", On: OnData},
		{ID: "coverage", Words: "What of the edition is held", On: OnData},
		{ID: "confidence", Words: "Confidence", On: OnData},
		{ID: "imported", Words: "Imported", On: OnData},
		{ID: "trouble", Head: "note", Words: "Note", On: Everywhere, Spare: true},
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
	d := &Document{
		Title: "Editions held", Edition: counted(len(list), "edition", "editions"),
		Fields: []Field{{ID: "store", Cell: optional(where)}}, Tables: []Table{t},
		Sentence: fmt.Sprintf("%d editions are embedded, %d imported.", len(list)-own, own),
		Citation: "NATO and SIPRI, the publications named; allyscope data sources says under which terms.",
	}
	if where != "" && own > 0 {
		d.Remarks = []string{"Your own editions are kept in " + where + "."}
	}
	if unusable > 0 {
		d.Notes = []string{counted(unusable, "edition", "editions") + " cannot be used, and the rest can: see allyscope data check"}
	}
	return d
}

// row is the edition's line in the list.
func (h *Held) row(columns int) Row {
	e := h.Edition
	if e == nil {
		cells := make([]Cell, columns)
		for i := range cells {
			cells[i] = missing(markNone)
		}
		cells[0], cells[3], cells[columns-1] = word(h.ID).say(h.ID), h.where(), h.state()
		return Row{Marked: true, Cells: cells}
	}
	tables, figures := heldTables(e), missing(markNone)
	if n, err := e.Cells(); err == nil {
		figures = whole(n).say(strconv.Itoa(n) + " figures")
	}
	return Row{Marked: h.own(), Cells: []Cell{
		word(h.ID).say(h.ID), word(e.Source).say("of " + e.Source), word(e.Published).say("published " + e.Published), h.where(),
		whole(len(tables)).say(counted(len(tables), "table", "tables")), figures, optional(e.Years).say(e.Years),
		optional(e.PriceBase), word(e.Definition).as(cell.Faint), word(e.Title), word(e.Coverage), word(e.Confidence),
		optional(h.Imported), h.state(),
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
func Holding(h Held) *Document {
	e := h.Edition
	d := &Document{
		Title: e.Title, Edition: e.Name(),
		Tables: []Table{tablesOf(e), warningsOf(e)},
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
		d.Fields = append(d.Fields, Field{ID: f.id, Cell: optional(f.value)})
		if f.value != "" && f.id != "title" {
			d.Remarks = append(d.Remarks, f.words+": "+f.value)
		}
	}
	if n := e.Wrong(); n > 0 {
		d.Notes = append(d.Notes, "it was imported in spite of "+counted(n, "wrong total", "wrong totals"))
	}
	if h.Trouble != "" {
		d.Notes = append(d.Notes, h.Trouble)
	}
	return d
}

// tablesOf are the edition's tables.
func tablesOf(e *dataset.Edition) Table {
	t := Table{ID: "tables", Columns: []Column{
		{ID: "measure", Head: "table", Words: "Table", On: Everywhere, Lead: true},
		{ID: "title", Words: "Title", On: OnData},
		{ID: "unit", Head: "unit", Words: "Unit", On: Everywhere},
		{ID: "from_year", Head: "from", Words: "From", On: Everywhere, Right: true},
		{ID: "to_year", Head: "to", Words: "To", On: Everywhere, Right: true},
		{ID: "rows", Head: "rows", Words: "Rows", On: Everywhere, Right: true},
		{ID: "figures", Head: "figures", Words: "Figures", On: Everywhere, Right: true},
		{ID: "trouble", Head: "note", Words: "Note", On: Everywhere, Spare: true},
	}}
	for _, m := range heldTables(e) {
		s := m.Spec()
		x, err := e.Table(m)
		if err != nil {
			none := missing(markNone)
			t.Rows = append(t.Rows, Row{Cells: []Cell{word(s.ID).say(s.ID), word(s.Title), none, none, none, none, none,
				word(err.Error()).as(cell.Warning).say(err.Error())}})
			continue
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(s.ID).say(s.ID), word(s.Title), word(x.Unit).say(x.Unit),
			year(x.First).say("from " + strconv.Itoa(int(x.First))), lastYear(x),
			whole(len(x.Codes())).say(counted(len(x.Codes()), "row", "rows")),
			whole(x.Cells()).say(counted(x.Cells(), "figure", "figures")), optional(""),
		}})
	}
	return t
}

// lastYear is the table's last year, with its mark where it is an estimate.
func lastYear(x *dataset.Table) Cell {
	c := year(x.Last)
	if x.Estimated(x.Last) {
		c.Shown, c.tail = c.Shown+"e", 1
	}
	return c.say("to " + c.Shown)
}

// warningsOf are what was noticed when the edition was imported.
func warningsOf(e *dataset.Edition) Table {
	t := Table{ID: "warnings", Title: "Noticed when it was imported", Columns: []Column{
		{ID: "measure", Head: "table", Words: "Table", On: Everywhere, Lead: true},
		{ID: "code", Head: "of", Words: "Code", On: Everywhere, Lead: true},
		{ID: "year", Head: "year", Words: "Year", On: Everywhere, Lead: true},
		{ID: "wrong", Head: "wrong", Words: "Wrong", On: OnTables | OnData},
		{ID: "text", Head: "what", Words: "What", On: Everywhere},
	}}
	for _, w := range e.Warnings {
		said := w.Text
		if w.Wrong {
			said = "wrong: " + said
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(w.Measure.String()).say(w.Measure.String()), word(string(w.Code)).say(string(w.Code)),
			year(w.Year).say(strconv.Itoa(int(w.Year))), flag(w.Wrong), word(w.Text).say(said),
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
func Checks(list []Checked) *Document {
	t := Table{ID: "checked", Columns: []Column{
		{ID: "name", Head: "Checked", On: Everywhere, Lead: true},
		{ID: "tables", Head: "tables", Words: "Tables", On: Everywhere, Right: true},
		{ID: "figures", Head: "figures", Words: "Figures", On: Everywhere, Right: true},
		{ID: "computed", Head: "computed again", Words: "Sums and shares computed again", On: Everywhere, Right: true, Drop: 1},
		{ID: "not_computed", Head: "not", Words: "Not computed, as a figure is missing", On: OnTables | OnData, Right: true, Drop: 2},
		{ID: "wrong", Head: "wrong", Words: "Wrong", On: Everywhere, Right: true},
		{ID: "notices", Head: "notices", Words: "Notices", On: Everywhere, Right: true},
	}}
	findings := Table{ID: "findings", Title: "Findings", Columns: []Column{
		{ID: "name", Head: "in", Words: "In", On: Everywhere, Lead: true},
		{ID: "wrong", Words: "Wrong", On: OnData},
		{ID: "is", Head: "is", On: OnTables},
		{ID: "text", Head: "what", Words: "What", On: Everywhere},
	}}
	wrong, notices := 0, 0
	for i := range list {
		c := &list[i]
		bad := c.Wrong()
		wrong, notices = wrong+bad, notices+len(c.Findings)-bad
		t.Rows = append(t.Rows, Row{Marked: bad > 0, Cells: []Cell{
			word(c.Name).say(c.Name), whole(c.Tables), whole(c.Figures).say(counted(c.Figures, "figure", "figures")),
			whole(c.Checks).say(strconv.Itoa(c.Checks) + " computed again"), whole(c.Unchecked),
			whole(bad).say(strconv.Itoa(bad) + " wrong"), whole(len(c.Findings) - bad).say(counted(len(c.Findings)-bad, "notice", "notices")),
		}})
		for _, f := range c.Findings {
			is := word("notice").as(cell.Faint)
			if f.Wrong {
				is = word("wrong").as(cell.Warning)
			}
			findings.Rows = append(findings.Rows, Row{Cells: []Cell{
				word(c.Name).say(c.Name), flag(f.Wrong), is, word(f.Text).say(is.Data + ", " + f.Text),
			}})
		}
	}
	verdict := "nothing is wrong"
	if wrong > 0 {
		verdict = counted(wrong, "finding is", "findings are") + " wrong"
	}
	return &Document{
		Title: "Check of the tables", Edition: verdict, Tables: []Table{t, findings},
		Fields:   []Field{{ID: "wrong", Cell: whole(wrong)}, {ID: "notices", Cell: whole(notices)}},
		Sentence: fmt.Sprintf("In what was checked, %s; %s.", verdict, counted(notices, "notice", "notices")),
		Citation: "the tables themselves; documented oddities are notices.",
	}
}
