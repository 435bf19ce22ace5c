package importer_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/importer"
)

// asSeries returns the options for a series.
func asSeries() importer.Options {
	return importer.Options{Edition: "World Bank", Measure: "share_gdp", Today: "2026-01-01"}
}

// Every layout gives the same figures, with the digits of the file.
func TestSeriesLayouts(t *testing.T) {
	const want = "code,2023,2024\nCZE,1.314628,1.876386\nPOL,3.256723,3.754716\nTUR,1.685272,1.840315\n"
	for name, c := range map[string]struct{ says, want, definition string }{
		"worldbank.csv":    {"rows that name no ally in English or by code, not used (2): Ukraine, North America", want, "Military expenditure (% of GDP)"},
		"owid.csv":         {"rows that name no ally in English or by code, not used (1): World", want, "Military expenditure (% of GDP)"},
		"tidy.csv":         {"", strings.Replace(want, "2024", "2024e", 1), "pct_gdp"},
		"wide-percent.csv": {"", want, "what its source counts as defence expenditure"},
		"semicolon.csv":    {"", want, "what its source counts as defence expenditure"},
		"tab-utf16.txt":    {"", want, "what its source counts as defence expenditure"},
	} {
		e, r, err := importer.Import(held(t), filepath.Join("testdata/series", name), asSeries())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := filesOf(t, e)["series/world-bank/share_gdp.csv"]; got != c.want {
			t.Errorf("%s:\n%s\nnot\n%s", name, got, c.want)
		}
		if e.ID != "world-bank" || e.Source != dataset.Series || e.Title != "World Bank" || e.Definition != c.definition ||
			len(r.Skipped) > 0 || !strings.Contains(r.String(), c.says) || e.Wrong() > 0 {
			t.Errorf("%s: %v\n%v", name, e.Record, r)
		}
		day, credit := "", "World Bank"
		if name == "worldbank.csv" {
			day, credit = "2025-10-07", "World Bank, World Development Indicators"
		}
		if e.Published != day || e.Credit != credit {
			t.Errorf("%s: published %q, credit %q", name, e.Published, e.Credit)
		}
	}
}

// The published files, if they are there.
func TestSeriesSamples(t *testing.T) {
	for _, name := range []string{"worldbank-layout.csv", "owid-layout.csv", "tidy-names.csv", "wide-percent-signs.csv", "semicolon-decimal-comma.csv", "tab-utf16.txt"} {
		opt := asSeries()
		opt.Today = ""
		e, _, err := importer.Import(held(t), sample(t, "import-samples/foreign/"+name), opt)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if n, _ := e.Cells(); n != 49 || e.Figure(figure.ShareGDP, "NLD", 2024).Printed.String() != "1.94065" || e.Figure(figure.ShareGDP, "MKD", 2018).String() != "0.925587" {
			t.Errorf("%s: %d figures", name, n)
		}
	}
}

// If the figures look like fractions the import asks for the scale, and changes nothing by itself.
func TestSeriesOfFractions(t *testing.T) {
	opt := asSeries()
	_, _, err := importer.Import(held(t), "testdata/series/fractions.csv", opt)
	doubt, asks := errors.AsType[*importer.DoubtError](err)
	if !asks || doubt.Flag != "scale" || doubt.Example != "100" || !strings.Contains(err.Error(), "at most 0.0375: they look like fractions, not per cent") {
		t.Errorf("%v", err)
	}
	for scale, want := range map[string]string{"100": "3.75", "1": "0.0375", "1000": "37.5"} {
		opt.Scale = scale
		e, _, err := importer.Import(held(t), "testdata/series/fractions.csv", opt)
		if err != nil || e.Figure(figure.ShareGDP, "POL", 2024).String() != want {
			t.Errorf("times %s: %v, %v, want %s", scale, e, err, want)
		}
	}
	for _, scale := range []string{"x", "0", "50", "0.01", "-1", "010", "100000000000"} {
		opt.Scale = scale
		if _, _, err := importer.Import(held(t), "testdata/series/fractions.csv", opt); !errors.Is(err, importer.ErrUsage) {
			t.Errorf("times %s: %v", scale, err)
		}
	}
}

