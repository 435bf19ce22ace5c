package importer_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"allyscope/internal/figure"
	"allyscope/internal/importer"
)

// shareSheet makes a workbook with only the shares of 2024-06; change may edit it. The
// first ally, Albania, is in row 11, and the years begin in column D.
func shareSheet(t testing.TB, change func(*excelize.File)) []byte {
	return layout{subset: "share_gdp", change: change}.make(t, embedded(t, "2024-06"))
}

// must fails the test if one of the errors is not nil.
func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func TestFormulas(t *testing.T) {
	ds := held(t)
	opt := importer.Options{Edition: "2024-06"}
	content := shareSheet(t, func(f *excelize.File) {
		must(t, f.SetCellValue("TABLE1", "D11", nil), f.SetCellFormula("TABLE1", "D11", "1+1"))
	})
	_, _, err := importer.ImportBytes(ds, "a.xlsx", content, opt)
	if !errors.Is(err, importer.ErrFormula) || !strings.Contains(err.Error(), "row 11, ALB 2014") {
		t.Errorf("%v", err)
	}
	content = shareSheet(t, func(f *excelize.File) { must(t, f.SetCellFormula("TABLE1", "D11", "1+1")) })
	e, _, err := importer.ImportBytes(ds, "a.xlsx", content, opt)
	must(t, err)
	got, want := e.Figure(figure.ShareGDP, "ALB", 2014), embedded(t, "2024-06").Figure(figure.ShareGDP, "ALB", 2014)
	if got != want || !got.Known() {
		t.Errorf("the result of a formula is %v", got)
	}
}

func TestOddCells(t *testing.T) {
	content := shareSheet(t, func(f *excelize.File) {
		must(t,
			f.SetCellValue("TABLE1", "D11", "1.35e"),  // typed, an estimate of its own
			f.SetCellValue("TABLE1", "E11", "//"),     // missing
			f.SetCellValue("TABLE1", "F11", "#REF!"),  // broken
			f.SetCellValue("TABLE1", "G11", "1,11"),   // no English number
			f.SetCellValue("TABLE1", "H11", 250.0),    // no share
			f.SetCellValue("TABLE1", "I11", " 1.28 "), // spaces
			f.SetCellValue("TABLE1", "C12", "Narnia"), // Belgium's row
			f.SetCellValue("TABLE1", "C13", "Albania"),
		)
	})
	e, r, err := importer.ImportBytes(held(t), "a.xlsx", content, importer.Options{Edition: "2024-06"})
	must(t, err)
	line, _, _ := strings.Cut(strings.SplitAfterN(tablesOf(t, e)[0].Printed(), "\n", 2)[1], "\n")
	if want := "ALB,1.35e,,,,,1.28,1.30,1.24,1.21,1.75,2.03"; line != want {
		t.Errorf("%s\nnot %s", line, want)
	}
	text := r.String()
	for _, want := range []string{
		`"ALB 2016: #REF!": not a number`, `"ALB 2017: 1,11": not a number`, `"ALB 2018: 250": not a share from 0 to 100 %`,
		`"Narnia": no ally or aggregate by that name`, `"Albania*": a second row of ALB`,
		"WRONG    share_gdp ALB 2018: 250 is not a share",
	} {
		if !strings.Contains(text, want) && !strings.Contains(text, strings.ReplaceAll(want, "Albania*", "Albania")) {
			t.Errorf("the report lacks %s:\n%s", want, text)
		}
	}
	if e.Wrong() == 0 || e.Confidence != "imported with wrong totals" {
		t.Errorf("%v", e.Record)
	}
}

func TestShareAsPercentFormat(t *testing.T) {
	content := shareSheet(t, func(f *excelize.File) {
		id, err := f.NewStyle(&excelize.Style{NumFmt: 10})
		must(t, err, f.SetCellValue("TABLE1", "D11", 0.0135), f.SetCellStyle("TABLE1", "D11", "D11", id))
	})
	e, _, err := importer.ImportBytes(held(t), "a.xlsx", content, importer.Options{Edition: "2024-06"})
	if err != nil || e.Figure(figure.ShareGDP, "ALB", 2014).String() != "1.35" {
		t.Errorf("%v, %v", e, err)
	}
}

