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

// shareSheet makes a workbook of the shares of 2024-06 alone, with a last touch;
// its first ally, Albania, stands in row 11, its years from column D on.
func shareSheet(t testing.TB, change func(*excelize.File)) []byte {
	return layout{subset: "share_gdp", change: change}.make(t, embedded(t, "2024-06"))
}

// must fails the test where a change to a workbook fails.
func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func TestFormulas(t *testing.T) {
	register := allies(t)
	opt := importer.Options{Edition: "2024-06"}
	content := shareSheet(t, func(f *excelize.File) {
		must(t, f.SetCellValue("TABLE1", "D11", nil), f.SetCellFormula("TABLE1", "D11", "1+1"))
	})
	_, _, err := importer.ImportBytes(register, "a.xlsx", content, opt)
	if !errors.Is(err, importer.ErrFormula) || !strings.Contains(err.Error(), "row 11, ALB 2014") {
		t.Errorf("%v", err)
	}
	content = shareSheet(t, func(f *excelize.File) { must(t, f.SetCellFormula("TABLE1", "D11", "1+1")) })
	e, _, err := importer.ImportBytes(register, "a.xlsx", content, opt)
	if err != nil {
		t.Fatal(err)
	}
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
	e, r, err := importer.ImportBytes(allies(t), "a.xlsx", content, importer.Options{Edition: "2024-06"})
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(strings.SplitAfterN(string(tablesOf(t, e)[0].Printed()), "\n", 2)[1], "\n")
	if want := "ALB,1.35e,,,,,1.28,1.30,1.24,1.21,1.75,2.03"; line != want {
		t.Errorf("%s\nnot %s", line, want)
	}
	text := r.String()
	for _, want := range []string{
		`"ALB 2016: #REF!": not a number`, `"ALB 2017: 1,11": not a number`, `"ALB 2018: 250": no share from 0 to 100 %`,
		`"Narnia": no ally or aggregate by that name`, `"Albania*": a second row of ALB`,
		"WRONG    share_gdp ALB 2018: 250 is no share",
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
	e, _, err := importer.ImportBytes(allies(t), "a.xlsx", content, importer.Options{Edition: "2024-06"})
	if err != nil || e.Figure(figure.ShareGDP, "ALB", 2014).String() != "1.35" {
		t.Errorf("%v, %v", e, err)
	}
}

// Tables that look like one of NATO's and are not are left out, and that is said.
func TestTablesLeftOut(t *testing.T) {
	for title, why := range map[string]string{
		"Defence- and security-related expenditure as a share of GDP": "not one of the tables known here",
		"Depenses de defence":             "", // the heading still says whose share it is
		"Resilience and innovation, GDP":  "not one of the tables known here",
		"Defence expenditure, % change":   "",
		"Distribution of defence by mood": "not one of the tables known here",
	} {
		content := layout{subset: "share_gdp", title: title}.make(t, embedded(t, "2024-06"))
		_, r, err := importer.ImportBytes(allies(t), "a.xlsx", content, importer.Options{Edition: "2024-06"})
		if (why == "") != (err == nil) || !strings.Contains(r.String(), why) {
			t.Errorf("%s: %v\n%v", title, err, r)
		}
	}
	gap := shareSheet(t, func(f *excelize.File) { must(t, f.RemoveCol("TABLE1", "F")) })
	_, r, err := importer.ImportBytes(allies(t), "a.xlsx", gap, importer.Options{Edition: "2024-06"})
	if !errors.Is(err, importer.ErrNoTable) || !strings.Contains(r.String(), "leave some out") {
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
	_, r, err = importer.ImportBytes(allies(t), "a.xlsx", twice, importer.Options{Edition: "2024-06"})
	if err != nil || !strings.Contains(r.String(), "a second table of share_gdp") {
		t.Errorf("%v\n%v", err, r)
	}
}

// Totals that are wrong are found, and are told from shares NATO typed.
func TestChecks(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*excelize.File)
		want   string
		wrong  bool
	}{
		"total": {func(f *excelize.File) { raise(t, f, "TABLE3", 1000) },
			"usd_current NATO_TOTAL 2014", true},
		"parts": {func(f *excelize.File) { raise(t, f, "TABLE12", 3) },
			"equipment_pct ALB 2014: the four parts add to 103.000", true},
		"share": {func(f *excelize.File) { raise(t, f, "TABLE1", 1) },
			"share_gdp ALB 2014: 2.35 is printed, money over GDP is 1.347", true},
		"typed": {func(f *excelize.File) { raise(t, f, "TABLE1", 0.03) },
			"share_gdp ALB 2014: 1.38 is printed, money over GDP is 1.347", false},
	} {
		content := layout{change: c.change}.make(t, embedded(t, "2024-06"))
		e, r, err := importer.ImportBytes(allies(t), "a.xlsx", content, importer.Options{Edition: "2024-06"})
		if err != nil || !strings.Contains(r.String(), c.want) || (e.Wrong() > 0) != c.wrong {
			t.Errorf("%s: %v\n%v", name, err, r)
		}
	}
}