// An error says what was found and what was expected. The report lists what an import did not
// use.
func TestSeriesRefusedAndReported(t *testing.T) {
	change := func(f func(*importer.Options)) importer.Options {
		opt := asSeries()
		f(&opt)
		return opt
	}
	for _, c := range []struct {
		content string
		opt     importer.Options
		says    string
	}{
		{"a,b\n1,2\n", asSeries(), `it begins with "a,b"; expected are a column of allies, by name or code, and columns of years, or one called year`},
		{"Land,Wert\nNarnia,2\n", asSeries(), "expected are a column of allies"},
		{"Country,2024\nNarnia,2\n", asSeries(), "no row below it is an ally's, by English name or by code: Narnia"},
		{"Country,Year,a,b\nPoland,2024,1,2\n", asSeries(), `one column of figures is expected next to the allies and the years, but there are 2 ("a,b")`},
		{"Country,Year,a\nPoland,2024,x\n", asSeries(), "but there are 0"},
		{"Country,2024\nGrece,3\nNorwegia,2\n", asSeries(), "line 1 names years, but no row below it is an ally's, by English name or by code: Grece (Greece is one letter off), Norwegia"},
		{"Spending,2024,\nCountry,2023,2024\nPoland,3,4\n", asSeries(), "share_gdp, line 2: 2 figures in 1 row, 2023-2024"},
		{"Country,1850,2024\nPoland,9,3\n", asSeries(), `skipped  line 1, "1850": not a year from 1949 to 2100`},
		{"Country,2024,2031\nPoland,3,4\n", asSeries(), "figures up to 2031 are kept: those for future years are what its source expects"},
		{"Country,2024\nPoland,..\n", asSeries(), "have no figure for an ally"},
		{"Country,2024\nPoland,250\n", asSeries(), "no figure in it can be used"},
		{"Country;2024\nPoland;3,75\nNorway;2.20\n", asSeries(), "some numbers have a decimal comma, such as 3,75, and some a point, such as 2.20"},
		{"Country,2024\nPoland,3\n", change(func(o *importer.Options) { o.Edition = "2027-06" }), "not an edition of NATO"},
		{"Country,2024\nPoland,3\n", change(func(o *importer.Options) { o.Edition = "" }), "cannot name a series: use --as"},
		{"Country,2024\nPoland,3\n", change(func(o *importer.Options) { o.Edition = "NATO" }), "cannot name a series"},
		{"Country,2024\nPoland,3\n", change(func(o *importer.Options) { o.Edition = "Банк" }), "cannot name a series"},
		{"Country,2024\nPoland,3\n", change(func(o *importer.Options) { o.Measure = "gdp" }), "is not a measure such as share_gdp"},
		{"Country,2024\nPoland,3\n", change(func(o *importer.Options) { o.Measure = "nat_current" }), "in the currency of each ally"},
		{"Country,2024\nPoland,3\n", change(func(o *importer.Options) { o.Latest = true }), "a series of your own"},
		{"Country,2024\nPoland,3\n", change(func(o *importer.Options) { o.Published = "2023-01-01" }), "it has figures for 2024, so it cannot have been published on 2023-01-01"},
		{"Country,2024\nPoland,3\n", change(func(o *importer.Options) { o.Published = "2026-02-01" }), "which is in the future"},
		{"Country,2024\nPoland,3\nGrece,3\nWorld,2\n", asSeries(), `skipped  line 3, "Grece": no ally or aggregate by that name: Greece is one letter off`},
		{"Country,2024\nPoland,3\nIreland,0.2\nIceland,0\n", asSeries(), "rows that name no ally in English or by code, not used (1): Ireland"},
		{"Country,Code,2024\nPoland,POL,3\nGermany,POL,2\n", asSeries(), `skipped  line 3, "Germany": another column names another ally`},
		{"Country,2024\nPoland,3\nPoland,4\nNorway,much\nSpain,\n", asSeries(), `skipped  line 3, "Poland": a second row of POL`},
		{"Country,2024\nPoland,3\nNorway,much\n", asSeries(), `skipped  line 3, "NOR 2024: much": not a number`},
		{"Country,2024\nPoland,3\nSpain,\n", asSeries(), `skipped  line 3, "Spain": no figure in it`},
		{"Country,Year,a\nPoland,2024,3\nPoland,2024,4\nPoland,then,4\n", asSeries(), `skipped  line 3, "POL 2024: 4": a second figure`},
	} {
		_, r, err := importer.ImportBytes(held(t), "wb.csv", []byte(c.content), c.opt)
		text := r.String()
		if err != nil {
			text = err.Error()
		}
		if !strings.Contains(text, c.says) {
			t.Errorf("%q, %v: %s is not said:\n%s", c.content, c.opt, c.says, text)
		}
	}
}

