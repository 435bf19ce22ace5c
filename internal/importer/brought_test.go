package importer_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"allyscope/internal/importer"
	"allyscope/internal/save"
)

// number returns the XML of a cell with a number in a style.
func number(cell, style, v string) string {
	return `<c r="` + cell + `" s="` + style + `"><v>` + v + `</v></c>`
}

// brought imports a workbook as a series. It returns the table as it would be stored and the
// report, or the error.
func brought(t *testing.T, p parts) (kept, said string) {
	t.Helper()
	p = p.with("xl/styles.xml", `<styleSheet>`+
		`<numFmts><numFmt numFmtId="164" formatCode="0.00 &quot;% of GDP&quot;"/></numFmts>`+
		`<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`)
	e, r, err := importer.ImportBytes(held(t), "wb.xlsx", pack(t, p), asSeries())
	if err != nil {
		return "", err.Error()
	}
	return filesOf(t, e)["series/world-bank/share_gdp.csv"], r.String()
}

// A cell is read as the sheet shows it: Excel stores 0.032, shown as 3.2 %, as 3.2E-2, TRUE as 1
// and a date as a number of days.
func TestSeriesFromCells(t *testing.T) {
	head := row(1, "Country", "2023", "2024")
	poland := func(cells string) parts {
		return oneSheet(head + `<row r="2"><c r="A2" t="inlineStr"><is><t>Poland</t></is></c>` + cells + `</row>`)
	}
	for _, c := range []struct {
		what string
		p    parts
		kept string
		said string
	}{
		{"seventeen digits", poland(number("B2", "0", "3.2000000000000002") + number("C2", "0", "3.7E0")), "code,2023,2024\nPOL,3.2,3.7\n", ""},
		{"per cent", poland(number("B2", "1", "3.2000000000000001E-2") + number("C2", "1", "0.037")), "code,2023,2024\nPOL,3.2,3.7\n", ""},
		{"per cent in words", poland(number("B2", "3", "3.2") + number("C2", "3", "3.7")), "code,2023,2024\nPOL,3.2,3.7\n", ""},
		{"some in per cent", poland(number("B2", "1", "3.2E-2") + number("C2", "0", "0.037")), "", "its figures are at most 0.037: they look like fractions"},
		{"true", poland(number("B2", "0", "3") + `<c r="C2" t="b"><v>1</v></c>`), "code,2023\nPOL,3\n", `"POL 2024: TRUE": not a number`},
		{"no result", poland(number("B2", "0", "3") + `<c r="C2"><f>1+1</f></c>`), "code,2023\nPOL,3\n", `"POL 2024: a formula without its result": not a number`},
		{"empty result", poland(number("B2", "0", "3") + `<c r="C2" t="str"><f>""</f><v></v></c>`), "code,2023\nPOL,3\n", ""},
		{
			"years as dates",
			oneSheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>Country</t></is></c>` + number("B1", "2", "45291") + number("C1", "2", "45657") + `</row>` + row(2, "Poland", "3", "4")),
			"", `it begins with "Country,45291 (a date),45657 (a date)"; expected are`,
		},
		{"why none", poland(`<c r="B2" t="inlineStr"><is><t>3,2</t></is></c>`), "", `its rows have no figure for an ally: sheet T row 2, "POL 2023: 3,2": not a number`},
	} {
		kept, said := brought(t, c.p)
		if kept != c.kept || !strings.Contains(said, c.said) || c.said == "" && strings.Contains(said, "skipped") {
			t.Errorf("%s: %q\n%s", c.what, kept, said)
		}
	}
}

// An empty text is a result of a formula, in NATO's layout, too.
func TestFormulaOfNothing(t *testing.T) {
	rows := row(1, "Table 1 : Defence expenditure as a share of GDP") + row(2, "", "2014", "2015") +
		`<row r="3"><c r="A3" t="inlineStr"><is><t>Albania</t></is></c>` + number("B3", "0", "1.35") + `<c r="C3" t="str"><f>""</f><v></v></c></row>`
	if _, _, err := importer.ImportBytes(held(t), "a.xlsx", pack(t, oneSheet(rows)), importer.Options{Edition: "2027-06"}); err != nil {
		t.Error(err)
	}
}

// A series is one table. Other sheets and tables below it are reported, and a hidden sheet is read
// only if no other can be.
func TestSeriesIsOneTable(t *testing.T) {
	const kept = "code,2023,2024\nPOL,3,4\n"
	book := oneSheet(row(1, "Country", "2023", "2024")+row(2, "Poland", "1", "1")).
		with("xl/worksheets/sheet2.xml", `<worksheet><sheetData>`+row(1, "Country", "2023", "2024")+row(2, "Poland", "3", "4")+`</sheetData></worksheet>`)
	book["xl/workbook.xml"] = strings.Replace(book["xl/workbook.xml"], `r:id="rId1"/>`, `r:id="rId1" state="hidden"/><sheet name="U" sheetId="2" r:id="rId2"/>`, 1)
	book["xl/_rels/workbook.xml.rels"] = strings.Replace(book["xl/_rels/workbook.xml.rels"], "</R", `<Relationship Id="rId2" Type="x/worksheet" Target="worksheets/sheet2.xml"/></R`, 1)
	if got, said := brought(t, book); got != kept || !strings.Contains(said, `sheet T, "T": a series is read from one sheet`) {
		t.Errorf("two sheets: %q\n%s", got, said)
	}
	for _, second := range [][]string{{"Country", "2023", "2024"}, {"", "2021", "2022"}} {
		got, said := brought(t, oneSheet(row(1, "Country", "2023", "2024")+row(2, "Poland", "3", "4")+
			row(4, "Equipment")+row(5, second...)+row(6, "Poland", "20", "21")+row(7, "Spain", "30", "31")))
		if got != kept || !strings.Contains(said, "another table begins here and is not read") {
			t.Errorf("%v: %q\n%s", second, got, said)
		}
	}
	// A row that looks like years may have another country's figures, belong to the head, or repeat
	// it on a new page.
	head, poland := row(1, "Country", "2022", "2023", "2024"), row(3, "Poland", "2", "3", "4")
	for _, other := range []string{
		row(2, "Narnia", "1990", "2020") + poland, row(2, "Fiscal year", "2022", "2023", "2024") + poland,
		row(2, "Spain", "5", "5", "5") + row(3, "Narnia", "900", "2010", "2011") + row(4, "Poland", "2", "3", "4"),
		row(2, "Spain", "5", "5", "5") + row(3, "Country", "2022", "2023", "2024") + row(4, "Poland", "2", "3", "4"),
	} {
		if got, said := brought(t, oneSheet(head+other)); !strings.Contains(got, "POL,2,3,4\n") {
			t.Errorf("%s: %q\n%s", other, got, said)
		}
	}
}

// Text in columns is recognised however it begins, and the error for other files names their
// kind.
func TestBeginningsOfFiles(t *testing.T) {
	const rows = "Country,2023,2024\nPoland,3,4\n"
	for name, content := range map[string]string{
		"a line above": "Military expenditure\n" + rows, "a head of two lines": "\"Country\nname\",2023,2024\nPoland,3,4\n",
		"old Mac": strings.ReplaceAll(rows, "\n", "\r"), "DataBank": "Country,2023 [YR2023],2024 [YR2024]\nPoland,3,4\n", "R": "Country,2023,2024\nPoland,3e+00,4\n",
		"like an archive": "PK,Country,2023,2024\n1,Poland,3,4\n", "blanks behind": "Country,2023,2024\nPoland,3,4, \n",
	} {
		e, _, err := importer.ImportBytes(held(t), name, []byte(content), asSeries())
		if err != nil || filesOf(t, e)["series/world-bank/share_gdp.csv"] != "code,2023,2024\nPOL,3,4\n" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, c := range []struct{ content, says string }{
		{"\xef\xbb\xbf", "it is empty"},
		{"\n \n", "it is empty"},
		{"Country|2023\nPoland|3\n", "it is text without columns separated by commas, semicolons or tabs"},
		{"L\xe4nder;2023\nPoland;3\n", "line 1 is not UTF-8, but perhaps Latin-1"},
		{"C\x00,\x002\x00", "UTF-16 without a byte order mark"},
		{string(pack(t, parts{"content.xml": "<x/>", "mimetype": "x"})), "in OpenDocument's format: save it as .xlsx or CSV"},
		{"Country,2023,2024\nSpain,1,2\nPoland,3,2,3,7\n", "line 3: 5 fields, but the head line has 3: a number with a comma needs quotation marks"},
		{"Country;Date;Value\nPoland;31.12.2024;3,2\n", `it begins with "Country,Date,Value"`}, // a date is not a number with points
	} {
		if _, _, err := importer.ImportBytes(held(t), "wb.csv", []byte(c.content), asSeries()); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v, not %s", c.content, err, c.says)
		}
	}
	opt := importer.Options{Edition: "2026-09-draft", Published: "2026-09-01"}
	if _, _, err := importer.ImportBytes(held(t), "share_gdp.csv", []byte("sep=;\ncode;2024\nPOL;3,75\n"), opt); err != nil {
		t.Error(err)
	}
	if _, _, err := importer.ImportBytes(held(t), "share_gdp.csv", []byte("sep=;\ncode;2024\nQQQ;3,75\n"), opt); err == nil || !strings.Contains(err.Error(), "line 3: ") {
		t.Error(err)
	}
	// Extra fields are accepted if they are empty, and in notes.
	for _, content := range []string{"Country,2023,2024\nPoland,3,4,,\n", rows + "Source: own, as of today, with care, and more\n"} {
		if _, _, err := importer.ImportBytes(held(t), "wb.csv", []byte(content), asSeries()); err != nil {
			t.Errorf("%q: %v", content, err)
		}
	}
}

// The note on unknown rows names at most 200 of them.
func TestManyUnknownRows(t *testing.T) {
	content := "Country,2024\nPoland,3\n"
	for n := range 1000 {
		content += fmt.Sprintf("Narnia %dth,2\n", n)
	}
	_, r, err := importer.ImportBytes(held(t), "wb\n  kept.csv", []byte(content), asSeries())
	if !strings.HasPrefix(r.String(), "wb kept.csv: CSV\n") { // the name stays on one line
		t.Error(r)
	}
	if err != nil || !strings.Contains(r.String(), "not used (1000): Narnia 0th, ") || !strings.Contains(r.String(), ", Narnia 199th and 800 more\n") {
		t.Errorf("%v\n%s", err, r)
	}
}

// The error names a limit once.
func TestTooLargeOnce(t *testing.T) {
	_, _, err := importer.ImportBytes(held(t), "wb.xlsx", pack(t, oneSheet(row(1, "a")+row(5001, "b"))), asSeries())
	if !errors.Is(err, importer.ErrTooLarge) || strings.Count(err.Error(), "too large") != 1 {
		t.Error(err)
	}
}

// Options that have no use for the file are refused, not ignored.
func TestNoOptionIsIgnored(t *testing.T) {
	const series, tables = "Country,2024\nPoland,3\n", "code,2024\nPOL,3.00\n"
	for _, c := range []struct {
		content string
		opt     importer.Options
		says    string
	}{
		{series, importer.Options{Edition: "wb", Measure: "share_gdp", PriceBase: "2015"}, "--price-base is for NATO's tables as CSV"},
		{tables, importer.Options{Edition: "2025-06", Scale: "100"}, "--scale is for a series of your own, with --measure"},
		{tables, importer.Options{Edition: "wb"}, `edition "wb": expected a month such as 2027-06, or --measure for a series of your own`},
		{string(shareSheet(t, nil)), importer.Options{Edition: "2025-06", PriceBase: "2015"}, "--price-base is for NATO's tables as CSV"},
	} {
		if _, _, err := importer.ImportBytes(held(t), "share_gdp.csv", []byte(c.content), c.opt); !errors.Is(err, importer.ErrUsage) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v", c.opt, err)
		}
	}
}

// The exported folder of a series can be imported under another name and with another date.
func TestSeriesFolderUnderAnotherName(t *testing.T) {
	e, _, err := importer.ImportBytes(held(t), "wb.csv", []byte("Country,2024\nPoland,3\n"), asSeries())
	must(t, err)
	tree, err := e.Tree()
	must(t, err)
	dir := filepath.Join(t.TempDir(), "wb")
	must(t, save.Folder(dir, tree))
	again, _, err := importer.Import(held(t), dir, importer.Options{Edition: "World Bank 2", Published: "2025-05-01"})
	if err != nil || again.ID != "world-bank-2" || again.Published != "2025-05-01" {
		t.Errorf("%+v, %v", again, err)
	}
	for _, c := range []struct {
		opt  importer.Options
		says string
	}{
		{importer.Options{Edition: "2027-06"}, "cannot name a series"},
		{importer.Options{Published: "2023-05-01"}, "it has figures for 2024"},
		{importer.Options{Measure: "share_gdp"}, "the tables in a folder name their measures"},
		{importer.Options{Scale: "10"}, "the tables in a folder name their measures"},
	} {
		if _, _, err := importer.Import(held(t), dir, c.opt); !errors.Is(err, importer.ErrUsage) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v", c.opt, err)
		}
	}
}

// The scale does not apply to figures with a per cent sign.
func TestPerCentIsNotScaled(t *testing.T) {
	opt := asSeries()
	opt.Scale = "100"
	e, _, err := importer.ImportBytes(held(t), "wb.csv", []byte("Country,2023,2024\nPoland,3.2%,0.04\n"), opt)
	if err != nil || filesOf(t, e)["series/world-bank/share_gdp.csv"] != "code,2023,2024\nPOL,3.2,4\n" {
		t.Error(err)
	}
}