// Tables that only look like NATO's are left out, and the report says so.
func TestTablesLeftOut(t *testing.T) {
	for title, why := range map[string]string{
		"Defence- and security-related expenditure as a share of GDP": "not a table that allyscope knows",
		"Depenses de defence":             "", // the heading still names the share of GDP
		"Resilience and innovation, GDP":  "not a table that allyscope knows",
		"Defence expenditure, % change":   "",
		"Distribution of defence by mood": "not a table that allyscope knows",
	} {
		content := layout{subset: "share_gdp", title: title}.make(t, embedded(t, "2024-06"))
		_, r, err := importer.ImportBytes(held(t), "a.xlsx", content, importer.Options{Edition: "2024-06"})
		if (why == "") != (err == nil) || !strings.Contains(r.String(), why) {
			t.Errorf("%s: %v\n%v", title, err, r)
		}
	}
	gap := shareSheet(t, func(f *excelize.File) { must(t, f.RemoveCol("TABLE1", "F")) })
	_, r, err := importer.ImportBytes(held(t), "a.xlsx", gap, importer.Options{Edition: "2024-06"})
	if !errors.Is(err, importer.ErrNoTable) || !strings.Contains(r.String(), "have gaps") {
		t.Errorf("%v\n%v", err, r)
	}
	twice := layout{change: func(f *excelize.File) {
		if _, err := f.NewSheet("again"); err != nil {
			t.Fatal(err)
		}
		from, err := f.GetSheetIndex("TABLE1")
		to, err2 := f.GetSheetIndex("again")
		must(t, err, err2, f.CopySheet(from, to))
	}, subset: "share_gdp"}.make(t, embedded(t, "2024-06"))
	_, r, err = importer.ImportBytes(held(t), "a.xlsx", twice, importer.Options{Edition: "2024-06"})
	if err != nil || !strings.Contains(r.String(), "a second table of share_gdp") {
		t.Errorf("%v\n%v", err, r)
	}
}

// Wrong totals are found, and distinguished from shares that NATO typed in.
func TestChecks(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*excelize.File)
		want   string
		wrong  bool
	}{
		"total": {func(f *excelize.File) { raise(t, f, "TABLE3", 1000) },
			"usd_current NATO_TOTAL 2014", true},
		"parts": {func(f *excelize.File) { raise(t, f, "TABLE12", 3) },
			"equipment_pct ALB 2014: the four parts add up to 103.000", true},
		"share": {func(f *excelize.File) { raise(t, f, "TABLE1", 1) },
			"share_gdp ALB 2014: 2.35 is printed, money over GDP is 1.347", true},
		"typed": {func(f *excelize.File) { raise(t, f, "TABLE1", 0.03) },
			"share_gdp ALB 2014: 1.38 is printed, money over GDP is 1.347", false},
	} {
		content := layout{change: c.change}.make(t, embedded(t, "2024-06"))
		e, r, err := importer.ImportBytes(held(t), "a.xlsx", content, importer.Options{Edition: "2024-06"})
		if err != nil || !strings.Contains(r.String(), c.want) || (e.Wrong() > 0) != c.wrong {
			t.Errorf("%s: %v\n%v", name, err, r)
		}
	}
}

// raise adds by to the first figure of a sheet: Albania's.
func raise(t *testing.T, f *excelize.File, sheet string, by float64) {
	t.Helper()
	const cell = "D11"
	raw, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	must(t, err)
	v, err := strconv.ParseFloat(raw, 64)
	must(t, err, f.SetCellValue(sheet, cell, v+by))
}

// toCome makes a workbook of shares up to 2027e; change may edit it.
func toCome(t testing.TB, change func(*excelize.File)) []byte {
	return shareSheet(t, func(f *excelize.File) {
		years := []any{}
		for y := 2017; y < 2026; y++ {
			years = append(years, y)
		}
		years = append(years, "2026e", "2027e")
		must(t, f.SetSheetRow("TABLE1", "D8", &years))
		if change != nil {
			change(f)
		}
	})
}

