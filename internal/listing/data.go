package listing

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Held is an edition that the program carries, or that the reader imported.
type Held struct {
	ID      string
	Edition *dataset.Edition // nil if it cannot be used
	Trouble string           // why it cannot be used
}

// Own reports whether the reader imported the edition. Unusable ones are always imported.
func (h *Held) Own() bool { return h.Edition == nil || h.Edition.Own }

// Stored returns the identifier under which an edition is stored.
func (h *Held) Stored() string {
	if h.Edition == nil {
		return h.ID
	}
	return h.Edition.StoredID()
}

func (h *Held) origin() table.Cell {
	if h.Own() {
		return table.Word("own").Say("your own")
	}
	return table.Word("embedded").Say("embedded")
}

// note is what a reader must know before using the edition.
func (h *Held) note() table.Cell {
	switch {
	case h.Trouble != "":
		return table.Word(h.Trouble).As(cell.Warning).Say("cannot be used: " + h.Trouble)
	case h.Edition.Wrong() > 0:
		s := format.Counted(h.Edition.Wrong(), "wrong total", "wrong totals")
		return table.Word(s).As(cell.Warning).Say("has " + s)
	case h.Own() && h.Edition.Source != dataset.NATO:
		asked := "asked for as edition:" + h.ID
		return table.Word(asked).As(cell.Faint).Say(asked)
	default:
		return table.Missing("")
	}
}

// Holdings lays out the list of all editions held; folder is where the reader's own are kept.
func Holdings(list []Held, folder string) *document.Document {
	type row = *Held
	type edition = *dataset.Edition
	of := orMissing(func(h row) edition { return h.Edition })
	t := table.Of("editions", "", slices.Concat(
		table.Texts("edition", "Edition", "", func(h row) table.Cell { return table.Name(h.ID) }).Leading(),
		table.Texts("source", "source", "",
			of(func(e edition) table.Cell { return table.Word(e.Source).Say("of " + e.Source) })).GivesWay(3),
		table.Texts("published", "published", "", of(Published)).GivesWay(1),
		table.Texts("held", "held", "", (*Held).origin),
		table.Numbers("tables", "tables", "",
			of(func(e edition) table.Cell { return counted(len(e.Measures()), "table", "tables") })).GivesWay(2),
		table.Numbers("figures", "figures", "", of(func(e edition) table.Cell {
			n, err := e.Cells()
			return table.Whole(n).Say(strconv.Itoa(n)+" figures").Where(err == nil, format.NotPublished)
		})),
		table.Texts("years", "", "Years",
			of(func(e edition) table.Cell { return table.Optional(e.Years).Say(e.Years) })).Only(data|table.OnPlain),
		table.Texts("price_base", "prices", "Price base",
			of(func(e edition) table.Cell { return table.Optional(e.PriceBase) })).NotInPlain().GivesWay(5),
		table.Texts("definition", "counts", "What is counted", of(counts)).NotInPlain().GivesWay(6),
		table.Data("title", "Title", of(func(e edition) table.Cell { return table.Word(e.Title) })),
		table.Data("coverage", "What of the edition is held",
			of(func(e edition) table.Cell { return table.Word(e.Coverage) })),
		table.Data("confidence", "Confidence", of(func(e edition) table.Cell { return table.Word(e.Confidence) })),
		table.Data("imported", "Imported", of(func(e edition) table.Cell { return table.Optional(e.Imported) })),
		table.Texts("trouble", "note", "", (*Held).note).UnlessEmpty(),
	), table.Pointers(list))
	t.Mark(func(i int) bool { return list[i].Own() })
	own, unusable := format.Count(list, row.Own), format.Count(list, func(h row) bool { return h.Edition == nil })
	return &document.Document{
		Title: "Editions held", Edition: format.Counted(len(list), "edition", "editions"),
		Fields: []document.Field{{ID: "store", Cell: table.Optional(folder)}}, Tables: []table.Table{t},
		Sentence: fmt.Sprintf("%d editions are embedded, %d imported.", len(list)-own, own),
		Citation: "NATO and SIPRI, the publications named; allyscope data sources gives their terms.",
		Remarks:  format.Said(format.When(folder != "" && own > 0, "Your own editions are kept in "+folder+".")),
		Notes:    format.Said(format.Whenf(unusable > 0, "%s cannot be used; the rest can: see allyscope data check", format.Counted(unusable, "edition", "editions"))),
	}
}