// Figures keep more decimals than a table prints, and a workbook is read like the CSV it would be
// saved as.
func TestSeriesDecimalsAndWorkbooks(t *testing.T) {
	e, _, err := importer.ImportBytes(held(t), "wb.csv", []byte("Country;Code;2024\nTürkiye;TUR;1,8403151234567\nPoland;POL;+3,70\n"), asSeries())
	must(t, err)
	if f := e.Figure(figure.ShareGDP, "TUR", 2024); f.Printed.String() != "1.840315" || f.Unrounded != 1.8403151234567 || !f.Held {
		t.Errorf("%+v", f)
	}
	if f := e.Figure(figure.ShareGDP, "POL", 2024); f.Printed.String() != "3.70" || f.Held {
		t.Errorf("%+v", f)
	}
	f := excelize.NewFile()
	defer f.Close()
	for cell, v := range map[string]any{"B3": "Country", "C3": 2023, "D3": "2024e", "B4": "Poland", "C4": 3.256723, "D4": 3.75} {
		must(t, f.SetCellValue("Sheet1", cell, v))
	}
	b, err := f.WriteToBuffer()
	must(t, err)
	e, _, err = importer.ImportBytes(held(t), "wb.xlsx", b.Bytes(), asSeries())
	must(t, err)
	if got := filesOf(t, e)["series/world-bank/share_gdp.csv"]; got != "code,2023,2024e\nPOL,3.256723,3.75\n" {
		t.Error(got)
	}
}

// A head of years may be formatted in per cent like the figures below it, and a number format may
// have the German name of the general one.
func TestSeriesInFormats(t *testing.T) {
	percent, general := "0.00%", "Standard"
	for _, c := range []struct {
		years, figures *string
		heads          [2]float64
		figure         float64
	}{
		{&percent, &percent, [2]float64{2023, 2024}, 0.0375}, {&percent, &percent, [2]float64{20.23, 20.24}, 0.0375},
		{&general, &general, [2]float64{2023, 2024}, 3.75},
	} {
		f := excelize.NewFile()
		defer f.Close()
		for cell, v := range map[string]any{"A1": "Country", "B1": c.heads[0], "C1": c.heads[1], "A2": "Poland", "B2": c.figure, "C2": c.figure} {
			must(t, f.SetCellValue("Sheet1", cell, v))
		}
		for row, code := range []*string{c.years, c.figures} {
			id, err := f.NewStyle(&excelize.Style{CustomNumFmt: code})
			must(t, err)
			must(t, f.SetRowStyle("Sheet1", row+1, row+1, id))
		}
		b, err := f.WriteToBuffer()
		must(t, err)
		e, r, err := importer.ImportBytes(held(t), "wb.xlsx", b.Bytes(), asSeries())
		if err != nil || len(r.Skipped) > 0 {
			t.Errorf("%v: %v\n%v", c.heads, err, r)
		} else if got := filesOf(t, e)["series/world-bank/share_gdp.csv"]; got != "code,2023,2024\nPOL,3.75,3.75\n" {
			t.Errorf("%v: %s", c.heads, got)
		}
	}
}

// NATO's workbook cannot be read as a series, as it has several tables.
func TestEditionIsNoSeries(t *testing.T) {
	_, _, err := importer.ImportBytes(held(t), "wb.xlsx", layout{}.make(t, embedded(t, "2024-06")), asSeries())
	if !errors.Is(err, importer.ErrUsage) || !strings.Contains(err.Error(), "of NATO's tables: import it as an edition, without --measure") {
		t.Error(err)
	}
}

// The error for a sheet without allies names rows below an empty row, too.
func TestSeriesWithoutAlliesBelowAnEmptyRow(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for cell, v := range map[string]any{"A1": "Country", "B1": 2024, "A3": "Narnia", "B3": 2} {
		must(t, f.SetCellValue("Sheet1", cell, v))
	}
	b, err := f.WriteToBuffer()
	must(t, err)
	_, _, err = importer.ImportBytes(held(t), "wb.xlsx", b.Bytes(), asSeries())
	if !errors.Is(err, importer.ErrNoTable) || !strings.Contains(err.Error(), "row 1 names years, but no row below it is an ally's, by English name or by code: Narnia") {
		t.Error(err)
	}
	if _, _, err = importer.ImportBytes(held(t), "wb.csv", []byte("Country,2023,2024\n,1,2\n"), asSeries()); err == nil || !strings.HasSuffix(err.Error(), "by English name or by code: no known table") {
		t.Error(err)
	}
}
