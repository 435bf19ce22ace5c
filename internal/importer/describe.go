package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// describe sets the record of an edition of NATO's tables from what the tables say.
func describe(e *dataset.Edition, bases []string, core bool) {
	tables, _ := e.Tables() // in memory, so it does not fail
	first := slices.MinFunc(tables, func(a, b *dataset.Table) int { return cmp.Compare(a.First, b.First) }).First
	e.Record = dataset.Record{Source: dataset.NATO, Years: span(first, lastYear(e)), PriceBase: strings.Join(bases, ", "),
		Definition: format.When(core, "core ") + "defence expenditure", Coverage: "all tables"}
	e.Title = fmt.Sprintf("Defence Expenditure of NATO Countries (%s)", e.Years)
	lacking := format.Each(figure.InOrder(), func(m figure.Measure) string { return format.When(!e.Holds(m), m.String()) })
	if len(lacking) > 0 {
		e.Coverage = fmt.Sprintf("%d of %d tables; not %s", len(tables), figure.Measures, strings.Join(lacking, ", "))
	}
}

// lastYear returns the last year of any table of the edition.
func lastYear(e *dataset.Edition) figure.Year {
	tables, _ := e.Tables() // in memory, so it does not fail
	return slices.MaxFunc(tables, func(a, b *dataset.Table) int { return cmp.Compare(a.Last, b.Last) }).Last
}

// setWitness sets the edition's confidence and witness from the results of the checks.
func setWitness(e *dataset.Edition, r *Report) {
	e.Confidence = "imported"
	from := clean(r.File, maxWords)
	if r.SHA256 != "" {
		from += " (SHA-256 " + r.SHA256[:12] + ")"
	}
	if e.Source == dataset.Series {
		e.Witness = "imported from " + from + "; no other figures to check it against"
		return
	}
	e.Witness = fmt.Sprintf("imported from %s; %d sums and shares computed again, %d differ", from, r.Checks, len(e.Warnings))
	if wrong := e.Wrong(); wrong > 0 {
		e.Confidence = "imported with wrong totals"
		e.Witness += fmt.Sprintf(", %d of them are wrong", wrong)
	}
}

// span returns a range of years in words: "2014-2024" or "2014 only".
func span(first, last figure.Year) string {
	if first == last {
		return strconv.Itoa(int(first)) + " only"
	}
	return strconv.Itoa(int(first)) + "-" + strconv.Itoa(int(last))
}

// newEdition returns an edition of tables from CSV without lists. It sets missing units and
// the record. The edition's identifier is name, the name of the file or folder, if that is valid.
func (im *importer) newEdition(tables []*dataset.Table, name string) (*dataset.Edition, error) {
	e, err := im.complete(tables)
	if err != nil {
		return nil, err
	}
	bases := format.Said(im.opt.PriceBase)
	if tables, _ = e.Tables(); bases == nil {
		bases = union(nil, format.Each(tables, func(t *dataset.Table) string { return priceBase(fold(t.Unit)) }))
	}
	equipment, _ := e.Table(figure.EquipmentPct)
	describe(e, bases, equipment != nil && strings.Contains(equipment.Unit, "core defence"))
	e.Title = dataset.OwnTables + " (" + e.Years + ")"
	if dataset.ValidID(name) {
		e.ID = name
	}
	return e, nil
}

// complete returns an edition of tables from CSV without a record. Tables without a unit get the
// one NATO prints them in. Empty tables, rows and years are left out. Found tables are reported.
func (im *importer) complete(all []*dataset.Table) (*dataset.Edition, error) {
	tables := format.Each(all, func(t *dataset.Table) *dataset.Table {
		tidy := t.Tidy()
		if tidy == nil {
			im.report.skipf(t.Measure.String(), t.Measure.String(), "no figure in it")
		}
		return tidy
	})
	if len(tables) == 0 {
		return nil, ErrNoTable.errorf("no figure in it")
	}
	e := dataset.NewEdition(dataset.Record{}, tables...)
	for _, t := range tables {
		if t.Unit == "" {
			units := dataset.Units(t.Measure, im.opt.PriceBase, "defence expenditure")
			t.Unit = units[0]
			if t.Measure == figure.GDPConstant && inBillions(e) {
				t.Unit = units[1]
				im.report.notef("gdp_constant: assumed to be in billions, as its shares of GDP suggest")
			}
			im.report.notef("%s: no unit is given; assumed to be %s", t.Measure, t.Unit)
		}
		im.report.found(t, t.Measure.String()+".csv")
	}
	return e, nil
}

// shareTables returns the tables of shares of GDP and of the amounts behind them. Each may be nil.
func shareTables(e *dataset.Edition) (share, money, gdp *dataset.Table) {
	share, _ = e.Table(figure.ShareGDP)
	money, _ = e.Table(figure.USDConstant)
	gdp, _ = e.Table(figure.GDPConstant)
	return share, money, gdp
}

// inBillions reports whether money over GDP gives the shares only if GDP is in
// billions: NATO changed its unit from billions to millions in 2024.
func inBillions(e *dataset.Edition) bool {
	share, money, gdp := shareTables(e)
	billions := 0 // number of figures for it minus number against it
	for c, y := range cells(share) {
		f, m, g := share.At(c, y).Exact(), money.At(c, y).Exact(), gdp.At(c, y).Exact()
		switch ratio := 100 * m / g / f; {
		case min(f, m, g) <= 0:
		case ratio > 500 && ratio < 2000:
			billions++
		default:
			billions--
		}
	}
	return billions > 0
}

// The greatest lengths in characters of an edition's title and of its other texts.
const (
	maxTitle = 200
	maxWords = 1000
)

// unfit returns why a text cannot be stored with an edition, or "".
func unfit(s string, most int) string {
	switch {
	case cell.Visible(s) != s:
		return "it contains a character that could control a terminal"
	case format.Field(s) != s:
		return "a spreadsheet would read it as a formula"
	case len([]rune(s)) > most:
		return fmt.Sprintf("at most %d characters are kept", most)
	default:
		return ""
	}
}

// clean makes a text from a file fit to be stored: on one line, not longer than most characters,
// without terminal control characters, and not a formula.
func clean(s string, most int) string {
	if unfit(s, most) == "" {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case cell.Mark(r) != r:
			return -1
		default:
			return r
		}
	}, strings.ToValidUTF8(s, "�"))
	s = strings.Join(strings.Fields(s), " ")
	s = strings.ToValidUTF8(s[:min(len(s), maxCell)], "") // longer than what is stored
	for format.Field(s) != s {
		s = strings.TrimSpace(s[1:])
	}
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return s
}

// cleanTexts cleans all texts stored with an edition, and reports changes.
func (im *importer) cleanTexts(e *dataset.Edition) {
	tidy := func(what string, s *string, most int) {
		if why := unfit(*s, most); why != "" {
			*s = clean(*s, most)
			im.report.notef("%s: changed from the file: %s", what, why)
		}
	}
	tidy("title", &e.Title, maxTitle)
	tidy("cutoff", &e.CutOff, maxWords)
	tidy("years", &e.Years, maxWords)
	tidy("price base", &e.PriceBase, maxWords)
	tidy("definition", &e.Definition, maxWords)
	tidy("coverage", &e.Coverage, maxWords)
	tables, _ := e.Tables() // in memory, so it does not fail
	for _, t := range tables {
		tidy("the unit of "+t.Measure.String(), &t.Unit, maxWords)
	}
}
