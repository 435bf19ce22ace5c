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

// describe says of an edition of NATO's what its tables tell.
func describe(tables []*dataset.Table, bases []string, core bool) dataset.Record {
	first := slices.MinFunc(tables, func(a, b *dataset.Table) int { return cmp.Compare(a.First, b.First) }).First
	r := dataset.Record{Source: dataset.NATO, Years: span(first, newest(tables)), PriceBase: strings.Join(bases, ", "),
		Definition: "defence expenditure", Coverage: "all tables"}
	r.Title = fmt.Sprintf("Defence Expenditure of NATO Countries (%s)", r.Years)
	if core {
		r.Definition = "core defence expenditure"
	}
	lacking := format.Each(figure.InOrder(), func(m figure.Measure) string { return format.When(tableOf(tables, m) == nil, m.String()) })
	if len(lacking) > 0 {
		r.Coverage = fmt.Sprintf("%d of %d tables; not %s", len(tables), figure.Measures, strings.Join(lacking, ", "))
	}
	return r
}

// newest is the last year of any of the tables.
func newest(tables []*dataset.Table) figure.Year {
	return slices.MaxFunc(tables, func(a, b *dataset.Table) int { return cmp.Compare(a.Last, b.Last) }).Last
}

func tableOf(tables []*dataset.Table, m figure.Measure) *dataset.Table {
	if i := slices.IndexFunc(tables, func(t *dataset.Table) bool { return t.Measure == m }); i >= 0 {
		return tables[i]
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
	t := tableOf(tables, figure.EquipmentPct)
	core := t != nil && strings.Contains(t.Unit, "core defence")
	d := &draft{Record: describe(tables, basesOf(tables, im.opt.PriceBase), core), tables: tables}
	d.Title = dataset.OwnTables + " (" + d.Years + ")" // a list in the file may say otherwise
	if dataset.ValidID(called) {
		d.ID = called
	}
	return d, nil
}

// complete gives tables of CSV that name no unit the one NATO prints them in, and reports them.
// Those without a figure are left out, as are empty rows and years.
func (im *importer) complete(all []*dataset.Table) ([]*dataset.Table, error) {
	tables := format.Each(all, func(t *dataset.Table) *dataset.Table {
		tidy := t.Tidy()
		if tidy == nil {
			im.report.skipf(t.Measure.String(), t.Measure.String(), "no figure in it")
		}
		return tidy
	})
	if len(tables) == 0 {
		return nil, fmt.Errorf("no figure in it: %w", ErrNoTable)
	}
	for _, t := range tables {
		if t.Unit == "" {
			units := dataset.Units(t.Measure, im.opt.PriceBase, "defence expenditure")
			t.Unit = units[0]
			if t.Measure == figure.GDPConstant && inBillions(tables) {
				t.Unit = units[1]
				im.report.notef("gdp_constant: taken to be in billions, which its shares of GDP agree with")
			}
			im.report.notef("%s: no unit is named; taken to be %s", t.Measure, t.Unit)
		}
		im.report.found(t, t.Measure.String()+".csv")
	}
	return tables, nil
}

// inBillions tells whether money over GDP gives the shares only where GDP is in
// billions: NATO changed the size of its unit in 2024.
func inBillions(tables []*dataset.Table) bool {
	share, money, gdp := tableOf(tables, figure.ShareGDP), tableOf(tables, figure.USDConstant), tableOf(tables, figure.GDPConstant)
	billions := 0 // more that are than that are not
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

// basesOf finds the price bases units speak of.
func basesOf(tables []*dataset.Table, said string) []string {
	if said != "" {
		return []string{said}
	}
	return union(nil, format.Each(tables, func(t *dataset.Table) string { return priceBase(fold(t.Unit)) }))
}

// How many characters an edition's title may have, and each of its other words.
const (
	maxTitle = 200
	maxWords = 1000
)

// unfit says why words cannot be kept of an edition, or nothing.
func unfit(s string, most int) string {
	switch {
	case cell.Visible(s) != s:
		return "it holds a character that would steer a terminal"
	case format.Field(s) != s:
		return "a spreadsheet would take what begins so for a formula"
	case len([]rune(s)) > most:
		return fmt.Sprintf("at most %d characters are kept", most)
	default:
		return ""
	}
}

// clean makes words of a file fit to be kept: without what would steer a terminal
// or be a formula, on one line, and cut where they are too long.
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
	for format.Field(s) != s {
		s = strings.TrimSpace(s[1:])
	}
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return s
}

// cleanse cleans all words that an edition is kept with, and reports what that changed.
func (im *importer) cleanse(r *dataset.Record, tables []*dataset.Table) {
	tidy := func(what string, s *string, most int) {
		if why := unfit(*s, most); why != "" {
			*s = clean(*s, most)
			im.report.notef("%s: not as in the file: %s", what, why)
		}
	}
	tidy("title", &r.Title, maxTitle)
	tidy("cutoff", &r.CutOff, maxWords)
	tidy("years", &r.Years, maxWords)
	tidy("price base", &r.PriceBase, maxWords)
	tidy("definition", &r.Definition, maxWords)
	tidy("coverage", &r.Coverage, maxWords)
	for _, t := range tables {
		tidy("the unit of "+t.Measure.String(), &t.Unit, maxWords)
	}
}
