package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
)

// describe says of an edition of NATO's what its tables tell.
func describe(tables []*dataset.Table, bases []string, core bool) dataset.Record {
	lo, hi := figure.LastYear, figure.FirstYear
	for _, t := range tables {
		lo, hi = min(lo, t.First), max(hi, t.Last)
	}
	r := dataset.Record{Source: dataset.NATO, Years: span(lo, hi), PriceBase: strings.Join(bases, ", "),
		Definition: "defence expenditure", Coverage: "all tables"}
	r.Title = fmt.Sprintf("Defence Expenditure of NATO Countries (%s)", r.Years)
	if core {
		r.Definition = "core defence expenditure"
	}
	var lacking []string
	for m := range figure.Measure(figure.Measures) {
		if tableOf(tables, m) == nil {
			lacking = append(lacking, m.String())
		}
	}
	if len(lacking) > 0 {
		r.Coverage = fmt.Sprintf("%d of %d tables; not %s", len(tables), figure.Measures, strings.Join(lacking, ", "))
	}
	return r
}

// tableOf is the table of a measure, or nil.
func tableOf(tables []*dataset.Table, m figure.Measure) *dataset.Table {
	for _, t := range tables {
		if t.Measure == m {
			return t
		}
	}
	return nil
}

// attest says how the figures got here, after the checks.
func attest(e *dataset.Edition, r *Report) {
	e.Confidence = "imported"
	from := clean(r.File, maxWords)
	if r.SHA256 != "" {
		from += " (SHA-256 " + r.SHA256[:12] + ")"
	}
	if e.Source == dataset.Series {
		e.Witness = "imported from " + from + "; nothing beside it to check it by"
		return
	}
	e.Witness = fmt.Sprintf("imported from %s; %d sums and shares computed again, %d differ", from, r.Checks, len(e.Warnings))
	if wrong := e.Wrong(); wrong > 0 {
		e.Confidence = "imported with wrong totals"
		e.Witness += fmt.Sprintf(", %d of them are wrong", wrong)
	}
}

// span is the years of a table in words: "2014-2024".
func span(first, last figure.Year) string {
	if first == last {
		return strconv.Itoa(int(first)) + " only"
	}
	return strconv.Itoa(int(first)) + "-" + strconv.Itoa(int(last))
}

// unlisted completes an edition read from CSV that no list speaks of: the units
// that are not said, the words about itself; called is what its file or folder is.
func (im *importer) unlisted(tables []*dataset.Table, called string) (*draft, error) {
	tables, err := im.complete(tables)
	if err != nil {
		return nil, err
	}
	core := false
	if t := tableOf(tables, figure.EquipmentPct); t != nil {
		core = strings.Contains(t.Unit, "core defence")
	}
	d := &draft{Record: describe(tables, basesOf(tables, im.opt.PriceBase), core), tables: tables}
	d.Title = dataset.OwnTables + " (" + d.Years + ")" // a list in the file may say otherwise
	if dataset.ValidID(called) {
		d.ID = called
	}
	return d, nil
}

// complete gives tables of CSV the units they do not name, and reports them.
// Those without a figure are left out, as are empty rows and years.
func (im *importer) complete(all []*dataset.Table) ([]*dataset.Table, error) {
	var tables []*dataset.Table
	for _, t := range all {
		if tidy := t.Tidy(); tidy != nil {
			tables = append(tables, tidy)
			continue
		}
		im.report.skipf(t.Measure.String(), t.Measure.String(), "no figure in it")
	}
	if len(tables) == 0 {
		return nil, fmt.Errorf("no figure in it: %w", ErrNoTable)
	}
	im.units(tables)
	for _, t := range tables {
		im.report.Found = append(im.report.Found, foundTable(t, t.Measure.String()+".csv", t.Measure.Spec().Title))
	}
	return tables, nil
}

// units gives the tables of CSV that name no unit the one NATO prints them in.
func (im *importer) units(tables []*dataset.Table) {
	for _, t := range tables {
		if t.Unit != "" {
			continue
		}
		units := dataset.Units(t.Measure, im.opt.PriceBase, "defence expenditure")
		t.Unit = units[0]
		if t.Measure == figure.GDPConstant && inBillions(tables) {
			t.Unit = units[1]
			im.report.notef("gdp_constant: taken to be in billions, which its shares of GDP agree with")
		}
		im.report.notef("%s: no unit is named; taken to be %s", t.Measure, t.Unit)
	}
}

// inBillions tells whether money over GDP gives the shares only where GDP is in
// billions: NATO changed the size of its unit in 2024.
func inBillions(tables []*dataset.Table) bool {
	share, money, gdp := tableOf(tables, figure.ShareGDP), tableOf(tables, figure.USDConstant), tableOf(tables, figure.GDPConstant)
	if share == nil || money == nil || gdp == nil {
		return false
	}
	billions, others := 0, 0
	for _, c := range share.Codes() {
		for _, y := range share.Years() {
			f, m, g := share.At(c, y), money.At(c, y), gdp.At(c, y)
			if !f.Known() || f.Exact() <= 0 || m.Exact() <= 0 || g.Exact() <= 0 {
				continue
			}
			if ratio := 100 * m.Exact() / g.Exact() / f.Exact(); ratio > 500 && ratio < 2000 {
				billions++
			} else {
				others++
			}
		}
	}
	return billions > others
}

// basesOf finds the price bases units speak of.
func basesOf(tables []*dataset.Table, said string) []string {
	if said != "" {
		return []string{said}
	}
	var out []string
	for _, t := range tables {
		if b := priceBase(fold(t.Unit)); b != "" && !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	return out
}