// For the date of publication the options override the file. A date in the file is accepted
// if its figures agree. The dates on which it was saved or printed are not used.
func TestDates(t *testing.T) {
	saved := func(f *excelize.File) {
		must(t, f.SetDocProps(&excelize.DocProperties{Modified: "2027-07-05T10:00:00Z"}))
	}
	titled := func(text string) func(*excelize.File) {
		return func(f *excelize.File) { must(t, f.SetCellValue("TABLE1", "B6", text)) }
	}
	for _, c := range []struct {
		name   string
		change func(*excelize.File)
		opt    importer.Options
		want   string // identifier and date, or why the import asks for the date
	}{
		{"270630-def-exp.xlsx", saved, importer.Options{}, "2027-06 2027-06-30"},
		{"def-2027-06-29.xlsx", saved, importer.Options{}, "2027-06 2027-06-29"},
		{"x20270628y.xlsx", saved, importer.Options{}, "2027-06 2027-06-28"},
		{"defexp.xlsx", titled("Press release of 30 June 2027"), importer.Options{}, "2027-06 2027-06-30"},
		{"defexp.xlsx", titled("(January 28, 2028)"), importer.Options{}, "2028-01 2028-01-28"}, // of the year after
		{"270101-def-exp.xlsx", saved, importer.Options{Published: "2027-08-01"}, "2027-08 2027-08-01"},
		{"270102-def-exp.xlsx", saved, importer.Options{Edition: "2027-06-draft"}, "2027-06-draft 2027-06-01"},
		{"a1234567890-def-exp.xls", saved, importer.Options{Edition: "2027-06"}, "2027-06 2027-06-01"},
		{"defexp.xlsx", saved, importer.Options{}, "it does not say when it was published; its latest figure is for 2027: use --published"},
		{"pr-2016-11-def.xlsx", saved, importer.Options{}, "it does not say when it was published"},
		{"240617-def-exp.xlsx", saved, importer.Options{}, "from the file's name, it would have been published on 2024-06-17, but its latest figure is for 2027"},
		{"290617-def-exp.xlsx", saved, importer.Options{}, "published on 2029-06-17, but its latest figure is for 2027"},
		{"defexp.xlsx", titled("as of 12 June 2027, published 30 June 2027"), importer.Options{}, "could be 2027-06-12 or 2027-06-30"},
		{"a.xlsx", saved, importer.Options{Published: "2026-12-31"}, "it has figures for 2027, so it cannot have been published on 2026-12-31"},
		{"a.xlsx", saved, importer.Options{Edition: "2026-12"}, "it has figures for 2027, so it cannot have been published on 2026-12-01"},
		{"a.xlsx", saved, importer.Options{Published: "2027-07-02", Today: "2027-07-01"}, "published on 2027-07-02, which is in the future"},
		{"270702-def-exp.xlsx", saved, importer.Options{Today: "2027-07-01"}, "published on 2027-07-02, which is in the future"},
		{"270702-def-exp.xlsx", saved, importer.Options{Today: "2027-07-02"}, "2027-07 2027-07-02"},
		{"a.xlsx", saved, importer.Options{Edition: "2027-06", Published: "2027-08-01"}, "edition 2027-06 is not from the month of 2027-08-01"},
		{"a.xlsx", saved, importer.Options{Edition: "2027-08-draft", Published: "2027-08-01"}, "2027-08-draft 2027-08-01"},
	} {
		e, _, err := importer.ImportBytes(held(t), c.name, toCome(t, c.change), c.opt)
		doubt, asks := errors.AsType[*importer.DoubtError](err)
		switch {
		case asks:
			if !strings.Contains(err.Error(), c.want) || doubt.Flag != "published" || !errors.Is(err, importer.ErrUsage) {
				t.Errorf("%s, %v: %v, want %s", c.name, c.opt, err, c.want)
			}
		case err != nil || e.ID+" "+e.Published != c.want:
			t.Errorf("%s, %v: %v, %v, want %s", c.name, c.opt, e, err, c.want)
		}
	}
	content := toCome(t, nil)
	for _, opt := range []importer.Options{{Edition: "../x"}, {Edition: "2027"}, {Edition: "2027-13"}, {Published: "soon"}} {
		if _, _, err := importer.ImportBytes(held(t), "a.xlsx", content, opt); !errors.Is(err, importer.ErrUsage) {
			t.Errorf("%v: %v", opt, err)
		}
	}
}