// orMissing adapts a cell function to rows that may lack the value; such rows get an n/a cell.
func orMissing[R, X any](has func(R) *X) func(func(*X) table.Cell) func(R) table.Cell {
	return func(of func(*X) table.Cell) func(R) table.Cell {
		return func(r R) table.Cell {
			if x := has(r); x != nil {
				return of(x)
			}
			return table.Missing(format.NotPublished)
		}
	}
}

func counted(n int, one, many string) table.Cell {
	return table.Whole(n).Say(format.Counted(n, one, many))
}

// Holding lays out all that is known about one edition, except its figures.
func Holding(h Held) *document.Document {
	e := h.Edition
	d := &document.Document{
		Title: e.Title, Edition: e.Name(),
		Tables:   []table.Table{tablesOf(e), warningsOf(e)},
		Sentence: fmt.Sprintf("%s (edition %s) was published on %s and counts %s.", e.Name(), e.ID, e.Published, e.Definition),
		Citation: fmt.Sprintf("%s, %s, published %s (edition %s).", cmp.Or(e.Credit, e.Source), e.Title, cmp.Or(e.Published, "n/a"), e.ID),
	}
	if e.Published == "" {
		d.Sentence = fmt.Sprintf("%s counts %s; its date of publication is not known.", e.Name(), e.Definition)
	}
	for _, f := range []struct{ id, words, value string }{
		{"edition", "Edition", e.ID}, {"source", "Source", e.Source}, {"held", "Held", h.origin().Data},
		{"title", "Title", e.Title}, {"published", "Published", e.Published}, {"cutoff", "Date of the figures", e.CutOff},
		{"years", "Years", e.Years}, {"price_base", "Price base", e.PriceBase}, {"definition", "Counts", e.Definition},
		{"coverage", "Coverage", e.Coverage}, {"confidence", "Confidence", e.Confidence},
		{"checked", "How it was checked", e.Witness}, {"credit", "Credit", e.Credit}, {"imported", "Imported on", e.Imported},
	} {
		d.Fields = append(d.Fields, document.Field{ID: f.id, Cell: table.Optional(f.value)})
		if f.value != "" && f.id != "title" {
			d.Remarks = append(d.Remarks, f.words+": "+f.value)
		}
	}
	n := e.Wrong()
	d.Notes = format.Said(format.Whenf(n > 0, "it was imported despite %s", format.Counted(n, "wrong total", "wrong totals")), h.Trouble)
	return d
}

func tablesOf(e *dataset.Edition) table.Table {
	of := orMissing(func(m figure.Measure) *dataset.Table {
		x, _ := e.Table(m) // nil if it cannot be read: the note says why
		return x
	})
	return table.Of("tables", "", slices.Concat(
		table.Texts("measure", "table", "", func(m figure.Measure) table.Cell { return table.Name(m.String()) }).Leading(),
		table.Data("title", "Title", func(m figure.Measure) table.Cell { return table.Word(m.Spec().Title) }),
		table.Texts("unit", "unit", "", of(func(x *dataset.Table) table.Cell { return table.Name(x.Unit) })),
		table.Numbers("from_year", "from", "",
			of(func(x *dataset.Table) table.Cell { return table.Year(x.First).Telling("from %s") })),
		table.Numbers("to_year", "to", "", of(func(x *dataset.Table) table.Cell {
			return table.Year(x.Last).Marked(format.When(x.Estimated(x.Last), "e")).Telling("to %s")
		})),
		table.Numbers("rows", "rows", "",
			of(func(x *dataset.Table) table.Cell { return counted(len(x.Codes()), "row", "rows") })),
		table.Numbers("figures", "figures", "",
			of(func(x *dataset.Table) table.Cell { return counted(x.Cells(), "figure", "figures") })),
		table.Texts("trouble", "note", "", func(m figure.Measure) table.Cell {
			if _, err := e.Table(m); err != nil {
				return table.Name(err.Error()).As(cell.Warning)
			}
			return table.Missing("")
		}).UnlessEmpty(),
	), e.Measures())
}

