package report

import (
	"archive/zip"
	"bytes"
	"cmp"
	_ "embed"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// parts is the template of a workbook's parts, each under its name. It is written
// by hand, since a library that can do all that spreadsheets can costs every start of
// the program.
//
//go:embed workbook.xml
var parts string

// The styles of cells, by their places in workbook.xml.
const (
	xlsxText = iota
	xlsxHead
	xlsxOther   // text that is not wrapped, and numbers with more decimals than are printed
	xlsxNumbers // with no decimal; behind it with one, and with two
)

// xlsxSheet is one sheet.
type xlsxSheet struct {
	Name   string
	Number int // from 1
	Widths []int
	Cells  string // its rows, as XML
	Last   string // the last cell of its table; empty: it has none
}

// Part is where the sheet stands in the workbook.
func (s xlsxSheet) Part() string { return fmt.Sprintf("xl/worksheets/sheet%d.xml", s.Number) }

// End is the last cell of its table in plain letters and digits.
func (s xlsxSheet) End() string { return strings.ReplaceAll(s.Last, "$", "") }

// writeXLSX writes a workbook: a sheet for each table with the columns of CSV, and
// one that says where they come from.
func writeXLSX(b *bytes.Buffer, d *document.Document, o Options) error {
	var sheets []xlsxSheet
	add := func(name string, x xlsxSheet) {
		x.Name, x.Number = xlsxName(name, sheets), len(sheets)+1
		sheets = append(sheets, x)
	}
	for i, t := range d.Data() {
		if i == 0 || len(t.Rows) > 0 {
			add(cmp.Or(t.Title, strings.ReplaceAll(t.ID, "_", " ")), xlsxTable(&t, o.Machine))
		}
	}
	add("source", xlsxAbout(d, o))

	t, err := template.New("").Funcs(template.FuncMap{"xml": xmlText, "add": func(a, b int) int { return a + b }}).Parse(parts)
	if err != nil {
		return err
	}
	z := zip.NewWriter(b)
	put := func(name, part string, of any) error {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, xml.Header)
		}
		if err != nil {
			return err
		}
		return t.ExecuteTemplate(w, part, of)
	}
	for _, s := range sheets {
		if err := put(s.Part(), "sheet", s); err != nil {
			return err
		}
	}
	for _, part := range [...]string{"[Content_Types].xml", "_rels/.rels", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} {
		if err := put(part, part, sheets); err != nil {
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
	for n, first := 2, name; slices.ContainsFunc(sheets, func(s xlsxSheet) bool { return strings.EqualFold(s.Name, name) }); n++ {
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

// widest is how many characters wide a column is at most.
const widest = 48

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
	s := xlsxSheet{Widths: r.widths, Cells: r.xml.String()}
	if frozen && r.n > 1 {
		s.Last = "$" + xlsxColumn(len(r.widths)-1) + "$" + strconv.Itoa(r.n)
	}
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
			head = append(head, r.text(len(shown), c.Field(machine), xlsxHead))
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
	if len(s.Widths) > 1 && s.Widths[1] == widest {
		s.Widths[1] = 100
	}
	return s
}