// A file with the cells of an embedded edition is recognised, whatever its name. If a few
// cells differ the report names them.
func TestRecognised(t *testing.T) {
	e, r, err := importer.ImportBytes(held(t), "tables.xlsx", layout{}.make(t, embedded(t, "2024-06")), importer.Options{})
	if err != nil || r.Held != "2024-06" || e.ID != "2024-06" || e.Published != "2024-06-17" {
		t.Errorf("%q, %v, %v", r.Held, e, err)
	}
	one := layout{change: func(f *excelize.File) { raise(t, f, "TABLE1", 0.01) }}.make(t, embedded(t, "2024-06"))
	_, r, err = importer.ImportBytes(held(t), "tables.xlsx", one, importer.Options{Edition: "2024-06-mine"})
	if want := "the same as edition 2024-06, which the program carries, except for 1 of 5346 cells: share_gdp ALB 2014 is 1.36, there 1.35"; err != nil || r.Held != "" ||
		!strings.Contains(r.String(), want) {
		t.Errorf("%q, %v\n%v", r.Held, err, r)
	}
	two := layout{change: func(f *excelize.File) {
		raise(t, f, "TABLE1", 0.01)
		raise(t, f, "TABLE10", 0.1)
		raise(t, f, "TABLE11", 1)
	}}.make(t, embedded(t, "2024-06"))
	for range 8 { // in NATO's order each time
		_, r, err = importer.ImportBytes(held(t), "tables.xlsx", two, importer.Options{Edition: "2024-06-mine"})
		if _, cells, _ := strings.Cut(r.String(), "except for 3 of 5346 cells: "); err != nil || !strings.HasPrefix(cells, "share_gdp ALB 2014 is 1.36, there 1.35; ") {
			t.Fatalf("%v\n%v", err, r)
		}
	}
	_, r, err = importer.ImportBytes(held(t), "a.xlsx", toCome(t, nil), importer.Options{Edition: "2027-06"})
	if err != nil || r.Held != "" || strings.Contains(r.String(), "the program carries") {
		t.Errorf("another edition: %q, %v", r.Held, err)
	}
}

// A wrong sum that NATO printed is a notice in NATO's own file, and wrong in any other.
func TestSumsOffAsPrinted(t *testing.T) {
	const sum = "personnel NATO_TOTAL 2022: 3310 is printed, its members add up to 3306.8"
	for name, c := range map[string]struct {
		change func(*excelize.File)
		says   string
		wrong  int
	}{
		"as published": {nil, "notice   " + sum + " (as NATO printed it)", 0},
		"one cell off": {func(f *excelize.File) { raise(t, f, "TABLE1", 0.01) }, "notice   " + sum + " (as NATO printed it)", 0},
		"changed":      {func(f *excelize.File) { raise(t, f, "TABLE10", 1) }, "WRONG    personnel NATO_TOTAL 2014", 2},
	} {
		e, r, err := importer.ImportBytes(held(t), "a.xlsx", layout{change: c.change}.make(t, embedded(t, "2022-06")), importer.Options{})
		if err != nil || e.Wrong() != c.wrong || !strings.Contains(r.String(), c.says) {
			t.Errorf("%s: %d wrong, %v\n%v", name, e.Wrong(), err, r)
		}
	}
}

