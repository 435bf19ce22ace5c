package report

import (
	"archive/zip"
	"bytes"
	"cmp"
	_ "embed"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/svg"
	"allyscope/internal/table"
)

// workbookParts holds a template for each part of a workbook. We write workbooks ourselves because
// a library would slow down every start of the program.
//
//go:embed workbook.xml
var workbookParts string

// The styles of cells, in the order of workbook.xml.
const (
	xlsxText = iota
	xlsxHead
	xlsxOther   // text that is not wrapped, and numbers with more than two decimals
	xlsxNumbers // numbers without decimals; the next two styles have one and two decimals
)

// xlsxSheet is a sheet of a workbook. Rows are added with row.
type xlsxSheet struct {
	Name   string
	Number int // from 1
	Widths []int
	XML    strings.Builder
	Rows   int
	Last   string // the last column of the sheet's table, such as "F"; empty if it has none
}

// writeXLSX writes a workbook: a sheet for each table, as in CSV, and one with source and notes.
func writeXLSX(b *bytes.Buffer, d *document.Document, o Options) error {
	var sheets []*xlsxSheet
	add := func(name string, x *xlsxSheet) {
		x.Name, x.Number = xlsxName(name, sheets), len(sheets)+1
		sheets = append(sheets, x)
	}
	for i, t := range d.Data() {
		if i == 0 || len(t.Rows) > 0 {
			add(cmp.Or(t.Title, strings.ReplaceAll(t.ID, "_", " ")), xlsxTable(&t, o.Machine))
		}
	}
	add("source", xlsxAbout(d, o))

	funcs := template.FuncMap{"xml": xmlText, "add": func(a, b int) int { return a + b }}
	t, z := template.Must(template.New("").Funcs(funcs).Parse(workbookParts)), zip.NewWriter(b)
	var err error
	put := func(name, part string, content any) {
		w, _ := z.Create(name)               // writes to memory, which cannot fail
		_, _ = io.WriteString(w, xml.Header) // likewise
		err = errors.Join(err, t.ExecuteTemplate(w, part, content))
	}
	for _, s := range sheets {
		put(fmt.Sprintf("xl/worksheets/sheet%d.xml", s.Number), "sheet", s)
	}
	for part := range strings.FieldsSeq("[Content_Types].xml _rels/.rels xl/styles.xml xl/workbook.xml xl/_rels/workbook.xml.rels") {
		put(part, part, sheets)
	}
	return errors.Join(err, z.Close())
}

// xlsxName makes name a valid sheet name that none of the sheets has.
func xlsxName(name string, sheets []*xlsxSheet) string {
	const longest = 28 // Excel allows 31; the rest is for a number
	name = format.Capital(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, name))
	if r := []rune(name); len(r) > longest {
		name = string(r[:longest])
	}
	for n, first := 2, name; slices.ContainsFunc(sheets, func(s *xlsxSheet) bool { return strings.EqualFold(s.Name, name) }); n++ {
		name = first + " " + strconv.Itoa(n)
	}
	return name
}

// xmlText returns text escaped for XML, with control characters made visible.
func xmlText(s string) string { return svg.Escape(cell.Visible(s)) }

// The largest width of a column, and of one whose head is its widest cell, in characters.
const (
	widest     = 48
	widestHead = 24
)

// xlsxCell is a cell of a sheet. Words widen their column; a missing value leaves the cell empty.
type xlsxCell struct {
	kind  table.Kind
	text  string
	style int
}

func (x *xlsxSheet) row(cells ...xlsxCell) {
	x.Rows++
	fmt.Fprintf(&x.XML, `<row r="%d">`, x.Rows)
	for i, c := range cells {
		if len(x.Widths) <= i {
			x.Widths = append(x.Widths, 8)
		}
		switch at := xlsxColumn(i) + strconv.Itoa(x.Rows); c.kind {
		case table.IsMissing:
		case table.IsNumber:
			fmt.Fprintf(&x.XML, `<c r="%s" s="%d"><v>%s</v></c>`, at, c.style, c.text)
		default:
			const text = `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`
			fmt.Fprintf(&x.XML, text, at, c.style, xmlText(c.text))
			if x.Widths[i] = max(x.Widths[i], min(cell.Width(c.text)+2, widest)); c.style == xlsxHead {
				x.Widths[i] = min(x.Widths[i], widestHead)
			}
		}
	}
	x.XML.WriteString("</row>")
}

// xlsxColumn returns the name of column i, from 0: A to Z, then AA and so on.
func xlsxColumn(i int) string {
	name := string(rune('A' + i%26))
	if i >= 26 {
		return xlsxColumn(i/26-1) + name
	}
	return name
}

func xlsxTable(t *table.Table, machine bool) *xlsxSheet {
	x, columns := &xlsxSheet{}, t.Shown(table.OnCSV)
	x.row(format.Each(columns, func(i int) xlsxCell {
		return xlsxCell{table.IsWord, t.Columns[i].Field(machine), xlsxHead}
	})...)
	for _, row := range t.Rows {
		x.row(format.Each(columns, func(i int) xlsxCell {
			c := xlsxCell{row.Cells[i].Kind, row.Cells[i].Field(machine), xlsxOther}
			if _, decimals, _ := strings.Cut(c.text, "."); c.kind == table.IsNumber && len(decimals) <= 2 {
				c.style = xlsxNumbers + len(decimals)
			}
			return c
		})...)
		x.Last = xlsxColumn(len(columns) - 1)
	}
	return x
}

// xlsxAbout returns the sheet that says where the figures come from.
func xlsxAbout(d *document.Document, o Options) *xlsxSheet {
	x := &xlsxSheet{}
	say := func(what string, texts ...string) {
		for _, s := range texts {
			if s != "" {
				x.row(xlsxCell{table.IsWord, what, xlsxHead}, xlsxCell{table.IsWord, s, xlsxText})
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
	if len(x.Widths) > 1 && x.Widths[1] == widest {
		x.Widths[1] = 100
	}
	return x
}
