package report

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// The parts of a workbook that are the same in each. It is written by hand, since
// a library that can do all that spreadsheets can costs every start of the program.
const (
	xlsxTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`
	xlsxSheetType = `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`
	xlsxRoot      = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + xlsxRelation + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	xlsxRelation = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	xlsxMain     = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	// The styles are, in this order: plain, the head, and numbers with so many
	// decimals as were printed.
	xlsxStyles = `<styleSheet ` + xlsxMain + `><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts>` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">` +
		`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="bottom" wrapText="1"/></xf>` +
		`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
		`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
		`<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`
)

// The styles of cells, by their places in xlsxStyles.
const (
	xlsxText = iota
	xlsxHead
	xlsxOther   // text that is not wrapped, and numbers with more decimals than are printed
	xlsxNumbers // with no decimal; behind it with one, and with two
)

// xlsxSheet is one sheet.
type xlsxSheet struct {
	name string
	xml  string
	last string // the last cell of its table; empty: it has none
}

// writeXLSX writes a workbook: a sheet for each table with the columns of CSV, and
// one that says where they come from.
func writeXLSX(b *bytes.Buffer, d *document.Document, o Options) error {
	var sheets []xlsxSheet
	add := func(name string, x xlsxSheet) {
		x.name = xlsxName(name, sheets)
		sheets = append(sheets, x)
	}
	for i, t := range d.Data() {
		if i == 0 || len(t.Rows) > 0 {
			add(cmp.Or(t.Title, strings.ReplaceAll(t.ID, "_", " ")), xlsxTable(&t, o.Machine))
		}
	}
	add("source", xlsxAbout(d, o))

	types, book, relations, filters := xlsxTypes, "", "", ""
	z := zip.NewWriter(b)
	put := func(name, content string) error {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, xml.Header+content)
		}
		return err
	}
	for i, s := range sheets {
		types += fmt.Sprintf(xlsxSheetType, i+1)
		book += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="rId%[2]d"/>`, xmlText(s.name), i+1)
		relations += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%[1]d.xml"/>`, i+1, xlsxRelation)
		if s.last != "" {
			filters += fmt.Sprintf(`<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">'%s'!$A$1:%s</definedName>`, i, xmlText(s.name), s.last)
		}
		if err := put(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), s.xml); err != nil {
			return err
		}
	}
	if filters != "" {
		filters = "<definedNames>" + filters + "</definedNames>"
	}
	for _, part := range [...][2]string{
		{"[Content_Types].xml", types + "</Types>"}, {"_rels/.rels", xlsxRoot}, {"xl/styles.xml", xlsxStyles},
		{"xl/workbook.xml", `<workbook ` + xlsxMain + ` xmlns:r="` + xlsxRelation + `"><sheets>` + book + `</sheets>` + filters + `</workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + relations +
			fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(sheets)+1, xlsxRelation)},
	} {
		if err := put(part[0], part[1]); err != nil {
			return err
		}
	}
	return z.Close()
}

// xlsxName is a name that a sheet can have and none has yet.
func xlsxName(name string, sheets []xlsxSheet) string {
	const longest = 28 // of 31, with room for a number
	name = format.Capital(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, name))
	if r := []rune(name); len(r) > longest {
		name = string(r[:longest])
	}
	for n, first := 2, name; slices.ContainsFunc(sheets, func(s xlsxSheet) bool { return strings.EqualFold(s.name, name) }); n++ {
		name = first + " " + strconv.Itoa(n)
	}
	return name
}

// xmlText is a text within XML. What would steer a terminal is marked.
func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(cell.Visible(s))) // memory takes it all
	return b.String()
}

// rows writes rows of cells, of which each has its place as an attribute.
type rows struct {
	xml    strings.Builder
	n      int
	widths []int
}

func (r *rows) row(cells ...func(at string) string) {
	r.n++
	fmt.Fprintf(&r.xml, `<row r="%d">`, r.n)
	for i, c := range cells {
		r.xml.WriteString(c(xlsxColumn(i) + strconv.Itoa(r.n)))
	}
	r.xml.WriteString("</row>")
}

// text is a cell of words, and widens its column.
func (r *rows) text(i int, s string, style int) func(at string) string {
	const widest = 48
	for len(r.widths) <= i {
		r.widths = append(r.widths, 8)
	}
	if r.widths[i] = max(r.widths[i], min(cell.Width(s)+2, widest)); style == xlsxHead {
		r.widths[i] = min(r.widths[i], 24)
	}
	return func(at string) string {
		return fmt.Sprintf(`<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, style, xmlText(s))
	}
}