func warningsOf(e *dataset.Edition) table.Table {
	type row = dataset.Warning
	return table.Of("warnings", "Noticed when it was imported", slices.Concat(
		table.Texts("measure", "table", "", func(w row) table.Cell { return table.Name(w.Measure.String()) }).Leading(),
		table.Texts("code", "of", "Code", func(w row) table.Cell { return table.Name(string(w.Code)) }).Leading(),
		table.Texts("year", "year", "", func(w row) table.Cell { return table.LeadYear(w.Year) }).Leading(),
		table.Texts("wrong", "wrong", "", func(w row) table.Cell { return table.Flag(w.Wrong) }).NotInPlain(),
		table.Texts("text", "what", "", func(w row) table.Cell {
			return table.Word(w.Text).Say(format.When(w.Wrong, "wrong: ") + w.Text)
		}),
	), e.Warnings)
}

// Checked is the result of checking an edition, a file or the lists.
type Checked struct {
	Name            string
	Tables, Figures int
	Checks          int // sums and shares computed again
	Unchecked       int // sums and shares not computed, because a figure is missing
	Findings        []Finding
	Wrong           int // how many findings are wrong
}

// Note adds a finding.
func (c *Checked) Note(wrong bool, text string) {
	c.Findings = append(c.Findings, Finding{wrong, text})
	if wrong {
		c.Wrong++
	}
}

// Finding is something that a check noticed.
type Finding struct {
	Wrong bool // it is an error, not merely a notice
	Text  string
}

// Checks lays out the results of a check.
func Checks(list []Checked) *document.Document {
	type row = *Checked
	notices := func(c row) int { return len(c.Findings) - c.Wrong }
	t := table.Of("checked", "", slices.Concat(
		table.Names("Checked", func(c row) string { return c.Name }),
		table.Numbers("tables", "tables", "", func(c row) table.Cell { return table.Whole(c.Tables) }),
		table.Numbers("figures", "figures", "", func(c row) table.Cell { return counted(c.Figures, "figure", "figures") }),
		table.Numbers("computed", "computed again", "Sums and shares computed again",
			func(c row) table.Cell { return table.Whole(c.Checks).Say(strconv.Itoa(c.Checks) + " computed again") }).GivesWay(1),
		table.Numbers("not_computed", "not", "Not computed, as a figure is missing",
			func(c row) table.Cell { return table.Whole(c.Unchecked) }).NotInPlain().GivesWay(2),
		table.Numbers("wrong", "wrong", "",
			func(c row) table.Cell { return table.Whole(c.Wrong).Say(strconv.Itoa(c.Wrong) + " wrong") }),
		table.Numbers("notices", "notices", "", func(c row) table.Cell { return counted(notices(c), "notice", "notices") }),
	), table.Pointers(list))
	wrong, noticed := 0, 0
	for i := range list {
		t.Rows[i].Marked = list[i].Wrong > 0
		wrong, noticed = wrong+list[i].Wrong, noticed+notices(&list[i])
	}
	verdict := "nothing is wrong"
	if wrong > 0 {
		verdict = format.Counted(wrong, "finding is", "findings are") + " wrong"
	}
	return &document.Document{
		Title: "Check of the tables", Edition: verdict, Tables: []table.Table{t, findings(list)},
		Fields:   []document.Field{{ID: "wrong", Cell: table.Whole(wrong)}, {ID: "notices", Cell: table.Whole(noticed)}},
		Sentence: fmt.Sprintf("In what was checked, %s; %s.", verdict, format.Counted(noticed, "notice", "notices")),
		Citation: "the tables themselves; documented oddities are notices.",
	}
}

func findings(list []Checked) table.Table {
	type row struct {
		in string
		Finding
	}
	var rows []row
	for _, c := range list {
		for _, f := range c.Findings {
			rows = append(rows, row{c.Name, f})
		}
	}
	kind := func(f row) table.Cell {
		if f.Wrong {
			return table.Word("wrong").As(cell.Warning)
		}
		return table.Word("notice").As(cell.Faint)
	}
	return table.Of("findings", "Findings", slices.Concat(
		table.Texts("name", "in", "", func(f row) table.Cell { return table.Name(f.in) }).Leading(),
		table.Data("wrong", "Wrong", func(f row) table.Cell { return table.Flag(f.Wrong) }),
		table.Texts("is", "is", "", kind).Only(tables),
		table.Texts("text", "what", "", func(f row) table.Cell { return table.Word(f.Text).Say(kind(f).Data + ", " + f.Text) }),
	), rows)
}