// An edition is the latest only if it is complete and the user says so.
func TestLatest(t *testing.T) {
	whole := layout{core: true, change: func(f *excelize.File) {
		for _, cell := range []string{"D11", "D12", "D13", "D14", "D15", "D16", "D17", "D18", "D19", "D20", "D21", "D22"} {
			for _, sheet := range []string{"TABLE1", "TABLE2"} {
				must(t, f.SetCellValue(sheet, cell, 9))
			}
		}
	}}.make(t, embedded(t, "2026-07"))
	part := layout{core: true, subset: "share_gdp"}.make(t, embedded(t, "2026-07"))
	near := layout{core: true, change: func(f *excelize.File) { must(t, f.SetCellValue("TABLE1", "D11", 9)) }}.make(t, embedded(t, "2026-07"))
	old := layout{change: func(f *excelize.File) {
		for _, cell := range []string{"D11", "D12", "D13", "D14", "D15", "D16", "D17", "D18", "D19", "D20", "D21", "D22"} {
			for _, sheet := range []string{"TABLE1", "TABLE2"} {
				must(t, f.SetCellValue(sheet, cell, 9))
			}
		}
	}}.make(t, embedded(t, "2024-06"))
	for name, c := range map[string]struct {
		content []byte
		opt     importer.Options
		says    string
	}{
		"whole":        {whole, importer.Options{Edition: "2026-08", Latest: true}, ""},
		"not said":     {whole, importer.Options{Edition: "2026-08"}, ""},
		"draft":        {whole, importer.Options{Edition: "2026-08-draft", Latest: true}, "it is called a draft"},
		"partial":      {part, importer.Options{Edition: "2026-08", Latest: true}, "it has no table of real_change; without --latest it is asked for by name"},
		"near":         {near, importer.Options{Edition: "2026-08", Latest: true}, "it differs in only a few cells from 2026-07, which the program carries"},
		"old":          {old, importer.Options{Edition: "2024-08", Latest: true}, "its latest share of GDP is for 2024, but 2026-07, which the program carries, has 2026"},
		"part, unsaid": {part, importer.Options{Edition: "2026-08"}, ""},
	} {
		e, _, err := importer.ImportBytes(held(t), "a.xlsx", c.content, c.opt)
		switch {
		case c.says != "":
			if err == nil || !strings.Contains(err.Error(), c.says) || !errors.Is(err, importer.ErrUsage) {
				t.Errorf("%s: %v", name, err)
			}
		case err != nil || e.Latest != c.opt.Latest:
			t.Errorf("%s: %v, %v", name, e, err)
		}
	}
}

// Former names are known. A row whose name is one letter off is reported and not imported.
func TestFormerAndMisspeltNames(t *testing.T) {
	content := toCome(t, func(f *excelize.File) {
		for cell, name := range map[string]string{"C12": "Belgum", "C16": "Czech Rep.", "C23": "Icland"} {
			must(t, f.SetCellValue("TABLE1", cell, name))
		}
	})
	e, r, err := importer.ImportBytes(held(t), "a.xlsx", content, importer.Options{Edition: "2027-06"})
	must(t, err)
	if e.Figure(figure.ShareGDP, "BEL", 2020).Known() || !strings.Contains(r.String(), `"Belgum": no ally or aggregate by that name: Belgium is one letter off, but is not assumed`) {
		t.Errorf("Belgum: %v\n%v", e.Figure(figure.ShareGDP, "BEL", 2020), r)
	}
}

