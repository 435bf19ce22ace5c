package importer_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"allyscope/internal/importer"
)

// parts are the files of a workbook.
type parts map[string]string

// pack returns the archive of the parts.
func pack(t testing.TB, p parts) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		text := p[name]
		w, err := z.CreateHeader(&zip.FileHeader{Name: name}) // stored as it is
		must(t, err)
		_, err = io.WriteString(w, text)
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// oneSheet returns the parts of a workbook with one sheet of these rows.
func oneSheet(rows string) parts {
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	return parts{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rel + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook ` + ns + `><sheets><sheet name="T" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rel + `worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet ` + ns + `><sheetData>` + rows + `</sheetData></worksheet>`,
	}
}

// with adds or replaces a part, and returns the parts.
func (p parts) with(name, text string) parts {
	p[name] = text
	return p
}

// row returns the XML of a row of cells with texts.
func row(n int, texts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, n)
	for i, text := range texts {
		if text != "" {
			fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, n, text)
		}
	}
	return b.String() + "</row>"
}

func TestBadFiles(t *testing.T) {
	ds := held(t)
	good := shareSheet(t, nil)
	for name, c := range map[string]struct {
		content []byte
		is      error
		says    string
	}{
		"empty":          {nil, importer.ErrNotWorkbook, "empty"},
		"truncated":      {good[:len(good)/2], importer.ErrNotWorkbook, "broken or cut short"},
		"cut by a byte":  {good[:len(good)-30], importer.ErrNotWorkbook, "broken or cut short"},
		"noise":          {bytes.Repeat([]byte{0x9c, 0x01, 0xff}, 1000), importer.ErrNotWorkbook, "does not begin"},
		"xls":            {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 more"), importer.ErrNotWorkbook, ".xls"},
		"pdf":            {[]byte("%PDF-1.7 …"), importer.ErrNotWorkbook, "PDF"},
		"zip":            {pack(t, parts{"a.txt": "a"}), importer.ErrNotWorkbook, "without a workbook"},
		"xlsb":           {pack(t, parts{"xl/workbook.bin": "a"}), importer.ErrNotWorkbook, ".xlsb"},
		"no table":       {pack(t, oneSheet(row(1, "hello"))), importer.ErrNoTable, `begin with "hello"`},
		"nothing":        {pack(t, oneSheet("")), importer.ErrNoTable, "sheets are empty"},
		"broken sheet":   {pack(t, oneSheet("<row><c></row>").with("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row></")), importer.ErrNotWorkbook, "broken"},
		"utf-16":         {pack(t, oneSheet("").with("xl/worksheets/sheet1.xml", "\xff\xfe<\x00s\x00")), importer.ErrNotWorkbook, "UTF-8"},
		"other encoding": {pack(t, oneSheet("").with("xl/worksheets/sheet1.xml", `<?xml version="1.0" encoding="hz-gb-2312"?><worksheet/>`)), importer.ErrNotWorkbook, "hz-gb-2312"},
		"out of order":   {pack(t, oneSheet(`<row r="1"><c r="Z1"/><c r="C1"/></row>`)), importer.ErrNotWorkbook, "out of order"},
		"last row":       {pack(t, oneSheet(`<row r="1048576"><c r="A1048576"><f>1</f></c></row>`)), importer.ErrTooLarge, "row"},
		"far row":        {pack(t, oneSheet(`<row r="99999999999999999999"><c><v>1</v></c></row>`)), importer.ErrTooLarge, "row"},
		"last column":    {pack(t, oneSheet(`<row r="1"><c r="XFD1"><v>1</v></c></row>`)), importer.ErrTooLarge, "column"},
		"wide rows":      {pack(t, oneSheet(wide())), importer.ErrTooLarge, "span"},
		"many cells":     {pack(t, oneSheet(`<row r="1">`+strings.Repeat(`<c/>`, 1_100_000)+`</row>`)), importer.ErrTooLarge, "elements"},
		"attributes":     {pack(t, oneSheet(strings.Repeat(`<a`+strings.Repeat(` a=""`, 1900)+`/>`, 750)).with("xl/styles.xml", strings.Repeat(`<a`+strings.Repeat(` a=""`, 1900)+`/>`, 750)).with("xl/sharedStrings.xml", strings.Repeat(`<a`+strings.Repeat(` a=""`, 1900)+`/>`, 750))), importer.ErrTooLarge, "attributes"},
		"one element":    {pack(t, oneSheet(`<row r="1"`+strings.Repeat(` a="1"`, 1_000_000)+`/>`)), importer.ErrTooLarge, "attributes"},
		"number format":  {pack(t, oneSheet("").with("xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="`+strings.Repeat("0", 300)+`"/></numFmts></styleSheet>`)), importer.ErrTooLarge, "number format"},
		"100,000 sheets": {pack(t, oneSheet("").with("xl/workbook.xml", `<workbook><sheets>`+strings.Repeat(`<sheet name="a" sheetId="1"/>`, 100_000)+`</sheets></workbook>`)), importer.ErrTooLarge, "sheets"},
		"text":           {pack(t, loud()), importer.ErrTooLarge, "text in the cells"},
	} {
		before := allocated()
		e, _, err := importer.ImportBytes(ds, name+".xlsx", c.content, importer.Options{Edition: "2027-06"})
		if e != nil || !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, %v", name, e, err)
		}
		if n := allocated() - before; n > 512<<20 {
			t.Errorf("%s: %d MB were allocated on the way to: %v", name, n>>20, err)
		}
	}
}

// What no cell needs does not matter: unused parts in any encoding, rows in other parts,
// merged areas, and the format of empty cells.
func TestWhatNoCellNeeds(t *testing.T) {
	rows := row(1, "Table 1 : Defence expenditure as a share of GDP") + row(2, "", "2014", "2015") + row(3, "Albania", "1.35", "1.16")
	ends := `<row r="4"><c r="A4" x:r="B4" s="1"/><c r="XFD4" s="1"/></row><row r="1048576"/>`
	odd := oneSheet(rows+ends).with("customXml/item1.xml", "\xff\xfe<\x00a\x00/\x00>\x00").
		with("xl/calcChain.xml", `<calcChain><row r="9999999"/></calcChain>`)
	const sheet = "xl/worksheets/sheet1.xml"
	odd[sheet] = strings.Replace(odd[sheet], "</sheetData>", "</sheetData><mergeCells>"+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 2000)+"</mergeCells>", 1)
	odd[sheet] = strings.Replace(odd[sheet], "<worksheet ", `<worksheet xmlns:x="urn:x" `, 1)
	for name, p := range map[string]parts{"plain": oneSheet(rows), "odd": odd} {
		e, _, err := importer.ImportBytes(held(t), name+".xlsx", pack(t, p), importer.Options{Edition: "2027-06"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := tablesOf(t, e)[0].Printed(); got != "code,2014,2015\nALB,1.35,1.16\n" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// wide returns a thousand rows that each use only a far column.
func wide() string {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, `<row r="%d"><c r="ZZ%d"><v>1</v></c></row>`, i+1, i+1)
	}
	return b.String()
}

// loud returns a workbook whose cells all share one long text.
func loud() parts {
	var cells strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&cells, `<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>`, i+1, i+1)
	}
	return oneSheet(cells.String()).
		with("xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>`+strings.Repeat("loud ", 20_000)+`</t></si></sst>`).
		with("xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`)
}

// blanks returns a workbook with count parts of n blanks each. The directory claims that a part
// has the size claimed.
func blanks(t *testing.T, n, claimed uint64, count int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("xl/workbook.xml")
	must(t, err)
	_, err = io.WriteString(w, "<workbook/>")
	must(t, err)
	for i := range count {
		name := "xl/styles.xml" // a part that is read
		if i > 0 {
			name = fmt.Sprintf("xl/worksheets/sheet%d.xml", i)
		}
		w, err := z.Create(name)
		must(t, err)
		_, err = io.CopyN(w, endless{}, int64(n))
		must(t, err)
	}
	must(t, z.Close())
	if claimed == n {
		return b.Bytes()
	}
	// The directory at the end is what counts: forge the size there.
	out := b.Bytes()
	size := binary.LittleEndian.AppendUint32(nil, uint32(n))
	at := bytes.LastIndex(out, size)
	copy(out[at:], binary.LittleEndian.AppendUint32(nil, uint32(claimed)))
	return out
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestBombs(t *testing.T) {
	ds := held(t)
	for name, c := range map[string]struct {
		content []byte
		is      error
	}{
		"one part":     {blanks(t, 100<<20, 100<<20, 1), importer.ErrTooLarge},
		"packed tight": {blanks(t, 4<<20, 4<<20, 1), importer.ErrTooLarge},
		"all parts":    {blanks(t, 1<<20, 1<<20, 40), importer.ErrTooLarge},
		"a lie":        {blanks(t, 6<<20, 1000, 1), importer.ErrNotWorkbook},
		"100,000":      {blanks(t, 1, 1, 100_000), importer.ErrTooLarge},
	} {
		before := allocated()
		_, _, err := importer.ImportBytes(ds, "bomb.xlsx", c.content, importer.Options{})
		if !errors.Is(err, c.is) {
			t.Errorf("%s: %v", name, err)
		}
		if n := allocated() - before; n > 128<<20 {
			t.Errorf("%s: %d MB were allocated", name, n>>20)
		}
	}
}

// Sizes are checked before anything is read.
func TestHugeFile(t *testing.T) {
	ds := held(t)
	dir := t.TempDir()
	for _, name := range []string{"huge.xlsx", "share_gdp.csv"} {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, []byte("code,2014\n"), 0o644), os.Truncate(path, 1<<30))
		before := allocated()
		if _, _, err := importer.Import(ds, path, importer.Options{}); !errors.Is(err, importer.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
		if n := allocated() - before; n > 1<<20 {
			t.Errorf("%s: %d bytes were allocated", name, n)
		}
	}
	if _, _, err := importer.Import(ds, dir, importer.Options{Edition: "2027-06"}); !errors.Is(err, importer.ErrTooLarge) {
		t.Errorf("folder: %v", err)
	}
	if _, _, err := importer.ImportBytes(ds, "a", make([]byte, importer.MaxFile+1), importer.Options{}); !errors.Is(err, importer.ErrTooLarge) {
		t.Errorf("bytes: %v", err)
	}
	if _, err := os.Stat("/dev/zero"); err == nil {
		if _, _, err := importer.Import(ds, "/dev/zero", importer.Options{}); !errors.Is(err, importer.ErrTooLarge) {
			t.Errorf("device: %v", err)
		}
	}
	if _, _, err := importer.Import(ds, filepath.Join(dir, "none"), importer.Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// A workbook in French is refused, and the error quotes how it begins.
func TestAnotherLanguage(t *testing.T) {
	content := pack(t, oneSheet(row(1, "Tableau 1 : Dépenses de défense en pourcentage du PIB")+row(2, "Pays", "2014", "2015e")+row(3, "Albanie", "1.35", "1.16")))
	_, _, err := importer.ImportBytes(held(t), "fr.xlsx", content, importer.Options{Edition: "2027-06"})
	if !errors.Is(err, importer.ErrNoTable) || !strings.Contains(err.Error(), "Tableau 1 : Dépenses") || !strings.Contains(err.Error(), "English") {
		t.Error(err)
	}
}

func TestBadCSV(t *testing.T) {
	ds := held(t)
	long := "code,year,measure,published,value,unit,estimate\n"
	for content, says := range map[string]string{
		"code,2014\nALB,1.35\x00\n":                                        "line 2 contains a NUL byte",
		"code,2014\nALB,\xff\n":                                            "line 2 is not UTF-8, but perhaps Latin-1",
		"code;2014;2015\nALB;1,35;1.35\n":                                  "some numbers have a decimal comma, such as 1,35, and some a point, such as 1.35",
		"code;2014\nALB;1,350\n":                                           "commas, such as in 1,350, could separate thousands or be decimal commas",
		"code,2014\nALB,1.35,2\n":                                          "line 2: 3 fields, but the head line has 2",
		"code,2014\nXXX,1.35\n":                                            `"XXX" is neither an ally nor an aggregate`,
		"code,2014\nNATO_MOON,1.35\n":                                      `"NATO_MOON" is neither`,
		"code,2014\nALB,1.35\nALB,1.35\n":                                  "duplicate row of ALB",
		"code,2014\nALB,1.3.5\n":                                           `ALB 2014: "1.3.5" is not a plain decimal`,
		"code,2014\nALB,135\n":                                             "not a share from 0 to 100",
		"\n\ncountry,2014\nAlbania,1\n":                                    `line 3: the columns are "country,2014"`,
		"code,2014\n\n\nALB,135\n":                                         "line 4: ALB 2014",
		long + "ALB,2014,share_gdp,x,,%,0\nBEL,2014,share_gdp,x,,,0\n":     `"x" is not a plain decimal number; line 3: the unit of share_gdp is "" here and "%" before`,
		long + "\nALB,2014,mood,1,,%,0\n":                                  "line 3: \"mood\" is not a measure",
		"code,2014\nALB,Inf\n":                                             `ALB 2014: "Inf" is not a plain decimal`,
		"code,2014\nALB,1.3.5e\n":                                          `ALB 2014: "1.3.5e" is not a plain decimal`,
		"code,2014\nALB,NaN\n":                                             "not a plain decimal",
		"code,2015,2014\nALB,1,1\n":                                        "is out of order",
		"code,14\nALB,1\n":                                                 "is not a year",
		"code\nALB\n":                                                      "it is text without columns separated by commas, semicolons or tabs",
		"code,2014\n":                                                      "no rows",
		"code,2014\nALB,\n":                                                "no figure",
		"code,currency,2014\nALB,ALL,1\n":                                  "belongs only in tables in national currency",
		"code,2014\nALB,\"1\n":                                             "line 2: a quoted field does not end with its closing quotation mark",
		"code,2014\nALB,1\"1\n":                                            "line 2: a quotation mark is inside a field that does not begin with one",
		"country,2014\nAlbania,1\n":                                        `the columns are "country,2014"; expected are code,year,measure,published,value,unit,estimate, or code and years; a file in another layout`,
		"code," + strings.Repeat("2014,", 300) + "\nALB\n":                 "columns",
		"code,year,measure\nALB,2014,share_gdp\n":                          `no column "published"`,
		long + "ALB,2014,mood,1,,%,0\n":                                    `"mood" is not a measure`,
		long + "ALB,2014e,share_gdp,1,,%,0\n":                              "is not a year",
		long + "ALB,2014,share_gdp,,,%,0\n":                                "neither a printed figure nor a value",
		long + "ALB,2014,share_gdp,1,x,%,0\n":                              `"x" is not a number`,
		long + "ALB,2014,share_gdp,1,1,%,yes\n":                            "neither 0 nor 1",
		long + "ALB,2014,share_gdp,1,1,%,0\nALB,2014,share_gdp,1,1,%,0\n":  "a second figure",
		long + "ALB,2014,share_gdp,1,1,%,0\nBEL,2014,share_gdp,1,1,pp,0\n": "the unit of share_gdp",
		long + "ALB,2014,nat_current,1,1,\"m, current\",0\n":               "does not begin with a currency",
	} {
		_, _, err := importer.ImportBytes(ds, "share_gdp.csv", []byte(content), importer.Options{Edition: "2027-06"})
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.60q: %v, not %s", content, err, says)
		}
	}
	if _, _, err := importer.ImportBytes(ds, "my table.csv", []byte("code,2014\nALB,1.35\n"), importer.Options{}); !errors.Is(err, importer.ErrUsage) {
		t.Errorf("a table without a name: %v", err)
	}
	many := "code,2014\n" + strings.Repeat("XXX,1\n", 50)
	if _, _, err := importer.ImportBytes(ds, "share_gdp.csv", []byte(many), importer.Options{}); err == nil || !strings.Contains(err.Error(), "and ") || len(err.Error()) > 2000 {
		t.Errorf("many problems: %v", err)
	}
}

// Errors of tables and lists in a folder count lines as in the file, with empty lines and
// fields of several lines.
func TestLinesOfAFolder(t *testing.T) {
	const editions = "\nedition,title,published\n\n2027-06,\"T\nU\",2027-06-30\n\n2027-06,T,2027-06-30\n"
	for _, c := range []struct {
		files map[string]string
		says  string
	}{
		{map[string]string{"share_gdp.csv": "\ncode,2014\n\nALB,1.35\n\nBEL,135\n"}, "share_gdp.csv: line 6: BEL 2014: 135 is not a share"},
		{map[string]string{"share_gdp.csv": "code,2014\nALB,1.35\n", "share_gdp.unrounded.csv": "code,2014\n\n\nALB,NaN\n"},
			`share_gdp.unrounded.csv: line 4: ALB 2014: "NaN" is not a number`},
		{map[string]string{"share_gdp.csv": "\"code\",2014\n\nALB,\"1\n\"\nXXX,1\n"}, "share_gdp.csv: line 3: ALB 2014: \"1\\n\" is not a plain decimal number; share_gdp.csv: line 5: \"XXX\""},
		{map[string]string{"editions.csv": editions, "tables.csv": "edition,measure\n"}, "editions.csv: line 7: edition 2027-06 is listed twice"},
		{map[string]string{"editions.csv": editions[:50], "tables.csv": "edition;measure\n\n2027-06;share\n"}, `tables.csv: line 3: unknown measure "share"`},
	} {
		dir := t.TempDir()
		for name, text := range c.files {
			must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
		}
		_, _, err := importer.Import(held(t), dir, importer.Options{Edition: "2027-06"})
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v, not %s", c.files, err, c.says)
		}
	}
}

// CSV may begin with a byte order mark and end its lines as Windows does.
func TestCSVOfWindows(t *testing.T) {
	e, _, err := importer.ImportBytes(held(t), "share_gdp.csv", []byte("\ufeffcode,2014,2015e\r\nBEL,0.97,0.91\r\nALB,1.35,\r\n"), importer.Options{Edition: "2027-06"})
	must(t, err)
	want := "code,2014,2015e\nALB,1.35,\nBEL,0.97,0.91\n"
	if got := filesOf(t, e)["nato/2027-06/share_gdp.csv"]; got != want {
		t.Error(got)
	}
	e, _, err = importer.ImportBytes(held(t), "share_gdp.csv", []byte("code;2014;2015e\r\nBEL;0,97;0,91\r\nALB;1,35;\r\n"), importer.Options{Edition: "2027-06"})
	must(t, err) // with decimal commas, as where Windows is not English
	if got := filesOf(t, e)["nato/2027-06/share_gdp.csv"]; got != want {
		t.Error(got)
	}
	wide := []byte("\xff\xfe") // and may be UTF-16, as Windows calls Unicode
	for _, c := range []byte("code,2014,2015e\r\nBEL,0.97,0.91\r\nALB,1.35,\r\n") {
		wide = append(wide, c, 0)
	}
	e, _, err = importer.ImportBytes(held(t), "share_gdp.csv", wide, importer.Options{Edition: "2027-06"})
	must(t, err)
	if got := filesOf(t, e)["nato/2027-06/share_gdp.csv"]; got != want {
		t.Error(got)
	}
}

// Importing leaves nothing on the disk.
func TestNothingOnDisk(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	big := shareSheet(t, func(f *excelize.File) {
		for i := range 3000 {
			must(t, f.SetCellValue("TABLE1", fmt.Sprintf("Z%d", 100+i), strings.Repeat("x", 1000)))
		}
	})
	if _, _, err := importer.ImportBytes(held(t), "a.xlsx", big, importer.Options{Edition: "2024-06"}); err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}