// raise adds to the same ally and year of any sheet.
func raise(t *testing.T, f *excelize.File, sheet string, by float64) {
	t.Helper()
	const cell = "D11"
	raw, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	must(t, err)
	v, err := strconv.ParseFloat(raw, 64)
	must(t, err, f.SetCellValue(sheet, cell, v+by))
}

// The edition's date: what is said goes before what the file says.
func TestDates(t *testing.T) {
	content := shareSheet(t, func(f *excelize.File) {
		must(t, f.SetDocProps(&excelize.DocProperties{Modified: "2027-07-05T10:00:00Z"}))
	})
	for name, c := range map[string]struct {
		opt  importer.Options
		want string
	}{
		"270630-def-exp.xlsx":     {importer.Options{}, "2027-06 2027-06-30"},
		"def-2027-06-29.xlsx":     {importer.Options{}, "2027-06 2027-06-29"},
		"x20270628y.xlsx":         {importer.Options{}, "2027-06 2027-06-28"},
		"defexp.xlsx":             {importer.Options{}, "2027-07 2027-07-05"},
		"pr-2016-11-def.xlsx":     {importer.Options{}, "2027-07 2027-07-05"},
		"270101-def-exp.xlsx":     {importer.Options{Published: "2027-08-01"}, "2027-08 2027-08-01"},
		"270102-def-exp.xlsx":     {importer.Options{Edition: "2027-06-draft"}, "2027-06-draft 2027-06-01"},
		"a1234567890-def-exp.xls": {importer.Options{Edition: "2027-06"}, "2027-06 2027-06-01"},
	} {
		e, _, err := importer.ImportBytes(allies(t), name, content, c.opt)
		if err != nil || e.ID+" "+e.Published != c.want {
			t.Errorf("%s: %v, %v", name, e, err)
		}
	}
	for _, opt := range []importer.Options{{Edition: "../x"}, {Edition: "2027"}, {Edition: "2027-13"}, {Published: "soon"}} {
		if _, _, err := importer.ImportBytes(allies(t), "a.xlsx", content, opt); !errors.Is(err, importer.ErrUsage) {
			t.Errorf("%v: %v", opt, err)
		}
	}
}

// A workbook in the manner of SIPRI's: fractions shown as percent, estimates in
// blue, figures that are uncertain in red.
func TestSIPRIMade(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	must(t, f.SetCellValue("Sheet1", "B2", "Military expenditure by country as percentage of gross domestic product, 1949–2026  © SIPRI 2027"))
	for cell, v := range map[string]any{
		"B5": "Country", "C5": "Notes", "D5": 2024, "E5": 2025, "F5": 2026,
		"B6": "Europe", "B7": "Belgium", "C7": "§4", "D7": 0.0123456789, "E7": 0.013, "F7": "...",
		"B8": "Iceland", "D8": 0, "E8": 0, "F8": 0, "B9": "Yugoslavia", "D9": 0.02, "B10": "United States of America", "F10": 0.03,
	} {
		must(t, f.SetCellValue("Sheet1", cell, v))
	}
	for cell, colour := range map[string]string{"D7": "", "E7": "0000FF", "D8": "", "E8": "", "F8": "", "F10": "FF0000"} {
		style := &excelize.Style{NumFmt: 10}
		if colour != "" {
			style.Font = &excelize.Font{Color: colour}
		}
		id, err := f.NewStyle(style)
		must(t, err, f.SetCellStyle("Sheet1", cell, cell, id))
	}
	b, err := f.WriteToBuffer()
	must(t, err)
	e, r, err := importer.ImportBytes(allies(t), "SIPRI-Milex_v1.0.xlsx", b.Bytes(), importer.Options{Published: "2027-04-26"})
	must(t, err)
	want := "code,2024,2025,2026\nBEL,1.234568,1.3e,\nISL,0,0,0\nUSA,,,3\n"
	if got := string(filesOf(t, e)["sipri/2027-04.csv"]); got != want {
		t.Errorf("%s\nnot %s", got, want)
	}
	if e.ID != "sipri-2027-04" || !strings.HasSuffix(e.Title, "2024–2026, v1.0") || !strings.Contains(r.String(), "1 figures are printed in red") {
		t.Errorf("%v\n%v", e.Record, r)
	}
}