// value is a cell of a table: a number is one, and what is missing is left empty.
func (r *rows) value(i int, c *table.Cell, machine bool) func(at string) string {
	switch {
	case c.Kind == table.IsMissing:
		return func(string) string { return "" }
	case c.Kind != table.IsNumber:
		return r.text(i, c.Field(machine), xlsxOther)
	}
	style := xlsxOther
	if _, decimals, _ := strings.Cut(c.Data, "."); len(decimals) <= 2 {
		style = xlsxNumbers + len(decimals)
	}
	return func(at string) string { return fmt.Sprintf(`<c r="%s" s="%d"><v>%s</v></c>`, at, style, c.Data) }
}

// sheet is the sheet of the rows, the first of them frozen where they are a table.
func (r *rows) sheet(frozen bool) xlsxSheet {
	s, view, filter := xlsxSheet{}, "", ""
	if frozen && r.n > 1 {
		s.last = "$" + xlsxColumn(len(r.widths)-1) + "$" + strconv.Itoa(r.n)
		filter = `<autoFilter ref="A1:` + strings.ReplaceAll(s.last, "$", "") + `"/>`
		view = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
	}
	var columns strings.Builder
	for i, w := range r.widths {
		fmt.Fprintf(&columns, `<col min="%d" max="%[1]d" width="%d" customWidth="1"/>`, i+1, w)
	}
	s.xml = `<worksheet ` + xlsxMain + `>` + view + `<cols>` + columns.String() + `</cols><sheetData>` + r.xml.String() + `</sheetData>` + filter + `</worksheet>`
	return s
}

// xlsxColumn is what a column is called: A to Z, AA and on.
func xlsxColumn(i int) string {
	name := string(rune('A' + i%26))
	if i >= 26 {
		return xlsxColumn(i/26-1) + name
	}
	return name
}

func xlsxTable(t *table.Table, machine bool) xlsxSheet {
	r := &rows{}
	var shown []int
	var head []func(string) string
	for i := range t.Columns {
		if c := &t.Columns[i]; c.On&table.OnCSV != 0 {
			name := c.Heading()
			if machine {
				name = c.ID
			}
			head = append(head, r.text(len(shown), name, xlsxHead))
			shown = append(shown, i)
		}
	}
	r.row(head...)
	for j := range t.Rows {
		var line []func(string) string
		for k, i := range shown {
			line = append(line, r.value(k, &t.Rows[j].Cells[i], machine))
		}
		r.row(line...)
	}
	return r.sheet(true)
}

// xlsxAbout is the sheet that says what is shown and whose figures they are.
func xlsxAbout(d *document.Document, o Options) xlsxSheet {
	r := &rows{}
	say := func(what string, texts ...string) {
		for _, s := range texts {
			if s != "" {
				r.row(r.text(0, what, xlsxHead), r.text(1, s, xlsxText))
			}
		}
	}
	say("Title", d.Title)
	say("Edition", d.Edition)
	say("Level", d.Level)
	say("Result", d.Result)
	say("In short", d.Sentence)
	for _, s := range d.Sections {
		say(s.Title, s.Lines...)
	}
	say("Remark", d.Remarks...)
	say("Note", d.Notes...)
	say("Source", d.Citation)
	say("Command", o.Command)
	s := r.sheet(false)
	s.xml = strings.Replace(s.xml, `<col min="2" max="2" width="48"`, `<col min="2" max="2" width="100"`, 1)
	return s
}