// Formats in far columns and rows, sheets that are not read, and parts that no table needs
// do not matter.
func TestWhatIsNotRead(t *testing.T) {
	style := func(f *excelize.File, sheet, from, to string) {
		id, err := f.NewStyle(&excelize.Style{NumFmt: 2})
		must(t, err, f.SetCellStyle(sheet, from, to, id))
	}
	for name, change := range map[string]func(*excelize.File){
		"column 1001": func(f *excelize.File) { style(f, "TABLE1", "D11", "ALM60") },
		"last column": func(f *excelize.File) { style(f, "TABLE1", "XFD11", "XFD12") },
		"large sheet": func(f *excelize.File) {
			_, err := f.NewSheet("raw")
			must(t, err, f.SetCellValue("raw", "A6000", 1), f.SetCellValue("raw", "A1", "x"))
		},
		"wide sheet": func(f *excelize.File) {
			_, err := f.NewSheet("raw")
			must(t, err, f.SetCellValue("raw", "XFD1", 1))
		},
	} {
		e, r, err := importer.ImportBytes(held(t), "270630.xlsx", toCome(t, change), importer.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if n, _ := e.Cells(); n != 363 || strings.Contains(name, "sheet") != strings.Contains(r.String(), "skipped  sheet raw: ") {
			t.Errorf("%s: %d figures\n%v", name, n, r)
		}
	}
	p := oneSheet(row(1, "Table 1 : Defence expenditure as a share of GDP")+row(2, "", "2014", "2015e")+row(3, "Albania", "1.35", "1.16")+
		`<row r="4" s="1" customFormat="1"/><row r="1048575"><c r="A1048575" s="1"/> <c r="XFD1048575" s="1"></c></row><row r="1048576" s="1"></row>`).
		with("customXml/item1.xml", "\xff\xfe<\x00a\x00/\x00>\x00").with("docProps/custom.xml", "\xff\xfe<\x00")
	if e, _, err := importer.ImportBytes(held(t), "a.xlsx", pack(t, p), importer.Options{Edition: "2015-06"}); err != nil || e.Figure(figure.ShareGDP, "ALB", 2014).String() != "1.35" {
		t.Errorf("parts in UTF-16: %v, %v", e, err)
	}
}

// A workbook like SIPRI's: fractions shown in per cent, estimates in blue, uncertain
// figures in red.
func TestSIPRIMade(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	must(t, f.SetCellValue("Sheet1", "B2", "Military expenditure by country as percentage of gross domestic product, 1949–2026  © SIPRI 2027"))
	for cell, v := range map[string]any{
		"B5": "Country", "C5": "Notes", "D5": 2024, "E5": 2025, "F5": 2026,
		"B6": "Europe", "B7": "Belgium", "C7": "§4", "D7": 0.0123456789, "E7": 0.013, "F7": "...",
		"B11": "Ireland", "D11": 0.01, "B12": "Grece", "D12": 0.03, "B13": "Slovak Rep.", "D13": 0.02, "B14": "Macedonia, FYR", "D14": 0.011, "B15": "Czech Rep.", "D15": 0.012,
		"B8": "Iceland", "D8": 0, "E8": 0, "F8": 0, "B9": "Yugoslavia", "D9": 0.02, "B10": "United States of America", "F10": 0.03,
	} {
		must(t, f.SetCellValue("Sheet1", cell, v))
	}
	for cell, colour := range map[string]string{"D7": "", "E7": "0000FF", "D8": "", "E8": "", "F8": "", "F10": "FF0000", "D13": "", "D14": "", "D15": ""} {
		style := &excelize.Style{NumFmt: 10}
		if colour != "" {
			style.Font = &excelize.Font{Color: colour}
		}
		id, err := f.NewStyle(style)
		must(t, err, f.SetCellStyle("Sheet1", cell, cell, id))
	}
	b, err := f.WriteToBuffer()
	must(t, err)
	e, r, err := importer.ImportBytes(held(t), "SIPRI-Milex_v1.0.xlsx", b.Bytes(), importer.Options{Published: "2027-04-26"})
	must(t, err)
	want := "code,2024,2025,2026\nBEL,1.234568,1.3e,\nCZE,1.2,,\nISL,0,0,0\nMKD,1.1,,\nSVK,2,,\nUSA,,,3\n"
	if got := filesOf(t, e)["sipri/2027-04.csv"]; got != want {
		t.Errorf("%s\nnot %s", got, want)
	}
	for _, says := range []string{`"Grece": no ally or aggregate by that name: Greece is one letter off`, "rows that name no ally in English or by code, not used (2): Yugoslavia, Ireland"} {
		if !strings.Contains(r.String(), says) {
			t.Errorf("the report lacks %s:\n%v", says, r)
		}
	}
	if e.ID != "sipri-2027-04" || !strings.HasSuffix(e.Title, "2024–2026, v1.0") || !strings.Contains(r.String(), "1 figure is printed in red") {
		t.Errorf("%v\n%v", e.Record, r)
	}
}

// A bar before a figure, which marks a break in the series in NATO's workbooks, does no harm
// in SIPRI's.
func TestSIPRIWithABar(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	format := `"|"0.00%`
	id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	must(t, err, f.SetCellStyle("Sheet1", "C3", "C3", id))
	for cell, v := range map[string]any{"A1": "Military expenditure by country as percentage of GDP", "A2": "Country", "B2": 2024, "C2": 2025, "A3": "Belgium", "B3": 0.01, "C3": 0.02} {
		must(t, f.SetCellValue("Sheet1", cell, v))
	}
	b, err := f.WriteToBuffer()
	must(t, err)
	e, r, err := importer.ImportBytes(held(t), "SIPRI.xlsx", b.Bytes(), importer.Options{Published: "2026-04-27"})
	if err != nil || e.Figure(figure.ShareGDP, "BEL", 2025).String() != "2.00" || !strings.Contains(r.String(), "share_gdp: the series is marked as broken at BEL 2025") {
		t.Errorf("%v\n%v", err, r)
	}
}
